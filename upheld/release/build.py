"""Building: from a year's records to the bytes of a release's public part.

One function, used by `freeze` to make a release and by `verify` to make it again from the sealed part; the bytes must be
the same. Belongs here: which table says what. Not here: which records bear on the year (`select`), files (`store`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

import polars as pl

from upheld.measures.comparison import compare, group_figures, listed_by_chance_among
from upheld.measures.counting import (
    CountedRecords,
    Counts,
    OutcomeMeaning,
    count_authorities,
    count_rules,
    counted_records,
    replacing_earlier,
)
from upheld.measures.figure import Figure
from upheld.measures.measure import CountRule, MeasureVersion
from upheld.measures.rate import decimal_text
from upheld.measures.verdict import LISTED
from upheld.register.years import YearCalendar
from upheld.release.canonical import sha256, write_json, write_rows
from upheld.release.earlier import Earlier
from upheld.release.model import (
    PUBLISHED_SINCE,
    About,
    ComplianceFinding,
    DefinitionUsed,
    EventsOfYear,
    Listing,
    Promise,
    PromiseState,
    PublicDecision,
    PublicReport,
)
from upheld.release.over_years import adjustments, categories_shown, category_counts, span_of
from upheld.release.rows import CountRow, FigureRow, GroupRow, RegisterRow, count_rows
from upheld.release.select import published_late
from upheld.release.series import (
    Adjustment,
    CategoryCount,
    CategoryRow,
    ObservedRow,
    SeriesRow,
    observed_by_category,
    observed_by_year,
)

Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Built:
    """The bytes of the public part by file name, the texts that its rows name by SHA-256, and for the sealed part the
    counts by category from which later years make their expected numbers."""

    public: Mapping[str, bytes]
    texts: Mapping[str, str]
    category_counts: bytes


def build(
    about: About,
    definitions: Mapping[str, MeasureVersion],
    meaning: OutcomeMeaning,
    tables: Tables,
    register_rows: Callable[[Counts], Sequence[RegisterRow]],
    earlier: Earlier,
) -> Built:
    """Make the public part of a release from the records of its year.

    `register_rows` says who is in it, given the counts: at freezing by the register, at verifying by the frozen table.
    `earlier` is what it stands on.
    """
    year = about.year
    records = counted_records(tables, year)
    replacing = replacing_earlier(records, tables["decisions"], year, about.freezing_waits_days)
    counts = count_authorities(records, meaning, replacing)
    register = register_rows(counts)
    figures = _figures(about, definitions, meaning, records, register)
    texts: dict[str, str] = {}
    groups = {row.slug: row.group for row in register if row.group}
    anew = adjustments(replacing, tables["decisions"], definitions, meaning, year)
    by_category = (
        *earlier.categories,
        *category_counts(
            records.decisions, replacing, tables["decisions"], definitions, meaning, groups, year
        ),
    )
    public = public_of_state(
        about, definitions, meaning, register, counts, figures, earlier.series, (*earlier.adjustments, *anew)
    )
    span = span_of(year)
    public |= {
        "categories.csv": write_rows(CategoryRow, categories_shown(records, meaning)),
        "observed_by_category.csv": write_rows(
            ObservedRow,
            (
                row
                for slug, definition in definitions.items()
                if definition.verdict
                for row in observed_by_category(by_category, groups, slug, span)
            ),
        ),
        "decisions.csv": write_rows(PublicDecision, _decisions(records.decisions, texts)),
        "promises.csv": write_rows(Promise, _promises(tables, about, texts)),
        "findings.csv": write_rows(ComplianceFinding, _findings(records, tables)),
        "reports.csv": write_rows(PublicReport, _reports(records, tables, texts)),
        "events.json": write_json([asdict(each) for each in _events(tables["events"], about)]),
    }
    if about.published_since is not None:
        late = published_late(tables, year, about.published_since)
        public[PUBLISHED_SINCE] = write_rows(PublicDecision, _decisions(late, texts))
    return Built(
        dict(sorted(public.items())), dict(sorted(texts.items())), write_rows(CategoryCount, by_category)
    )


def public_of_state(
    about: About,
    definitions: Mapping[str, MeasureVersion],
    meaning: OutcomeMeaning,
    register: Sequence[RegisterRow],
    counts: Counts,
    figures: Mapping[str, Mapping[str, Figure]],
    series: Sequence[SeriesRow],
    adjusted: Sequence[Adjustment],
) -> dict[str, bytes]:
    """The files that follow from counts, figures and series alone; `verify` makes them again without any record."""
    groups = [
        GroupRow.of(group, definitions[measure])
        for measure, of_measure in figures.items()
        for group in group_figures(of_measure).values()
    ]
    rows = [
        FigureRow.of(of_measure[row.slug], definitions[measure])
        for row in register
        for measure, of_measure in figures.items()
        if row.slug in of_measure
    ]
    return {
        "about.json": about_bytes(about),
        "outcomes.json": write_json(asdict(meaning)),
        "definitions.jsonl": "".join(definitions[slug].canonical + "\n" for slug in definitions).encode(),
        "register.csv": write_rows(RegisterRow, register),
        "counts.csv": write_rows(
            CountRow, count_rows({row.slug: counts.get(row.slug, {}) for row in register})
        ),
        "figures.csv": write_rows(FigureRow, rows),
        "groups.csv": write_rows(GroupRow, groups),
        "listings.csv": write_rows(Listing, listings(figures)),
        "series.csv": write_rows(SeriesRow, series),
        "adjustments.csv": write_rows(Adjustment, adjusted),
        "observed.csv": write_rows(
            ObservedRow, observed_by_year(figures, definitions, series, adjusted, span_of(about.year))
        ),
    }


def definitions_used(definitions: Mapping[str, MeasureVersion]) -> tuple[DefinitionUsed, ...]:
    """The definitions a release names in its `about`."""
    return tuple(DefinitionUsed(slug, each.version, each.fingerprint) for slug, each in definitions.items())


def listings(figures: Mapping[str, Mapping[str, Figure]]) -> list[Listing]:
    """For each measure with verdicts: how many it lists, and how many chance alone would."""
    found = []
    for measure, of_measure in figures.items():
        judged = [figure for figure in of_measure.values() if figure.verdict is not None]
        if judged:
            expected = listed_by_chance_among(judged)
            listed = sum(figure.verdict in LISTED for figure in judged)
            found.append(Listing(measure, len(judged), listed, decimal_text(expected, 1)))
    return found


def about_bytes(about: About) -> bytes:
    """The file that says which release this is."""
    written: dict[str, object] = {
        "scheme": about.scheme,
        "year": {
            "label": about.year.label,
            "first_day": about.year.first_day.isoformat(),
            "last_day": about.year.last_day.isoformat(),
        },
        "revision": about.revision,
        "as_at": about.as_at.isoformat(),
        "entered_by": about.entered_by.isoformat(),
        "freezing_waits_days": about.freezing_waits_days,
        "stands_on": list(about.stands_on),
        "accepted": dict(about.accepted),
        "illustrative": about.illustrative,
        "software": about.software,
        "corrects": about.corrects,
        "why": about.why,
        "definitions": [asdict(used) for used in about.definitions],
    }
    if about.published_since is not None:
        written["published_since"] = about.published_since.isoformat()
    return write_json(written)


def _figures(
    about: About,
    definitions: Mapping[str, MeasureVersion],
    meaning: OutcomeMeaning,
    records: CountedRecords,
    register: Sequence[RegisterRow],
) -> dict[str, dict[str, Figure]]:
    rules: dict[CountRule, None] = {}
    for definition in definitions.values():
        for part in (definition.numerator, definition.denominator):
            if isinstance(part, CountRule):
                rules[part] = None
    counted = count_rules(records.by_kind, list(rules), meaning)
    residents = {row.slug: row.residents or 0 for row in register}
    groups = {row.slug: row.group for row in register}
    closed = frozenset(row.slug for row in register if not row.open_at_end)
    figures: dict[str, dict[str, Figure]] = {}
    for slug, definition in definitions.items():
        base = residents if definition.denominator == "residents" else counted[definition.denominator]
        numerator = counted[definition.numerator]
        pairs = {row.slug: (numerator.get(row.slug, 0), base.get(row.slug, 0)) for row in register}
        figures[slug] = compare(definition, about.year.label, pairs, groups, closed)
    return figures


def name_of_text(kind: str, record: str, text: str) -> str:
    """The name of a published text: the SHA-256 of what it is of, a line feed, and the text."""
    return sha256(f"{kind} {record}\n{text}".encode())


def _name_text(kind: str, record: str, text: str | None, texts: dict[str, str]) -> str | None:
    if not text:
        return None
    name = name_of_text(kind, record, text)
    texts[name] = text
    return name


def _decisions(decisions: pl.DataFrame, texts: dict[str, str]) -> Iterable[PublicDecision]:
    published = decisions.filter(pl.col("publication") == "published").sort("authority", "case", "sequence")
    for row in published.iter_rows(named=True):
        yield PublicDecision(
            authority=row["authority"],
            case=row["case"],
            sequence=row["sequence"],
            decided_on=row["decided_on"],
            category=row["category"],
            outcome=row["outcome"],
            satisfactory_remedy=row["satisfactory_remedy"],
            published_on=row["published_on"],
            text=_name_text("decision", f"{row['case']}/{row['sequence']}", row["summary"], texts),
        )


def _promises(tables: Tables, about: About, texts: dict[str, str]) -> Iterable[Promise]:
    """Agreed service improvements with a public summary, of decisions that are public: made in the year, or open in it."""
    year = about.year
    public = (
        tables["decisions"]
        .filter(pl.col("standing") == "standing", pl.col("publication") == "published")
        .filter(pl.col("decided_on") <= year.last_day)
        .join(tables["cases"].select("authority", case="reference"), on="case")
        .select("case", "sequence", "authority", "decided_on")
    )
    agreed = tables["recommendations"].filter(
        pl.col("kind") == "service_improvement",
        pl.col("public_summary").is_not_null(),
        pl.col("agreed_on").is_not_null(),
    )
    open_in_year = pl.col("completed_on").is_null() | (pl.col("completed_on") >= year.first_day)
    promises = agreed.join(public, on=["case", "sequence"]).filter(
        (pl.col("decided_on") >= year.first_day) | open_in_year
    )
    for row in promises.sort("authority", "case", "sequence", "number").iter_rows(named=True):
        state, days_late = promise_state_on(row["status"], row["due_on"], row["completed_on"], about.as_at)
        yield Promise(
            authority=row["authority"],
            case=row["case"],
            sequence=row["sequence"],
            number=row["number"],
            remedy_type=row["remedy_type"],
            decided_on=row["decided_on"],
            agreed_on=row["agreed_on"],
            due_on=row["due_on"],
            completed_on=row["completed_on"],
            state=state,
            days_late=days_late,
            held_by=row["held_by"],
            text=_name_text(
                "improvement",
                f"{row['case']}/{row['sequence']}/{row['number']}",
                row["public_summary"],
                texts,
            ),
        )


def promise_state_on(
    status: str, due_on: date, completed_on: date | None, as_at: date
) -> tuple[PromiseState, int]:
    """How an agreed recommendation stands on a day, and how many days late it is or was."""
    if status in ("refused", "ceased"):
        return PromiseState(status), 0
    if completed_on is not None:
        late = max((completed_on - due_on).days, 0)
        return (PromiseState.DONE_LATE if late else PromiseState.DONE), late
    late = max((as_at - due_on).days, 0)
    return (PromiseState.OVERDUE if late else PromiseState.OPEN), late


def lateness(recommendations: pl.DataFrame) -> pl.DataFrame:
    """By decision (`case`, `sequence`): the most `days` from the last agreed due date of a recommendation to the day it
    was done; less than 0 where all were done before."""
    days = (pl.col("completed_on") - pl.col("due_on")).dt.total_days()
    return recommendations.with_columns(days=days).group_by("case", "sequence").agg(pl.col("days").max())


def _findings(records: CountedRecords, tables: Tables) -> Iterable[ComplianceFinding]:
    """Compliance outcomes that were late or not satisfied; a case that is not public is counted, not named."""
    key = ["case", "sequence"]
    public = (
        tables["decisions"].filter(pl.col("publication") == "published").select(*key, public=pl.lit(True))
    )
    late = lateness(tables["recommendations"])
    plain = records.compliance.filter(pl.col("result").is_in(("satisfied_late", "not_satisfied")))
    rows = plain.join(public, on=key, how="left").join(late, on=key, how="left")
    for row in rows.sort("authority", "recorded_on", "case", "sequence").iter_rows(named=True):
        named = row["public"] is True
        yield ComplianceFinding(
            authority=row["authority"],
            case=row["case"] if named else None,
            sequence=row["sequence"] if named else None,
            recorded_on=row["recorded_on"],
            result=row["result"],
            days_late=max(row["days"] or 0, 0) if row["result"] == "satisfied_late" else None,
        )


def _reports(records: CountedRecords, tables: Tables, texts: dict[str, str]) -> Iterable[PublicReport]:
    """Published reports, each with those of its cases whose decision the public may read."""
    public = frozenset(tables["decisions"].filter(pl.col("publication") == "published").get_column("case"))
    published = records.reports.filter(pl.col("publication") == "published").sort(
        "authority", "number", "kind"
    )
    for row in published.iter_rows(named=True):
        yield PublicReport(
            authority=row["authority"],
            number=row["number"],
            kind=row["kind"],
            issued_on=row["issued_on"],
            published_on=row["published_on"],
            cases=tuple(case for case in row["cases"].split(";") if case in public),
            text=_name_text("report", f"{row['number']}/{row['kind']}", row["title"], texts),
            response_due_on=row["response_due_on"],
            responded_on=row["responded_on"],
        )


def _events(events: pl.DataFrame, about: About) -> Iterable[EventsOfYear]:
    calendar = YearCalendar(about.year.first_day.month)
    by_year: dict[str, list[dict[str, object]]] = {}
    for row in events.sort("held_on", "number").iter_rows(named=True):
        by_year.setdefault(calendar.of(row["held_on"]).label, []).append(row)
    for label, rows in by_year.items():
        courses = [row for row in rows if row["kind"] == "course"]
        seminars = [row for row in rows if row["kind"] == "seminar"]
        sectors = sorted({str(row["sector"]) for row in courses})
        yield EventsOfYear(
            year=label,
            courses=len(courses),
            course_delegates=_people(courses),
            courses_by_sector=tuple(
                (each, sum(row["sector"] == each for row in courses)) for each in sectors
            ),
            seminars=len(seminars),
            seminar_places=tuple(dict.fromkeys(str(row["place"]) for row in seminars)),
            seminar_delegates=_people(seminars),
            seminar_authorities=len(
                {slug for row in seminars for slug in str(row["authorities"] or "").split(";") if slug}
            ),
        )


def _people(rows: Iterable[Mapping[str, object]]) -> int:
    return sum(delegates for row in rows if isinstance(delegates := row["delegates"], int))
