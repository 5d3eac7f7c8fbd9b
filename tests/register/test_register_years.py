"""Reporting years: which days they hold and how they are called, with two starts of the year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.errors import Refused
from upheld.register.years import ReportingYear, YearCalendar

APRIL, JANUARY = YearCalendar(start_month=4), YearCalendar(start_month=1)


def test_2019_20_is_1_april_2019_to_31_march_2020_both_included() -> None:
    year = APRIL.year(2020)
    assert year == ReportingYear(date(2019, 4, 1), date(2020, 3, 31))
    assert (year.label, str(year), year.ending) == ("2019-20", "2019-20", 2020)
    assert date(2019, 4, 1) in year
    assert date(2020, 3, 31) in year
    assert date(2020, 4, 1) not in year


def test_a_calendar_year_has_one_number() -> None:
    assert JANUARY.year(2020).label == "2020"
    assert JANUARY.parse("2020") == JANUARY.of(date(2020, 2, 29)) == JANUARY.year(2020)


@pytest.mark.parametrize("text", ["2019-20", "2019/20", "2019-2020", " 2019–20 "])
def test_how_a_year_may_be_written(text: str) -> None:
    assert APRIL.parse(text) == APRIL.year(2020)


def test_the_last_year_of_a_century() -> None:
    assert APRIL.parse("1999-00").ending == 2000
    assert APRIL.year(2000).label == "1999-00"


@pytest.mark.parametrize("text", ["", "2019-21", "2019-19", "19-20", "0000-01", "next year", "2019-20-21"])
def test_what_is_not_a_year_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="Write it like 2019-20"):
        APRIL.parse(text)


@given(day=st.dates(date(1901, 1, 1), date(2998, 1, 1)), month=st.integers(1, 12))
def test_every_day_is_in_one_year_and_the_years_join(day: date, month: int) -> None:
    calendar = YearCalendar(start_month=month)
    year = calendar.of(day)
    assert day in year
    assert day not in calendar.previous(year)
    assert (year.first_day - calendar.previous(year).last_day).days == 1
    assert calendar.parse(year.label) == year


@pytest.mark.parametrize("month", range(1, 13))
def test_the_offset_moves_every_day_of_a_year_into_its_ending_year(month: int) -> None:
    calendar = YearCalendar(start_month=month)
    year = calendar.year(2020)
    months = int(calendar.offset.removesuffix("mo"))
    for day in (year.first_day, year.last_day):
        assert day.year + (day.month - 1 + months) // 12 == year.ending
