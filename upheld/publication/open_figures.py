"""Open data in numbers: figures, counts, categories, the register of the year, groups, and several years together.

Belongs here: which facts of a release go into these tables. Not here: tables about single cases (`open_cases`).
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.publication.open_data import WHO, OpenTable, Row, YearData, category, day, reviews, yes
from upheld.tables.figures import FIGURES_COLUMNS
from upheld.tables.table import Column

_NOT_HERE = frozenset({"kind", "count", "checksum"})


def _figures(data: YearData) -> Iterator[Row]:
    keep = [number for number, column in enumerate(FIGURES_COLUMNS) if column in FIGURES.columns]
    yield from (tuple(row[number] for number in keep) for row in data.figures)


def _counts(data: YearData) -> Iterator[Row]:
    for review, start in reviews(data):
        yield from ((*start, name, number) for name, number in sorted(review.counts.items()))


def _categories(data: YearData) -> Iterator[Row]:
    for review, start in reviews(data):
        for row in review.categories:
            titled = category(data, row.category) or "Not shown, as the decision is withheld"
            yield (*start, row.category, titled, row.received, row.decided, row.investigated, row.upheld)


def _register(data: YearData) -> Iterator[Row]:
    for review, start in reviews(data):
        it, lineage = review.authority, review.lineage
        yield (
            *(*start, it.short_name, it.code, it.type, it.group, it.region, it.county),
            *(day(it.opened_on), day(it.closed_on), yes(it.open_at_end), yes(review.letter)),
            *("; ".join(lineage.predecessors) or None, "; ".join(lineage.successors) or None),
        )


def _groups(data: YearData) -> Iterator[Row]:
    averages = {}
    for row in data.figures:
        cells = dict(zip((column.name for column in FIGURES_COLUMNS), row, strict=True))
        if cells["group"] is not None:
            averages[cells["group"], cells["measure"]] = cells
    for group, measure in sorted(averages, key=lambda key: (str(key[0]), str(key[1]))):
        cells = averages[group, measure]
        known = data.scheme.groups.get(str(group))
        yield (
            *(group, known.title if known else group, data.year, measure, cells["definition"], cells["unit"]),
            *(cells[name] for name in ("members", "members_with_base", "average_numerator")),
            *(cells["average_denominator"], cells["average"], data.release.about.name),
        )


def _observed(data: YearData) -> Iterator[Row]:
    for review, start in reviews(data):
        for each in review.observed:
            yield (
                *(*start, each.measure, each.by, each.first_year, each.last_year, each.base, each.observed),
                *(each.expected, each.at_most, each.at_least, each.verdict.value if each.verdict else None),
                *(each.by_chance, "; ".join(each.dropped) or None),
            )


def _chance(data: YearData) -> Iterator[Row]:
    for each in data.release.listings:
        yield (data.year, each.measure, each.compared, each.listed, each.by_chance)


def _events(data: YearData) -> Iterator[Row]:
    for each in data.release.events:
        if each.year == data.year:
            yield (
                *(each.year, each.courses, each.course_delegates, each.seminars),
                *(each.seminar_delegates, each.seminar_authorities, "; ".join(each.seminar_places) or None),
            )


FIGURES = OpenTable(
    "figures",
    "Figures of every authority",
    tuple(column for column in FIGURES_COLUMNS if column.name not in _NOT_HERE),
    _figures,
    (
        "A rate is rounded half up when it is printed; numerator and denominator are exact.",
        "The average pools all members of the group. The verdict compares with the other members together.",
    ),
)
COUNTS = OpenTable(
    "counts",
    "Counts of every authority",
    (
        *WHO,
        Column(
            "of",
            "What is counted",
            explains="outcome.upheld is decisions with the outcome upheld, and so on.",
        ),
        Column("count", "Count", "whole"),
    ),
    _counts,
)
CATEGORIES = OpenTable(
    "categories",
    "Complaints by category",
    (
        *WHO,
        Column("category", "Category, code", explains="Empty for cases whose decision is withheld."),
        Column("category_title", "Category"),
        Column("received", "Received", "whole"),
        Column("decided", "Decided", "whole"),
        Column("investigated", "Investigated", "whole"),
        Column("upheld", "Upheld", "whole"),
    ),
    _categories,
)
REGISTER = OpenTable(
    "authorities",
    "Register of the authorities",
    (
        *WHO,
        Column("short_name", "Short name"),
        Column("code", "Official code", explains="Of the national statistics office, where it has one."),
        Column("type", "Type"),
        Column(
            "group", "Group", explains="The authorities that it is compared with; empty where there are none."
        ),
        Column("region", "Region"),
        Column("county", "County", explains="Where another authority shares the area."),
        Column(
            "opened_on", "Opened on", "date", explains="Empty where it was there before the register begins."
        ),
        Column("closed_on", "Last day", "date"),
        Column("open_at_end", "Open at the year’s end"),
        Column("letter", "Gets a letter"),
        Column("predecessors", "Took over from"),
        Column("successors", "Was followed by"),
    ),
    _register,
)
GROUPS = OpenTable(
    "groups",
    "Groups and their averages",
    (
        Column("group", "Group, code"),
        Column("group_title", "Group"),
        Column("year", "Reporting year"),
        Column("measure", "Measure"),
        Column("definition", "Definition version", "whole"),
        Column("unit", "Unit"),
        Column("members", "Members", "whole"),
        Column("members_with_base", "Members with a base", "whole"),
        Column("numerator", "Numerator", "whole"),
        Column("denominator", "Denominator (base)", "whole"),
        Column("average", "Average as printed"),
        Column("release", "Release"),
    ),
    _groups,
)
OBSERVED = OpenTable(
    "observed",
    "Observed and expected over several years",
    (
        *WHO,
        Column("measure", "Measure"),
        Column("by", "Compared by", explains="By year, or by year and category."),
        Column("first_year", "From"),
        Column("last_year", "To"),
        Column("base", "Base", "whole"),
        Column("observed", "Observed", "whole"),
        Column(
            "expected", "Expected", "decimal", explains="Had each year gone as at the other members together."
        ),
        Column("at_most", "Chance of so few or fewer", "decimal"),
        Column("at_least", "Chance of so many or more", "decimal"),
        Column("verdict", "Verdict"),
        Column(
            "by_chance", "Chance of being listed", "decimal", explains="At most, if it matched its group."
        ),
        Column("dropped", "Years without a comparison"),
    ),
    _observed,
    (
        "A difference is not a cause: it may be the mix of complaints, or which were chosen for investigation.",
    ),
)
CHANCE = OpenTable(
    "chance",
    "How many chance alone would list",
    (
        Column("year", "Reporting year"),
        Column("measure", "Measure"),
        Column("compared", "Authorities with a verdict", "whole"),
        Column("listed", "Listed as higher or lower", "whole"),
        Column("by_chance", "Expected by chance alone", "decimal"),
    ),
    _chance,
)
EVENTS = OpenTable(
    "events",
    "Courses and seminars",
    (
        Column("year", "Reporting year"),
        Column("courses", "Courses", "whole"),
        Column("course_delegates", "People on courses", "whole"),
        Column("seminars", "Seminars", "whole"),
        Column("seminar_delegates", "Delegates at seminars", "whole"),
        Column("seminar_authorities", "Authorities at seminars", "whole", explains="Different ones."),
        Column("seminar_places", "Places"),
    ),
    _events,
)

TABLES = (FIGURES, COUNTS, CATEGORIES, GROUPS, OBSERVED, CHANCE, REGISTER, EVENTS)
"""The tables of numbers, in the order in which they are listed."""
