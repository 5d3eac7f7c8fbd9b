"""The command that makes the national review of a year.

Belongs here: arguments and what is printed.
"""

from __future__ import annotations

from upheld.cli.base import YearName, app, find, the_workspace
from upheld.console import out, progress
from upheld.products import make_review, verified


@app.command(epilog="Examples: upheld review 2019-20   |   upheld review 2019-20/r1")
def review(year: YearName) -> None:
    """Write the national review of a frozen year: report (HTML and PDF), workbooks, and every table as open data."""
    place = the_workspace()
    _, stored = find(place, year)
    with progress() as say:
        release = verified(stored, say)
        made = make_review(place, release, say)
    folder = made.folder
    again = "was written before, and nothing has changed" if made.already else "is written"
    illustrative = " Made from illustrative records." if release.about.illustrative else ""
    out.print(
        f"The review of {release.about.name} {again}: {made.tables} tables, {made.files} files.{illustrative}"
    )
    out.print(
        f"Read {folder / 'review.html'} or review.pdf beside it; tables.xlsx and tables.ods hold every table."
    )
