"""Malformed workbooks and Parquet files: what only these can hide, and files made to harm their reader."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime

import polars as pl

from tests.records.examples import as_parquet, good_cells, good_parquet, good_xlsx, raw, with_cell
from tests.records.malformed_cells import Malformed, one
from tests.records.workbooks import ErrorCell, Formula, Grid, ods, ods_parts, packed, xlsx, xlsx_parts


def workbooks() -> Iterator[Malformed]:
    """What only a spreadsheet can do."""
    moment = datetime(2019, 4, 8, 14, 5)  # noqa: DTZ001  a cell of a spreadsheet has no zone
    for name, column, cell, says in (
        ("an error", "subcategory", ErrorCell("#N/A"), "could not be worked out"),
        ("a lost reference", "authority", ErrorCell("#REF!"), "could not be worked out"),
        ("a formula never worked out", "category", Formula("VLOOKUP(A2,Z1:Z9,1)"), "a formula, not a value"),
        ("a formula with a bad result", "category", Formula('"hous"&"es"', "houses"), "scheme's categories"),
        ("a date with a time", "received_on", moment, "Leave the time out"),
        ("a date as a number", "received_on", 43563, "a count of days, not a date"),
        ("a reference as a number", "reference", 19000101, "Write it like"),
        ("a yes or no in place of a category", "category", True, "not one of the scheme's categories"),
        (
            "a cell of 10 MB",
            "subcategory",
            random.Random(3).randbytes(5_000_000).hex(),
            "more than 100,000 characters",
        ),
        ("a date too early for Excel", "received_on", "30/12/1066", "not a year in which this can have been"),
    ):
        grid = with_cell("cases", 2, column, cell)
        for ending, content in (("xlsx", xlsx({"cases": grid})), ("ods", ods({"cases": grid}))):
            yield one(f"{ending}: {name}", "cases", content, says, ending)
    half = with_cell("events", 2, "delegates", 12.5)
    yield one("xlsx: half a delegate", "events", xlsx({"events": half}), "not a whole number", "xlsx")
    huge = with_cell("events", 2, "delegates", 1e300)
    yield one("xlsx: a huge number", "events", xlsx({"events": huge}), "too large a number", "xlsx")
    grid = good_cells("cases")
    yield one("xlsx: merged cells", "cases", xlsx({"cases": grid}, merged=["A2:B3"]), "Unmerge them", "xlsx")
    yield one("ods: merged cells", "cases", ods({"cases": grid}, merged=True), "Unmerge them", "ods")
    cover: Grid = [["Cases of 2019-20"], [None], ["Made by the statistics team."]]
    for ending, make in (("xlsx", xlsx), ("ods", ods)):
        content = make({"Cover": cover, "cases": grid})
        yield one(f"{ending}: a cover sheet", "cases", content, "a sheet that holds no records", ending)
    yield one("xlsx: a title above", "cases", xlsx({"cases": [*cover, *grid]}), "must stand in row 1", "xlsx")
    hidden = xlsx({"cases": grid, "Lists": good_cells("events")}, hidden=["Lists"])
    yield one("xlsx: a hidden sheet", "cases", hidden, "the sheet is hidden", "xlsx")
    note = [*grid[:3], [*grid[3], "Check this one!"], *grid[4:]]
    yield one(
        "xlsx: a note beside the table", "cases", xlsx({"cases": note}), "column 11 has no name", "xlsx"
    )
    yield one("xlsx: nothing in it", "cases", xlsx({"Sheet1": []}), "the file is empty", "xlsx")
    yield one("ods: nothing in it", "cases", ods({"Sheet1": []}), "the file is empty", "ods")
    named = {"cases": grid, "a\u202eb": cover}
    yield one("xlsx: a sheet with a strange name", "cases", xlsx(named), "[right-to-left override]", "xlsx")
    twice = {"cases": grid, "again": grid}
    yield one("xlsx: one record on two sheets", "cases", xlsx(twice), "the same record twice", "xlsx")


def traps() -> Iterator[Malformed]:
    """Files that pretend to be what they are not, or small files that would grow."""
    yield one("zip: nothing in it", "cases", packed({}), "", "xlsx")
    yield one("zip: a CSV file", "cases", packed({"cases.csv": raw("cases")}), "Unpack it", "zip")
    yield one(
        "zip: a workbook in it", "cases", packed({"cases.xlsx": good_xlsx("cases")}), "Unpack it", "xlsx"
    )
    yield one("zip: a zip in a zip", "cases", packed({"a.zip": packed({"b.zip": b"PK"})}), "Unpack it", "zip")
    yield one("zip: a Word file", "cases", packed({"word/document.xml": "<w/>"}), "Unpack it", "docx")
    yield one(
        "zip: a binary workbook", "cases", packed({"xl/workbook.bin": b"\0"}), "Save it as .xlsx", "xlsb"
    )
    parts = xlsx_parts({"cases": good_cells("cases")})
    sheet = "xl/worksheets/sheet1.xml"
    text = str(parts[sheet])
    bomb = packed(parts | {sheet: text.replace("<sheetData>", "<sheetData>" + " " * 20_000_000)})
    yield one("zip: a bomb", "cases", bomb, "would unpack to 20,0", "xlsx")
    yield one(
        "zip: a bomb beside the sheets",
        "cases",
        packed(parts | {"x": b"\0" * 9_000_000}),
        "would unpack",
        "xlsx",
    )
    yield one("zip: a bomb that lies", "cases", lying(bomb, sheet, 5000), "damaged", "xlsx")
    whole = good_xlsx("cases")
    yield one("zip: a part that says it is shorter", "cases", lying(whole, sheet, 100), "damaged", "xlsx")
    yield one("zip: a part that says it is longer", "cases", lying(whole, sheet, 999_999), "damaged", "xlsx")
    far = text.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    yield one("xlsx: a cell far away", "cases", packed(parts | {sheet: far}), "far outside the table", "xlsx")
    deep = text.replace(
        "</sheetData>", '<row r="4000000000"><c r="A4000000000"><v>1</v></c></row></sheetData>'
    )
    yield one(
        "xlsx: a row beyond the last", "cases", packed(parts | {sheet: deep}), "far outside the table", "xlsx"
    )
    inside = ods_parts({"cases": good_cells("cases")})
    grown = str(inside["content.xml"])
    for tag, said in (("row", "number-rows-repeated"), ("cell", "number-columns-repeated")):
        grown = grown.replace(f"<table:table-{tag}", f'<table:table-{tag} table:{said}="9999"', 1)
    yield one(
        "ods: cells that repeat", "cases", packed(inside | {"content.xml": grown}), "far outside", "ods"
    )
    grown = grown.replace('"9999"', '"999999"')
    yield one(
        "ods: cells that repeat for ever", "cases", packed(inside | {"content.xml": grown}), "far", "ods"
    )
    yield one(
        "xlsx: no sheet list",
        "cases",
        packed({k: v for k, v in parts.items() if "workbook.xml" not in k or "rels" in k}),
        "Unpack it",
        "xlsx",
    )
    yield one(
        "xlsx: no relations",
        "cases",
        packed({k: v for k, v in parts.items() if "workbook.xml.rels" not in k}),
        "damaged",
        "xlsx",
    )
    yield one("xlsx: no sheet", "cases", packed({k: v for k, v in parts.items() if k != sheet}), "", "xlsx")
    yield one("xlsx: XML broken off", "cases", packed(parts | {sheet: text[:700]}), "damaged", "xlsx")
    yield one("xlsx: XML that is none", "cases", packed(parts | {sheet: "reference,authority"}), "", "xlsx")
    locked = bytearray(whole)
    directory = whole.index(b"PK\x01\x02")
    struct.pack_into("<H", locked, directory + 8, 1)
    yield one("zip: locked with a password", "cases", bytes(locked), "a password", "xlsx")
    other = bytearray(whole)
    struct.pack_into("<H", other, directory + 10, 93)
    yield one("zip: packed in a new way", "cases", bytes(other), "damaged", "xlsx")


def lying(whole: bytes, part: str, size: int) -> bytes:
    """A ZIP file whose table of contents says that a part unpacks to `size` bytes, and gives the checksum of so many."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        content = archive.read(part)
    changed = bytearray(whole)
    place = -1
    while (place := whole.find(b"PK\x01\x02", place + 1)) >= 0:
        length = struct.unpack_from("<H", whole, place + 28)[0]
        if whole[place + 46 : place + 46 + length] == part.encode():
            struct.pack_into("<I", changed, place + 16, zlib.crc32(content[:size]))
            struct.pack_into("<I", changed, place + 24, size)
    return bytes(changed)


def parquet() -> Iterator[Malformed]:
    """What only Parquet can do."""
    moment = datetime(2019, 4, 8, 14, 5)  # noqa: DTZ001  a column without a zone
    for name, column, value, says in (
        ("a date with a time", "received_on", moment, "Leave the time out"),
        ("a number in place of a date", "received_on", 43563, "a count of days"),
        ("a list in a cell", "category", ["housing"], "no plain values"),
        ("bytes in a cell", "category", b"housing", "no plain values"),
        ("a record in a cell", "category", {"is": "housing"}, "no plain values"),
        ("no number", "subcategory", float("nan"), "could not be worked out"),
        ("a number without end", "category", float("inf"), "scheme's categories"),
        ("nothing at all", "category", None, "the cell is empty"),
        ("a time in place of a date", "received_on", moment.time(), "not a date"),
        ("a control character", "subcategory", "home\0less", "cannot be seen"),
    ):
        grid: list[list[object]] = [[*row] for row in good_cells("cases")]
        place = grid[0].index(column)
        for row in grid[1:]:
            row[place] = value
        yield one(f"parquet: {name}", "cases", as_parquet(grid), says, "parquet")
    yield one("parquet: its four letters alone", "cases", b"PAR1", "damaged", "parquet")
    yield one("parquet: letters at both ends", "cases", b"PAR1" + b"\0" * 50 + b"PAR1", "damaged", "parquet")
    whole = good_parquet("cases")
    long = whole[:-8] + struct.pack("<I", 0x7FFFFFFF) + b"PAR1"
    yield one("parquet: a foot longer than the file", "cases", long, "damaged", "parquet")
    crossed = bytearray(whole)
    crossed[len(whole) // 2 : len(whole) // 2 + 200] = b"\xff" * 200
    yield one("parquet: overwritten in the middle", "cases", bytes(crossed), "", "parquet")
    tall = io.BytesIO()
    pl.DataFrame({"reference": pl.repeat("19 000 101", 31_000_000, eager=True)}).write_parquet(tall)
    yield one(
        "parquet: thirty million equal rows", "cases", tall.getvalue(), "has 31,000,000 rows", "parquet"
    )
