"""What a site is made from: releases, their texts, the letters written, and nothing that can be asked of anybody.

Belongs here: the shape of the inputs, and reading a folder of letters. Not here: where a workspace keeps them, and the
pages made of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from upheld.errors import Invalid, Missing, Problem
from upheld.register.areas import Areas
from upheld.release.canonical import read_checksums, sha256
from upheld.release.model import Release, Texts
from upheld.scheme import Scheme
from upheld.wording.sayings import Saying

MANIFEST = "manifest.csv"
CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on disk that the site holds as it is, and the SHA-256 it must have."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class LettersOfYear:
    """The letters of one revision: the PDF and the HTML about each authority."""

    year: str
    revision: int
    pdf: Mapping[str, StoredFile]
    html: Mapping[str, StoredFile]


@dataclass(frozen=True, slots=True)
class ReviewOfYear:
    """The national review of one revision: its files by name, such as "review.pdf" and "csv/groups.csv"."""

    year: str
    revision: int
    files: Mapping[str, StoredFile]


@dataclass(frozen=True, slots=True)
class PublicFrom:
    """When a year's figures became public: the day, and the hour in the scheme's time zone where one is set."""

    day: date
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class SiteInputs:
    """Everything that goes into a site.

    `origin` is where it will stand ("https://example.org"), without a slash at its end. `releases` are the newest
    revision of each year, in order of year; `areas` and `postcodes`
    (`register.postcodes.postcodes_text`) are for the map and the search; without them there are tables and a list.
    `searchable` says whether decisions will have an index to be searched by words. `replaced` are older revisions, whose pages stay at their address. `texts`
    are by label of the year, `sayings` and `leading` (the measures that lead a letter) from the scheme's prose.
    `public_from` says by label when the figures of a year became public; of a year without it, the site names no day.
    """

    scheme: Scheme
    origin: str
    releases: tuple[Release, ...]
    texts: Mapping[str, Texts]
    sayings: Mapping[str, Saying]
    leading: tuple[str, ...]
    areas: Areas | None = None
    searchable: bool = True
    postcodes: str | None = None
    replaced: tuple[Release, ...] = ()
    letters: tuple[LettersOfYear, ...] = ()
    reviews: tuple[ReviewOfYear, ...] = ()
    public_from: Mapping[str, PublicFrom] = field(default_factory=dict)


def read_letters(folder: Path, year: str, revision: int) -> LettersOfYear:
    """The letters in a letter set's folder, by its manifest. Raises Missing without one, Invalid for one that is broken."""
    path = folder / MANIFEST
    if not path.is_file():
        raise Missing(f"{folder} holds no letters: there is no {MANIFEST} in it.")
    pdf: dict[str, StoredFile] = {}
    html: dict[str, StoredFile] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(path.read_text("utf-8"))), start=2):
        slug, name, checksum = (row.get(key) or "" for key in ("authority", "file", "sha256"))
        form = {f"{slug}.pdf": pdf, f"{slug}.html": html}.get(name)
        if form is None or not checksum:
            problem = Problem(str(path), number, "file", name, "is no letter", "Write the letters again.")
            raise Invalid([problem])
        form[slug] = StoredFile(folder / name, checksum)
    return LettersOfYear(year, revision, pdf, html)


def read_review(folder: Path, year: str, revision: int) -> ReviewOfYear:
    """The national review in its folder, by its list of checksums. Raises Missing without one."""
    path = folder / CHECKSUMS
    if not path.is_file():
        raise Missing(f"{folder} holds no national review: there is no {CHECKSUMS} in it.")
    listed = read_checksums(path.read_bytes())
    files = {name: StoredFile(folder / name, checksum) for name, checksum in sorted(listed.items())}
    files[CHECKSUMS] = StoredFile(path, sha256(path.read_bytes()))
    return ReviewOfYear(year, revision, files)
