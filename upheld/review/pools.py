"""Pools: the counts and figures of many bodies put together: a group, a region, the country.

Belongs here: who is put together, and the sums. Not here: rates, which `rates` prints, and how any of it is tabled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from upheld.release.model import AuthorityReview, Release
from upheld.scheme import Scheme

Pair = tuple[int, int]
"""A numerator and its base."""


@dataclass(frozen=True, slots=True)
class PartNames:
    """What the parts of a review are called: bodies that have a group, those that have none, and both together."""

    grouped: str
    apart: str
    whole: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Bodies put together. `open` are those open on the year's last day, `closed` those that had closed and still have
    records in the year. `pairs` are numerator and base by measure; `bases` how many of the bodies have a base."""

    title: str
    open: int
    closed: int
    counts: Mapping[str, int]
    pairs: Mapping[str, Pair]
    bases: Mapping[str, int]

    def count(self, name: str) -> int:
        """A count; one that nobody has is 0."""
        return self.counts.get(name, 0)


@dataclass(frozen=True, slots=True)
class Pools:
    """Everybody of a release, put together in every way the review needs. Groups are in the scheme's order."""

    groups: Mapping[str, Pool]
    grouped: Pool
    apart: Pool
    whole: Pool
    regions: tuple[Pool, ...]

    @property
    def rows(self) -> tuple[Pool, ...]:
        """Group by group, the groups together, the others, and all: the rows of most tables."""
        return (*self.groups.values(), *self.parts)

    @property
    def parts(self) -> tuple[Pool, Pool, Pool]:
        """The groups together, the others, and all."""
        return self.grouped, self.apart, self.whole


def pools_of(release: Release, scheme: Scheme, names: PartNames) -> Pools:
    """Put the bodies of a release together."""
    reviews = release.reviews.values()
    groups = {
        slug: _pool(group.title, (each for each in reviews if each.authority.group == slug))
        for slug, group in scheme.groups.items()
    }
    regions = dict.fromkeys(sorted(each.authority.region for each in reviews))
    return Pools(
        groups=groups,
        grouped=_pool(names.grouped, (each for each in reviews if each.authority.group)),
        apart=_pool(names.apart, (each for each in reviews if not each.authority.group)),
        whole=_pool(names.whole, reviews),
        regions=tuple(
            _pool(region or "No region", (each for each in reviews if each.authority.region == region))
            for region in regions
        ),
    )


def _pool(title: str, reviews: Iterable[AuthorityReview]) -> Pool:
    counts: Counter[str] = Counter()
    numerators: Counter[str] = Counter()
    denominators: Counter[str] = Counter()
    bases: Counter[str] = Counter()
    still, closed = 0, 0
    for review in reviews:
        still += review.authority.open_at_end
        closed += not review.authority.open_at_end
        counts.update(review.counts)
        for measure, figure in review.figures.items():
            numerators[measure] += figure.numerator
            denominators[measure] += figure.denominator
            bases[measure] += figure.denominator > 0
    pairs = {measure: (numerators[measure], denominators[measure]) for measure in denominators}
    return Pool(title, still, closed, dict(counts), pairs, dict(bases))
