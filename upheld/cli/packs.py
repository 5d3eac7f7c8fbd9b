"""The command that writes packs: packs.

Belongs here: arguments and what is printed.
"""

from __future__ import annotations

from upheld.cli.base import YearName, app, find, the_workspace
from upheld.console import out, progress
from upheld.products import make_case_lists, verified


@app.command(epilog="Example: upheld packs 2019-20")
def packs(year: YearName) -> None:
    """Write what each authority works with: the lists of its cases, as a workbook for its link officer alone."""
    place = the_workspace()
    _, stored = find(place, year)
    with progress() as say:
        made = make_case_lists(place, verified(stored, say), stored, say)
    news = "stood there already, the same" if made.already else "are written"
    out.print(f"The case lists of {len(made.files)} authorities {news}: {made.folder}")
    out.print(
        "They are private: each workbook goes to the link officer of its authority, and to nobody else."
    )
