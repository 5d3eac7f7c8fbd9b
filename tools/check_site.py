"""Look at a published site as readers' browsers do, and say everything that is wrong with it.

    python tools/check_site.py demo/site [--html tools/html]

For some pages of every kind, at 360 and at 1280 pixels, with JavaScript and with it turned off: axe finds nothing, nothing
moves while it loads, nothing blocks on script, nothing is asked of anybody else, and the console is silent (so the policy of
the headers holds). Without JavaScript no control is shown that would do nothing, and the ways that must lead on without it do.
The first loads keep to their budgets. The pages and their style are valid by the validator of the W3C (`--html`: the folder
where npm installed vnu-jar; needs Java), but for the remarks in NOT_FAULTS, which are counted and printed. Exits with 1 where
anything is found.

Belongs here: what a browser and a validator see. Links, checksums and figures are checked at every `upheld publish`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from upheld.publication.serve import SiteServer

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (360, 1280)
SETTLING = 300
"""Milliseconds in which whatever still moves shows itself."""
BUDGETS = {"": 120_000, "authority/*": 40_000}
"""Bytes over the wire, compressed and with their headers, of the first load of a page of this kind."""

STILL = 0.01
"""So much may move while a page loads, by the measure of browsers, which call ten times as much good: on a machine that does
other work too a page comes in pieces, and now and then a line has moved a little when the next one is there."""
PATIENCE = 10_000
"""Milliseconds after which a way that is walked without scripts has led nowhere."""
NOT_FAULTS = {
    "CSS: “vector-effect”: Property “vector-effect” doesn't exist.": "a property of SVG: lines keep their width when the map grows",
    "CSS: “paint-order”: Property “paint-order” doesn't exist.": "a property of SVG: the halo of a label lies under its letters",
}
"""What the validator says of style that is not so, and why: it does not know properties of SVG, which all browsers know."""

HAS_CONTROLS = re.compile(rb'<script [^>]*src="/script/(?!rows\.js)')
"""A page with a script that does more than say the roles of rows; without it something may be dead."""
YEAR = re.compile(r"\d{4}(-\d\d)?")
WORDS = frozenset({"all", "by-rate", "category", "decisions", "outcome", "overdue", "year"})
LAYOUT_SHIFT = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
DEAD = """
[...document.querySelectorAll("button, select, input, textarea, [role=button]")]
  .filter(each => each.checkVisibility({ visibilityProperty: true }) && !each.closest("form[action]"))
  .map(each => each.outerHTML.slice(0, 120))
"""
"""What can be seen and can do nothing without a script, for no form with an address is around it."""
BLOCKING = """
performance.getEntriesByType("resource")
  .filter(entry => entry.initiatorType === "script" && entry.renderBlockingStatus === "blocking").map(entry => entry.name)
"""


def kind_of(path: str) -> str:
    """Which kind of page it is: its address, with a star for what varies."""
    first, *rest = path.removesuffix("index.html").strip("/").split("/")
    said = ["YEAR" if YEAR.fullmatch(each) else each if each in WORDS else "*" for each in rest]
    return "/".join([first, *said])


def pages_of_each_kind(public: Path) -> dict[str, list[str]]:
    """For each kind of page the smallest and the largest, by path."""
    sizes: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for path in sorted(public.rglob("*.html")):
        name = str(path.relative_to(public))
        sizes[kind_of(name)].append((path.stat().st_size, name))
    return {kind: sorted({min(found)[1], max(found)[1]}) for kind, found in sorted(sizes.items())}


@dataclass
class Look:
    """What is found of one page in one way of looking at it."""

    where: str
    found: list[str] = field(default_factory=list)
    weight: int = 0

    def add(self, said: str) -> None:
        """Something is wrong."""
        self.found.append(f"{self.where}: {said}")


def look_at(browser: Browser, origin: str, path: str, width: int, *, script: bool) -> Look:
    """Load a page as a reader would for the first time, and look."""
    address = f"/{path.removesuffix('index.html')}"
    look = Look(f"{address} at {width} px{'' if script else ' without scripts'}")
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
    context.set_default_timeout(60_000)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")

    def loaded(event: dict[str, float]) -> None:
        look.weight += int(event["encodedDataLength"])

    def asked(request: Request) -> None:
        if not request.url.startswith((origin, "data:")):
            look.add(f"asks {request.url}")

    def said(message: ConsoleMessage) -> None:
        # A letter stands by itself and names no icon, so a browser asks for one.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            look.add(f"the console says {message.text}")

    wire.on("Network.loadingFinished", loaded)
    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: look.add(f"a script fails: {error}"))
    if script:
        page.add_init_script(LAYOUT_SHIFT)
    page.goto(origin + address.removeprefix("/"), wait_until="load")
    page.wait_for_timeout(SETTLING)
    _look_closer(page, look, script=script)
    if script:
        _ask_axe(page, look)
    context.close()
    if not script:
        # axe is JavaScript, and waits for ever where that is off: it sees the page as it is when no script of the site comes.
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.goto(origin + address.removeprefix("/"), wait_until="load")
        _ask_axe(page, look)
        context.close()
    return look


def _look_closer(page: Page, look: Look, *, script: bool) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        look.add(f"is {wide} px wider than the window")
    if script:
        if (shifted := page.evaluate("window.shifted")) > STILL:
            look.add(f"moves while it loads: {shifted:.4f}")
        for name in page.evaluate(BLOCKING):
            look.add(f"waits for {name}")
    else:
        for control in page.evaluate(DEAD):
            look.add(f"shows what does nothing: {control}")


def _ask_axe(page: Page, look: Look) -> None:
    for violation in Axe().run(page).response["violations"]:
        for node in violation["nodes"][:3]:
            look.add(f"axe, {violation['id']}: {violation['help']}: {node['html'][:160]}")


def ways_without_scripts(browser: Browser, origin: str, public: Path) -> Iterator[str]:
    """Walk the ways that must lead on with JavaScript turned off; what does not."""
    ways = {
        "a name typed at home leads to the list of authorities": ("", _find_by_name),
        "an area of the map leads to its authority": (
            "",
            lambda page: _follow(page, "svg.map a", "/authority/"),
        ),
        "the decisions lead to a year and on to a decision": ("decision/", _find_a_decision),
        "comparing leads to a group": ("compare/", lambda page: _follow(page, "main a", "/group/")),
    }
    for said, (path, walk) in ways.items():
        if not (public / path / "index.html").is_file():
            continue
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        try:
            page.goto(origin + path)
            walk(page)
        except (PlaywrightError, AssertionError) as failed:
            yield f"/{path} without scripts: it is not so that {said}: {str(failed).splitlines()[0]}"
        context.close()


def _find_by_name(page: Page) -> None:
    page.locator("form.find[action] input[name=q]").fill("council")
    page.locator("form.find[action] button").first.click()
    _follow(page, "main a", "/authority/")


def _find_a_decision(page: Page) -> None:
    _follow(page, "main a", "/decision/year/")
    _follow(page, "main table a, main ol a", "/decision/")


def _follow(page: Page, links: str, address: str) -> None:
    """Follow the first of the links that leads below an address, and arrive at a page with a heading."""
    page.locator(links).and_(page.locator(f"[href^='{address}']")).first.click()
    page.wait_for_url(lambda url: address in url)
    assert page.locator("h1").inner_text(), f"{page.url} has no heading"


def html_faults(public: Path, pages: Sequence[str], tools: Path) -> Iterator[str]:
    """What the validator says of these pages."""
    jar = tools / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        yield f"{jar} is not there: type `npm ci --ignore-scripts` in {tools}"
        return
    done = subprocess.run(
        [
            "java",
            "-jar",
            str(jar),
            "--format",
            "json",
            "--exit-zero-always",
            "--also-check-css",
            *map(str, sorted(public.glob("style/*.css"))),
            *(str(public / each) for each in pages),
        ],
        capture_output=True,
        check=False,
        text=True,
    )
    if not done.stderr.lstrip().startswith("{"):
        yield f"the validator gave up: {done.stderr[-300:]}"
        return
    left_out: Counter[str] = Counter()
    for message in json.loads(done.stderr)["messages"]:
        if message["message"] in NOT_FAULTS:
            left_out[message["message"]] += 1
        elif message["type"] == "error":
            place = f"{message.get('url', '').rpartition('/public/')[2]}:{message.get('lastLine', '')}"
            yield f"HTML, {place}: {message['message']}: {message.get('extract', '').strip()[:120]!r}"
    for said, times in sorted(left_out.items()):
        print(f"No fault, {times} times: {said} ({NOT_FAULTS[said]})")


def main(arguments: Sequence[str]) -> int:
    """Look at the site; the exit code."""
    parser = argparse.ArgumentParser(description="Look at a published site as browsers do.")
    parser.add_argument("site", type=Path, help="The folder with `current` in it.")
    parser.add_argument(
        "--html", type=Path, help="Where npm installed the validator; left out, HTML is not validated."
    )
    parser.add_argument("--only", default="", help="Only kinds of page that begin so, such as authority.")
    given = parser.parse_args(arguments)
    public = (given.site / "current").resolve()
    kinds = {kind: paths for kind, paths in pages_of_each_kind(public).items() if kind.startswith(given.only)}
    pages = [path for paths in kinds.values() for path in paths]
    found: list[str] = list(html_faults(public, pages, given.html)) if given.html else []
    server = SiteServer("127.0.0.1", 0, given.site.absolute())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for kind, paths in kinds.items():
            for path in paths:
                print(f"/{path.removesuffix('index.html')}", flush=True)
                looks = [look_at(browser, server.address, path, width, script=True) for width in WIDTHS]
                if HAS_CONTROLS.search((public / path).read_bytes()):
                    looks += [look_at(browser, server.address, path, width, script=False) for width in WIDTHS]
                weight = max(look.weight for look in looks)
                budget = BUDGETS.get(kind)
                if budget is not None:
                    print(f"/{path.removesuffix('index.html')}: {weight:,} bytes of {budget:,}")
                    if weight > budget:
                        found.append(f"/{path}: its first load is {weight:,} bytes, of {budget:,}")
                found += [said for look in looks for said in look.found]
        if not given.only:
            found += ways_without_scripts(browser, server.address, public)
        browser.close()
    server.shutdown()
    for said in dict.fromkeys(found):
        print(said)
    print(f"{len(pages)} pages of {len(kinds)} kinds; found: {len(set(found))}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
