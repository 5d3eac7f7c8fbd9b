"""The command that writes the packs that may be published: scrutiny.

Belongs here: arguments and what is printed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.base import YearName, app, find, the_workspace
from upheld.console import out, progress
from upheld.documents.press import Press
from upheld.errors import Refused
from upheld.packs.public_packs import neighbours_for, packs_about, write_public_packs
from upheld.release.load import load_release
from upheld.release.verify import verify


@app.command(
    epilog="Examples: upheld scrutiny 2019-20   |   upheld scrutiny 2019-20 bolsover --to for-scrutiny"
)
def scrutiny(
    year: YearName,
    authority: Annotated[
        str | None, typer.Argument(help="One authority: its name, code or slug. Without it, all of them.")
    ] = None,
    to: Annotated[Path, typer.Option(help="The folder for the packs of one authority.")] = Path(),
    beside: Annotated[
        str | None, typer.Option(help="The imported list of neighbours to show it beside.")
    ] = None,
) -> None:
    """Write for each authority the scrutiny pack and the monitoring officer’s report, as HTML, PDF and ODT."""
    place = the_workspace()
    the_year, stored = find(place, year)
    scheme = place.scheme
    neighbours = neighbours_for(scheme, beside)
    with progress() as say:
        say("Verifying")
        verify(stored)
    release, texts = load_release(stored.public), place.releases.texts(the_year)
    if authority is not None:
        found = scheme.register.resolve(authority, the_year.last_day)
        if found.slug is None:
            raise Refused(f"{authority!r} is {found.reason}. {found.way_out}")
        for name, content in packs_about(release, scheme, texts, neighbours, Press(), found.slug).items():
            path = to / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            out.print(str(path))
        return
    # Held against a withdrawal meanwhile: the set would bring its text back.
    with progress() as say, place.records.locked():

        def count(done: int, of: int, _name: str) -> None:
            if done % 50 == 0 or done == of:
                say(f"Writing packs: {done} of {of}")

        folder = place.packs_of(the_year, release.about.revision)
        made = write_public_packs(release, scheme, texts, neighbours, folder, Press(), count)
    news = "stood there already, the same" if made.already else "are written"
    out.print(
        f"The packs of {made.authorities} authorities {news}: {folder / 'scrutiny'} and {folder / 'monitoring'}, "
        f"{made.files:,} files. They hold public things only."
    )
