"""From complaint to decision: how far the complaints decided in a year got, as one bar.

Belongs here: the bar and its description. Not here: the key under it, which is text of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from upheld.pictures.drawing import Canvas, Placement, number
from upheld.wording.flow import Segment
from upheld.wording.numbers import digits, listed


def flow_alt(segments: Sequence[Segment]) -> str:
    """The bar in words: "16 decided: 2 invalid or incomplete, ... and 1 upheld."."""
    shown = [f"{digits(segment.count)} {segment.title.lower()}" for segment in segments if segment.count]
    return f"{digits(sum(segment.count for segment in segments))} decided: {listed(shown)}."


def draw_flow(
    segments: Sequence[Segment], placement: Placement, *, width: float = 0, key: str = "", title: str
) -> str:
    """The bar as SVG; nothing where nothing was decided. A number that does not fit its segment stands in the key alone."""
    whole = sum(segment.count for segment in segments)
    if not whole:
        return ""
    canvas = Canvas(placement, width)
    height, gap = (34.0, Fraction(1, 300)) if canvas.web else (17.0, Fraction(1, 250))
    parts: list[str] = []
    begun = 0
    for segment in (one for one in segments if one.count):
        left, share = Fraction(begun, whole), Fraction(segment.count, whole)
        begun += segment.count
        shown = max(share - (gap if begun < whole else 0), Fraction(1, 1000))
        size = f'x="{canvas.x(left)}" y="0.5" width="{canvas.span(shown)}" height="{number(height - 1)}"'
        parts.append(f"<rect {size} {canvas.mark(f'flow-{segment.shade}')}/>")
        figures = digits(segment.count)
        if share >= Fraction(2 + 2 * len(figures), 100):
            kind = "flow-number-on-dark" if segment.shade == "petrol" else "flow-number"
            place = f'x="{canvas.x(left + shown / 2)}" y="{number(height / 2 + (5 if canvas.web else 3.2))}"'
            parts.append(f'<text {place} text-anchor="middle" {canvas.mark(kind)}>{figures}</text>')
    return canvas.wrap(parts, height, title, flow_alt(segments), key)


def draw_mark(placement: Placement, scale: float = 1) -> str:
    """The mark beside the issuer's name: the interval figure in small. Decoration."""
    canvas = Canvas(placement, 37 * scale)
    parts = [
        f'<rect x="0.5" y="{number(4 * scale)}" width="{number(36 * scale)}" height="{number(9 * scale)}" {canvas.mark("range")}/>',
        f'<line x1="{number(28 * scale)}" x2="{number(28 * scale)}" y1="0" y2="{number(17 * scale)}" {canvas.mark("average")}/>',
        f'<circle cx="{number(12 * scale)}" cy="{number(8.5 * scale)}" r="{number(6 * scale)}" {canvas.mark("rate")}/>',
    ]
    svg = canvas.wrap(parts, 17 * scale, "", "", "")
    return svg.replace("<svg ", f'<svg width="{number(37 * scale)}" ', 1) if canvas.web else svg
