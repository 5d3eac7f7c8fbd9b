"""One square for each case, those that count filled and first.

Belongs here: the squares beside a rate, up to 200; above that words say it. They are decoration to a screen reader, which
has the sentence. Not here: any number that is not said elsewhere.
"""

from __future__ import annotations

from upheld.pictures.drawing import Canvas, Placement, number

MOST = 200
"""Above this many cases there are no squares."""

_ROWS = ((10, 10, 14.0, 17.0), (30, 15, 9.3, 11.3), (MOST, 25, 5.6, 6.8))
"""Up to how many cases, squares in a row, side and pitch in pixels of a page."""

_POINTS = 0.7


def draw_squares(filled: int, whole: int, placement: Placement) -> str:
    """`whole` squares, `filled` of them dark; nothing for no case and for more than 200."""
    if not 0 < whole <= MOST:
        return ""
    _, per_row, side, pitch = next(row for row in _ROWS if whole <= row[0])
    canvas = Canvas(placement, margin=0)
    scale = 1.0 if canvas.web else _POINTS
    side, pitch = side * scale, pitch * scale
    columns, rows = min(whole, per_row), -(-whole // per_row)
    width, height = columns * pitch, rows * pitch
    parts = [
        _square(canvas, index % per_row * pitch, index // per_row * pitch, side, index < filled)
        for index in range(whole)
    ]
    if canvas.web:
        inside = "".join(parts)
        size = f'width="{number(width)}" height="{number(height)}"'
        return f'<svg class="picture squares" aria-hidden="true" focusable="false" {size}>{inside}</svg>'
    return Canvas(placement, width).wrap(parts, height, "", "", "")


def _square(canvas: Canvas, x: float, y: float, side: float, filled: bool) -> str:
    """One square; the edge of an empty one lies inside, so that both kinds are the same size."""
    inset = 0.0 if filled else 0.5 if canvas.web else 0.35
    place = f'x="{number(x + inset)}" y="{number(y + inset)}"'
    size = number(side - 2 * inset)
    return f'<rect {place} width="{size}" height="{size}" {canvas.mark("case" if filled else "case-not")}/>'
