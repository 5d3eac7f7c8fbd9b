"""Commands for looking before anything is signed: gallery.

Belongs here: arguments and what is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.base import app, find, the_workspace
from upheld.console import out, progress
from upheld.letters.context import letter_context
from upheld.letters.gallery import choose, write_gallery
from upheld.letters.situations import Seen, seen
from upheld.release.verify import open_release
from upheld.wording.caution import chance_of
from upheld.workspace import Workspace


@app.command(epilog="Examples: upheld gallery   |   upheld gallery 2019-20 2024-25 --into look")
def gallery(
    years: Annotated[
        list[str] | None, typer.Argument(metavar="[YEAR]...", help="Reporting years; all that are frozen.")
    ] = None,
    into: Annotated[Path | None, typer.Option(help="Where to; the workspace's gallery if left out.")] = None,
) -> None:
    """Write one letter of each situation, with pictures of every page, to look at before any is signed."""
    place = the_workspace()
    folder = into or place.gallery
    names = years or [year.label for year in reversed(place.releases.years(place.scheme.calendar))]
    with progress() as say:
        say("Choosing letters")
        found = choose(_letters(place, names))
        shown = write_gallery(found, folder, lambda done, of: say(f"Setting letters: {done} of {of}"))
    missing = [one.situation.title for one in shown if one.letter is None]
    out.print(
        f"{len(shown) - len(missing)} letters are in {folder}, one of each situation. Open {folder / 'index.html'}."
    )
    for title in missing:
        out.print(f"  No letter of these years is in this situation: {title}.")


def _letters(place: Workspace, names: list[str]) -> Iterator[Seen]:
    for name in names:
        year, stored = find(place, name)
        release = open_release(stored)
        prose, texts, contacts = place.prose(year), place.releases.texts(year), place.contacts()
        chance = chance_of(release)
        for slug, review in release.reviews.items():
            if review.letter:
                letter = letter_context(release, place.scheme, prose, texts, contacts, slug, chance)
                yield seen(release, place.scheme, letter)
