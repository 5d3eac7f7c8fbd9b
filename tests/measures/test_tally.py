"""The tally beside a slow and obvious count in plain Python, on frames of any content and on every engine."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines import Engine
from upheld.measures.tally import tally
from upheld.register.years import YearCalendar

Row = tuple[str, date, str | None, bool | None]

ROWS = st.lists(
    st.tuples(
        st.sampled_from(("bolsover", "derby", "kent")),
        st.dates(date(2017, 12, 1), date(2021, 2, 1)),
        st.sampled_from(("upheld", "not_upheld", None)),
        st.sampled_from((True, False, None)),
    ),
    max_size=40,
)
SCHEMA = {"authority": pl.String, "day": pl.Date, "outcome": pl.String, "remedy": pl.Boolean}
FLAGS = {
    "upheld": nw.col("outcome") == "upheld",
    "remedied": nw.col("remedy"),
    "both": (nw.col("outcome") == "upheld") & nw.col("remedy"),
    "not_upheld": ~(nw.col("outcome") == "upheld"),
}


def frame(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def by_hand(rows: list[Row], month: int) -> dict[tuple[int, str], Counter[str]]:
    """Record by record: what is unknown is a no, also when it is turned round."""
    found: dict[tuple[int, str], Counter[str]] = {}
    for authority, day, outcome, remedy in rows:
        ending = day.year + 1 if month > 1 and day.month >= month else day.year
        counts = found.setdefault((ending, authority), Counter())
        counts["count"] += 1
        counts["upheld"] += outcome == "upheld"
        counts["remedied"] += remedy is True
        counts["both"] += outcome == "upheld" and remedy is True
        counts["not_upheld"] += outcome == "not_upheld"
    return found


@pytest.mark.parametrize("month", [1, 4, 10])
def test_the_tally_is_what_one_counts_by_hand(engine: Engine, month: int) -> None:
    @settings(max_examples=engine.examples)
    @given(rows=ROWS)
    def compare(rows: list[Row]) -> None:
        counted = tally(
            engine.frame(frame(rows)),
            keys=["authority"],
            flags=FLAGS,
            date="day",
            offset=YearCalendar(month).offset,
        )
        found = {
            (row["year"], row["authority"]): Counter({name: row[name] for name in ("count", *FLAGS)})
            for row in engine.rows(counted)
        }
        assert found == by_hand(rows, month)

    compare()


@given(rows=ROWS)
@settings(max_examples=20, deadline=None)
def test_the_streaming_engine_counts_the_same(rows: list[Row]) -> None:
    counted = tally(frame(rows).lazy(), keys=["authority"], flags=FLAGS).sort("authority")
    assert counted.collect(engine="streaming").equals(counted.collect())


def test_counts_are_whole_numbers(engine: Engine) -> None:
    rows: list[Row] = [("kent", date(2019, 5, 1), "upheld", None)]
    (row,) = engine.rows(tally(engine.frame(frame(rows)), keys=["authority"], flags=FLAGS))
    assert row == {"authority": "kent", "count": 1, "upheld": 1, "remedied": 0, "both": 0, "not_upheld": 0}
    assert {type(row[name]) for name in ("count", *FLAGS)} == {int}


def test_no_records_are_no_rows_and_no_flags_are_counts_alone(engine: Engine) -> None:
    assert engine.rows(tally(engine.frame(frame([])), keys=["authority"], flags=FLAGS)) == []
    rows: list[Row] = [("kent", date(2019, 5, 1), None, None)] * 2
    counted = tally(engine.frame(frame(rows)), keys=["authority"], flags={})
    assert engine.rows(counted) == [{"authority": "kent", "count": 2}]


def test_a_count_may_be_called_anything(engine: Engine) -> None:
    rows: list[Row] = [("kent", date(2019, 5, 1), "upheld", True)]
    flags = {"outcome.upheld": FLAGS["upheld"], "outcome": FLAGS["not_upheld"]}
    counted = tally(engine.frame(frame(rows)), keys=["authority"], flags=flags)
    assert engine.rows(counted) == [{"authority": "kent", "count": 1, "outcome.upheld": 1, "outcome": 0}]


@pytest.mark.parametrize("month", range(1, 13))
def test_every_day_of_four_years_falls_in_the_year_that_the_calendar_says(engine: Engine, month: int) -> None:
    calendar = YearCalendar(month)
    days = [date(2019, 1, 1) + timedelta(days=number) for number in range(4 * 365 + 1)]
    rows: list[Row] = [("kent", day, None, None) for day in days]
    counted = tally(engine.frame(frame(rows)), keys=["day"], flags={}, date="day", offset=calendar.offset)
    years = {row["day"]: row["year"] for row in engine.rows(counted)}
    assert years == {day: calendar.of(day).ending for day in days}


@pytest.mark.parametrize(
    ("month", "last", "first"),
    [
        (4, date(2020, 3, 31), date(2020, 4, 1)),
        (1, date(2019, 12, 31), date(2020, 1, 1)),
        (10, date(2019, 9, 30), date(2019, 10, 1)),
    ],
)
def test_the_last_day_of_a_year_and_the_first_of_the_next(
    engine: Engine, month: int, last: date, first: date
) -> None:
    rows: list[Row] = [("kent", last, None, None), ("kent", first, None, None)]
    offset = YearCalendar(month).offset
    counted = tally(engine.frame(frame(rows)), keys=["day"], flags={}, date="day", offset=offset)
    years = {row["day"]: row["year"] for row in engine.rows(counted)}
    assert years[first] == years[last] + 1
