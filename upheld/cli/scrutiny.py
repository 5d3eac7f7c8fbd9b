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
from upheld.packs.public_packs import neighbours_for, packs_about
from upheld.products import make_public_packs, verified
from upheld.register.years import ReportingYear
from upheld.release.store import StoredRelease
from upheld.workspace import Workspace


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
    if authority is not None:
        _about_one(place, the_year, stored, authority, to, beside)
        return
    with progress() as say:
        made = make_public_packs(place, verified(stored, say), say, beside)
    folder = made.folder
    news = "stood there already, the same" if made.already else "are written"
    out.print(
        f"The packs of {made.authorities} authorities {news}: {folder / 'scrutiny'} and {folder / 'monitoring'}, "
        f"{made.files:,} files. They hold public things only."
    )


def _about_one(
    place: Workspace, year: ReportingYear, stored: StoredRelease, authority: str, to: Path, beside: str | None
) -> None:
    """The two packs of one authority, in a folder of choice: to look at, or to hand over."""
    scheme = place.scheme
    found = scheme.register.resolve(authority, year.last_day)
    if found.slug is None:
        raise Refused(f"{authority!r} is {found.reason}. {found.way_out}")
    neighbours, texts = neighbours_for(scheme, beside), place.releases.texts(year)
    with progress() as say:
        release = verified(stored, say)
    for name, content in packs_about(release, scheme, texts, neighbours, Press(), found.slug).items():
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        out.print(str(path))
