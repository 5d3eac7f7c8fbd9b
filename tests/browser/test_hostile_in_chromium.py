"""Hostile text in records, in a browser: it runs nothing, asks for nothing, and is never wider than a telephone."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.opened import opened
from tests.publication.hostile_site import hostile_site
from upheld.publication.serve import SiteServer

PAGES = (
    *(f"decision/19-000-{number}/" for number in ("001", "007", "008", "009", "012")),
    *(
        "decision/year/2019-20/",
        "report/2019-20/",
        "improvement/2019-20/",
        "authority/watford/2019-20/",
        "authority/watford/2019-20/decisions/",
        "authority/",
    ),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    edition = hostile_site(tmp_path_factory.mktemp("hostile") / "made")
    server = SiteServer("127.0.0.1", 0, edition.folder.parent.parent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.address
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_hostile_text_runs_nothing_and_fits_a_telephone(
    browser: Browser, address: str, path: str
) -> None:
    page = opened(browser, f"{address}{path}", 360)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("h1").count() == 1
    page.context.close()
