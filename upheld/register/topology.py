"""Shapes that fit together: borders as arcs that both neighbours share, in whole numbers on a grid.

Belongs here: making such a topology from polygons, joining areas without any geometry software, and the file it is kept in,
which is TopoJSON. Not here: whose area one is, or on which day (areas.py), and anything that needs to compute with shapes
(shaping.py).

A border stands once. So two areas have no gap between them, and the outline of several together is simply every arc that
only one of them has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from upheld.errors import Invalid, Problem

Point = tuple[int, int]
Ring = tuple[Point, ...]
"""A closed line without its first point repeated."""
Polygon = tuple[Ring, ...]
"""An outline, then its holes."""
ArcRings = tuple[tuple[tuple[int, ...], ...], ...]
"""Polygons as rings of arcs, as in TopoJSON: an arc by its number, and ~number where it runs backwards."""


@dataclass(frozen=True)
class Topology:
    """Areas by slug, made of arcs. Coordinates count steps of `step` metres east and north of the origin of the
    national grid (or of whichever plane the shapes were in)."""

    step: int
    arcs: tuple[tuple[Point, ...], ...]
    areas: Mapping[str, ArcRings]

    def polygons(self, slug: str) -> tuple[Polygon, ...]:
        """The area's polygons, with holes."""
        return tuple(tuple(self._points(ring) for ring in polygon) for polygon in self.areas.get(slug, ()))

    def outline(self, slugs: Iterable[str]) -> tuple[Ring, ...]:
        """The rings around these areas taken together: borders between them are gone, holes are rings like others."""
        once: dict[int, int] = {}
        for slug in sorted(slugs):
            for reference in self._references(slug):
                arc = reference if reference >= 0 else ~reference
                if arc in once:
                    del once[arc]
                else:
                    once[arc] = reference
        return tuple(_chained([self._arc(reference) for _, reference in sorted(once.items())]))

    def borders(self, groups: Mapping[str, str | None]) -> tuple[tuple[Point, ...], ...]:
        """The lines along which a group of areas meets another group, or an area without one; the coast is not among them."""
        return tuple(
            self.arcs[arc]
            for arc, owners in sorted(self._owners.items())
            if len({groups.get(owner) for owner in owners}) > 1
        )

    @cached_property
    def _owners(self) -> Mapping[int, tuple[str, ...]]:
        """Whose border each arc is: one area's or two areas'."""
        owners: dict[int, tuple[str, ...]] = {}
        for slug in sorted(self.areas):
            for reference in self._references(slug):
                arc = max(reference, ~reference)
                owners[arc] = (*owners.get(arc, ()), slug)
        return owners

    def check_closed(self, slug: str) -> None:
        """Raise ValueError where an area's arcs do not run on into each other."""
        for polygon in self.areas[slug]:
            for ring in polygon:
                lines = [self._arc(reference) for reference in ring]
                if not lines or any(one[-1] != other[0] for one, other in pairwise([*lines, lines[0]])):
                    raise ValueError(f"a ring of {slug} is not closed")

    def _references(self, slug: str) -> Iterator[int]:
        return (reference for polygon in self.areas.get(slug, ()) for ring in polygon for reference in ring)

    def _arc(self, reference: int) -> tuple[Point, ...]:
        return self.arcs[reference] if reference >= 0 else self.arcs[~reference][::-1]

    def _points(self, ring: Iterable[int]) -> Ring:
        points: list[Point] = []
        for reference in ring:
            points += self._arc(reference)[:-1]
        return tuple(points)


def _chained(lines: list[tuple[Point, ...]]) -> Iterator[Ring]:
    """Lines that run on from one another, as closed rings."""
    waiting: dict[Point, list[int]] = {}
    for number, line in enumerate(lines):
        waiting.setdefault(line[0], []).append(number)
    used = [False] * len(lines)
    for number, line in enumerate(lines):
        if used[number]:
            continue
        used[number] = True
        points = list(line)
        while points[-1] != points[0]:
            onward = next((each for each in waiting.get(points[-1], ()) if not used[each]), None)
            if onward is None:
                break
            used[onward] = True
            points += lines[onward][1:]
        yield tuple(points[:-1])


def topology_of(shapes: Mapping[str, Sequence[Sequence[Sequence[Point]]]], step: int) -> Topology:
    """The topology of areas given as polygons whose borders have the same points on both sides.

    Points that repeat the one before are dropped, as are rings with fewer than three. The same shapes give the same
    topology in whatever order they come.
    """
    tidy = {
        slug: [
            [_turned(ring, number == 0) for number, ring in enumerate(map(_tidied, polygon)) if len(ring) > 2]
            for polygon in shapes[slug]
        ]
        for slug in sorted(shapes)
    }
    rings = [ring for polygons in tidy.values() for polygon in polygons for ring in polygon]
    beside: dict[Point, set[Point]] = {}
    for ring in rings:
        for one, other in pairwise([*ring, ring[0]]):
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    nodes = {point for point, others in beside.items() if len(others) != 2}
    lines = {_forward(line) for ring in rings for line in _cut(ring, nodes)}
    arcs = tuple(sorted(lines))
    numbers = {line: number for number, line in enumerate(arcs)}

    def reference(line: tuple[Point, ...]) -> int:
        forward = _forward(line)
        return numbers[forward] if forward == line else ~numbers[forward]

    areas: dict[str, ArcRings] = {
        slug: tuple(
            tuple(_from_least([reference(line) for line in _cut(ring, nodes)]) for ring in polygon)
            for polygon in polygons
            if polygon
        )
        for slug, polygons in tidy.items()
    }
    return Topology(step, arcs, areas)


def _tidied(ring: Sequence[Point]) -> Ring:
    points = [point for before, point in pairwise([ring[-1], *ring]) if point != before]
    return tuple(points) if points else tuple(ring[:1])


def _turned(ring: Ring, outline: bool) -> Ring:
    """An outline one way round and a hole the other, so that where two areas meet their lines run against each other."""
    return ring if (_twice_area(ring) > 0) is outline else ring[::-1]


def _cut(ring: Ring, nodes: set[Point]) -> Iterator[tuple[Point, ...]]:
    """The ring as lines from node to node; a ring without a node as one line from its least point, so that an enclave
    and the hole it fills are the same line."""
    places = [place for place, point in enumerate(ring) if point in nodes]
    if not places:
        places = [ring.index(min(ring))]
    for start, end in pairwise([*places, places[0] + len(ring)]):
        yield tuple(ring[place % len(ring)] for place in range(start, end + 1))


def _from_least(references: list[int]) -> tuple[int, ...]:
    """A ring of arcs from its least, wherever it was begun."""
    least = references.index(min(references))
    return (*references[least:], *references[:least])


def _forward(line: tuple[Point, ...]) -> tuple[Point, ...]:
    """A line in the one of its two directions in which it is kept."""
    return min(line, line[::-1])


def centre_of(polygons: Sequence[Polygon]) -> Point:
    """The centre of gravity of the largest polygon, in steps of the grid; holes are left out of account."""
    largest = max(polygons, key=lambda polygon: (abs(_twice_area(polygon[0])), polygon))
    outline = largest[0]
    twice = _twice_area(outline)
    if not twice:
        return outline[0]
    east = north = 0
    for (x, y), (u, v) in pairwise([*outline, outline[0]]):
        cross = x * v - u * y
        east += (x + u) * cross
        north += (y + v) * cross
    return round(east / (3 * twice)), round(north / (3 * twice))


def _twice_area(ring: Ring) -> int:
    return sum(x * v - u * y for (x, y), (u, v) in pairwise([*ring, ring[0]]))


def twice_area_of(polygons: Sequence[Polygon]) -> int:
    """Twice the area inside the polygons, holes taken off, in squares of the grid."""
    return sum(
        abs(_twice_area(polygon[0])) - sum(abs(_twice_area(hole)) for hole in polygon[1:])
        for polygon in polygons
    )


def topology_text(topology: Topology, about: Mapping[str, object]) -> str:
    """The topology as TopoJSON, an arc and an area to a line, with what `about` says first."""
    head = {
        "type": "Topology",
        **about,
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
        "transform": {"scale": [topology.step, topology.step], "translate": [0, 0]},
    }
    lines = ["{", *(f"{json.dumps(key)}: {_compact(value)}," for key, value in head.items())]
    lines.append('"objects": {"areas": {"type": "GeometryCollection", "geometries": [')
    areas = [
        _compact({"type": "MultiPolygon", "id": slug, "arcs": arcs})
        for slug, arcs in sorted(topology.areas.items())
    ]
    lines += [",\n".join(areas), "]}},", '"arcs": [']
    lines += [",\n".join(_compact(_deltas(arc)) for arc in topology.arcs), "]", "}"]
    return "\n".join(lines) + "\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _deltas(arc: Sequence[Point]) -> list[Point]:
    return [arc[0], *((u - x, v - y) for (x, y), (u, v) in pairwise(arc))]


def topology_from(text: str, called: str) -> tuple[dict[str, Any], Topology]:
    """What the file says of itself, and its topology, as `topology_text` wrote them. Raises Invalid for anything else."""
    try:
        content = json.loads(text)
        (step, other), (east, north) = content["transform"]["scale"], content["transform"]["translate"]
        if type(step) is not int or step != other or step < 1 or (east, north) != (0, 0):
            raise ValueError("its grid is not one of whole metres from the origin")
        arcs = tuple(_summed(arc) for arc in content["arcs"])
        areas = {
            geometry["id"]: tuple(
                tuple(tuple(_known(arc, len(arcs)) for arc in ring) for ring in polygon)
                for polygon in geometry["arcs"]
            )
            for geometry in content["objects"]["areas"]["geometries"]
        }
        topology = Topology(step, arcs, areas)
        if not areas or any(not polygons for polygons in areas.values()):
            raise ValueError("an area has no shape")
        for slug in areas:
            topology.check_closed(slug)
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, RecursionError) as broken:
        reason = f"it is no file of areas ({type(broken).__name__}: {str(broken)[:80]})"
        way_out = "Bring the file back from a copy, or import boundaries anew."
        raise Invalid([Problem(called, 0, "", "", reason, way_out)]) from broken
    about = {
        key: content[key] for key in content if key not in ("type", "crs", "transform", "objects", "arcs")
    }
    return about, topology


def _known(arc: int, arcs: int) -> int:
    if type(arc) is not int or not -arcs <= arc < arcs:
        raise ValueError(f"there is no arc {arc}")
    return arc


def _summed(steps: Sequence[Sequence[int]]) -> tuple[Point, ...]:
    x = y = 0
    points: list[Point] = []
    for u, v in steps:
        if type(u) is not int or type(v) is not int:
            raise ValueError("a coordinate is not a whole number")
        x, y = x + u, y + v
        points.append((x, y))
    if len(points) < 2:
        raise ValueError("an arc has no length")
    return tuple(points)
