"""The command that writes packs: packs.

Belongs here: arguments and what is printed.
"""

from __future__ import annotations

from upheld.cli.base import YearName, app, find, the_workspace
from upheld.console import out, progress
from upheld.errors import Missing
from upheld.packs.case_set import write_case_packs
from upheld.release.load import load_release
from upheld.release.sealed import read_sealed
from upheld.release.verify import verify


@app.command(epilog="Example: upheld packs 2019-20")
def packs(year: YearName) -> None:
    """Write what each authority works with: the lists of its cases, as a workbook for its link officer alone."""
    place = the_workspace()
    the_year, stored = find(place, year)
    if stored.sealed is None:
        raise Missing(
            f"The sealed part of {the_year.label} is not here, and case lists are made from it: restore it from a backup."
        )
    with progress() as say:
        say("Verifying")
        verify(stored)
        release = load_release(stored.public)
        say("Reading the sealed records")
        tables = read_sealed(stored.sealed)

        def count(done: int, of: int, _title: str) -> None:
            if done % 50 == 0 or done == of:
                say(f"Writing case lists: {done} of {of}")

        folder = place.packs_of(the_year, release.about.revision) / "cases"
        made = write_case_packs(release, place.scheme, tables, folder, count)
    news = "stood there already, the same" if made.already else "are written"
    out.print(f"The case lists of {len(made.files)} authorities {news}: {made.folder}")
    out.print(
        "They are private: each workbook goes to the link officer of its authority, and to nobody else."
    )
