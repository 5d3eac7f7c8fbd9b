"""A site that other servers serve, and asking them: what tests of nginx, Caddy and an object store share."""

from __future__ import annotations

import gzip
import http.client
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.publication.published_world import marked, publish, workspace_of
from tests.release.taken_down import three
from upheld.publication.edition import Edition
from upheld.publication.serve import SiteServer

SAME = (
    "Content-Type",
    "Content-Encoding",
    "Content-Security-Policy",
    "Cache-Control",
    "Access-Control-Allow-Origin",
    "Vary",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Location",
)
"""What must be said alike of every answer."""
HOST = "127.0.0.1"
PATIENCE = 10.0
STAND_INS = {
    "pagefind/pagefind-worker.js": b"// the worker of the search\n",
    "pagefind/wasm.en.pagefind": b"what the search runs",
    "pagefind/search.wasm": b"\0asm",
    "pagefind/fragment/en_1a2b3c4d5e.pf_fragment": b"named by its content",
    ".well-known/security.txt": b"Contact: mailto:security@example.org\n",
    "named.0a1b2c3d.js": b"// kept for good\n",
}
"""Files that a site has where it has a search and a contact, or may come to have; only what is said of them is looked at."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    said: dict[str, str | None]
    content: bytes


def hosted_site(folder: Path) -> Path:
    """The site of a small world, with letters, and files that stand for those of the search."""
    marked(folder)
    publish(workspace_of(folder, three()))
    add_stand_ins(folder / "site")
    return folder / "site"


def add_stand_ins(site: Path) -> None:
    """Put the stand-ins into the site in force."""
    for path, content in STAND_INS.items():
        target = site / "current" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


@contextmanager
def served(site: Path) -> Iterator[int]:
    """Serve a site as `upheld serve` does; the port."""
    server = SiteServer(HOST, 0, site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, env={"HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/bin"}
        )
    try:
        _wait_for(process, port, folder)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait_for(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"{process.args} does not answer: {(folder / 'said').read_text(encoding='utf-8')}")


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind((HOST, 0))
        port: int = bound.getsockname()[1]
        return port


def ask(port: int, path: str, *, gzipped: bool, method: str = "GET") -> Answer:
    """Ask for a path below the root, as it is written."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    connection.request(method, f"/{path}", headers={"Accept-Encoding": "gzip"} if gzipped else {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    said = {name: answer.headers.get(name) for name in SAME}
    if said["Content-Encoding"] == "gzip":
        content = gzip.decompress(content)
    return Answer(answer.status, said, content)


def one_of_each(site: Path) -> list[str]:
    """A path of every kind of file: by folder at the top, by ending, and by whether it has a compressed form."""
    edition = Edition((site / "current").resolve().parent)
    kinds: dict[tuple[str, str, bool], str] = {}
    for path in edition.manifest:
        packed = (edition.public / f"{path}.gz").is_file()
        kinds.setdefault((path.partition("/")[0], Path(path).suffix or Path(path).name, packed), path)
    pages = ["", "decision/", "decision/index.html", "authority/"]
    return [*pages, *kinds.values(), *STAND_INS]
