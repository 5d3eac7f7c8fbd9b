"""Rows of intervals and the trend over years: every state is drawn, in words too, for page and letter."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree

import pytest

from upheld.pictures.drawing import Placement
from upheld.pictures.rows import IntervalRow, draw_rows
from upheld.pictures.trend import TrendYear, draw_trend, trend_alt

HALF, LOW, HIGH = Fraction(1, 2), Fraction(1, 4), Fraction(3, 4)
YEARS = (
    TrendYear("2017-18", 1, 2, HALF, LOW, HIGH, hollow=True),
    TrendYear("2018-19", 0, 0, None),
    TrendYear("2019-20", 500, 1000, HALF, LOW, HIGH, average=Fraction(2, 5), begins_anew=True, strong=True),
)
ROWS = (
    IntervalRow("Districts", "50%: 1 of 2", HALF, LOW, HIGH, hollow=True),
    IntervalRow("Counties", "nothing to count", None),
    IntervalRow("All & sundry", "50%: 5 of 10", HALF, LOW, HIGH, strong=True),
)


def marks(svg: str) -> list[str]:
    """The kinds of marks on a page's picture, in order."""
    return [
        name.removeprefix("p-")
        for element in ElementTree.fromstring(svg).iter()
        for name in element.get("class", "").split()
        if name.startswith("p-")
    ]


def trend(placement: Placement) -> str:
    return draw_trend(YEARS, placement, width=400, title="Upheld, by year", alt="In words", key="t")


def rows(placement: Placement) -> str:
    return draw_rows(ROWS, placement, width=400, margin=6, title="Upheld, by kind", alt="In words", key="r")


@pytest.mark.parametrize("placement", Placement)
def test_pictures_say_what_they_show(placement: Placement) -> None:
    for svg in (trend(placement), rows(placement)):
        root = ElementTree.fromstring(svg)
        assert any(element.tag.endswith("desc") and element.text == "In words" for element in root.iter())


def test_a_year_without_a_base_is_a_dotted_track_and_no_circle() -> None:
    found = marks(trend(Placement.WEB))
    assert found.count("none") == 3
    assert (found.count("rate"), found.count("rate-few"), found.count("range")) == (1, 1, 2)


def test_a_break_is_drawn_before_the_year_that_begins_anew() -> None:
    assert marks(trend(Placement.WEB)).count("break") == 1
    first_anew = draw_trend(
        (TrendYear("2019-20", 1, 2, HALF, LOW, HIGH, begins_anew=True),),
        Placement.WEB,
        title="t",
        alt="a",
        key="k",
    )
    assert "break" not in marks(first_anew)


def test_the_average_crosses_the_bar_where_there_is_one() -> None:
    assert marks(trend(Placement.WEB)).count("average-across") == 1


def test_the_year_of_the_page_stands_out_and_is_never_left_out_on_a_narrow_page() -> None:
    found = marks(trend(Placement.WEB))
    assert found.count("own") == 1
    assert found.count("seldom") == 1


def test_counts_stand_under_each_year() -> None:
    said = [
        element.text for element in ElementTree.fromstring(trend(Placement.LETTER)).iter() if element.text
    ]
    assert "500" in said
    assert "of 1,000" in said
    assert "none" in said


def test_no_year_is_no_picture() -> None:
    assert draw_trend((), Placement.WEB, title="t", alt="a") == ""


def test_the_trend_in_words_names_each_year_and_each_break() -> None:
    alt = trend_alt("Complaints upheld", YEARS, ("50%, 1 of 2", "nothing to count", "50%, 500 of 1,000"))
    assert alt == (
        "Complaints upheld, year by year, on a scale from 0% to 100%: 2017-18 50%, 1 of 2; 2018-19 nothing to count; "
        "2019-20 50%, 500 of 1,000. Not comparable with the years before: from 2019-20."
    )


def test_a_calendar_year_keeps_its_name() -> None:
    svg = draw_trend(
        (TrendYear("2021", 1, 2, HALF, LOW, HIGH),), Placement.LETTER, width=300, title="t", alt="a"
    )
    assert ">2021<" in svg


def test_a_row_without_a_base_is_a_dotted_track_and_small_bases_are_hollow() -> None:
    found = marks(rows(Placement.WEB))
    assert (found.count("none"), found.count("rate-few"), found.count("rate")) == (1, 1, 1)
    assert "All &amp; sundry" in rows(Placement.WEB)


def test_a_circle_at_the_end_of_a_letter_s_scale_stays_inside_the_margin() -> None:
    row = IntervalRow("All", "100%: 4 of 4", Fraction(1), HALF, Fraction(1))
    root = ElementTree.fromstring(
        draw_rows((row,), Placement.LETTER, width=300, margin=6, title="t", alt="a")
    )
    circle = next(element for element in root.iter() if element.tag.endswith("circle"))
    assert float(circle.get("cx", "0")) + float(circle.get("r", "0")) <= float(
        root.get("viewBox", "").split()[2]
    )
