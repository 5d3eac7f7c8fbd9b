"""The pictures: every state, in both placements, with what a screen reader is told."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from tests.letters.hand_made import figure, release, scheme_of_england
from upheld.pictures.drawing import Canvas, Placement, number, stylesheet, text
from upheld.pictures.flow import Segment, draw_flow, draw_mark, flow_alt
from upheld.pictures.interval import draw_interval
from upheld.pictures.squares import MOST, draw_squares
from upheld.wording.figures import describe
from upheld.wording.names import names_of

SVG = "{http://www.w3.org/2000/svg}"
STATES = [(1, 4), (1, 1), (5, 9), (103, 150), (58, 60), (0, 1), (0, 0), (30, 30)]


def drawn(
    numerator: int, base: int, placement: Placement, slug: str = "bolsover", small: bool = False
) -> str:
    made, _ = release()
    authority = made.review(slug).authority
    one = figure(slug, "upheld-rate", numerator, base, authority.group)
    words = describe(
        one, made.definitions["upheld-rate"], names_of(scheme_of_england(), authority, made.about.year)
    )
    return draw_interval(
        one,
        words,
        authority.short_name,
        placement,
        width=317,
        margin=8,
        small=small,
        key="k",
        nothing="Nothing investigated",
    )


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("placement", list(Placement))
@pytest.mark.parametrize(("numerator", "base"), STATES)
def test_every_state_is_drawn_and_described(
    numerator: int, base: int, placement: Placement, small: bool
) -> None:
    svg = drawn(numerator, base, placement, small=small)
    root = ElementTree.fromstring(svg)
    tags = [element.tag.removeprefix(SVG) for element in root.iter()]
    assert tags.count("title") == tags.count("desc") == 1
    assert tags.count("circle") == (1 if base else 0)
    assert tags.count("rect") == (1 if base else 0)
    assert ("viewBox" in root.attrib) is (placement is Placement.LETTER)
    if placement is Placement.WEB:
        assert root.attrib["role"] == "img"
        assert root.attrib["width"] == "100%"
        assert "fill=" not in svg, (
            "a page's colours come from its stylesheet, or dark and forced colours would not apply"
        )


def test_the_circle_is_hollow_below_five_and_where_too_few() -> None:
    assert 'class="p-rate-few"' in drawn(1, 4, Placement.WEB)
    assert 'class="p-rate"' in drawn(5, 9, Placement.WEB)
    assert 'class="p-rate"' in drawn(103, 150, Placement.WEB)


def test_no_base_is_a_dotted_track_with_the_line_kept() -> None:
    svg = drawn(0, 0, Placement.WEB)
    assert svg.count('class="p-none"') == 3
    assert 'class="p-average"' in svg
    assert "Nothing investigated" in svg


def test_no_group_is_no_line() -> None:
    svg = drawn(3, 7, Placement.WEB, "dartmoor-national-park")
    assert "p-average" not in svg
    assert "average" not in svg


def _labels(svg: str) -> list[tuple[float, str, str]]:
    found = []
    for element in ElementTree.fromstring(svg).iter():
        if not element.tag.endswith("text"):
            continue
        found.append(
            (
                float(element.attrib["x"].rstrip("%")),
                element.attrib["text-anchor"],
                "".join(element.itertext()),
            )
        )
    return found


@pytest.mark.parametrize(
    ("numerator", "base"), [(0, 30), (1, 30), (5, 30), (15, 30), (25, 30), (29, 30), (30, 30)]
)
def test_labels_stay_within_a_letters_column(numerator: int, base: int) -> None:
    for x, anchor, words in _labels(drawn(numerator, base, Placement.LETTER, "birmingham")):
        wide = len(words) * 4.6
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        assert left >= 8 - 1
        assert left + wide <= 317 + 8 + 1 or len(words) <= 4


def test_labels_of_a_page_turn_inward_within_a_third_of_an_edge() -> None:
    anchors = {0: "start", 20: "start", 50: "middle", 80: "end", 100: "end"}
    for share, anchor in anchors.items():
        own = next(
            label for label in _labels(drawn(share, 100, Placement.WEB)) if label[2].startswith("Bolsover")
        )
        assert own[1] == anchor


@pytest.mark.parametrize(
    ("filled", "whole"), [(0, 1), (1, 4), (10, 10), (11, 11), (3, 30), (31, 31), (103, 150), (200, 200)]
)
@pytest.mark.parametrize("placement", list(Placement))
def test_one_square_for_each_case_filled_ones_first(filled: int, whole: int, placement: Placement) -> None:
    root = ElementTree.fromstring(draw_squares(filled, whole, placement))
    squares = [element for element in root.iter() if element.tag.endswith("rect")]
    assert len(squares) == whole
    canvas = Canvas(placement)
    marks = [ElementTree.fromstring(f"<r {canvas.mark(kind)}/>").attrib for kind in ("case", "case-not")]
    assert all(marks[0].items() <= square.attrib.items() for square in squares[:filled])
    assert all(marks[1].items() <= square.attrib.items() for square in squares[filled:])


def test_no_squares_for_no_case_and_for_too_many() -> None:
    assert draw_squares(0, 0, Placement.WEB) == ""
    assert draw_squares(5, MOST + 1, Placement.LETTER) == ""


def test_the_flow_bar_is_whole_and_described() -> None:
    segments = [
        Segment("Invalid or incomplete", 2, "pale"),
        Segment("Advice given", 0, "pale"),
        Segment("Upheld", 1, "petrol"),
    ]
    assert flow_alt(segments) == "3 decided: 2 invalid or incomplete and 1 upheld."
    root = ElementTree.fromstring(
        draw_flow(segments, Placement.WEB, key="f", title="From complaint to decision")
    )
    assert sum(1 for element in root.iter() if element.tag == "rect") == 2
    assert (
        draw_flow([Segment("Upheld", 0, "petrol")], Placement.WEB, title="From complaint to decision") == ""
    )
    ElementTree.fromstring(draw_mark(Placement.LETTER))


def test_names_are_text_and_never_markup() -> None:
    assert text('<b a="1">&') == "&lt;b a=&quot;1&quot;&gt;&amp;"
    segments = [Segment("<script>", 2, "pale")]
    assert "<script>" not in draw_flow(segments, Placement.WEB, key="f", title="x")


def test_coordinates_have_at_most_three_decimals() -> None:
    assert [number(value) for value in (0.0, -0.0001, 1.0, 1 / 3, 12.50)] == ["0", "0", "1", "0.333", "12.5"]
    assert Canvas(Placement.WEB).x(Fraction(1, 3)) == "33.333%"


def test_the_stylesheet_knows_every_mark_and_forced_colours() -> None:
    style = stylesheet()
    canvas = Canvas(Placement.WEB)
    for kind in (
        "grid",
        "axis",
        "range",
        "average",
        "rate",
        "rate-few",
        "none",
        "label",
        "own",
        "number",
        "case",
        "case-not",
    ):
        name = re.search(r'"(.+)"', canvas.mark(kind))
        assert name is not None
        assert f".{name[1]}" in style
    for rule in (
        "forced-colors: active",
        "prefers-color-scheme: dark",
        "prefers-contrast: more",
        "@media print",
    ):
        assert rule in style
