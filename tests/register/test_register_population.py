"""Which estimate of the residents a reporting year uses, and what a bad table is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from upheld.errors import Invalid, Missing
from upheld.register.model import Register, value_on
from upheld.register.population import Population, Residents, read_population
from upheld.register.years import YearCalendar

CALENDAR = YearCalendar(start_month=4)


@pytest.mark.parametrize(
    ("ending", "mid_year"), [(2020, None), (2021, 2019), (2022, 2020), (2023, 2020), (2025, 2020)]
)
def test_the_newest_estimate_not_later_than_two_years_before_the_year_end(
    residents_of_england: Population, ending: int, mid_year: int | None
) -> None:
    found = residents_of_england.residents("bolsover", CALENDAR.year(ending))
    assert (found and found.mid_year) == mid_year


def test_a_newer_estimate_does_not_change_an_earlier_year() -> None:
    population = Population({"x": [Residents(2021, 30), Residents(2019, 10), Residents(2020, 20)]})
    assert population.residents("x", CALENDAR.year(2022)) == Residents(2020, 20)
    assert population.residents("y", CALENDAR.year(2022)) is None


@pytest.mark.parametrize(
    ("mid_year", "day", "total"), [(2019, date(2020, 4, 1), 56_286_961), (2020, date(2021, 4, 1), 56_550_138)]
)
def test_the_lowest_tier_adds_up_to_england(
    england: Register, residents_of_england: Population, mid_year: int, day: date, total: int
) -> None:
    lowest = {"district", "unitary", "metropolitan", "london_borough", "city_of_london"}
    people = 0
    for authority in england.open_on(day):
        if value_on(authority.types, day) in lowest:
            estimates = {
                known.mid_year: known.residents for known in residents_of_england.estimates(authority.slug)
            }
            people += estimates[mid_year]
    assert people == total


def test_a_county_has_as_many_residents_as_its_districts(
    england: Register, residents_of_england: Population
) -> None:
    day = date(2021, 4, 1)
    for county in england.open_on(day):
        if value_on(county.types, day) == "county":
            districts = [a for a in england.open_on(day) if value_on(a.counties, day) == county.slug]
            for known in residents_of_england.estimates(county.slug):
                parts = [
                    part.residents
                    for district in districts
                    for part in residents_of_england.estimates(district.slug)
                    if part.mid_year == known.mid_year
                ]
                assert sum(parts) == known.residents


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("nobody,2020,5,us", "slug", "the register has no such authority"),
        ("Coast,2020,5,us", "slug", "the register has no such authority"),
        ("coast,20,5,us", "mid_year", "it is not a calendar year"),
        ("coast,2020,0,us", "residents", "it is not a whole number above 0"),
        ('coast,2020,"1,000",us', "residents", "it is not a whole number above 0"),
        ("coast,2020,٣,us", "residents", "it is not a whole number above 0"),
        ("coast,2020,5,", "source", "the source is not given"),
        ("coast,2019,6,us", "mid_year", "coast has two estimates of mid-2019"),
    ],
)
def test_a_bad_estimate(tmp_path: Path, island: Register, row: str, column: str, reason: str) -> None:
    table = tmp_path / "population.csv"
    table.write_text(f"slug,mid_year,residents,source\ncoast,2019,5,us\n{row}\n", encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        read_population(table, island)
    assert [(p.row, p.column, p.reason) for p in caught.value.problems] == [(3, column, reason)]


def test_a_population_table_that_is_named_must_be_there(tmp_path: Path, island: Register) -> None:
    with pytest.raises(Missing, match=r"population\.csv is not there"):
        read_population(tmp_path / "population.csv", island)
