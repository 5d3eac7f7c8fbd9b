"""Rank intervals: on paper, and beside the slow comparison of every pair."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import oracle
from upheld.measures.figure import Interval
from upheld.measures.interval import clopper_pearson
from upheld.measures.ranks import RankInterval, rank_intervals


@st.composite
def intervals(draw: st.DrawFn) -> dict[str, Interval]:
    found = {}
    for number in range(draw(st.integers(0, 12))):
        low, high = sorted((draw(st.integers(0, 30)), draw(st.integers(0, 30))))
        found[f"town-{number}"] = Interval(f"{low / 30:.6f}", f"{high / 30:.6f}")
    return found


def test_three_on_paper() -> None:
    found = rank_intervals(
        {
            "far-below": Interval("0.000000", "0.100000"),
            "above": Interval("0.500000", "0.900000"),
            "wide": Interval("0.050000", "0.600000"),
        }
    )
    assert found == {
        "far-below": RankInterval(2, 3, 3),  # above lies wholly above it, wide does not
        "above": RankInterval(1, 2, 3),  # far-below lies wholly below it
        "wide": RankInterval(1, 3, 3),  # it could be anywhere
    }
    assert list(found) == ["far-below", "above", "wide"], "not in the order of places"


def test_one_that_touches_is_not_wholly_above() -> None:
    found = rank_intervals({"a": Interval("0.100000", "0.500000"), "b": Interval("0.500000", "0.900000")})
    assert set(found.values()) == {RankInterval(1, 2, 2)}


def test_nobody_and_one_alone() -> None:
    assert rank_intervals({}) == {}
    assert rank_intervals({"a": Interval("0.100000", "0.500000")}) == {"a": RankInterval(1, 1, 1)}


def test_ends_are_compared_as_numbers() -> None:
    # Per 100,000: as text "9.000000" would stand above "10.000000".
    found = rank_intervals({"a": Interval("10.000000", "12.000000"), "b": Interval("8.000000", "9.000000")})
    assert found == {"a": RankInterval(1, 1, 2), "b": RankInterval(2, 2, 2)}


@settings(derandomize=True, deadline=None, max_examples=150)
@given(intervals())
def test_both_implementations_give_the_same_places(given_: dict[str, Interval]) -> None:
    ends = {slug: (Fraction(each.low), Fraction(each.high)) for slug, each in given_.items()}
    found = {slug: (each.first, each.last) for slug, each in rank_intervals(given_).items()}
    assert found == oracle.rank_intervals(ends)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=15))
def test_the_place_by_rate_alone_is_always_among_them(counts: list[tuple[int, int]]) -> None:
    found = rank_intervals({str(number): clopper_pearson(*count) for number, count in enumerate(counts)})
    rates = [Fraction(*count) for count in counts]
    for number, rate in enumerate(rates):
        places = found[str(number)]
        assert places.first <= 1 + sum(other > rate for other in rates)
        assert len(rates) - sum(other < rate for other in rates) <= places.last
