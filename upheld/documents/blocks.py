"""Blocks of a document made from what is said elsewhere: a figure, a list of records.

Belongs here: putting a figure's words and pictures, and a list's rows, into blocks. Not here: the words (`wording`), the
drawings (`pictures`), and how blocks are set.
"""

from __future__ import annotations

from collections.abc import Sequence

from upheld.documents.document import Drawing, Figured, Pictured, Tabled, Text
from upheld.documents.runs import Paragraph, Run
from upheld.measures.figure import Figure
from upheld.pictures.drawing import Placement
from upheld.pictures.interval import draw_interval
from upheld.pictures.squares import draw_squares
from upheld.tables.table import Column, Table
from upheld.wording.figures import FigureWords
from upheld.wording.listings import Listing

MM = 72 / 25.4
PAGE_WIDTH = 162 * MM
"""The width of what is printed on a page, in points."""
FIGURE_WIDTH = 112 * MM
"""The width of a figure's picture, in points."""


def said(text: str) -> Paragraph:
    """A plain sentence as a paragraph."""
    return (Run(text),)


def figured(
    figure: Figure, words: FigureWords, short: str, nothing: str, notes: Sequence[str], key: str
) -> Figured:
    """A figure with its picture, as a letter has it. `nothing` is written into the picture where there is no base."""
    picture = None
    if in_percent(words):
        web = draw_interval(figure, words, short, Placement.WEB, key=key, nothing=nothing)
        letter = draw_interval(
            figure, words, short, Placement.LETTER, width=FIGURE_WIDTH, margin=8, nothing=nothing
        )
        picture = Pictured(web, letter, words.alt)
    squares = draw_squares(figure.numerator, figure.denominator, Placement.WEB) if picture else ""
    return Figured(
        rate=words.rate,
        counted=words.counted,
        of_base=words.of_base,
        verdict=words.heading,
        picture=picture,
        squares=Drawing(squares, draw_squares(figure.numerator, figure.denominator, Placement.LETTER))
        if squares
        else None,
        sentences=(said(words.text), *((said(" ".join(notes)),) if notes else ())),
        base=words.base,
    )


def in_percent(words: FigureWords) -> bool:
    """Whether a figure has the scale of the picture, which runs from 0 to 100%."""
    return words.low is None or words.low.endswith("%")


def small_drawing(figure: Figure, words: FigureWords, width: float) -> Drawing:
    """The bare picture for a row of a table that says the same; `width` in points."""
    return Drawing(
        draw_interval(figure, words, "", Placement.WEB, small=True),
        draw_interval(figure, words, "", Placement.LETTER, width=width - 10, margin=5, small=True),
    )


def tabled(listing: Listing, caption: str) -> tuple[Text | Tabled, ...]:
    """A list of records: the sentence before it, its table, the sentence after it."""
    blocks: list[Text | Tabled] = []
    if listing.lead:
        blocks.append(Text(said(listing.lead)))
    if listing.rows:
        columns = tuple(Column(f"column_{at}", name) for at, name in enumerate(listing.columns, start=1))
        rows = tuple(tuple(cell.text for cell in row) for row in listing.rows)
        notices = frozenset(
            (down, across)
            for down, row in enumerate(listing.rows)
            for across, cell in enumerate(row)
            if cell.notice
        )
        blocks.append(Tabled(Table(caption, columns, rows), listing.widths, notices))
    if listing.after:
        blocks.append(Text(said(listing.after)))
    return tuple(blocks)
