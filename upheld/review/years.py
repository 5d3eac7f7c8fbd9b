"""Tables of the years: counts and rates as each year froze them, and where the series break off.

No year is counted again: counts come from the releases this one stands on, rates from the series it holds. Belongs here:
setting years side by side. Not here: what that bears to be said (`changes`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from upheld.measures.measure import MeasureVersion
from upheld.register.years import YearCalendar
from upheld.release.earlier import PUBLISHED
from upheld.release.model import Release
from upheld.release.past import PastYear
from upheld.review.changes import COUNTS, SeriesBreak, begins_anew, changes_table, rate_changes_table
from upheld.review.pools import Pair, Pools
from upheld.review.rates import RANGE_COLUMNS, national, rate_cells, rate_columns
from upheld.review.sheets import LONGEST_NAME
from upheld.scheme import Scheme
from upheld.tables.table import Cell, Column, Table
from upheld.tables.workbook import Sheet


def years_sheet(measure: str) -> str:
    """The name of the sheet with a measure's years."""
    return f"{measure[: LONGEST_NAME - 6]}-years"


def years_sheets(
    release: Release, scheme: Scheme, pools: Pools, past: Sequence[PastYear], breaks: Sequence[SeriesBreak]
) -> Iterator[Sheet]:
    """The tables of the years. `breaks` are those of counts and measures alike."""
    calendar = scheme.calendar
    counts = _counts_by_year(release, pools, past)
    pairs = {
        slug: _pairs_by_year(release, slug, pools.grouped.pairs.get(slug, (0, 0)))
        for slug, definition in release.definitions.items()
        if national(definition)
    }
    first = min((*counts, *(label for of_years in pairs.values() for label in of_years)))
    shown = [
        each
        for each in breaks
        if calendar.parse(first).ending < each.year <= release.about.year.ending
        and (each.of in COUNTS or each.of in release.definitions)
    ]
    yield Sheet("counts-by-year", _counts_table(counts, shown, calendar, pools.whole.title))
    for slug, by_year in pairs.items():
        yield Sheet(
            years_sheet(slug), _rates_table(release.definitions[slug], by_year, shown, calendar, pools)
        )
    yield Sheet("changes", changes_table(release, counts, shown, calendar))
    yield Sheet("rate-changes", rate_changes_table(release, pairs, shown, calendar))
    yield Sheet("breaks", _breaks(shown, calendar))
    yield Sheet("rates-by-year-group", _by_group(release, scheme, pools))


def breaks_of(release: Release, of_counts: Sequence[SeriesBreak]) -> tuple[SeriesBreak, ...]:
    """The breaks of counts, which the review's prose declares, and those of measures, which their definitions do."""
    of_measures = (
        SeriesBreak(slug, definition.public_label, each.year, each.note)
        for slug, definition in release.definitions.items()
        for each in definition.breaks
    )
    return (*of_counts, *of_measures)


def _counts_by_year(release: Release, pools: Pools, past: Sequence[PastYear]) -> dict[str, dict[str, int]]:
    found = {
        each.year.label: {
            name: sum(counts.get(name, 0) for counts in each.counts.values()) for name in COUNTS
        }
        for each in past
    }
    return found | {release.about.year.label: {name: pools.whole.count(name) for name in COUNTS}}


def _pairs_by_year(release: Release, measure: str, now: Pair) -> dict[str, Pair]:
    """Numerators and bases of the bodies that had a group in each year; of a year known as published they are not known."""
    found: defaultdict[str, Pair] = defaultdict(lambda: (0, 0))
    for row in release.series:
        if row.measure == measure and row.group is not None and row.origin != PUBLISHED:
            numerator, denominator = found[row.year]
            found[row.year] = numerator + row.numerator, denominator + row.denominator
    return {label: found[label] for label in sorted(found)} | {release.about.year.label: now}


def _counts_table(
    counts: Mapping[str, Mapping[str, int]], breaks: Sequence[SeriesBreak], calendar: YearCalendar, whole: str
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for label, of_year in counts.items():
        broken = [COUNTS[name] for name in COUNTS if begins_anew(name, label, breaks, calendar)]
        rows.append((label, *of_year.values(), ", ".join(broken) or None))
    columns = (
        Column("year", "Reporting year"),
        *(Column(name.replace(".", "_"), label, "whole") for name, label in COUNTS.items()),
        Column("breaks", "Not comparable with the years before"),
    )
    notes = (f"{whole}. Each year as its own release froze it.",)
    return Table("Counts by year", columns, tuple(rows), notes)


def _rates_table(
    definition: MeasureVersion,
    by_year: Mapping[str, Pair],
    breaks: Sequence[SeriesBreak],
    calendar: YearCalendar,
    pools: Pools,
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for label, pair in by_year.items():
        broken = begins_anew(definition.measure, label, breaks, calendar)
        rows.append((label, *rate_cells(definition, pair, whole=True), "yes" if broken else None))
    columns = (
        Column("year", "Reporting year"),
        *rate_columns(definition),
        Column("breaks", "Not comparable with the years before"),
    )
    notes = [f"{pools.grouped.title}. Each year as its own release froze it."]
    notes += [each.note for each in breaks if each.of == definition.measure]
    return Table(f"{definition.public_label}, by year", columns, tuple(rows), tuple(notes))


def _breaks(breaks: Sequence[SeriesBreak], calendar: YearCalendar) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"{each.label}, from {label}", each.label, label, each.note)
        for each in breaks
        for label in (calendar.year(each.year).label,)
    ]
    columns = (
        Column("break", "Break"),
        Column("of", "Of"),
        Column("year", "From"),
        Column("note", "Why"),
    )
    return Table("Where the series break off", columns, tuple(rows))


def _by_group(release: Release, scheme: Scheme, pools: Pools) -> Table:
    found: defaultdict[tuple[str, str, str], Pair] = defaultdict(lambda: (0, 0))
    for row in release.series:
        if row.group is not None and row.origin != PUBLISHED:
            numerator, denominator = found[row.measure, row.group, row.year]
            found[row.measure, row.group, row.year] = numerator + row.numerator, denominator + row.denominator
    for group, pool in pools.groups.items():
        for measure, pair in pool.pairs.items():
            found[measure, group, release.about.year.label] = pair
    rows: list[tuple[Cell, ...]] = []
    for slug, definition in release.definitions.items():
        for group, titled in scheme.groups.items():
            labels = sorted(year for measure, of, year in found if (measure, of) == (slug, group))
            rows += [
                (slug, titled.title, label, *rate_cells(definition, found[slug, group, label], whole=False))
                for label in labels
            ]
    columns = (
        Column("measure", "Measure"),
        Column("group", "Group"),
        Column("year", "Reporting year"),
        Column("numerator", "Numerator", "whole"),
        Column("base", "Base", "whole"),
        Column("rate", "Rate", printed=True),
        *RANGE_COLUMNS,
    )
    return Table("Rates, by measure, group and year", columns, tuple(rows))
