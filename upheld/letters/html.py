"""Letters as pages: one file that stands by itself, from the same context as the PDF.

Belongs here: filling the page's template. Not here: what a letter says, and the site, which has pages of its own.
"""

from __future__ import annotations

from upheld.documents.html import drawn, style, template
from upheld.letters import pdf
from upheld.letters.context import LetterContext, LetterFigure
from upheld.pictures.drawing import Placement
from upheld.pictures.flow import draw_flow, draw_mark
from upheld.pictures.interval import draw_interval
from upheld.pictures.squares import draw_squares
from upheld.wording import dates

_HERE = "upheld.letters"


def letter_page(letter: LetterContext) -> str:
    """One letter as HTML, without script and without anything fetched."""
    behind = letter.behind
    flow = draw_flow(behind.flow, Placement.WEB, key="flow", title=pdf.FLOW_HEADING)
    return template(_HERE, "letter.html.j2").render(
        letter=letter,
        figures=[_figure(letter, one) for one in letter.figures],
        style=drawn(style(_HERE, "letter.css")),
        mark=drawn(draw_mark(Placement.WEB)),
        day=dates.day(letter.date),
        flow=drawn(flow),
        figures_heading=pdf.figures_heading(letter),
        behind_heading=pdf.BEHIND_HEADING,
        flow_heading=pdf.FLOW_HEADING,
        made_heading=pdf.MADE_HEADING,
        caution_heading=pdf.CAUTION_HEADING,
        caution=(letter.caution, pdf.NOT_TO_CONCLUDE),
        checksum=pdf.checksum_text(letter),
        footer=pdf.footer(letter),
    )


def _figure(letter: LetterContext, one: LetterFigure) -> dict[str, object]:
    words = one.words
    short = letter.names.short
    small = large = ""
    if words.low is None or words.low.endswith("%"):
        small = draw_interval(
            one.figure, words, short, Placement.WEB, small=True, key=f"small-{words.measure}"
        )
        large = draw_interval(
            one.figure, words, short, Placement.WEB, key=f"large-{words.measure}", nothing=one.nothing
        )
    return {
        "words": words,
        "notes": one.notes,
        "small": drawn(small),
        "large": drawn(large),
        "squares": drawn(draw_squares(one.figure.numerator, one.figure.denominator, Placement.WEB)),
    }
