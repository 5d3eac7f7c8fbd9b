"""Sheets: a file's rows of cells as text, whatever the file is.

CSV, XLSX, ODS and Parquet come out alike: row numbers as a spreadsheet shows them, and cells as the contract's text (a
real spreadsheet date as its ISO form, a whole number as digits, a yes-or-no cell as yes or no). Belongs here: bytes,
encodings, and what makes a file no table. Not here: what the columns mean (`records.read`, `register.files`).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from upheld.errors import Invalid, Problem

LONGEST_CELL = 100_000
"""Characters; the longest summary published is a fiftieth of it, so a longer cell is a broken file."""

LARGEST_UNPACKED = 1_000_000_000
"""Bytes that a workbook may unpack to: some two million rows. More is a mistake, or a trap."""

LARGEST_RATIO = 500
"""How far a part of a workbook may be packed; sheets of text reach some 30."""

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: what to call it, and its rows."""

    name: str
    rows: Callable[[], Iterator[Row]]


def sheets_of(raw: bytes, called: str) -> Sequence[Sheet]:
    """The sheets of a file that hold anything. Raises Invalid where the bytes are no table that Upheld reads.

    What a file is is told by its first bytes, not its name.
    """
    if raw.startswith(b"PAR1"):
        return [Sheet(called, lambda: _parquet_rows(raw, called))]
    if raw.startswith(b"PK"):
        _refuse_bomb(raw, called)
        return _workbook_sheets(raw, called)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise refusal(
            called,
            0,
            "",
            "an old or protected Excel file",
            "Save it as .xlsx without a password, or as CSV UTF-8.",
        )
    return [Sheet(called, lambda: _csv_rows(raw, called))]


def refusal(called: str, row: int, value: str, reason: str, way_out: str) -> Invalid:
    """A file that cannot be read at all, with the one problem that says why."""
    return Invalid([Problem(called, row, "", value, reason, way_out)])


def _csv_rows(raw: bytes, called: str) -> Iterator[Row]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = raw.count(b"\n", 0, wrong.start) + 1
        found = repr(raw[wrong.start : wrong.start + 1])[2:-1]
        raise refusal(called, row, found, "not UTF-8 text", "Save the file as CSV UTF-8.") from wrong
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise refusal(called, row, "", "holds a zero byte, so it is no text file", "Save it as CSV UTF-8.")
    before = csv.field_size_limit(LONGEST_CELL)
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            number += 1
            yield number, [cell.strip() for cell in cells]
    except csv.Error as broken:
        if "field larger" in str(broken):
            reason = f"a cell has more than {LONGEST_CELL:,} characters"
            way_out = "A quotation mark is probably missing here or in a row above."
            raise refusal(called, number + 1, "", reason, way_out) from broken
        raise refusal(
            called, number + 1, "", f"not a table: {broken}", "Check the quotation marks in this row."
        ) from broken
    finally:
        csv.field_size_limit(before)


def _refuse_bomb(raw: bytes, called: str) -> None:
    """Refuse a packed file that is broken, or would unpack to more than anybody's records."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as broken:
        raise refusal(called, 0, "", "cut short or damaged", "Save it again, or fetch it again.") from broken
    unpacked = sum(part.file_size for part in parts)
    packed_hard = any(
        part.file_size > LARGEST_RATIO * max(part.compress_size, 1)
        for part in parts
        if part.file_size > 1_000_000
    )
    if unpacked > LARGEST_UNPACKED or packed_hard:
        raise refusal(
            called, 0, "", f"would unpack to {unpacked:,} bytes", "Split it, or save it as CSV UTF-8."
        )


def _workbook_sheets(raw: bytes, called: str) -> Sequence[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as workbook:
            found = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
    except CalamineError as broken:
        way_out = "Save it as .xlsx, .ods or CSV UTF-8, without a password."
        raise refusal(called, 0, "", f"no workbook that can be read ({broken})", way_out) from broken
    filled = [sheet for sheet in found if sheet.height]
    if not filled:
        raise refusal(called, 0, "", "the file is empty", "Its first row must name the columns.")
    names = [called if len(filled) == 1 else f"{called}, sheet {sheet.name}" for sheet in filled]
    return [Sheet(name, _reader_of(sheet, name)) for name, sheet in zip(names, filled, strict=True)]


def _reader_of(sheet: CalamineSheet, called: str) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        merged = sheet.merged_cell_ranges
        if merged:
            row = merged[0][0][0] + 1
            raise refusal(
                called, row, "", "has merged cells", "Unmerge them: each row and column must stand alone."
            )
        for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            yield number, [_cell_text(cell, called, number) for cell in cells]

    return rows


def _cell_text(cell: object, called: str, row: int) -> str:
    """A typed cell as the text that a CSV file would have."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case float():
            return str(int(cell)) if cell.is_integer() else str(cell)
        case int():
            return str(cell)
    text = str(cell).strip()
    if len(text) > LONGEST_CELL:
        raise refusal(called, row, "", f"a cell has more than {LONGEST_CELL:,} characters", "Shorten it.")
    return text


def _parquet_rows(raw: bytes, called: str) -> Iterator[Row]:
    try:
        frame = pl.read_parquet(io.BytesIO(raw))
    except (pl.exceptions.PolarsError, OSError) as broken:
        raise refusal(called, 0, "", "cut short or damaged", "Write it again, or fetch it again.") from broken
    yield 1, list(frame.columns)
    for number, cells in enumerate(frame.iter_rows(), start=2):
        yield number, ["" if cell is None else _cell_text(cell, called, number) for cell in cells]
