"""Shapes that fit together: borders once, areas joined, simplified together, and the file they are kept in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.errors import Invalid
from upheld.register.simplify import simplified
from upheld.register.topology import (
    Point,
    centre_of,
    topology_from,
    topology_of,
    topology_text,
    twice_area_of,
)


def box(x: int, y: int, width: int, height: int) -> list[Point]:
    """A rectangle with a point at every step of its sides."""
    return [
        *((x + step, y) for step in range(width)),
        *((x + width, y + step) for step in range(height)),
        *((x + width - step, y + height) for step in range(width)),
        *((x, y + height - step) for step in range(height)),
    ]


WEST, EAST, NORTH = box(0, 0, 4, 4), box(4, 0, 4, 4), box(0, 4, 8, 4)
THREE = {"west": [[WEST]], "east": [[EAST]], "north": [[NORTH]]}
# A town in the middle of a country, which has a hole there.
RING = {"country": [[box(0, 0, 9, 9), box(3, 3, 3, 3)]], "town": [[box(3, 3, 3, 3)]]}


def test_a_border_stands_once_and_both_have_it() -> None:
    topology = topology_of(THREE, 500)
    assert len(topology.arcs) == 6, "three borders and three coasts"
    assert {point for ring in topology.polygons("west")[0] for point in ring} == set(WEST)
    assert twice_area_of(topology.polygons("west")) == 2 * 16


def test_the_same_shapes_in_another_order_or_direction_are_the_same_topology() -> None:
    turned = {
        "north": [[NORTH[::-1]]],
        "east": [[EAST[3:] + EAST[:3]]],
        "west": [[WEST[::-1]]],
    }
    assert topology_of(turned, 500) == topology_of(THREE, 500)


def test_areas_together_have_one_outline_without_the_borders_between() -> None:
    topology = topology_of(THREE, 500)
    (ring,) = topology.outline(THREE)
    assert twice_area_of([(ring,)]) == 2 * 64
    assert (4, 2) not in ring
    assert len(topology.outline(["west"])) == 1
    assert topology.outline([]) == ()


def test_an_enclave_fills_its_hole() -> None:
    topology = topology_of(RING, 500)
    assert twice_area_of(topology.polygons("country")) == 2 * (81 - 9)
    assert len(topology.outline(["country"])) == 2
    (together,) = topology.outline(RING)
    assert twice_area_of([(together,)]) == 2 * 81


def test_borders_run_between_groups_and_not_along_the_coast() -> None:
    topology = topology_of(THREE, 500)
    lines = topology.borders({"west": "county", "east": "county", "north": None})
    assert {point for line in lines for point in line} == {(x, 4) for x in range(9)}
    assert topology.borders({"west": "a", "east": "a", "north": "a"}) == ()


def test_an_islet_is_part_of_its_area() -> None:
    topology = topology_of({"isles": [[box(0, 0, 2, 2)], [box(9, 9, 3, 3)]]}, 500)
    assert len(topology.polygons("isles")) == 2
    assert centre_of(topology.polygons("isles")) == (10, 10), "the centre is that of the larger"


def test_repeated_points_and_rings_without_room_are_dropped() -> None:
    topology = topology_of({"a": [[[(0, 0), (0, 0), (4, 0), (4, 4), (4, 4)]], [[(7, 7), (8, 8)]]]}, 500)
    assert topology.polygons("a") == ((((0, 0), (4, 0), (4, 4)),),)


def test_simplifying_keeps_borders_together_and_loses_no_area() -> None:
    jagged = [(4, 0), (5, 1), (4, 2), (5, 3), (4, 4)]
    west = [(0, 0), *jagged, (0, 4)]
    east = [(8, 0), (8, 4), *jagged[::-1]]
    topology = topology_of({"west": [[west]], "east": [[east]]}, 500)
    simple = simplified(topology, 1_000)
    assert sum(map(len, simple.arcs)) < sum(map(len, topology.arcs))
    assert twice_area_of(simple.polygons("west")) + twice_area_of(simple.polygons("east")) == 2 * 32
    gone = simplified(topology, 100_000)
    assert all(twice_area_of(gone.polygons(slug)) > 0 for slug in ("west", "east"))
    enclave = simplified(topology_of(RING, 500), 100_000)
    assert all(twice_area_of(enclave.polygons(slug)) > 0 for slug in RING)


@given(st.integers(0, 3_000))
def test_simplified_areas_still_cover_the_ground_once(tolerance: int) -> None:
    simple = simplified(topology_of(THREE, 500), tolerance)
    each = sum(twice_area_of(simple.polygons(slug)) for slug in THREE)
    (whole,) = simple.outline(THREE)
    assert each == twice_area_of([(whole,)])


def test_the_file_is_topojson_and_comes_back_as_it_was() -> None:
    topology = topology_of(RING, 500)
    text = topology_text(topology, {"title": "A country", "attribution": ["Somebody’s"]})
    assert json.loads(text)["type"] == "Topology"
    about, again = topology_from(text, "areas.topo.json")
    assert again == topology
    assert about == {"title": "A country", "attribution": ["Somebody’s"]}
    assert topology_text(again, about) == text


GOOD = topology_text(topology_of(RING, 500), {"title": "A country"})


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "[]",
        "{",
        GOOD.replace("500,500", "500,250"),
        GOOD.replace("500,500", "0.5,0.5"),
        GOOD.replace('"translate":[0,0]', '"translate":[1,0]'),
        GOOD.replace('"arcs":[[[-1]', '"arcs":[[[7]'),
        GOOD.replace('"arcs":[[[-1]', '"arcs":[[["0"]'),
        GOOD.replace('"arcs":[[[-1]', '"arcs":[[[]'),
        GOOD.replace("[[0,0],", "[[0,0.5],", 1),
        GOOD.replace('"objects"', '"things"'),
        GOOD.replace("[[0,0],[0,1]", "[[0,0],[0,2]", 1),
    ],
)
def test_a_damaged_file_is_refused(broken: str) -> None:
    assert broken != GOOD
    with pytest.raises(Invalid) as caught:
        topology_from(broken, "areas.topo.json")
    (problem,) = caught.value.problems
    assert problem.file == "areas.topo.json"
    assert problem.way_out
