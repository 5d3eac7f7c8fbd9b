"""A workbook: several tables that belong together, before they are written as XLSX or ODS.

Belongs here: what a statistical workbook consists of, in the layout of the UK's official statistics: a cover, a list of
contents, notes, then one table a sheet. Not here: what stands where on a sheet (`layout`), writing it (`xlsx`, `ods`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from upheld.tables.table import Table

FRONT = ("Cover", "Contents", "Notes")
"""The sheets that every workbook has before its own, the last of them where there is a note."""

_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$|^\s*$")
_RESERVED = frozenset({*(name.casefold() for name in FRONT), "history"})
LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on a sheet: `name` is the sheet's (31 signs at most, in a workbook once), and its address in a folder.

    `lead` is a sentence that stands above the table, such as what its rows come to.
    """

    name: str
    table: Table
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """Tables with what a reader must know of them. `cover` are paragraphs for the cover; `notes` hold for every table.

    `written` is its date, by which the file is the same bytes whenever it is made. `banner` are the sentences that the
    cover, every sheet and every printed page carry: that the data is illustrative, that it is not for publication.
    """

    title: str
    author: str
    written: date
    cover: tuple[str, ...]
    notes: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    banner: tuple[str, ...] = ()
    lang: str = "en-GB"

    def __post_init__(self) -> None:
        seen = set(_RESERVED)
        for sheet in self.sheets:
            name = sheet.name
            if len(name) > LONGEST_NAME or _NO_NAME.search(name) or name.casefold() in seen:
                raise ValueError(f"{name!r} cannot be the name of a sheet here")
            seen.add(name.casefold())
            headings = [column.heading.casefold() for column in sheet.table.columns]
            if "" in headings or len(set(headings)) < len(headings):
                raise ValueError(f"the columns of {name!r} do not each have a heading of their own")

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)
