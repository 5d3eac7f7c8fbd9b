"""Commands that tell what a release says: letters, show.

Belongs here: arguments and what is printed.
"""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from upheld.cli.base import YearName, app, find, the_workspace
from upheld.console import out, progress
from upheld.errors import Refused
from upheld.letters.as_published import NO_QUIRKS, quirks_of
from upheld.products import make_letters, verified
from upheld.release.verify import open_release
from upheld.wording.beside import show_beside
from upheld.wording.names import GroupNames
from upheld.wording.numbers import count
from upheld.wording.show import review_as_json, show_review

LETTER = GroupNames("letter", "letters")


@app.command(
    epilog="Examples: upheld show bolsover 2019-20   |   upheld show 'Kent County Council' 2019-20 --json"
)
def show(
    authority: Annotated[str, typer.Argument(help="An authority: its name, code or slug.")],
    year: YearName,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    beside: Annotated[
        str | None, typer.Option(help="Compare with the nearest neighbours of this imported list instead.")
    ] = None,
) -> None:
    """Print an authority's figures as one would say them."""
    place = the_workspace()
    the_year, stored = find(place, year)
    scheme, release = place.scheme, open_release(stored)
    found = scheme.register.resolve(authority, the_year.last_day)
    if found.slug is None:
        raise Refused(f"{authority!r} is {found.reason}. {found.way_out}")
    texts = place.releases.texts(the_year)
    if beside is not None:
        if as_json:
            raise Refused("--beside is for reading, and --json for programs: choose one.")
        out.print(show_beside(release, scheme, found.slug, beside))
    elif as_json:
        sys.stdout.write(
            json.dumps(review_as_json(release, scheme, found.slug, texts), ensure_ascii=False, indent=2)
            + "\n"
        )
    else:
        out.print(show_review(release, scheme, found.slug, texts))


@app.command(epilog="Examples: upheld letters 2019-20   |   upheld letters 2019-20 --as-published")
def letters(
    year: YearName,
    as_published: Annotated[
        bool,
        typer.Option(
            "--as-published",
            help="Print bases as letters of that year did, where a quirk is known; into a folder of their own.",
        ),
    ] = False,
) -> None:
    """Write the letters of a frozen year, as PDF and HTML, with a list of their checksums."""
    place = the_workspace()
    the_year, stored = find(place, year)
    quirks = quirks_of(place.scheme, the_year) if as_published else NO_QUIRKS
    with progress() as say:
        made = make_letters(place, verified(stored, say), say, quirks)
    out.print(f"{len(made.letters)} letters are in {made.folder}, each as PDF and HTML.")
    for quirk in quirks.values():
        told = sum(remark.endswith(quirk.name) for remark in made.remarks)
        out.print(f"As published, {quirk.name}, in {count(told, LETTER)}: {quirk.says}")
    if quirks:
        out.print(
            "The proof-reader found nothing else in which they differ from the letters that would be sent."
        )
