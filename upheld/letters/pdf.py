"""Letters as PDF: tagged, archivable, with the figures attached, the same bytes from the same letter.

Belongs here: turning a context into the template's data, and compiling it. Not here: what a letter says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from upheld.documents.pdf import cell_data, head_data, runs_data
from upheld.documents.press import Press
from upheld.letters.behind import DEFINITIONS
from upheld.letters.context import LetterContext, LetterFigure
from upheld.pictures.drawing import Placement
from upheld.pictures.flow import draw_flow, flow_alt
from upheld.pictures.interval import draw_interval
from upheld.pictures.squares import draw_squares
from upheld.wording import dates
from upheld.wording.numbers import digits

MM = 72 / 25.4
TEXT_WIDTH = 112 * MM
PAGE_WIDTH = 162 * MM
GLANCE_WIDTH = (162 - 10 - 12) / 3 * MM
FIGURES_HEADING = "Your figures"
ANNEX_FIGURES_HEADING = "The figures"
BEHIND_HEADING = "Behind the figures"
FLOW_HEADING = "From complaint to decision"
MADE_HEADING = "How these figures were made"
CAUTION_HEADING = "Reading these with care"
NOT_TO_CONCLUDE = (
    "A high or low rate of upheld complaints is neither praise nor blame by itself, and these figures are no ranking. "
    "They do not say how good a service is, and they know nothing of those who did not complain."
)


def press_letter(press: Press, letter: LetterContext) -> bytes:
    """A letter as PDF/UA-1 and PDF/A-3u."""
    return press_data(press, letter_data(letter), letter.date)


def press_data(press: Press, data: Mapping[str, Any], written: date) -> bytes:
    """The same from data made before: what the proof-reader has read is what is set."""
    return press.press(_template(), data, written)


def draw_letter(press: Press, letter: LetterContext, ppi: float = 144) -> tuple[bytes, ...]:
    """The pages of a letter as PNG."""
    return press.draw(_template(), letter_data(letter), ppi)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return resources.files("upheld.letters").joinpath("template.typ").read_bytes()


def letter_data(letter: LetterContext) -> dict[str, Any]:
    """What the template is given: texts, numbers of points, and pictures as SVG."""
    behind = letter.behind
    return {
        **head_data(letter.issuer.ombudsman, letter.lang, letter.illustrative),
        "document_title": letter.document_title,
        "keywords": letter.keywords,
        "description": letter.subtitle,
        "date": [letter.date.year, letter.date.month, letter.date.day],
        "running": letter.running,
        "footer": footer(letter),
        "day": dates.day(letter.date),
        "sent": letter.sent,
        "embargo": letter.embargo,
        "address": letter.addressee.lines,
        "title": letter.title,
        "subtitle": letter.subtitle,
        "salutation": letter.salutation,
        "opening": [runs_data(paragraph) for paragraph in letter.opening],
        "glance_lead": letter.glance_lead,
        "figures": [_figure(letter, one) for one in letter.figures],
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": [runs_data(paragraph) for paragraph in section.paragraphs],
            }
            for section in letter.sections
        ],
        "closing": letter.closing,
        "copied": letter.copied,
        "offices": letter.offices,
        "signatory": letter.signatory,
        "figures_heading": figures_heading(letter),
        "period": letter.names.period,
        "key": key(letter),
        "caution_heading": CAUTION_HEADING,
        "caution": [letter.caution, NOT_TO_CONCLUDE],
        "behind_heading": BEHIND_HEADING,
        "flow_heading": FLOW_HEADING,
        "flow_lead": behind.flow_lead,
        "flow": draw_flow(behind.flow, Placement.LETTER, width=PAGE_WIDTH, title=FLOW_HEADING),
        "flow_alt": flow_alt(behind.flow),
        "flow_key": [
            {"title": segment.title, "count": digits(segment.count), "shade": segment.shade}
            for segment in behind.flow
        ],
        "listings": [
            {
                "heading": listing.heading,
                "lead": listing.lead,
                "columns": listing.columns,
                "widths": listing.widths,
                "rows": [[cell_data(cell.text, cell.notice) for cell in row] for row in listing.rows],
                "after": listing.after,
            }
            for listing in behind.listings
        ],
        "made_heading": MADE_HEADING,
        "made": [
            [name, text, checksum_text(letter) if behind.csv_name in text else ""]
            for name, text in behind.made
        ],
        "csv_name": behind.csv_name,
        "csv": letter.csv,
        "csv_description": csv_description(letter),
        "definitions_name": DEFINITIONS,
        "definitions": letter.definitions,
        "definitions_description": "How each of the figures is counted and printed, one definition on a line",
    }


def footer(letter: LetterContext) -> tuple[str, ...]:
    """The parts of the line at the foot of each page."""
    published = (letter.as_published,) if letter.as_published else ()
    illustrative = ("Illustrative data",) if letter.illustrative else ()
    return (letter.issuer.ombudsman, f"Release {letter.release_name}", *published, *illustrative)


def figures_heading(letter: LetterContext) -> str:
    """The heading over the figures; those of an annex are not the reader's own."""
    return ANNEX_FIGURES_HEADING if letter.annex else FIGURES_HEADING


def key(letter: LetterContext) -> tuple[str, ...]:
    """What the marks of the picture mean; the upright line is named where there is one."""
    base = ("rate", "rate, too few to say", "95% range")
    return (*base, "average") if letter.has_group else base


def checksum_text(letter: LetterContext) -> str:
    """The checksum of the attached table, in groups of eight that a person can compare."""
    sha256 = letter.behind.csv_sha256
    return "SHA-256 " + " ".join(sha256[start : start + 8] for start in range(0, 64, 8))


def csv_description(letter: LetterContext) -> str:
    """What the attached file is."""
    kind = "Illustrative figures" if letter.illustrative else "The figures"
    return f"{kind} of {letter.names.authority} for {dates.plain(letter.names.period)}, with what they were made from"


def _figure(letter: LetterContext, one: LetterFigure) -> dict[str, Any]:
    words = one.words
    percent = words.low is None or words.low.endswith("%")
    drawings = {"small": "", "large": ""}
    if percent:
        drawings["small"] = draw_interval(
            one.figure, words, letter.names.short, Placement.LETTER, width=GLANCE_WIDTH, margin=5, small=True
        )
        drawings["large"] = draw_interval(
            one.figure,
            words,
            letter.names.short,
            Placement.LETTER,
            width=TEXT_WIDTH,
            margin=8,
            nothing=one.nothing,
        )
    return {
        "name": words.name,
        "rate": words.rate,
        "rate_size": 56 if len(words.rate or "") <= 4 else 30,
        "counted": words.counted,
        "of_base": words.of_base,
        "heading": words.heading,
        "text": words.text,
        "notes": one.notes,
        "base": words.base,
        "alt": words.alt,
        "squares": draw_squares(one.figure.numerator, one.figure.denominator, Placement.LETTER),
        **drawings,
    }
