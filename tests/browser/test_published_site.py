"""The published site in a real browser, served as it will be: under its strict headers, with its search and its downloads.

What pages do by themselves is tested in `test_site_in_browser`; here stands what needs an edition and its server.
"""

from __future__ import annotations

import csv
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, expect

from tests.publication.published_world import marked, publish, workspace_of
from tests.release.taken_down import DECISION, MARKS, OTHER, three
from upheld.letters.printed import text_of_pdf
from upheld.publication import search
from upheld.publication.serve import SiteServer

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published workspace, with the search."""
    if not search.is_there():
        pytest.skip("Pagefind is not installed")
    folder = tmp_path_factory.mktemp("published") / "made"
    marked(folder)
    publish(workspace_of(folder, three()), with_search=True)
    return folder


@pytest.fixture(scope="module")
def origin(folder: Path) -> Iterator[str]:
    server = SiteServer("127.0.0.1", 0, folder / "site")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.address.rstrip("/")
    server.shutdown()
    server.server_close()
    thread.join()


class Watched:
    """A page that remembers what it asked of others, and what its console complained of."""

    def __init__(self, browser: Browser, origin: str, *, script: bool = True) -> None:
        self.page: Page = browser.new_context(java_script_enabled=script, accept_downloads=True).new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.loaded: list[str] = []
        self._origin = origin
        self.page.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, request: Request) -> None:
        self.loaded.append(request.url)
        if not request.url.startswith((self._origin, "data:")):
            self.asked.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        self.page.goto(self._origin + path)
        return self.page

    def is_clean(self) -> None:
        assert self.asked == []
        assert self.complaints == []


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/authority/watford/", "/authority/watford/2019-20/r1/", "/compare/", "/decision/", "/data/"),
        *("/decision/19-000-001/", "/methods/", "/release/2019-20/", "/letter/2019-20/r2/watford.html"),
    ],
)
def test_no_page_breaks_the_policy_it_is_served_with_or_asks_anybody_else(
    path: str, browser: Browser, origin: str
) -> None:
    watched = Watched(browser, origin)
    watched.go(path)
    watched.is_clean()


def test_a_decision_is_found_by_a_word_in_it_without_anything_being_sent(
    browser: Browser, origin: str
) -> None:
    watched = Watched(browser, origin)
    page = watched.go("/decision/")
    page.get_by_label("Words in a decision").fill(MARKS[DECISION])
    page.get_by_role("button", name="Search").click()
    found = page.locator("#results a").first
    expect(found).to_be_visible()
    found.click()
    expect(page.locator("p.summary").first).to_contain_text(MARKS[DECISION])
    assert page.url == f"{origin}/decision/19-000-001/"
    watched.is_clean()


def test_a_search_stands_in_the_address_and_back_goes_to_the_one_before(
    browser: Browser, origin: str
) -> None:
    watched = Watched(browser, origin)
    page = watched.go("/decision/")
    found = page.locator("#results a")
    page.get_by_label("Words in a decision").fill(OTHER)
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#number")).to_have_text("3 decisions found")
    assert page.url == f"{origin}/decision/?q={OTHER}"
    page.get_by_label("Year").select_option("2018-19")
    expect(page.locator("#number")).to_have_text("1 decision found")
    assert page.url == f"{origin}/decision/?q={OTHER}&year=2018-19"
    again = Watched(browser, origin).go(f"/decision/?q={OTHER}&year=2018-19&authority=nobody")
    expect(again.locator("#number")).to_have_text("1 decision found")
    assert again.get_by_label("Words in a decision").input_value() == OTHER
    found.click()
    page.wait_for_url("**/decision/18-000-001/")
    page.go_back()
    expect(found).to_have_text(re.compile("18 000 001"))
    page.go_back()
    expect(found).to_have_count(3)
    assert page.get_by_label("Year").input_value() == ""
    watched.is_clean()


def test_a_search_that_takes_long_says_so_and_does_not_hold_up_the_next(
    browser: Browser, origin: str
) -> None:
    watched = Watched(browser, origin)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    watched.page.context.route("**/pagefind/index/*", hold_the_first)
    page = watched.go("/decision/")
    page.get_by_label("Words in a decision").fill(MARKS[DECISION])
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status").filter(has_text="Searching…")).to_be_visible()
    expect(page.locator("#results li")).to_have_count(0)
    page.get_by_label("Words in a decision").fill(OTHER)
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#number")).to_have_text("3 decisions found")
    held[0].continue_()
    page.wait_for_timeout(300)
    expect(page.locator("#number")).to_have_text("3 decisions found")
    expect(page.locator("#results li")).to_have_count(3)
    page.context.unroute_all(behavior="ignoreErrors")


def test_words_that_most_decisions_have_are_left_out_and_the_page_says_so(
    browser: Browser, origin: str
) -> None:
    watched = Watched(browser, origin)

    def many(route: Route) -> None:
        told = route.fetch()
        body = told.text().replace('data-common=""', 'data-common="council decision the"')
        route.fulfill(response=told, body=body)

    watched.page.route("**/decision/", many)
    page = watched.go("/decision/")
    page.get_by_label("Words in a decision").fill(f"The councils’ {OTHER}")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#number")).to_have_text("3 decisions found")
    expect(page.locator("#dropped")).to_contain_text("“The”, “councils’”.")
    page.get_by_label("Words in a decision").fill("the council")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#number")).to_contain_text("Add a word that fewer decisions have")
    page.get_by_label("Authority").select_option("Derby City Council")
    expect(page.locator("#number")).to_have_text("1 decision found")


def test_the_search_is_loaded_on_its_page_alone(browser: Browser, origin: str) -> None:
    watched = Watched(browser, origin)
    for path in ("/", "/authority/watford/", "/decision/19-000-001/"):
        watched.go(path)
    assert not any("/pagefind/" in each for each in watched.loaded)


def test_a_table_is_downloaded_and_says_what_page_and_letter_say(
    browser: Browser, origin: str, folder: Path, tmp_path: Path
) -> None:
    watched = Watched(browser, origin)
    page = watched.go("/data/")
    with page.expect_download() as coming:
        page.evaluate(
            "const link = document.querySelector('a[href$=\"/2019-20/figures.csv\"]'); link.download = ''; link.click()"
        )
    coming.value.save_as(tmp_path / "figures.csv")
    with (tmp_path / "figures.csv").open(newline="") as file:
        rows = {(row["authority"], row["measure"]): row for row in csv.DictReader(file)}
    row = rows["watford", "upheld-rate"]
    assert (row["numerator"], row["denominator"], row["rate"]) == ("1", "1", "100%")
    said = f"{row['numerator']} upheld decision of {row['denominator']}"
    on_page = re.sub(r"\s+", " ", watched.go("/authority/watford/").locator("main").inner_text())
    in_letter = " ".join(text_of_pdf(folder / "site/current/letter/2019-20/r2/watford.pdf").split())
    for text in (on_page, in_letter):
        assert row["rate"] in text
        assert said in text.replace("\u00a0", " ")
    watched.is_clean()


def test_without_javascript_decisions_are_reached_by_their_lists(browser: Browser, origin: str) -> None:
    watched = Watched(browser, origin, script=False)
    page = watched.go("/decision/")
    expect(page.get_by_label("Words in a decision")).to_be_hidden()
    page.locator("main").get_by_role("link", name="2019-20", exact=True).click()
    page.get_by_role("link", name="19 000 004").first.click()
    expect(page.locator("main")).to_contain_text(OTHER)
    watched.is_clean()


def test_what_is_not_there_is_said_on_a_page_of_the_site(browser: Browser, origin: str) -> None:
    watched = Watched(browser, origin)
    page = watched.go("/authority/nowhere/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_visible()
    assert watched.asked == []
