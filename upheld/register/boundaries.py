"""Reading files of boundaries: GeoJSON and TopoJSON, in degrees (WGS84) or on the British National Grid.

Belongs here: what such a file may look like, and everything that is wrong with one. Not here: whose a boundary is and what
becomes of it (importing_areas.py). A feature's code and name are told by the form of their headings, as in tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

from upheld.errors import Problem
from upheld.register.files import CODE, NAME, Layout, heading_of
from upheld.register.national_grid import EAST_END, NORTH_END, looks_like_degrees, to_national_grid
from upheld.register.read import Row

Place = tuple[float, float]
Projection = Literal["wgs84", "bng"]
PROJECTIONS: tuple[Projection, ...] = ("wgs84", "bng")
LIKE = "Have GeoJSON or TopoJSON with polygons, each with the code or the name of its authority."
KEYS = Layout({"code": CODE, "name": NAME}, (("code", "name"),), LIKE)


@dataclass(frozen=True, slots=True)
class Boundary:
    """One feature: its row (number, code and name) and its polygons as rings of places, in metres on the national grid."""

    row: Row
    polygons: tuple[tuple[tuple[Place, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """The features that stand together in a file, and what is wrong with them; a GeoJSON file has one, without a name."""

    name: str
    boundaries: tuple[Boundary, ...]
    problems: list[Problem]


def read_boundaries(
    raw: bytes, called: str, problems: list[Problem], projection: Projection | None = None
) -> list[Layer]:
    """The layers of a file. Whatever is wrong with it as a whole is added to `problems`.

    Without `projection`, numbers that can be degrees are degrees. Rings lose the repeated last place.
    """
    try:
        content = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as broken:
        reason = f"it is not JSON ({str(broken)[:80]})"
        problems.append(Problem(called, 0, "", "", reason, LIKE))
        return []
    try:
        kind = content.get("type") if isinstance(content, dict) else None
        if kind == "FeatureCollection":
            reader = _Reader(called, [], projection)
            return [Layer("", tuple(reader.features(content["features"])), reader.problems)]
        if kind == "Topology":
            arcs = _arcs(content)
            layers = []
            for name, group in content["objects"].items():
                reader = _Reader(called, [], projection)
                layers.append(Layer(name, tuple(reader.geometries(group, arcs)), reader.problems))
            return layers
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as broken:
        reason = f"it breaks the form of {content['type']} ({type(broken).__name__}: {str(broken)[:80]})"
        problems.append(Problem(called, 0, "", "", reason, LIKE))
        return []
    problems.append(Problem(called, 0, "type", str(kind or ""), "it is no file of boundaries", LIKE))
    return []


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


class _Reader:
    def __init__(self, called: str, problems: list[Problem], projection: Projection | None) -> None:
        self.called, self.problems, self.projection = called, problems, projection

    def features(self, features: Sequence[Mapping[str, Any]]) -> Iterator[Boundary]:
        for number, feature in enumerate(features, start=1):
            geometry = feature.get("geometry") or {}
            polygons = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}
            yield from self._boundary(
                number, feature.get("properties") or {}, geometry.get("type"), polygons, lambda ring: ring
            )

    def geometries(self, group: Mapping[str, Any], arcs: Sequence[list[Any]]) -> Iterator[Boundary]:
        def line(ring: Sequence[int]) -> list[Any]:
            points: list[Any] = []
            for arc in ring:
                forward = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
                points += forward[1:] if points else forward
            return points

        for number, geometry in enumerate(group.get("geometries", [group]), start=1):
            polygons = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}
            properties = dict(geometry.get("properties") or {})
            if not any(KEYS.column_of(heading_of(key)) == "code" for key in properties) and "id" in geometry:
                properties["code"] = geometry["id"]
            yield from self._boundary(number, properties, geometry.get("type"), polygons, line)

    def _boundary(
        self,
        number: int,
        properties: Mapping[str, Any],
        kind: str | None,
        polygons: Mapping[str, Any],
        line: Any,
    ) -> Iterator[Boundary]:
        row = self._row(number, properties)
        if kind is None or not polygons.get(kind):
            row.problem("geometry", f"it has {kind or 'no shape'} and no polygon", LIKE)
            return
        shape = []
        for polygon in polygons[kind]:
            rings = tuple(self._ring(row, line(ring)) for ring in polygon)
            if any(len(ring) < 3 for ring in rings):
                if len(row.problems) == 0 or row.problems[-1].row != number:
                    row.problem(
                        "geometry", "a ring has fewer than three places", "Have closed rings of places."
                    )
                return
            shape.append(rings)
        yield Boundary(row, tuple(shape))

    def _row(self, number: int, properties: Mapping[str, Any]) -> Row:
        cells = {"authority": "", "code": "", "name": ""}
        meant: dict[str, str] = {}
        row = Row(self.called, number, cells, self.problems)
        for key, value in properties.items():
            column = KEYS.column_of(heading_of(key))
            if column is None or not isinstance(value, str) or not value.strip():
                continue
            if column in meant:
                reason = f"this property and {meant[column]!r} could both be the {column}"
                row.problem(
                    column, reason, f"Call the right one {column}, and the other one otherwise ({key})."
                )
            meant[column] = key
            cells[column] = value.strip()
        if not meant:
            row.problem("code", "the feature has neither code nor name", LIKE)
        return row

    def _ring(self, row: Row, places: Sequence[Sequence[float]]) -> tuple[Place, ...]:
        ring: list[Place] = []
        for place in places:
            x, y = float(place[0]), float(place[1])
            if not (isfinite(x) and isfinite(y)):
                raise ValueError("a place that is no number")
            projection = self.projection or ("wgs84" if looks_like_degrees(x, y) else "bng")
            degrees = projection == "wgs84"
            if degrees and not looks_like_degrees(x, y):
                self._elsewhere(
                    row, x, y, "no longitude and latitude", "Say --projection bng, or leave it out."
                )
                return ()
            east, north = to_national_grid(x, y) if degrees else (x, y)
            if not (-EAST_END / 10 <= east <= EAST_END and 0 <= north <= NORTH_END):
                what = "degrees" if degrees else "metres"
                way_out = (
                    "Longitude must come first, then latitude."
                    if degrees
                    else "Save the file in WGS84 (EPSG:4326) or on the British National Grid (EPSG:27700)."
                )
                self._elsewhere(row, x, y, f"as {what} the place is not in Great Britain", way_out)
                return ()
            ring.append((east, north))
        if len(ring) > 1 and ring[0] == ring[-1]:
            ring.pop()
        return tuple(ring)

    def _elsewhere(self, row: Row, x: float, y: float, reason: str, way_out: str) -> None:
        self.problems.append(Problem(row.file, row.number, "geometry", f"{x:g}, {y:g}", reason, way_out))


def _arcs(content: Mapping[str, Any]) -> list[list[Any]]:
    """The arcs of a TopoJSON file as places, whether they are written as they are or as steps from one to the next."""
    arcs: list[list[Any]] = content["arcs"]
    if "transform" not in content:
        return arcs
    (kx, ky), (dx, dy) = content["transform"]["scale"], content["transform"]["translate"]
    decoded = []
    for arc in arcs:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * kx + dx, y * ky + dy))
        decoded.append(line)
    return decoded
