"""The sheets of a review: tables whose every cell has an address, so that a number in the text can name where it stands.

An address is "sheet/row/column": the sheet's name, the row's first cell in small letters with hyphens, the column's name.
Whoever holds the workbook finds the cell by it. Belongs here: addresses, and a sheet's making. Not here: what the sheets
hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from upheld.errors import Missing
from upheld.tables.table import Cell, Column, Table
from upheld.tables.workbook import Sheet
from upheld.wording.numbers import NBSP

LONGEST_NAME = 31
"""A sheet's name has no more signs than this: spreadsheets take no more."""


@dataclass(frozen=True, slots=True)
class Found:
    """A cell with its address, its column and the whole of its row by column name."""

    address: str
    cell: Cell
    column: Column


def row_key(first: Cell) -> str:
    """A row's part of an address: its first cell in small letters with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", str(first).replace(NBSP, " ").lower()).strip("-")


class Sheets:
    """All the sheets of a review, in order, with every cell by its address."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self.sheets = tuple(sheets)
        names = [sheet.name for sheet in self.sheets]
        assert len(set(names)) == len(names), "a sheet's name is there once"
        assert all(len(name) <= LONGEST_NAME for name in names), "a sheet's name fits a spreadsheet"

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)

    @cached_property
    def _by_name(self) -> dict[str, Sheet]:
        return {sheet.name: sheet for sheet in self.sheets}

    @cached_property
    def _rows(self) -> dict[tuple[str, str], tuple[Cell, ...] | None]:
        """Rows by sheet and key. A key that two rows share is no address: None."""
        found: dict[tuple[str, str], tuple[Cell, ...] | None] = {}
        for sheet in self.sheets:
            for row in sheet.table.rows:
                key = sheet.name, row_key(row[0])
                found[key] = None if key in found else row
        return found

    def table(self, name: str) -> Table:
        """A table by its sheet's name. Raises Missing where there is none."""
        if name not in self._by_name:
            raise Missing(f"The review has no table {name}.")
        return self._by_name[name].table

    def has(self, name: str) -> bool:
        """Whether there is a sheet of this name."""
        return name in self._by_name

    def find(self, address: str) -> Found:
        """The cell at an address. Raises Missing where there is none, or two rows share the key."""
        sheet, _, rest = address.partition("/")
        key, _, name = rest.partition("/")
        row = self._rows.get((sheet, key))
        if row is not None:
            for column, cell in zip(self.table(sheet).columns, row, strict=True):
                if column.name == name:
                    return Found(address, cell, column)
        raise Missing(f"There is no one cell {address} in the tables of the review.")

    def at(self, sheet: str, first: Cell, column: str) -> Found:
        """The cell in the row that begins with `first`."""
        return self.find(f"{sheet}/{row_key(first)}/{column}")
