"""Several years together: observed and expected, by year and by category, every case once.

Every number expected here was worked out on paper from the cases of the world, and the tails besides by the slow second
implementation (`tests.oracle`).
"""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from tests import oracle
from tests.release.years import (
    OTHERS,
    RATE,
    YEARS,
    decided_in,
    freeze_all,
    freeze_one,
    observed,
    published,
    released,
    series_of,
)
from tests.worlds import World
from upheld.errors import Refused
from upheld.measures.rate import decimal_text
from upheld.release.canonical import read_rows
from upheld.release.checks import check_release
from upheld.release.freeze import correct
from upheld.release.load import load_adjustments
from upheld.release.series import Adjustment, CategoryCount
from upheld.release.verify import verify


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


# --- observed and expected over three years


def test_three_years_on_paper(three: World) -> None:
    # Expected: 8 x 5/20 + 8 x 10/20 + 8 x 15/20 = 2 + 4 + 6.
    found = observed(three, "bolsover")
    assert found is not None
    assert (found.base, found.observed, found.expected) == (24, 18, "12.0")
    assert (found.first_year, found.last_year, found.dropped) == ("2017-18", "2019-20", ())
    strata = [(5, 8, 5, 20), (6, 8, 10, 20), (7, 8, 15, 20)]
    _, _, at_most, at_least, verdict = oracle.observed(strata, 5)
    assert found.at_most == oracle.six_digits(at_most)
    assert found.at_least == oracle.six_digits(at_least)
    assert found.verdict is not None
    assert found.verdict.value == verdict == "higher"
    assert found.by_chance == oracle.six_digits(oracle.chance_listed_over(strata))


def test_a_list_over_three_years_says_how_many_chance_could_have_put_there(three: World) -> None:
    release = released(three, "2019-20")
    rows = [
        row
        for review in release.reviews.values()
        for row in review.observed
        if (row.by, row.measure) == ("year", RATE) and row.verdict
    ]
    by_chance = sum(Fraction(row.by_chance or "0") for row in rows)
    said = [
        found.sentence
        for found in check_release(release, {})
        if "Complaints upheld, 2017-18 to 2019-20 by year:" in found.sentence
    ]
    assert len(said) == 1
    assert f"of {len(rows)} " in said[0]
    assert said[0].endswith(f"chance alone would list {decimal_text(by_chance, 1)} at most.")


@pytest.mark.parametrize("slug", OTHERS[:2])
def test_every_other_member_has_its_row_too(three: World, slug: str) -> None:
    # Each has 1, 2 and 3 of 4 beside (5 + 4), (6 + 8), (7 + 12) of 8 + 16 = 24: expected 4 x (9 + 14 + 19) / 24 = 7.
    found = observed(three, slug)
    assert found is not None
    assert (found.base, found.observed, found.expected) == (12, 6, "7.0")
    _, expected, at_most, _, verdict = oracle.observed([(1, 4, 9, 24), (2, 4, 14, 24), (3, 4, 19, 24)], 5)
    assert (expected, found.at_most) == (Fraction(7), oracle.six_digits(at_most))
    assert found.verdict is not None
    assert found.verdict.value == verdict


def test_where_fewer_than_two_years_compare_there_is_no_row(three: World) -> None:
    assert observed(three, "watford") is None
    assert observed(three, "bolsover", label="2017-18") is None
    two = observed(three, "bolsover", label="2018-19")
    assert two is not None
    assert (two.base, two.dropped) == (16, ("2016-17",))


def test_years_without_a_comparison_are_dropped_and_named(tmp_path: Path) -> None:
    """In 2017-18 only counts of its own are known, in 2018-19 it had no case: one year is left, and that is no row. The
    others lack 2017-18 alone."""
    world = World(tmp_path)
    for label in YEARS[1:]:
        for slug in OTHERS:
            decided_in(world, label, slug, 2, 2)
    decided_in(world, "2019-20", "bolsover", 3, 3)
    published(world, {"authority": "bolsover", "year": "2017-18", "numerator": "5", "denominator": "9"})
    world.imported()
    freeze_one(world, "2018-19", "missing", "vanished base")
    freeze_one(world, "2019-20")
    assert observed(world, "bolsover") is None
    found = observed(world, "ashfield")
    assert found is not None
    assert (found.base, found.dropped) == (8, ("2017-18",))


# --- by category


def two_kinds(folder: Path) -> World:
    """Bolsover's cases are about housing, which is upheld everywhere; the others have planning too, which is not."""
    world = World(folder)
    for label in YEARS[1:]:
        decided_in(world, label, "bolsover", 6, 0)
        for slug in OTHERS:
            decided_in(world, label, slug, 3, 1)
            decided_in(world, label, slug, 0, 4, category="planning_development")
    return world


def test_by_category_the_mix_is_taken_into_account(tmp_path: Path) -> None:
    world = two_kinds(tmp_path)
    freeze_all(world, "2018-19", "2019-20")
    # By year: 2 x 6 x 15/40. By category: 2 x 6 x 15/20.
    by_year, by_category = observed(world, "bolsover"), observed(world, "bolsover", "year and category")
    assert by_year is not None
    assert by_category is not None
    assert (by_year.base, by_year.observed, by_year.expected) == (12, 12, "4.5")
    assert (by_category.base, by_category.observed, by_category.expected) == (12, 12, "9.0")
    _, _, _, at_least, verdict = oracle.observed([(6, 6, 15, 20), (6, 6, 15, 20)], 5)
    assert by_category.at_least == oracle.six_digits(at_least)
    assert by_category.verdict is not None
    assert by_category.verdict.value == verdict
    assert by_category.dropped == ("2017-18",)
    verify(world.stored(), world.releases)


def test_counts_by_category_are_sealed_and_hold_the_years_before(tmp_path: Path) -> None:
    world = two_kinds(tmp_path)
    freeze_all(world, "2018-19", "2019-20")
    sealed = world.stored().sealed
    assert sealed is not None
    rows = read_rows(CategoryCount, sealed["category_counts.csv"], "category_counts.csv")
    assert CategoryCount("bolsover", "district", RATE, "2018-19", "2018-19", "housing", 6, 6) in rows
    assert (
        CategoryCount("ashfield", "district", RATE, "2019-20", "2019-20", "planning_development", 0, 4)
        in rows
    )
    assert "category_counts.csv" not in world.stored().public


def test_without_the_sealed_part_of_the_year_before_there_is_no_row_by_category(tmp_path: Path) -> None:
    world = two_kinds(tmp_path)
    freeze_all(world, "2018-19")
    shutil.rmtree(world.stored("2018-19").folder / "sealed")
    freeze_all(world, "2019-20")
    assert observed(world, "bolsover") is not None
    assert observed(world, "bolsover", "year and category") is None


def test_what_is_withheld_is_under_no_category(world: World) -> None:
    world.case("19 000 001").decision("upheld", published_on="2019-10-01")
    world.case("19 000 002").decision("upheld", publication="withheld", withheld_reason="a child")
    world.case("19 000 003", category="planning_development").decision("not_upheld")
    world.case("19 000 004", category="planning_development")
    rows = world.freeze().review("watford").categories
    assert [(row.category, row.received, row.decided, row.investigated, row.upheld) for row in rows] == [
        ("housing", 1, 1, 1, 1),
        ("planning_development", 2, 1, 1, 0),
        (None, 1, 1, 1, 1),
    ]


def test_a_case_withheld_this_year_is_hidden_among_those_received_too(world: World) -> None:
    """Received and decided of one category, side by side, must not tell which category the withheld one has."""
    world.case("19 000 001", category="planning_development").decision(
        "upheld", publication="withheld", withheld_reason="a child"
    )
    world.case("19 000 002")
    rows = world.freeze().review("watford").categories
    assert {row.category for row in rows} == {"housing", None}


# --- adjustments


def with_replaced(folder: Path, ended: str, **standing: str) -> World:
    """Two years of 3 of 6 each; in the second, one that Bolsover had upheld in the first is decided again: not upheld."""
    world = World(folder)
    for label in YEARS[1:]:
        for slug in ("bolsover", *OTHERS):
            decided_in(world, label, slug, 3, 3)
    case = world.case("18 000 001", "bolsover", "2018-05-01").decision("upheld", "2018-10-01")
    world.rows["decisions"][-1] |= {"standing": "replaced", "standing_ended_on": ended} | standing
    more = {} if standing else {"replaces": "1"}
    case.decision("not_upheld", "2019-10-01", **more)
    return world


@pytest.mark.parametrize("standing", [{}, {"standing": "quashed"}, {"standing": "withdrawn"}])
def test_what_is_counted_anew_is_taken_from_the_year_that_had_counted_it(
    tmp_path: Path, standing: dict[str, str]
) -> None:
    world = with_replaced(tmp_path, "2019-10-01" if not standing else "2019-08-01", **standing)
    freeze_all(world, "2018-19", "2019-20")
    public = world.stored().public
    assert Adjustment("bolsover", RATE, "2018-19", "2019-20", 1, 1) in load_adjustments(public)
    # The series keeps what was frozen: 4 of 7. Together: 3 of 6 and 3 of 7.
    (row,) = series_of(world, "bolsover")
    assert (row.numerator, row.denominator) == (4, 7)
    mine, theirs = observed(world, "bolsover"), observed(world, "ashfield")
    assert mine is not None
    assert theirs is not None
    assert (mine.base, mine.observed, mine.expected) == (13, 6, "6.5")  # (6 + 7) x 15/30
    # The others of Ashfield: 3 of 6 and 4 x 3 of 6, so 15 of 30, and not 16 of 31; then 15 of 31. 6 x 15/30 + 6 x 15/31.
    assert (theirs.base, theirs.expected) == (12, oracle.rounded(3 + Fraction(90, 31), 1))
    assert theirs.at_most == oracle.six_digits(oracle.observed([(3, 6, 15, 30), (3, 6, 15, 31)], 5)[2])
    verify(world.stored(), world.releases)


def test_by_category_too_every_case_is_there_once(tmp_path: Path) -> None:
    world = with_replaced(tmp_path, "2019-10-01")
    freeze_all(world, "2018-19", "2019-20")
    mine, theirs = (observed(world, slug, "year and category") for slug in ("bolsover", "ashfield"))
    assert mine is not None
    assert theirs is not None
    assert (mine.base, mine.observed, mine.expected) == (13, 6, "6.5")
    assert theirs.at_most == oracle.six_digits(oracle.observed([(3, 6, 15, 30), (3, 6, 15, 31)], 5)[2])


def test_a_decision_replaced_before_its_year_was_frozen_is_not_taken_away(tmp_path: Path) -> None:
    world = with_replaced(tmp_path, "2019-04-15")
    world.rows["decisions"][-1] |= {"decided_on": "2019-04-15", "entered_on": "2019-04-15"}
    freeze_all(world, "2018-19", "2019-20")
    assert load_adjustments(world.stored().public) == ()
    (row,) = series_of(world, "bolsover")
    assert (row.numerator, row.denominator) == (3, 6)


def test_a_third_year_still_takes_away_what_the_second_counted_anew(tmp_path: Path) -> None:
    world = with_replaced(tmp_path, "2019-10-01")
    for slug in ("bolsover", *OTHERS):
        decided_in(world, "2020-21", slug, 3, 3)
    freeze_all(world, "2018-19", "2019-20", "2020-21")
    mine, theirs = (observed(world, slug, label="2020-21") for slug in ("bolsover", "ashfield"))
    assert mine is not None
    assert theirs is not None
    assert (mine.base, mine.observed) == (19, 9)
    strata = [(3, 6, 15, 30), (3, 6, 15, 31), (3, 6, 15, 30)]
    assert theirs.at_most == oracle.six_digits(oracle.observed(strata, 5)[2])
    by_category = observed(world, "ashfield", "year and category", "2020-21")
    assert by_category is not None
    assert by_category.at_most == theirs.at_most
    verify(world.stored("2020-21"), world.releases)


def test_what_a_closed_council_was_counted_anew_is_taken_from_the_others_of_its_group(tmp_path: Path) -> None:
    """Northampton closed in March 2021: in 2021-22 it has no record, and is among the others of 2019-20 still."""
    world = World(tmp_path)
    for label in ("2019-20", "2020-21", "2021-22"):
        for slug in ("bolsover", *OTHERS):
            decided_in(world, label, slug, 3, 3)
    case = world.case("19 000 001", "northampton", "2019-05-01").decision("upheld", "2019-10-01")
    case.replaced_on("2020-10-01", "not_upheld")
    freeze_all(world, "2019-20", "2020-21", "2021-22")
    assert "northampton" not in released(world, "2021-22").reviews
    found = observed(world, "bolsover", label="2021-22")
    assert found is not None
    strata = [(3, 6, 15, 30), (3, 6, 15, 31), (3, 6, 15, 30)]
    assert found.at_most == oracle.six_digits(oracle.observed(strata, 5)[2])


def test_figures_known_as_published_are_left_as_they_were_published(tmp_path: Path) -> None:
    """The table of 2018-19 holds 0 of 1: there is nothing to compare with, and nothing is taken from it."""
    world = with_replaced(tmp_path, "2019-10-01")
    published(world, {"authority": "bolsover", "year": "2018-19", "numerator": "0", "denominator": "1"})
    freeze_all(world, "2019-20")
    (row,) = series_of(world, "bolsover")
    assert (row.numerator, row.denominator, row.origin) == (0, 1, "published")


def test_what_an_earlier_year_never_counted_cannot_be_taken_from_it(tmp_path: Path) -> None:
    """The case was moved after its year was frozen, and the year was not corrected."""
    world = World(tmp_path)
    for label in YEARS[1:]:
        for slug in OTHERS:
            decided_in(world, label, slug, 3, 3)
        decided_in(world, label, "bolsover", 0, 2)
    case = world.case("18 000 001", "ashfield", "2018-05-01").decision("upheld", "2018-10-01")
    freeze_all(world, "2018-19")
    world.rows["cases"][-1]["authority"] = "bolsover"
    case.replaced_on("2019-10-01", "not_upheld")
    world.imported()
    words = "2019-20 counts a decision on bolsover anew that 2018-19 had not counted as upheld-rate: correct 2018-19 first"
    with pytest.raises(Refused, match=words):
        freeze_one(world, "2019-20")
    correct(world.year("2018-19"), world.store, world.releases, world.scheme, corrects=1, why="Moved.")
    freeze_one(world, "2019-20")
    verify(world.stored(), world.releases)
