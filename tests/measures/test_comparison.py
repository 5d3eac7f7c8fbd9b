"""Comparison: groups made by hand, small enough to check on paper."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests import oracle
from tests.measures.definitions import of_nothing_in_particular, of_residents
from upheld.measures.comparison import compare, group_figures, listed_by_chance_among
from upheld.measures.figure import GroupFigure, Interval, Verdict

UPHELD = (1, 9, 30, 2, 4, 12, 7, 20, 3, 11)
INVESTIGATED = (4, 12, 60, 10, 5, 20, 18, 33, 9, 14)
TEN = dict(zip("abcdefghij", zip(UPHELD, INVESTIGATED, strict=True), strict=True))


def grouped(counts: dict[str, tuple[int, int]], group: str | None = "towns") -> dict[str, str | None]:
    return dict.fromkeys(counts, group)


def test_the_average_is_pooled_and_not_the_mean_of_the_rates() -> None:
    figures = compare(of_nothing_in_particular(), "2019-20", TEN, grouped(TEN))
    average = figures["a"].average
    assert average == Fraction(99, 185)
    assert f"{float(average):.6f}" == "0.535135"
    mean = sum((figure.rate or Fraction(0) for figure in figures.values()), Fraction(0)) / 10
    assert f"{float(mean):.6f}" == "0.521400"
    assert {figure.average for figure in figures.values()} == {average}, "one value for a group and year"


def test_the_average_has_the_authority_in_it_and_the_others_rate_has_not() -> None:
    figure = compare(of_nothing_in_particular(), "2019-20", TEN, grouped(TEN))["c"]
    assert (figure.numerator, figure.denominator) == (30, 60)
    assert figure.average == Fraction(99, 185)
    assert figure.others_rate == Fraction(69, 125)


def test_one_upheld_of_four_is_too_few_to_say() -> None:
    figure = compare(of_nothing_in_particular(), "2019-20", TEN, grouped(TEN))["a"]
    assert figure.rate == Fraction(1, 4)
    assert figure.verdict == Verdict.TOO_FEW
    assert figure.interval == Interval("0.006309", "0.805880")


def test_each_is_compared_with_the_others_of_its_own_group() -> None:
    counts = {f"town-{k}": (5, 10) for k in range(6)} | {f"county-{k}": (9, 10) for k in range(6)}
    groups: dict[str, str | None] = {slug: slug.partition("-")[0] for slug in counts}
    figures = compare(of_nothing_in_particular(), "2019-20", counts, groups)
    assert group_figures(figures) == {
        "county": GroupFigure("county", 6, 6, 54, 60),
        "town": GroupFigure("town", 6, 6, 30, 60),
    }
    assert figures["town-0"].verdict == Verdict.NOT_TOLD_APART


def test_a_member_without_a_base_is_a_member_and_has_no_rate() -> None:
    groups = grouped(TEN) | {"k": "towns"}
    figures = compare(of_nothing_in_particular(), "2019-20", TEN, groups)
    assert figures["k"].group == GroupFigure("towns", 11, 10, 99, 185)
    assert (figures["k"].numerator, figures["k"].denominator) == (0, 0)
    assert figures["k"].rate is None
    assert figures["k"].interval is None
    assert figures["k"].verdict is None
    assert figures["k"].average == Fraction(99, 185), "it can still be told how the others did"


def test_who_has_no_group_has_a_rate_and_an_interval_and_nothing_else() -> None:
    counts = TEN | {"park": (3, 6)}
    figures = compare(of_nothing_in_particular(), "2019-20", counts, grouped(TEN) | {"park": None})
    assert figures["park"].rate == Fraction(1, 2)
    assert figures["park"].interval is not None
    assert figures["park"].group is None
    assert figures["park"].average is None
    assert figures["park"].verdict is None
    assert figures["a"].average == Fraction(99, 185), "and its cases are in nobody's average"


def test_no_cases_no_group_and_nothing_upheld_are_three_different_figures() -> None:
    groups: dict[str, str | None] = {"none": "towns", "park": None, "nought": "towns"}
    figures = compare(of_nothing_in_particular(), "2019-20", {"park": (1, 2), "nought": (0, 3)}, groups)
    rates = [figures[slug].rate for slug in ("none", "park", "nought")]
    assert rates == [None, Fraction(1, 2), Fraction(0)]


def test_five_others_with_a_base_are_needed_for_a_verdict() -> None:
    counts = {"a": (10, 10), "b": (1, 20), "c": (1, 20), "d": (1, 20), "e": (1, 20)}
    groups: dict[str, str | None] = grouped(counts) | {"f": "towns"}
    assert compare(of_nothing_in_particular(), "2019-20", counts, groups)["a"].verdict is None
    counts["f"] = (0, 1)
    assert (
        compare(of_nothing_in_particular(), "2019-20", counts, groups)["a"].verdict == Verdict.CLEARLY_HIGHER
    )


def test_a_group_of_one_and_a_group_with_nothing() -> None:
    figures = compare(
        of_nothing_in_particular(), "2019-20", {"a": (1, 2)}, {"a": "alone", "b": "idle", "c": "idle"}
    )
    assert figures["a"].average is None, "its own rate is no average"
    assert figures["a"].others_rate is None
    assert figures["a"].verdict is None
    assert figures["b"].group == GroupFigure("idle", 2, 0, 0, 0)
    assert figures["b"].average is None


def test_a_definition_may_do_without_verdict_or_without_average() -> None:
    plain = replace(of_nothing_in_particular(), verdict=False)
    assert compare(plain, "2019-20", TEN, grouped(TEN))["i"].verdict is None
    alone = replace(plain, average=False)
    assert compare(alone, "2019-20", TEN, grouped(TEN))["i"].group is None


def test_figures_come_in_the_order_of_slugs_and_say_what_they_are() -> None:
    reversed_counts = dict(reversed(TEN.items()))
    figures = compare(of_nothing_in_particular(), "2019-20", reversed_counts, grouped(reversed_counts))
    assert list(figures) == sorted(TEN)
    figure = figures["b"]
    assert (figure.authority, figure.year, figure.measure, figure.version) == ("b", "2019-20", "some-rate", 1)


def test_by_population_the_average_pools_residents() -> None:
    counts = {"a": (3, 80_000), "b": (9, 120_000)}
    figures = compare(of_residents(), "2022-23", counts, grouped(counts))
    assert figures["a"].rate == Fraction(3, 80_000)
    assert figures["a"].average == Fraction(12, 200_000)
    assert figures["a"].interval == Interval(
        "0.773340", "10.959091"
    )  # 0.6186721 and 8.7672731 events, times 1.25
    assert figures["a"].verdict is None


def test_by_population_who_has_no_residents_has_no_figure_and_leaves_the_pool() -> None:
    counts = {"a": (3, 80_000), "b": (9, 0)}
    figures = compare(of_residents(), "2022-23", counts, grouped(counts))
    assert set(figures) == {"a"}
    assert figures["a"].group == GroupFigure("towns", 2, 1, 3, 80_000)


def test_whom_a_measure_is_not_for_has_no_figure_and_is_no_member() -> None:
    counts = {"a": (3, 80_000), "b": (9, 2_000)}
    figures = compare(of_residents(not_for=["b"]), "2022-23", counts, grouped(counts))
    assert set(figures) == {"a"}
    assert figures["a"].group == GroupFigure("towns", 1, 1, 3, 80_000)


def test_counts_of_a_stranger_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="counts of b, not authorities of the year"):
        compare(of_nothing_in_particular(), "2019-20", {"b": (1, 2)}, {"a": None})


def test_a_numerator_above_its_base_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="3 of 2 for a"):
        compare(of_nothing_in_particular(), "2019-20", {"a": (3, 2)}, {"a": None})


def test_how_many_would_be_listed_by_chance_counts_those_that_could_be() -> None:
    counts = dict.fromkeys("abcdef", (3, 6)) | {"few": (1, 4), "park": (5, 10)}
    figures = compare(
        of_nothing_in_particular(), "2019-20", counts, grouped(counts) | {"park": None, "idle": "towns"}
    )
    one = oracle.chance_listed(
        3, 6, 16, 34
    )  # 3 of 6 beside 15 of 30 and 1 of 4; the few have no chance to be listed
    assert listed_by_chance_among(figures.values()) == 6 * Fraction(oracle.rounded(one, 12))
