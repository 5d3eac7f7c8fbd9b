"""The map: every council of a day as a link in an SVG, by its shape or as a hexagon.

Belongs here: the drawing, and which area lies beside which for the arrow keys. Not here: key, controls and notes around it
(map_html.py), colours (map.css), and how a figure is painted (map_classes.py).

Areas are drawn in an order that gives each an edge it stands out by: dark ones first with edges of paper, then light and
hatched ones with edges of ink, over them. Of the links one alone is a tab stop; `data-to` has for each those above, right,
below and left of it, by their places in the drawing, for the script that moves between them (publication/script/map.js).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from upheld.pictures.drawing import text
from upheld.pictures.map_classes import Paint
from upheld.register.areas import AreasOfDay, Tier
from upheld.register.layout import around
from upheld.register.map_settings import Inset
from upheld.register.topology import Point, Ring

UNIT = 500
"""Metres to one unit of the drawing."""
MARGIN = 6
DISC = 8
"""Half the width of the disc of a council whose borders are not known, in units."""
STRIPES, INSET_STRIPES = 150, 32
"""How many lines of hatching go across a map, and across an inset, which is shown smaller."""
HEX_WIDTH, HEX_RISE = 40, 23
"""A hexagon's width, and a third of twice its height: hexagons stand on a point, rows `3 × HEX_RISE / 2` apart."""
ORDER = (
    (Paint.THIRD, Paint.FOURTH, Paint.FIFTH),
    (Paint.FIRST, Paint.SECOND, Paint.FEW, Paint.NOTHING),
    (Paint.ABSENT,),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What the map says of one council: its paint, its line for who does not see it, and where its link leads."""

    paint: Paint
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A drawn map. `discs` and `nowhere` are councils without borders and without any place, for the notes beside it."""

    svg: str
    insets: tuple[tuple[Inset, str], ...]
    paints: frozenset[Paint]
    discs: tuple[str, ...]
    nowhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    slug: str
    path: str
    centre: Point
    box: tuple[int, int, int, int]


def draw_geographic(
    areas: AreasOfDay,
    marks: Mapping[str, Mark],
    title: str,
    *,
    insets: Sequence[Inset] = (),
    chosen: str | None = None,
    key: str = "map",
) -> MapPicture:
    """The map by shape, north upwards, with its insets. `marks` has every council of `areas`; `key` begins every id."""
    canvas = _Canvas(areas)
    shapes = {slug: canvas.shape(slug, area.rings) for slug, area in areas.shaped.items()}
    discs = {slug: canvas.disc(slug, area.centre) for slug, area in areas.placed.items()}
    under = "".join(f'<path class="m-undivided" d="{canvas.path(each.rings)}"/>' for each in areas.undivided)
    # A map of counties has no need of their borders twice.
    lines = areas.county_borders if areas.tier is Tier.DISTRICTS else ()
    over = _borders(_path([[canvas.point(point) for point in line] for line in lines], ""))
    view = canvas.view
    svg = _svg(key, title, view, shapes, discs, marks, chosen, under, over)
    drawn = []
    for inset in insets:
        members = {slug: shapes[slug] for slug in inset.areas if slug in shapes}
        if len(members) > 1:
            named = f"{title}: {inset.title}"
            box = _around(members.values())
            part = _svg(f"{key}-{inset.slug}", named, box, members, {}, marks, chosen, stripes=INSET_STRIPES)
            drawn.append((inset, part))
    paints = frozenset(marks[slug].paint for slug in areas.areas)
    return MapPicture(svg, tuple(drawn), paints, tuple(areas.placed), areas.nowhere)


def draw_equal_areas(
    areas: AreasOfDay,
    marks: Mapping[str, Mark],
    title: str,
    *,
    chosen: str | None = None,
    key: str = "map",
) -> MapPicture:
    """The map with one hexagon for each council; heavier lines go round the districts of a county."""
    cells = areas.layout.cells
    shapes = {slug: _hexagon(slug, cell) for slug, cell in sorted(cells.items())}
    columns, rows = areas.layout.size
    view = (
        -MARGIN,
        -MARGIN,
        columns * HEX_WIDTH + HEX_WIDTH // 2 + 2 * MARGIN,
        (3 * rows + 1) * HEX_RISE // 2 + 2 * MARGIN,
    )
    county = {slug: area.county for slug, area in areas.areas.items()}
    over = _borders(_county_edges(cells, county))
    svg = _svg(key, title, view, shapes, {}, marks, chosen, over=over)
    paints = frozenset(marks[slug].paint for slug in cells)
    return MapPicture(svg, (), paints, (), areas.nowhere)


class _Canvas:
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
        return self._scaled(at[0]) - self.left, self.top - self._scaled(at[1])

    def rings(self, rings: Iterable[Ring]) -> list[list[Point]]:
        return [ring for ring in ([self.point(point) for point in each] for each in rings) if ring]

    def path(self, rings: Iterable[Ring]) -> str:
        return _path(self.rings(rings))

    def shape(self, slug: str, rings: Iterable[Ring]) -> _Shape:
        drawn = self.rings(rings)
        left, top, right, bottom = _box(point for ring in drawn for point in ring)
        return _Shape(
            slug, _path(drawn), ((left + right) // 2, (top + bottom) // 2), (left, top, right, bottom)
        )

    def disc(self, slug: str, centre: Point) -> _Shape:
        x, y = self.point(centre)
        r = DISC
        arc = f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0-{2 * r} 0z"
        return _Shape(slug, arc, (x, y), (x - r, y - r, x + r, y + r))


def _hexagon(slug: str, cell: Point) -> _Shape:
    x, y = _hexagon_top(cell)
    half, rise = HEX_WIDTH // 2, HEX_RISE
    low = rise // 2
    path = f"M{x} {y}l{half} {low}v{rise}l-{half} {low}-{half}-{low}v-{rise}z"
    return _Shape(slug, path, (x, y + rise), (x - half, y, x + half, y + rise + 2 * low))


def _hexagon_top(cell: Point) -> Point:
    column, row = cell
    return column * HEX_WIDTH + (row % 2) * HEX_WIDTH // 2 + HEX_WIDTH // 2, row * (HEX_RISE + HEX_RISE // 2)


def _borders(path: str) -> str:
    """Borders of counties: a line of ink on a wider one of paper, so that they show on light and dark alike."""
    if not path:
        return ""
    # Twice the same path: a reference to one does not keep the width of its line when the map is enlarged.
    return "".join(f'<path class="m-{kind}" d="{path}"/>' for kind in ("county-ground", "county"))


def _county_edges(cells: Mapping[str, Point], county: Mapping[str, str | None]) -> str:
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


def _svg(
    key: str,
    title: str,
    view: tuple[int, int, int, int],
    shapes: Mapping[str, _Shape],
    discs: Mapping[str, _Shape],
    marks: Mapping[str, Mark],
    chosen: str | None,
    under: str = "",
    over: str = "",
    stripes: int = STRIPES,
) -> str:
    order = [
        shape
        for some in (shapes, discs)
        for paints in ORDER
        for slug, shape in sorted(some.items())
        if marks[slug].paint in paints
    ]
    places = {shape.slug: number for number, shape in enumerate(order)}
    beside = _beside({shape.slug: shape.centre for shape in order})
    stop = chosen if chosen in places else _first(order)
    links = "".join(
        _link(
            key,
            shape,
            marks[shape.slug],
            [places[each] if each else None for each in beside[shape.slug]],
            shape.slug == stop,
        )
        for shape in order
    )
    # The chosen area is drawn once more on top: a halo of paper, then a line of ink. The script moves both.
    path = next((shape.path for shape in order if shape.slug == chosen), "")
    ring = f'<path class="m-halo" d="{path}"/><path class="m-ring" d="{path}"/>'
    box = " ".join(map(str, view))
    return (
        f'<svg class="map" viewBox="{box}" role="group" aria-label="{text(title)}">'
        f"{patterns(key, stripes, max(view[2], view[3]))}{under}{links}{over}{ring}</svg>"
    )


def _link(key: str, shape: _Shape, mark: Mark, to: Sequence[int | None], stop: bool) -> str:
    way = " ".join("-" if place is None else str(place) for place in to)
    fill = f' fill="url(#{key}-{mark.paint})"' if mark.paint in (Paint.FEW, Paint.NOTHING) else ""
    return (
        f'<a href="{text(mark.href)}" aria-label="{text(mark.label)}" data-slug="{shape.slug}" data-to="{way}" '
        f'tabindex="{0 if stop else -1}"><path class="m-{mark.paint}"{fill} d="{shape.path}"/></a>'
    )


def patterns(key: str, stripes: int, extent: int) -> str:
    """Lines for too few and dots for nothing, so many of them across a drawing of this extent."""
    wide = round(extent / stripes, 1)
    thin = f"{wide / 5:.2f}"
    square = f'width="{wide}" height="{wide}"'
    return (
        f'<defs><pattern id="{key}-few" patternUnits="userSpaceOnUse" {square} patternTransform="rotate(45)">'
        f'<rect class="m-ground" {square}/><rect class="m-line" width="{thin}" height="{wide}"/></pattern>'
        f'<pattern id="{key}-none" patternUnits="userSpaceOnUse" {square}>'
        f'<rect class="m-ground" {square}/><circle class="m-line" cx="{wide / 2:g}" cy="{wide / 2:g}" r="{wide / 6:.2f}"/></pattern></defs>'
    )


def _first(order: Sequence[_Shape]) -> str | None:
    """Where the tab key enters: the area nearest to the middle of all."""
    if not order:
        return None
    left, top, right, bottom = _box(shape.centre for shape in order)
    middle = ((left + right) // 2, (top + bottom) // 2)
    return min(order, key=lambda shape: (_away(shape.centre, middle), shape.slug)).slug


def _beside(centres: Mapping[str, Point]) -> dict[str, tuple[str | None, ...]]:
    """For each area the nearest above, to the right, below and to the left; None where there is none on that side."""
    found: dict[str, tuple[str | None, ...]] = {}
    for slug, (x, y) in centres.items():
        best: list[tuple[bool, int, str] | None] = [None, None, None, None]
        for other, (u, v) in centres.items():
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


def _away(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _box(points: Iterable[Point]) -> tuple[int, int, int, int]:
    there = list(points)
    xs, ys = [x for x, _ in there], [y for _, y in there]
    return min(xs), min(ys), max(xs), max(ys)


def _around(shapes: Iterable[_Shape]) -> tuple[int, int, int, int]:
    """A view of these shapes, with a little room."""
    boxes = [shape.box for shape in shapes]
    left, top = min(box[0] for box in boxes) - 2, min(box[1] for box in boxes) - 2
    return left, top, max(box[2] for box in boxes) + 2 - left, max(box[3] for box in boxes) + 2 - top


def _path(lines: Sequence[Sequence[Point]], end: str = "z") -> str:
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
