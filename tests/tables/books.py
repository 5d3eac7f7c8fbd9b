"""Workbooks for the tests of their forms: one ordinary, one as hostile as text can be, and ways to read them back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from upheld.tables.ods import to_ods
from upheld.tables.table import Cell, Column, Table
from upheld.tables.workbook import Sheet, Workbook
from upheld.tables.xlsx import to_xlsx

FORMS: dict[str, Callable[[Workbook], bytes]] = {"xlsx": to_xlsx, "ods": to_ods}

COLUMNS = (
    Column("name", "Name", explains="Who it is about"),
    Column("cases", "Cases", "whole"),
    Column("rate", "Rate", "decimal", "%"),
    Column("day", "Day", "date"),
)
HOSTILE = (
    "=1+1",
    "+44 20",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org","here")',
    "http://example.org/x",
    "mailto:somebody@example.org",
    "<b onclick='x'>&amp; \"quoted\" ]]></text:p>",
    "{=A1} $x$ #read \\ `x`",
    "_x0041_ _x000D_",
    "  two  spaces,   three, and at the end  ",
    "a line\nand another\r\nand a third\rand a fourth",
    "\ta tab",
    "שלום\u200f (right to left)",
    "O’Brien, Ŵyn, \U0001f600",
    "'begins with an apostrophe",
    "0012",
    "1e5",
    "TRUE",
    "#N/A",
)
LONG_NAME = "Borough of " + "Llan" * 2_500


def table(*rows: tuple[Cell, ...], title: str = "Cases by name") -> Table:
    return Table(title, COLUMNS, rows, notes=("A note on cases.",), source="The records")


def ordinary(**more: tuple[str, ...]) -> Workbook:
    """Two tables, one of them with nothing in it."""
    full = table(("Bolsover", 1204, "0.56", "2020-02-29"), ("Derby", None, "-12.0", None))
    return Workbook(
        "Figures for 2019-20",
        "An Ombudsman",
        date(2020, 7, 22),
        ("What this is about.",),
        ("Counts are whole.",),
        (Sheet("Cases", full, "1,204 cases in all."), Sheet("It's empty", table(title="Nothing here"))),
        **more,
    )


def of_names(*names: str) -> Workbook:
    return Workbook(
        "Names",
        "Us",
        date(2020, 7, 22),
        (),
        (),
        (Sheet("Names", table(*((each, 1, None, None) for each in names))),),
    )


def rows_of(form: str, content: bytes, sheet: str) -> list[list[object]]:
    """The cells of a sheet, as somebody else's reader sees them."""
    opened = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in opened.get_sheet_by_name(sheet).to_python()]


def below(rows: list[list[object]], heading: str) -> list[list[object]]:
    """The rows under the row whose first cell is the heading."""
    return rows[[row[0] for row in rows].index(heading) + 1 :]


def parts(content: bytes) -> dict[str, str]:
    """The XML of a packed file, by the name of the part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def sheet_names(content: bytes) -> list[str]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names


def xml_of_sheet(content: bytes, name: str) -> tuple[str, str | None]:
    """Of an XLSX: a sheet's XML, and that of its table, where it has one."""
    number = sheet_names(content).index(name) + 1
    found = parts(content)
    about = found.get(f"xl/worksheets/_rels/sheet{number}.xml.rels", "")
    target = re.search(r'Target="\.\./(tables/table\d+\.xml)"', about)
    return found[f"xl/worksheets/sheet{number}.xml"], found[f"xl/{target[1]}"] if target else None


def make_for_a_subprocess(folder: Path) -> None:
    """Write both forms of both workbooks: what another process, with another hash seed, must do alike."""
    for form, write in FORMS.items():
        (folder / f"ordinary.{form}").write_bytes(write(ordinary(banner=("Illustrative data.",))))
        (folder / f"hostile.{form}").write_bytes(write(of_names(*HOSTILE, LONG_NAME)))
