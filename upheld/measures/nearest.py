"""Beside its nearest neighbours: each authority compared with those most like it by somebody else's list, within its group.

Belongs here: who the neighbours are and pooling them. Not here: whose list it is (register), counting, and the formulas.

It is an option beside the comparison with the whole group (`comparison`), never in its place: the neighbours of one
authority are few, and differ from those of the next, so each authority has a pooled average of its own. A verdict needs
five neighbours with a base, as it needs five other members of a group. Lists name neighbours of every type; those of
another group are passed over, for an upheld rate depends on what kind of authority it is, and the next one takes the
place. The statistics are those of `comparison`: pooled average with the authority in it, Clopper-Pearson interval,
Fisher's exact test against the others together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from upheld.measures.comparison import compare
from upheld.measures.figure import Figure, GroupFigure, Verdict
from upheld.measures.measure import MeasureVersion
from upheld.measures.verdict import verdict_of

MOST = 10
"""How many neighbours an authority is compared with, where its list has so many in its group."""


def nearest_within(
    slug: str,
    nearest: Mapping[str, Sequence[str]],
    groups: Mapping[str, str | None],
    most: int = MOST,
) -> tuple[str, ...]:
    """The first `most` of an authority's list that are in its group this year, the nearest first.

    `nearest` gives each authority's list, `groups` the group of every authority of the year. Neighbours that are not of the
    year are passed over. Empty for an authority without a list or without a group. Raises ValueError for `most` below 1.
    """
    if most < 1:
        raise ValueError(f"{most} neighbours are none to compare with")
    group = groups[slug]
    if group is None:
        return ()
    same = [other for other in nearest.get(slug, ()) if other != slug and groups.get(other) == group]
    return tuple(dict.fromkeys(same))[:most]


def compare_with_nearest(
    definition: MeasureVersion,
    year: str,
    counts: Mapping[str, tuple[int, int]],
    groups: Mapping[str, str | None],
    name: str,
    nearest: Mapping[str, Sequence[str]],
    closed: Collection[str] = (),
    most: int = MOST,
) -> dict[str, Figure]:
    """The figure of every authority of the year beside its nearest neighbours, by slug in order.

    As `comparison.compare`, but that an authority's group is itself and its `nearest_within` by the list called `name`; it
    is called `name_of_pool(name, slug)`. An authority with no neighbour of its own group in the list has a figure without
    group. Whom the measure is not for is nobody's neighbour, and the next one takes the place. Numerators and denominators
    are counts (residents, for a rate by population). Raises ValueError as `compare` does.
    """
    plain = replace(definition, average=False, verdict=False)
    alone = compare(plain, year, counts, groups, closed)
    if not definition.average:
        return alone
    of_measure = {slug: group for slug, group in groups.items() if slug not in definition.not_for}
    figures: dict[str, Figure] = {}
    for slug, figure in alone.items():
        neighbours = nearest_within(slug, nearest, of_measure, most)
        group = _pool(name_of_pool(name, slug), (slug, *neighbours), counts, closed) if neighbours else None
        verdict = _verdict(figure, group) if group and definition.verdict else None
        figures[slug] = replace(figure, group=group, verdict=verdict)
    return figures


def _pool(
    name: str, members: Sequence[str], counts: Mapping[str, tuple[int, int]], closed: Collection[str]
) -> GroupFigure:
    with_base = [counts[slug] for slug in members if slug in counts and counts[slug][1]]
    return GroupFigure(
        group=name,
        members=sum(slug not in closed for slug in members),
        members_with_base=len(with_base),
        numerator=sum(numerator for numerator, _ in with_base),
        denominator=sum(denominator for _, denominator in with_base),
    )


def _verdict(figure: Figure, group: GroupFigure) -> Verdict | None:
    if figure.denominator == 0:
        return None
    others = (group.numerator - figure.numerator, group.denominator - figure.denominator)
    return verdict_of(
        figure.numerator, figure.denominator, *others, others_with_base=group.members_with_base - 1
    )


def name_of_pool(name: str, slug: str) -> str:
    """What the pool of an authority and its neighbours is called among group figures."""
    return f"{name}:{slug}"
