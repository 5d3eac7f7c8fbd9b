"""The links of the site: whether each leads somewhere.

Belongs here: finding every link within a page, a style sheet, a feed or a site map, and naming those that lead nowhere,
or out of the site where something would be loaded. Not here: what an address is.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from upheld.errors import Problem
from upheld.publication.edition import Edition

# Pages are written by our own templates, where every attribute stands in double quotes and no text holds one bare.
_LINK = re.compile(rb'\s(href|src|srcset|action|poster|data|data-src|xlink:href)="([^"]*)"')
_IN_STYLE = re.compile(rb"""url\(\s*["']?([^"')]+)""")
_ID = re.compile(rb'\sid="([^"]*)"')
_LOADED = frozenset({"src", "srcset", "poster", "data", "action"})


Gathered = tuple[dict[str, str], dict[str, dict[str, str]], list[Problem]]


@dataclass
class Links:
    """The links of a whole site, gathered file by file. `address` is where the site is said to be, without a slash at its end:
    a link that begins with it is one within the site."""

    address: str
    _targets: dict[str, str] = field(default_factory=dict)
    _places: dict[str, dict[str, str]] = field(default_factory=dict)
    _problems: list[Problem] = field(default_factory=list)
    _seen: set[tuple[bytes, bytes]] = field(default_factory=set)

    def gather(self, path: str, content: bytes) -> None:
        """Take in the links of one file."""
        if path.endswith((".html", ".svg", ".xml")):
            found = set(_LINK.findall(content)) - self._seen
            for name, link in found:
                self._take(path, name.decode(), html.unescape(link.decode()))
            # What begins at the root leads to the same place from every page.
            self._seen.update(each for each in found if each[1].startswith(b"/"))
        if path.endswith(".xml"):
            for link in re.findall(rb"<loc>([^<]*)</loc>", content):
                self._take(path, "loc", html.unescape(link.decode()))
        if path.endswith(".css"):
            for link in set(_IN_STYLE.findall(content)):
                self._take(path, "src", link.decode())

    def gathered(self) -> Gathered:
        """What these files link to, by target, then by place in a page, each with a page that does; and what is wrong."""
        return self._targets, self._places, self._problems

    def join(self, gathered: Gathered) -> None:
        """Take in the links of other files."""
        targets, places, problems = gathered
        for target, path in targets.items():
            self._targets.setdefault(target, path)
        for target, found in places.items():
            for place, path in found.items():
                self._places.setdefault(target, {}).setdefault(place, path)
        self._problems += problems

    def problems(self, edition: Edition) -> Iterator[Problem]:
        """Every link that leads nowhere, or loads something from elsewhere."""
        paths = edition.manifest.keys()
        yield from self._problems
        for target, path in self._targets.items():
            if target not in paths:
                yield _problem(path, target, "is linked to and is no page of the site")
        for target in sorted(self._places.keys() & paths):
            ids = {
                html.unescape(each.decode()) for each in _ID.findall((edition.public / target).read_bytes())
            }
            for place, path in self._places[target].items():
                if place not in ids:
                    yield _problem(path, f"{target}#{place}", "is linked to and is no place of that page")

    def _take(self, path: str, name: str, link: str) -> None:
        if name == "srcset":
            for each in link.split(","):
                self._take(path, "src", each.strip().split(" ")[0])
            return
        within = link.startswith(f"{self.address}/") or link == self.address
        parts = urlsplit(link.removeprefix(self.address) or "/" if within else link)
        if parts.scheme == "data" and name != "href":
            return
        if parts.scheme or parts.netloc:
            if name in _LOADED:
                self._problems.append(_problem(path, link, "would be loaded from outside the site"))
            return
        target = _resolve(path, unquote(parts.path))
        if target is None:
            self._problems.append(_problem(path, link, "leads out of the site"))
            return
        self._targets.setdefault(target, path)
        if parts.fragment and target.endswith(".html"):
            self._places.setdefault(target, {}).setdefault(unquote(parts.fragment), path)


def _resolve(page: str, link: str) -> str | None:
    """The path of the file that a link on `page` leads to; None where it climbs out of the site."""
    if not link:
        return page
    joined = link if link.startswith("/") else posixpath.join("/", posixpath.dirname(page), link)
    depth = 0
    for step in joined.split("/"):
        depth += {"..": -1, "": 0, ".": 0}.get(step, 1)
        if depth < 0:
            return None
    path = posixpath.normpath(joined).lstrip("/")
    if path in ("", "."):
        return "index.html"
    return f"{path}/index.html" if joined.endswith(("/", "/.", "/..")) or joined in ("..", ".") else path


def _problem(path: str, link: str, reason: str) -> Problem:
    return Problem(path, 0, "", link, reason, "The site was not published.")
