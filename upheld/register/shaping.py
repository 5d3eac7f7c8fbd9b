"""Computing with shapes: what needs the optional parts (shapely), and nothing that only reads what was computed.

Belongs here: shapes and topologies made of each other, and how far two sets of shapes overlap. Not here: the grid made from
postcodes (from_postcodes.py). The parts are asked for when they are needed, so that nothing else of Upheld has to have them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def topology_of_shapes(shapes: Mapping[str, Any], step: int) -> Topology:
    """Shapes in metres, whose borders have the same points on both sides, as a topology on a grid of `step` metres."""
    return topology_of(
        {
            slug: [
                [_on_grid(ring, step) for ring in (polygon.exterior, *polygon.interiors)]
                for polygon in polygons_of(shape)
            ]
            for slug, shape in shapes.items()
        },
        step,
    )


def _on_grid(ring: Any, step: int) -> list[Point]:
    return [(round(x / step), round(y / step)) for x, y in list(ring.coords)[:-1]]


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
    pairs = {slug: (ours[slug], theirs[slug]) for slug in both}
    each = sorted((share(*pairs[slug]), slug) for slug in both)
    together = share(
        shapely.union_all([one for one, _ in pairs.values()]),
        shapely.union_all([other for _, other in pairs.values()]),
    )
    return Overlap(together, tuple((slug, worst) for worst, slug in each))


def shape_of(polygons: Sequence[Sequence[Sequence[tuple[float, float]]]]) -> Any:
    """Polygons, each an outline and its holes, as one shape, mended where a line crosses itself."""
    shapely = part("shapely")
    return shapely.make_valid(shapely.MultiPolygon([(rings[0], list(rings[1:])) for rings in polygons]))


def shapes_of(topology: Topology) -> dict[str, Any]:
    """The areas of a topology as shapes in metres."""
    step = topology.step
    return {
        slug: shape_of(
            [
                [[(x * step, y * step) for x, y in ring] for ring in polygon]
                for polygon in topology.polygons(slug)
            ]
        )
        for slug in topology.areas
    }
