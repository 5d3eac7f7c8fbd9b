"""The pages of the site made by hand, served without its headers, and opened with every fault told.

Belongs here: what tests of pages in a browser share. Not here: an edition with its headers (`test_published_site`).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.publication.made_site import files

CHROMIUM = "/usr/bin/chromium"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without telling of each."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the whole site, written into `folder`."""
    for path, content in files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def opened(browser: Browser, address: str, width: int = 1280, script: bool = True) -> Page:
    """A page that fails the test on any error and any request that leaves the site."""
    page = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=script
    ).new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    host = address.split("/")[2]
    page.on("request", lambda request: leaves(request.url, host))
    page.goto(address, wait_until="networkidle")
    return page


def leaves(url: str, host: str) -> None:
    if not url.startswith((f"http://{host}/", "data:", "blob:")):
        pytest.fail(f"{url} is outside the site")
