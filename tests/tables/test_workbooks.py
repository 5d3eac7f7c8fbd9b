"""Workbooks, in both forms: what is in them, that text stays text, and that the same workbook is the same bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odfdo import Document

from tests.conftest import ROOT
from tests.tables.books import (
    COLUMNS,
    FORMS,
    HOSTILE,
    LONG_NAME,
    below,
    make_for_a_subprocess,
    of_names,
    ordinary,
    parts,
    rows_of,
    sheet_names,
    table,
)
from upheld.errors import Refused
from upheld.tables.cell_text import LONGEST, cell_text
from upheld.tables.ods import MOST_ROWS
from upheld.tables.table import Column, Table
from upheld.tables.workbook import Sheet, Workbook

form_of_workbook = pytest.mark.parametrize("form", FORMS)


@form_of_workbook
def test_the_sheets_are_cover_contents_notes_and_one_for_each_table(form: str) -> None:
    content = FORMS[form](ordinary())
    assert sheet_names(content) == ["Cover", "Contents", "Notes", "Cases", "It's empty"]
    assert [row[0] for row in rows_of(form, content, "Cover")][:2] == [
        "Figures for 2019-20",
        "What this is about.",
    ]
    assert below(rows_of(form, content, "Contents"), "Sheet") == [
        ["Notes", "Notes on the tables", 3],
        ["Cases", "Cases by name", 2],
        ["It's empty", "Nothing here", 0],
    ]
    assert below(rows_of(form, content, "Notes"), "Note") == [
        [1, "All sheets", "Counts are whole."],
        [2, "Cases", "A note on cases."],
        [3, "It's empty", "A note on cases."],
    ]


@form_of_workbook
def test_a_sheet_says_what_it_holds_before_its_table(form: str) -> None:
    rows = rows_of(form, FORMS[form](ordinary()), "Cases")
    assert [row[0] for row in rows] == [
        "Cases by name",
        "1,204 cases in all.",
        "One table of 2 rows and 4 columns. Units stand in the headings. An empty cell: there is none, or none is known.",
        "Source: The records",
        "Notes 1 and 2 are about this table",
        "Go to the contents",
        "Name",
        "Bolsover",
        "Derby",
    ]
    assert rows[6] == ["Name", "Cases", "Rate (%)", "Day"]


@form_of_workbook
def test_numbers_are_numbers_and_days_are_days(form: str) -> None:
    rows = rows_of(form, FORMS[form](ordinary()), "Cases")
    assert rows[-2:] == [["Bolsover", 1204, 0.56, date(2020, 2, 29)], ["Derby", "", -12, ""]]


@form_of_workbook
def test_a_table_with_nothing_in_it_says_so(form: str) -> None:
    rows = rows_of(form, FORMS[form](ordinary()), "It's empty")
    assert [row[0] for row in rows] == [
        "Nothing here",
        "There is nothing to list.",
        "Source: The records",
        "Notes 1 and 3 are about this table",
        "Go to the contents",
    ]


@form_of_workbook
def test_what_must_not_be_missed_stands_under_the_title_of_every_sheet(form: str) -> None:
    content = FORMS[form](ordinary(banner=("Illustrative data: made up.", "Not for publication.")))
    for name in sheet_names(content):
        assert rows_of(form, content, name)[1][0] == "Illustrative data: made up. Not for publication."
    assert any("Illustrative" not in said for said in parts(FORMS[form](ordinary())).values())


@form_of_workbook
def test_hostile_text_stays_text_and_is_all_there(form: str) -> None:
    content = FORMS[form](of_names(*HOSTILE))
    rows = below(rows_of(form, content, "Names"), "Name")
    assert [row[0] for row in rows] == [cell_text(name) for name in HOSTILE]
    assert all(type(row[0]) is str for row in rows)
    whole = "".join(text for name, text in parts(content).items() if name.endswith(".xml"))
    assert "<f>" not in whole and "table:formula" not in whole
    assert 'Target="http' not in whole and 'xlink:href="http' not in whole


def test_text_that_would_start_a_formula_is_marked_as_text_for_whoever_edits_it() -> None:
    xml = parts(FORMS["xlsx"](of_names("=1+1", "plain")))
    assert xml["xl/styles.xml"].count('quotePrefix="1"') == 1


@form_of_workbook
def test_a_name_of_ten_thousand_letters_is_whole(form: str) -> None:
    assert below(rows_of(form, FORMS[form](of_names(LONG_NAME)), "Names"), "Name")[0][0] == LONG_NAME


@form_of_workbook
def test_a_workbook_about_hostile_names_can_be_opened(form: str) -> None:
    for name in (*HOSTILE, LONG_NAME):
        book = Workbook(
            name,
            name,
            date(2020, 7, 22),
            (name,),
            (name,),
            (Sheet("A", table((name, 1, None, None), title=name), name),),
            (name,),
        )
        rows = rows_of(form, FORMS[form](book), "A")
        assert rows[0][0] == cell_text(name)


@form_of_workbook
@settings(max_examples=60)
@given(st.lists(st.text(st.characters(codec=None), min_size=1, max_size=40), min_size=1, max_size=8))
def test_any_text_at_all_comes_back_as_a_cell_can_hold_it(form: str, names: list[str]) -> None:
    rows = below(rows_of(form, FORMS[form](of_names("Name before", *names)), "Names"), "Name before")
    assert [row[0] for row in rows] == [cell_text(name) for name in names]


def test_signs_that_cannot_be_shown_are_replaced_and_those_that_mislead_are_gone() -> None:
    assert cell_text("a\x00b\x1bc\ufffed\ud800e") == "a�b�c�d�e"
    assert cell_text("\u202egnp.exe\u2066 \u2069") == "gnp.exe "
    assert cell_text("a\tb\r\nc\rd") == "a b\nc\nd"
    assert cell_text("Ŵyn שלום\u200f \U0001f600") == "Ŵyn שלום\u200f \U0001f600"


@pytest.mark.parametrize("sign", ["a", "\U0001f600"])
@pytest.mark.parametrize("length", [LONGEST // 2, LONGEST, LONGEST + 1, 100_000])
def test_a_text_too_long_for_a_cell_is_cut_and_says_by_how_much(sign: str, length: int) -> None:
    fit = cell_text(sign * length)
    assert len(fit.encode("utf-16-le")) // 2 <= LONGEST
    kept, mark, missing = fit.partition(" [cut here: ")
    if mark:
        assert len(kept) + int(missing.split()[0].replace(",", "")) == length
    else:
        assert kept == sign * length


def test_a_decimal_is_written_as_it_was_given_and_one_too_fine_stays_text() -> None:
    rates = ("0.07", "0.56", "0.0006", "12.0", "100.000001", "0.12345678901234567")
    content = FORMS["xlsx"](
        Workbook(
            "R",
            "Us",
            date(2020, 1, 1),
            (),
            (),
            (Sheet("R", Table("R", (Column("r", "R", "decimal"),), tuple((r,) for r in rates))),),
        )
    )
    xml = parts(content)["xl/worksheets/sheet3.xml"]
    assert [rate for rate in rates if f"<v>{rate}</v>" in xml] == list(rates[:-1])
    assert rows_of("xlsx", content, "R")[-1] == [rates[-1]]


@form_of_workbook
def test_the_same_workbook_is_the_same_bytes_anywhere(form: str, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    make_for_a_subprocess(here)
    code = "import sys, pathlib; from tests.tables.books import make_for_a_subprocess as m; m(pathlib.Path(sys.argv[1]))"
    elsewhere = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code, str(there)], env=elsewhere, cwd=ROOT, check=True)
    for name in (f"ordinary.{form}", f"hostile.{form}"):
        assert (here / name).read_bytes() == (there / name).read_bytes()
        with zipfile.ZipFile(here / name) as archive:
            assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_ods_begins_with_its_media_type_and_names_every_part() -> None:
    content = FORMS["ods"](ordinary())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        manifest = archive.read("META-INF/manifest.xml").decode()
        for part in set(archive.namelist()) - {"mimetype", "META-INF/manifest.xml"}:
            assert f'full-path="{part}"' in manifest
        assert manifest.count("<manifest:file-entry") == len(archive.namelist()) - 1


def test_ods_says_its_title_and_language_and_marks_its_tables() -> None:
    content = FORMS["ods"](ordinary(banner=("Illustrative data.",)))
    opened = Document(io.BytesIO(content))
    assert (opened.meta.title, opened.meta.language, opened.language) == (
        "Figures for 2019-20",
        "en-GB",
        "en-GB",
    )
    assert (opened.meta.creator, str(opened.meta.creation_date)[:10]) == ("An Ombudsman", "2020-07-22")
    xml = parts(content)
    assert xml["content.xml"].count("<table:table-header-rows>") == 3
    assert xml["content.xml"].count('table:contains-header="true"') == 3
    assert "spanned" not in xml["content.xml"]
    assert "Illustrative data." in xml["styles.xml"]


def test_ods_refuses_a_table_that_office_programs_would_choke_on() -> None:
    many = table(*((f"n{number}", number, None, None) for number in range(MOST_ROWS + 1)))
    with pytest.raises(Refused, match=r"Cases has 5,001 rows.*take CSV or Parquet"):
        FORMS["ods"](Workbook("T", "Us", date(2020, 1, 1), (), (), (Sheet("Cases", many),)))


@pytest.mark.parametrize(
    "names", [("a" * 32,), ("A", "a"), ("notes",), ("a/b",), ("'a",), ("",), ("History",)]
)
def test_a_name_that_no_sheet_can_have_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="cannot be the name of a sheet"):
        Workbook("T", "Us", date(2020, 1, 1), (), (), tuple(Sheet(name, table()) for name in names))


def test_every_column_has_a_heading_of_its_own() -> None:
    for columns in ((Column("a", ""),), (Column("a", "Name"), Column("b", "name"))):
        with pytest.raises(ValueError, match="a heading of their own"):
            Workbook("T", "Us", date(2020, 1, 1), (), (), (Sheet("S", Table("T", columns, ())),))


def test_the_columns_used_here_are_of_every_kind() -> None:
    assert {column.kind for column in COLUMNS} == {"text", "whole", "decimal", "date"}
