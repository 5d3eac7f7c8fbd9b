"""Letters as pages: one file that stands by itself, from the same context as the PDF.

Belongs here: filling the page's template. Not here: what a letter says, and the site, which has pages of its own.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from upheld.letters import pdf
from upheld.letters.context import LetterContext, LetterFigure
from upheld.pictures.drawing import Placement, stylesheet
from upheld.pictures.flow import draw_flow, draw_mark
from upheld.pictures.interval import draw_interval
from upheld.pictures.squares import draw_squares
from upheld.wording import dates


def letter_page(letter: LetterContext) -> str:
    """One letter as HTML, without script and without anything fetched."""
    behind = letter.behind
    flow = draw_flow(behind.flow, Placement.WEB, key="flow", title=pdf.FLOW_HEADING)
    return template("letter.html.j2").render(
        letter=letter,
        figures=[_figure(letter, one) for one in letter.figures],
        style=_drawn(_style()),
        mark=_drawn(draw_mark(Placement.WEB)),
        day=dates.day(letter.date),
        flow=_drawn(flow),
        figures_heading=pdf.figures_heading(letter),
        behind_heading=pdf.BEHIND_HEADING,
        flow_heading=pdf.FLOW_HEADING,
        made_heading=pdf.MADE_HEADING,
        caution_heading=pdf.CAUTION_HEADING,
        caution=(letter.caution, pdf.NOT_TO_CONCLUDE),
        checksum=pdf.checksum_text(letter),
        footer=pdf.footer(letter),
    )


def _drawn(made_here: str) -> Markup:
    """What our own code drew, with every text in it escaped there: the one thing that is not escaped again."""
    return Markup(made_here)  # noqa: S704


def _read(name: str) -> str:
    return resources.files("upheld.letters").joinpath(name).read_text(encoding="utf-8")


@lru_cache
def template(name: str) -> Template:
    """A template of this room: everything that it is filled with is escaped."""
    environment = Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=False,
    )
    return environment.get_template(name)


@lru_cache(maxsize=1)
def _style() -> str:
    return stylesheet() + _read("letter.css")


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
        "small": _drawn(small),
        "large": _drawn(large),
        "squares": _drawn(draw_squares(one.figure.numerator, one.figure.denominator, Placement.WEB)),
    }
