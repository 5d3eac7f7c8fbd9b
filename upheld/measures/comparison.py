"""Beside whom an authority stands: counts of one measure and year become figures with average, interval and
verdict.

Belongs here: pooling a group and choosing what a definition asks for. Not here: counting, and the formulas
themselves.

The printed average is pooled: the members' numerators together over their bases together, the authority
included, one value for a group and year. The verdict compares with the other members together, the authority
left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from upheld.measures.figure import Figure, GroupFigure, Verdict
from upheld.measures.interval import interval_of
from upheld.measures.measure import MeasureVersion
from upheld.measures.verdict import listed_by_chance, verdict_of

NOTHING = (0, 0)


@dataclass(slots=True)
class _Pool:
    members: int = 0
    with_base: int = 0
    numerator: int = 0
    denominator: int = 0


def compare(
    definition: MeasureVersion,
    year: str,
    counts: Mapping[str, tuple[int, int]],
    groups: Mapping[str, str | None],
    closed: Collection[str] = (),
) -> dict[str, Figure]:
    """The figure of every authority of the year, by slug in order.

    `counts` gives (numerator, denominator) by authority; who is not in it has (0, 0). `groups` gives the
    group of every authority of the year, closed ones in the last group they had; None is compared with
    nobody. `closed` are those that had closed by the year's end: what still arose about them is in the pool,
    but they are not counted among the members. An authority without a base is a member of its group and has a figure without rate, except that a
    rate by population without residents is no figure at all, and its numerator stays out of the pool, where
    it would have no residents beside it. An authority in `not_for` has no figure and is no member.

    Raises ValueError for counts of an authority that is not of the year, and for a numerator above its base.
    """
    strangers = sorted(set(counts) - set(groups))
    if strangers:
        raise ValueError(
            f"{definition.measure} {year}: counts of {', '.join(strangers)}, not authorities of the year"
        )
    of_year = [slug for slug in sorted(groups) if slug not in definition.not_for]
    counted = {slug: _checked(definition, year, slug, counts.get(slug, NOTHING)) for slug in of_year}
    pools = _pool(counted, groups, closed) if definition.average else {}
    figures: dict[str, Figure] = {}
    for slug, (numerator, denominator) in counted.items():
        if definition.denominator == "residents" and denominator == 0:
            continue
        group = pools.get(groups[slug] or "")
        figures[slug] = figure_of(definition, slug, year, numerator, denominator, group)
    return figures


def figure_of(
    definition: MeasureVersion,
    authority: str,
    year: str,
    numerator: int,
    denominator: int,
    group: GroupFigure | None,
) -> Figure:
    """The figure that follows from an authority's counts and those of its group, which hold its own.

    Raises ValueError for counts that are no counts of a base, or no part of the group's.
    """
    return Figure(
        authority=authority,
        year=year,
        measure=definition.measure,
        version=definition.version,
        numerator=numerator,
        denominator=denominator,
        group=group,
        interval=interval_of(definition.interval, numerator, denominator) if denominator else None,
        verdict=_verdict(numerator, denominator, group) if definition.verdict else None,
    )


def group_figures(figures: Mapping[str, Figure]) -> dict[str, GroupFigure]:
    """Each group of these figures once, by name in order."""
    found = {figure.group.group: figure.group for figure in figures.values() if figure.group}
    return {name: found[name] for name in sorted(found)}


def listed_by_chance_among(figures: Iterable[Figure]) -> Fraction:
    """How many of these figures chance alone would list as higher or lower, if every authority matched its group.

    Those that could have no verdict (no base, no group, too few others) are left out; those with too few cases count
    with the chance they have, which is mostly none. See `verdict.listed_by_chance`.
    """
    return listed_by_chance(
        (figure.numerator, figure.denominator, figure.others_numerator, figure.others_denominator)
        for figure in figures
        if figure.verdict is not None
    )


def _pool(
    counted: Mapping[str, tuple[int, int]], groups: Mapping[str, str | None], closed: Collection[str]
) -> dict[str, GroupFigure]:
    pools: dict[str, _Pool] = {}
    for slug, (numerator, denominator) in counted.items():
        name = groups[slug]
        if name is None:
            continue
        pool = pools.setdefault(name, _Pool())
        pool.members += slug not in closed
        if denominator:
            pool.with_base += 1
            pool.numerator += numerator
            pool.denominator += denominator
    return {
        name: GroupFigure(name, pool.members, pool.with_base, pool.numerator, pool.denominator)
        for name, pool in pools.items()
    }


def _verdict(numerator: int, denominator: int, group: GroupFigure | None) -> Verdict | None:
    if group is None or denominator == 0:
        return None
    others = (group.numerator - numerator, group.denominator - denominator)
    return verdict_of(numerator, denominator, *others, others_with_base=group.members_with_base - 1)


def _checked(definition: MeasureVersion, year: str, slug: str, count: tuple[int, int]) -> tuple[int, int]:
    numerator, denominator = count
    above = definition.denominator != "residents" and numerator > denominator
    if numerator < 0 or denominator < 0 or above:
        raise ValueError(
            f"{definition.measure} {year}: {numerator} of {denominator} for {slug} is no count of a base"
        )
    return count
