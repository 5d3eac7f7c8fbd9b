"""Verifying: whether a release is what it says it is.

The public part alone is enough to compute every rate, average, interval and verdict again from its counts, and to check
every byte against the list of checksums. With the sealed part, the counts are made again from the records, and so is
every public byte. Belongs here: those comparisons. Not here: the making, which is `build`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from upheld.errors import Invalid, Problem
from upheld.measures.comparison import compare
from upheld.records.contract import CONTRACT
from upheld.records.read import read_record_bytes
from upheld.records.tables import to_frame
from upheld.release.build import build, definitions_used, public_of_state
from upheld.release.canonical import read_checksums, sha256, write_checksums
from upheld.release.load import (
    load_about,
    load_counts,
    load_definitions,
    load_figures,
    load_meaning,
    load_register,
    load_release,
)
from upheld.release.model import About, Release
from upheld.release.select import SEALED
from upheld.release.store import CHECKSUMS, StoredRelease

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found to be true: how many figures and files, and whether the records were counted again."""

    about: About
    checksum: str
    files: int
    figures: int
    recounted: bool


def verify(stored: StoredRelease) -> Verified:
    """Compute a release again. Raises Invalid with everything that does not come out as it stands."""
    public, sealed = stored.public, stored.sealed
    problems = list(_check_bytes("public", public, stored.checksums("public")))
    if sealed is not None:
        problems += _check_bytes("sealed", sealed, stored.checksums("sealed"))
    if problems:
        raise Invalid(problems, "The release was changed after it was frozen")
    release = load_release(public)
    problems += _recompute(public, release)
    problems += _weigh(release)
    if sealed is not None:
        problems += _recount(public, sealed)
    if problems:
        raise Invalid(sorted(problems), "The release does not come out as it stands")
    figures = sum(len(review.figures) for review in release.reviews.values())
    return Verified(
        release.about, release.checksum, len(public) + len(sealed or {}), figures, sealed is not None
    )


def _problem(file: str, reason: str, value: str = "", column: str = "") -> Problem:
    return Problem(
        file, 0, column, value, reason, "Restore the release from a copy whose checksum is the published one."
    )


def _check_bytes(part: str, files: Files, checksums: bytes) -> Iterator[Problem]:
    listed = read_checksums(checksums)
    for name in sorted({*listed, *files}):
        if name not in files:
            yield _problem(f"{part}/{name}", "is listed in SHA256SUMS and not there")
        elif name not in listed:
            yield _problem(f"{part}/{name}", "is there and not listed in SHA256SUMS")
        elif sha256(files[name]) != listed[name]:
            yield _problem(f"{part}/{name}", "does not have the checksum that SHA256SUMS gives")
    if checksums != write_checksums(files) and list(listed) != sorted(listed):
        yield _problem(f"{part}/{CHECKSUMS}", "is not in order")


def _recompute(public: Files, release: Release) -> Iterator[Problem]:
    """Every average, interval and verdict again from the numerators and bases, and every table that follows from them."""
    about = load_about(public)
    definitions, register = load_definitions(public), load_register(public)
    if about.definitions != definitions_used(definitions):
        yield _problem("about.json", "names other definitions than definitions.jsonl holds")
    groups = {row.slug: row.group for row in register}
    closed = frozenset(row.slug for row in register if not row.open_at_end)
    frozen = load_figures(public, about.year.label)
    again = {
        slug: compare(
            definition,
            about.year.label,
            {each.authority: (each.numerator, each.denominator) for each in frozen.get(slug, {}).values()},
            groups,
            closed,
        )
        for slug, definition in definitions.items()
    }
    made = public_of_state(about, definitions, load_meaning(public), register, load_counts(public), again)
    yield from _differences(public, made, "does not follow from the counts")


def _weigh(release: Release) -> Iterator[Problem]:
    """Counts against one another and against what is listed."""
    for slug, review in release.reviews.items():
        counts = review.counts
        outcomes = sum(number for name, number in counts.items() if name.startswith("outcome."))
        if outcomes != counts["decided"]:
            yield _problem("counts.csv", "outcomes do not add up to what was decided", f"{outcomes}", slug)
        listed = sum(each.outcome.startswith("upheld") for each in review.decisions)
        if listed > counts["decided"]:
            yield _problem("decisions.csv", "more decisions are listed than were made", f"{listed}", slug)


def _recount(public: Files, sealed: Files) -> Iterator[Problem]:
    """The whole public part again from the sealed records."""
    about = load_about(public)
    kinds = {f"{kind.TABLE}.csv": kind for kind in CONTRACT}
    tables: dict[str, pl.DataFrame] = {}
    for table in SEALED:
        file = f"{table}.csv"
        rows = read_record_bytes(sealed[file], f"sealed/{file}", kinds[file]).rows
        tables[table] = to_frame(kinds[file], (record for _, record in rows))
    register = load_register(public)
    built = build(about, load_definitions(public), load_meaning(public), tables, lambda counts: register)
    yield from _differences(public, built.public, "does not follow from the sealed records")


def _differences(frozen: Files, made: Files, reason: str) -> Iterator[Problem]:
    for name, content in made.items():
        if frozen.get(name) == content:
            continue
        before, after = frozen.get(name, b"").decode().splitlines(), content.decode().splitlines()
        row = next(
            (number for number, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0
        )
        shown = before[row] if row < len(before) else ""
        yield Problem(
            name, row + 1, "", shown, reason, f"It should be: {after[row] if row < len(after) else ''}"
        )
