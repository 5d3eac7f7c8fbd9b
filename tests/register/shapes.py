"""Small made-up shapes on the national grid, and files of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from upheld.register.importing_areas import AreasPlace
from upheld.register.map_settings import FOLDER, SETTINGS
from upheld.register.update import RegisterPlace

Place = tuple[float, float]
EAST, NORTH = 400_000, 300_000
"""Where the tiny country lies: in Staffordshire, so that its coordinates are real."""
ISLAND_MAP = """\
title = "Areas of the island"
attribution = ["Drawn by hand."]
[[classes]]
measures = ["fault-rate"]
title = "Share upheld"
from = [0, 20, 40, 60, 80]
[centres]
lighthouses = [415, 305]
"""


def box(x: int, y: int, width: int, height: int) -> list[Place]:
    """A rectangle, in kilometres from the corner of the tiny country, with its corners and a place on each side's middle."""
    left, low = EAST + 1000 * x, NORTH + 1000 * y
    right, high = left + 1000 * width, low + 1000 * height
    across, up = (left + right) / 2, (low + high) / 2
    ring = [
        (left, low),
        (across, low),
        (right, low),
        (right, up),
        (right, high),
        (across, high),
        (left, high),
        (left, up),
    ]
    return [(float(east), float(north)) for east, north in ring]


def closed(ring: Sequence[Place]) -> list[Place]:
    return [*ring, ring[0]]


def feature(polygons: Sequence[Sequence[Sequence[Place]]], **properties: str) -> dict[str, Any]:
    """A GeoJSON feature with these polygons, each an outline and its holes."""
    coordinates = [[closed(ring) for ring in polygon] for polygon in polygons]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def geojson(*features: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


# Harbour lies west of Lighthouses; both became Coast.
HARBOUR = feature([[box(0, 0, 10, 10)]], code="P1", name="Agency of Harbour")
LIGHTHOUSES = feature([[box(10, 0, 10, 10)]], name="Lighthouses")
COAST = feature([[box(0, 0, 20, 10)]], name="Coast")


def areas_place(place: RegisterPlace) -> AreasPlace:
    """The tiny country with a map of its agencies."""
    folder = place.scheme_folder / FOLDER
    folder.mkdir(exist_ok=True)
    (folder / SETTINGS).write_text(ISLAND_MAP, encoding="utf-8")
    return AreasPlace(place.scheme_folder, place.read().register(), ("agency",), place.additions)


def write(folder: Path, content: object, name: str = "shapes.geojson") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path
