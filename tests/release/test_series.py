"""What a release says of the years before it: as their releases froze them, or as they were published.

Every number expected here was worked out on paper from the cases of the world.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.release.test_verify import problems, swap, tamper
from tests.release.years import (
    RATE,
    YEARS,
    freeze_all,
    published,
    released,
    series_of,
    three_years,
)
from tests.worlds import World
from upheld.errors import Invalid
from upheld.release.canonical import sha256, write_checksums
from upheld.release.freeze import correct, freeze
from upheld.release.load import load_series
from upheld.release.series import SeriesRow
from upheld.release.store import StoredRelease
from upheld.release.verify import verify

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
    except Invalid as invalid:
        return [f"{each.file}: {each.reason}" for each in invalid.problems]
    return []


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
    assert verify(last)
    assert beside(last, tmp_path) == ["series.csv: does not say of 2018-19 what 2018-19/r1 says"]


def test_a_changed_release_that_it_stands_on_is_found(last: StoredRelease, tmp_path: Path) -> None:
    earlier = World(tmp_path).stored("2017-18")
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
