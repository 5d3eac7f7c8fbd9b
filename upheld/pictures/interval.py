"""The interval figure: circle, bar and upright line on a scale from 0 to 100%.

Belongs here: the one drawing, in its full form (labels and scale) and its small form, for page and letter. Not here: the
words in it, which come from `wording`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from upheld.measures.figure import Figure
from upheld.pictures.drawing import Canvas, Placement, number, text
from upheld.wording.figures import FigureWords


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Heights from the top, in points or pixels. `glyph` is a letter's mean width; `half` the widest half label of a page."""

    above: float
    grid: float
    line: float
    bar: float
    thick: float
    line_end: float
    axis: float
    below: float
    numbers: float
    height: float
    radius: float
    glyph: float


_LETTER = _Sizes(9, 15, 16.5, 20.5, 11, 35, 37, 47, 58.5, 61, 5.6, 4.6)
_WEB = _Sizes(14, 23, 25, 31, 18, 55, 58, 75, 95, 101, 8, 0)
_SMALL_LETTER = _Sizes(0, 1, 2, 5.5, 8, 17, 18, 0, 0, 20, 4.4, 0)
_SMALL_WEB = _Sizes(0, 2, 3, 9, 14, 29, 31, 0, 0, 34, 7, 0)

_WEB_HALF = Fraction(1, 3)
"""On a page the width of a label is not known: one that begins within a third of an edge turns inward."""


def draw_interval(
    figure: Figure,
    words: FigureWords,
    short_name: str,
    placement: Placement,
    *,
    width: float = 0,
    margin: float = 0,
    small: bool = False,
    key: str = "",
    nothing: str = "",
) -> str:
    """A figure as SVG. `width` (points) and `margin` (for the overhanging circle) are a letter's; `key` a page's.

    Without a key a page's picture is decoration, beside words that say the same. `nothing` is written where there is no base. Only for rates in percent: a rate by population has no such scale.
    """
    canvas = Canvas(placement, width, margin)
    sizes = {
        (True, False): _WEB,
        (False, False): _LETTER,
        (True, True): _SMALL_WEB,
        (False, True): _SMALL_LETTER,
    }[canvas.web, small]
    parts = [*_scale(canvas, sizes, small)]
    rate, average = figure.rate, figure.average if words.average is not None else None
    if rate is None:
        parts += _no_base(canvas, sizes)
    elif figure.interval is not None:
        low, high = Fraction(figure.interval.low), Fraction(figure.interval.high)
        span = f'x="{canvas.x(low)}" y="{number(sizes.bar)}" width="{canvas.span(high - low)}" height="{number(sizes.thick)}"'
        parts.append(f"<rect {span} {canvas.mark('range')}/>")
    if average is not None:
        parts.append(_upright(canvas, average, sizes.line, sizes.line_end, "average"))
        if not small:
            label = (
                f'{text(words.average_label)} <tspan font-weight="600">{text(words.average or "")}</tspan>'
            )
            plain = f"{words.average_label} {words.average}"
            parts.append(_label(canvas, sizes, average, sizes.above, label, plain, "label"))
    if rate is not None:
        middle = number(sizes.bar + sizes.thick / 2)
        kind = "rate-few" if words.hollow else "rate"
        parts.append(
            f'<circle cx="{canvas.x(rate)}" cy="{middle}" r="{number(sizes.radius)}" {canvas.mark(kind)}/>'
        )
    if not small:
        own = f"{short_name} {words.rate}" if rate is not None else nothing
        at = rate if rate is not None else Fraction(1, 2)
        parts.append(_label(canvas, sizes, at, sizes.below, text(own), own, "own"))
    title = words.name if key or not canvas.web else ""
    return canvas.wrap(parts, sizes.height, title, words.alt, key)


@lru_cache(maxsize=64)
def _scale(canvas: Canvas, sizes: _Sizes, small: bool) -> tuple[str, ...]:
    """What all pictures of one size have in common, which is drawn once."""
    parts = [_upright(canvas, Fraction(step, 4), sizes.grid, sizes.axis, "grid") for step in range(5)]
    ends = f'x1="{canvas.x(0)}" x2="{canvas.x(1)}" y1="{number(sizes.axis)}" y2="{number(sizes.axis)}"'
    parts.append(f"<line {ends} {canvas.mark('axis')}/>")
    if not small:
        for step, shown in enumerate(("0%", "25", "50", "75", "100%")):
            anchor = {0: "start", 4: "end"}.get(step, "middle")
            place = f'x="{canvas.x(Fraction(step, 4))}" y="{number(sizes.numbers)}" text-anchor="{anchor}"'
            parts.append(f"<text {place} {canvas.mark('number')}>{shown}</text>")
    return tuple(parts)


def _no_base(canvas: Canvas, sizes: _Sizes) -> list[str]:
    rows = [sizes.bar + sizes.thick * share for share in (0.1, 0.5, 0.9)]
    return [
        f'<line x1="{canvas.x(0)}" x2="{canvas.x(1)}" y1="{number(row)}" y2="{number(row)}" {canvas.mark("none")}/>'
        for row in rows
    ]


def _upright(canvas: Canvas, at: Fraction, top: float, bottom: float, kind: str) -> str:
    return f'<line x1="{canvas.x(at)}" x2="{canvas.x(at)}" y1="{number(top)}" y2="{number(bottom)}" {canvas.mark(kind)}/>'


def _label(canvas: Canvas, sizes: _Sizes, at: Fraction, y: float, content: str, plain: str, kind: str) -> str:
    """A label centred at its place; turned inward where it would pass an edge."""
    half = _WEB_HALF if canvas.web else Fraction(len(plain) * sizes.glyph / 2 / canvas.width)
    if half <= at <= 1 - half or half >= Fraction(1, 2):
        x, anchor = at if half < Fraction(1, 2) else Fraction(1, 2), "middle"
    elif at < half:
        x, anchor = (at if canvas.web else Fraction(0)), "start"
    else:
        x, anchor = (at if canvas.web else Fraction(1)), "end"
    return (
        f'<text x="{canvas.x(x)}" y="{number(y)}" text-anchor="{anchor}" {canvas.mark(kind)}>{content}</text>'
    )
