"""An edition: the whole public site as it was published once, in a folder of its own that never changes.

    public/        what is served; beside a text of some size its compressed form, such as index.html.gz
    files.csv      every file with its SHA-256; the compressed forms and the search index are made from them and not listed
    changes.json   what is added, changed and removed since the edition before
    about.json     which releases it shows, what was withdrawn when it was made, and more

Belongs here: writing one, taking over from the edition before what has not changed, and checking one byte by byte. Not
here: which of several is in force (`editions`), and what is on the pages.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import shutil
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from upheld.errors import Invalid, Problem
from upheld.publication.headers import carries_its_style, style_hashes
from upheld.publication.manifest import MANIFEST, Changes, FileRow, read_manifest, write_manifest
from upheld.publication.page import SiteFile
from upheld.release.canonical import sha256, write_json

PUBLIC = "public"
ABOUT = "about.json"
CHANGES = "changes.json"
SEARCH = "pagefind"
"""Where the search index lies in the site. It is not the same bytes each time, and so outside the manifest."""

COMPRESSED = (".html", ".json", ".css", ".js", ".svg", ".xml", ".csv", ".txt")
SMALLEST = 1400
"""What is smaller goes over the wire in one packet, compressed or not, and would cost a file."""

LEVEL = 7
"""Of compression: two thirds of the time of the highest, for half a hundredth more bytes."""

MOST_WAITING = 100
"""So many files may wait to be written: enough to keep a second processor busy, and little memory."""

_GZIP = 16 + zlib.MAX_WBITS
"""Says to zlib that a gzip header comes first."""

_TWICE = "is the address of two files"
_SAFE_PATH = re.compile(r"(?:\.well-known/)?[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")


class Damaged(Invalid):
    """What lies in the folder of an edition is not what was built."""


@dataclass(frozen=True, slots=True)
class AboutEdition:
    """What an edition was made from: releases by name ("2019-20/r1"), the SHA-256 names of the texts withdrawn when it was
    made, and whether it can be searched. `at` is the moment it is to be published, as ISO 8601; None for at once. `styles`
    are the hashes of the styles that letters carry within them, which a server has to allow (`headers`).
    """

    releases: tuple[str, ...]
    withdrawn: tuple[str, ...]
    search: bool
    at: str | None = None
    styles: tuple[str, ...] = ()

    def as_json(self) -> bytes:
        """Canonical bytes."""
        return write_json(
            {
                "at": self.at,
                "releases": list(self.releases),
                "search": self.search,
                "styles": list(self.styles),
                "withdrawn": list(self.withdrawn),
            }
        )


@dataclass(frozen=True)
class Edition:
    """An edition on disk."""

    folder: Path

    @property
    def public(self) -> Path:
        """What is served."""
        return self.folder / PUBLIC

    @cached_property
    def manifest(self) -> dict[str, FileRow]:
        """Its files by path. Raises Damaged where the list cannot be read."""
        try:
            return read_manifest((self.folder / MANIFEST).read_bytes())
        except (FileNotFoundError, Invalid, ValueError, csv.Error) as wrong:
            raise self._damaged([_problem(MANIFEST, "cannot be read")]) from wrong

    @cached_property
    def about(self) -> AboutEdition:
        """What it was made from. Raises Damaged where that cannot be read."""
        try:
            found = json.loads((self.folder / ABOUT).read_bytes())
            if found["at"] is not None and datetime.fromisoformat(found["at"]).tzinfo is None:
                raise ValueError(found["at"])
            return AboutEdition(
                releases=tuple(found["releases"]),
                withdrawn=tuple(found["withdrawn"]),
                search=found["search"],
                at=found["at"],
                styles=tuple(found["styles"]),
            )
        except (FileNotFoundError, ValueError, KeyError, TypeError) as wrong:
            raise self._damaged([_problem(ABOUT, "cannot be read")]) from wrong

    def write_about(self, about: AboutEdition) -> None:
        """Say what it was made from."""
        (self.folder / ABOUT).write_bytes(about.as_json())

    def write_changes(self, since: Edition | None, *, anew: bool = False) -> Changes:
        """Write down what it has otherwise than `since`, and say it: every file, where it was built `anew` since what lies
        there is not what `since` says, or cannot be told."""
        try:
            known = since.manifest if since else {}
        except Damaged:
            known = {}
        changes = (Changes.anew if anew else Changes.between)(known, self.manifest)
        (self.folder / CHANGES).write_bytes(changes.as_json())
        return changes

    def verify(self) -> None:
        """Look at every byte. Raises Damaged with every file that is absent, other than listed, or there unlisted."""
        problems = sorted(self._wrong())
        if problems:
            raise self._damaged(problems)

    def _damaged(self, problems: list[Problem]) -> Damaged:
        return Damaged(problems, f"{self.folder} is not what was built")

    def _wrong(self) -> Iterator[Problem]:
        there: set[str] = set()
        for folder, folders, names in os.walk(self.public):
            # A link to a folder is none of the folders that are walked, and a server would follow it.
            links = [name for name in folders if os.path.islink(f"{folder}/{name}")]  # noqa: PTH114  pathlib is slow
            there |= {os.path.relpath(f"{folder}/{name}", self.public) for name in (*names, *links)}
        rows = list(self.manifest.values())
        # Reading, hashing and unpacking are done by two threads at once: Python holds none of them up for another.
        with ThreadPoolExecutor(max_workers=2) as readers:
            for found in readers.map(partial(self._wrong_of, there), (rows[::2], rows[1::2])):
                yield from found
        for path in there - self.manifest.keys():
            if path.startswith(f"{SEARCH}/") or path.removesuffix(".gz") in self.manifest:
                continue
            yield _problem(path, "is there and not listed")

    def _wrong_of(self, there: Set[str], rows: Iterable[FileRow]) -> list[Problem]:
        problems, public = [], str(self.public)
        for row in rows:
            if row.path not in there:
                problems.append(_problem(row.path, "is listed and not there"))
                continue
            content = _read(f"{public}/{row.path}")
            if sha256(content) != row.sha256:
                problems.append(_problem(row.path, "is not what was built"))
            if f"{row.path}.gz" in there and _unpacked(f"{public}/{row.path}.gz") != content:
                wrong = "is not the compressed form of what it stands beside"
                problems.append(_problem(f"{row.path}.gz", wrong))
        return problems


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was taken into an edition in one process: its files by path, which of them the edition before has, and styles."""

    rows: dict[str, FileRow]
    same: list[str]
    styles: frozenset[str]


class EditionInMaking:
    """An edition being written into `folder`. What the edition `before` holds already is taken over and not written again.

    Several processes may each write a part of it, of different paths; one `join`s what the others took in, and finishes it.

    A file that stays the same is one file on disk, under two names: nothing ever changes a file of an edition in place.
    To be used in a `with`, at whose end nothing is being written any more.
    """

    def __init__(self, folder: Path, before: Edition | None) -> None:
        self.edition = Edition(folder)
        self._before = before
        self._known = before.manifest if before else {}
        self._rows: dict[str, FileRow] = {}
        self._public = str(self.edition.public)
        self._folders: set[str] = set()
        self._same: list[str] = []
        self._styles: frozenset[str] = frozenset()
        self._writing: deque[Future[None]] = deque()
        self._writer = ThreadPoolExecutor(max_workers=1)
        self.edition.public.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> EditionInMaking:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.shutdown(cancel_futures=True)

    def add(self, file: SiteFile) -> None:
        """Take in a file. Raises Invalid for a path that is not plain, or is there already."""
        if not _SAFE_PATH.fullmatch(file.path) or file.path.endswith(".gz") or ".." in file.path:
            raise _refused([file.path], "is no address that a page can have")
        if file.path in self._rows:
            raise _refused([file.path], _TWICE)
        if carries_its_style(file.path):
            self._styles |= style_hashes(file.content)
        row = FileRow(file.path, sha256(file.content), len(file.content))
        self._rows[file.path] = row
        known = self._known.get(file.path)
        if known is not None and known.sha256 == row.sha256:
            self._same.append(file.path)
            return
        self._hand_over(self._target(file.path), file.content)

    def _hand_over(self, target: str, content: bytes) -> None:
        """Let another thread write and compress, which Python can do beside the making of pages; it never lags far behind."""
        self._writing.append(self._writer.submit(_write, target, content))
        while len(self._writing) > MOST_WAITING:
            self._writing.popleft().result()

    def taken_in(self) -> TakenIn:
        """What it has so far, all of it written."""
        self._write_out()
        return TakenIn(self._rows, self._same, self._styles)

    def join(self, part: TakenIn) -> None:
        """Take in what another process wrote. Raises Invalid for a path that is there already."""
        twice = sorted(part.rows.keys() & self._rows.keys())
        if twice:
            raise _refused(twice, _TWICE)
        self._rows |= part.rows
        self._same += part.same
        self._styles |= part.styles

    def _write_out(self) -> None:
        while self._writing:
            self._writing.popleft().result()

    @property
    def changes(self) -> Changes:
        """What it has so far otherwise than the edition before."""
        return Changes.between(self._known, self._rows)

    def described(self, about: AboutEdition) -> AboutEdition:
        """What is said of it, with what its files add to that."""
        return replace(about, styles=tuple(sorted(self._styles)))

    def finish(self, about: AboutEdition) -> Edition:
        """Take over what stayed the same, and write the lists."""
        self._write_out()
        for path in self._same:
            self._take_over(path)
        folder = self.edition.folder
        (folder / MANIFEST).write_bytes(write_manifest(self._rows.values()))
        self.edition.write_about(about)
        self.edition.write_changes(self._before)
        return self.edition

    def _take_over(self, path: str) -> None:
        assert self._before is not None
        source, target = f"{self._before.public}/{path}", self._target(path)
        try:
            share(source, target)
        except FileNotFoundError as absent:
            raise Damaged([_problem(path, "is listed and not there")]) from absent
        packed = f"{source}.gz"
        if os.path.isfile(packed):  # noqa: PTH113  there are many files
            share(packed, f"{target}.gz")

    def _target(self, path: str) -> str:
        """Where a file goes; its folder is there then."""
        target = f"{self._public}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103  pathlib takes as long as writing does
            self._folders.add(folder)
        return target


def _write(target: str, content: bytes) -> None:
    """Write a file and, where that pays, its compressed form beside it."""
    _write_whole(target, content)
    if len(content) >= SMALLEST and target.endswith(COMPRESSED):
        packed = gzip.compress(content, LEVEL, mtime=0)
        if len(packed) < len(content):
            _write_whole(f"{target}.gz", packed)


def _write_whole(target: str, content: bytes) -> None:
    try:
        with open(target, "wb") as file:  # noqa: PTH123
            file.write(content)
    except OSError as refused:  # a full disk does not say for which file
        raise OSError(refused.errno, refused.strerror, target) from refused


def _read(path: str) -> bytes:
    """A file's bytes. There are many files, and pathlib takes as long as reading does."""
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def _unpacked(path: str) -> bytes | None:
    """What a compressed file holds; None where it is no such file, or something comes after it."""
    unpacking = zlib.decompressobj(_GZIP)
    try:
        content = unpacking.decompress(_read(path))
    except zlib.error:
        return None
    return content if unpacking.eof and not unpacking.unused_data else None


def share(source: str, target: str) -> None:
    """Let a file of an edition be in another too."""
    try:
        os.link(source, target)
    except OSError:  # a disk without hard links, or a file with as many as it can have
        shutil.copyfile(source, target)


def share_folder(source: Path, target: Path) -> None:
    """Let all files of a folder be in another too. The first that cannot be ends it: on a full disk, none can."""
    for folder, _, names in os.walk(source):
        there = target / os.path.relpath(folder, source)
        there.mkdir(exist_ok=True)
        for name in names:
            share(f"{folder}/{name}", f"{there}/{name}")


def _refused(paths: list[str], reason: str) -> Invalid:
    way_out = "Mend the reference or name that it is made from; nothing was published."
    return Invalid([Problem(path, 0, "", "", reason, way_out) for path in paths])


def _problem(path: str, reason: str) -> Problem:
    way_out = "Type `upheld publish` to build all anew; what waits for its time, prepare again with --at, or --cancel it first."
    return Problem(path, 0, "", "", reason, way_out)
