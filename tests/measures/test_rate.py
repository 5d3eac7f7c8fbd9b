"""How rates print: halves go up, and all and none mean what they say."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import oracle
from tests.measures.definitions import of_nothing_in_particular
from upheld.measures.rate import decimal_text, print_per_100000, print_percent, print_rate, round_half_up


@pytest.mark.parametrize(
    ("count", "base", "printed"),
    [
        (5, 8, "63%"),  # 62.5
        (49, 200, "25%"),  # 24.5
        (7, 8, "88%"),  # 87.5
        (1, 4, "25%"),
        (1, 3, "33%"),
        (2, 3, "67%"),
        (99, 185, "54%"),  # 53.5135
        (1, 1, "100%"),
        (0, 4, "0%"),
    ],
)
def test_halves_go_up(count: int, base: int, printed: str) -> None:
    assert print_percent(Fraction(count, base)) == printed


def test_one_hundred_percent_says_all() -> None:
    assert print_percent(Fraction(199, 200)) == "over 99%"  # 99.5
    assert print_percent(Fraction(994, 1000)) == "99%"
    assert print_percent(Fraction(9999, 10000), decimals=1) == "over 99.9%"
    assert print_percent(Fraction(994, 1000), decimals=1) == "99.4%"


def test_nothing_percent_says_none() -> None:
    assert print_percent(Fraction(1, 201)) == "under 1%"
    assert print_percent(Fraction(1, 200)) == "1%"  # 0.5 goes up
    assert print_percent(Fraction(1, 3000), decimals=1) == "under 0.1%"


def test_a_plain_definition_prints_letters_as_they_were() -> None:
    assert print_percent(Fraction(199, 200), guarded=False) == "100%"
    assert print_percent(Fraction(1, 201), guarded=False) == "0%"


@pytest.mark.parametrize("rate", [Fraction(-1, 4), Fraction(5, 4)])
def test_a_share_lies_between_none_and_all(rate: Fraction) -> None:
    with pytest.raises(ValueError, match="no share of a base"):
        print_percent(rate)


def test_no_rate_is_negative() -> None:
    with pytest.raises(ValueError, match="never negative"):
        round_half_up(Fraction(-1, 2))


@pytest.mark.parametrize(
    ("count", "residents", "printed"),
    [
        (12, 100_000, "12"),  # not 12.0
        (30, 80_000, "37.5"),
        (1, 80_000, "1.3"),  # 1.25 goes up
        (10, 1000, "1000"),
        (0, 80_000, "0"),
        (1, 9_000_000, "under 0.1"),
    ],
)
def test_a_rate_by_population_drops_a_last_nought(count: int, residents: int, printed: str) -> None:
    assert print_per_100000(Fraction(count, residents)) == printed


def test_a_definition_says_how_its_rate_prints() -> None:
    percent = replace(of_nothing_in_particular(), national_decimals=1)
    assert print_rate(percent, Fraction(993, 1000)) == "99%"
    assert print_rate(percent, Fraction(993, 1000), national=True) == "99.3%"
    assert print_rate(replace(percent, extremes="plain"), Fraction(999, 1000)) == "100%"
    by_population = replace(percent, unit="per_100000", decimals=1)
    assert print_rate(by_population, Fraction(3, 80_000)) == "3.8"


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.integers(0, 10**6), st.integers(1, 10**4), st.integers(0, 6))
def test_both_implementations_round_alike(numerator: int, denominator: int, digits: int) -> None:
    value = Fraction(numerator, denominator)
    assert decimal_text(value, digits) == oracle.rounded(value, digits)


def test_no_float_stands_in_the_code_that_rounds() -> None:
    source = Path(__file__).parents[2] / "upheld" / "measures" / "rate.py"
    assert "float(" not in source.read_text("utf-8")
