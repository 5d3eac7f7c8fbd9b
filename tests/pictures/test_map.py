"""The map: every council a link with its figure in words, an edge for each area, and a way to each by arrow keys."""

from __future__ import annotations

import gzip
import re
from fractions import Fraction
from functools import lru_cache
from xml.etree import ElementTree

import pytest

from tests.letters.hand_made import figure, scheme_of_england
from upheld.measures.figure import Figure
from upheld.pictures.drawing import stylesheet
from upheld.pictures.map import MapPicture, Mark, draw_equal_areas, draw_geographic
from upheld.pictures.map_classes import CLASSES, Paint, key_of, paint_of
from upheld.pictures.map_html import map_stylesheet
from upheld.register.areas import Areas, AreasOfDay, load_areas
from upheld.register.layouts import Tier

SVG = "{http://www.w3.org/2000/svg}"
FIFTHS = (0, 20, 40, 60, 80)
COMPLIANCE = (0, 90, 95, 99, 100)
YEARS = range(2016, 2026)


@lru_cache(maxsize=1)
def english() -> Areas:
    scheme = scheme_of_england()
    return load_areas(scheme.folder, scheme.register, scheme.types_with_area)


@lru_cache(maxsize=32)
def of_year(ending: int, tier: Tier = Tier.DISTRICTS) -> AreasOfDay:
    calendar = scheme_of_england().calendar
    return english().of_day(calendar.parse(f"{ending - 1}-{ending % 100:02d}").last_day, tier)


def marks_of(areas: AreasOfDay) -> dict[str, Mark]:
    """Invented, every paint among them."""
    paints = list(Paint)
    return {
        slug: Mark(
            paints[number % len(paints)], f"{slug}: 25%, 1 of 4, too few to say", f"/authority/{slug}/"
        )
        for number, slug in enumerate(areas.areas)
    }


@lru_cache(maxsize=32)
def drawn(ending: int, tier: Tier = Tier.DISTRICTS, hexagons: bool = False) -> MapPicture:
    areas = of_year(ending, tier)
    if hexagons:
        return draw_equal_areas(areas, marks_of(areas), "Complaints upheld", chosen="bolsover")
    insets = english().settings.inset
    return draw_geographic(areas, marks_of(areas), "Complaints upheld", insets=insets, chosen="bolsover")


def links_in(svg: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    return root.findall(f"{SVG}a")


@pytest.mark.parametrize("hexagons", [False, True])
@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("ending", [2016, 2020, 2025])
def test_every_council_is_a_link_with_its_line(ending: int, tier: Tier, hexagons: bool) -> None:
    areas = of_year(ending, tier)
    links = links_in(drawn(ending, tier, hexagons).svg)
    assert sorted(link.get("data-slug") or "" for link in links) == list(areas.areas)
    for link in links:
        slug = link.get("data-slug")
        assert link.get("href") == f"/authority/{slug}/"
        assert (link.get("aria-label") or "").startswith(f"{slug}: ")
        assert link[0].get("d")


@pytest.mark.parametrize("hexagons", [False, True])
@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("ending", [2016, 2020, 2025])
def test_one_link_is_a_tab_stop_and_arrows_lead_from_it_to_all(
    ending: int, tier: Tier, hexagons: bool
) -> None:
    links = links_in(drawn(ending, tier, hexagons).svg)
    stops = [number for number, link in enumerate(links) if link.get("tabindex") == "0"]
    assert len(stops) == 1
    if tier is Tier.DISTRICTS:
        assert links[stops[0]].get("data-slug") == "bolsover"
    ways = [[int(place) for place in (link.get("data-to") or "").split() if place != "-"] for link in links]
    reached, edge = set(stops), stops
    while edge:
        edge = [place for one in edge for place in ways[one] if place not in reached]
        reached |= set(edge)
    assert reached == set(range(len(links))), "no council is out of reach"


def test_arrows_lead_the_way_they_point() -> None:
    links = links_in(drawn(2025).svg)
    slugs = [link.get("data-slug") for link in links]
    of = {link.get("data-slug"): (link.get("data-to") or "").split() for link in links}
    up, right, _, _ = of["bolsover"]
    assert slugs[int(up)] in ("rotherham", "sheffield", "north-east-derbyshire", "bassetlaw")
    assert slugs[int(right)] in ("mansfield", "ashfield", "bassetlaw", "newark-and-sherwood")
    assert of["northumberland"][0] == "-", "nothing lies further north"
    assert of["isles-of-scilly"][3] == "-", "or further west"


def test_light_areas_are_drawn_over_dark_ones_and_discs_over_all() -> None:
    order = [link[0].get("class") for link in links_in(drawn(2025).svg)]
    rank = {"m-3": 0, "m-4": 0, "m-5": 0, "m-1": 1, "m-2": 1, "m-few": 1, "m-none": 1, "m-absent": 2}
    ranks = [rank[each or ""] for each in order]
    assert ranks == sorted(ranks)
    with_discs = drawn(2020)
    last = [link.get("data-slug") for link in links_in(with_discs.svg)][-len(with_discs.discs) :]
    assert sorted(last, key=str) == list(with_discs.discs)
    assert with_discs.svg.index("m-undivided") < with_discs.svg.index("<a ")
    assert with_discs.svg.index("m-county") > with_discs.svg.rindex("<a ")


def test_colours_are_classes_and_nothing_is_styled_in_place() -> None:
    for picture in (drawn(2020), drawn(2020, hexagons=True)):
        whole = picture.svg + "".join(svg for _, svg in picture.insets)
        assert "style=" not in whole
        assert "stroke=" not in whole
        assert set(re.findall(r'fill="([^"]*)"', whole)) <= {
            f"url(#{key}-{paint})"
            for key in ("map", *(f"map-{inset.slug}" for inset, _ in picture.insets))
            for paint in ("few", "none")
        }
        ids = re.findall(r' id="([^"]*)"', whole)
        assert len(ids) == len(set(ids))


def test_insets_draw_the_same_councils_again() -> None:
    insets = {inset.title: links_in(svg) for inset, svg in drawn(2020).insets}
    assert {title: len(links) for title, links in insets.items()} == {
        "London": 33,
        "Greater Manchester": 10,
        "West Midlands": 7,
        "Tyne and Wear": 5,
    }
    assert all(sum(link.get("tabindex") == "0" for link in links) == 1 for links in insets.values())


def test_the_map_of_districts_is_light_enough_for_the_home_page() -> None:
    assert len(gzip.compress(drawn(2025).svg.encode(), 9)) < 37_000
    assert len(gzip.compress(drawn(2020).svg.encode(), 9)) < 37_000


def test_no_path_has_a_letter_without_numbers() -> None:
    for picture in (drawn(2020), drawn(2020, hexagons=True)):
        for path in re.findall(r' d="([^"]*)"', picture.svg):
            assert re.fullmatch(r"([MmLla](-?\d+([ -]|(?=[A-Za-z]|$)))+|v-?\d+|z|\d|[ -])*", path), path[:80]
            assert not re.search(r"[MmLl](?![-\d])", path)


@pytest.mark.parametrize(
    ("numerator", "base", "begin", "paint"),
    [
        (0, 10, FIFTHS, Paint.FIRST),
        (1, 1000, FIFTHS, Paint.FIRST),
        (39, 200, FIFTHS, Paint.SECOND),  # 19.5 is printed as 20
        (194, 1000, FIFTHS, Paint.FIRST),
        (1, 2, FIFTHS, Paint.THIRD),
        (3, 5, FIFTHS, Paint.FOURTH),
        (4, 5, FIFTHS, Paint.FIFTH),
        (10, 10, FIFTHS, Paint.FIFTH),
        (89, 100, COMPLIANCE, Paint.FIRST),
        (90, 100, COMPLIANCE, Paint.SECOND),
        (98, 100, COMPLIANCE, Paint.THIRD),
        (62, 63, COMPLIANCE, Paint.THIRD),  # 98.4
        (199, 200, COMPLIANCE, Paint.FOURTH),  # "over 99%", never all
        (63, 63, COMPLIANCE, Paint.FIFTH),
        (0, 0, FIFTHS, Paint.NOTHING),
    ],
)
def test_an_area_is_painted_as_its_rate_is_printed(
    numerator: int, base: int, begin: tuple[int, ...], paint: Paint
) -> None:
    one = Figure("a", "2019-20", "m", 1, numerator, base, None, None, None)
    assert one.rate is None or isinstance(one.rate, Fraction)
    assert paint_of(one, begin) is paint


def test_too_few_and_absent_have_paints_of_their_own() -> None:
    assert paint_of(figure("bolsover", "upheld-rate", 1, 4, "district"), FIFTHS) is Paint.FEW
    assert paint_of(None, FIFTHS) is Paint.ABSENT


def test_the_key_says_where_classes_begin_and_end() -> None:
    assert [entry.label for entry in key_of(FIFTHS)] == [
        "0 to 19%",
        "20 to 39",
        "40 to 59",
        "60 to 79",
        "80 to 100",
    ]
    assert [entry.label for entry in key_of(COMPLIANCE)] == ["0 to 89%", "90 to 94", "95 to 98", "99", "100%"]
    assert [entry.paint for entry in key_of(FIFTHS)] == list(CLASSES)


def test_hostile_names_stay_text() -> None:
    areas = of_year(2025)
    marks = {slug: Mark(Paint.FIRST, '"><script>alert(1)</script>', '/a"b<c') for slug in areas.areas}
    svg = draw_geographic(areas, marks, "<b>").svg
    assert "<script" not in svg and "<b>" not in svg
    assert links_in(svg)[0].get("aria-label") == '"><script>alert(1)</script>'


def test_every_class_of_the_drawing_has_a_style() -> None:
    style = map_stylesheet()
    used = {
        name
        for picture in (drawn(2020), drawn(2020, hexagons=True))
        for svg in (picture.svg, *(inset for _, inset in picture.insets))
        for name in re.findall(r'class="([^"]*)"', svg)
    }
    assert all(re.search(rf"\.{name}\b", style) for name in used)
    for media in ("prefers-color-scheme: dark", "forced-colors: active", "print", "prefers-contrast: more"):
        assert f"({media})" in style or f"@media {media}" in style
    known = set(re.findall(r"(--[\w-]+):", stylesheet() + style))
    assert set(re.findall(r"var\((--[\w-]+)\)", style)) <= known
