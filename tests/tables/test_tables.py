"""Tables: formula-safe, complete, and the same numbers as the letter."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.letters.hand_made import release
from upheld.tables.figures import figures_table
from upheld.tables.table import Column, Table, safe_text, to_csv, to_html, to_json

TABLE = Table(
    "A table",
    (Column("name", "Name"), Column("cases", "Cases", "whole"), Column("rate", "Rate", "decimal", "%")),
    (("=1+1", 1204, "-0.5"), ('O"Brien, <b>', None, "12.0")),
    notes=("A note & more",),
    source="Us",
)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_taken_for_a_formula(start: str) -> None:
    assert safe_text(f"{start}cmd") == f"'{start}cmd"
    assert safe_text("cmd") == "cmd"


def test_csv_is_plain_and_keeps_decimals() -> None:
    text = to_csv(TABLE)
    assert "\r" not in text
    assert list(csv.reader(io.StringIO(text))) == [
        ["name", "cases", "rate"],
        ["'=1+1", "1204", "-0.5"],
        ['O"Brien, <b>', "", "12.0"],
    ]


def test_json_says_everything() -> None:
    told = json.loads(to_json(TABLE))
    assert told["rows"][0] == {"name": "=1+1", "cases": 1204, "rate": "-0.5"}
    assert told["columns"][2]["unit"] == "%"
    assert (told["title"], told["notes"], told["source"]) == ("A table", ["A note & more"], "Us")


def test_html_has_a_caption_and_headers_and_escapes() -> None:
    page = to_html(TABLE, empty="not given")
    assert "<caption>A table</caption>" in page
    assert page.count('scope="col"') == 3
    assert page.count('scope="row"') == 2
    assert "<b>" not in page
    assert "1,204" in page
    assert "not given" in page
    assert "A note &amp; more" in page


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells in a table of 1"):
        Table("x", (Column("a", "A"),), (("a", "b"),))


def test_the_figures_hold_what_the_letter_prints() -> None:
    made, _ = release()
    rows = list(csv.DictReader(io.StringIO(to_csv(figures_table(made, "bolsover")))))
    upheld = next(row for row in rows if row["measure"] == "upheld-rate")
    expected = {
        "kind": "figure",
        "numerator": "1",
        "denominator": "4",
        "rate": "25%",
        "low": "1%",
        "high": "81%",
        "members": "192",
        "average": "45%",
        "others_numerator": "404",
        "others_denominator": "896",
        "others_rate": "45%",
        "verdict": "too few to say",
        "release": "2019-20, revision 1",
        "as_at": "2020-04-30",
        "illustrative": "yes",
    }
    assert expected.items() <= upheld.items()
    counts = {row["measure"]: row["count"] for row in rows if row["kind"] == "count"}
    assert (counts["received"], counts["decided"], counts["outcome.closed_initial"]) == ("11", "16", "8")


def test_no_base_and_no_group_are_empty_cells_and_not_noughts() -> None:
    made, _ = release()
    nothing = next(iter(csv.DictReader(io.StringIO(to_csv(figures_table(made, "adur"))))))
    assert (nothing["denominator"], nothing["rate"], nothing["low"], nothing["average"]) == (
        "0",
        "",
        "",
        "45%",
    )
    alone = next(iter(csv.DictReader(io.StringIO(to_csv(figures_table(made, "dartmoor-national-park"))))))
    assert (alone["group"], alone["average"], alone["verdict"]) == ("", "", "")
