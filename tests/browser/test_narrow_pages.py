"""Pages on a narrow telephone: nothing scrolls both ways, no table loses a column, every target is large enough."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.opened import opened
from tests.publication.test_site_structure import KINDS

pytestmark = pytest.mark.slow

CUT_OFF = """() => [...document.querySelectorAll("main table")].flatMap(table => {
  const [left, right] = [0, document.documentElement.clientWidth];
  return [...table.querySelectorAll("tbody :is(th, td)")].filter(cell => {
    const box = cell.getBoundingClientRect();
    if (!box.width) return false;
    const hidden = cell.textContent.trim() && getComputedStyle(cell).display === "none";
    return hidden || box.left < left || box.right > right + 0.5 || cell.scrollWidth > cell.clientWidth + 1;
  }).slice(0, 2).map(cell => `${table.className}: ${cell.textContent.trim().slice(0, 40)}`);
})"""
TOO_SMALL = """() => [...document.querySelectorAll("a, button, summary, input, select")].flatMap(each => {
  // An area of a map is as large as the council is; the table beside it has the same link.
  if (each.closest("svg") || each.closest(".skip")) return [];
  const boxes = [...each.getClientRects()];
  if (!boxes.length) return [];
  const [height, width] = ["height", "width"].map(side => Math.max(...boxes.map(box => box[side])));
  return height < 24 || width < 24 ? [`${each.textContent.trim()}: ${Math.round(width)} by ${Math.round(height)}`] : [];
}).slice(0, 8)"""
BROKEN_YEARS = """() => [...document.querySelectorAll(".year")].filter(each => each.getClientRects().length > 1).length"""
OPENED = "() => { for (const each of document.querySelectorAll('details')) each.open = true; }"


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_scrolls_both_ways_and_no_table_loses_a_column(
    site: str, browser: Browser, width: int
) -> None:
    page = opened(browser, f"{site}/", width)
    for kind, path in KINDS.items():
        page.goto(f"{site}/{path}", wait_until="load")
        page.evaluate(OPENED)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
        assert page.evaluate(CUT_OFF) == [], kind
    page.context.close()


@pytest.mark.parametrize(
    ("path", "table"),
    [("/authority/birmingham/2019-20/", "categories"), ("/review/2019-20/", "groups"), ("/", "table")],
)
def test_rows_shown_as_blocks_stay_rows_to_whoever_listens(
    site: str, browser: Browser, path: str, table: str
) -> None:
    said = {}
    for width in (320, 1280):
        page = opened(browser, f"{site}{path}", width)
        page.evaluate(OPENED)
        found = page.locator(f"table[aria-labelledby={table}]")
        said[width] = {
            role: found.get_by_role(role).count() for role in ("columnheader", "rowheader", "row", "cell")
        }
        page.context.close()
    assert said[320] == said[1280]
    assert said[320]["columnheader"] > 1
    assert said[320]["cell"] > said[320]["row"] > 1
    # Not by the browser's own reckoning alone, which not every browser keeps: each part says what it is.
    page = opened(browser, f"{site}{path}", 320)
    parts = page.locator(f"table[aria-labelledby={table}] :is(thead, tbody, tr, th, td)")
    assert (
        parts.count()
        == page.locator(f"table[aria-labelledby={table}] :is(thead, tbody, tr, th, td)[role]").count()
    )
    page.context.close()


def test_a_block_says_what_each_of_its_numbers_is(site: str, browser: Browser) -> None:
    page = opened(browser, f"{site}/authority/birmingham/2019-20/", 360)
    row = page.locator("table[aria-labelledby=categories] tbody tr").first
    said = [cell.get_attribute("data-label") for cell in row.locator("td").all()]
    assert said == ["Received", "Decided", "Investigated", "Upheld"]
    shown = row.locator("td").last.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "attr(data-label)" in shown or "Upheld" in shown
    page.context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_link_and_button_is_large_enough_and_no_year_breaks(
    site: str, browser: Browser, width: int
) -> None:
    page = opened(browser, f"{site}/", width)
    for kind, path in KINDS.items():
        page.goto(f"{site}/{path}", wait_until="load")
        page.evaluate(OPENED)
        assert page.evaluate(TOO_SMALL) == [], kind
        assert page.evaluate(BROKEN_YEARS) == 0, kind
    page.context.close()
