"""Whether a letter is the one that was written: its figures beside the release, and its file beside the letter sets.

Belongs here: what only the release, or the list of checksums of a letter set, can tell of a letter. Not here: what the
letter shows by itself (`recomputed`, `reading`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from upheld.documents.written_set import CHECKSUMS, superseded_in
from upheld.errors import Problem
from upheld.letters.carried import CarriedLetter
from upheld.letters.recomputed import GET_AGAIN, Recomputed
from upheld.measures.measure import MeasureVersion, Quirk
from upheld.release.canonical import read_checksums
from upheld.release.model import Release
from upheld.tables.figures import figures_table
from upheld.tables.table import to_csv


@dataclass(frozen=True, slots=True)
class Standing:
    """What the letter sets know of a file: the name of the letter it is, or was until it was replaced; None for neither."""

    letter: str | None
    replaced: bool


def check_release(letter: CarriedLetter, carried: Recomputed, release: Release) -> Iterator[Problem]:
    """Everything in which the letter's figures are not the release's. A letter as published may print them otherwise."""

    def wrong(row: int, column: str, found: str, reason: str) -> Problem:
        return Problem(f"{letter.name}: figures.csv", row, column, found, reason, GET_AGAIN)

    about = release.about
    if (carried.year, carried.revision) != (about.year.label, about.revision):
        yield wrong(0, "release", carried.release, f"is not the release compared with, {about.name}")
        return
    if carried.checksum != release.checksum:
        yield wrong(
            0, "checksum", carried.checksum, f"is not the checksum of the release, {release.checksum}"
        )
    if carried.authority not in release.reviews:
        yield wrong(0, "authority", carried.authority, "is not in the release")
        return
    for measure, definition in carried.definitions.items():
        known = release.definitions.get(measure)
        if known is None or definition not in (known, _printing_as(definition, known, about.year.ending)):
            place = f"{letter.name}: definitions.jsonl"
            yield Problem(place, 0, "", measure, "is not defined so in the release", GET_AGAIN)
    said = _cells(letter.figures.decode())
    printing = replace(release, definitions={**release.definitions, **carried.definitions})
    frozen = _cells(to_csv(figures_table(printing, carried.authority)))
    if len(said) != len(frozen):
        yield wrong(0, "", str(len(said)), f"is the number of its rows, and the release has {len(frozen)}")
    for number, (ours, theirs) in enumerate(zip(said, frozen, strict=False), start=2):
        for column, cell in theirs.items():
            if ours[column] != cell and column != "checksum":
                what = f"{ours['measure']}: the release has {cell or 'nothing'}"
                yield wrong(number, column, ours[column] or "nothing", what)


def standing_of(letter: CarriedLetter, folders: Sequence[Path]) -> Standing | None:
    """What the letter sets in `folders` know of this file; None where there is no letter set."""
    sets = [folder for folder in folders if (folder / CHECKSUMS).is_file()]
    for folder in sets:
        listed = read_checksums((folder / CHECKSUMS).read_bytes())
        for name, checksum in listed.items():
            if checksum == letter.sha256:
                return Standing(f"{folder.parent.name}/{folder.name}/{name}", replaced=False)
        for name, checksum in superseded_in(folder):
            if checksum == letter.sha256:
                return Standing(f"{folder.parent.name}/{folder.name}/{name}", replaced=True)
    return Standing(None, replaced=False) if sets else None


def _printing_as(definition: MeasureVersion, known: MeasureVersion, ending: int) -> MeasureVersion:
    """The release's definition, printing as a letter's does."""
    return Quirk("", ending, definition.printed_base, definition.extremes, "").printing(known)


def _cells(text: str) -> list[Mapping[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))
