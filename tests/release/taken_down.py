"""A workspace with texts that can be taken down, and a search of everything that anybody may read.

Belongs here: the way from records to releases and letters, as the commands take it. What a test expects stands there.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from tests.release.test_private import everything_in
from tests.worlds import World, english
from upheld.letters.letter_set import take_down, write_letters
from upheld.letters.prose_file import load_prose
from upheld.register.model import Register
from upheld.release.freeze import correct
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.release.withdraw import Kind, Withdrawn, withdraw
from upheld.scheme import Scheme

DAY = date(2021, 6, 1)
REASON = "identifies a person"
DECISION, IMPROVEMENT, REPORT = ("decision", "19 000 001"), ("improvement", "19 000 001/1"), ("report", "R1")
MARKS = {DECISION: "Zq1decision", IMPROVEMENT: "Zq2improvement", REPORT: "Zq3report"}
OTHER, SAME, OLDER = "Zq4other", "Zq5same", "Zq6older"


@cache
def three() -> Scheme:
    """England with three of its councils: a set of letters is written in a blink."""
    authorities = english().register.authorities
    return replace(english(), register=Register(authorities[slug] for slug in ("derby", "kent", "watford")))


def letters(world: World, revision: int) -> bool:
    """Write the letters of a revision of 2019-20; whether they stood there already."""
    year = world.year("2019-20")
    release = load_release(world.releases.find(year, revision).public)
    texts = world.releases.texts(year)
    return write_letters(
        release,
        world.scheme,
        load_prose(world.scheme.prose_folder, release.about.year),
        texts,
        [],
        of(world, revision),
    ).already


def of(world: World, revision: int) -> Path:
    return world.folder / "letters" / "2019-20" / f"r{revision}"


def corrected(world: World, revision: int) -> None:
    world.imported()
    year = world.year("2019-20")
    correct(year, world.store, world.releases, world.scheme, corrects=revision, why="One came late.")


def taken(world: World, kind: Kind, record: str, reason: str = REASON) -> Withdrawn:
    """Withdraw, and take the letters down, as the command does."""
    calendar = world.scheme.calendar
    done = withdraw(kind, record, on=DAY, reason=reason, releases=world.releases, calendar=calendar)
    for year, revision in sorted({(year, revision) for year, revision, _ in done.touched}):
        slugs = [slug for when, which, slug in done.touched if (when, which) == (year, revision)]
        release = load_release(world.releases.find(year, revision).public)
        folder = world.folder / "letters" / year.label / f"r{revision}"
        take_down(
            release,
            world.scheme,
            load_prose(world.scheme.prose_folder, year),
            world.releases.texts(year),
            [],
            folder,
            slugs,
        )
    return done


def public_bytes(world: World) -> Iterator[tuple[str, str]]:
    """Everything that anybody may read, decoded, by file."""
    releases = world.folder / "releases"
    for path in sorted(
        [*releases.glob("*/r*/public/*"), *releases.glob("*/texts.jsonl"), *releases.glob("*.csv")]
    ):
        yield str(path.relative_to(world.folder)), path.read_text(encoding="utf-8")
    for path in sorted((world.folder / "letters").rglob("*")):
        if path.suffix == ".pdf":
            yield str(path.relative_to(world.folder)), "\n".join(everything_in(path))
        elif path.is_file():
            yield str(path.relative_to(world.folder)), path.read_text(encoding="utf-8")


def holding(world: World, mark: str) -> set[str]:
    return {name for name, text in public_bytes(world) if mark in text}


def checksums_are_true(folder: Path) -> bool:
    """Checksums and manifest name every file as it is, and nothing else."""
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    there = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name not in ("SHA256SUMS", "superseded.csv")
    }
    rows = csv.DictReader((folder / "manifest.csv").read_text(encoding="utf-8").splitlines())
    listed = {row["file"]: row["sha256"] for row in rows}
    return sums == there and listed == {name: there[name] for name in there if name != "manifest.csv"}


def release_of(world: World, revision: int = 2) -> Release:
    return load_release(world.releases.find(world.year("2019-20"), revision).public)


def manifest(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "manifest.csv").read_text(encoding="utf-8").splitlines()))


def rows_of(world: World) -> dict[str, list[dict[str, str]]]:
    """The records of the copied workspace, from the files that were imported."""
    rows = World(world.folder).rows
    for path in (world.folder / "files").glob("*.csv"):
        rows[path.stem] = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    return rows
