"""Commands that find out whether something is what it says it is: verify.

Belongs here: arguments, what a release or a letter is held against, and what is printed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.base import app, find, the_workspace
from upheld.console import out, progress
from upheld.errors import Missing, Refused
from upheld.letters.verify import Beside, LetterVerified, ReadLetter, read_letter, verify_letter
from upheld.release.load import load_about
from upheld.release.store import StoredRelease
from upheld.release.verify import open_release
from upheld.release.verify import verify as verify_release
from upheld.workspace import Workspace


@app.command(
    epilog="Examples: upheld verify 2019-20   |   upheld verify path/to/a/release/folder   |   upheld verify letter.pdf   |   "
    "upheld verify letter.pdf --release path/to/a/release/folder"
)
def verify(
    what: Annotated[
        str,
        typer.Argument(
            metavar="RELEASE|LETTER",
            help="A year, a year and revision (2019-20/r1), the folder of a release, or the PDF of a letter.",
        ),
    ],
    release: Annotated[
        Path | None,
        typer.Option(
            help="With a letter: the folder of its release, to hold it against; its public part is enough."
        ),
    ] = None,
) -> None:
    """Compute a release again, or a letter from its own file: every rate, average, interval and verdict from the counts.

    Of a release every byte is checked too, and from its sealed part every count. A letter is held against its release where
    one is named or stands in the workspace.
    """
    path = Path(what)
    if path.is_file() or path.suffix.lower() == ".pdf":
        _say_letter(*_letter(path, release))
    elif release is not None:
        raise Refused("--release is for letters: name the PDF of a letter, or leave it out.")
    else:
        _release(what)


def _release(name: str) -> None:
    folder = Path(name)
    if folder.is_dir() and not (folder / "public").is_dir():
        raise Missing(f"{folder} is not the folder of a release: there is no public/ in it.")
    with progress() as say:
        say("Verifying")
        if (folder / "public").is_dir():
            found = verify_release(StoredRelease(folder))
        else:
            place = the_workspace()
            found = verify_release(find(place, name)[1], place.releases)
    counted = (
        "counted again from the sealed records"
        if found.recounted
        else "the sealed part is not here: counts taken as given"
    )
    out.print(f"True: {found.about.name}. {found.files} files, {found.figures:,} figures; {counted}.")
    out.print(f"Checksum: {found.checksum}")


def _letter(path: Path, release: Path | None) -> tuple[LetterVerified, str]:
    """What was found of a letter, and why it was held against no release, where it was not."""
    with progress() as say:
        say("Computing the figures of the letter again")
        letter = read_letter(path)
        why_not = ""
        beside = None
        if release is not None:
            beside = _of_folder(release)
        elif (place := _workspace_here()) is not None:
            try:
                beside = _of_workspace(place, letter)
            except Missing as missing:
                why_not = str(missing)
        return verify_letter(letter, beside), why_not


def _workspace_here() -> Workspace | None:
    """The workspace, where there is one: a letter can be verified without."""
    try:
        return the_workspace()
    except Missing:
        return None


def _of_folder(folder: Path) -> Beside:
    """The release in a folder: the one with public/ in it, or public/ itself."""
    if not (folder / "public").is_dir() and folder.name == "public":
        folder = folder.parent
    if not (folder / "public").is_dir():
        raise Missing(f"{folder} is not the folder of a release: there is no public/ in it.")
    return Beside(open_release(StoredRelease(folder)))


def _of_workspace(place: Workspace, letter: ReadLetter) -> Beside:
    """The letter's release as it stands in a workspace, with its letter sets. Raises Missing where it is not there."""
    year = place.scheme.calendar.parse(letter.says.year)
    stored = place.releases.find(year, letter.says.revision)
    about = load_about(stored.public)
    newest = place.releases.revisions(year)[-1]
    return Beside(
        release=open_release(stored),
        letter_sets=[place.letters_of(year, about.revision, as_published) for as_published in (False, True)],
        corrected_by=f"{year.label}/r{newest}" if newest > about.revision else None,
    )


def _say_letter(found: LetterVerified, why_not: str) -> None:
    out.print(f"True: the letter about {found.of}.")
    for title, sentences in (
        ("Checked", found.checked),
        ("To be known", found.remarks),
        ("Not checked", found.not_checked),
    ):
        if sentences:
            out.print(f"\n{title}:")
            for sentence in sentences:
                out.print(f"  {sentence}")
    if why_not:
        out.print(f"\nHeld against no release: {why_not}")
