"""Differences: what one revision of a year says otherwise than another.

Belongs here: which counts, figures, averages and lists differ, authority by authority, and whose letter that changes. How it is said is `wording`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from upheld.measures.figure import Figure
from upheld.release.model import AuthorityReview, Release


@dataclass(frozen=True, slots=True)
class CountChanged:
    """A count that differs; 0 also where the authority is in one of the two only."""

    authority: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class FigureChanged:
    """A figure that differs: in its own counts (`own`), or in its group or verdict alone. None where it is not there."""

    authority: str
    measure: str
    before: Figure | None
    after: Figure | None

    @property
    def own(self) -> bool:
        """Whether the authority's own numerator or base changed, so that its printed rate is another."""
        return _counts(self.before) != _counts(self.after)

    @property
    def verdict_changed(self) -> bool:
        """Whether the verdict is another."""
        return (self.before and self.before.verdict) != (self.after and self.after.verdict)


LISTS = ("decisions", "promises", "findings", "reports")
"""What a release lists of an authority, by the names of `AuthorityReview`."""


@dataclass(frozen=True, slots=True)
class ListChanged:
    """A list that differs: how many of its entries are no longer there as they were, and how many are there anew."""

    authority: str
    name: str
    gone: int
    new: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two releases of a year, in order of authority."""

    joined: tuple[str, ...]
    left: tuple[str, ...]
    counts: tuple[CountChanged, ...]
    figures: tuple[FigureChanged, ...]
    lists: tuple[ListChanged, ...]
    over_years: tuple[str, ...]
    """Of whom earlier years, or several years together, are told otherwise. No letter prints them."""

    @property
    def reissued(self) -> tuple[str, ...]:
        """Whose letter is written anew: its own counts, figures, lists or a verdict changed."""
        own = {change.authority for change in self.figures if change.own or change.verdict_changed}
        counted = {change.authority for change in self.counts} | {change.authority for change in self.lists}
        return tuple(sorted(own | counted | set(self.joined)))

    @property
    def standing(self) -> tuple[str, ...]:
        """Whose letter stands, with a notice beside its figures: a group's average moved, and nothing of its own."""
        moved = {change.authority for change in self.figures} - set(self.left)
        return tuple(sorted(moved - set(self.reissued)))

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same of everybody."""
        return not (self.joined or self.left or self.counts or self.figures or self.lists or self.over_years)


def difference(before: Release, after: Release) -> Difference:
    """What `after` says otherwise than `before`."""
    slugs = sorted({*before.reviews, *after.reviews})
    pairs = [(slug, before.reviews.get(slug), after.reviews.get(slug)) for slug in slugs]
    return Difference(
        joined=tuple(slug for slug, old, _ in pairs if old is None),
        left=tuple(slug for slug, _, new in pairs if new is None),
        counts=tuple(change for slug, old, new in pairs for change in _count_changes(slug, old, new)),
        figures=tuple(change for slug, old, new in pairs for change in _figure_changes(slug, old, new)),
        lists=tuple(change for slug, old, new in pairs for change in _list_changes(slug, old, new)),
        over_years=tuple(
            slug
            for slug, old, new in pairs
            if old and new and (old.series, old.observed) != (new.series, new.observed)
        ),
    )


def _counts(figure: Figure | None) -> tuple[int, int] | None:
    return (figure.numerator, figure.denominator) if figure else None


def _count_changes(
    slug: str, old: AuthorityReview | None, new: AuthorityReview | None
) -> Iterator[CountChanged]:
    before, after = old.counts if old else {}, new.counts if new else {}
    for name in {**before, **after}:
        if before.get(name, 0) != after.get(name, 0):
            yield CountChanged(slug, name, before.get(name, 0), after.get(name, 0))


def _figure_changes(
    slug: str, old: AuthorityReview | None, new: AuthorityReview | None
) -> Iterator[FigureChanged]:
    before, after = old.figures if old else {}, new.figures if new else {}
    for measure in {**before, **after}:
        if before.get(measure) != after.get(measure):
            yield FigureChanged(slug, measure, before.get(measure), after.get(measure))


def _list_changes(
    slug: str, old: AuthorityReview | None, new: AuthorityReview | None
) -> Iterator[ListChanged]:
    for name in LISTS:
        before, after = (set(getattr(review, name)) if review else set() for review in (old, new))
        if before != after:
            yield ListChanged(slug, name, len(before - after), len(after - before))
