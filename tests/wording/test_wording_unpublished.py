"""Why decisions are not listed: three reasons, each counted once, that add up to what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.letters.hand_made import release, scheme_of_england
from upheld.release.model import AuthorityReview
from upheld.release.series import CategoryRow
from upheld.wording.dates import plain
from upheld.wording.unpublished import (
    Unpublished,
    not_listed,
    not_listed_then,
    unpublished_of,
    unpublished_upheld,
)

DAY = date(2025, 4, 30)


def said(why: Unpublished, whole: int) -> str:
    return plain(not_listed(why, whole, "upheld decisions", DAY))


@pytest.mark.parametrize(
    ("why", "whole", "sentence"),
    [
        (Unpublished(), 4, ""),
        (
            Unpublished(3, 5),
            84,
            "8 of the 84 upheld decisions are not listed: 3 are withheld and 5 were not yet published on 30 April 2025.",
        ),
        (
            Unpublished(1, 1, 1),
            84,
            "3 of the 84 upheld decisions are not listed: 1 is withheld, 1 was not yet published on 30 April 2025 and 1 is of a kind that is never published.",
        ),
        (Unpublished(3), 84, "3 of the 84 upheld decisions are withheld."),
        (
            Unpublished(1, 1),
            2,
            "None of the 2 upheld decisions is listed: 1 is withheld and 1 was not yet published on 30 April 2025.",
        ),
        (Unpublished(never=2), 2, "All 2 upheld decisions are of kinds that are never published."),
        (Unpublished(not_yet=1), 1, "It was not yet published on 30 April 2025."),
    ],
)
def test_the_reasons_are_said_with_their_numbers(why: Unpublished, whole: int, sentence: str) -> None:
    assert said(why, whole) == sentence


def test_beside_what_was_published_since_they_are_those_of_the_day_named_before() -> None:
    assert (
        not_listed_then(Unpublished(3, 68, 188), 398, "decisions made in the year")
        == "On that day 259 of the 398 decisions made in the year were not published: 3 withheld, 68 not yet published and 188 of kinds that are never published."
    )


def birmingham(withheld: int, upheld: int = 0) -> AuthorityReview:
    """Birmingham with so many decisions withheld, so many of them upheld."""
    found = release(True)[0].reviews["birmingham"]
    return replace(found, categories=(CategoryRow("birmingham", None, withheld, withheld, withheld, upheld),))


def test_what_is_missing_from_the_list_is_parted_into_three_that_add_up() -> None:
    review = birmingham(withheld=3, upheld=3)
    why = unpublished_of(scheme_of_england(), [review])
    kinds = ("invalid", "advice", "referred_back")
    assert why.withheld == 3
    assert why.never == sum(review.counts[f"outcome.{kind}"] for kind in kinds)
    assert why.together == review.counts["decided"] - len(review.decisions)
    assert unpublished_upheld(scheme_of_england(), review) == Unpublished(3, 1, 0)


def test_one_that_is_withheld_and_of_a_kind_never_published_is_counted_once() -> None:
    review = birmingham(withheld=10_000)
    why = unpublished_of(scheme_of_england(), [review])
    assert why == Unpublished(review.counts["decided"] - len(review.decisions), 0, 0)
