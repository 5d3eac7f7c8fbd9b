"""What a chapter of the methods page is, and how it is read.

Belongs here: the shape of chapters/*.toml. Not here: computing an example (`worked`) and the page (`page`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("chapters")

_KEYS = {"title", "plain", "symbols", "choices", "sources", "insert", "example"}
_EXAMPLE_KEYS = {"id", "title", "kind", "origin", "given", "says", "expect"}


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example: what is given, what is said of what the functions make of it, and what that must be.

    `origin` says where the numbers come from. `says` has a {place} for every number; `expect` gives typed values for
    some places, and for the rows of the table where there is one.
    """

    name: str
    title: str
    kind: str
    origin: str
    given: Mapping[str, Any]
    says: str
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: plain English, examples, then symbols; the choices made, and the sources.

    `insert` names what `page` puts in after the plain text: the measures, breaks, choices or sources.
    """

    slug: str
    title: str
    plain: str
    examples: tuple[Example, ...]
    symbols: str
    choices: tuple[str, ...]
    sources: tuple[str, ...]
    insert: str


def chapters(folder: Path = FOLDER) -> tuple[Chapter, ...]:
    """Every chapter, in the order of file names. Raises ValueError for a key that no chapter has."""
    return tuple(_read(path) for path in sorted(folder.glob("*.toml")))


def _read(path: Path) -> Chapter:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    _only(path, data, _KEYS)
    return Chapter(
        slug=path.stem.partition("-")[2],
        title=data["title"],
        plain=data["plain"].strip(),
        examples=tuple(_example(path, each) for each in data.get("example", [])),
        symbols=data.get("symbols", "").strip(),
        choices=tuple(data.get("choices", [])),
        sources=tuple(data.get("sources", [])),
        insert=data.get("insert", ""),
    )


def _example(path: Path, data: Mapping[str, Any]) -> Example:
    _only(path, data, _EXAMPLE_KEYS)
    return Example(
        name=data["id"],
        title=data["title"],
        kind=data["kind"],
        origin=data["origin"],
        given=data["given"],
        says=data["says"].strip(),
        expect=data["expect"],
    )


def _only(path: Path, data: Mapping[str, Any], known: set[str]) -> None:
    strange = sorted(set(data) - known)
    if strange:
        raise ValueError(f"{path.name}: no chapter or example has {', '.join(strange)}")
