"""The series: what earlier years said, as the releases of those years froze it, and several years together.

A release stands on the releases before it, and on figures published before there were any; it reads them and never
tallies them again. Belongs here: the rows of the series, the adjustments by which a sum over years counts nothing twice,
and observed against expected. Not here: the formula (`measures.observed`) and where earlier releases are (`store`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from upheld.errors import Refused
from upheld.measures.figure import Figure, Verdict
from upheld.measures.measure import MeasureVersion
from upheld.measures.observed import By, Observed, Stratum, chance_listed_over, observe
from upheld.measures.rate import decimal_text

SPAN = 3
"""Reporting years taken together: long enough for small councils to have some cases, short enough to be about now."""


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A figure of an earlier year, as it was frozen, or published before Upheld kept the records.

    `origin` names the release ("2018-19/r1") or is "published". The others are the other members of its group together;
    where only the authority's own counts were published they are unknown, and `average` may still be what was printed.
    """

    authority: str
    measure: str
    year: str
    version: int | None
    numerator: int
    denominator: int
    rate: str | None
    group: str | None
    average: str | None
    others_numerator: int
    others_denominator: int
    origin: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What `made_in` counted anew: to be taken from `year`, which had counted it, in a sum over both."""

    authority: str
    measure: str
    year: str
    made_in: str
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """The counts of a measure in one category, sealed: with them the expected number takes the mix into account.

    Where `made_in` is a later year than `year`, they are an adjustment: what that year counted anew.
    """

    authority: str
    group: str
    measure: str
    year: str
    made_in: str
    category: str
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """An authority's counts of the year in one category, as they may be shown: what is withheld is under no category."""

    authority: str
    category: str | None
    received: int
    decided: int
    investigated: int
    upheld: int


@dataclass(frozen=True, slots=True)
class ObservedRow:
    """O against E over a span of years, by year, or by year and category. `dropped` are years without a comparison.

    `by_chance` is how likely chance alone is, at most, to list this authority: the sum over a list is how many of it chance
    could have put there.
    """

    authority: str
    measure: str
    by: str
    first_year: str
    last_year: str
    base: int
    observed: int
    expected: str
    at_most: str
    at_least: str
    verdict: Verdict | None
    by_chance: str | None
    dropped: tuple[str, ...]


def observed_by_year(
    figures: Mapping[str, Mapping[str, Figure]],
    definitions: Mapping[str, MeasureVersion],
    series: Sequence[SeriesRow],
    adjustments: Sequence[Adjustment],
    span: Sequence[str],
) -> Iterator[ObservedRow]:
    """One row for each authority and measure with verdicts, over the years of `span` (labels, the release's own last).

    Who has a comparison in one of the years at most has no row: that year's verdict says it all.
    """
    taken = _Adjusted(adjustments, series, span)
    for measure, of_measure in figures.items():
        if not definitions[measure].verdict:
            continue
        groups = {slug: figure.group.group for slug, figure in of_measure.items() if figure.group}
        own: dict[str, dict[str, Stratum]] = {slug: {} for slug in sorted(groups)}
        for row in series:
            if row.measure == measure and row.year in span and row.authority in own:
                own[row.authority][row.year] = (
                    row.numerator,
                    row.denominator,
                    row.others_numerator,
                    row.others_denominator,
                )
        for slug in own:
            figure = of_measure[slug]
            own[slug][figure.year] = (
                figure.numerator,
                figure.denominator,
                figure.others_numerator,
                figure.others_denominator,
            )
        for slug, by_year in own.items():
            strata = {year: by_year.get(year, (0, 0, 0, 0)) for year in span}
            strata = {year: taken.stratum(slug, measure, year, strata[year]) for year in span}
            others = sum(
                any(stratum[1] for stratum in own[other].values())
                for other in own
                if other != slug and groups[other] == groups[slug]
            )
            found = observe(strata, others)
            if len(found.counted) > 1:
                yield _row(slug, measure, span, found, strata, found.dropped)


def observed_by_category(
    counts: Sequence[CategoryCount],
    groups: Mapping[str, str],
    measure: str,
    span: Sequence[str],
) -> Iterator[ObservedRow]:
    """As `observed_by_year`, each year divided by category, for one measure; `groups` are those of the release's year."""
    of_group: dict[tuple[str, str, str], tuple[int, int]] = {}
    of_authority: dict[str, dict[tuple[str, str], tuple[int, int]]] = {}
    group_then: dict[tuple[str, str], str] = {}
    for count in sorted(counts, key=lambda each: each.made_in != each.year):  # what is taken away comes last
        if count.measure != measure or count.year not in span or count.made_in not in span:
            continue
        anew = count.made_in != count.year
        if not anew:
            group_then[count.authority, count.year] = count.group
        elif (count.authority, count.year) not in group_then:
            continue  # that year's counts by category are not here
        sign = -1 if anew else 1
        mine_of = of_authority.setdefault(count.authority, {})
        group_key = (group_then[count.authority, count.year], count.year, count.category)
        own, all_ = (
            (before[0] + sign * count.numerator, before[1] + sign * count.denominator)
            for before in (
                mine_of.get((count.year, count.category), (0, 0)),
                of_group.get(group_key, (0, 0)),
            )
        )
        if not 0 <= own[0] <= own[1]:
            raise _never_counted(count.authority, measure, count.year, count.made_in)
        mine_of[count.year, count.category] = own
        of_group[group_key] = all_
    missing = tuple(year for year in span if not any(count.year == count.made_in == year for count in counts))
    with_base = {slug for slug, found in of_authority.items() if any(n for _, n in found.values())}
    for slug in sorted(groups):
        mine = of_authority.get(slug, {})
        strata: dict[str, Stratum] = {}
        for (year, category), (own_x, own_n) in sorted(mine.items()):
            x, n = of_group[group_then[slug, year], year, category]
            strata[f"{year}, {category}"] = (own_x, own_n, x - own_x, n - own_n)
        others = sum(other != slug and groups.get(other) == groups[slug] for other in with_base)
        found = observe(strata, others, "year and category")
        if len({name.split(",")[0] for name in found.counted}) > 1:
            yield _row(slug, measure, span, found, strata, missing)


class _Adjusted:
    """Counts of earlier years without what a later year of the span counted anew."""

    def __init__(
        self, adjustments: Iterable[Adjustment], series: Iterable[SeriesRow], span: Sequence[str]
    ) -> None:
        self._anew: dict[tuple[str, str], list[Adjustment]] = {}
        for each in adjustments:
            if each.year in span and each.made_in in span:
                self._anew.setdefault((each.measure, each.year), []).append(each)
        # The group of that year, also of who has closed since: the others of a year were counted by it.
        self._group_then = {(row.authority, row.measure, row.year): row.group for row in series}

    def stratum(self, slug: str, measure: str, year: str, stratum: Stratum) -> Stratum:
        """The stratum less what was counted anew: by the authority, and by the others of its group in that year. A year
        without a comparison is left as it is, for it drops out. Raises Refused where more would be taken away than was
        counted."""
        x, n, others_x, others_n = stratum
        if not (n and others_n):
            return stratum
        group = self._group_then.get((slug, measure, year))
        for each in self._anew.get((measure, year), ()):
            if each.authority == slug:
                x, n = x - each.numerator, n - each.denominator
            elif group is not None and self._group_then.get((each.authority, measure, year)) == group:
                others_x, others_n = others_x - each.numerator, others_n - each.denominator
            if not (0 <= x <= n and 0 <= others_x <= others_n):
                raise _never_counted(each.authority, measure, year, each.made_in)
        return x, n, others_x, others_n


def _never_counted(authority: str, measure: str, year: str, made_in: str) -> Refused:
    return Refused(
        f"{made_in} counts a decision on {authority} anew that {year} had not counted as {measure}: correct {year} first."
    )


def _row(
    slug: str,
    measure: str,
    span: Sequence[str],
    found: Observed,
    strata: Mapping[str, Stratum],
    dropped: tuple[str, ...],
) -> ObservedRow:
    by: By = found.by
    return ObservedRow(
        authority=slug,
        measure=measure,
        by=by,
        first_year=span[0],
        last_year=span[-1],
        base=found.base,
        observed=found.observed,
        expected=decimal_text(found.expected, 1),
        at_most=decimal_text(found.at_most, 6),
        at_least=decimal_text(found.at_least, 6),
        verdict=found.verdict,
        by_chance=decimal_text(chance_listed_over(list(strata.values())), 6) if found.verdict else None,
        dropped=dropped,
    )


def rate_of(numerator: int, denominator: int) -> Fraction | None:
    """The exact rate; None where there is no base."""
    return Fraction(numerator, denominator) if denominator else None
