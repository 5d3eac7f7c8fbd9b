"""Why decisions are counted and not listed: three reasons, in numbers that add up.

Belongs here: parting those of a release into withheld, not yet published on its day, and of kinds that are never published;
and the sentence that says so. Letters say the number alone (`promises.not_published`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from upheld.release.model import AuthorityReview
from upheld.scheme import Scheme
from upheld.wording import dates
from upheld.wording.numbers import digits, is_or_are, listed, was_or_were


@dataclass(frozen=True, slots=True)
class Unpublished:
    """Decisions that are counted and not listed, on the day of their release, by reason."""

    withheld: int = 0
    not_yet: int = 0
    never: int = 0

    @property
    def together(self) -> int:
        """All of them."""
        return self.withheld + self.not_yet + self.never


def unpublished_of(scheme: Scheme, reviews: Iterable[AuthorityReview]) -> Unpublished:
    """The decisions of these authorities that their release counts and does not list."""
    hidden = withheld = never = 0
    kinds = [slug for slug, outcome in scheme.outcomes.items() if outcome.never_published]
    for review in reviews:
        hidden += review.counts.get("decided", 0) - len(review.decisions)
        # A release counts what is withheld under no category.
        withheld += sum(row.decided for row in review.categories if row.category is None)
        for kind in kinds:
            shown = sum(decision.outcome == kind for decision in review.decisions)
            never += review.counts.get(f"outcome.{kind}", 0) - shown
    return _parted(hidden, withheld, never)


def unpublished_upheld(scheme: Scheme, review: AuthorityReview) -> Unpublished:
    """The same of upheld decisions alone, of which no kind is never published."""
    upheld = scheme.outcomes_counting_as("upheld")
    shown = sum(decision.outcome in upheld for decision in review.decisions)
    withheld = sum(row.upheld for row in review.categories if row.category is None)
    return _parted(review.counts.get("upheld", 0) - shown, withheld, 0)


def _parted(hidden: int, withheld: int, never: int) -> Unpublished:
    # Where one of a kind that is never published was recorded as withheld, it is said to be withheld, once.
    withheld = min(withheld, hidden)
    never = min(never, hidden - withheld)
    return Unpublished(withheld, hidden - withheld - never, never)


def not_listed(why: Unpublished, whole: int, many: str, as_at: date) -> str:
    """Why some of `whole` are not listed: "8 of the 84 upheld decisions are not listed: 3 are withheld and 5 were not yet
    published on 30 April 2025."; nothing where all are."""
    hidden, day = why.together, dates.day(as_at)
    if not hidden:
        return ""
    parts = [
        (why.withheld, f"{is_or_are(why.withheld)} withheld"),
        (why.not_yet, f"{was_or_were(why.not_yet)} not yet published on {day}"),
        (
            why.never,
            "is of a kind that is never published"
            if why.never == 1
            else "are of kinds that are never published",
        ),
    ]
    there = [(number, said) for number, said in parts if number]
    if len(there) == 1:
        said = there[0][1]
        if whole == 1:
            return f"It {said}."
        return (
            f"All {digits(whole)} {many} {said}."
            if hidden == whole
            else f"{digits(hidden)} of the {digits(whole)} {many} {said}."
        )
    what = listed([f"{digits(number)} {said}" for number, said in there])
    which = (
        f"None of the {digits(whole)} {many} is"
        if hidden == whole
        else f"{digits(hidden)} of the {digits(whole)} {many} are not"
    )
    return f"{which} listed: {what}."


def not_listed_then(why: Unpublished, whole: int, many: str) -> str:
    """The same beside a list to which some were added since: what was not published on the day just named."""
    parts = [
        (why.withheld, "withheld"),
        (why.not_yet, "not yet published"),
        (why.never, "of kinds that are never published"),
    ]
    what = listed([f"{digits(number)} {said}" for number, said in parts if number])
    return f"On that day {digits(why.together)} of the {digits(whole)} {many} {was_or_were(why.together)} not published: {what}."
