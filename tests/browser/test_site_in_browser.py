"""The pages in a real browser: axe finds nothing, nothing leaves the site, and the scripts do what they say."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.opened import opened
from tests.publication.made_site import files
from tests.publication.test_site_structure import KINDS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(site: str, browser: Browser, kind: str, width: int) -> None:
    page = opened(browser, f"{site}/{KINDS[kind]}", width)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.context.close()


def test_dark_has_contrast_enough_too(site: str, browser: Browser) -> None:
    page = browser.new_context(color_scheme="dark").new_page()
    for kind in ("authority in a year", "group", "improvements", "home"):
        page.goto(f"{site}/{KINDS[kind]}", wait_until="networkidle")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.context.close()


def test_three_councils_are_compared_and_the_address_holds_the_choice(site: str, browser: Browser) -> None:
    page = opened(browser, f"{site}/compare/")
    for name in ("Bolsover District Council", "Kent County Council", "Melton Borough Council"):
        page.get_by_label("Name of a council").fill(name)
        page.get_by_role("button", name="Add").click()
        page.get_by_role("row").filter(has_text=name).wait_for()
    assert page.url.endswith("?a=bolsover&a=kent&a=melton")
    own = opened(browser, f"{site}/authority/bolsover/2024-25/")
    rate = own.locator('[data-measure="upheld-rate"] .big').inner_text()
    row = page.get_by_role("row").filter(has_text="Bolsover District Council")
    assert rate in row.inner_text()
    assert "1 upheld decision of 4" in row.inner_text()
    assert row.get_by_role("img").count() == 1
    assert "No rate" in page.get_by_role("row").filter(has_text="Melton").inner_text()
    page.get_by_role("link", name="2019-20").click()
    page.get_by_role("heading", name="Complaints upheld, 2019-20").wait_for()
    assert page.url.endswith("?a=bolsover&a=kent&a=melton&year=2019-20")
    page.get_by_role("button", name="Remove Kent County Council").click()
    page.get_by_text("2 chosen.").wait_for()
    assert Axe().run(page).violations_count == 0
    again = opened(browser, page.url)
    again.get_by_role("row").filter(has_text="Melton").wait_for()
    assert again.get_by_role("row").count() == 3
    page.context.close()


def test_the_comparison_is_downloaded_as_a_table_that_no_spreadsheet_takes_for_formulas(
    site: str, browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, f"{site}/compare/?a=bolsover&a=melton&a=kent&measure=on-time-compliance")
    page.get_by_role("heading", name="Recommendations carried out on time, 2024-25").wait_for()
    assert page.get_by_role("row").filter(has_text="Bolsover").get_by_role("img").count() == 1
    own = json.loads(files()["authority/bolsover/2024-25/index.json"])["figures"]["on-time-compliance"]
    assert own["heading"] in page.get_by_role("row").filter(has_text="Bolsover").inner_text()
    page.route(
        "**/authority/kent/2024-25/index.json",
        lambda route: route.fulfill(json={"authority": {"name": '=1+"1", or, more', "group": "@x"}}),
    )
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download this table (CSV)").click()
    assert coming.value.suggested_filename == "on-time-compliance-2024-25.csv"
    coming.value.save_as(tmp_path / "table.csv")
    text = (tmp_path / "table.csv").read_bytes().decode()
    bolsover, _, kent = csv.DictReader(text.splitlines())
    assert (bolsover["authority"], bolsover["rate"], bolsover["low"], bolsover["average"]) == (
        "bolsover",
        own["rate"],
        own["interval"][0],
        own["average"] or "",
    )
    assert bolsover["numerator"] == str(own["numerator"])
    assert (kent["name"], kent["group"], kent["rate"]) == ('\'=1+"1", or, more', "'@x", "")
    page.get_by_text("The table was made in your browser").wait_for()
    page.context.close()


def test_a_council_that_closed_is_labelled_so(site: str, browser: Browser) -> None:
    page = opened(browser, f"{site}/compare/?a=west-dorset&a=bolsover&year=2019-20")
    assert "closed" not in page.get_by_role("row").filter(has_text="Bolsover").inner_text()
    page.get_by_role("row").filter(has_text="closed 31 March 2019").wait_for()
    page.context.close()


def test_an_address_that_names_nobody_shows_nobody(site: str, browser: Browser) -> None:
    page = opened(browser, f"{site}/compare/?a=%3Cb%3E&a=nobody&year=1900&measure=x")
    page.get_by_text("None chosen yet.").wait_for()
    assert not page.locator("#compared").is_visible()
    page.context.close()


def test_without_script_comparing_leads_to_the_groups_and_the_search_to_the_list(
    site: str, browser: Browser
) -> None:
    page = opened(browser, f"{site}/compare/", script=False)
    assert not page.locator("#choose").is_visible()
    page.get_by_role("link", name="District councils").click()
    page.get_by_role("link", name="In order of rate, with ranges of places").click()
    assert page.get_by_role("row").filter(has_text="Bolsover").is_visible()
    page.goto(f"{site}/")
    page.get_by_role("searchbox").fill("Bolsover")
    assert page.locator("noscript p").is_visible()
    page.get_by_role("button").click()
    assert page.locator("noscript p").is_visible()
    page.get_by_role("link", name="Bolsover", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bolsover District Council"
    page.goto(f"{site}/decision/")
    assert not page.locator("#search").is_visible()
    page.get_by_role("link", name="2019-20").click()
    page.get_by_role("link", name="Housing").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Housing, 2019-20"
    page.context.close()


def test_a_council_is_found_by_name_and_by_postcode_and_nothing_is_sent(site: str, browser: Browser) -> None:
    page = opened(browser, f"{site}/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for typed in ("bolsover", "S44 6NJ"):
        page.get_by_role("searchbox").fill(typed)
        page.get_by_role("button", name="Find my council").click()
        page.locator("#found").get_by_role("link", name="Bolsover District Council").wait_for()
    assert {url.removeprefix(site) for url in asked} <= {"/find/names.json", "/find/postcodes.json"} | {
        url.removeprefix(site) for url in asked if url.endswith(("panels.json", ".woff2"))
    }
    page.context.close()


def test_the_map_is_walked_by_keys_and_tells_what_the_page_says(site: str, browser: Browser) -> None:
    page = opened(browser, f"{site}/map/2019-20/upheld-rate/")
    page.locator("[data-map] a[data-slug=bolsover]").focus()
    page.locator("[data-map-panel]").get_by_text("1 upheld decision of 4 detailed investigations").wait_for()
    assert (
        page.locator("[data-map-panel]").get_by_role("link", name="Bolsover District Council in full").count()
    )
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/authority/bolsover/2019-20/")
    page.context.close()


def test_the_fonts_are_the_site_s_own(site: str, browser: Browser) -> None:
    page = opened(browser, f"{site}/authority/bolsover/")
    assert page.evaluate("document.fonts.check('400 52px \"Upheld Sans\"')")
    loaded = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")
    assert loaded.count("Upheld Sans") == 2, (
        "the stand-ins, which are the reader's own fonts, may be there or not"
    )
    page.context.close()


def test_nothing_shifts_while_the_page_loads(site: str, browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const each of list.getEntries())"
        " window.shift += each.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    for path in (*(KINDS[kind] for kind in ("home", "authority", "group")), "compare/", "decision/"):
        page.goto(f"{site}/{path}", wait_until="networkidle")
        assert page.evaluate("window.shift") == 0, path
    page.close()


def test_a_page_prints_without_what_is_for_the_screen(site: str, browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, f"{site}/authority/bolsover/2019-20/")
    page.emulate_media(media="print")
    for name in ("Site", "Where you are", "Year"):
        assert not page.locator(f'nav[aria-label="{name}"]').is_visible()
    assert page.locator("footer .address").is_visible()
    page.context.close()
