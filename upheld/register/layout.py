"""The equal-area layout: one hexagon for each council, as near as can be to where it is.

Belongs here: the hexagons, and which is whose. Not here: which councils there are on a day (areas.py), and drawing.

Hexagons stand on a point, in rows of which every odd one is moved right by half a hexagon. There are as many as councils,
each with the mean area of a council: those of a regular grid that have most land under them. Councils and hexagons are
matched so that the sum of squared distances is least. All of it is in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isqrt

from scipy.optimize import linear_sum_assignment

from upheld.register.topology import Point, Ring

LINES = 320
"""Land is looked for along so many lines from top to bottom, and at places as far apart along each."""
WIDTH_TO_ROW = (3**0.5) / 2


@dataclass(frozen=True, slots=True)
class EqualAreaLayout:
    """The hexagon of each council, as column and row from the top left; (2, 1) is moved right by half a hexagon."""

    cells: Mapping[str, Point]

    @property
    def size(self) -> Point:
        """How many columns and rows there are."""
        return (
            max((column for column, _ in self.cells.values()), default=-1) + 1,
            max((row for _, row in self.cells.values()), default=-1) + 1,
        )

    def beside(self, slug: str) -> tuple[str, ...]:
        """The councils whose hexagons touch this one's, sorted."""
        places = {place: other for other, place in self.cells.items()}
        return tuple(sorted(places[place] for place in around(self.cells[slug]) if place in places))


def around(cell: Point) -> Iterator[Point]:
    """The six hexagons beside one, clockwise from the upper right."""
    column, row = cell
    shift = row % 2
    yield column + shift, row - 1
    yield column + 1, row
    yield column + shift, row + 1
    yield column + shift - 1, row + 1
    yield column - 1, row
    yield column + shift - 1, row - 1


def lay_out(centres: Mapping[str, Point], land: Sequence[Ring]) -> EqualAreaLayout:
    """Lay the councils out. Their centres and the rings around all land are in steps of one grid, north upwards."""
    slugs = sorted(centres)
    if not slugs:
        return EqualAreaLayout({})
    heights = [y for ring in land for _, y in ring]
    apart = max(1, (max(heights, default=0) - min(heights, default=0)) // LINES)
    samples = list(_land(land, apart))
    # width and height of a hexagon's place in the grid, from its area: width × row height is the area of one.
    area = len(samples) * apart * apart // len(slugs)
    width = max(1, isqrt(round(area / WIDTH_TO_ROW)))
    height = max(1, round(width * WIDTH_TO_ROW))
    counted: dict[Point, int] = {}
    for place in samples:
        cell = _nearest(place, width, height)
        counted[cell] = counted.get(cell, 0) + 1
    ranked = sorted(counted, key=lambda cell: (-counted[cell], cell))[: len(slugs)]
    ranked += _more(ranked, len(slugs) - len(ranked))
    cells = sorted(ranked)
    costs = [[_away(centres[slug], _middle(cell, width, height)) for cell in cells] for slug in slugs]
    rows, columns = linear_sum_assignment(costs)
    chosen = {slugs[row]: cells[column] for row, column in zip(rows, columns, strict=True)}
    return EqualAreaLayout(_from_top_left(chosen))


def _land(rings: Sequence[Ring], apart: int) -> Iterator[Point]:
    """Places so far apart on a regular grid inside the rings, by the even-odd rule."""
    crossings: dict[int, list[int]] = {}
    for ring in rings:
        for (x, y), (u, v) in pairwise([*ring, ring[0]]):
            if y == v:
                continue
            (x, y), (u, v) = ((x, y), (u, v)) if y < v else ((u, v), (x, y))
            for line in range(-(-y // apart), -(-v // apart)):
                crossings.setdefault(line, []).append(x + (line * apart - y) * (u - x) // (v - y))
    for line, cuts in sorted(crossings.items()):
        ordered = sorted(cuts)
        for start, end in zip(ordered[::2], ordered[1::2], strict=False):
            for place in range(-(-start // apart), -(-end // apart)):
                yield place * apart, line * apart


def _middle(cell: Point, width: int, height: int) -> Point:
    column, row = cell
    return column * width + (row % 2) * (width // 2), row * height


def _nearest(place: Point, width: int, height: int) -> Point:
    near_row = place[1] // height
    near_column = place[0] // width
    cells = [
        (column, row)
        for row in (near_row, near_row + 1)
        for column in (near_column - 1, near_column, near_column + 1)
    ]
    return min(cells, key=lambda cell: (_away(place, _middle(cell, width, height)), cell))


def _more(cells: Sequence[Point], wanted: int) -> list[Point]:
    """Further hexagons beside those there are, for a country so small that its land lies in too few."""
    found: list[Point] = []
    edge = list(cells) or [(0, 0)]
    taken = set(cells)
    while len(found) < wanted:
        new = sorted({cell for one in edge for cell in around(one)} - taken) or [(0, 0)]
        new = new[: wanted - len(found)]
        found += new
        taken |= set(new)
        edge = new
    return found


def _away(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _from_top_left(cells: Mapping[str, Point]) -> dict[str, Point]:
    """Columns and rows counted from the top left, odd rows staying those that are moved right."""
    left = min(column for column, _ in cells.values())
    top = max(row for _, row in cells.values())
    top += top % 2
    flipped = {slug: (column - left, top - row) for slug, (column, row) in sorted(cells.items())}
    least = min(row for _, row in flipped.values())
    return {slug: (column, row - least + least % 2) for slug, (column, row) in flipped.items()}
