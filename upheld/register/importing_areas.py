"""Importing boundaries: official shapes in place of the scheme's approximate ones, in a workspace, all or nothing.

Belongs here: which features of a file are whose, which of several vintages are used, and the order of it: read, match, check,
simplify, replace. The same file again changes nothing. Not here: what a file may look like (boundaries.py).

A file may have the councils of one day, or of many years. In the second case the smallest are kept: where every council that
another followed is there, and nothing else came of them, the other is left out, for it is its predecessors together. So one
file can serve the map of every year.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from upheld.errors import Invalid, Problem
from upheld.register.additions import Additions
from upheld.register.areas import AREAS, Areas, councils_of_the_lowest_tier
from upheld.register.boundaries import Boundary, Layer, Projection, read_boundaries
from upheld.register.files import LeftOut, whose
from upheld.register.making_areas import files_of_areas
from upheld.register.map_settings import MapSettings, load_map_settings
from upheld.register.model import Register
from upheld.register.simplify import simplified
from upheld.register.topology import Topology, topology_from, topology_of
from upheld.register.update import RegisterImported, RegisterTableImported
from upheld.sheets import bytes_of

STEP = 100
"""The grid of imported shapes, in metres."""
TOLERANCE = 700
"""How much they are simplified: see `simplify.simplified`. More than a screen can show is only weight."""

MOST_NAMED = 12
"""More councils without a boundary than this are counted."""


@dataclass(frozen=True, slots=True)
class AreasPlace:
    """Where areas stand: the scheme's folder, its register and the types that have an area, and the workspace's folder for
    additions."""

    scheme_folder: Path
    register: Register
    on_map: Collection[str]
    additions: Path


def import_boundaries(
    path: Path, place: AreasPlace, source: str, projection: Projection | None = None
) -> RegisterImported:
    """Put the boundaries of a file in place of those in force. `source` is the attribution shown on every map.

    Raises Invalid with every problem and changes nothing then.
    """
    settings = load_map_settings(place.scheme_folder, place.register)
    with Additions(place.additions).locked():
        problems: list[Problem] = []
        left_out: list[LeftOut] = []
        shapes = councils_in(path, place.register, place.on_map, problems, projection, left_out)
        if problems:
            raise Invalid(sorted(problems))
        topology = _topology(_smallest(shapes, place), path.name)
        about: dict[str, object] = {
            "title": settings.title,
            "made_from": path.name,
            "approximate": False,
            "attribution": [source],
        }
        files = files_of_areas(topology, about, place.register, place.on_map, settings)
        before = Additions(place.additions).files()
        if all(
            name in before and before[name].path.read_text("utf-8") == text for name, text in files.items()
        ):
            done = RegisterTableImported("boundaries", 0, 0, len(topology.areas))
        else:
            done = _counted(topology, before[AREAS].path.read_text("utf-8") if AREAS in before else None)
            Additions(place.additions).replace(files=files)
    lacking = _lacking(topology, settings, place)
    return RegisterImported((done,), tuple(left_out), _said(lacking))


def _said(lacking: Sequence[str]) -> tuple[str, ...]:
    """Which councils will be on no map, in a sentence."""
    if not lacking:
        return ()
    more = f" and {len(lacking) - MOST_NAMED:,} more" if len(lacking) > MOST_NAMED else ""
    return (f"The file has no boundary of {', '.join(lacking[:MOST_NAMED])}{more}: they are on no map.",)


def _counted(topology: Topology, before: str | None) -> RegisterTableImported:
    if before is None:
        return RegisterTableImported("boundaries", len(topology.areas), 0, 0)
    _, known = topology_from(before, AREAS)
    new = sum(slug not in known.areas for slug in topology.areas)
    same = sum(
        slug in known.areas and known.polygons(slug) == topology.polygons(slug) for slug in topology.areas
    )
    changed = len(topology.areas) - new - same
    # A shape that went, or another source, is a change too, though no shape that stays is another.
    return RegisterTableImported(
        "boundaries", new, changed or (0 if new else same), same if changed or new else 0
    )


def _lacking(topology: Topology, settings: MapSettings, place: AreasPlace) -> list[str]:
    """Councils that exist still and of which there is neither shape nor centre."""
    areas = Areas(place.register, frozenset(place.on_map), settings, topology, {}, {})
    return [
        slug
        for slug in sorted(councils_of_the_lowest_tier(place.register, place.on_map))
        if place.register.authority(slug).closed_on is None and not areas.has_place(slug)
    ]


def councils_in(
    path: Path,
    register: Register,
    on_map: Collection[str],
    problems: list[Problem],
    projection: Projection | None = None,
    left_out: list[LeftOut] | None = None,
) -> dict[str, Boundary]:
    """The boundaries of councils of the lowest tier in a file, by slug; problems are added to `problems`.

    Of several layers, the one that has most such councils is used. Of several features of one council, that with its
    latest code is.
    """
    try:
        layers = read_boundaries(bytes_of(path, path.name), path.name, problems, projection)
    except Invalid as invalid:
        problems.extend(invalid.problems)
        return {}
    councils = councils_of_the_lowest_tier(register, on_map)
    best: tuple[dict[str, list[Boundary]], list[LeftOut], Layer] | None = None
    for layer in layers:
        theirs: dict[str, list[Boundary]] = {}
        strangers: list[LeftOut] = []
        for boundary in layer.boundaries:
            found = whose(boundary.row, register)
            if isinstance(found, LeftOut):
                strangers.append(found)
            elif found in councils:
                theirs.setdefault(found, []).append(boundary)
        if best is None or len(theirs) > len(best[0]):
            best = (theirs, strangers, layer)
    if best is None:
        return {}
    theirs, strangers, layer = best
    latest = {slug: _latest(slug, boundaries, register) for slug, boundaries in sorted(theirs.items())}
    problems.extend(layer.problems)
    if left_out is not None:
        left_out.extend(strangers)
    if not theirs and not problems:
        reason = "no feature is a council of the register"
        problems.append(Problem(path.name, 0, "", "", reason, "Check that it is the right file."))
    return latest


def _latest(slug: str, boundaries: list[Boundary], register: Register) -> Boundary:
    """The boundary with the latest code of a council; a second one with that code is a problem."""
    codes = [fact.value for fact in register.authority(slug).codes]
    latest = max(
        boundaries, key=lambda each: codes.index(each.row["code"]) if each.row["code"] in codes else -1
    )
    twice = [each for each in boundaries if each.row["code"] == latest.row["code"]]
    if len(twice) > 1:
        twice[1].row.problem("code", f"feature {twice[0].row.number} is {slug} too", "Keep one of the two.")
    return latest


def _topology(boundaries: Mapping[str, Boundary], called: str) -> Topology:
    """Boundaries on the grid, simplified. Raises Invalid for one that would vanish there."""
    on_grid = {
        slug: [
            [[(round(x / STEP), round(y / STEP)) for x, y in ring] for ring in polygon]
            for polygon in boundary.polygons
        ]
        for slug, boundary in boundaries.items()
    }
    topology = topology_of(on_grid, STEP)
    problems = [
        Problem(
            called,
            boundaries[slug].row.number,
            "geometry",
            slug,
            "it has next to no area",
            "Check its shape.",
        )
        for slug, polygons in topology.areas.items()
        if not polygons
    ]
    if problems:
        raise Invalid(problems)
    return simplified(topology, TOLERANCE)


def _smallest(shapes: Mapping[str, Boundary], place: AreasPlace) -> dict[str, Boundary]:
    """The shapes of the smallest councils that together make all the others."""
    register = place.register
    there = set(shapes)
    councils = councils_of_the_lowest_tier(register, place.on_map)

    def parts_of(slug: str) -> list[str]:
        """The councils that this one is, as far back as the file goes."""
        before = [each for each in register.predecessors(slug) if each in there]
        sole = all(
            [after for after in register.authority(each).successors if after in there] == [slug]
            for each in before
        )
        complete = {each for each in register.predecessors(slug) if each in councils} == set(before)
        if not before or not sole or not complete:
            return [slug]
        return [one for each in before for one in parts_of(each)]

    last = [
        slug for slug in shapes if not any(after in there for after in register.authority(slug).successors)
    ]
    return {one: shapes[one] for slug in last for one in parts_of(slug)}
