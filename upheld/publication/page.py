"""A page before it is set, and a file of the site.

Belongs here: what every page has, and what is known of a file. Not here: what any page says, and how it is set (`setting`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the open data: its address on this site, what it holds, in which form, and its size in bytes."""

    address: str
    title: str
    form: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site: its path below the root, without a slash in front, and its bytes. `download` is what the list of
    downloads says of it; None for a file that is none."""

    path: str
    content: bytes
    download: Download | None = None


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way from the home page to a page."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a row of links; the chosen one is where the reader is."""

    label: str
    address: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `heading` is its h1, `title` what a window and a search engine show; `description` is a sentence or two.

    `template` is filled with `content`; `twin` says the same for programs. `section` is the entry of the navigation it
    belongs to. `release` names the release it is made from, `canonical` the address it is cited by, where another.
    `table` is the address of the open data that holds its list, with more besides.
    """

    address: str
    heading: str
    description: str
    template: str
    content: Mapping[str, Any]
    twin: Mapping[str, Any]
    illustrative: bool
    title: str = ""
    crumbs: tuple[Crumb, ...] = ()
    section: str = ""
    release: str = ""
    canonical: str = ""
    findable: bool = True
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    feed: str = ""
    table: str = ""
