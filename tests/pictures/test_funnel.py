"""The funnel: where circles stand, and how wide chance spreads them."""

from __future__ import annotations

import re
from fractions import Fraction

from scipy.stats import binom

from upheld.measures.figure import Figure, Verdict
from upheld.pictures.funnel import _binomial, _limit, draw_funnel

AXES = ("Complaints upheld, %", "Detailed investigations in the year")


def figure(numerator: int, denominator: int, verdict: Verdict | None = None) -> Figure:
    return Figure("x", "2019-20", "upheld-rate", 1, numerator, denominator, None, None, verdict)


def drawn(figures: dict[str, Figure]) -> str:
    return draw_funnel(figures, Fraction(45, 100), "45%", "Complaints upheld", "Forty councils.", "f", AXES)


def test_the_chances_are_those_of_the_binomial_distribution() -> None:
    for base, average in ((1, Fraction(1, 2)), (20, Fraction(45, 100)), (900, Fraction(7, 10))):
        chance = _binomial(base, average)
        expected = binom.pmf(range(base + 1), base, float(average))
        assert max(abs(ours - theirs) for ours, theirs in zip(chance, expected, strict=True)) < 1e-12


def test_chance_alone_passes_a_limit_as_seldom_as_it_says() -> None:
    for base in (4, 9, 30, 150):
        limit = _limit(_binomial(base, Fraction(45, 100)), 1 / 40)
        beyond = [cases for cases in range(base + 1) if cases / base > limit]
        assert binom.sf(beyond[0] - 1, base, 0.45) <= 1 / 40 if beyond else 0.45**base > 1 / 40


def test_nothing_stands_out_of_one_case() -> None:
    assert _limit(_binomial(1, Fraction(45, 100)), 1 / 40) > 0.9


def test_councils_at_the_same_spot_share_a_circle_with_a_number() -> None:
    svg = drawn({"A": figure(1, 4), "B": figure(1, 4), "C": figure(3, 9)})
    assert svg.count("<circle") == 2
    assert ">2</text>" in svg


def test_who_has_no_case_is_not_in_it() -> None:
    assert drawn({"A": figure(0, 0), "B": figure(1, 4), "C": figure(2, 4)}).count("<circle") == 2


def test_one_spot_makes_no_funnel() -> None:
    assert drawn({"A": figure(1, 4), "B": figure(1, 4)}) == ""


def test_dark_and_named_is_who_has_a_verdict_that_says_so() -> None:
    svg = drawn(
        {"Kent & Sons": figure(9, 9, Verdict.CLEARLY_HIGHER), "B": figure(2, 5, Verdict.NOT_TOLD_APART)}
    )
    assert len(re.findall('class="p-spot-out"', svg)) == 1
    assert "Kent &amp; Sons" in svg
    assert ">B<" not in svg


def test_it_has_a_name_and_a_description() -> None:
    svg = drawn({"A": figure(1, 4), "B": figure(2, 4)})
    assert '<title id="f-t">Complaints upheld</title><desc id="f-d">Forty councils.</desc>' in svg
    assert 'aria-labelledby="f-t f-d"' in svg


def test_an_average_of_none_or_all_can_be_drawn() -> None:
    for average in (Fraction(0), Fraction(1)):
        figures = {"A": figure(4 * int(average), 4), "B": figure(5 * int(average), 5)}
        assert draw_funnel(figures, average, "0%", "t", "d", "k", AXES)


def test_both_axes_are_named_in_the_picture() -> None:
    picture = drawn({str(each): figure(each, 10 + each) for each in range(1, 9)})
    for name in AXES:
        assert f'class="p-label">{name}</text>' in picture
