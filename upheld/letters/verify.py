"""Verifying a letter: that it proves itself, and what it cannot prove alone.

Belongs here: which checks are made of a letter's file, and what is said of them. Not here: the checks (`recomputed`,
`reading`, `authentic`), and verifying a release, which has a room of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from upheld.errors import Invalid, Problem
from upheld.letters.authentic import Standing, check_release, standing_of
from upheld.letters.behind import DEFINITIONS, FIGURES_CSV
from upheld.letters.carried import CarriedLetter, open_letter
from upheld.letters.reading import check_figures, check_marks
from upheld.letters.recomputed import GET_AGAIN, Recomputed, recompute
from upheld.release.model import Release
from upheld.wording.numbers import listed

WRONG = "The letter does not come out as it stands"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a letter is held against: its release, the folders of its letter sets, and the revision that has corrected the
    release since, where one has."""

    release: Release
    letter_sets: Sequence[Path] = ()
    corrected_by: str | None = None


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter whose figures follow from its counts: the file, and what it says."""

    file: CarriedLetter
    says: Recomputed


@dataclass(frozen=True, slots=True)
class LetterVerified:
    """What was found true of a letter, what must be known of it, and what could not be checked: sentences all."""

    of: str
    checked: tuple[str, ...]
    remarks: tuple[str, ...]
    not_checked: tuple[str, ...]


def read_letter(path: Path) -> ReadLetter:
    """Open a letter and compute its figures again. Raises Missing, and Invalid with everything that is wrong."""
    file = open_letter(path)
    try:
        return ReadLetter(file, recompute(file))
    except Invalid as invalid:
        raise Invalid(invalid.problems, WRONG) from invalid


def verify_letter(letter: ReadLetter, beside: Beside | None = None) -> LetterVerified:
    """Hold a letter's pages against its figures, and these against the release where it is here.

    Raises Invalid with every disagreement.
    """
    file, says = letter.file, letter.says
    leading, problems = check_figures(file, says)
    problems += tuple(check_marks(file, says))
    standing = None
    if beside is not None:
        problems += tuple(check_release(file, says, beside.release))
        standing = standing_of(file, beside.letter_sets)
        if standing is not None and standing.letter is None:
            reason = "is the file’s SHA-256, and no letter of the set has it: it was changed, or saved anew, after it was written"
            problems += (Problem(file.name, 0, "", file.sha256, reason, GET_AGAIN),)
    if problems:
        raise Invalid(problems, WRONG)
    return LetterVerified(
        of=f"{says.name}, {says.release}, as at {says.as_at}",
        checked=_checked(says, leading, beside, standing),
        remarks=_remarks(file, says, beside, standing),
        not_checked=_not_checked(says, beside, standing),
    )


def _checked(
    says: Recomputed, leading: tuple[str, ...], beside: Beside | None, standing: Standing | None
) -> tuple[str, ...]:
    names = listed([says.definitions[measure].public_label for measure in leading])
    said = [
        f"{FIGURES_CSV}: {len(says.figures)} figures and {len(says.counts)} counts. Every rate, interval, average, rate of "
        "the others and verdict follows from the counts.",
        f"{DEFINITIONS}: {len(says.definitions)} definitions, each with the SHA-256 by which {FIGURES_CSV} names it.",
        f"Pages: the checksum printed is that of {FIGURES_CSV}, and rate, count, base, range, average and verdict are "
        f"printed as it has them: {names}.",
        "Title, date, release and whether the data are illustrative: the same in metadata, on every page and in the files.",
    ]
    if beside is not None:
        said.append(
            f"Release {beside.release.about.name}: checksum, definitions, every count and every figure are the same."
        )
    if standing is not None and standing.letter is not None and not standing.replaced:
        said.append(f"File: byte for byte the letter {standing.letter}.")
    return tuple(said)


def _remarks(
    file: CarriedLetter, says: Recomputed, beside: Beside | None, standing: Standing | None
) -> tuple[str, ...]:
    said: list[str] = []
    if says.illustrative:
        said.append(
            "The figures are illustrative: made from sample records, and not about anything that happened."
        )
    quirks = [
        each.removeprefix("as published ") for each in file.keywords[0] if each.startswith("as published ")
    ]
    if quirks:
        said.append(f"It prints bases as letters of {says.year} did, on request: {listed(quirks)}.")
    if standing is not None and standing.letter is not None and standing.replaced:
        said.append(
            f"It was replaced: {standing.letter} was written anew after a text was withdrawn, and this is what stood there "
            "before. Its figures stand; read the letter that took its place."
        )
    if beside is not None and beside.corrected_by is not None:
        said.append(f"Its release was corrected by {beside.corrected_by}: upheld diff tells what changed.")
    return tuple(said)


def _not_checked(says: Recomputed, beside: Beside | None, standing: Standing | None) -> tuple[str, ...]:
    said: list[str] = []
    if beside is None:
        said.append(
            "Whether these counts are those that were published. Whoever changed a count and everything that follows from it "
            f"would not be found out by the letter alone. The release is {says.release}, with the checksum {says.checksum}: "
            "compare it with the one published, or name the folder of the release with --release."
        )
        said.append("The group's counts: they are taken as given, for the other members are in the release.")
    if standing is None:
        said.append(
            "Whether the file is the one that was sent: compare its SHA-256 with the list of the letter set. Words, lists and "
            "pictures beside the figures are not computed again."
        )
    return tuple(said)
