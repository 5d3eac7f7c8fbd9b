"""The trend: the interval figure turned upright, one for each year, with the breaks of the series drawn.

Belongs here: one measure over the years. Not here: which years there are, and the notes that explain a break, which are
text of the page under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from upheld.pictures.drawing import Canvas, Placement, number, text
from upheld.wording.numbers import digits


@dataclass(frozen=True, slots=True)
class TrendYear:
    """A year: its label, counts, and rate, interval and average as fractions of 1; no rate where there is no base.

    `hollow` is for a base too small to say much. `begins_anew` draws a break before it. `strong` is the year the page is
    about. Years are in order, and one that is not known is left out: the gap between its neighbours is then a break too.
    """

    label: str
    numerator: int
    base: int
    rate: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    average: Fraction | None = None
    hollow: bool = False
    begins_anew: bool = False
    strong: bool = False


_LEFT = Fraction(9, 100)
"""What the scale's numbers take of the width: enough on the narrowest page."""


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Heights from the top and widths, in pixels or points."""

    top: float
    bottom: float
    years: float
    counts: float
    height: float
    bar: float
    radius: float
    average: float


_WEB = _Sizes(14, 214, 236, 255, 278, 26, 6.5, 24)
_WEB_MANY = _Sizes(14, 214, 236, 255, 278, 16, 6.5, 13)
"""For more years than a telephone has room for with wide bars."""
_MANY = 6
_LETTER = _Sizes(6, 126, 138, 148, 161, 16, 3.8, 15)


def draw_trend(
    years: Sequence[TrendYear],
    placement: Placement,
    *,
    width: float = 0,
    title: str,
    alt: str,
    key: str = "",
) -> str:
    """The years as SVG; nothing for no year. `width` (points) is a letter's; `key` a page's.

    On a narrow page every second year keeps its label alone: the table beside the picture has them all.
    """
    if not years:
        return ""
    canvas = Canvas(placement, width)
    sizes = _LETTER
    if canvas.web:
        sizes = _WEB_MANY if len(years) > _MANY else _WEB
    parts = [_scale_number(canvas, sizes, step) for step in range(5)]
    for step in range(5):
        ends = f'x1="{canvas.x(_LEFT)}" x2="{canvas.x(1)}" {_level(sizes, Fraction(step, 4))}'
        parts.append(f"<line {ends} {canvas.mark('axis' if step == 0 else 'grid')}/>")
    for index, year in enumerate(years):
        if year.begins_anew and index:
            edge = canvas.x(_across(Fraction(index, len(years))))
            ends = f'y1="{number(sizes.top - 6)}" y2="{number(sizes.bottom)}"'
            parts.append(f'<line x1="{edge}" x2="{edge}" {ends} {canvas.mark("break")}/>')
        at = _across(Fraction(2 * index + 1, 2 * len(years)))
        parts += _year(canvas, year, at, sizes, seldom=(len(years) - 1 - index) % 2 == 1)
    return canvas.wrap(parts, sizes.height, title, alt, key)


def trend_alt(name: str, years: Sequence[TrendYear], said: Sequence[str]) -> str:
    """The picture in words: each year with its rate and counts (`said`, one a year), and where the series breaks off."""
    shown = "; ".join(f"{year.label} {words}" for year, words in zip(years, said, strict=True))
    breaks = [year.label for before, year in pairwise(years) if year.begins_anew]
    anew = f" Not comparable with the years before: from {', and from '.join(breaks)}." if breaks else ""
    return f"{name}, year by year, on a scale from 0% to 100%: {shown}.{anew}"


def _y(sizes: _Sizes, share: Fraction) -> float:
    return sizes.bottom - float(share) * (sizes.bottom - sizes.top)


def _across(share: Fraction) -> Fraction:
    """A place of the plot, from 0 to 1, as one of the whole width."""
    return _LEFT + share * (1 - _LEFT)


def _level(sizes: _Sizes, share: Fraction) -> str:
    y = number(_y(sizes, share))
    return f'y1="{y}" y2="{y}"'


def _scale_number(canvas: Canvas, sizes: _Sizes, step: int) -> str:
    shown = ("0%", "25", "50", "75", "100%")[step]
    y = number(_y(sizes, Fraction(step, 4)) + (4 if canvas.web else 2.5))
    x = canvas.x(_LEFT - Fraction(1, 100))
    return f'<text x="{x}" y="{y}" text-anchor="end" {canvas.mark("number")}>{shown}</text>'


def _year(canvas: Canvas, year: TrendYear, at: Fraction, sizes: _Sizes, seldom: bool) -> list[str]:
    """One year: bar, circle, the average's cross line, and its label with the counts under it."""
    x = canvas.x(at)
    parts: list[str] = []
    half = sizes.bar / 2
    if year.rate is None:
        for shift in (-half + 2, 0.0, half - 2):
            ends = f'y1="{number(sizes.top)}" y2="{number(sizes.bottom)}"'
            parts.append(f'<line x1="{x}" x2="{x}" {ends} {_shift(shift)} {canvas.mark("none")}/>')
    elif year.low is not None and year.high is not None:
        top, bottom = _y(sizes, year.high), _y(sizes, year.low)
        size = f'y="{number(top)}" width="{number(sizes.bar)}" height="{number(bottom - top)}"'
        parts.append(f'<rect x="{x}" {size} {_shift(-half)} {canvas.mark("range")}/>')
    if year.average is not None:
        parts.append(_cross(canvas, x, _y(sizes, year.average), sizes))
    if year.rate is not None:
        kind = "rate-few" if year.hollow else "rate"
        place = f'cx="{x}" cy="{number(_y(sizes, year.rate))}" r="{number(sizes.radius)}"'
        parts.append(f"<circle {place} {canvas.mark(kind)}/>")
    kind = "own" if year.strong else "number"
    label = f'class="p-{kind} p-seldom"' if seldom and canvas.web else canvas.mark(kind)
    parts.append(
        f'<text x="{x}" y="{number(sizes.years)}" text-anchor="middle" {label}>{text(_short(year.label))}</text>'
    )
    counts = 'class="p-number p-counts"' if canvas.web else canvas.mark("number")
    lines = (digits(year.numerator), f"of {digits(year.base)}") if year.base else ("none",)
    for line, counted in enumerate(lines):
        y = number(sizes.counts + line * (17 if canvas.web else 9.5))
        parts.append(f'<text x="{x}" y="{y}" text-anchor="middle" {counts}>{counted}</text>')
    return parts


def _cross(canvas: Canvas, x: str, y: float, sizes: _Sizes) -> str:
    """The average: a line across the bar. It is drawn as a slim box, for a line's ends cannot be shifted from a share."""
    thick = 2.6 if canvas.web else 1.6
    size = f'y="{number(y - thick / 2)}" width="{number(2 * sizes.average)}" height="{number(thick)}"'
    return f'<rect x="{x}" {size} {_shift(-sizes.average)} {canvas.mark("average-across")}/>'


def _shift(by: float) -> str:
    return f'transform="translate({number(by)} 0)"'


def _short(label: str) -> str:
    """A year as it stands under its bar: 19-20 for 2019-20."""
    return label[2:] if "-" in label else label
