"""Where councils were: the areas of England in every year of the sample, and the rules on a tiny country."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.register.conftest import COUNCILS, ENGLAND
from tests.register.shapes import COAST, HARBOUR, ISLAND_MAP, LIGHTHOUSES, areas_place, geojson, write
from upheld.errors import Invalid, Missing
from upheld.register.areas import Areas, load_areas, load_postcodes
from upheld.register.importing_areas import import_boundaries
from upheld.register.layouts import Tier, layouts_from
from upheld.register.map_settings import load_map_settings
from upheld.register.model import Register
from upheld.register.topology import twice_area_of
from upheld.register.update import RegisterPlace

MARCH = {year: date(year, 3, 31) for year in range(2016, 2026)}
# Councils of the lowest tier, and how many of them have no shape; those of the county tier, and the same.
COUNTS = {
    2016: (326, 41, 152, 2),
    2019: (326, 41, 152, 2),
    2020: (317, 28, 151, 0),
    2021: (314, 24, 151, 0),
    2022: (309, 17, 152, 0),
    2023: (309, 17, 152, 0),
    2024: (296, 0, 153, 0),
    2025: (296, 0, 153, 0),
}


@pytest.fixture(scope="module")
def areas(england: Register) -> Areas:
    return load_areas(ENGLAND, england, COUNCILS)


@pytest.mark.parametrize("year", COUNTS)
def test_every_council_of_every_year_has_a_place_on_its_map(areas: Areas, year: int) -> None:
    districts, discs, counties, county_discs = COUNTS[year]
    lower, upper = (areas.of_day(MARCH[year], tier) for tier in Tier)
    assert (len(lower.areas), len(lower.placed)) == (districts, discs)
    assert (len(upper.areas), len(upper.placed)) == (counties, county_discs)
    for drawn in (lower, upper):
        assert drawn.nowhere == ()
        assert set(drawn.layout.cells) == set(drawn.areas)
        assert (drawn.tier, frozenset(drawn.areas)) in areas.layouts, "the committed layout is the one used"
        assert {slug for each in drawn.undivided for slug in each.slugs} == set(drawn.placed)


def test_the_open_councils_are_those_of_the_register(areas: Areas, england: Register) -> None:
    for year, day in MARCH.items():
        kinds = set(areas.lowest_tier(day))
        there = {
            known.slug
            for known in england.open_on(day)
            if any(
                kind.holds_on(day) and kind.value in COUNCILS and kind.value != "county"
                for kind in known.types
            )
        }
        assert kinds == there, year


def test_bolsover_lies_in_derbyshire(areas: Areas) -> None:
    lower, upper = (areas.of_day(MARCH[2020], tier) for tier in Tier)
    assert lower.shaped["bolsover"].county == "derbyshire"
    assert "bolsover" in upper.shaped["derbyshire"].pieces
    assert "derby" not in upper.shaped["derbyshire"].pieces, (
        "the city is no part of the county council's area"
    )
    assert "bolsover" not in upper.areas
    assert "derbyshire" not in lower.areas
    assert "derby" in lower.shaped and "derby" in upper.shaped


def test_a_county_that_a_council_of_its_name_followed_has_that_area(areas: Areas) -> None:
    upper = areas.of_day(MARCH[2020], Tier.COUNTIES)
    assert upper.shaped["buckinghamshire-county"].pieces == {"buckinghamshire"}
    assert upper.shaped["cumbria"].pieces == {"cumberland", "westmorland-and-furness"}
    assert upper.shaped["northamptonshire"].pieces == {"north-northamptonshire", "west-northamptonshire"}


def test_merged_districts_stand_in_the_area_they_shared(areas: Areas) -> None:
    lower = areas.of_day(MARCH[2020], Tier.DISTRICTS)
    shared = {each.slugs: each.pieces for each in lower.undivided}
    assert shared["aylesbury-vale", "chiltern", "south-bucks", "wycombe"] == {"buckinghamshire"}
    assert "buckinghamshire" not in lower.areas
    # In March 2019 Christchurch was a district of Dorset, and Bournemouth and Poole were not.
    before = areas.of_day(MARCH[2019], Tier.COUNTIES)
    assert before.shaped["dorset-county"].pieces == {"dorset"}
    assert set(before.placed) == {"bournemouth", "poole"}


def test_every_centre_lies_inside_the_area_it_belongs_to(areas: Areas) -> None:
    for day in MARCH.values():
        lower = areas.of_day(day, Tier.DISTRICTS)
        for shared in lower.undivided:
            for slug in shared.slugs:
                x, y = lower.placed[slug].centre
                near = [(x + dx, y + dy) for dx in (-6, 0, 6) for dy in (-6, 0, 6)]
                assert any(inside(place, shared.rings) for place in near), slug


def inside(place: tuple[int, int], rings: tuple[tuple[tuple[int, int], ...], ...]) -> bool:
    """The even-odd rule."""
    x, y = place
    crossings = 0
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                crossings += 1
    return crossings % 2 == 1


def test_the_areas_are_as_large_as_england(areas: Areas) -> None:
    cells = sum(twice_area_of(areas.topology.polygons(slug)) for slug in areas.topology.areas) / 2
    square_kilometres = cells * (areas.topology.step / 1000) ** 2
    assert 128_000 < square_kilometres < 134_000, "England has some 130,300"
    largest = max(areas.topology.areas, key=lambda slug: twice_area_of(areas.topology.polygons(slug)))
    assert largest == "north-yorkshire"


def test_whatever_is_drawn_can_say_to_whom_it_is_owed(areas: Areas) -> None:
    assert areas.approximate
    owed = " ".join(areas.attribution)
    for name in ("Office for National Statistics", "Open Government Licence v3.0", "OS data", "Royal Mail"):
        assert name in owed
    assert load_postcodes(ENGLAND).about["attribution"] == list(areas.attribution)


def test_the_insets_are_drawn_from_councils_with_shapes(areas: Areas) -> None:
    assert [inset.title for inset in areas.settings.inset] == [
        "London",
        "Greater Manchester",
        "West Midlands",
        "Tyne and Wear",
    ]
    for inset in areas.settings.inset:
        assert set(inset.areas) <= set(areas.topology.areas)


def test_nearest_councils_of_the_layout_are_near(areas: Areas) -> None:
    layout = areas.of_day(MARCH[2025], Tier.COUNTIES).layout
    assert {"nottinghamshire", "derby"} & set(layout.beside("derbyshire"))


# -- a tiny country ------------------------------------------------------------------------------------------------------


def areas_with(place: RegisterPlace, tmp_path: Path, *features: dict[str, object]) -> Areas:
    there = areas_place(place)
    import_boundaries(write(tmp_path, geojson(*features)), there, "Drawn by hand.", None)
    return load_areas(there.scheme_folder, there.register, there.on_map, there.additions)


OLD, NEW = date(2021, 6, 30), date(2022, 6, 30)


def test_one_that_followed_others_is_their_shapes_together(place: RegisterPlace, tmp_path: Path) -> None:
    areas = areas_with(place, tmp_path, HARBOUR, LIGHTHOUSES, COAST)
    assert set(areas.topology.areas) == {"harbour", "lighthouses"}, "the smallest make all the others"
    assert set(areas.of_day(OLD, Tier.DISTRICTS).shaped) == {"harbour", "lighthouses"}
    coast = areas.of_day(NEW, Tier.DISTRICTS).shaped["coast"]
    assert coast.pieces == {"harbour", "lighthouses"}
    assert len(coast.rings) == 1


def test_those_that_one_followed_share_its_shape(place: RegisterPlace, tmp_path: Path) -> None:
    areas = areas_with(place, tmp_path, COAST)
    old = areas.of_day(OLD, Tier.DISTRICTS)
    assert old.shaped == {}
    assert set(old.placed) == {"lighthouses"}, "its centre is known"
    assert old.nowhere == ("harbour",)
    assert [each.slugs for each in old.undivided] == [("lighthouses",)]
    assert set(areas.of_day(NEW, Tier.DISTRICTS).shaped) == {"coast"}


def test_councils_nobody_laid_out_are_laid_out_when_asked(place: RegisterPlace, tmp_path: Path) -> None:
    areas = areas_with(place, tmp_path, HARBOUR, LIGHTHOUSES)
    alone = Areas(areas.register, areas.on_map, areas.settings, areas.topology, areas.about, {})
    assert alone.of_day(OLD, Tier.DISTRICTS).layout == areas.of_day(OLD, Tier.DISTRICTS).layout


def test_a_scheme_without_a_map_says_so(place: RegisterPlace) -> None:
    with pytest.raises(Missing, match="no map"):
        load_areas(place.scheme_folder, place.read().register(), ("agency",))


@pytest.mark.parametrize(
    ("from_", "to", "key"),
    [
        ("lighthouses = [415, 305]", "nobody = [415, 305]", "centres"),
        ("lighthouses = [415, 305]", "lighthouses = [415]", "centres.lighthouses"),
        ("from = [0, 20, 40, 60, 80]", "from = [0, 40, 20]", "classes.0.from"),
        ("from = [0, 20, 40, 60, 80]", "from = [10, 20]", "classes.0.from"),
        ('title = "Areas of the island"', "", "title"),
        ("[centres]", "[centers]", "centers"),
        ("[centres]", "[centres", ""),
    ],
)
def test_settings_that_will_not_do_are_refused_with_the_key(
    place: RegisterPlace, from_: str, to: str, key: str
) -> None:
    there = areas_place(place)
    assert from_ in ISLAND_MAP
    (there.scheme_folder / "areas" / "areas.toml").write_text(ISLAND_MAP.replace(from_, to))
    with pytest.raises(Invalid) as caught:
        load_map_settings(there.scheme_folder, there.register)
    assert caught.value.problems[0].column == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"layouts":[{"tier":"towns","cells":{}}]}',
        '{"layouts":[{"tier":"districts","cells":{"a":[0,0],"b":[0,0]}}]}',
        '{"layouts":[{"tier":"districts","cells":{"a":[-1,0]}}]}',
        '{"layouts":[{"tier":"districts","cells":{"a":[0.5,0]}}]}',
        '{"layouts":[{"tier":"districts","cells":{"a":[1]}}]}',
    ],
)
def test_damaged_layouts_are_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r".*"):
        layouts_from(text, "equal-areas.json")
