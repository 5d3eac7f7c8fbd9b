"""Tables of what followed from fault: recommendations, compliance, service improvements, reports; and the year's events.

Belongs here: counts of these, and the lists of them that are public. No text that could be withdrawn is in a table: a
review is written once. Not here: the rates (`judged`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from upheld.measures.counting import RESULTS
from upheld.release.model import Promise, PromiseState, Release
from upheld.review.pools import Pools
from upheld.scheme import Scheme
from upheld.tables.table import Cell, Column, Table
from upheld.tables.workbook import Sheet

RESULT_LABELS = dict(
    zip(RESULTS, ("Satisfied on time", "Satisfied late", "Not satisfied", "Ceased"), strict=True)
)
_BODY = Column("body", "Kind of body")
_STATE_COLUMNS = tuple(
    Column(state.value.replace(" ", "_"), state.value.capitalize(), "whole") for state in PromiseState
)


def carried_out_sheets(release: Release, scheme: Scheme, pools: Pools) -> Iterator[Sheet]:
    """The tables, those for reading first."""
    yield Sheet("recommendations", _recommendations(pools))
    yield Sheet("compliance", _compliance(pools))
    yield Sheet("improvements", _improvements(release, pools))
    yield Sheet("improvements-by-type", _by_type(release, scheme))
    yield Sheet("reports", _reports(pools))
    yield Sheet("events", _events(release))
    yield Sheet("courses-by-sector", _sectors(release))
    yield Sheet("late-or-not-satisfied", _findings(release))
    yield Sheet("improvements-listed", _listed(release, scheme))
    yield Sheet("reports-published", _reports_published(release))


def _recommendations(pools: Pools) -> Table:
    rows = []
    for pool in pools.rows:
        personal, improvements = pool.count("personal_remedies"), pool.count("service_improvements")
        rows.append(
            (
                pool.title,
                personal,
                improvements,
                personal + improvements,
                pool.count("recommendations_refused"),
            )
        )
    columns = (
        _BODY,
        Column("personal_remedies", "Remedies for people", "whole"),
        Column("service_improvements", "Service improvements", "whole"),
        Column("agreed", "Agreed, in all", "whole"),
        Column("refused", "Refused", "whole"),
    )
    note = (
        "Of decisions made in the year. Remedies for people are private: they are counted and never listed."
    )
    return Table("Recommendations, by kind", columns, tuple(rows), (note,))


def _compliance(pools: Pools) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            pool.title,
            *(pool.count(f"compliance.{result}") for result in RESULTS[:3]),
            sum(pool.count(f"compliance.{result}") for result in RESULTS[:3]),
            pool.count("compliance.ceased"),
            pool.count("overdue"),
        )
        for pool in pools.rows
    )
    columns = (
        _BODY,
        *(Column(result, RESULT_LABELS[result], "whole") for result in RESULTS[:3]),
        Column("counting", "Outcomes that count", "whole"),
        Column("ceased", RESULT_LABELS["ceased"], "whole"),
        Column("overdue", "Overdue, no outcome yet", "whole"),
    )
    notes = (
        "An outcome counts in the year it was recorded, whatever the year of the decision. Ceased: it no longer mattered; it "
        "leaves the base.",
        "Overdue: decisions with something past its due date on the year’s last day, and no outcome by then. The rate does not know them.",
    )
    return Table("Whether recommendations were carried out", columns, rows, notes)


def _promises(release: Release) -> Iterator[Promise]:
    for review in release.reviews.values():
        yield from review.promises


def _states(promises: Iterable[Promise]) -> tuple[int, ...]:
    counts = Counter(promise.state for promise in promises)
    return (*(counts[state] for state in PromiseState), counts.total())


def _improvements(release: Release, pools: Pools) -> Table:
    year = release.about.year
    of_year = [promise for promise in _promises(release) if promise.decided_on in year]
    earlier = [promise for promise in _promises(release) if promise.decided_on not in year]
    agreed = pools.whole.count("service_improvements")
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Of decisions of the year", *_states(of_year), agreed - len(of_year), agreed),
        ("Of earlier decisions, open as the year began", *_states(earlier), None, None),
    )
    columns = (
        Column("of", "Service improvements"),
        *_STATE_COLUMNS,
        Column("listed", "Listed", "whole"),
        Column("not_listed", "Not listed", "whole"),
        Column("agreed", "Agreed", "whole"),
    )
    notes = (
        "How they stand on the day given under “As at”. Overdue: agreed, past the day last agreed for it, and not done.",
        "Listed are those with a public summary, of published decisions. How the others stand is not told here.",
    )
    return Table("Service improvements, and how they stand", columns, rows, notes)


def _by_type(release: Release, scheme: Scheme) -> Table:
    year = release.about.year
    of_year = [promise for promise in _promises(release) if promise.decided_on in year]
    used = {promise.remedy_type for promise in of_year}
    titles = {slug: term.title for slug, term in scheme.remedies.items() if slug in used}
    titles |= {slug: slug for slug in sorted(used - set(titles))}
    rows: list[tuple[Cell, ...]] = [
        (title, *_states(promise for promise in of_year if promise.remedy_type == slug))
        for slug, title in titles.items()
    ]
    columns = (Column("type", "Type"), *_STATE_COLUMNS, Column("listed", "Listed", "whole"))
    note = "Of decisions of the year, listed improvements alone: the type of a personal remedy, and of what is not public, is not told."
    return Table(
        "Service improvements listed, by type", columns, (*rows, ("All types", *_states(of_year))), (note,)
    )


def _reports(pools: Pools) -> Table:
    rows = tuple(
        (pool.title, pool.count("reports.public"), pool.count("reports.further")) for pool in pools.rows
    )
    columns = (
        _BODY,
        Column("public", "Public reports", "whole"),
        Column("further", "Further reports", "whole"),
    )
    note = "By the day of issue. A report about two bodies is counted for each of them."
    return Table("Public reports, by kind of body", columns, rows, (note,))


def _events(release: Release) -> Table:
    columns = (
        Column("year", "Reporting year"),
        Column("courses", "Courses", "whole"),
        Column("course_delegates", "People trained", "whole"),
        Column("seminars", "Seminars", "whole"),
        Column("seminar_delegates", "People at seminars", "whole"),
        Column("seminar_authorities", "Different authorities at seminars", "whole"),
    )
    rows = tuple(tuple(getattr(each, column.name) for column in columns) for each in release.events)
    note = "Who came twice is counted twice among the people, and an authority once however many came."
    return Table("Courses and seminars, by year", columns, rows, (note,))


def _sectors(release: Release) -> Table:
    rows = tuple(
        (f"{each.year}, {sector}", each.year, sector, courses)
        for each in release.events
        for sector, courses in each.courses_by_sector
    )
    columns = (
        Column("key", "Year and sector"),
        Column("year", "Reporting year"),
        Column("sector", "Sector"),
        Column("courses", "Courses", "whole"),
    )
    return Table("Courses, by sector", columns, rows)


def _findings(release: Release) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            slug,
            review.authority.name,
            finding.case or "Not published",
            finding.recorded_on.isoformat(),
            RESULT_LABELS[finding.result],
            finding.days_late,
        )
        for slug, review in release.reviews.items()
        for finding in review.findings
    ]
    columns = (
        Column("authority", "Authority"),
        Column("name", "Name"),
        Column("case", "Case"),
        Column("recorded_on", "Recorded"),
        Column("result", "What was found"),
        Column("days_late", "Days late", "whole"),
    )
    return Table("Recommendations carried out late, or not carried out", columns, tuple(rows))


def _listed(release: Release, scheme: Scheme) -> Table:
    titles = {slug: term.title for slug, term in scheme.remedies.items()}
    rows: list[tuple[Cell, ...]] = []
    for slug, review in release.reviews.items():
        for promise in review.promises:
            rows.append(
                (
                    slug,
                    review.authority.name,
                    promise.case,
                    promise.number,
                    titles.get(promise.remedy_type, promise.remedy_type),
                    promise.decided_on.isoformat(),
                    promise.due_on.isoformat(),
                    promise.completed_on.isoformat() if promise.completed_on else None,
                    promise.state.value,
                    promise.days_late,
                )
            )
    columns = (
        Column("authority", "Authority"),
        Column("name", "Name"),
        Column("case", "Case"),
        Column("number", "Number", "whole"),
        Column("type", "Type"),
        Column("decided_on", "Decided"),
        Column("due_on", "Due"),
        Column("completed_on", "Done"),
        Column("state", "How it stands"),
        Column("days_late", "Days late", "whole"),
    )
    note = "Their texts are not here: they can be withdrawn, and stand in the release’s texts."
    return Table("Service improvements that are public", columns, tuple(rows), (note,))


def _reports_published(release: Release) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            report.number,
            report.kind,
            slug,
            review.authority.name,
            report.issued_on.isoformat(),
            report.published_on.isoformat(),
        )
        for slug, review in release.reviews.items()
        for report in review.reports
    ]
    columns = (
        Column("number", "Number"),
        Column("kind", "Kind"),
        Column("authority", "Authority"),
        Column("name", "Name"),
        Column("issued_on", "Issued"),
        Column("published_on", "Published"),
    )
    return Table("Reports that are published", columns, tuple(sorted(rows, key=str)))
