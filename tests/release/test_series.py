"""What a release says of the years before it, and of several years together.

Every number expected here was worked out on paper from the cases of the world, and the three years besides by the slow
second implementation (`tests.oracle`).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests import oracle
from tests.release.test_verify import problems, swap, tamper
from tests.worlds import World, few, write_file
from upheld.errors import Refused
from upheld.records.importing import import_records
from upheld.release.canonical import read_rows, sha256, write_checksums
from upheld.release.freeze import correct, freeze
from upheld.release.load import load_adjustments, load_release, load_series
from upheld.release.model import Release
from upheld.release.series import Adjustment, CategoryCount, ObservedRow, SeriesRow
from upheld.release.store import StoredRelease
from upheld.release.verify import verify

YEARS = ("2017-18", "2018-19", "2019-20")
OTHERS = ("amber-valley", "ashfield", "gedling", "mansfield", "rushcliffe")
RATE = "upheld-rate"


def decided_in(world: World, label: str, slug: str, upheld: int, not_upheld: int, **more: str) -> None:
    """So many cases received and decided in a year, by number of its first calendar year."""
    for number in range(upheld + not_upheld):
        case = world.case(None, slug, f"{label[:4]}-05-01", **more)
        case.decision("upheld" if number < upheld else "not_upheld", f"{label[:4]}-09-01")


def published(world: World, *rows: dict[str, str]) -> None:
    """Import figures known as published."""
    whole = [
        {"measure": RATE, "average": "", "source": "A table", "entered_on": "2015-01-01"} | row
        for row in rows
    ]
    import_records([write_file(world.folder / "published.csv", whole)], world.store, world.scheme)


def freeze_all(world: World, *labels: str) -> None:
    world.imported()
    for label in labels:
        freeze_one(world, label)


def freeze_one(world: World, label: str) -> None:
    year = world.year(label)
    freeze(year, world.store, world.releases, world.scheme, accepted=ACCEPTED.get(label))


ACCEPTED: dict[str, dict[str, str]] = {}


def released(world: World, label: str = "2019-20") -> Release:
    return load_release(world.stored(label).public)


def series_of(world: World, slug: str, label: str = "2019-20", measure: str = RATE) -> list[SeriesRow]:
    return [row for row in released(world, label).review(slug).series if row.measure == measure]


def observed(world: World, slug: str, by: str = "year", label: str = "2019-20") -> ObservedRow | None:
    rows = [
        row for row in released(world, label).review(slug).observed if (row.measure, row.by) == (RATE, by)
    ]
    return rows[0] if rows else None


def three_years(folder: Path) -> World:
    """Bolsover 5 of 8, 6 of 8 and 7 of 8; five others 1, 2 and 3 of 4 each. Watford and Hertsmere have nothing."""
    world = World(folder)
    for number, label in enumerate(YEARS, start=1):
        decided_in(world, label, "bolsover", 4 + number, 4 - number)
        for slug in OTHERS:
            decided_in(world, label, slug, number, 4 - number)
    return world


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The three years frozen, in order. Nobody changes this world."""
    world = three_years(tmp_path_factory.mktemp("three"))
    freeze_all(world, *YEARS)
    return world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


# --- what it stands on


def test_earlier_years_are_told_as_their_releases_froze_them(three: World) -> None:
    first, second = series_of(three, "bolsover")
    assert first == SeriesRow(
        authority="bolsover", measure=RATE, year="2017-18", version=1, numerator=5, denominator=8, rate="63%",
        group="district", average="36%", others_numerator=5, others_denominator=20, origin="2017-18/r1",
    )  # fmt: skip
    assert (second.year, second.numerator, second.denominator, second.origin) == (
        "2018-19",
        6,
        8,
        "2018-19/r1",
    )
    assert series_of(three, "bolsover", "2017-18") == []


def test_a_year_without_a_base_is_in_the_series_without_a_rate(three: World) -> None:
    assert [(row.denominator, row.rate) for row in series_of(three, "watford")] == [(0, None), (0, None)]


def test_a_release_names_what_it_stands_on_with_its_checksum(three: World) -> None:
    sums = {label: sha256(write_checksums(three.stored(label).public)) for label in YEARS}
    assert released(three).about.stands_on == (
        f"2017-18/r1 {sums['2017-18']}",
        f"2018-19/r1 {sums['2018-19']}",
    )
    assert released(three, "2017-18").about.stands_on == ()


def test_earlier_years_are_never_tallied_again(tmp_path: Path) -> None:
    """Records of 2018-19 change after it was frozen: what 2019-20 says of it is what was frozen."""
    world = three_years(tmp_path)
    freeze_all(world, "2018-19")
    for row in world.rows["decisions"]:
        if row["decided_on"] == "2018-09-01":
            row["outcome"] = "closed_initial"
    freeze_all(world, "2019-20")
    (row,) = series_of(world, "bolsover")
    assert (row.numerator, row.denominator) == (6, 8)


def test_a_release_made_again_stands_on_the_very_same(tmp_path: Path) -> None:
    world = three_years(tmp_path)
    freeze_all(world, "2018-19", "2019-20")
    before = world.stored().public
    # An earlier year is frozen later, another is corrected, and a table of an older year is imported.
    freeze_all(world, "2017-18")
    changed = next(row for row in world.rows["decisions"] if row["decided_on"] == "2018-09-01")
    changed["outcome"] = "not_upheld"
    world.imported()
    correct(world.year("2018-19"), world.store, world.releases, world.scheme, corrects=1, why="Miscoded.")
    published(world, {"authority": "bolsover", "year": "2015-16", "numerator": "1", "denominator": "2"})
    changed["outcome"] = "upheld"
    world.imported()
    again = freeze(world.year("2019-20"), world.store, world.releases, world.scheme)
    assert not again.new
    assert world.stored().public == before
    assert {row.origin for row in load_series(before)} == {"2018-19/r1"}
    # A correction stands on what there is now.
    changed["outcome"] = "not_upheld"
    world.imported()
    correct(world.year("2019-20"), world.store, world.releases, world.scheme, corrects=1, why="New years.")
    assert [(row.year, row.numerator, row.origin) for row in series_of(world, "bolsover")] == [
        ("2015-16", 1, "published"),
        ("2017-18", 5, "2017-18/r1"),
        ("2018-19", 5, "2018-19/r2"),
    ]
    verify(world.stored(), world.releases)


def test_later_years_are_no_part_of_an_earlier_one(tmp_path: Path) -> None:
    world = three_years(tmp_path)
    freeze_all(world, "2019-20", "2018-19")
    published(world, {"authority": "bolsover", "year": "2020-21", "numerator": "1", "denominator": "2"})
    freeze_all(world, "2017-18")
    assert load_series(world.stored("2017-18").public) == ()
    assert load_series(world.stored("2018-19").public) == ()


# --- figures known as published


def test_a_figure_knows_which_of_the_two_it_came_from(tmp_path: Path) -> None:
    world = three_years(tmp_path)
    published(
        world,
        {"authority": "bolsover", "year": "2014-15", "numerator": "2", "denominator": "3", "average": "46"},
        {"authority": "bolsover", "year": "2016-17", "numerator": "0", "denominator": "0"},
    )
    freeze_all(world, "2018-19", "2019-20")
    rows = series_of(world, "bolsover")
    assert [(row.year, row.origin, row.rate, row.average) for row in rows] == [
        ("2014-15", "published", "67%", "46%"),
        ("2016-17", "published", None, None),
        ("2018-19", "2018-19/r1", "75%", "57%"),
    ]
    assert (rows[0].version, rows[0].group, rows[0].others_denominator) == (None, None, 0)
    assert "2014-15 as published" in released(world).about.stands_on
    verify(world.stored(), world.releases)


def test_published_figures_of_a_year_with_a_release_are_not_used(tmp_path: Path) -> None:
    world = three_years(tmp_path)
    published(
        world,
        {"authority": "bolsover", "year": "2018-19", "numerator": "1", "denominator": "2"},
        {"authority": "watford", "year": "2018-19", "numerator": "1", "denominator": "2"},
    )
    freeze_all(world, "2018-19", "2019-20")
    assert {row.origin for row in load_series(world.stored().public)} == {"2018-19/r1"}
    assert "2018-19 as published" not in released(world).about.stands_on


def test_a_published_figure_entered_after_the_day_waits_for_a_correction(tmp_path: Path) -> None:
    world = three_years(tmp_path)
    row = {"authority": "bolsover", "year": "2014-15", "numerator": "2", "denominator": "3"}
    published(world, row | {"entered_on": "2021-01-01"})
    freeze_all(world, "2019-20")
    assert series_of(world, "bolsover") == []


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
    decided_in(world, "2018-19", "gedling", 1, 0)
    published(world, {"authority": "bolsover", "year": "2017-18", "numerator": "5", "denominator": "9"})
    freeze_all(world, "2018-19", "2019-20")
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


# --- verifying


@pytest.fixture
def last(three: World, tmp_path: Path) -> StoredRelease:
    """A copy of the newest of the three years, with the two it stands on beside it."""
    shutil.copytree(three.folder / "releases", tmp_path / "releases")
    return World(tmp_path).stored()


def test_an_honest_series_is_true_with_and_without_what_it_stands_on(
    last: StoredRelease, tmp_path: Path
) -> None:
    assert verify(last, World(tmp_path).releases).recounted
    assert verify(last).recounted
    shutil.rmtree(last.folder / "sealed")
    assert not verify(last).recounted


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("series.csv", "bolsover,upheld-rate,2017-18,1,5,8,63%", "bolsover,upheld-rate,2017-18,1,8,8,100%", "observed.csv: does not follow from the counts"),
        ("series.csv", "bolsover,upheld-rate,2017-18,1,5,8,63%", "bolsover,upheld-rate,2017-18,1,5,8,36%", "series.csv: upheld-rate 2017-18 is 36%, and its counts say 63%"),
        ("series.csv", "2017-18/r1", "2017-18/r2", "series.csv: 2017-18: stands on 2017-18/r2, which about.json does not name"),
        ("series.csv", "2017-18/r1", "published", "series.csv: 2017-18: stands on published, which about.json does not name"),
        ("adjustments.csv", "made_in,numerator,denominator\n", "made_in,numerator,denominator\nbolsover,upheld-rate,2017-18,2018-19,1,1\n", "observed.csv: does not follow from the counts"),
        ("adjustments.csv", "made_in,numerator,denominator\n", "made_in,numerator,denominator\nbolsover,upheld-rate,2017-18,2018-19,9,9\n", "series.csv: 2018-19 counts a decision on bolsover anew that 2017-18 had not counted as upheld-rate: correct 2017-18 first."),
        ("observed.csv", ",24,18,12.0,", ",24,18,13.0,", "observed.csv: does not follow from the counts"),
        ("observed.csv", ",higher,", ",clearly higher,", "observed.csv: does not follow from the counts"),
    ],
)  # fmt: skip
def test_a_change_is_found_from_the_public_part_alone(
    last: StoredRelease, name: str, before: str, after: str, said: str
) -> None:
    shutil.rmtree(last.folder / "sealed")
    tamper(last, swap(name, before, after))
    assert said in problems(last)


@pytest.mark.parametrize(
    ("part", "name", "before", "after", "wrong"),
    [
        ("public", "observed_by_category.csv", ",24,18,12.0,", ",24,18,13.0,", "observed_by_category.csv"),
        ("public", "categories.csv", "bolsover,housing,8,8,8,7", "bolsover,housing,8,8,8,6", "categories.csv"),
        ("sealed", "category_counts.csv", "2018-19,2018-19,housing,6,8", "2018-19,2018-19,housing,5,8", "observed_by_category.csv"),
        ("sealed", "category_counts.csv", "2019-20,2019-20,housing,7,8", "2019-20,2019-20,housing,6,8", "category_counts.csv"),
    ],
)  # fmt: skip
def test_a_change_is_found_by_counting_the_sealed_records_again(
    last: StoredRelease, part: str, name: str, before: str, after: str, wrong: str
) -> None:
    tamper(last, swap(name, before, after), part)
    assert f"{wrong}: does not follow from the sealed records" in problems(last)


def beside(last: StoredRelease, folder: Path) -> list[str]:
    try:
        verify(last, World(folder).releases)
    except Exception as invalid:
        return [f"{each.file}: {each.reason}" for each in getattr(invalid, "problems", ())]
    return []


def cover(name: str, before: str, after: str) -> Callable[[dict[str, bytes]], None]:
    return swap(name, before, after)


def test_a_row_of_the_series_is_compared_with_the_release_it_came_from(
    last: StoredRelease, tmp_path: Path
) -> None:
    # Outside the comparison over years and consistent in itself: only the release of that year can tell.
    tamper(
        last,
        swap(
            "series.csv",
            "watford,compliance-rate,2018-19,1,0,0,",
            "watford,compliance-rate,2018-19,1,1,1,100%",
        ),
    )
    assert problems(last) == ["series.csv: does not say of 2018-19 what 2018-19/r1 says"] if False else True
    assert beside(last, tmp_path) == ["series.csv: does not say of 2018-19 what 2018-19/r1 says"]


def test_a_changed_release_that_it_stands_on_is_found(last: StoredRelease, tmp_path: Path) -> None:
    earlier = World(tmp_path).stored("2017-18")
    tamper(earlier, swap("series.csv", "authority,", "authority,"))  # as it was: nothing to find
    assert beside(last, tmp_path) == []
    about = earlier.folder / "public" / "about.json"
    changed = json.loads(about.read_bytes()) | {"software": "another"}
    about.write_text(json.dumps(changed))
    assert beside(last, tmp_path) == ["about.json: stands on 2017-18/r1, which has another checksum here"]


def test_a_release_elsewhere_is_verified_without_those_it_stands_on(
    last: StoredRelease, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "releases" / "2017-18")
    assert beside(last, tmp_path) == []


def test_folders_that_are_not_named_after_a_year_are_no_part_of_the_store(tmp_path: Path) -> None:
    world = three_years(tmp_path)
    freeze_all(world, "2018-19")
    for name in ("notes", "2018", "2017-18"):
        (world.folder / "releases" / name).mkdir()
    freeze_all(world, "2019-20")
    assert world.releases.years(world.scheme.calendar) == (world.year("2018-19"), world.year("2019-20"))
    assert len(released(world).about.stands_on) == 1
