"""Verdicts: worked examples, the slow implementation, and somebody else's Fisher test."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from tests import oracle
from upheld.measures.figure import Verdict
from upheld.measures.verdict import chance_listed, listed_by_chance, tail_probabilities, too_few, verdict_of


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    n = draw(st.integers(1, 40))
    others_n = draw(st.integers(1, 120))
    return draw(st.integers(0, n)), n, draw(st.integers(0, others_n)), others_n


WORKED = [
    # x of n beside X of N: the sentence, and what the rule says
    ((1, 4, 449, 996), Verdict.TOO_FEW, "four cases are too few, whatever came of them"),
    ((0, 1, 60, 100), Verdict.TOO_FEW, "so is one"),
    (
        (5, 5, 49, 100),
        Verdict.TOO_FEW,
        "five of five beside 49%: even that comes by chance more than once in 40 times",
    ),
    ((5, 5, 450, 1000), Verdict.HIGHER, "five of five beside 45% does not"),
    ((0, 5, 51, 100), Verdict.TOO_FEW, "none of five beside 51%: chance gives none one time in 35"),
    ((4, 8, 50, 100), Verdict.NOT_TOLD_APART, "the same rate is not told apart"),
    ((12, 20, 450, 1000), Verdict.NOT_TOLD_APART, "60% of twenty beside 45% is well within chance"),
    ((14, 20, 450, 1000), Verdict.HIGHER, "70% of twenty is not"),
    ((17, 20, 450, 1000), Verdict.CLEARLY_HIGHER, "85% of twenty is clearly not"),
    ((4, 20, 450, 1000), Verdict.LOWER, "20% of twenty is lower"),
    ((1, 20, 450, 1000), Verdict.CLEARLY_LOWER, "5% of twenty is clearly lower"),
    (
        (0, 10, 10, 100),
        Verdict.TOO_FEW,
        "none of ten beside 10%: none is what chance gives one time in three",
    ),
    ((3, 10, 10, 100), Verdict.NOT_TOLD_APART, "three of ten beside 10% could have stood out, and does not"),
    ((5, 10, 10, 100), Verdict.HIGHER, "five of ten does"),
]


@pytest.mark.parametrize(("counts", "expected", "because"), WORKED, ids=[because for _, _, because in WORKED])
def test_worked_examples(counts: tuple[int, int, int, int], expected: Verdict, because: str) -> None:
    assert verdict_of(*counts, others_with_base=5) == expected
    assert oracle.verdict(*counts, others_with_base=5) == expected.value


def test_no_verdict_without_a_base() -> None:
    assert verdict_of(0, 0, 50, 100, others_with_base=30) is None


def test_no_verdict_beside_fewer_than_five_others_with_a_base_however_few_the_cases() -> None:
    assert verdict_of(20, 20, 5, 100, others_with_base=4) is None
    assert verdict_of(1, 4, 5, 100, others_with_base=4) is None
    assert verdict_of(20, 20, 5, 100, others_with_base=5) == Verdict.CLEARLY_HIGHER


def test_a_numerator_above_its_base_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="never exceeds"):
        verdict_of(5, 4, 1, 10, others_with_base=9)
    with pytest.raises(ValueError, match="never exceeds"):
        chance_listed(1, 4, 11, 10)


def test_tails_on_paper() -> None:
    # Two of two beside one of three: of the C(5, 3) = 10 ways to place three among five, 3 give both to the authority,
    # 6 give it one, 1 gives it none.
    assert tail_probabilities(2, 2, 1, 3) == (Fraction(1), Fraction(3, 10))
    assert tail_probabilities(1, 2, 2, 3) == (Fraction(7, 10), Fraction(9, 10))
    assert tail_probabilities(0, 2, 3, 3) == (Fraction(1, 10), Fraction(1))


def test_exactly_one_in_forty_or_one_in_a_thousand_is_not_below_it() -> None:
    # Five cases of 200, and one upheld among them all: it falls to the authority exactly 1 time in 40.
    assert tail_probabilities(1, 5, 0, 195)[1] == Fraction(1, 40)
    assert verdict_of(1, 5, 0, 195, others_with_base=9) == Verdict.NOT_TOLD_APART
    assert verdict_of(1, 5, 0, 196, others_with_base=9) == Verdict.HIGHER
    # And of 5,000: exactly 1 time in 1,000, which is not yet clearly.
    assert verdict_of(1, 5, 0, 4995, others_with_base=9) == Verdict.HIGHER
    assert verdict_of(1, 5, 0, 4996, others_with_base=9) == Verdict.CLEARLY_HIGHER


def test_too_few_looks_at_the_farthest_result_on_the_same_side() -> None:
    # Beside one half, all five of five come 1 time in 32, all six of six 1 time in 64.
    assert too_few(5, 5, 1, 2)
    assert too_few(0, 5, 1, 2)
    assert not too_few(6, 6, 1, 2)
    # Beside 10%, none of ten is nothing out of the way; ten of ten would be.
    assert too_few(0, 10, 10, 100)
    assert not too_few(2, 10, 10, 100)


def test_chance_on_paper() -> None:
    # Six of six beside none of six, m = 6: C(12, 6) = 924 ways. k = 6 and k = 0 come in 1 way each, k = 5 and 1 in 36.
    # 37 of 924 is above 1/40, 1 of 924 is below: only the two ends would be listed, and at both r is 0 or 1, so r^n = 0.
    assert chance_listed(6, 6, 0, 6) == Fraction(2, 924)
    # It depends on the margins only.
    assert chance_listed(3, 6, 3, 6) == Fraction(2, 924)
    assert chance_listed(1, 4, 50, 100) == 0
    assert listed_by_chance([(6, 6, 0, 6), (3, 6, 3, 6), (1, 4, 50, 100)]) == 2 * Fraction("0.002164502165")


@settings(derandomize=True, deadline=None, max_examples=150)
@given(tables(), st.integers(3, 7))
def test_both_implementations_give_the_same_verdict(counts: tuple[int, int, int, int], others: int) -> None:
    found = verdict_of(*counts, others_with_base=others)
    assert (found.value if found else None) == oracle.verdict(*counts, others_with_base=others)


@settings(derandomize=True, deadline=None, max_examples=80)
@given(tables())
def test_both_implementations_give_the_same_tails(counts: tuple[int, int, int, int]) -> None:
    assert tail_probabilities(*counts) == oracle.tails(*counts)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(tables())
def test_both_implementations_list_as_many_by_chance(counts: tuple[int, int, int, int]) -> None:
    assert chance_listed(*counts) == oracle.chance_listed(*counts)
    assert chance_listed(*counts) < Fraction(1, 20)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(tables())
def test_somebody_elses_fisher_test_agrees(counts: tuple[int, int, int, int]) -> None:
    x, n, others_x, others_n = counts
    table = np.array([[x, n - x], [others_x, others_n - others_x]])
    at_most, at_least = tail_probabilities(*counts)
    assert float(at_most) == pytest.approx(
        fisher_exact(table, alternative="less").pvalue, rel=1e-9, abs=1e-12
    )
    assert float(at_least) == pytest.approx(
        fisher_exact(table, alternative="greater").pvalue, rel=1e-9, abs=1e-12
    )


@settings(derandomize=True, deadline=None, max_examples=40)
@given(tables())
def test_the_mirror_image_has_the_mirror_verdict(counts: tuple[int, int, int, int]) -> None:
    x, n, others_x, others_n = counts
    mirror = {"higher": "lower", "lower": "higher"}
    found = verdict_of(x, n, others_x, others_n, others_with_base=9)
    mirrored = verdict_of(n - x, n, others_n - others_x, others_n, others_with_base=9)
    assert found is not None
    assert mirrored is not None
    assert " ".join(mirror.get(word, word) for word in found.value.split()) == mirrored.value


def test_a_large_authority_of_a_large_group_is_exact_and_quick() -> None:
    at_most, at_least = tail_probabilities(370, 600, 10_000, 15_000)
    assert at_most + at_least > 1
    assert verdict_of(370, 600, 10_000, 15_000, others_with_base=300) == Verdict.LOWER
    assert Fraction(1, 30) < chance_listed(370, 600, 10_000, 15_000) < Fraction(1, 20)
