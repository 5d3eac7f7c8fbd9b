"""Observed against expected: on paper, beside the slow enumeration, and beside the verdict of a single year."""

from __future__ import annotations

from fractions import Fraction
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from tests import oracle
from upheld.measures.figure import Verdict
from upheld.measures.observed import chance_listed_over, observe, tails_of_sum, too_few_over
from upheld.measures.verdict import tail_probabilities, verdict_of

Counts = tuple[int, int, int, int]


@st.composite
def stratum(draw: st.DrawFn, most: int = 9, most_others: int = 25, least: int = 0) -> Counts:
    n = draw(st.integers(least, most))
    others_n = draw(st.integers(least, most_others))
    return draw(st.integers(0, n)), n, draw(st.integers(0, others_n)), others_n


strata = st.lists(stratum(), min_size=1, max_size=3)


def named(tables: list[Counts]) -> dict[str, Counts]:
    return {f"year {number}": table for number, table in enumerate(tables, 1)}


def test_two_years_on_paper() -> None:
    # Each year one case of the authority and one of the others, one of the two upheld: it is the authority's with chance
    # 1/2. Over two years it has both 1 time in 4, at least one 3 times in 4.
    assert tails_of_sum([(1, 1, 0, 1), (1, 1, 0, 1)]) == (Fraction(1), Fraction(1, 4))
    assert tails_of_sum([(1, 1, 0, 1), (0, 1, 1, 1)]) == (Fraction(3, 4), Fraction(3, 4))
    assert tails_of_sum([(0, 1, 1, 1), (0, 1, 1, 1)]) == (Fraction(1, 4), Fraction(1))


def test_two_unlike_years_on_paper() -> None:
    # First year: two of two beside one of three. It has 0, 1 or 2 of the three upheld in 1, 6 and 3 of 10 ways. Second
    # year: none of one beside one of one: 0 or 1, in 1 way each. So 0, 1, 2, 3 in 1, 7, 9 and 3 of 20.
    assert tails_of_sum([(2, 2, 1, 3), (0, 1, 1, 1)]) == (Fraction(17, 20), Fraction(12, 20))


def test_expected_is_what_the_others_rates_give_year_by_year() -> None:
    # A drop in the whole country from 80% to 20% is no difference: 8 of 10, then 1 of 5, are exactly what was expected.
    found = observe(named([(8, 10, 80, 100), (1, 5, 40, 200)]), others_with_base=9)
    assert (found.observed, found.expected, found.base) == (9, Fraction(9), 15)
    assert found.verdict == Verdict.NOT_TOLD_APART
    # Pooled, 9 of 15 beside 120 of 300 would look like more than 6 expected.


def test_what_each_year_alone_cannot_tell_three_together_can() -> None:
    year = (9, 12, 450, 1000)
    assert verdict_of(*year, others_with_base=9) == Verdict.NOT_TOLD_APART
    found = observe(named([year] * 3), others_with_base=9)
    assert found.verdict == Verdict.CLEARLY_HIGHER
    assert (found.observed, found.expected) == (27, Fraction(81, 5))


def test_the_tail_of_three_years_as_somebody_else_computes_it() -> None:
    tables = [(31, 45, 900, 1500), (20, 33, 800, 1450), (40, 52, 1000, 1600)]
    chances = np.ones(1)
    for x, n, others_x, others_n in tables:
        chances = np.convolve(chances, hypergeom.pmf(np.arange(n + 1), n + others_n, x + others_x, n))
    at_most, at_least = tails_of_sum(tables)
    assert float(at_most) == pytest.approx(chances[:92].sum(), rel=1e-10)
    assert float(at_least) == pytest.approx(chances[91:].sum(), rel=1e-10)


def test_years_without_a_base_drop_out_and_are_named() -> None:
    found = observe(
        {
            "2017-18": (3, 6, 40, 80),
            "2018-19": (0, 0, 30, 70),
            "2019-20": (2, 4, 0, 0),
            "2020-21": (1, 5, 20, 60),
        },
        others_with_base=9,
    )
    assert found.counted == ("2017-18", "2020-21")
    assert found.dropped == ("2018-19", "2019-20")
    assert (found.observed, found.base) == (4, 11), "what was upheld in a year that drops out is not observed"
    assert found.expected == Fraction(3) + Fraction(5, 3)


def test_nothing_to_compare_has_no_verdict() -> None:
    found = observe({"2018-19": (0, 0, 30, 70)}, others_with_base=9)
    assert (found.verdict, found.observed, found.expected) == (None, 0, Fraction(0))
    assert (found.at_most, found.at_least) == (Fraction(1), Fraction(1))
    assert observe(named([(20, 20, 5, 100)] * 3), others_with_base=4).verdict is None


def test_fewer_than_five_cases_in_all_are_too_few() -> None:
    assert observe(named([(2, 2, 1, 50), (2, 2, 1, 50)]), others_with_base=9).verdict == Verdict.TOO_FEW
    assert (
        observe(named([(2, 2, 1, 50), (3, 3, 1, 50)]), others_with_base=9).verdict == Verdict.CLEARLY_HIGHER
    )


def test_too_few_looks_at_the_farthest_result_on_the_same_side() -> None:
    # Beside one half in both years, all five of five come 1 time in 32; all six of six 1 time in 64.
    assert too_few_over([(2, 2, 50, 100), (3, 3, 50, 100)], above=True)
    assert not too_few_over([(3, 3, 50, 100), (3, 3, 50, 100)], above=True)
    # Beside 10% not one of ten is nothing out of the way.
    assert too_few_over([(0, 5, 10, 100), (0, 5, 10, 100)], above=False)
    assert not too_few_over([(0, 5, 10, 100), (0, 5, 10, 100)], above=True)
    assert observe(named([(0, 5, 10, 100)] * 2), others_with_base=9).verdict == Verdict.TOO_FEW


def test_exactly_one_in_forty_is_not_below_it() -> None:
    # The second year has nothing upheld anywhere and adds no chance: 1 in 40 exactly, and just below.
    assert observe(named([(1, 5, 0, 195), (0, 3, 0, 50)]), 9).verdict == Verdict.NOT_TOLD_APART
    assert observe(named([(1, 5, 0, 196), (0, 3, 0, 50)]), 9).verdict == Verdict.HIGHER


def test_by_category_the_mix_of_complaints_is_taken_into_account() -> None:
    # All of this authority's cases are of the kind that is mostly upheld, and it does as the others do with that kind.
    by_year = observe({"2019-20": (32, 40, 480, 1000)}, others_with_base=9)
    by_category = observe(
        {"2019-20, housing": (32, 40, 320, 400), "2019-20, planning": (0, 0, 160, 600)},
        others_with_base=9,
        by="year and category",
    )
    assert by_year.verdict == Verdict.CLEARLY_HIGHER
    assert by_category.verdict == Verdict.NOT_TOLD_APART
    assert (by_category.expected, by_category.by) == (Fraction(32), "year and category")


def test_higher_is_never_said_of_fewer_than_expected() -> None:
    # One case of somebody else's, upheld, would have all twenty expected; the test itself thinks little of that one case.
    tables = [(0, 20, 1, 1), (19, 20, 100, 1000)]
    found = observe(named(tables), others_with_base=9)
    assert found.observed < found.expected
    assert found.at_least < Fraction(1, 1000)
    assert found.verdict == Verdict.NOT_TOLD_APART


def test_a_numerator_above_its_base_is_a_mistake() -> None:
    for wrong in ((5, 4, 1, 10), (1, 4, 11, 10), (-1, 4, 1, 10)):
        with pytest.raises(ValueError, match="never exceeds"):
            observe({"2019-20": wrong}, others_with_base=9)
        with pytest.raises(ValueError, match="never exceeds"):
            chance_listed_over([wrong])


@settings(derandomize=True, deadline=None, max_examples=120)
@given(strata, st.integers(3, 7))
def test_both_implementations_find_the_same(tables: list[Counts], others: int) -> None:
    found = observe(named(tables), others_with_base=others)
    verdict = found.verdict.value if found.verdict else None
    assert (found.observed, found.expected, found.at_most, found.at_least, verdict) == oracle.observed(
        tables, others
    )


@settings(derandomize=True, deadline=None, max_examples=60)
@given(strata)
def test_both_implementations_list_as_many_by_chance(tables: list[Counts]) -> None:
    assert chance_listed_over(tables) == oracle.chance_listed_over(tables)
    assert chance_listed_over(tables) < Fraction(1, 20)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(stratum(most=40, most_others=120, least=1), st.integers(3, 7))
def test_one_year_is_the_verdict_of_that_year(table: Counts, others: int) -> None:
    found = observe({"2019-20": table}, others_with_base=others)
    assert (found.at_most, found.at_least) == tail_probabilities(*table)
    assert found.verdict == verdict_of(*table, others_with_base=others)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(strata)
def test_the_order_of_years_does_not_matter_and_the_tails_hold_what_was_seen(tables: list[Counts]) -> None:
    at_most, at_least = tails_of_sum(tables)
    assert tails_of_sum(tables[::-1]) == (at_most, at_least)
    assert at_most + at_least > 1


@settings(derandomize=True, deadline=None, max_examples=40)
@given(strata)
def test_the_mirror_image_has_the_mirror_verdict(tables: list[Counts]) -> None:
    mirror = {"higher": "lower", "lower": "higher"}
    found = observe(named(tables), others_with_base=9).verdict
    mirrored = observe(named([(n - x, n, m - y, m) for x, n, y, m in tables]), others_with_base=9).verdict
    said = found and " ".join(mirror.get(word, word) for word in found.value.split())
    assert said == (mirrored and mirrored.value)


def test_three_years_of_600_cases_are_exact_and_quick() -> None:
    tables = [(372, 600, 10_000, 15_000), (373, 600, 9_100, 15_300), (374, 600, 8_200, 15_600)]
    begun = perf_counter()
    at_most, at_least = tails_of_sum(tables)
    assert perf_counter() - begun < 10, "0.6 seconds where it was measured"
    assert at_most + at_least > 1
    assert 0.01 < at_least < 0.02
