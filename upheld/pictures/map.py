"""The map: every council of a day as a link in an SVG, by its shape or as a hexagon.

Belongs here: the drawing. Not here: paths and places in it (map_shapes.py), key, controls and notes around it (map_html.py),
colours (map.css), and how a figure is painted (map_classes.py).

Areas are drawn in an order that gives each an edge it stands out by: dark ones first with edges of paper, then light and
hatched ones with edges of ink, over them. Of the links one alone is a tab stop; `data-to` has for each those above, right,
below and left of it, by their places in the drawing, for the script that moves between them (publication/script/map.js).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from upheld.pictures.drawing import text
from upheld.pictures.map_classes import Paint
from upheld.pictures.map_shapes import (
    HEX_RISE,
    HEX_WIDTH,
    MARGIN,
    MapCanvas,
    Shape,
    away,
    beside,
    box_of,
    county_edges,
    hexagon,
    path_of,
    view_of,
)
from upheld.register.areas import AreasOfDay
from upheld.register.layouts import Tier
from upheld.register.map_settings import Inset

STRIPES, INSET_STRIPES = 150, 32
"""How many lines of hatching go across a map, and across an inset, which is shown smaller."""
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
    ground = _ground(areas)
    shapes = ground.shapes
    svg = _svg(key, title, ground.view, shapes, ground.discs, marks, chosen, ground.under, ground.over)
    drawn = []
    for inset in insets:
        members = {slug: shapes[slug] for slug in inset.areas if slug in shapes}
        if len(members) > 1:
            named = f"{title}: {inset.title}"
            box = view_of(members.values())
            part = _svg(f"{key}-{inset.slug}", named, box, members, {}, marks, chosen, stripes=INSET_STRIPES)
            drawn.append((inset, part))
    paints = frozenset(marks[slug].paint for slug in areas.areas)
    return MapPicture(svg, tuple(drawn), paints, tuple(areas.placed), areas.nowhere)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all maps of one day and tier have in common: the shapes, and what lies under and over them."""

    view: tuple[int, int, int, int]
    shapes: Mapping[str, Shape]
    discs: Mapping[str, Shape]
    under: str
    over: str


@lru_cache(maxsize=2 * len(Tier))
def _ground(areas: AreasOfDay) -> _Ground:
    canvas = MapCanvas(areas)
    # A map of counties has no need of their borders twice.
    lines = areas.county_borders if areas.tier is Tier.DISTRICTS else ()
    return _Ground(
        canvas.view,
        {slug: canvas.shape(slug, area.rings) for slug, area in areas.shaped.items()},
        {slug: canvas.disc(slug, area.centre) for slug, area in areas.placed.items()},
        "".join(f'<path class="m-undivided" d="{canvas.path(each.rings)}"/>' for each in areas.undivided),
        _borders(path_of([[canvas.point(point) for point in line] for line in lines], "")),
    )


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
    shapes = {slug: hexagon(slug, cell) for slug, cell in sorted(cells.items())}
    columns, rows = areas.layout.size
    view = (
        -MARGIN,
        -MARGIN,
        columns * HEX_WIDTH + HEX_WIDTH // 2 + 2 * MARGIN,
        (3 * rows + 1) * HEX_RISE // 2 + 2 * MARGIN,
    )
    county = {slug: area.county for slug, area in areas.areas.items()}
    over = _borders(county_edges(cells, county))
    svg = _svg(key, title, view, shapes, {}, marks, chosen, over=over)
    paints = frozenset(marks[slug].paint for slug in cells)
    return MapPicture(svg, (), paints, (), areas.nowhere)


def _borders(path: str) -> str:
    """Borders of counties: a line of ink on a wider one of paper, so that they show on light and dark alike."""
    if not path:
        return ""
    # Twice the same path: a reference to one does not keep the width of its line when the map is enlarged.
    return "".join(f'<path class="m-{kind}" d="{path}"/>' for kind in ("county-ground", "county"))


def _svg(
    key: str,
    title: str,
    view: tuple[int, int, int, int],
    shapes: Mapping[str, Shape],
    discs: Mapping[str, Shape],
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
    near = beside(tuple(sorted((shape.slug, shape.centre) for shape in order)))
    stop = chosen if chosen in places else _first(order)
    links = "".join(
        _link(
            key,
            shape,
            marks[shape.slug],
            [places[each] if each else None for each in near[shape.slug]],
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


def _link(key: str, shape: Shape, mark: Mark, to: Sequence[int | None], stop: bool) -> str:
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


def _first(order: Sequence[Shape]) -> str | None:
    """Where the tab key enters: the area nearest to the middle of all."""
    if not order:
        return None
    left, top, right, bottom = box_of(shape.centre for shape in order)
    middle = ((left + right) // 2, (top + bottom) // 2)
    return min(order, key=lambda shape: (away(shape.centre, middle), shape.slug)).slug
