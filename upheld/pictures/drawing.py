"""What every picture is drawn with: colours, the two placements, and safe SVG text.

Belongs here: how a mark is written for a page (a class, so that dark and forced colours apply; x in percent, so that the
picture stretches and its text does not) and for a letter (fixed colours and points). Not here: any one picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from xml.sax.saxutils import escape

FONT = "Source Sans Pro"
INK, INK_2, AXIS, LINE, PAPER = "#15232b", "#46565e", "#7a8a90", "#cfd6d6", "#ffffff"
PETROL, MID, BAND, HATCH, PALE = "#0a4350", "#257683", "#7fb6be", "#62747b", "#dfe5e4"


class Placement(StrEnum):
    """Where a picture stands."""

    WEB = "web"
    LETTER = "letter"


_MARKS = {
    "grid": f'stroke="{LINE}" stroke-width="0.6"',
    "axis": f'stroke="{AXIS}" stroke-width="0.8"',
    "range": f'fill="{BAND}" stroke="{MID}" stroke-width="0.9"',
    "average": f'stroke="{INK}" stroke-width="2"',
    "average-across": f'fill="{INK}"',
    "break": f'stroke="{INK_2}" stroke-width="1.2" stroke-dasharray="1.5 3"',
    "rate": f'fill="{PETROL}" stroke="{PAPER}" stroke-width="1.4"',
    "rate-few": f'fill="{PAPER}" stroke="{PETROL}" stroke-width="2.2"',
    "none": f'stroke="{HATCH}" stroke-width="1.4" stroke-linecap="round" stroke-dasharray="0 4.2"',
    "label": f'fill="{INK}" font-size="9"',
    "own": f'fill="{PETROL}" font-size="9" font-weight="600"',
    "number": f'fill="{INK_2}" font-size="7.5"',
    "case": f'fill="{PETROL}"',
    "case-not": f'fill="{PAPER}" stroke="{AXIS}" stroke-width="0.7"',
    "flow-pale": f'fill="{PALE}" stroke="{AXIS}" stroke-width="0.5"',
    "flow-band": f'fill="{BAND}" stroke="{MID}" stroke-width="0.5"',
    "flow-petrol": f'fill="{PETROL}" stroke="{PETROL}" stroke-width="0.5"',
    "flow-number": f'fill="{INK}" font-size="9" font-weight="600"',
    "flow-number-on-dark": f'fill="{PAPER}" font-size="9" font-weight="600"',
}


@dataclass(frozen=True, slots=True)
class Canvas:
    """One drawing surface: `width` in points for a letter, unused on a page, with `margin` points free on both sides."""

    placement: Placement
    width: float = 0
    margin: float = 0

    @property
    def web(self) -> bool:
        """Whether this is a page."""
        return self.placement is Placement.WEB

    def x(self, share: Fraction | int) -> str:
        """A place between 0 (left) and 1 (right)."""
        return (
            f"{number(float(share) * 100)}%" if self.web else number(self.margin + float(share) * self.width)
        )

    def span(self, share: Fraction | int) -> str:
        """A length, as a share of the whole width."""
        return f"{number(float(share) * 100)}%" if self.web else number(float(share) * self.width)

    def mark(self, kind: str) -> str:
        """How a kind of mark is coloured: a class on a page, attributes in a letter."""
        return f'class="p-{kind}"' if self.web else _MARKS[kind]

    def wrap(self, parts: list[str], height: float, title: str, description: str, key: str) -> str:
        """The whole SVG. `key` makes its ids unique within a page; without a title it is decoration."""
        named = f"<title{{}}>{text(title)}</title><desc{{}}>{text(description)}</desc>" if title else ""
        inside = "".join(parts)
        if not self.web:
            whole = number(self.width + 2 * self.margin)
            size = f'width="{whole}pt" height="{number(height)}pt" viewBox="0 0 {whole} {number(height)}"'
            return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}">{named.format("", "")}{inside}</svg>'
        if not title:
            return f'<svg class="picture" aria-hidden="true" focusable="false" height="{number(height)}">{inside}</svg>'
        ids = f'role="img" aria-labelledby="{key}-t {key}-d"'
        named = named.format(f' id="{key}-t"', f' id="{key}-d"')
        return f'<svg class="picture" {ids} width="100%" height="{number(height)}">{named}{inside}</svg>'


def number(value: float) -> str:
    """A coordinate with at most three decimals, so that the bytes do not depend on how a float prints."""
    shown = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def text(content: str) -> str:
    """Text made safe for SVG, attribute values included."""
    return escape(content, {'"': "&quot;"})


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """The style of pictures on a page, with dark, more contrast, forced colours and print."""
    return resources.files("upheld.pictures").joinpath("pictures.css").read_text(encoding="utf-8")
