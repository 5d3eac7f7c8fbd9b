"""Who speaks: a letter says we, a page the Ombudsman, and both say the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.letters.hand_made import release, scheme_of_england
from upheld.measures.figure import Verdict
from upheld.release.series import ObservedRow
from upheld.wording.caution import NOT_A_CAUSE, caution_over_years
from upheld.wording.figures import describe
from upheld.wording.flow import flow_lead
from upheld.wording.names import OURS, THEIRS, Voice, names_of
from upheld.wording.sayings import load_sayings

SAYINGS = load_sayings(scheme_of_england().prose_folder)


def said(slug: str, measure: str, voice: Voice) -> tuple[str, str]:
    made = release()[0]
    review = made.reviews[slug]
    names = names_of(scheme_of_england(), review.authority, made.about.year, voice=voice)
    words = describe(review.figures[measure], made.definitions[measure], names, SAYINGS[measure])
    return words.name, words.text


def test_a_letter_says_we_and_a_page_the_ombudsman() -> None:
    assert said("bolsover", "upheld-rate", OURS)[1].startswith("We upheld 25%")
    assert said("bolsover", "upheld-rate", THEIRS)[1].startswith("The Ombudsman upheld 25%")
    assert "it was satisfied that Bolsover had done" in said("bolsover", "compliance-rate", THEIRS)[1]


def test_a_label_is_in_the_voice_of_who_says_it() -> None:
    assert said("kent", "satisfactory-remedy-rate", OURS)[0] == "Put right before it reached us"
    assert said("kent", "satisfactory-remedy-rate", THEIRS)[0] == "Put right before it reached the Ombudsman"


def test_advice_is_for_whoever_is_written_to() -> None:
    advice = SAYINGS["compliance-rate"].advice
    assert advice in said("birmingham", "compliance-rate", OURS)[1]
    assert advice not in said("birmingham", "compliance-rate", THEIRS)[1]


def test_how_complaints_went_is_said_in_both_voices() -> None:
    made = release()[0]
    review = made.reviews["bolsover"]
    names = names_of(scheme_of_england(), review.authority, made.about.year)
    assert flow_lead(made, review, names).startswith(
        "11 complaints and enquiries came to us in the year. We decided 16"
    )
    other = flow_lead(made, review, replace(names, voice=THEIRS))
    assert other.startswith(
        "11 complaints and enquiries came to the Ombudsman in the year. The Ombudsman decided 16"
    )


@pytest.mark.parametrize(
    ("by_chance", "said_of_it"),
    [("0.600000", "about 1 at most"), ("0.100000", "hardly any at most")],
)
def test_a_list_of_years_together_says_what_chance_could_have_put_there(
    by_chance: str, said_of_it: str
) -> None:
    row = ObservedRow(
        "kent",
        "upheld-rate",
        "year",
        "2017-18",
        "2019-20",
        9,
        9,
        "4.1",
        "1",
        "0.01",
        Verdict.HIGHER,
        by_chance,
        (),
    )
    found = caution_over_years([row, replace(row, verdict=None, by_chance=None)])
    assert found.startswith("Of 1 compared, 1 is called higher or lower.")
    assert said_of_it in found
    assert found.endswith(NOT_A_CAUSE)
    assert caution_over_years([]) == NOT_A_CAUSE
