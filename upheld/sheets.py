"""Sheets: a file's rows of cells as text, whatever the file is.

CSV, XLSX, ODS and Parquet come out alike: row numbers as a spreadsheet shows them, and cells as the contract's text (a
real spreadsheet date as its ISO form, a whole number as digits, a yes-or-no cell as yes or no). Belongs here: bytes,
encodings, and what makes a file no table. Not here: what the columns mean (`records.read`, `register.files`).
"""

from __future__ import annotations

import csv
import io
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from upheld.errors import Invalid, Problem, visible
from upheld.packed import LARGEST_GRID, Oddities, PackedWorkbook, Unreadable

LONGEST_CELL = 100_000
"""Characters; the longest summary published is a fiftieth of it, so a longer cell is a broken file."""

LARGEST_FILE = 1_000_000_000
"""Bytes: some five million rows of CSV. More is a mistake, or wants splitting."""

BOMS = (b"\xff\xfe", b"\xfe\xff")
"""What begins a file of UTF-16 text, which Excel calls Unicode text."""

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: what to call it, its rows, and whether a spreadsheet shows it."""

    name: str
    rows: Callable[[], Iterator[Row]]
    hidden: bool = False


def bytes_of(path: Path, called: str) -> bytes:
    """The bytes of a file. Raises Invalid where it is not there, is no file, or cannot be read."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
            raise refusal(called, 0, "", f"is {kind}, not a file", "Name the files to be imported.")
        if found.st_size > LARGEST_FILE:
            raise refusal(called, 0, "", f"has {found.st_size:,} bytes", "Split it by year, say.")
        return path.read_bytes()
    except FileNotFoundError as absent:
        raise refusal(called, 0, "", "there is no such file", "Check the path.") from absent
    except OSError as unreadable:
        reason = f"cannot be read ({(unreadable.strerror or 'no reason given').lower()})"
        raise refusal(called, 0, "", reason, "Check what it is and who may read it.") from unreadable


def sheets_of(raw: bytes, called: str) -> Sequence[Sheet]:
    """The sheets of a file that hold anything. Raises Invalid where the bytes are no table that Upheld reads.

    What a file is is told by its first bytes, not its name.
    """
    if raw.startswith(b"PAR1"):
        return [Sheet(called, lambda: _parquet_rows(raw, called))]
    if raw.startswith(b"PK"):
        return _workbook_sheets(raw, called)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        way_out = "Save it as .xlsx without a password, or as CSV UTF-8."
        raise refusal(called, 0, "", "an old or protected Excel file", way_out)
    if raw.startswith(b"%PDF"):
        raise refusal(called, 0, "", "a PDF, not a table", "Save the table itself as .xlsx or CSV UTF-8.")
    if raw.startswith(b"\x1f\x8b"):
        raise refusal(called, 0, "", "a packed file (.gz)", "Unpack it first.")
    if raw.startswith(BOMS):
        way_out = "Save it again as CSV UTF-8 (not as Unicode text)."
        raise refusal(called, 0, "", "UTF-16 text, which is not read", way_out)
    return [Sheet(called, lambda: _csv_rows(raw, called))]


def refusal(called: str, row: int, value: str, reason: str, way_out: str) -> Invalid:
    """A file that cannot be read at all, with the one problem that says why."""
    return Invalid([Problem(called, row, "", value, reason, way_out)])


def _csv_rows(raw: bytes, called: str) -> Iterator[Row]:
    if b"\0" in raw:
        row = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        raise refusal(called, row, "", "holds a zero byte, so it is no text file", "Save it as CSV UTF-8.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        if re.search(rb"[\x01-\x08\x0e-\x1f]", raw[:1000]):
            way_out = "Open it where it was made, and save it as .xlsx or CSV UTF-8."
            raise refusal(called, 0, "", "neither text nor a workbook", way_out) from wrong
        row = raw.count(b"\n", 0, wrong.start) + 1
        # What stands around it, as Windows would read it: a person finds a word, not a byte.
        around = raw[max(raw.rfind(b"\n", 0, wrong.start) + 1, wrong.start - 12) : wrong.start + 12]
        found = around.partition(b"\n")[0].decode("cp1252", "replace").strip()
        reason = "not UTF-8 text, so letters like é would be lost"
        raise refusal(called, row, found, reason, "Save the file as CSV UTF-8.") from wrong
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
        way_out = "Check the quotation marks in this row: one opens or closes in the wrong place."
        raise refusal(called, number + 1, "", "the cells cannot be told apart", way_out) from broken
    finally:
        csv.field_size_limit(before)


@contextmanager
def _damage_told(called: str) -> Iterator[None]:
    """Turn what a reader says of a broken file into a problem; a panic of a reader is no `Exception`, but is one of these."""
    damaged = "cut short, damaged, or not what it seems"
    try:
        yield
    except Unreadable as unreadable:
        raise refusal(called, 0, "", str(unreadable), unreadable.way_out) from unreadable
    except PasswordError as locked:
        raise refusal(called, 0, "", "protected by a password", "Save it without one.") from locked
    except (CalamineError, pl.exceptions.PolarsError, OSError, ValueError) as broken:
        raise refusal(called, 0, "", damaged, "Open it, and save it again as .xlsx or CSV UTF-8.") from broken
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise refusal(called, 0, "", damaged, "Open it, and save it again as .xlsx or CSV UTF-8.") from panic


def _workbook_sheets(raw: bytes, called: str) -> Sequence[Sheet]:
    with _damage_told(called):
        inside = PackedWorkbook(raw)
        oddities = inside.oddities()
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as workbook:
            hidden = {
                each.name for each in workbook.sheets_metadata if each.visible != SheetVisibleEnum.Visible
            }
            found = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
    filled = [sheet for sheet in found if sheet.height]
    if not filled:
        raise refusal(called, 0, "", "the file is empty", "Its first row must name the columns.")
    sheets = []
    for sheet in filled:
        name = called if len(filled) == 1 else f"{called}, sheet {visible(sheet.name)}"
        odd = oddities.get(sheet.name, Oddities())
        sheets.append(Sheet(name, _reader_of(sheet, odd, name), sheet.name in hidden))
    return sheets


def _reader_of(sheet: CalamineSheet, odd: Oddities, called: str) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        merged = sheet.merged_cell_ranges
        first = merged[0][0][0] + 1 if merged else odd.merged_row
        if first:
            way_out = "Unmerge them: each row and column must stand alone."
            raise refusal(called, first, "", "has merged cells", way_out)
        with _damage_told(called):
            grid = sheet.to_python(skip_empty_area=False)
        for number, cells in enumerate(grid, start=1):
            texts = [_cell_text(cell, called, number) for cell in cells]
            for column, shown in odd.cells.get(number, {}).items():
                if column < len(texts):
                    texts[column] = shown
            yield number, texts

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
        case float() | Decimal():
            return str(int(cell)) if cell == cell // 1 else str(cell)
        case int():
            return str(cell)
    text = str(cell).strip()
    if len(text) > LONGEST_CELL:
        raise refusal(called, row, "", f"a cell has more than {LONGEST_CELL:,} characters", "Shorten it.")
    return text


@contextmanager
def _panics_unsaid() -> Iterator[None]:
    """Keep a reader that panics from printing where and why on the terminal: it does so past Python, at the descriptor."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no standard error
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _parquet_rows(raw: bytes, called: str) -> Iterator[Row]:
    with _damage_told(called), _panics_unsaid():
        scanned = pl.scan_parquet(io.BytesIO(raw))
        schema = scanned.collect_schema()
        height = scanned.select(pl.len()).collect().item()
        for name, kind in schema.items():
            if kind.is_nested() or kind in (pl.Binary, pl.Object):
                way_out = "Write it as text, a date, a number, or yes and no."
                raise refusal(called, 1, name, "the column holds no plain values", way_out)
        if height * len(schema) > LARGEST_GRID:
            raise refusal(called, 0, "", f"has {height:,} rows", "Split it by year, say.")
        frame = scanned.collect()
    yield 1, list(frame.columns)
    for number, cells in enumerate(frame.iter_rows(), start=2):
        yield number, ["" if cell is None else _cell_text(cell, called, number) for cell in cells]
