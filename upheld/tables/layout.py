"""What stands where in a workbook: the layout of the UK's official statistics, the same for XLSX and ODS.

Each sheet has its title in the first cell, then sentences a cell each, then one table or none; nothing stands beside or
below it, and no cell is merged. Belongs here: sheets, sentences and their order. Not here: how a format writes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from upheld.tables.table import Cell, Column, Table
from upheld.tables.workbook import FRONT, Sheet, Workbook
from upheld.wording.dates import day, plain
from upheld.wording.names import GroupNames
from upheld.wording.numbers import count, listed

COVER, CONTENTS, NOTES = FRONT
WIDEST, NARROWEST = 60, 9
"""Of a column, in characters: a longer text runs over several lines."""

_ROW = GroupNames("row", "rows")
_COLUMN = GroupNames("column", "columns")
_TABLE = GroupNames("table", "tables")


@dataclass(frozen=True, slots=True)
class Line:
    """A cell above the table. `to` is the sheet it leads to, where it is a link; `strong` where nobody must miss it."""

    text: str
    to: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class LaidSheet:
    """A sheet: the first line is its title; the table's headings stand in row `len(lines)`, counted from 0.

    `table` is None where there is nothing to list. `links` says that the first cell of each row names a sheet and leads to
    it. `key` names the table among the workbook's.
    """

    name: str
    lines: tuple[Line, ...]
    table: Table | None
    key: str
    links: bool = False


def lay_out(workbook: Workbook) -> tuple[LaidSheet, ...]:
    """The sheets of a workbook, in order."""
    numbered = _numbered_notes(workbook)
    banner = (Line(" ".join(workbook.banner), strong=True),) if workbook.banner else ()
    front = [_cover(workbook, banner), _contents(workbook, banner, len(numbered))]
    if numbered:
        front.append(_notes(numbered, banner))
    sheets = [
        _sheet(sheet, number, banner, [note for note, about, _ in numbered if about in ("", sheet.name)])
        for number, sheet in enumerate(workbook, start=1)
    ]
    return (*front, *sheets)


def widths(sheet: LaidSheet) -> tuple[int, ...]:
    """How wide each column is to be, in characters; of a sheet without a table, its only one."""
    if sheet.table is None:
        return (WIDEST + 30,)
    found = []
    for number, column in enumerate(sheet.table.columns):
        cells = (row[number] for row in sheet.table.rows)
        longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
        # A heading may run over several lines, a word of it may not; the sign for choosing takes room too.
        word = max(len(part) for part in column.heading.split())
        found.append(min(max(longest, word + 2, NARROWEST) + 2, WIDEST))
    return tuple(found)


def _cover(workbook: Workbook, banner: tuple[Line, ...]) -> LaidSheet:
    lines = (
        Line(workbook.title),
        *banner,
        *(Line(paragraph) for paragraph in workbook.cover),
        Line(f"{workbook.author}, {plain(day(workbook.written))}."),
        Line("Go to the contents", CONTENTS),
    )
    return LaidSheet(COVER, lines, None, "")


def _contents(workbook: Workbook, banner: tuple[Line, ...], notes: int) -> LaidSheet:
    rows: list[tuple[Cell, ...]] = [(NOTES, "Notes on the tables", notes)] if notes else []
    rows += [(sheet.name, sheet.table.title, len(sheet.table.rows)) for sheet in workbook]
    columns = (Column("sheet", "Sheet"), Column("title", "Title"), Column("rows", "Rows", "whole"))
    lines = (
        Line("Contents"),
        *banner,
        Line(f"{count(len(workbook.sheets), _TABLE)}, one a sheet. The name of a sheet leads to it."),
        Line("Go to the cover", COVER),
    )
    return LaidSheet(CONTENTS, lines, Table("Contents", columns, tuple(rows)), "contents", links=True)


def _numbered_notes(workbook: Workbook) -> list[tuple[int, str, str]]:
    """Every note once: its number, the sheet it is about (nothing: all of them), its text."""
    notes = [("", note) for note in workbook.notes]
    notes += [(sheet.name, note) for sheet in workbook for note in sheet.table.notes]
    return [(number, about, text) for number, (about, text) in enumerate(notes, start=1)]


def _notes(numbered: list[tuple[int, str, str]], banner: tuple[Line, ...]) -> LaidSheet:
    columns = (Column("note", "Note", "whole"), Column("sheet", "Sheet"), Column("text", "Text"))
    rows = tuple((number, about or "All sheets", text) for number, about, text in numbered)
    lines = (
        Line(NOTES),
        *banner,
        Line(_of_size(len(rows), len(columns))),
        Line("Go to the contents", CONTENTS),
    )
    return LaidSheet(NOTES, lines, Table(NOTES, columns, rows), "notes")


def _sheet(sheet: Sheet, number: int, banner: tuple[Line, ...], notes: list[int]) -> LaidSheet:
    table = sheet.table
    said = [Line(table.title), *banner]
    if sheet.lead:
        said.append(Line(sheet.lead))
    about = _of_size(len(table.rows), len(table.columns)) if table.rows else "There is nothing to list."
    if table.rows and any(column.unit for column in table.columns):
        about += " Units stand in the headings."
    if any(cell is None for row in table.rows for cell in row):
        about += " An empty cell: there is none, or none is known."
    said.append(Line(about))
    if table.source:
        said.append(Line(f"Source: {table.source}"))
    if notes:
        which = f"Note {notes[0]} is" if len(notes) == 1 else f"Notes {_ranges(notes)} are"
        said.append(Line(f"{which} about this table", NOTES))
    said.append(Line("Go to the contents", CONTENTS))
    key = "_".join((f"table_{number}", *re.findall(r"[a-z0-9]+", sheet.name.lower())))
    return LaidSheet(sheet.name, tuple(said), table if table.rows else None, key)


def _of_size(rows: int, columns: int) -> str:
    """What a reader who hears the sheet must know before the table begins."""
    return f"One table of {count(rows, _ROW)} and {count(columns, _COLUMN)}."


def _ranges(numbers: list[int]) -> str:
    """Numbers in a sentence, three or more that follow each other as a range: 1 to 3 and 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said: list[str] = []
    for run in runs:
        said += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)
    return listed(said)
