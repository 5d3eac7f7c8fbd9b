"""Good files: the example files of the reference, in every format, and with other cells in some places.

Belongs here: making them. What is wrong with a spoilt one stands in the modules of malformed files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from functools import cache

import polars as pl

from tests.conftest import ROOT
from tests.records.workbooks import Cell, Grid, ods, xlsx

EXAMPLES = ROOT / "docs" / "reference" / "examples"

Table = list[list[str]]


@cache
def raw(table: str) -> bytes:
    """An example file."""
    return (EXAMPLES / f"{table}.csv").read_bytes()


def rows(table: str) -> Table:
    """The rows of an example file, the header first."""
    return [*csv.reader(io.StringIO(raw(table).decode("utf-8"), newline=""))]


def as_csv(table: Sequence[Sequence[str]]) -> bytes:
    """Rows as the bytes of a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue().encode("utf-8")


def spoilt(table: str, row: int, **cells: str) -> bytes:
    """An example file with other cells in one row; rows count as a spreadsheet counts them."""
    found = rows(table)
    for column, value in cells.items():
        found[row - 1][found[0].index(column)] = value
    return as_csv(found)


def good_cells(table: str) -> list[list[Cell]]:
    """An example file's cells with their types, as a spreadsheet would hold them."""
    found: list[list[Cell]] = []
    for place, row in enumerate(rows(table)):
        found.append([*row] if place == 0 else [_typed(cell) for cell in row])
    return found


def _typed(cell: str) -> Cell:
    if cell in ("yes", "no"):
        return cell == "yes"
    if len(cell) == 10 and cell[4] == cell[7] == "-":
        return date.fromisoformat(cell)
    if len(cell) == 10 and cell[2] == cell[5] == "/":
        day, month, year = map(int, cell.split("/"))
        return date(year, month, day)
    return int(cell) if cell.isdecimal() else cell or None


@cache
def good_xlsx(table: str) -> bytes:
    """An example file as an Excel workbook."""
    return xlsx({table: good_cells(table)})


@cache
def good_ods(table: str) -> bytes:
    """An example file as a LibreOffice workbook."""
    return ods({table: good_cells(table)})


@cache
def good_parquet(table: str) -> bytes:
    """An example file as Parquet, with the types that its columns have."""
    return as_parquet(good_cells(table))


def as_parquet(grid: Sequence[Sequence[object]]) -> bytes:
    """Cells below their header as Parquet."""
    out = io.BytesIO()
    columns = {str(name): pl.Series([row[place] for row in grid[1:]]) for place, name in enumerate(grid[0])}
    pl.DataFrame(
        {
            name: column.cast(pl.String) if column.dtype == pl.Null else column
            for name, column in columns.items()
        }
    ).write_parquet(out)
    return out.getvalue()


def with_cell(table: str, row: int, column: str, cell: Cell) -> Grid:
    """An example file's cells with another cell in one place."""
    grid = good_cells(table)
    grid[row - 1][grid[0].index(column)] = cell
    return grid
