"""The command that looks at a site sees what is wrong with one: what moves, what is dead without scripts, ways that end."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser

from upheld.publication.edition import AboutEdition, Edition
from upheld.publication.serve import SiteServer

pytestmark = pytest.mark.slow

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<script type="module" src="/late.js"></script></head><body><main><h1>A page</h1>{}<p>Words.</p><p>More.</p></main></body></html>"""
LATE = """setTimeout(() => {
  const late = document.createElement("p");
  late.textContent = "Late";
  late.style.height = "200px";
  document.querySelector("h1").before(late);
}, 100);"""
FORM = (
    '<form class="find" action="/authority/"><label>Name <input name="q"></label><button>Find</button></form>'
)


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    path = Path(__file__).parents[2] / "tools" / "check_site.py"
    spec = importlib.util.spec_from_file_location("check_site", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks for its own module.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "check_site", module)
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    public = folder / "editions" / "1" / "public"
    public.mkdir(parents=True)
    Edition(public.parent).write_about(AboutEdition((), (), search=False))
    (folder / "current").symlink_to(public)
    pages = {
        "index.html": PAGE.format(FORM),
        "moves/index.html": PAGE.format(""),
        "dead/index.html": PAGE.format("<button>Nothing</button>"),
        "authority/index.html": PAGE.format('<a href="/authority/one/">One</a>'),
        "authority/one/index.html": PAGE.format(""),
        "compare/index.html": PAGE.format("No way on."),
    }
    for path, text in pages.items():
        target = public / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shown = text if path == "moves/index.html" else text.replace("/late.js", "/quiet.js")
        target.write_text(shown, encoding="utf-8")
    (public / "late.js").write_text(LATE, encoding="utf-8")
    (public / "quiet.js").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def origin(site: Path) -> Iterator[str]:
    server = SiteServer("127.0.0.1", 0, site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.address
    server.shutdown()
    server.server_close()
    thread.join()


def test_whatever_moves_while_a_page_loads_is_found(tool: ModuleType, browser: Browser, origin: str) -> None:
    (found,) = tool.look_at(browser, origin, "moves/index.html", 1280, script=True).found
    assert "moves while it loads" in found
    assert tool.look_at(browser, origin, "index.html", 1280, script=True).found == []


def test_a_control_that_needs_a_script_is_found_where_scripts_are_off(
    tool: ModuleType, browser: Browser, origin: str
) -> None:
    (found,) = tool.look_at(browser, origin, "dead/index.html", 360, script=False).found
    assert "shows what does nothing: <button>Nothing</button>" in found
    assert tool.look_at(browser, origin, "index.html", 360, script=False).found == []


def test_a_way_that_ends_without_scripts_is_found(
    tool: ModuleType, browser: Browser, origin: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "PATIENCE", 1000)
    ended = list(tool.ways_without_scripts(browser, origin, site / "current"))
    assert [each.split(": ")[1] for each in ended] == [
        "it is not so that an area of the map leads to its authority",
        "it is not so that comparing leads to a group",
    ]
