"""Rows of the interval figure's bare form: several bodies or groups under each other on one scale.

Belongs here: the rows, each with its name and its rate in words above the bar. Not here: what is put beside what, and the
single figure (`interval`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from upheld.pictures.drawing import Canvas, Placement, number, text


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """A row: its name, its rate with counts in words, and rate and interval as fractions of 1; None where there is no base.

    `strong` is for the row that the others are parts of. `hollow` is for a base too small to say much.
    """

    name: str
    said: str
    rate: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    hollow: bool = False
    strong: bool = False


def draw_rows(
    rows: Sequence[IntervalRow],
    placement: Placement,
    *,
    width: float = 0,
    margin: float = 0,
    title: str,
    alt: str,
    key: str = "",
) -> str:
    """The rows as SVG. `width` (points) and `margin` (for an overhanging circle) are a letter's; `key` a page's."""
    canvas = Canvas(placement, width, margin)
    pitch, words, bar, thick, radius = (
        (54.0, 15.0, 24.0, 16.0, 7.0) if canvas.web else (30.0, 8.0, 13.5, 9.0, 4.4)
    )
    bottom = pitch * len(rows)
    parts: list[str] = []
    for step in range(5):
        place = f'x1="{canvas.x(Fraction(step, 4))}" x2="{canvas.x(Fraction(step, 4))}"'
        for at in range(len(rows)):
            top = at * pitch + bar - 4
            ends = f'y1="{number(top)}" y2="{number(top + thick + 8)}"'
            parts.append(f"<line {place} {ends} {canvas.mark('grid')}/>")
    for at, row in enumerate(rows):
        parts += _row(canvas, row, at * pitch, (words, bar, thick, radius))
    numbers = bottom + (14 if canvas.web else 7)
    for step, shown in enumerate(("0%", "25", "50", "75", "100%")):
        anchor = {0: "start", 4: "end"}.get(step, "middle")
        place = f'x="{canvas.x(Fraction(step, 4))}" y="{number(numbers)}" text-anchor="{anchor}"'
        parts.append(f"<text {place} {canvas.mark('number')}>{shown}</text>")
    return canvas.wrap(parts, numbers + (6 if canvas.web else 3), title, alt, key)


def _row(canvas: Canvas, row: IntervalRow, top: float, sizes: tuple[float, float, float, float]) -> list[str]:
    words, bar, thick, radius = sizes
    kind = canvas.mark("own" if row.strong else "label")
    y = number(top + words)
    parts = [
        f'<text x="{canvas.x(0)}" y="{y}" {kind}>{text(row.name)}</text>',
        f'<text x="{canvas.x(1)}" y="{y}" text-anchor="end" {kind}>{text(row.said)}</text>',
    ]
    middle = top + bar + thick / 2
    if row.rate is None:
        ends = f'x1="{canvas.x(0)}" x2="{canvas.x(1)}" y1="{number(middle)}" y2="{number(middle)}"'
        return [*parts, f"<line {ends} {canvas.mark('none')}/>"]
    if row.low is not None and row.high is not None:
        span = f'x="{canvas.x(row.low)}" width="{canvas.span(row.high - row.low)}"'
        parts.append(
            f'<rect {span} y="{number(top + bar)}" height="{number(thick)}" {canvas.mark("range")}/>'
        )
    circle = "rate-few" if row.hollow else "rate"
    parts.append(
        f'<circle cx="{canvas.x(row.rate)}" cy="{number(middle)}" r="{number(radius)}" {canvas.mark(circle)}/>'
    )
    return parts
