"""Pages on paper: nothing is cut off at the side, what is folded on a screen is open, and pictures have their room."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.opened import opened
from tests.publication.test_site_structure import KINDS
from upheld.letters.printed import text_of_pdf

pytestmark = pytest.mark.slow

PAPER = 672
"""The width of A4 between margins of 16 mm, in pixels of a page."""
BEYOND = """() => [...document.querySelectorAll("main :is(table, svg, li, p, h1, h2, h3)")].filter(each => {
  const box = each.getBoundingClientRect();
  return box.width > 1 && !each.parentElement.closest("svg") && box.right > innerWidth + 1;
}).slice(0, 4).map(each => `${each.tagName} ${each.textContent.trim().slice(0, 40)}`)"""


def test_nothing_runs_over_the_edge_of_the_paper(site: str, browser: Browser) -> None:
    page = opened(browser, f"{site}/", PAPER)
    page.emulate_media(media="print")
    for kind, path in KINDS.items():
        page.goto(f"{site}/{path}", wait_until="load")
        assert page.evaluate(BEYOND) == [], kind
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
    page.context.close()


def test_what_is_folded_on_the_screen_is_open_on_paper(site: str, browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, f"{site}/")
    table = page.locator("table.rates")
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.bounding_box()
    page.pdf(path=tmp_path / "home.pdf", prefer_css_page_size=True)
    said = "".join(text_of_pdf(tmp_path / "home.pdf").split())
    assert "WestDorset" in said
    assert "Chooseacouncilonthemap" not in said
    page.context.close()


def test_a_map_on_paper_is_no_smaller_than_what_stands_beside_it(site: str, browser: Browser) -> None:
    page = opened(browser, f"{site}/map/2019-20/upheld-rate/", PAPER)
    page.emulate_media(media="print")
    whole, side = (page.locator(each).bounding_box() for each in (".map-whole", ".map-side"))
    assert whole
    assert side
    assert whole["width"] > 1.5 * side["width"]
    page.context.close()
