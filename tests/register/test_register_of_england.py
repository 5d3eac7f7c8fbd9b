"""The shipped register against published counts, and against every trap of the sources it was compiled from."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

import upheld
from upheld.register.model import Register, value_on
from upheld.register.population import Population
from upheld.register.years import YearCalendar

GOLDEN = Path(__file__).parents[1] / "golden" / "councils_at_31_march.csv"
COUNCILS = {"county", "district", "metropolitan", "unitary", "london_borough", "city_of_london"}
REGIONS = {
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and The Humber",
}
ONE_DAY = timedelta(days=1)
CALENDAR = YearCalendar(start_month=4)


def published_counts() -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = {}
    with GOLDEN.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            counts.setdefault(int(row["year_ending"]), {})[row["type"]] = int(row["councils"])
    return counts


def counts_on(register: Register, day: date) -> Counter[str]:
    kinds = (value_on(authority.types, day) for authority in register.open_on(day))
    return Counter(kind for kind in kinds if kind in COUNCILS)


def days_that_matter(register: Register) -> list[date]:
    """Every day on which something opened or closed, and the days on both sides of it."""
    changes = {
        day for known in register.authorities.values() for day in (known.opened_on, known.closed_on) if day
    }
    around = {day + step * ONE_DAY for day in changes for step in (-1, 0, 1)}
    return sorted(day for day in around if day >= date(2009, 4, 1))


@pytest.mark.parametrize("ending", sorted(published_counts()))
def test_as_many_councils_of_each_type_as_published(england: Register, ending: int) -> None:
    assert counts_on(england, date(ending, 3, 31)) == published_counts()[ending]


def test_343_councils_on_31_march_2020(england: Register) -> None:
    assert counts_on(england, date(2020, 3, 31)).total() == 343


def test_the_other_bodies_are_there_too(england: Register) -> None:
    kinds = Counter(authority.types[-1].value for authority in england.authorities.values())
    assert kinds["national_park"] == 10
    assert kinds["regional"] == 1
    on_day = Counter(known.types[-1].value for known in england.open_on(date(2025, 3, 31)))
    assert on_day["combined_authority"] == 15


# Traps of the sources, one by one.


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2023])
def test_old_and_new_councils_do_not_overlap_on_1_april(england: Register, year: int) -> None:
    closed = [a for a in england.authorities.values() if a.closed_on and a.closed_on.year == year]
    assert closed
    for authority in closed:
        assert authority.closed_on == date(year, 3, 31)
        assert not authority.open_on(date(year, 4, 1))
        assert all(england.authority(slug).open_on(date(year, 4, 1)) for slug in authority.successors)


def test_forest_heath_was_in_suffolk(england: Register) -> None:
    assert [county.value for county in england.authority("forest-heath").counties] == ["suffolk"]


@pytest.mark.parametrize("slug", ["derbyshire", "lincolnshire"])
def test_derbyshire_and_lincolnshire_are_in_the_east_midlands(england: Register, slug: str) -> None:
    assert england.authority(slug).region == "East Midlands"


def test_every_body_has_a_region_the_closed_ones_too(england: Register) -> None:
    assert {authority.region for authority in england.authorities.values()} == REGIONS


@pytest.mark.parametrize(
    ("slug", "before", "since", "after"),
    [
        ("barnsley", "E08000016", date(2025, 4, 1), "E08000038"),
        ("sheffield", "E08000019", date(2025, 4, 1), "E08000039"),
        ("gateshead", "E08000020", date(2013, 4, 1), "E08000037"),
        ("northumberland", "E06000048", date(2013, 4, 1), "E06000057"),
        ("east-hertfordshire", "E07000097", date(2013, 4, 1), "E07000242"),
        ("stevenage", "E07000101", date(2013, 4, 1), "E07000243"),
        ("st-albans", "E07000100", date(2012, 4, 1), "E07000240"),
        ("welwyn-hatfield", "E07000104", date(2012, 4, 1), "E07000241"),
    ],
)
def test_a_code_that_changed_is_dated(
    england: Register, slug: str, before: str, since: date, after: str
) -> None:
    codes = england.authority(slug).codes
    assert value_on(codes, since - ONE_DAY) == before
    assert value_on(codes, since) == after
    assert england.resolve(before).slug == england.resolve(after).slug == slug


def test_population_is_known_for_the_closed_counties_of_2020_and_2021(
    residents_of_england: Population,
) -> None:
    assert [known.mid_year for known in residents_of_england.estimates("buckinghamshire-county")] == [2019]
    assert [known.mid_year for known in residents_of_england.estimates("northamptonshire")] == [2019, 2020]


def test_no_opening_day_means_older_than_the_register(england: Register) -> None:
    assert england.authority("bolsover").opened_on is None
    assert england.authority("bolsover").open_on(date(2009, 4, 1))


def test_e07000083_is_tewkesbury(england: Register) -> None:
    assert england.resolve("E07000083").slug == "tewkesbury"
    assert england.authority("tewkesbury").last_name == "Tewkesbury Borough Council"


# Succession.


def test_every_closed_council_has_successors_open_the_day_after(england: Register) -> None:
    for authority in england.authorities.values():
        assert bool(authority.closed_on) == bool(authority.successors), authority.slug
        if authority.closed_on:
            for slug in authority.successors:
                assert england.authority(slug).open_on(authority.closed_on + ONE_DAY)
                assert authority.slug in england.predecessors(slug)


def test_every_council_that_opened_since_2010_took_over_from_others(england: Register) -> None:
    for authority in england.authorities.values():
        if authority.types[0].value in COUNCILS and authority.opened_on:
            assert authority.opened_on == date(2009, 4, 1) or england.predecessors(authority.slug)


def test_every_district_of_every_day_has_a_county_open_that_day(england: Register) -> None:
    for day in days_that_matter(england):
        for authority in england.open_on(day):
            county = value_on(authority.counties, day)
            if value_on(authority.types, day) == "district":
                assert county is not None, (authority.slug, day)
                assert england.authority(county).open_on(day), (authority.slug, day)
                assert value_on(england.authority(county).types, day) == "county"
            else:
                assert county is None


def test_every_council_has_one_name_one_type_and_one_code_every_day(england: Register) -> None:
    for day in days_that_matter(england):
        for authority in england.open_on(day):
            for facts in (authority.names, authority.types, authority.codes):
                holding = [fact for fact in facts if fact.holds_on(day)]
                expected = 0 if not authority.codes and facts is authority.codes else 1
                assert len(holding) == expected, (authority.slug, day)
            if authority.types[0].value in COUNCILS:
                assert authority.codes


def test_no_two_bodies_share_a_name_or_a_short_name_on_one_day(england: Register) -> None:
    for day in days_that_matter(england):
        names = Counter(value_on(authority.names, day) for authority in england.open_on(day))
        assert names.most_common(1)[0][1] == 1, (day, names.most_common(1))
    shorts = Counter(authority.short_name for authority in england.authorities.values())
    assert shorts.most_common(1)[0][1] == 1


def test_the_tables_are_sorted_and_have_line_feeds_only() -> None:
    folder = Path(upheld.__file__).parent / "schemes" / "england"
    for table in (folder / name for name in ("authorities.csv", "authority_facts.csv", "population.csv")):
        raw = table.read_bytes()
        assert b"\r" not in raw
        slugs = [line.split(",")[0] for line in raw.decode("utf-8").splitlines()[1:]]
        assert slugs == sorted(slugs)


# The authority of a year.


def test_a_closed_council_keeps_its_last_type_name_and_group(england: Register) -> None:
    year = CALENDAR.year(2022)
    northampton = england.of_year("northampton", year, {"district": "district"})
    assert (northampton.name, northampton.type, northampton.group) == (
        "Northampton Borough Council",
        "district",
        "district",
    )
    assert northampton.county == "northamptonshire"
    assert northampton.code == "E07000154"
    assert not northampton.open_at_end


def test_a_council_is_called_what_it_was_called_at_the_end_of_the_year(england: Register) -> None:
    then = england.of_year("doncaster", CALENDAR.year(2020), {})
    later = england.of_year("doncaster", CALENDAR.year(2024), {})
    assert then.name == "Doncaster Metropolitan Borough Council"
    assert later.name == "City of Doncaster Council"
    assert england.of_year("folkestone-and-hythe", CALENDAR.year(2018), {}).name == "Shepway District Council"


def test_the_city_of_london_belongs_to_the_group_the_scheme_says(england: Register) -> None:
    year = CALENDAR.year(2020)
    assert (
        england.of_year("city-of-london", year, {"city_of_london": "london_borough"}).group
        == "london_borough"
    )
    assert england.of_year("broads-authority", year, {"national_park": None}).group is None
