"""A document: a report as plain data, before it is set as a page, a PDF or an ODT.

Belongs here: what a report can consist of. Letters have a layout of their own and are no documents. Not here: how a
document is set (`html`, `pdf`, `odt`), and what any one of them says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

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
class Drawing:
    """A picture in its two drawings, for the page and for print. By itself it is decoration beside words that say it."""

    web: str
    letter: str


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table in a document. Its title is its caption, its notes and source stand under it.

    `widths` are the columns' shares; `notices` the cells (row, column; from 0) said as a notice; `drawings` stand over the
    text of their cells, which says the same; `empty` is what a cell with nothing in it shows. `row_ids` are the rows'
    addresses within a page, where runs lead to them. Raises ValueError for a table without rows: that there is nothing is
    said in words.
    """

    table: Table
    widths: tuple[int, ...]
    notices: frozenset[tuple[int, int]] = frozenset()
    drawings: Mapping[tuple[int, int], Drawing] = field(default_factory=dict)
    empty: str = ""
    row_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.table.rows or len(self.widths) != len(self.table.columns):
            raise ValueError(f"a table without rows, or widths that are not its columns’: {self.table.title}")


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture in its two drawings, for the page and for print, with what it shows in words.

    The drawing for the page holds its own title and description, under ids that are its own within the document.
    """

    web: str
    letter: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Figured:
    """One figure, set as in a letter: the rate large, its count and base beside it, then verdict, picture and sentences.

    `rate` is None where there is no base; `instead` is then what stands in its place. The name is the section's heading.
    """

    rate: str | None
    counted: str
    of_base: str
    verdict: str
    picture: Pictured | None
    squares: Drawing | None
    sentences: tuple[Paragraph, ...]
    base: str
    instead: str = "No rate"


Block = Text | Points | Tabled | Pictured | Figured


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. `level` is 2 for a main section, 3 and 4 below it; never one more than the
    section before it allows. `key` is its address within the page, and where a run with the link "#key" leads.

    A main section can be a `panel`, on a ground of its own, or begin a `new_page` in print.
    """

    heading: str
    key: str
    blocks: tuple[Block, ...]
    level: int = 2
    panel: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A report. `illustrative` is None for real data and else the sentence that every page carries.

    `running` stands at the head of each printed page, `footer` at its foot. `written` is its date, by which its files are
    the same bytes whenever they are made. `lead` stands under the subtitle, before the first section. `contents` lists the
    main sections at the beginning. Raises ValueError for two sections with one key, or a heading that skips a level.
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
    lead: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        keys = [section.key for section in self.sections]
        if len(set(keys)) < len(keys) or not all(keys):
            raise ValueError(f"a section has no key, or not one of its own: {keys}")
        levels = (1, *(section.level for section in self.sections))
        if not all(2 <= later <= earlier + 1 for earlier, later in pairwise(levels)):
            raise ValueError(f"a heading skips a level: {levels}")
