"""Look at a published site as readers' browsers do, and say everything that is wrong with it.

    python tools/check_site.py demo/site [--html tools/html]

For some pages of every kind, at 360 and at 1280 pixels, with the site's scripts and without: axe finds nothing, nothing moves while
it loads, nothing blocks on script, nothing is asked of anybody else, and the console is silent (so the policy of the headers
holds). The first loads keep to their budgets. The pages are valid HTML by the validator of the W3C (`--html`: the folder where
npm installed vnu-jar; needs Java). Exits with 1 where anything is found.

Belongs here: what a browser and a validator see. Links, checksums and figures are checked at every `upheld publish`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from upheld.publication.serve import SiteServer

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (360, 1280)
SETTLING = 300
"""Milliseconds in which whatever still moves shows itself."""
STILL = 0.02
"""So much may shift where a font comes late: a line. A browser calls a page stable below 0.1."""
BUDGETS = {"": 120_000, "authority/*": 40_000}
"""Bytes over the wire, compressed and with their headers, of the first load of a page of this kind."""

YEAR = re.compile(r"\d{4}(-\d\d)?")
WORDS = frozenset({"all", "by-rate", "category", "decisions", "outcome", "overdue", "year"})
LAYOUT_SHIFT = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
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
    context = browser.new_context(viewport={"width": width, "height": 800})
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
    else:
        # Not by turning JavaScript off, for axe is JavaScript too.
        page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(origin + address.removeprefix("/"), wait_until="load")
    page.wait_for_timeout(SETTLING)
    _look_closer(page, look, script=script)
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
    for violation in Axe().run(page).response["violations"]:
        for node in violation["nodes"][:3]:
            look.add(f"axe, {violation['id']}: {violation['help']}: {node['html'][:160]}")


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
            *(str(public / each) for each in pages),
        ],
        capture_output=True,
        check=False,
        text=True,
    )
    if not done.stderr.lstrip().startswith("{"):
        yield f"the validator gave up: {done.stderr[-300:]}"
        return
    for message in json.loads(done.stderr)["messages"]:
        # Of style it knows less than browsers do.
        if message["type"] == "error" and not message["message"].startswith("CSS:"):
            place = f"{message.get('url', '').rpartition('/public/')[2]}:{message.get('lastLine', '')}"
            yield f"HTML, {place}: {message['message']}: {message.get('extract', '').strip()[:120]!r}"


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
                if b"<script" in (public / path).read_bytes():
                    looks += [look_at(browser, server.address, path, width, script=False) for width in WIDTHS]
                weight = max(look.weight for look in looks)
                budget = BUDGETS.get(kind)
                if budget is not None:
                    print(f"/{path.removesuffix('index.html')}: {weight:,} bytes of {budget:,}")
                    if weight > budget:
                        found.append(f"/{path}: its first load is {weight:,} bytes, of {budget:,}")
                found += [said for look in looks for said in look.found]
        browser.close()
    server.shutdown()
    for said in dict.fromkeys(found):
        print(said)
    print(f"{len(pages)} pages of {len(kinds)} kinds; found: {len(set(found))}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
