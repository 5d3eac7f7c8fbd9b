"""Beside its nearest neighbours: lists made by hand, and beside a slow, obvious second way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import oracle
from tests.measures.definitions import of_nothing_in_particular, of_residents
from upheld.measures.comparison import compare, listed_by_chance_among
from upheld.measures.figure import GroupFigure, Interval, Verdict
from upheld.measures.nearest import compare_with_nearest, name_of_pool, nearest_within

UPHELD = (1, 9, 30, 2, 4, 12, 7, 20, 3, 11)
INVESTIGATED = (4, 12, 60, 10, 5, 20, 18, 33, 9, 14)
TEN = dict(zip("abcdefghij", zip(UPHELD, INVESTIGATED, strict=True), strict=True))
TOWNS: dict[str, str | None] = dict.fromkeys(TEN, "towns")
# The list of b names six towns, with a county and a stranger among them.
LIST = {"b": ("shire", "d", "g", "abroad", "i", "c", "a", "f", "j")}
ALL: dict[str, str | None] = {**TOWNS, "shire": "counties", "park": None}


def test_the_first_of_the_list_in_the_same_group_are_meant() -> None:
    assert nearest_within("b", LIST, ALL, 6) == ("d", "g", "i", "c", "a", "f")
    assert nearest_within("b", LIST, ALL, 2) == ("d", "g")
    assert nearest_within("b", LIST, ALL) == ("d", "g", "i", "c", "a", "f", "j"), "ten, where there are ten"


def test_who_is_not_of_the_year_has_another_group_or_is_itself_is_passed_over() -> None:
    nearest = {"b": ("b", "a", "a", "gone", "shire", "park", "c"), "park": ("a", "b")}
    assert nearest_within("b", nearest, ALL) == ("a", "c")
    assert nearest_within("park", nearest, ALL) == (), "without a group nobody is of the same kind"
    assert nearest_within("c", nearest, ALL) == (), "and without a list nobody is near"


def test_fewer_than_one_neighbour_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="0 neighbours"):
        nearest_within("b", LIST, ALL, 0)


def test_six_neighbours_on_paper() -> None:
    # b has 9 of 12. d, g, i, c, a and f together: 2 + 7 + 3 + 30 + 1 + 12 = 55 of 10 + 18 + 9 + 60 + 4 + 20 = 121.
    figure = compare_with_nearest(of_nothing_in_particular(), "2019-20", TEN, ALL, "by-age", LIST, most=6)[
        "b"
    ]
    assert figure.group == GroupFigure("by-age:b", 7, 7, 64, 133)
    assert figure.average == Fraction(64, 133), "pooled, the authority included"
    assert figure.others_rate == Fraction(55, 121), "the others together"
    assert figure.interval == Interval("0.428142", "0.945139"), "the same as beside the whole group"
    # 55/121 to the twelfth is less than 1 in 40, so something could have stood out; 9 of 12 does not (tail 0.048).
    assert figure.verdict == Verdict.NOT_TOLD_APART
    assert float(oracle.tails(9, 12, 55, 121)[1]) == pytest.approx(0.0484, abs=5e-4)


def test_nearest_and_whole_group_can_differ() -> None:
    counts = {
        "x": (14, 20),
        **{f"like-{k}": (4, 20) for k in range(5)},
        **{f"other-{k}": (15, 20) for k in range(9)},
    }
    groups: dict[str, str | None] = dict.fromkeys(counts, "towns")
    nearest = {"x": tuple(f"like-{k}" for k in range(5))}
    definition = of_nothing_in_particular()
    assert compare(definition, "2019-20", counts, groups)["x"].verdict == Verdict.NOT_TOLD_APART
    beside = compare_with_nearest(definition, "2019-20", counts, groups, "likes", nearest)["x"]
    assert beside.verdict == Verdict.CLEARLY_HIGHER


def test_with_fewer_than_five_neighbours_with_a_base_there_is_no_verdict() -> None:
    definition = of_nothing_in_particular()
    counts = {"x": (20, 20), **{f"n{k}": (1, 20) for k in range(4)}}
    groups: dict[str, str | None] = {**dict.fromkeys(counts, "towns"), "idle": "towns"}
    nearest = {"x": ("n0", "n1", "n2", "n3", "idle")}
    figure = compare_with_nearest(definition, "2019-20", counts, groups, "likes", nearest)["x"]
    assert figure.group == GroupFigure("likes:x", 6, 5, 24, 100), "the idle one is a neighbour without a base"
    assert figure.verdict is None
    counts["idle"] = (0, 1)
    again = compare_with_nearest(definition, "2019-20", counts, groups, "likes", nearest)["x"]
    assert again.verdict == Verdict.CLEARLY_HIGHER


def test_no_list_no_group_and_no_base() -> None:
    groups = {**ALL, "idle": "towns"}
    nearest = {**LIST, "idle": ("a", "b", "c"), "shire": ("a", "b")}
    figures = compare_with_nearest(of_nothing_in_particular(), "2019-20", TEN, groups, "by-age", nearest)
    assert list(figures) == sorted(groups)
    for slug in ("a", "park", "shire"):
        assert (figures[slug].group, figures[slug].verdict) == (None, None), slug
    assert figures["a"].interval is not None
    idle = figures["idle"]
    assert (idle.rate, idle.interval, idle.verdict) == (None, None, None)
    assert idle.group == GroupFigure("by-age:idle", 4, 3, 40, 76), (
        "it can still be told how its neighbours did"
    )


def test_a_closed_neighbour_is_in_the_pool_and_not_among_the_members() -> None:
    nearest = {"b": ("d", "g", "i")}
    figure = compare_with_nearest(
        of_nothing_in_particular(), "2019-20", TEN, ALL, "by-age", nearest, closed={"d"}
    )["b"]
    assert figure.group == GroupFigure("by-age:b", 3, 4, 21, 49)


def test_by_population_without_residents_and_whom_the_measure_is_not_for() -> None:
    counts = {"a": (3, 80_000), "b": (9, 0), "c": (5, 2_000), "d": (6, 120_000)}
    groups: dict[str, str | None] = dict.fromkeys(counts, "towns")
    nearest = {slug: tuple(other for other in counts if other != slug) for slug in counts}
    figures = compare_with_nearest(
        of_residents(not_for=["c"]), "2022-23", counts, groups, "all", nearest, most=2
    )
    assert set(figures) == {"a", "d"}
    assert figures["a"].group == GroupFigure("all:a", 3, 2, 9, 200_000), (
        "d takes the place of c; b has no residents"
    )


def test_a_definition_may_do_without_verdict_or_without_average() -> None:
    plain = replace(of_nothing_in_particular(), verdict=False)
    figure = compare_with_nearest(plain, "2019-20", TEN, ALL, "by-age", LIST)["b"]
    assert figure.group is not None
    assert figure.verdict is None
    alone = replace(plain, average=False)
    assert compare_with_nearest(alone, "2019-20", TEN, ALL, "by-age", LIST)["b"].group is None


@st.composite
def year_of(
    draw: st.DrawFn,
) -> tuple[dict[str, tuple[int, int]], dict[str, str | None], dict[str, list[str]], int]:
    slugs = [f"s{k:02d}" for k in range(draw(st.integers(2, 14)))]
    counts = {}
    for slug in slugs:
        base = draw(st.integers(0, 25))
        counts[slug] = (draw(st.integers(0, base)), base)
    groups = {slug: draw(st.sampled_from(("towns", "towns", "towns", "shires", None))) for slug in slugs}
    lists = {slug: draw(st.permutations([*slugs, "abroad"])) for slug in slugs[1:]}
    return counts, groups, lists, draw(st.integers(1, 12))


@settings(max_examples=60, deadline=None)
@given(year_of())
def test_beside_a_slow_second_way(
    drawn: tuple[dict[str, tuple[int, int]], dict[str, str | None], dict[str, list[str]], int],
) -> None:
    counts, groups, lists, most = drawn
    definition = of_nothing_in_particular()
    figures = compare_with_nearest(definition, "2019-20", counts, groups, "drawn", lists, most=most)
    for slug, figure in figures.items():
        chosen: list[str] = []
        for other in lists.get(slug, []):
            alike = other in groups and groups[slug] is not None and groups[other] == groups[slug]
            if alike and other != slug and len(chosen) < most:
                chosen.append(other)
        x, n = counts[slug]
        if not chosen:
            assert figure.group is None
            assert figure.verdict is None
            continue
        others_x = sum(counts[other][0] for other in chosen)
        others_n = sum(counts[other][1] for other in chosen)
        with_base = len([other for other in chosen if counts[other][1] > 0])
        assert figure.others_numerator == others_x
        assert figure.others_denominator == others_n
        assert figure.average == (Fraction(x + others_x, n + others_n) if others_n else None)
        expected = oracle.verdict(x, n, others_x, others_n, with_base)
        assert (figure.verdict.value if figure.verdict else None) == expected
        assert figure.group is not None
        assert figure.group.group == name_of_pool("drawn", slug)


def test_how_many_would_be_listed_by_chance_is_counted_as_for_groups() -> None:
    figures = compare_with_nearest(of_nothing_in_particular(), "2019-20", TEN, ALL, "by-age", LIST, most=6)
    one = oracle.chance_listed(9, 12, 55, 121)
    assert listed_by_chance_among(figures.values()) == Fraction(oracle.rounded(one, 12))
