"""Intervals: against published values, against the slow implementation, and at the edges of rounding."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binomtest
from statsmodels.stats.proportion import proportion_confint  # type: ignore[import-untyped]

from tests import oracle
from upheld.measures import interval
from upheld.measures.figure import Interval
from upheld.measures.interval import clopper_pearson, interval_of, poisson

GOLDEN = Path(__file__).parent.parent / "golden" / "reference_statistics.csv"
PUBLISHED = list(
    csv.DictReader(line for line in GOLDEN.read_text("utf-8").splitlines() if not line.startswith("#"))
)


def published(statistic: str, level: str = "") -> list[dict[str, str]]:
    return [
        row for row in PUBLISHED if row["statistic"] == statistic and level in ("", row["level_or_chance"])
    ]


def agrees(ours: str | Fraction, theirs: str) -> bool:
    """Equal to as many digits as both have: within half of the last digit of each."""
    half = Fraction(1, 2 * 10 ** len(theirs.partition(".")[2])) if "." in theirs else Fraction(0)
    rounded = Fraction(1, 2 * 10**6) if isinstance(ours, str) else Fraction(1, 10**9)
    return abs(Fraction(ours) - Fraction(theirs)) <= half + rounded


@pytest.mark.parametrize(
    "row", published("clopper_pearson", "0.95"), ids=lambda row: f"{row['x']} of {row['n']}"
)
def test_clopper_pearson_is_as_published(row: dict[str, str]) -> None:
    found = clopper_pearson(int(row["x"]), int(row["n"]))
    assert agrees(found.low, row["low"])
    assert agrees(found.high, row["high"])


@pytest.mark.parametrize("row", published("poisson"), ids=lambda row: row["x"])
def test_poisson_is_as_published(row: dict[str, str]) -> None:
    # Among 100,000 residents the rate for 100,000 is the count itself.
    assert poisson(int(row["x"]), 100_000) == Interval(f"{float(row['low']):.6f}", row["high"])


@pytest.mark.parametrize("row", published("clopper_pearson"), ids=lambda row: f"{row['x']} of {row['n']}")
def test_the_slow_clopper_pearson_is_as_published(row: dict[str, str]) -> None:
    low, high = oracle.clopper_pearson(int(row["x"]), int(row["n"]), Fraction(row["level_or_chance"]))
    assert agrees(low, row["low"])
    assert agrees(high, row["high"])


def test_the_slow_tail_is_as_published() -> None:
    (row,) = published("tail at most")
    found = oracle.binomial_at_most(int(row["x"]), int(row["n"]), Fraction(row["level_or_chance"]))
    assert oracle.rounded(found, 12) == row["low"]


def test_one_of_four_runs_from_one_percent_to_eighty_one() -> None:
    assert clopper_pearson(1, 4) == Interval("0.006309", "0.805880")


def test_none_begins_at_exactly_nothing_and_all_ends_at_exactly_everything() -> None:
    assert clopper_pearson(0, 4) == Interval("0.000000", "0.602365")
    assert clopper_pearson(4, 4) == Interval("0.397635", "1.000000")
    assert poisson(0, 250_000) == Interval("0.000000", "1.475552")


def test_the_rate_for_100000_is_the_count_stretched() -> None:
    # 3.688879... events at most, among 50,000 people: twice that for 100,000.
    assert poisson(0, 50_000).high == "7.377759"


def test_a_definition_asks_for_its_interval_by_name() -> None:
    assert interval_of("clopper_pearson", 1, 4) == clopper_pearson(1, 4)
    assert interval_of("poisson", 3, 80_000) == poisson(3, 80_000)


@pytest.mark.parametrize(("x", "n"), [(0, 0), (5, 4), (-1, 4)])
def test_what_is_no_count_of_a_base_has_no_interval(x: int, n: int) -> None:
    with pytest.raises(ValueError, match="no count of a base"):
        clopper_pearson(x, n)


@pytest.mark.parametrize(("x", "residents"), [(1, 0), (-1, 1000)])
def test_what_is_no_rate_has_no_interval(x: int, residents: int) -> None:
    with pytest.raises(ValueError, match="no rate"):
        poisson(x, residents)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_both_implementations_freeze_the_same_text(count: tuple[int, int]) -> None:
    low, high = oracle.clopper_pearson(*count)
    assert clopper_pearson(*count) == Interval(oracle.six_digits(low), oracle.six_digits(high))


@settings(derandomize=True, deadline=None, max_examples=15)
@given(st.integers(0, 25))
def test_both_poisson_implementations_freeze_the_same_text(x: int) -> None:
    low, high = oracle.poisson_mean(x)
    assert poisson(x, 100_000) == Interval(oracle.six_digits(low), oracle.six_digits(high))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_two_other_libraries_agree_to_six_digits(count: tuple[int, int]) -> None:
    x, n = count
    ours = clopper_pearson(x, n)
    theirs = proportion_confint(x, n, alpha=0.05, method="beta")
    again = binomtest(x, n).proportion_ci(0.95, method="exact")
    for low, high in (theirs, again):
        assert abs(float(ours.low) - low) < 6e-7
        assert abs(float(ours.high) - high) < 6e-7


@settings(derandomize=True, deadline=None, max_examples=30)
@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_float_decides_nothing_that_exact_tails_would_not(count: tuple[int, int]) -> None:
    """With no trust in the float at all, every end is settled by whole numbers, and comes out the same."""
    interval.clopper_pearson.cache_clear()
    believed = clopper_pearson(*count)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interval, "DOUBT", Fraction(1))
        interval.clopper_pearson.cache_clear()
        assert clopper_pearson(*count) == believed
    interval.clopper_pearson.cache_clear()


@settings(derandomize=True, deadline=None, max_examples=30)
@given(st.integers(0, 150), st.integers(1_000, 2_000_000))
def test_the_float_decides_no_rate_by_population_either(x: int, residents: int) -> None:
    interval.poisson.cache_clear()
    believed = poisson(x, residents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interval, "DOUBT", Fraction(1))
        interval.poisson.cache_clear()
        assert poisson(x, residents) == believed
    interval.poisson.cache_clear()


def test_a_float_on_the_wrong_side_of_an_edge_is_put_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """The upper end for 0 of 1 is 0.975 exactly; here an edge is laid through it by asking for two digits."""
    monkeypatch.setattr(interval, "DIGITS", 2)
    interval.clopper_pearson.cache_clear()
    for slip in (-1e-12, 0.0, 1e-12):
        monkeypatch.setattr(beta, "ppf", lambda *_, slip=slip: 0.975 + slip)
        interval.clopper_pearson.cache_clear()
        assert clopper_pearson(0, 1).high == "0.98"
    interval.clopper_pearson.cache_clear()
