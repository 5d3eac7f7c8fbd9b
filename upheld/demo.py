"""The demonstration: the whole line from made-up records to letters, packs, the review and the site, in one command.

Belongs here: the order of the steps and the summary at their end. Every step is the one a person types by hand.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from upheld.documents.press import Press
from upheld.letters.letter_set import LetterSet
from upheld.packs.case_set import CasePacks
from upheld.packs.public_packs import neighbours_for, packs_about
from upheld.products import make_case_lists, make_letters, make_review, verified
from upheld.publication.publish import Published
from upheld.publishing import frozen_releases, publisher_of
from upheld.records.importing import import_opening, import_records
from upheld.records.sample import SampleSummary, write_sample
from upheld.release.checks import CheckFinding
from upheld.release.freeze import Frozen, freeze
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.release.verify import Verified, verify
from upheld.review.written import WrittenReview
from upheld.workspace import Workspace, make_workspace

DEMO_YEAR = 2020
"""The reporting year shown, by the calendar year it ends in: the year of the one letter whose figures are public whole."""

SHOWN = "bolsover"
"""The authority of that letter; its packs for scrutiny are written as an example."""

ACCEPTED: Mapping[int, tuple[str, ...]] = {
    **dict.fromkeys((2018, 2019, 2020, 2021, 2022, 2025), ("vanished base",)),
    2023: ("vanished base", "jump"),
}
"""What the checks warn of in the made-up years, each accepted with `REASON`."""

REASON = "The records are made up; nobody could be asked."

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Demo:
    """What the demonstration made, for the summary. `frozen` are the years up to the one shown, by the calendar year each
    ends in; the rest is about that one."""

    workspace: Workspace
    sample: SampleSummary
    frozen: Mapping[int, Frozen]
    verified: Verified
    release: Release
    findings: tuple[CheckFinding, ...]
    letters: LetterSet
    case_lists: CasePacks
    packs: Path
    review: WrittenReview


def publish_demo(demo: Demo, progress: Progress) -> tuple[Mapping[int, Frozen], Published]:
    """Freeze the later years, write the letters of the newest, and publish the site of all ten, without the search of
    decisions: making that takes a part that the demonstration does not install."""
    place = demo.workspace
    later = freeze_years(place, range(DEMO_YEAR + 1, demo.sample.last_year + 1), progress)
    year = place.releases.years(place.scheme.calendar)[-1]
    release = verified(place.releases.find(year), progress)
    make_letters(place, release, progress)
    with place.records.locked():
        return later, publisher_of(place, progress, with_search=False).publish(frozen_releases(place))


def run_demo(folder: Path, progress: Progress) -> Demo:
    """Make a workspace in `folder` with the years up to 2019-20 frozen, and its letters, packs and review.

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
    frozen = freeze_years(workspace, range(sample.first_year, DEMO_YEAR + 1), progress)
    shown = scheme.calendar.year(DEMO_YEAR)
    stored = workspace.releases.find(shown)
    with _two_at_a_time() as pool:
        # What is made of a year is made from files alone, so each can be made by a process of its own.
        letters = pool.submit(_letters, folder)
        review = pool.submit(_review, folder)
        case_lists = pool.submit(_case_lists, folder)
        progress(f"Verifying {shown.label}: every figure again, from the sealed records")
        checked = verify(stored)
        release = load_release(stored.public)
        progress(f"Writing the packs of {SHOWN.title()} for scrutiny")
        packs = _packs(workspace, release)
        progress("Writing the review")
        made_review = review.result()
        progress("Writing case lists, one for each authority")
        made_lists = case_lists.result()
        progress("Writing letters, each proof-read, as PDF and HTML")
        made_letters = letters.result()
    findings = frozen[DEMO_YEAR].findings
    return Demo(
        workspace, sample, frozen, checked, release, findings, made_letters, made_lists, packs, made_review
    )


def freeze_years(place: Workspace, endings: Iterable[int], progress: Progress) -> dict[int, Frozen]:
    """Freeze the years that end in these calendar years, accepting what the checks are known to warn of."""
    frozen: dict[int, Frozen] = {}
    for ending in endings:
        year = place.scheme.calendar.year(ending)
        progress(f"Freezing {year.label}")
        accepted = dict.fromkeys(ACCEPTED.get(ending, ()), REASON)
        frozen[ending] = freeze(year, place.records, place.releases, place.scheme, accepted=accepted)
    return frozen


@contextmanager
def _two_at_a_time() -> Iterator[ProcessPoolExecutor]:
    """Two fresh processes; none is left behind, and what has not begun is not begun where something fails."""
    pool = ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _opened(folder: Path) -> tuple[Workspace, Release]:
    """The workspace and the release shown, in a process that makes something of it."""
    place = Workspace(folder)
    return place, load_release(place.releases.find(place.scheme.calendar.year(DEMO_YEAR)).public)


def _letters(folder: Path) -> LetterSet:
    place, release = _opened(folder)
    return make_letters(place, release, _silent)


def _review(folder: Path) -> WrittenReview:
    place, release = _opened(folder)
    return make_review(place, release, _silent)


def _case_lists(folder: Path) -> CasePacks:
    place, release = _opened(folder)
    return make_case_lists(place, release, place.releases.find(release.about.year), _silent)


def _silent(_line: str) -> None:
    """A process of its own has nobody to tell."""


def _packs(place: Workspace, release: Release) -> Path:
    """The packs of one authority, to look at: those of all take some minutes, and `upheld scrutiny` writes them."""
    # Among the letters to look at, which a withdrawal removes: no set of packs is written once here.
    folder = place.gallery / "packs"
    texts, neighbours = place.releases.texts(release.about.year), neighbours_for(place.scheme, None)
    for name, content in packs_about(release, place.scheme, texts, neighbours, Press(), SHOWN).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
