"""What is made of a frozen year in a workspace: letters, case lists, the packs that may be published, and the review.

Belongs here: where each is written, from what, and that a withdrawal meanwhile is held off. The commands and the
demonstration both call it. Not here: what any of it says, and how its set is written once.
"""

from __future__ import annotations

from collections.abc import Callable

from upheld.documents.press import Press
from upheld.errors import Missing
from upheld.letters.as_published import NO_QUIRKS, Quirks
from upheld.letters.letter_set import LetterSet, write_letters
from upheld.packs.case_set import CasePacks, write_case_packs
from upheld.packs.public_packs import PublicPacks, neighbours_for, write_public_packs
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.release.past import read_past
from upheld.release.sealed import read_sealed
from upheld.release.store import StoredRelease
from upheld.release.verify import verify
from upheld.review.written import WrittenReview, write_review
from upheld.workspace import Workspace

Progress = Callable[[str], None]


def verified(stored: StoredRelease, say: Progress) -> Release:
    """A release from which something may be made: nothing is written to anybody from figures that do not come out."""
    say("Verifying")
    verify(stored)
    return load_release(stored.public)


def make_letters(place: Workspace, release: Release, say: Progress, quirks: Quirks = NO_QUIRKS) -> LetterSet:
    """The letter set of a release; with `quirks` one as published, in a folder of its own."""
    year = release.about.year
    # Held against a withdrawal meanwhile: the set would bring its text back.
    with place.records.locked():
        return write_letters(
            release,
            place.scheme,
            place.prose(year),
            place.releases.texts(year),
            place.contacts(),
            place.letters_of(year, release.about.revision, as_published=bool(quirks)),
            _counting("Writing letters", say),
            quirks,
        )


def make_case_lists(place: Workspace, release: Release, stored: StoredRelease, say: Progress) -> CasePacks:
    """The case lists of every authority, from the sealed part. Raises Missing where that is not here."""
    if stored.sealed is None:
        raise Missing(
            f"The sealed part of {release.about.year.label} is not here, and case lists are made from it: restore it from a backup."
        )
    say("Reading the sealed records")
    tables = read_sealed(stored.sealed)
    folder = place.packs_of(release.about.year, release.about.revision) / "cases"
    return write_case_packs(release, place.scheme, tables, folder, _counting("Writing case lists", say))


def make_public_packs(
    place: Workspace, release: Release, say: Progress, beside: str | None = None
) -> PublicPacks:
    """The scrutiny packs and the monitoring officers' reports; `beside` names the list of neighbours to show."""
    year, scheme = release.about.year, place.scheme
    with place.records.locked():
        return write_public_packs(
            release,
            scheme,
            place.releases.texts(year),
            neighbours_for(scheme, beside),
            place.packs_of(year, release.about.revision),
            Press(),
            _counting("Writing packs", say),
        )


def make_review(place: Workspace, release: Release, say: Progress) -> WrittenReview:
    """The national review, from the release and the years it stands on."""
    past = read_past(release, place.releases, place.scheme)
    folder = place.review_of(release.about.year, release.about.revision)
    return write_review(release, place.scheme, past, folder, say)


def _counting(what: str, say: Progress) -> Callable[[int, int, str], None]:
    """Progress that is told every fiftieth time."""

    def told(done: int, of: int, _name: str) -> None:
        if done % 50 == 0 or done == of:
            say(f"{what}: {done} of {of}")

    return told
