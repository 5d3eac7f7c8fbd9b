"""The map and the search in a real Chromium, with the headers of the site: by keyboard alone, by postcode, by touch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.map_site import BOLSOVER, HEADERS, write_site

pytestmark = pytest.mark.slow


class Handler(SimpleHTTPRequestHandler):
    asked: list[str]

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
            return
        if self.path.startswith("/authority/"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>A council</title>")
            return
        super().do_GET()


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    handler = type("Logged", (Handler,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler.asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    with served(folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: tuple[str, list[str]]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(site[0])
    expect(page.locator(".map-zoom")).to_be_visible()
    yield page
    context.close()
    assert said == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('data-slug')"))


def test_the_map_is_walked_by_keyboard_alone(page: Page) -> None:
    page.locator("#q").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page) == "bolsover", "the chosen council is the map's one tab stop"
    expect(page.locator("[data-map-said]")).to_have_text(BOLSOVER)
    page.keyboard.press("ArrowUp")
    north = focused(page)
    assert north != "bolsover"
    assert page.locator(f".map-whole a[data-slug={north}]").get_attribute("tabindex") == "0"
    assert page.locator(".map-whole a[tabindex='0']").count() == 1
    expect(page.locator("[data-map-panel]")).to_contain_text(north.split("-")[0], ignore_case=True)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    first = focused(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/authority/{first}/")


def test_tab_leaves_the_map_after_one_council(page: Page) -> None:
    page.locator(".map-whole a[data-slug=bolsover]").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.zoom") == "in"


def test_the_size_changes_by_keys_buttons_and_wheel(page: Page) -> None:
    def box() -> list[float]:
        view = page.locator(".map-whole svg.map").get_attribute("viewBox")
        assert view is not None
        return [float(each) for each in view.split()]

    whole = box()
    page.locator(".map-whole a[data-slug=bolsover]").focus()
    page.keyboard.press("+")
    assert box()[2] == pytest.approx(whole[2] / 1.5, abs=0.1)
    page.keyboard.press("-")
    assert box() == pytest.approx(whole)
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Larger").click()
    assert box()[2] < whole[2] / 2
    expect(page.locator("[data-map-said]")).to_contain_text("percent")
    page.get_by_role("button", name="Show all").click()
    assert box() == pytest.approx(whole)
    page.locator("#q").focus()
    page.mouse.move(400, 600)
    page.mouse.wheel(0, -200)
    assert box() == pytest.approx(whole), "a wheel over a map that is not in use moves the page"
    page.locator(".map-whole a[data-slug=bolsover]").focus()
    page.mouse.move(400, 300)
    page.mouse.wheel(0, -200)
    page.wait_for_function("document.querySelector('svg.map').viewBox.baseVal.width < 900")


def test_what_is_enlarged_is_moved_by_the_pointer_and_opens_nothing(page: Page) -> None:
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Larger").click()
    before = page.locator(".map-whole svg.map").get_attribute("viewBox")
    page.mouse.move(400, 500)
    page.mouse.down()
    page.mouse.move(300, 460, steps=4)
    page.mouse.up()
    assert page.locator(".map-whole svg.map").get_attribute("viewBox") != before
    assert page.url.endswith("/")
    assert "authority" not in page.url


def test_a_council_is_found_by_name(page: Page) -> None:
    page.locator("#q").fill("bolsover")
    page.keyboard.press("Enter")
    answer = page.locator("#found")
    expect(answer.get_by_role("link", name="Bolsover District Council")).to_be_visible()
    expect(answer.get_by_role("link", name="Derbyshire County Council")).to_be_visible()
    expect(answer).to_contain_text("housing")
    expect(answer).to_contain_text("schools")


def test_a_council_is_found_by_postcode_and_nothing_is_sent(page: Page, site: tuple[str, list[str]]) -> None:
    page.locator("#q").fill("s44 6nj")
    page.get_by_role("button", name="Find", exact=True).click()
    answer = page.locator("#found")
    expect(answer).to_contain_text("Probably two councils serve S44 6NJ:")
    names = answer.get_by_role("link").all_text_contents()
    assert names == ["Bolsover District Council", "Derbyshire County Council"]
    expect(answer).not_to_contain_text("Royal Mail")
    expect(page.locator("#found + p")).to_contain_text("Royal Mail")
    assert not [path for path in site[1] if re.search("s44|6nj|q=", path, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("SW1A 1AA", "One council serves SW1A 1AA:"),
        ("CF10 1AA", "No council here is known for the postcode CF10 1AA"),
        ("S44", "S44 lies in more than one place"),
        ("s44 6", "S44 lies in more than one place"),
        ("  ", "Type the name of a council, or a postcode."),
        ("Taunton Deane", "It has closed."),
        ("Shepway", "Folkestone"),
        ("nowhere at all", "No council here is called"),
        ("<img src=x>", "No council here is called “<img src=x>”"),
        ("north", "councils have a name like that"),
    ],
)
def test_every_question_is_answered(page: Page, typed: str, said: str) -> None:
    page.locator("#q").fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text(said)


def test_a_finger_chooses_first_and_opens_then(browser: Browser, site: tuple[str, list[str]]) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site[0])
    expect(page.locator(".map-zoom")).to_be_visible()
    cornwall = page.locator(".map-whole a[data-slug=cornwall]")
    cornwall.tap()
    assert "authority" not in page.url
    expect(page.locator("[data-map-panel]")).to_contain_text("Cornwall")
    cornwall.tap()
    page.wait_for_url("**/authority/cornwall/")
    context.close()


def test_without_script_areas_are_links(browser: Browser, site: tuple[str, list[str]]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site[0])
    expect(page.locator(".map-zoom")).to_be_hidden()
    page.get_by_role("link", name="Cornwall Council: invented").first.click()
    page.wait_for_url("**/authority/cornwall/")
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: tuple[str, list[str]], width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(site[0])
    expect(page.locator(".map-zoom")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
