"""Withdrawing: taking a published text down at once.

Belongs here: finding every name under which a record's text was ever frozen, in every year and revision, and whom that
touches. Not here: the files (`store`), and writing letters without the text (`letters`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from upheld.errors import Missing, Refused
from upheld.register.years import ReportingYear, YearCalendar
from upheld.release.canonical import read_rows
from upheld.release.model import PUBLISHED_SINCE, Promise, PublicDecision, PublicReport, Tombstone
from upheld.release.store import ReleaseStore, StoredRelease

Kind = Literal["decision", "improvement", "report"]

WHAT = {"decision": "a case's reference", "improvement": "case/number", "report": "a report's number"}


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was withdrawn, and the authorities whose letters held it, by year and revision."""

    tombstones: tuple[Tombstone, ...]
    touched: tuple[tuple[ReportingYear, int, str], ...]


def withdraw(
    kind: Kind, record: str, *, on: date, reason: str, releases: ReleaseStore, calendar: YearCalendar
) -> Withdrawn:
    """Withdraw the text of a record from every year and revision; a tombstone stays, and no count changes.

    `record` is a case's reference for a decision, "19 012 345/2" for that case's recommendation 2, a number for a report.
    Doing it again completes it. Raises Missing where no release ever held such a text, Refused without a reason.
    """
    if not reason.strip():
        raise Refused("A withdrawal says for what class of reason: --reason 'identifies a person'.")
    names: set[str] = set()
    touched: set[tuple[ReportingYear, int, str]] = set()
    for year in releases.years(calendar):
        for revision in releases.revisions(year):
            for authority, name in _texts_of(kind, record, releases.find(year, revision)):
                names.add(name)
                touched.add((year, revision, authority))
            names |= _published_since(kind, record, releases.find(year, revision))
    if not names:
        raise Missing(f"No release has a published text of the {kind} {record!r}. Name it by {WHAT[kind]}.")
    tombstones = tuple(Tombstone(name, kind, record, on, reason.strip()) for name in sorted(names))
    releases.withdraw(tombstones)
    return Withdrawn(tombstones, tuple(sorted(touched)))


def _published_since(kind: Kind, record: str, stored: StoredRelease) -> set[str]:
    """Names of the texts of a decision that a later year's release tells of. No letter holds them."""
    content = stored.public.get(PUBLISHED_SINCE) if kind == "decision" else None
    rows = read_rows(PublicDecision, content, PUBLISHED_SINCE) if content is not None else ()
    return {row.text for row in rows if row.case == record and row.text is not None}


def _texts_of(kind: Kind, record: str, stored: StoredRelease) -> list[tuple[str, str]]:
    """Authorities and names of the texts of a record in one release."""
    public = stored.public
    found: list[tuple[str, str | None]]
    if kind == "decision":
        decisions = read_rows(PublicDecision, public["decisions.csv"], "decisions.csv")
        found = [(row.authority, row.text) for row in decisions if row.case == record]
    elif kind == "improvement":
        promises = read_rows(Promise, public["promises.csv"], "promises.csv")
        mine = [row for row in promises if f"{row.case}/{row.number}" == record]
        found = [(slug, row.text) for row in mine for slug in (row.authority, row.held_by) if slug]
    else:
        reports = read_rows(PublicReport, public["reports.csv"], "reports.csv")
        found = [(row.authority, row.text) for row in reports if row.number == record]
    return [(authority, text) for authority, text in found if text is not None]
