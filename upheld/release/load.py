"""Loading: from the bytes of a public part to the release that letters and pages are made from.

Belongs here: reading every file back into the model. Not here: whether its figures are right (`verify`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from upheld.measures.counting import RESULTS, OutcomeMeaning
from upheld.measures.definition import read_canonical
from upheld.measures.figure import Figure
from upheld.measures.measure import MeasureVersion
from upheld.register.years import ReportingYear
from upheld.release.canonical import read_rows, sha256, write_checksums
from upheld.release.model import (
    PUBLISHED_SINCE,
    About,
    AuthorityReview,
    ComplianceFinding,
    DefinitionUsed,
    EventsOfYear,
    Listing,
    Promise,
    PublicDecision,
    PublicReport,
    Release,
)
from upheld.release.rows import CountRow, FigureRow, RegisterRow
from upheld.release.series import Adjustment, CategoryRow, ObservedRow, SeriesRow

Public = Mapping[str, bytes]
Owned = TypeVar(
    "Owned",
    PublicDecision,
    Promise,
    ComplianceFinding,
    PublicReport,
    SeriesRow,
    ObservedRow,
    CategoryRow,
)

OBSERVED = ("observed.csv", "observed_by_category.csv")

PLAIN_COUNTS = (
    "received",
    "decided",
    "investigated",
    "upheld",
    "satisfactory_remedy",
    "upheld_not_public",
    "replacing_earlier",
    *(f"compliance.{result}" for result in RESULTS),
    "overdue",
    "open_at_start",
    "first_decided",
    "open_at_end",
    "personal_remedies",
    "service_improvements",
    "recommendations_refused",
    "reports.public",
    "reports.further",
)
"""Every count of an authority that is not an outcome's; one without a row is 0."""


def load_about(public: Public) -> About:
    """Which release these files are."""
    found = json.loads(public["about.json"])
    year, since = found["year"], found.get("published_since")
    return About(
        scheme=found["scheme"],
        year=ReportingYear(date.fromisoformat(year["first_day"]), date.fromisoformat(year["last_day"])),
        revision=found["revision"],
        as_at=date.fromisoformat(found["as_at"]),
        entered_by=date.fromisoformat(found["entered_by"]),
        illustrative=found["illustrative"],
        software=found["software"],
        corrects=found["corrects"],
        why=found["why"],
        definitions=tuple(DefinitionUsed(**used) for used in found["definitions"]),
        freezing_waits_days=found["freezing_waits_days"],
        stands_on=tuple(found["stands_on"]),
        accepted=tuple((name, reason) for name, reason in found["accepted"].items()),
        published_since=date.fromisoformat(since) if since else None,
    )


def load_meaning(public: Public) -> OutcomeMeaning:
    """What the outcomes of the year counted as."""
    return OutcomeMeaning(
        **{name: tuple(slugs) for name, slugs in json.loads(public["outcomes.json"]).items()}
    )


def load_definitions(public: Public) -> dict[str, MeasureVersion]:
    """The definitions of the year, by measure."""
    lines = public["definitions.jsonl"].decode().split("\n")
    found = [read_canonical(line, "definitions.jsonl") for line in lines if line]
    return {definition.measure: definition for definition in found}


def load_counts(public: Public) -> dict[str, dict[str, int]]:
    """Counts by authority and name, as they stand in the file: a count of 0 has no row."""
    counts: dict[str, dict[str, int]] = {}
    for row in read_rows(CountRow, public["counts.csv"], "counts.csv"):
        counts.setdefault(row.authority, {})[row.name] = row.count
    return counts


def load_register(public: Public) -> tuple[RegisterRow, ...]:
    """The authorities of the year."""
    return read_rows(RegisterRow, public["register.csv"], "register.csv")


def load_series(public: Public) -> tuple[SeriesRow, ...]:
    """The figures of earlier years."""
    return read_rows(SeriesRow, public["series.csv"], "series.csv")


def load_adjustments(public: Public) -> tuple[Adjustment, ...]:
    """What later years counted anew, and earlier ones had counted."""
    return read_rows(Adjustment, public["adjustments.csv"], "adjustments.csv")


def load_figures(public: Public, year: str) -> dict[str, dict[str, Figure]]:
    """Figures by measure and authority."""
    figures: dict[str, dict[str, Figure]] = {}
    for row in read_rows(FigureRow, public["figures.csv"], "figures.csv"):
        figures.setdefault(row.measure, {})[row.authority] = row.figure(year)
    return figures


def load_release(public: Public) -> Release:
    """The release, ready to be written about."""
    about, counts = load_about(public), load_counts(public)
    figures = load_figures(public, about.year.label)
    definitions = load_definitions(public)
    names = (*PLAIN_COUNTS, *(f"outcome.{outcome}" for outcome in load_meaning(public).outcomes))
    decisions = _by_authority(read_rows(PublicDecision, public["decisions.csv"], "decisions.csv"))
    register = load_register(public)
    present = frozenset(row.slug for row in register)
    promises: defaultdict[str, tuple[Promise, ...]] = defaultdict(tuple)
    for promise in read_rows(Promise, public["promises.csv"], "promises.csv"):
        # What a body promised that is gone from the register's year is shown where it is owed now.
        shown_at = promise.authority if promise.authority in present else promise.held_by or promise.authority
        promises[shown_at] += (promise,)
    findings = _by_authority(read_rows(ComplianceFinding, public["findings.csv"], "findings.csv"))
    reports = _by_authority(read_rows(PublicReport, public["reports.csv"], "reports.csv"))
    every_series = load_series(public)
    series = _by_authority(every_series)
    observed = _by_authority(row for name in OBSERVED for row in read_rows(ObservedRow, public[name], name))
    categories = _by_authority(read_rows(CategoryRow, public["categories.csv"], "categories.csv"))
    reviews = {
        row.slug: AuthorityReview(
            authority=row.authority,
            lineage=row.lineage,
            letter=row.letter,
            counts={name: counts.get(row.slug, {}).get(name, 0) for name in names},
            figures={
                slug: figures[slug][row.slug] for slug in definitions if row.slug in figures.get(slug, {})
            },
            decisions=decisions[row.slug],
            promises=promises[row.slug],
            findings=findings[row.slug],
            reports=reports[row.slug],
            series=series[row.slug],
            observed=observed[row.slug],
            categories=categories[row.slug],
        )
        for row in register
    }
    return Release(
        about=about,
        definitions=definitions,
        reviews=reviews,
        events=tuple(_events(each) for each in json.loads(public["events.json"])),
        checksum=sha256(write_checksums(public)),
        listings=read_rows(Listing, public["listings.csv"], "listings.csv"),
        series=every_series,
        published_since=()
        if about.published_since is None
        else read_rows(PublicDecision, public[PUBLISHED_SINCE], PUBLISHED_SINCE),
    )


def _by_authority(rows: Iterable[Owned]) -> defaultdict[str, tuple[Owned, ...]]:
    found: defaultdict[str, tuple[Owned, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.authority] += (row,)
    return found


def _events(found: dict[str, Any]) -> EventsOfYear:
    return EventsOfYear(
        **{
            **found,
            "courses_by_sector": tuple((sector, number) for sector, number in found["courses_by_sector"]),
            "seminar_places": tuple(found["seminar_places"]),
        }
    )
