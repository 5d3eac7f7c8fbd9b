"""A register of other types, without counties, regions or residents: nothing of England is in the code."""

from __future__ import annotations

from datetime import date

import pytest

from upheld.errors import Missing
from upheld.register.model import Authority, Dated, Register
from upheld.register.population import Population
from upheld.register.years import YearCalendar

CALENDAR = YearCalendar(start_month=1)


def test_who_is_open_and_who_follows_whom(island: Register) -> None:
    assert [known.slug for known in island.open_on(date(2021, 12, 31))] == [
        "harbour",
        "lighthouses",
        "schools",
    ]
    assert [known.slug for known in island.open_on(date(2022, 1, 1))] == ["coast", "schools"]
    assert island.predecessors("coast") == ("harbour", "lighthouses")
    assert island.predecessors("schools") == ()


def test_a_type_that_changed_within_a_calendar_year(island: Register) -> None:
    groups = {"office": "offices", "ministry": None}
    before, after = (island.of_year("schools", CALENDAR.year(year), groups) for year in (2020, 2021))
    assert (before.type, before.group, before.county, before.code) == ("office", "offices", None, None)
    assert (after.type, after.group, after.open_at_end) == ("ministry", None, True)


def test_a_body_of_a_later_year_is_described_as_on_its_first_day(island: Register) -> None:
    coast = island.of_year("coast", CALENDAR.year(2019), {})
    assert (coast.name, coast.open_at_end) == ("Agency of Coast", False)


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Harbour", "harbour"),
        ("Agency of Harbour", "harbour"),
        ("Port Office of Harbour", "harbour"),
        ("p1", "harbour"),
        ("cote", "coast"),
        ("CÔTE", "coast"),
        ("Agency Coast", "coast"),
        ("Ministry of Schools", "schools"),
    ],
)
def test_words_that_may_be_left_off_are_learned_from_the_register(
    island: Register, written: str, slug: str
) -> None:
    assert island.resolve(written).slug == slug


def test_words_of_another_country_are_not_left_off(island: Register) -> None:
    assert island.resolve("Harbour Borough Council").reason == "unknown"
    assert island.resolve("Ministry of Harbour").reason == "unknown"


def test_a_scheme_may_have_no_population(island: Register) -> None:
    assert Population().residents("coast", CALENDAR.year(2023)) is None


def test_a_hole_in_the_facts_of_a_register_made_by_hand_is_missing_not_a_guess() -> None:
    hole = (Dated("X", date(2020, 1, 1), None),)
    register = Register([Authority("x", "X", None, None, (), "", hole, (), hole, (), ())])
    with pytest.raises(Missing, match="no name or no type"):
        register.of_year("x", CALENDAR.year(2018), {})
