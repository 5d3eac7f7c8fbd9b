"""Serving: only files of the edition in force, with the right type and strict headers, and nothing by any other way."""

from __future__ import annotations

import gzip
import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publication.small_site import FIRST, SmallSite, page
from upheld.publication.headers import headers_of
from upheld.publication.serve import SiteServer

LETTER = "letter/2019-20/r1/bolsover.html"


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path)
    site.more = {
        "404.html": b"<h1>No such page</h1>",
        "decision/index.html": b"<h1>Decisions</h1>",
        LETTER: b"<style>p { color: red }</style><p>Dear</p>",
        ".well-known/security.txt": b"Contact: mailto:someone@ombudsman.example\n",
        "data/all.parquet": b"PAR1",
        "feed.xml": b"<feed/>",
    }
    site.publisher.publish([FIRST])
    (tmp_path / "secret.txt").write_text("Not for the public.")
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


class Answer:
    def __init__(self, port: int, path: str, method: str = "GET", **headers: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, text in headers.items():
            connection.putheader(name.replace("_", "-"), text)
        connection.endheaders()
        response = connection.getresponse()
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        connection.close()


def test_a_page_comes_with_its_type_and_with_what_it_may_do(port: int) -> None:
    for path in ("/", "/index.html"):
        answer = Answer(port, path)
        assert answer.status == 200
        assert answer.body.startswith(b"<h1")
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "geolocation=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/table.csv", "text/csv; charset=utf-8"),
        ("/data/SHA256SUMS", "text/plain; charset=utf-8"),
        ("/data/all.parquet", "application/vnd.apache.parquet"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_file_has_its_type(port: int, path: str, kind: str) -> None:
    answer = Answer(port, path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)


def test_a_text_is_sent_compressed_to_who_takes_it_so(port: int, site: SmallSite) -> None:
    path = f"/{page(FIRST)}"
    plain, packed = Answer(port, path), Answer(port, path, Accept_Encoding="br, gzip;q=0.5")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Content-Encoding" not in Answer(port, path, Accept_Encoding="gzip;q=0").headers


def test_what_a_reader_has_already_is_not_sent_again_until_it_changes(port: int, site: SmallSite) -> None:
    first = Answer(port, "/data/table.csv")
    again = Answer(port, "/data/table.csv", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-cache"
    site.said[FIRST] = "Corrected."
    site.publisher.publish([FIRST])
    changed = Answer(port, "/data/table.csv", If_None_Match=first.headers["ETag"])
    assert changed.status == 200
    assert b"Corrected." in changed.body


def test_only_the_search_page_may_run_webassembly_and_only_letters_carry_a_style_known_by_its_hash(
    port: int,
) -> None:
    assert (
        "script-src 'self' 'wasm-unsafe-eval'"
        in Answer(port, "/decision/").headers["Content-Security-Policy"]
    )
    # The worker that searches has the policy that its own file is served with.
    assert "'wasm-unsafe-eval'" in headers_of("pagefind/pagefind-worker.js")["Content-Security-Policy"]
    letter = Answer(port, f"/{LETTER}").headers["Content-Security-Policy"]
    assert "script-src 'none'; style-src 'sha256-" in letter
    for path in ("/", "/nowhere", "/data/table.csv"):
        assert "wasm" not in Answer(port, path).headers["Content-Security-Policy"]
        assert "sha256" not in Answer(port, path).headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/nowhere",
            "/data",
            "/data/",
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "//etc/passwd",
        ),
        *(
            "/../manifest.csv",
            "/../files.csv",
            "/data/..%5c..%5csecret.txt",
            "/data/table.csv/",
            "/%00",
            "/%ff",
        ),
        *("/.git/config", "/data/.table.csv", f"/{page(FIRST)}.gz", "/index.html%00.png", "/a" * 2000),
    ],
)
def test_what_is_no_page_is_answered_by_the_page_that_says_so(port: int, path: str) -> None:
    answer = Answer(port, path)
    assert answer.status == 404
    assert b"No such page" in answer.body
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("target", ["http://elsewhere.example/index.html", "index.html", "*"])
def test_a_request_that_is_no_path_gets_nothing(port: int, target: str) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert b" 404 " in connection.recv(100)


def test_a_folder_is_named_with_its_slash(port: int) -> None:
    answer = Answer(port, "/decision?q=housing")
    assert (answer.status, answer.headers["Location"]) == (301, "/decision/")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_nothing_but_reading_is_answered(port: int, method: str) -> None:
    answer = Answer(port, "/", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert "Content-Security-Policy" in answer.headers


def test_head_says_the_same_without_the_content(port: int) -> None:
    head, get = Answer(port, "/", "HEAD"), Answer(port, "/")
    assert head.body == b""
    for name in ("Content-Length", "Content-Type", "ETag", "Content-Security-Policy"):
        assert head.headers[name] == get.headers[name]


def test_nothing_says_which_software_answers_in_which_version(port: int) -> None:
    assert Answer(port, "/").headers["Server"] == "upheld"


def test_before_anything_is_published_nothing_is_served(tmp_path: Path) -> None:
    server = SiteServer("127.0.0.1", 0, tmp_path / "site")
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    assert Answer(int(server.server_address[1]), "/").status == 404
    thread.join()
    server.server_close()


def test_a_file_named_by_its_content_is_kept_and_any_other_is_asked_for_again() -> None:
    assert "immutable" in headers_of("pagefind/fragment/en_28f12a7.pf_fragment")["Cache-Control"]
    assert headers_of("style/site.css")["Cache-Control"] == "no-cache"


def test_the_guide_to_other_servers_gives_the_very_policies(root: Path) -> None:
    guide = (root / "docs" / "how-to" / "serve.md").read_text()
    for path in ("index.html", "decision/index.html", LETTER):
        assert guide.count(headers_of(path, ["STYLE"])["Content-Security-Policy"]) == 2, path
    for name in (
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
        "X-Content-Type-Options",
    ):
        assert guide.count(headers_of("index.html")[name]) >= 2


def test_open_data_can_be_read_by_the_pages_of_others_and_pages_cannot() -> None:
    assert headers_of("data/2019-20/figures.csv")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in headers_of("index.html")
