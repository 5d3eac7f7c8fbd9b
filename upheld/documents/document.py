"""A document: a report as plain data, before it is set as a page, a PDF or an ODT.

Belongs here: what a report can consist of. Letters have a layout of their own and are no documents. Not here: how a
document is set (`html`, `pdf`, `odt`), and what any one of them says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upheld.documents.runs import Paragraph
from upheld.tables.table import Table


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `small` for notes, bases and sources; `notice` where it says that something is late, stopped or wrong."""

    runs: Paragraph
    small: bool = False
    notice: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list, numbered where the order matters or items are referred to."""

    items: tuple[Paragraph, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table in a document: `widths` are the columns' shares; `notices` the cells (row, column; from 0) said as a notice."""

    table: Table
    widths: tuple[int, ...]
    notices: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture in its two drawings, for the page and for print, with what it shows in words."""

    web: str
    letter: str
    alt: str
    caption: str = ""


Block = Text | Points | Tabled | Pictured


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. `level` is 2 for a main section, 3 and 4 below it; never one more than the
    section before it allows. `key` is its address within the page."""

    heading: str
    key: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Document:
    """A report. `illustrative` is None for real data and else the sentence that every page carries.

    `running` stands at the head of each printed page, `footer` at its foot. `written` is its date, by which its files are
    the same bytes whenever they are made.
    """

    title: str
    subtitle: str
    lang: str
    author: str
    written: date
    description: str
    keywords: tuple[str, ...]
    running: tuple[str, ...]
    footer: tuple[str, ...]
    illustrative: str | None
    sections: tuple[Section, ...]
    contents: bool = False
