"""Serving the site in force, for looking at it and for small needs: the standard library and nothing else.

Only GET and HEAD, only files of the edition in force, no listing of folders, the headers of `headers` on every answer. It
asks for the edition at every request, so that a switch needs no restart. Belongs here: answering requests. Not here: what
is said of a file; and for the world at large docs/how-to/serve.md says how real servers do the same.
"""

from __future__ import annotations

import re
import sys
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote_to_bytes

from upheld.publication.edition import Damaged, Edition
from upheld.publication.headers import ALWAYS, headers_of, policy_of

_PLAIN = re.compile(r"(?:\.well-known/)?(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*(?:[A-Za-z0-9][A-Za-z0-9._-]*)?")
PAGE = "index.html"
NOT_FOUND = "404.html"
SECONDS_OF_SILENCE = 15
LONGEST_PATH = 300


class SiteServer(ThreadingHTTPServer):
    """A server of the site whose folder (with `current` in it) is `site`."""

    daemon_threads = True

    def __init__(self, host: str, port: int, site: Path) -> None:
        self.site = site
        super().__init__((host, port), _Answering)

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader who went away is no error; anything else is told as it is."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """Where it can be reached."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}/"


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = SECONDS_OF_SILENCE
    server: SiteServer

    def do_GET(self) -> None:
        """A file of the site, with its content."""
        self._answer_at_once(content=True)

    def do_HEAD(self) -> None:
        """What is said of a file."""
        self._answer_at_once(content=False)

    def version_string(self) -> str:
        """Which software answers, but not in which version."""
        return "upheld"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A refusal, in a word. What cannot be asked is told what can."""
        status = HTTPStatus(code)
        if status is HTTPStatus.NOT_IMPLEMENTED and self.command:
            status = HTTPStatus.METHOD_NOT_ALLOWED
        self.close_connection = True
        more = {"Allow": "GET, HEAD"} if status is HTTPStatus.METHOD_NOT_ALLOWED else {}
        said = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", **ALWAYS, **more}
        said["Content-Security-Policy"] = policy_of("")
        self._send(status, said | {"Connection": "close"}, f"{status.phrase}.\n".encode(), content=True)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged: who reads what is nobody's business."""

    def _answer_at_once(self, *, content: bool) -> None:
        """Answer; nothing was sent yet where the edition is removed meanwhile, as by a withdrawal: then one asks again."""
        try:
            self._answer(content=content)
        except FileNotFoundError:
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)

    def _answer(self, *, content: bool) -> None:
        # What comes after such a request would be read as another one, which whoever passed it on knows nothing of.
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True
        wanted = _path_of(self.path)
        # One edition for the whole answer, even where the link is replaced meanwhile.
        root = (self.server.site / "current").resolve()
        if not root.is_dir() or root.parent.parent != (self.server.site / "editions").resolve():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        if wanted is None:
            self._not_found(root, content=content)
            return
        if wanted == "" or wanted.endswith("/"):
            wanted += PAGE
        elif (root / wanted / PAGE).is_file():
            self._moved(f"/{wanted}/", content=content)
            return
        file = root / wanted
        if not file.is_file() or not file.resolve().is_relative_to(root):
            self._not_found(root, content=content)
            return
        self._file(root, wanted, HTTPStatus.OK, content=content)

    def _not_found(self, root: Path, *, content: bool) -> None:
        if (root / NOT_FOUND).is_file():
            self._file(root, NOT_FOUND, HTTPStatus.NOT_FOUND, content=content)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _moved(self, address: str, *, content: bool) -> None:
        said = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-cache", **ALWAYS}
        said["Content-Security-Policy"] = policy_of("")
        body = b"This page ends with a slash.\n"
        self._send(HTTPStatus.MOVED_PERMANENTLY, said | {"Location": address}, body, content=content)

    def _file(self, root: Path, path: str, status: HTTPStatus, *, content: bool) -> None:
        file, said = root / path, headers_of(path, _styles(root.parent))
        packed = file.with_name(f"{file.name}.gz")
        if packed.is_file():
            said["Vary"] = "Accept-Encoding"
            if _takes_gzip(self.headers.get("Accept-Encoding", "")):
                file = packed
                said["Content-Encoding"] = "gzip"
        with file.open("rb") as opened:
            body = opened.read()
        state = file.stat()
        tag = f'"{state.st_mtime_ns:x}-{state.st_size:x}{"-gz" if file is packed else ""}"'
        if status is HTTPStatus.OK:
            said |= {"ETag": tag, "Last-Modified": formatdate(state.st_mtime, usegmt=True)}
            if _is_known(self.headers.get("If-None-Match"), tag):
                kept = {
                    name: text
                    for name, text in said.items()
                    if not name.startswith("Content-") or "Policy" in name
                }
                self._send(HTTPStatus.NOT_MODIFIED, kept, b"", content=False)
                return
        self._send(status, said, body, content=content)

    def _send(self, status: HTTPStatus, said: dict[str, str], body: bytes, *, content: bool) -> None:
        self.send_response(status)
        for name, text in said.items():
            self.send_header(name, text)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if content and self.command != "HEAD":
            self.wfile.write(body)


def _path_of(target: str) -> str | None:
    """The path below the root that a request asks for; None where no file of the site can have it."""
    if not target.startswith("/"):
        return None
    asked = target.partition("?")[0].partition("#")[0]
    try:
        path = unquote_to_bytes(asked).decode("ascii")[1:]
    except UnicodeDecodeError:
        return None
    if len(path) > LONGEST_PATH or not _PLAIN.fullmatch(path) or path.endswith(".gz"):
        return None
    return path


def _takes_gzip(accepted: str) -> bool:
    """Whether a reader takes the compressed form."""
    for each in accepted.lower().split(","):
        name, _, weight = each.partition(";")
        if name.strip() in ("gzip", "*"):
            return not re.fullmatch(r"\s*q\s*=\s*0(?:\.0*)?\s*", weight)
    return False


def _is_known(sent: str | None, tag: str) -> bool:
    """Whether the reader's copy is the file as it is now."""
    known = {each.strip().removeprefix("W/") for each in (sent or "").split(",")}
    return tag in known or known == {"*"}


@lru_cache(maxsize=8)
def _styles(edition: Path) -> tuple[str, ...]:
    try:
        return Edition(edition).about.styles
    except Damaged:  # pages are whole all the same; letters come without their style
        return ()
