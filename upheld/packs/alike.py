"""Authorities like one: a few of its group beside which it can be read.

Belongs here: which they are, and on what ground. By somebody's list of neighbours where one was imported; else those to
which most nearly as many complaints came, which makes their counts comparable and says nothing else of them. They are
set in order of name: never ranked. Not here: how they are shown (`scrutiny`).
"""

from __future__ import annotations

from dataclasses import dataclass

from upheld.measures.nearest import nearest_within
from upheld.register.neighbours import NeighbourList
from upheld.release.model import AuthorityReview, Release

FEW = 5
"""How many are shown: enough to read one's own beside, too few to be taken for a table of all."""


@dataclass(frozen=True, slots=True)
class Alike:
    """The slugs, in order of name, and the list they are from; None where they are those with as many complaints."""

    slugs: tuple[str, ...]
    by_list: NeighbourList | None


def alike(release: Release, slug: str, neighbours: NeighbourList | None) -> Alike:
    """The authorities like `slug`; none for one without a group. A list that has none for it is passed over."""
    review = release.review(slug)
    group = review.authority.group
    if group is None:
        return Alike((), None)
    if neighbours is not None:
        groups = {each: other.authority.group for each, other in release.reviews.items()}
        found = nearest_within(slug, neighbours.nearest, groups, FEW)
        if found:
            return Alike(_by_name(release, found), neighbours)

    def distance(each: str) -> tuple[int, bool, str]:
        other = release.reviews[each]
        return (
            abs(_received(other) - _received(review)),
            other.authority.region != review.authority.region,
            each,
        )

    others = [
        each
        for each, other in release.reviews.items()
        if other.authority.group == group and other.authority.open_at_end and each != slug
    ]
    return Alike(_by_name(release, sorted(others, key=distance)[:FEW]), None)


def _received(review: AuthorityReview) -> int:
    return review.counts.get("received", 0)


def _by_name(release: Release, slugs: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(sorted(slugs, key=lambda slug: (release.reviews[slug].authority.short_name, slug)))
