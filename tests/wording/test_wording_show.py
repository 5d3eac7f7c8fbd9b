"""What `upheld show` prints."""

from __future__ import annotations

import json

import pytest

from tests.letters.hand_made import release, scheme_of_england
from upheld.errors import Missing
from upheld.wording.show import review_as_json, show_review


def test_every_authority_can_be_shown() -> None:
    made, texts = release()
    for slug in made.reviews:
        shown = show_review(made, scheme_of_england(), slug, texts)
        assert "Illustrative data" in shown
        assert "\u00a0" not in shown
        json.dumps(review_as_json(made, scheme_of_england(), slug, texts))


def test_bolsover_as_one_would_say_it() -> None:
    made, texts = release(illustrative=False)
    shown = show_review(made, scheme_of_england(), "bolsover", texts)
    assert "Illustrative" not in shown
    assert (
        "Complaints upheld: 25%\n  1 upheld decision of 4 detailed investigations\n  Too few to say\n"
        in shown
    )
    assert "11 complaints and enquiries received, 16 decided" in shown


def test_json_holds_the_counts_behind_what_is_printed() -> None:
    made, texts = release()
    told = review_as_json(made, scheme_of_england(), "bolsover", texts)
    figures = told["figures"]
    assert isinstance(figures, dict)
    upheld = figures["upheld-rate"]
    assert (upheld["numerator"], upheld["denominator"], upheld["rate"], upheld["verdict"]) == (
        1,
        4,
        "25%",
        "too few to say",
    )
    assert upheld["others"] == {"numerator": 404, "denominator": 896, "rate": "45%"}


def test_a_stranger_is_missing() -> None:
    made, texts = release()
    with pytest.raises(Missing):
        show_review(made, scheme_of_england(), "atlantis", texts)
