"""The shapes of a map as SVG draws them: areas and discs on the national grid, hexagons, and which lies beside which.

Belongs here: coordinates and paths. Not here: what an area is painted with and linked to (map.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from upheld.register.areas import AreasOfDay
from upheld.register.layout import around
from upheld.register.topology import Point, Ring

UNIT = 500
"""Metres to one unit of the drawing."""
MARGIN = 6
DISC = 8
"""Half the width of the disc of a council whose borders are not known, in units."""
HEX_WIDTH, HEX_RISE = 40, 23
"""A hexagon's width and the length of its upright sides, in units. It stands on a point; rows are one and a half sides apart."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A council as it is drawn: its path, the middle of what it takes up, and that (left, top, right, bottom)."""

    slug: str
    path: str
    centre: Point
    box: tuple[int, int, int, int]


class MapCanvas:
    """From the grid of the shapes to the drawing, north upwards."""

    def __init__(self, areas: AreasOfDay) -> None:
        self.step = areas.step
        points = [point for ring in areas.land for point in ring]
        self.left = min((self._scaled(x) for x, _ in points), default=0) - MARGIN
        self.top = max((self._scaled(y) for _, y in points), default=0) + MARGIN
        right = max((self._scaled(x) for x, _ in points), default=0) + MARGIN
        bottom = min((self._scaled(y) for _, y in points), default=0) - MARGIN
        self.view = (0, 0, right - self.left, self.top - bottom)

    def _scaled(self, at: int) -> int:
        return (2 * at * self.step + UNIT) // (2 * UNIT)

    def point(self, at: Point) -> Point:
        """A place of the grid in the drawing."""
        return self._scaled(at[0]) - self.left, self.top - self._scaled(at[1])

    def rings(self, rings: Iterable[Ring]) -> list[list[Point]]:
        """Rings of the grid in the drawing."""
        return [ring for ring in ([self.point(point) for point in each] for each in rings) if ring]

    def path(self, rings: Iterable[Ring]) -> str:
        """Rings of the grid as one path."""
        return path_of(self.rings(rings))

    def shape(self, slug: str, rings: Iterable[Ring]) -> Shape:
        """A council by its rings."""
        drawn = self.rings(rings)
        left, top, right, bottom = box_of(point for ring in drawn for point in ring)
        return Shape(
            slug, path_of(drawn), ((left + right) // 2, (top + bottom) // 2), (left, top, right, bottom)
        )

    def disc(self, slug: str, centre: Point) -> Shape:
        """A council of which only the centre is known."""
        x, y = self.point(centre)
        r = DISC
        arc = f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0-{2 * r} 0z"
        return Shape(slug, arc, (x, y), (x - r, y - r, x + r, y + r))


def hexagon(slug: str, cell: Point) -> Shape:
    """A council as a hexagon of the equal-area layout."""
    x, y = _hexagon_top(cell)
    half, rise = HEX_WIDTH // 2, HEX_RISE
    low = rise // 2
    path = f"M{x} {y}l{half} {low}v{rise}l-{half} {low}-{half}-{low}v-{rise}z"
    return Shape(slug, path, (x, y + rise), (x - half, y, x + half, y + rise + 2 * low))


def _hexagon_top(cell: Point) -> Point:
    column, row = cell
    return column * HEX_WIDTH + (row % 2) * HEX_WIDTH // 2 + HEX_WIDTH // 2, row * (HEX_RISE + HEX_RISE // 2)


def county_edges(cells: Mapping[str, Point], county: Mapping[str, str | None]) -> str:
    """The edges of hexagons that a county has on one side and something else on the other."""
    of = {cell: county.get(slug) for slug, cell in cells.items()}
    half, low = HEX_WIDTH // 2, HEX_RISE // 2
    corners = [
        (0, 0),
        (half, low),
        (half, low + HEX_RISE),
        (0, 2 * low + HEX_RISE),
        (-half, low + HEX_RISE),
        (-half, low),
    ]
    lines = set()
    for cell, own in of.items():
        if not own:
            continue
        x, y = _hexagon_top(cell)
        for edge, other in enumerate(around(cell)):
            if of.get(other) != own:
                (ax, ay), (bx, by) = corners[edge], corners[(edge + 1) % 6]
                lines.add(tuple(sorted([(x + ax, y + ay), (x + bx, y + by)])))
    return "".join(f"M{a[0]} {a[1]}L{b[0]} {b[1]}" for a, b in sorted(lines))


@lru_cache(maxsize=64)
def beside(centres: tuple[tuple[str, Point], ...]) -> Mapping[str, tuple[str | None, ...]]:
    """For each area, by its slug and centre, the nearest above, to the right, below and to the left; None where there is
    none on that side. The measures of a year ask for the same, so it is remembered."""
    found: dict[str, tuple[str | None, ...]] = {}
    for slug, (x, y) in centres:
        best: list[tuple[bool, int, str] | None] = [None, None, None, None]
        for other, (u, v) in centres:
            if other == slug:
                continue
            dx, dy = u - x, v - y
            # The nearest in that quarter; where there is none, whatever else lies on that side, so that all can be reached.
            for side, ahead, aside in ((0, -dy, dx), (1, dx, dy), (2, dy, dx), (3, -dx, dy)):
                if ahead > 0:
                    candidate = (abs(aside) > ahead, ahead * ahead + aside * aside, other)
                    known = best[side]
                    if known is None or candidate < known:
                        best[side] = candidate
        found[slug] = tuple(each[2] if each else None for each in best)
    return found


def away(one: Point, other: Point) -> int:
    """The square of the distance."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def box_of(points: Iterable[Point]) -> tuple[int, int, int, int]:
    """What places take up: left, top, right, bottom."""
    there = list(points)
    xs, ys = [x for x, _ in there], [y for _, y in there]
    return min(xs), min(ys), max(xs), max(ys)


def view_of(shapes: Iterable[Shape]) -> tuple[int, int, int, int]:
    """A view of these shapes, with a little room."""
    boxes = [shape.box for shape in shapes]
    left, top = min(box[0] for box in boxes) - 2, min(box[1] for box in boxes) - 2
    return left, top, max(box[2] for box in boxes) + 2 - left, max(box[3] for box in boxes) + 2 - top


def path_of(lines: Sequence[Sequence[Point]], end: str = "z") -> str:
    """Lines as one path in steps from point to point, the shortest way to write it; each closed, unless `end` is empty."""
    parts: list[str] = []
    at = (0, 0)
    for line in lines:
        start = here = line[0]
        steps = []
        for point in line[1:]:
            if point != here:
                steps.append(_pair(point[0] - here[0], point[1] - here[1]))
                here = point
        if not steps:
            continue
        # A pair that begins with a minus needs no space before it.
        joined = "".join(
            step if step.startswith("-") or not number else f" {step}" for number, step in enumerate(steps)
        )
        parts.append(f"m{_pair(start[0] - at[0], start[1] - at[1])}l{joined}{end}")
        at = start if end else here
    return "".join(parts)


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"
