"""The map's paints where colours go: under a reader's own two colours (forced colours), and on a black and white printer."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.map_site import write_site
from tests.browser.test_map_in_chromium import served
from upheld.pictures.map_classes import CLASSES, Paint

pytestmark = pytest.mark.slow

WIDE, HIGH = 28, 10
"""So much of a swatch is looked at, in pixels."""
APART = 16
"""Of 255 greys: so far apart are two greys that anyone can tell one beside the other."""
PAINTS = (*CLASSES, Paint.FEW, Paint.NOTHING, "undivided")

Greys = list[float]
GREYS_OF = """
async png => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const drawn = canvas.getContext("2d");
  drawn.drawImage(image, 0, 0);
  const { data } = drawn.getImageData(0, 0, canvas.width, canvas.height);
  return Array.from({ length: data.length / 4 }, (_, at) => 0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2]);
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    with served(folder) as (address, _):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        expect(page.locator(".map-zoom")).to_be_visible()
        yield page
        page.close()


def greys(browser: Browser, page: Page) -> dict[str, Greys]:
    """The swatch of each paint in the key, as a printer without colours has it."""
    reader = browser.new_page()
    found = {}
    for paint in PAINTS:
        swatch = page.locator(f".map-key rect.m-{paint}")
        swatch.scroll_into_view_if_needed()
        box = swatch.bounding_box()
        assert box is not None, paint
        clip = {"x": round(box["x"]) + 3, "y": round(box["y"]) + 3, "width": WIDE, "height": HIGH}
        png = page.screenshot(clip=clip)  # type: ignore[arg-type]  # a dictionary of those four
        found[str(paint)] = reader.evaluate(GREYS_OF, base64.b64encode(png).decode())
    reader.close()
    return found


def mean(all_of: Greys) -> float:
    return sum(all_of) / len(all_of)


def differ(one: Greys, other: Greys) -> float:
    """By how much two swatches differ: in how dark they are, or else in their grain."""
    here, there = (max(abs(grey - mean(each)) for grey in each) for each in (one, other))
    return max(abs(mean(one) - mean(other)), abs(here - there))


def are_told_apart(found: dict[str, Greys]) -> None:
    for (name, one), (other_name, other) in combinations(found.items(), 2):
        if {name, other_name} == {Paint.FEW, Paint.NOTHING}:
            # Lines against dots: where one is dark, the other is light.
            assert mean([abs(a - b) for a, b in zip(one, other, strict=True)]) > APART
        elif "undivided" not in (name, other_name):
            assert differ(one, other) > APART, (name, other_name)
    for less, more in pairwise(CLASSES):
        assert abs(mean(found[less]) - mean(found[more])) > APART, (
            "a class is even, and darker or lighter than the last"
        )
        assert max(found[less]) - min(found[less]) < 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_classes_and_hatchings_are_told_apart_in_forced_colours(
    browser: Browser, page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    found = greys(browser, page)
    are_told_apart(found)
    assert differ(found["undivided"], found["1"]) > 5
    page.emulate_media(forced_colors="none", color_scheme="light")


def test_classes_and_hatchings_are_told_apart_on_a_printer_without_colours(
    browser: Browser, page: Page
) -> None:
    page.emulate_media(media="print")
    found = greys(browser, page)
    are_told_apart(found)
    page.emulate_media(media="screen")


def test_areas_keep_their_class_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    fills = [
        page.locator(f".map-whole .m-{paint}").first.evaluate("area => getComputedStyle(area).fill")
        for paint in (*CLASSES, Paint.FEW, Paint.NOTHING)
    ]
    assert len(set(fills)) == len(fills)
    page.emulate_media(forced_colors="none")


def test_the_key_names_the_pale_ground(page: Page) -> None:
    expect(page.locator(".map-key li", has_text="Shared by councils shown as discs")).to_be_visible()
