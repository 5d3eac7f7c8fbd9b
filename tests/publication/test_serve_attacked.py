"""Serving while an edition waits for its time: by no path, no header and no link can a byte of it be reached."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from tests.publication.small_site import FIRST, NOON, SECOND, SmallSite, page
from upheld.publication import serve
from upheld.publication.serve import SiteServer

WAITS = "Zq7waits"
PREPARED = "prepared/000001/public/index.html"


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A site with a first edition in force, and one that waits."""
    site = SmallSite(tmp_path)
    site.said[SECOND] = WAITS
    site.more = {"404.html": b"<h1>No such page</h1>", "deep/index.html": b"<p>Deep</p>"}
    site.publisher.publish([FIRST])
    site.publisher.prepare([FIRST, SECOND], NOON + timedelta(days=1), NOON)
    return site


@pytest.fixture
def port(site: SmallSite) -> Iterator[int]:
    server = SiteServer("127.0.0.1", 0, site.editions.folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()
    thread.join()


def sent(port: int, request: str) -> bytes:
    """All that comes back on one connection, to its end."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request.encode("latin-1"))
        connection.shutdown(socket.SHUT_WR)
        came = b""
        while more := connection.recv(1 << 16):
            came += more
        return came


def asked(port: int, path: str, more: str = "", method: str = "GET") -> bytes:
    return sent(port, f"{method} {path} HTTP/1.1\r\nHost: x\r\n{more}Connection: close\r\n\r\n")


UP = ("..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..;", "..%00", "%c0%ae%c0%ae", "．．", "...", ".", "")


@pytest.mark.parametrize("up", UP)
def test_no_path_leads_out_of_the_edition_in_force(port: int, up: str) -> None:
    for start, slash, target in product(
        ("/", "//", "/deep/", "/index.html/"),
        ("/", "%2f", "%5c", "\\", "//", "%252f"),
        (PREPARED, f"prepared/000001/public/{page(SECOND)}", "lock"),
    ):
        steps = slash.join([up] * 2) + slash if up else slash
        path = (start + steps + target).encode().decode("latin-1")
        came = asked(port, path)
        assert came.startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 301 ", b"HTTP/1.1 400 ")), path
        assert WAITS.encode() not in came
        assert SECOND.split("/", maxsplit=1)[0].encode() not in came.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    "path",
    [f"/{page(SECOND)}", f"/{page(SECOND)}.gz", "/INDEX.HTML", "/Deep/", "/current/", f"/{'a/' * 40_000}"],
)
def test_what_waits_has_no_address_and_no_other_spelling_has_one(port: int, path: str) -> None:
    came = asked(port, path)
    assert came.split(b" ")[1] in (b"404", b"414")
    assert WAITS.encode() not in came


@pytest.mark.parametrize(
    "more",
    [
        "Range: bytes=0-9999999\r\n",
        'If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\nIf-None-Match: "0-0"\r\n',
        "X-Original-URL: /../prepared/000001/public/index.html\r\nX-Forwarded-Host: y\r\n",
        "Host: ../prepared\r\n",
        "X-HTTP-Method-Override: PUT\r\n",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_header_asks_for_anything_but_the_edition_in_force(port: int, method: str, more: str) -> None:
    head, _, body = asked(port, "/", more, method).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert b"2019-20" not in head + body
    assert (b"<h1" in body) == (method == "GET")


@pytest.mark.parametrize("more", ["Content-Length: 38\r\n", "Transfer-Encoding: chunked\r\n"])
def test_what_follows_a_request_as_its_body_is_not_answered_as_another(port: int, more: str) -> None:
    came = sent(port, f"GET / HTTP/1.1\r\nHost: x\r\n{more}\r\nGET /deep/ HTTP/1.1\r\nHost: x\r\n\r\n")
    assert came.count(b"HTTP/1.1 ") == 1
    assert b"Deep" not in came


def test_links_that_somebody_put_into_an_edition_are_not_followed(site: SmallSite, port: int) -> None:
    current = site.editions.current
    waiting = site.editions.prepared
    assert current is not None
    assert waiting is not None
    (current.public / "more").symlink_to(waiting.public)
    (current.public / "one.html").symlink_to(waiting.public / page(SECOND))
    for path in ("/more/", f"/more/{page(SECOND)}", "/one.html"):
        assert asked(port, path).startswith(b"HTTP/1.1 404 ")
    assert WAITS.encode() not in asked(port, "/more")


def test_a_link_to_what_is_no_edition_in_force_serves_nothing(site: SmallSite, port: int) -> None:
    link = site.editions.folder / "current"
    for target in (
        "prepared/000001/public",
        "prepared",
        "editions",
        "editions/000001",
        ".",
        "nowhere",
        "/etc",
    ):
        link.unlink()
        link.symlink_to(target)
        for path in ("/", "/index.html", "/000001/public/", "/passwd", "/about.json"):
            assert asked(port, path).startswith(b"HTTP/1.1 404 "), (target, path)


def test_every_file_of_what_waits_lies_where_only_its_owner_can_enter(site: SmallSite) -> None:
    folder = site.editions.folder / "prepared"
    assert folder.stat().st_mode & 0o777 == 0o700
    outside = [
        path for path in site.editions.folder.rglob("*") if path.is_file() and folder not in path.parents
    ]
    shared = {path.stat().st_ino for path in outside}
    telling = [path for path in folder.rglob("*") if path.is_file() and WAITS.encode() in path.read_bytes()]
    assert telling
    assert not shared & {path.stat().st_ino for path in telling}


def test_an_edition_whose_description_was_broken_is_served_all_the_same(site: SmallSite, port: int) -> None:
    current = site.editions.current
    assert current is not None
    (current.folder / "about.json").write_text("{")
    assert asked(port, "/").startswith(b"HTTP/1.1 200 ")


def test_whoever_asks_while_the_edition_is_removed_is_told_to_ask_again(
    site: SmallSite, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = site.editions.current
    assert current is not None

    def removes(edition: Path) -> tuple[str, ...]:
        shutil.rmtree(edition)
        return ()

    monkeypatch.setattr(serve, "_styles", removes)
    assert asked(port, "/").startswith(b"HTTP/1.1 503 ")
