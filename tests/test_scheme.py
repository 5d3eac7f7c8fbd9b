"""A scheme is loaded whole, or refused with the file, the key, and what was expected there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.worlds import TINY, english, tiny
from upheld.errors import Invalid, Missing, Problem
from upheld.scheme import load_scheme

Edit = Callable[[str, str], Path]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """A copy of the tiny scheme in which one text of scheme.toml stands for another."""
    folder = tmp_path / "scheme"
    shutil.copytree(TINY, folder)

    def change(before: str, after: str) -> Path:
        path = folder / "scheme.toml"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        return folder

    return change


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(Invalid) as refused:
        load_scheme(folder)
    return list(refused.value.problems)


def test_the_scheme_that_comes_with_upheld_is_whole() -> None:
    scheme = english()
    assert (scheme.slug, scheme.calendar.start_month, scheme.rules.freezing_waits_days) == ("england", 4, 30)
    assert scheme.outcomes_counting_as("investigated") == ("not_upheld", "upheld")
    assert scheme.outcomes_counting_as("upheld") == ("upheld",)
    assert scheme.group_of_type["city_of_london"] == "london_borough"
    assert scheme.group_of_type["national_park"] is None
    assert scheme.zone.key == "Europe/London"


def test_the_tiny_scheme_has_lists_of_its_own_in_the_file_s_order() -> None:
    scheme = tiny()
    assert list(scheme.types) == ["port", "ministry", "registry", "ferry_firm"]
    assert scheme.outcomes_counting_as("upheld") == ("fault_admitted", "fault_found")
    assert scheme.calendar.parse("2021").label == "2021"
    assert scheme.population.estimates("anse") == ()


@pytest.mark.parametrize(("day", "name"), [(date(2021, 6, 30), "A. Before"), (date(2021, 7, 1), "B. After")])
def test_whoever_is_in_office_on_the_day_signs(day: date, name: str) -> None:
    assert tiny().signatory_on(day).name == name


def test_a_day_on_which_nobody_signs_is_missing(edit: Edit) -> None:
    scheme = load_scheme(edit("held_from = 2021-07-01", "held_from = 2021-08-01"))
    with pytest.raises(
        Missing, match=r"Nobody signs letters dated 01 July 2021: add a \[\[signatory\]\] for that day"
    ):
        scheme.signatory_on(date(2021, 7, 1))


def test_a_folder_without_a_scheme_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"a scheme is a folder with a scheme.toml in it"):
        load_scheme(tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "key", "reason"),
    [
        ('slug = "tiny"\n', "", "slug", "Field required"),
        ('slug = "tiny"', 'slug = "tiny"\ncolour = "blue"', "colour", "Extra inputs are not permitted"),
        ("start_month = 1", 'start_month = "January"', "year.start_month", "Input should be a valid integer"),
        ("start_month = 1", "start_month = 13", "year.start_month", "not a month"),
        ("freezing_waits_days = 45", "freezing_waits_days = -1", "year.freezing_waits_days", "not a number of days"),
        ('"Pacific/Auckland"', '"Pacific/Atlantis"', "issuer.time_zone", "Value error, expected a time zone such as Europe/London"),
        ("pattern = '[A-Z]", "pattern = '[A-Z", "reference.pattern", "Value error, expected a regular expression: "),
        ('example = "K2021/001"', 'example = "K21/1"', "reference.example", "does not fit reference.pattern"),
        ('group = "ports"', 'group = "harbours"', "type.port.group", "no such group"),
        ('slug = "ministries"\ntitle', 'slug = "ports"\ntitle', "group", "is there twice"),
        ('stage = "examined"', 'stage = "weighed"', "outcome.no_fault.stage", "no such stage"),
        ('counts_as = ["investigated", "upheld"]', 'counts_as = ["upheld"]', "outcome.fault_admitted.counts_as", "upheld without investigated"),
        ('letter = "always"', 'letter = "sometimes"', "type.0.letter", "Input should be 'always', 'with records' or 'never'"),
        ('slug = "berths"', 'slug = "Berths"', "category.0.slug", "Value error, expected small letters, digits, - and _"),
    ],
)  # fmt: skip
def test_a_bad_key_is_refused_by_its_name(edit: Edit, before: str, after: str, key: str, reason: str) -> None:
    folder = edit(before, after)
    found = problems(folder)
    assert {each.file for each in found} == {str(folder / "scheme.toml")}
    assert [each for each in found if each.column == key and each.reason.startswith(reason)], found
    assert all(each.way_out for each in found)


def test_a_scheme_in_which_nothing_counts_as_upheld_is_refused(edit: Edit) -> None:
    for _ in range(2):
        folder = edit('counts_as = ["investigated", "upheld"]', 'counts_as = ["investigated"]')
    (found,) = problems(folder)
    assert found.reason == "no outcome counts as upheld"


def test_a_file_that_is_no_toml_and_one_that_is_no_text(edit: Edit) -> None:
    folder = edit('slug = "tiny"', "slug = tiny")
    assert problems(folder)[0].reason.startswith("not valid TOML")
    (folder / "scheme.toml").write_bytes(b"\xff")
    assert problems(folder)[0].reason == "not UTF-8 text"


def test_every_problem_of_the_lists_is_told_at_once(edit: Edit) -> None:
    edit('group = "ports"', 'group = "harbours"')
    folder = edit("start_month = 1", "start_month = 0")
    assert [each.column for each in problems(folder)] == ["year.start_month", "type.port.group"]


def test_a_type_in_the_register_that_the_scheme_has_not(edit: Edit) -> None:
    folder = edit('slug = "registry"', 'slug = "archive"')
    found = [(each.file, each.value, each.reason) for each in problems(folder)]
    assert ("authority_facts.csv", "registry", "the scheme has no such type") in found


def test_a_measure_that_is_not_for_an_authority_which_is_not_there(edit: Edit) -> None:
    folder = edit("start_month = 1", "start_month = 1")
    path = folder / "measures" / "fault-rate.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'not_for = ["atlantis"]\n', encoding="utf-8")
    (found,) = problems(folder)
    assert (found.file, found.column, found.value) == (str(path), "version.not_for", "atlantis")


def test_a_measure_by_residents_where_none_are_known(edit: Edit) -> None:
    folder = edit("start_month = 1", "start_month = 1")
    source = english().folder / "measures" / "upheld-per-100000.toml"
    text = "\n".join(
        line for line in source.read_text(encoding="utf-8").splitlines() if not line.startswith("not_for")
    )
    (folder / "measures" / source.name).write_text(text.replace("order = 5", "order = 9"), encoding="utf-8")
    (found,) = problems(folder)
    assert (found.column, found.reason) == ("version.denominator", "the scheme has no population")


def test_a_scheme_with_a_population_needs_its_table(edit: Edit) -> None:
    folder = edit("population = false", "population = true")
    with pytest.raises((Missing, Invalid), match="population"):
        load_scheme(folder)
