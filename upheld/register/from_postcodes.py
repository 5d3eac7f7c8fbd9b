"""Areas made from postcodes: each place belongs to the district of the postcode nearest to it.

Belongs here: the grid, what of it is land, and its clean-up. Not here: where postcodes come from (whoever calls has read
them), and simplifying (simplify.py). The result is approximate and says so: borders are as good as postcodes are dense, and
narrow inlets close up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from upheld.register.shaping import part, topology_of_shapes
from upheld.register.simplify import simplified
from upheld.register.topology import Topology

CELL = 500
"""Side of a cell of the grid, in metres."""
REACH = 2_500
"""No place on land is further than this from a postcode, or it lies within a ring of places that are nearer."""
SHORE = 300
"""How far land reaches beyond the outermost postcodes, in metres."""
CRUMB = 10
"""A detached bit of a district with fewer cells goes to whoever surrounds it: mostly a postcode with a wrong position."""
TOLERANCE = 900
"""How much is simplified: see `simplify.simplified`."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A postcode with its district, as a slug or an empty text for elsewhere, and its place in metres on the national grid."""

    postcode: str
    district: str
    east: int
    north: int


def areas_from(places: Sequence[Placed]) -> Topology:
    """The areas of all districts that these places name. The same places, and the same parts, give the same areas."""
    numpy, shapely = part("numpy"), part("shapely")
    slugs = sorted({place.district for place in places if place.district})
    numbers = {slug: number for number, slug in enumerate(slugs, start=1)} | {"": 0}
    points = numpy.array(
        sorted({(place.east, place.north, numbers[place.district]) for place in places}), dtype=numpy.int64
    )
    inside = points[points[:, 2] > 0]
    margin = 2 * (REACH // CELL + 2)
    low = inside[:, :2].min(axis=0) // CELL - margin
    high = inside[:, :2].max(axis=0) // CELL + margin
    grid = _cells(numpy, points, low, high)
    shapes = {}
    for slug in slugs:
        east, north = numpy.nonzero(grid == numbers[slug])
        x, y = (east + low[0]) * CELL, (north + low[1]) * CELL
        shapes[slug] = shapely.coverage_union_all(shapely.box(x, y, x + CELL, y + CELL))
    return simplified(topology_of_shapes(shapes, CELL), TOLERANCE)


def _cells(numpy: Any, points: Any, low: Any, high: Any) -> Any:
    """For each cell the number of its district, 0 for the sea and elsewhere; first index east, second north."""
    ndimage, spatial = part("scipy.ndimage"), part("scipy.spatial")
    near = points[((points[:, :2] // CELL >= low) & (points[:, :2] // CELL <= high)).all(axis=1)]
    east, north = numpy.meshgrid(
        numpy.arange(low[0], high[0] + 1), numpy.arange(low[1], high[1] + 1), indexing="ij"
    )
    centres = numpy.stack([east.ravel(), north.ravel()], axis=1) * CELL + CELL // 2
    away, nearest = spatial.cKDTree(near[:, :2]).query(centres)
    away, district = away.reshape(east.shape), near[nearest, 2].reshape(east.shape)
    # Land is what lies near a postcode, with the gaps between postcodes closed: widened first, then drawn in again.
    wide = ndimage.binary_fill_holes(away <= REACH)
    land = (ndimage.distance_transform_edt(wide) * CELL > REACH - SHORE) | (away <= CELL)
    grid = numpy.where(land, district, 0)
    return _without_crumbs(numpy, ndimage, grid)


def _without_crumbs(numpy: Any, ndimage: Any, grid: Any) -> Any:
    """The grid with the small detached bits of each district given to what is nearest; the largest bit always stays."""
    crumbs = numpy.zeros(grid.shape, dtype=bool)
    for number in range(1, int(grid.max()) + 1):
        bits, count = ndimage.label(grid == number)
        if count < 2:
            continue
        sizes = numpy.bincount(bits.ravel())
        sizes[0] = 0
        largest = int(sizes.argmax())
        small = [bit for bit in range(1, count + 1) if bit != largest and sizes[bit] < CRUMB]
        crumbs |= numpy.isin(bits, small)
    # A crumb in the sea is an islet and stays; one amid other districts is theirs.
    for label, place in _bits_of(ndimage, crumbs):
        around = ndimage.binary_dilation(label) & ~label
        beside = grid[place][around]
        amid = beside[beside > 0]
        if len(amid) * 2 > len(beside):
            winner = int(numpy.bincount(amid).argmax())
            grid[place][label] = winner
    return grid


def _bits_of(ndimage: Any, mask: Any) -> list[tuple[Any, tuple[slice, ...]]]:
    """Each connected bit of the mask, as a small mask with a margin of one, and its place."""
    labels, _ = ndimage.label(mask)
    found = []
    for number, place in enumerate(ndimage.find_objects(labels), start=1):
        wider = tuple(slice(each.start - 1, each.stop + 1) for each in place)
        found.append((labels[wider] == number, wider))
    return found
