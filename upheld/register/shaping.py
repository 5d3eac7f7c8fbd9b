"""Computing with shapes: what needs the optional parts (shapely), and nothing that only reads what was computed.

Belongs here: simplifying areas so that they still fit together, bringing them onto the grid, and how far two sets of
shapes overlap. Not here: files of boundaries (boundaries.py) and the grid made from postcodes (from_postcodes.py). The
parts are asked for when they are needed, so that nothing else of Upheld has to have them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from upheld.errors import Missing
from upheld.register.topology import Point, Topology, topology_of

EXTRA = "areas"


def part(name: str) -> Any:
    """The optional part called `name`. Raises Missing, with what to type, where it is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as absent:
        raise Missing(
            f"This needs {name}, which is not installed. Type: pip install 'upheld[{EXTRA}]' "
            f"(from a copy of the repository: pip install --requirement locks/{EXTRA}.txt)."
        ) from absent


def polygons_of(shape: Any) -> list[Any]:
    """The polygons of a shape, whichever kind it is; lines and points are dropped."""
    if shape.geom_type == "Polygon":
        return [shape] if not shape.is_empty else []
    return [one for each in getattr(shape, "geoms", ()) for one in polygons_of(each)]


def simplified(shapes: Mapping[str, Any], tolerance: float, step: int, offset: Point = (0, 0)) -> Topology:
    """Shapes in metres, simplified together and brought onto a grid of `step` metres.

    Points go where the triangle they make is smaller than the square of `tolerance`; a border goes the same way on both
    sides. `offset` (metres) is added before the grid is applied. An area that would vanish on the grid is an error of
    whoever chose the grid, and raises ValueError.
    """
    shapely = part("shapely")
    slugs = sorted(shapes)
    simple = shapely.coverage_simplify([shapes[slug] for slug in slugs], tolerance)
    rings: dict[str, Sequence[Sequence[Sequence[Point]]]] = {}
    for slug, shape in zip(slugs, simple, strict=True):
        rings[slug] = [
            [_on_grid(ring, step, offset) for ring in (polygon.exterior, *polygon.interiors)]
            for polygon in polygons_of(shape)
        ]
    topology = topology_of(rings, step)
    empty = [slug for slug, polygons in topology.areas.items() if not polygons]
    if empty:
        raise ValueError(f"a grid of {step} m is too coarse for {', '.join(empty)}")
    return topology


def _on_grid(ring: Any, step: int, offset: Point) -> list[Point]:
    return [(round((x + offset[0]) / step), round((y + offset[1]) / step)) for x, y in list(ring.coords)[:-1]]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far two sets of shapes cover the same ground: shared area over joint area, of all together and of each that
    both have, the worst first."""

    together: float
    each: tuple[tuple[str, float], ...]


def overlap(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Overlap:
    """The overlap of two sets of shapes by slug."""
    shapely = part("shapely")

    def share(one: Any, other: Any) -> float:
        return float(shapely.area(one & other) / shapely.area(one | other))

    both = sorted(set(ours) & set(theirs))
    mended: Callable[[Any], Any] = shapely.make_valid
    pairs = {slug: (mended(ours[slug]), mended(theirs[slug])) for slug in both}
    each = sorted((share(*pairs[slug]), slug) for slug in both)
    together = share(
        shapely.union_all([one for one, _ in pairs.values()]),
        shapely.union_all([other for _, other in pairs.values()]),
    )
    return Overlap(together, tuple((slug, worst) for worst, slug in each))


def shapes_of(topology: Topology) -> dict[str, Any]:
    """The areas of a topology as shapes in metres."""
    shapely = part("shapely")
    step = topology.step
    return {
        slug: shapely.make_valid(
            shapely.MultiPolygon(
                [
                    (
                        [(x * step, y * step) for x, y in rings[0]],
                        [[(x * step, y * step) for x, y in hole] for hole in rings[1:]],
                    )
                    for rings in topology.polygons(slug)
                ]
            )
        )
        for slug in topology.areas
    }
