"""Lists of records: the line that stands for a decision is the beginning of its summary, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.letters.hand_made import release, scheme_of_england
from upheld.release.series import ObservedRow
from upheld.wording.listings import LINE, in_a_line, listings_of
from upheld.wording.names import names_of


def test_a_short_summary_is_its_own_line() -> None:
    assert (
        in_a_line("Delay in answering a report. There was fault.")
        == "Delay in answering a report. There was fault."
    )


def test_a_long_summary_ends_with_a_whole_sentence() -> None:
    first = "We looked into a report that was not answered."
    assert in_a_line(f"{first} There was fault. " + "It put the person to trouble. " * 9).startswith(first)
    assert in_a_line(f"{first} " + "x" * 200) == first


def test_a_sentence_too_long_is_cut_at_a_word_and_says_so() -> None:
    said = in_a_line("delay " * 60)
    assert said.endswith("delay\u2026")
    assert len(said) <= LINE + 1


@given(
    st.text(st.characters(categories=("L", "P", "Z")), max_size=400).map(lambda text: " ".join(text.split()))
)
def test_a_line_is_the_beginning_of_the_summary(summary: str) -> None:
    said = in_a_line(summary)
    assert len(said) <= LINE + 1
    assert summary.startswith(said.removesuffix("\u2026") if said != summary else said)


def test_years_without_a_comparison_are_said_to_have_nothing_to_compare() -> None:
    made, texts = release(True)
    scheme, found = scheme_of_england(), made.reviews["bolsover"]
    row = ObservedRow(
        "bolsover",
        "upheld-rate",
        "year",
        "2017-18",
        "2019-20",
        7,
        3,
        "3.1",
        "0.6",
        "0.6",
        None,
        None,
        ("2017-18",),
    )
    names = names_of(scheme, found.authority, made.about.year)
    listed = listings_of(made, scheme, texts, replace(found, observed=(row,)), names, ("upheld-rate",))
    together = next(each for each in listed if each.heading == "Years together: 2017-18 to 2019-20")
    assert together.rows[0][0].text == "Complaints upheld (nothing to compare in 2017-18)"
