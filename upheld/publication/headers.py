"""What a server says of each file of the site: its type, how long it may be kept, and what a page may do.

Pages may load styles, scripts, fonts and pictures from the site itself and nothing from elsewhere; nothing is inline. Two
exceptions are named: the search page runs WebAssembly, and a letter or national review, which stands by itself in one file,
carries its style, known by its hash. Belongs here: these rules, the same for `upheld serve` and for the servers that docs/how-to/serve.md sets
up. Not here: answering requests (`serve`).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

RUN_WEBASSEMBLY = frozenset({"decision/index.html", "pagefind/pagefind-worker.js"})
"""The page that searches, and the worker that it starts, which has a policy of its own: nothing else may run WebAssembly."""
_WITH_ITS_STYLE = re.compile(r"(?:letter/.*|review/.*/review)\.html")

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What is said of every answer, whatever it is."""

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".parquet": "application/vnd.apache.parquet",
    ".wasm": "application/wasm",
}
OPEN_TO_ALL = frozenset({".json", ".csv", ".parquet", ".xlsx", ".ods", ".xml"})
"""Open data: a page of anybody's may read it."""

_NAMED_BY_CONTENT = re.compile(r"[._-][0-9a-f]{7,}\.[A-Za-z0-9_]+$")


def media_type(path: str) -> str:
    """The type of a file of the site, by its name."""
    name = PurePosixPath(path)
    if name.name == "feed.xml":
        return "application/atom+xml; charset=utf-8"
    if name.name in ("SHA256SUMS", "LICENCE"):
        return _TYPES[".txt"]
    return _TYPES.get(name.suffix, "application/octet-stream")


def headers_of(path: str, styles: Iterable[str] = ()) -> dict[str, str]:
    """What is said of the file at `path`, below the root of the site. `styles` are the hashes of the styles that letters
    carry, as `style_hashes` gives them."""
    said = {"Content-Type": media_type(path), "Cache-Control": _kept(path), **ALWAYS}
    said["Content-Security-Policy"] = policy_of(path, styles)
    if PurePosixPath(path).suffix in OPEN_TO_ALL:
        said["Access-Control-Allow-Origin"] = "*"
    return said


def carries_its_style(path: str) -> bool:
    """Whether the file at `path` stands by itself, with its style within it: a letter or a national review."""
    return _WITH_ITS_STYLE.fullmatch(path) is not None


def policy_of(path: str, styles: Iterable[str] = ()) -> str:
    """What the page at `path` may do."""
    policy = dict(_POLICY)
    if path in RUN_WEBASSEMBLY:
        policy["script-src"] += " 'wasm-unsafe-eval'"
    if carries_its_style(path):
        policy["script-src"] = "'none'"
        policy["style-src"] = " ".join(f"'{each}'" for each in sorted(styles)) or "'none'"
    return "; ".join(f"{what} {whence}" for what, whence in policy.items())


def style_hashes(page: bytes) -> frozenset[str]:
    """The hashes of the styles that a page carries, as a policy names them."""
    return frozenset(
        f"sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}"
        for style in re.findall(rb"<style>(.*?)</style>", page, re.DOTALL)
    )


def _kept(path: str) -> str:
    """A file whose name changes with its content can be kept for good; of any other one asks whether it is still true, so
    that what was withdrawn or corrected is so for everybody at once."""
    return "public, max-age=31536000, immutable" if _NAMED_BY_CONTENT.search(path) else "no-cache"
