"""The demonstration: the whole line from made-up records to letters, in one command.

Belongs here: the order of the steps and the summary at their end. Every step is the one a person types by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from upheld.letters.as_published import NO_QUIRKS, Quirks
from upheld.letters.letter_set import LetterSet, write_letters
from upheld.records.importing import import_opening, import_records
from upheld.records.sample import SampleSummary, write_sample
from upheld.release.checks import CheckFinding
from upheld.release.freeze import Frozen, freeze
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.release.verify import Verified, verify
from upheld.workspace import Workspace, make_workspace

DEMO_YEAR = 2020
"""The reporting year shown, by the calendar year it ends in: the year of the one letter whose figures are public whole."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Demo:
    """What the demonstration made, for the summary."""

    workspace: Workspace
    sample: SampleSummary
    frozen: Frozen
    verified: Verified
    release: Release
    findings: tuple[CheckFinding, ...]
    letters: LetterSet


def run_demo(folder: Path, progress: Progress) -> Demo:
    """Make a workspace in `folder` and the 2019-20 review in it, from sample records to letters.

    Where an earlier demonstration stands, every step is taken again and finds its work done.
    """
    files = folder / "sample"
    workspace = Workspace(folder) if files.is_dir() else make_workspace(folder)
    scheme = workspace.scheme
    progress("Writing ten years of made-up records")
    sample = write_sample(files, scheme, progress=progress)
    opening_day = scheme.calendar.year(sample.first_year).first_day - timedelta(days=1)
    progress("Importing them")
    import_opening(
        sorted((files / "opening").glob("*.csv")), opening_day, workspace.records, scheme, progress
    )
    import_records(sorted(files.glob("*.csv")), workspace.records, scheme, progress)
    year = scheme.calendar.year(DEMO_YEAR)
    progress(f"Freezing {year.label}")
    frozen = freeze(year, workspace.records, workspace.releases, scheme)
    stored = workspace.releases.find(year)
    progress("Verifying: every figure again, from the sealed records")
    verified = verify(stored)
    release = load_release(stored.public)
    progress("Writing letters")
    letters = write_release_letters(workspace, release, progress)
    return Demo(workspace, sample, frozen, verified, release, frozen.findings, letters)


def write_release_letters(
    workspace: Workspace, release: Release, progress: Progress, quirks: Quirks = NO_QUIRKS
) -> LetterSet:
    """Write the letter set of a release into the workspace; with `quirks` one as published, in a folder of its own."""
    year = release.about.year

    def count(done: int, of: int, _name: str) -> None:
        if done % 50 == 0 or done == of:
            progress(f"Writing letters: {done} of {of}")

    return write_letters(
        release,
        workspace.scheme,
        workspace.prose(year),
        workspace.releases.texts(year),
        workspace.contacts(),
        workspace.letters_of(year, release.about.revision, as_published=bool(quirks)),
        count,
        quirks,
    )
