"""Importing boundaries: both formats, both projections, everything that is wrong with a file, and all or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.register.imports import problems_of, state_of
from tests.register.shapes import (
    COAST,
    HARBOUR,
    LIGHTHOUSES,
    areas_place,
    box,
    closed,
    feature,
    geojson,
    write,
)
from upheld.errors import Conflict, Invalid, Missing, Problem
from upheld.register.additions import Additions
from upheld.register.areas import AREAS, load_areas
from upheld.register.boundaries import read_boundaries
from upheld.register.importing import import_population
from upheld.register.importing_areas import AreasPlace, import_boundaries
from upheld.register.national_grid import to_national_grid
from upheld.register.topology import Topology, twice_area_of
from upheld.register.update import RegisterImported, RegisterPlace, RegisterTableImported

SOURCE = "Drawn by hand, for anybody."
BOTH = geojson(HARBOUR, LIGHTHOUSES)


@pytest.fixture
def there(place: RegisterPlace) -> AreasPlace:
    return areas_place(place)


def imported(there: AreasPlace, folder: Path, content: object, **options: Any) -> RegisterImported:
    return import_boundaries(write(folder, content), there, options.pop("source", SOURCE), **options)


def topology_at(there: AreasPlace) -> Topology:
    return load_areas(there.scheme_folder, there.register, there.on_map, there.additions).topology


def refused(there: AreasPlace, folder: Path, content: object, **options: Any) -> list[Problem]:
    before = state_of(there.additions)
    with pytest.raises(Invalid) as caught:
        imported(there, folder, content, **options)
    assert state_of(there.additions) == before, "nothing changed"
    return problems_of(caught)


def test_shapes_take_the_place_of_the_schemes_and_say_whose_they_are(
    there: AreasPlace, tmp_path: Path
) -> None:
    done = imported(there, tmp_path, BOTH)
    assert done.tables == (RegisterTableImported("boundaries", 2, 0, 0),)
    assert done.left_out == () and done.gone == ()
    areas = load_areas(there.scheme_folder, there.register, there.on_map, there.additions)
    assert areas.attribution == (SOURCE,)
    assert not areas.approximate
    assert twice_area_of(areas.topology.polygons("harbour")) * areas.topology.step**2 == 2 * 10_000**2
    assert areas.topology.outline(["harbour", "lighthouses"])[1:] == (), "no gap between them"


def test_the_same_file_again_changes_nothing(there: AreasPlace, tmp_path: Path) -> None:
    imported(there, tmp_path, BOTH)
    before = state_of(there.additions)
    again = imported(there, tmp_path, BOTH)
    assert not again.changed_anything
    assert again.tables == (RegisterTableImported("boundaries", 0, 0, 2),)
    assert state_of(there.additions) == before


def test_another_file_replaces_all_of_it(there: AreasPlace, tmp_path: Path) -> None:
    imported(there, tmp_path, BOTH)
    wider = feature([[box(0, 0, 10, 10)], [box(30, 0, 2, 2)]], code="P1")
    assert imported(there, tmp_path, geojson(wider, LIGHTHOUSES)).tables == (
        RegisterTableImported("boundaries", 0, 1, 1),
    )
    assert imported(there, tmp_path, geojson(wider, LIGHTHOUSES), source="Another").changed_anything
    assert imported(there, tmp_path, geojson(COAST)).tables == (RegisterTableImported("boundaries", 1, 0, 0),)
    assert set(topology_at(there).areas) == {"coast"}


def test_other_imports_leave_the_shapes_alone(
    place: RegisterPlace, there: AreasPlace, tmp_path: Path
) -> None:
    imported(there, tmp_path, BOTH)
    shapes = Additions(there.additions).files()[AREAS].path.read_bytes()
    residents = tmp_path / "residents.csv"
    residents.write_text("authority,mid_year,residents,source\nCoast,2024,1000,Census\n")
    assert import_population([residents], place).changed_anything
    assert Additions(there.additions).files()[AREAS].path.read_bytes() == shapes
    imported(there, tmp_path, geojson(COAST))
    assert "population.csv" in Additions(there.additions).tables(), "and the other way round"


def test_topojson_with_steps_and_without_is_read_alike(there: AreasPlace, tmp_path: Path) -> None:
    west, east = [(0, 0), (0, 10), (10, 10)], [(10, 10), (20, 10), (20, 0), (10, 0)]
    border, south = [(10, 10), (10, 5), (10, 0)], [(10, 0), (0, 0)]
    at = [[[400_000 + 1000 * x, 300_000 + 1000 * y] for x, y in arc] for arc in (west, east, border, south)]
    layers = {
        "agencies": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "P1", "arcs": [[0, 2, 3]]},
                {"type": "MultiPolygon", "properties": {"AREANM": "Lighthouses"}, "arcs": [[[1, ~2]]]},
            ],
        },
        "country": {"type": "Polygon", "properties": {"AREACD": "X1"}, "arcs": [[0, 1, 3]]},
    }
    plain = {"type": "Topology", "objects": layers, "arcs": at}
    imported(there, tmp_path, plain)
    first = topology_at(there)
    assert set(first.areas) == {"harbour", "lighthouses"}
    steps = [
        [
            [x, y] if not number else [x - arc[number - 1][0], y - arc[number - 1][1]]
            for number, (x, y) in enumerate(arc)
        ]
        for arc in (west, east, border, south)
    ]
    stepped = {
        **plain,
        "arcs": steps,
        "transform": {"scale": [1000, 1000], "translate": [400_000, 300_000]},
    }
    imported(there, tmp_path, stepped)
    assert topology_at(there) == first


def test_degrees_are_told_by_the_numbers(there: AreasPlace, tmp_path: Path) -> None:
    ring = [(-2.0, 52.6), (-1.9, 52.6), (-1.8, 52.6), (-1.8, 52.7), (-1.9, 52.7), (-2.0, 52.7)]
    done = imported(there, tmp_path, geojson(feature([[ring]], code="P1")))
    assert done.changed_anything
    topology = topology_at(there)
    area = twice_area_of(topology.polygons("harbour")) / 2 * (topology.step / 1000) ** 2
    assert area == pytest.approx(13.5 * 11.1, rel=0.02), "square kilometres of a tenth by a fifth of a degree"


def test_the_change_of_coordinates_agrees_with_the_ordnance_survey() -> None:
    # Caister water tower, from the worked example in the Survey's guide to its transformations.
    east, north = to_national_grid(1 + 42 / 60 + 57.787 / 3600, 52 + 39 / 60 + 28.723 / 3600)
    assert (east, north) == pytest.approx((651_409.792, 313_177.448), abs=5)


def test_holes_and_islands_are_kept(there: AreasPlace, tmp_path: Path) -> None:
    harbour = feature([[box(0, 0, 10, 10), box(3, 3, 4, 4)], [box(30, 0, 2, 2)]], code="P1")
    town = feature([[box(3, 3, 4, 4)]], name="Lighthouses")
    imported(there, tmp_path, geojson(harbour, town))
    topology = topology_at(there)
    assert len(topology.polygons("harbour")) == 2
    assert twice_area_of(topology.polygons("harbour")) / 2 * (topology.step / 1000) ** 2 == pytest.approx(
        100 - 16 + 4
    )
    assert len(topology.outline(["harbour", "lighthouses"])) == 2, "the town fills the hole"


def test_areas_that_are_nobodys_are_left_out_and_named(there: AreasPlace, tmp_path: Path) -> None:
    region = feature([[box(50, 0, 9, 9)]], code="R9", name="Harbour")
    done = imported(there, tmp_path, geojson(HARBOUR, LIGHTHOUSES, region))
    (left,) = done.left_out
    assert (left.row, left.code, left.perhaps) == (3, "R9", ("harbour",))


def test_councils_the_file_lacks_are_said(there: AreasPlace, tmp_path: Path) -> None:
    far = geojson(feature([[box(0, 0, 9, 9)]], name="Schools"), HARBOUR)
    done = imported(there, tmp_path, far)
    assert done.gone == (), "coast has the shape of the harbour it followed"
    assert set(topology_at(there).areas) == {"harbour"}, "a ministry is on no map"


WGS_SWAPPED = [(52.6, -2.0), (52.6, -1.9), (52.7, -1.9), (52.7, -2.0)]
WEB_MERCATOR = [(-222_638.0, 6_915_000.0), (-211_000.0, 6_915_000.0), (-211_000.0, 6_930_000.0)]


@pytest.mark.parametrize(
    ("content", "options", "reason"),
    [
        ("", {}, "not JSON"),
        ("{", {}, "not JSON"),
        ("[" * 100_000, {}, "not JSON"),
        ("[]", {}, "no file of boundaries"),
        ('{"type":"Feature"}', {}, "no file of boundaries"),
        ('{"type":"FeatureCollection"}', {}, "breaks the form"),
        ('{"type":"FeatureCollection","features":[1]}', {}, "breaks the form"),
        (
            '{"type":"Topology","objects":{"a":{"type":"Polygon","id":"P1","arcs":[[7]]}},"arcs":[]}',
            {},
            "breaks the form",
        ),
        (geojson(), {}, "no feature is a council"),
        (geojson(feature([[box(0, 0, 9, 9)]], code="R9")), {}, "no feature is a council"),
        (geojson(feature([[box(0, 0, 9, 9)]], colour="red")), {}, "neither code nor name"),
        (geojson(feature([[box(0, 0, 9, 9)]], name="Harbor")), {}, "no such authority"),
        (
            geojson(feature([[box(0, 0, 9, 9)]], code="P1", name="Coast")),
            {},
            "P1 is the code of harbour, not of coast",
        ),
        (geojson(feature([[box(0, 0, 9, 9)]], code="P1", LAD21CD="P1")), {}, "could both be the code"),
        (geojson(HARBOUR, HARBOUR), {}, "feature 1 is harbour too"),
        (geojson(feature([[WGS_SWAPPED]], code="P1")), {}, "not in Great Britain"),
        (geojson(feature([[WEB_MERCATOR]], code="P1")), {}, "not in Great Britain"),
        (geojson(HARBOUR), {"projection": "wgs84"}, "no longitude and latitude"),
        (
            geojson(feature([[[(400_000.0, 300_000.0), (401_000.0, 300_000.0)]]], code="P1")),
            {},
            "fewer than three",
        ),
        (geojson({**HARBOUR, "geometry": None}), {}, "no polygon"),
        (geojson({**HARBOUR, "geometry": {"type": "Point", "coordinates": [1, 2]}}), {}, "no polygon"),
        (
            geojson(
                feature(
                    [[[(400_000.0, 300_000.0), (400_001.0, 300_000.0), (400_001.0, 300_001.0)]]], code="P1"
                )
            ),
            {},
            "next to no area",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    there: AreasPlace, tmp_path: Path, content: object, options: dict[str, Any], reason: str
) -> None:
    problems = refused(there, tmp_path, content, **options)
    assert any(reason in problem.reason for problem in problems), problems
    assert all(problem.file == "shapes.geojson" for problem in problems)


def test_every_problem_of_a_file_is_named_with_its_feature(there: AreasPlace, tmp_path: Path) -> None:
    wrong = geojson(
        feature([[box(0, 0, 9, 9)]], name="Harbor"), HARBOUR, feature([[WEB_MERCATOR]], name="Lighthouses")
    )
    assert [problem.row for problem in refused(there, tmp_path, wrong)] == [1, 3]


def test_not_a_number_is_no_coordinate(there: AreasPlace, tmp_path: Path) -> None:
    text = json.dumps(geojson(HARBOUR)).replace("400000.0", "NaN", 1)
    assert "not JSON" in refused(there, tmp_path, text)[0].reason


def test_of_two_codes_of_one_council_the_latest_is_used(there: AreasPlace, tmp_path: Path) -> None:
    renamed = geojson(feature([[box(0, 0, 8, 8)]], name="Harbour"), HARBOUR)
    imported(there, tmp_path, renamed)
    topology = topology_at(there)
    assert twice_area_of(topology.polygons("harbour")) / 2 * (topology.step / 1000) ** 2 == pytest.approx(100)


def test_a_file_that_is_not_there_is_said(there: AreasPlace, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as caught:
        import_boundaries(tmp_path / "none.geojson", there, SOURCE)
    assert problems_of(caught)[0].reason == "there is no such file"


def test_a_scheme_without_a_map_takes_no_boundaries(place: RegisterPlace, tmp_path: Path) -> None:
    there = AreasPlace(place.scheme_folder, place.read().register(), ("agency",), place.additions)
    with pytest.raises(Missing, match="no map"):
        imported(there, tmp_path, BOTH)


def test_a_second_writer_is_told_so(there: AreasPlace, tmp_path: Path) -> None:
    with Additions(there.additions).locked(), pytest.raises(Conflict):
        imported(there, tmp_path, BOTH)


def test_a_damaged_file_of_a_workspace_is_refused_by_its_name(there: AreasPlace, tmp_path: Path) -> None:
    imported(there, tmp_path, BOTH)
    Additions(there.additions).files()[AREAS].path.write_text("{}")
    with pytest.raises(Invalid) as caught:
        topology_at(there)
    assert caught.value.problems[0].file == f"register/{AREAS}"


def test_a_ring_may_come_closed_or_open() -> None:
    ring = box(0, 0, 9, 9)
    for given in (ring, closed(ring)):
        content = {
            "type": "FeatureCollection",
            "features": [
                {"properties": {"code": "P1"}, "geometry": {"type": "Polygon", "coordinates": [given]}}
            ],
        }
        (layer,) = read_boundaries(json.dumps(content).encode(), "f", [])
        assert layer.boundaries[0].polygons == ((tuple(ring),),)
