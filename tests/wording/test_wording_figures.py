"""What is said of a figure: true of its counts, whatever they are."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.letters.hand_made import figure, release, review, scheme_of_england
from upheld.errors import Invalid, Refused
from upheld.measures.figure import Figure, GroupFigure, Verdict
from upheld.measures.interval import interval_of
from upheld.measures.verdict import ONE_IN, verdict_of
from upheld.wording.caution import Chance, caution, caution_here
from upheld.wording.figures import FigureWords, describe
from upheld.wording.names import names_of
from upheld.wording.sayings import load_sayings, read_sayings
from upheld.wording.verdicts import nothing_would_stand_out

SCHEME = scheme_of_england()
SAYINGS = load_sayings(SCHEME.prose_folder)


def said(
    measure: str, numerator: int, base: int, slug: str = "bolsover", spoken_to: bool = True
) -> FigureWords:
    made, _ = release()
    authority = made.review(slug).authority
    names = names_of(SCHEME, authority, made.about.year, spoken_to)
    definition = made.definitions[measure]
    return describe(
        figure(slug, measure, numerator, base, authority.group), definition, names, SAYINGS[measure]
    )


def test_bolsover_2019_20() -> None:
    upheld = said("upheld-rate", 1, 4)
    assert (upheld.rate, upheld.average, upheld.others) == ("25%", "45%", "45%")
    assert (upheld.counted, upheld.of_base) == ("1 upheld decision", "of 4 detailed investigations")
    assert upheld.heading == "Too few to say"
    assert (upheld.low, upheld.high) == ("1%", "81%")
    assert "no result, not even none or all four, would have stood out" in upheld.text
    assert (
        upheld.base.replace("\u00a0", " ")
        == "Base: 4 detailed investigations, 1 April 2019 to 31 March 2020."
    )
    assert upheld.hollow
    compliance = said("compliance-rate", 1, 1)
    assert (compliance.rate, compliance.average, compliance.heading, compliance.verdict) == (
        "100%",
        "99%",
        "1 of 1 satisfied",
        None,
    )
    remedy = said("satisfactory-remedy-rate", 0, 1)
    assert (remedy.rate, remedy.average, remedy.heading) == ("0%", "20%", "Too few to say")
    assert (remedy.counted, remedy.of_base) == ("0 satisfactory remedies", "of 1 upheld decision")


def test_without_a_base_there_is_a_sentence_and_no_rate() -> None:
    for measure, heading, clause in (
        ("upheld-rate", "Nothing investigated", "No complaints were investigated in detail."),
        ("compliance-rate", "No outcome recorded", "No compliance outcome was recorded in the period."),
        ("satisfactory-remedy-rate", "Nothing was upheld", "No complaints were upheld"),
    ):
        words = said(measure, 0, 0)
        assert words.rate is None
        assert words.heading == heading
        assert words.text.startswith(clause)
        assert not re.search(r"\b0%|\b100%", words.text)
        assert words.average is not None


def test_no_group_is_no_average_and_no_verdict() -> None:
    words = said("upheld-rate", 3, 7, "dartmoor-national-park")
    assert (words.average, words.others, words.verdict) == (None, None, None)
    assert words.heading == "Compared with no group"
    assert "average" not in words.text
    assert "average" not in words.alt


def test_compliance_names_how_many_were_not_satisfied() -> None:
    assert said("compliance-rate", 62, 63, "birmingham").heading == "1 of 63 not satisfied"
    assert "look closely" in said("compliance-rate", 62, 63, "birmingham").text
    # The advice follows the fraction, not the print: 629 of 630 is below 100% however it is printed.
    assert "look closely" in said("compliance-rate", 629, 630, "birmingham").text
    assert "look closely" not in said("compliance-rate", 63, 63, "birmingham").text


def test_a_letter_says_you_and_everything_else_says_the_name() -> None:
    assert "complaints about you " in said("upheld-rate", 5, 9).text
    assert "complaints about Bolsover " in said("upheld-rate", 5, 9, spoken_to=False).text


def test_every_verdict_is_said() -> None:
    headings = {
        said("upheld-rate", numerator, 60).verdict: said("upheld-rate", numerator, 60).heading
        for numerator in (2, 18, 27, 37, 55)
    }
    assert headings == {
        "clearly lower": "Clearly lower than similar councils",
        "lower": "Lower than similar councils",
        "cannot be told apart": "Cannot be told apart from similar councils",
        "higher": "Higher than similar councils",
        "clearly higher": "Clearly higher than similar councils",
    }
    assert "as far above the others less than once in 1,000 times" in said("upheld-rate", 55, 60).text
    assert "as far below the others less than once in 40 times" in said("upheld-rate", 18, 60).text


def _compared(x: int, n: int, others_x: int, others_n: int) -> Figure:
    group = GroupFigure("district", 50, 40, x + others_x, n + others_n)
    interval = interval_of("clopper_pearson", x, n)
    verdict = verdict_of(x, n, others_x, others_n, 39)
    return Figure("bolsover", "2019-20", "upheld-rate", 1, x, n, group, interval, verdict)


def test_nothing_would_have_stood_out_is_said_exactly_when_it_is_true() -> None:
    made, _ = release()
    names = names_of(SCHEME, made.review("bolsover").authority, made.about.year)
    spoken = 0
    for n in range(1, 9):
        for others_x in (2, 20, 45, 80, 99):
            for x in range(n + 1):
                one = _compared(x, n, others_x, 100)
                text = describe(one, made.definitions["upheld-rate"], names).text
                rate = Fraction(others_x, 100)
                true = rate**n * ONE_IN >= 1 and (1 - rate) ** n * ONE_IN >= 1
                assert nothing_would_stand_out(one) is true
                claims = any(
                    words in text
                    for words in ("no result, not even", "neither none nor both", "neither result would")
                )
                assert claims is (true and one.verdict is Verdict.TOO_FEW)
                if "on this side of the others not even" in text:
                    side = rate if Fraction(x, n) > rate else 1 - rate
                    assert side**n * ONE_IN >= 1
                    spoken += 1
    assert spoken, "the one-sided sentence was never said"


def test_too_few_other_members_is_said() -> None:
    made, _ = release()
    names = names_of(SCHEME, made.review("bolsover").authority, made.about.year)
    alone = replace(_compared(3, 9, 20, 60), verdict=None, group=GroupFigure("district", 9, 4, 23, 69))
    words = describe(alone, made.definitions["upheld-rate"], names)
    assert "With three other members of the group to compare with, we give no verdict." in words.text


def test_a_base_that_is_not_the_denominator_is_refused() -> None:
    made, _ = release()
    names = names_of(SCHEME, made.review("bolsover").authority, made.about.year)
    quirk = replace(made.definitions["satisfactory-remedy-rate"], printed_base="base_of_investigations")
    with pytest.raises(Refused, match="not the denominator"):
        describe(made.review("bolsover").figures["satisfactory-remedy-rate"], quirk, names)
    with pytest.raises(Refused, match="not said with the words"):
        describe(made.review("bolsover").figures["upheld-rate"], quirk, names)


def test_the_caution_prints_what_chance_would_list() -> None:
    assert "686 figures were compared in this release, and 41 are called higher or lower." in caution(
        Chance(686, 41, Fraction(235, 10))
    )
    assert "chance alone would still list about 24." in caution(Chance(686, 41, Fraction(235, 10)))
    assert caution(Chance(0, 0, Fraction(0))).startswith("A difference is not a cause")


def test_the_words_to_avoid_are_not_there() -> None:
    for measure in ("upheld-rate", "compliance-rate", "satisfactory-remedy-rate"):
        for numerator, base in ((0, 0), (0, 1), (1, 1), (1, 4), (5, 9), (58, 60), (60, 60)):
            text = said(measure, numerator, base).text
            assert not re.search(r"\b(only|just|sadly)\b", text, re.IGNORECASE)
            assert not re.search(r"\b1 (\w+ )*(decisions|outcomes|investigations|remedies)\b", text)


def test_hand_made_reviews_add_up() -> None:
    one, _ = review("bolsover", (2, 0, 2, 8, 3, 1), 0)
    assert one.counts["decided"] == 16


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (
            Chance(152, 2, Fraction(52, 100)),
            "Of the 152 compared on this page, 2 are called higher or lower.",
        ),
        (Chance(152, 2, Fraction(52, 100)), "chance alone would list about 0.5 on average."),
        (Chance(152, 1, Fraction(1)), "1 is called higher or lower."),
        (Chance(152, 1, Fraction(1)), "chance alone would list about 1 on average."),
        (Chance(20, 0, Fraction(1, 100)), "none is called higher or lower."),
        (Chance(20, 0, Fraction(1, 100)), "chance alone would list hardly any."),
        (Chance(333, 28, Fraction(115, 10)), "chance alone would list about 12."),
    ],
)
def test_the_caution_of_a_page_counts_what_is_listed_there(chance: Chance, said: str) -> None:
    assert said in caution_here(chance)
    assert caution_here(chance).endswith("or which were chosen for investigation.")


def test_where_nothing_is_compared_a_page_has_no_caution() -> None:
    assert caution_here(Chance(0, 0, Fraction(0))) == ""


def test_a_clause_with_a_place_misspelt_is_shown_the_one_most_like_it() -> None:
    with pytest.raises(Invalid) as refused:
        read_sayings({"upheld-rate": {"some": "{numerater} of them"}}, "standing.toml")
    assert [(each.value, each.way_out.split(". ")[-1]) for each in refused.value.problems] == [
        ("numerater", "Perhaps numerator was meant.")
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[saying\n", "cannot be read as TOML"),
        (b"\xff\xfe", "cannot be read as TOML"),
        (b'saying = "x"\n', "is no table"),
        (b'[saying]\nupheld-rate = "x"\n', "is no table"),
        (b"[saying.upheld-rate]\nsome = 3\n", "is no text"),
        (b'[saying.upheld-rate]\nsome = "{rate"\n', "has a bracket without its other"),
        (b'[saying.upheld-rate]\nsome = "{} of them"\n', "no such place in a clause"),
    ],
)
def test_sayings_that_cannot_be_read_are_told_with_their_place(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "standing.toml").write_bytes(content)
    with pytest.raises(Invalid) as refused:
        load_sayings(tmp_path)
    (problem,) = refused.value.problems
    assert problem.reason.startswith(reason)
    assert "standing.toml" in problem.file
    assert problem.way_out
