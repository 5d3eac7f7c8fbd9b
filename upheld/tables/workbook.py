"""A workbook: several tables that belong together, before they are written as XLSX or ODS.

Belongs here: what a statistical workbook consists of, in the layout of the UK's official statistics: a cover, a list of
contents, notes, then one table a sheet. Not here: writing it (`xlsx`, `ods`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from upheld.tables.table import Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on a sheet: `name` is the sheet's (31 signs at most, in a workbook once), and its address in a folder."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Workbook:
    """Tables with what a reader must know of them. `cover` are paragraphs for the cover; `notes` hold for every table.

    `written` is its date, by which the file is the same bytes whenever it is made.
    """

    title: str
    author: str
    written: date
    cover: tuple[str, ...]
    notes: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)
