"""The command that proof-reads letters: proof-read.

Belongs here: arguments and what is printed. Not here: the rules (`letters.proof`).
"""

from __future__ import annotations

import typer

from upheld.cli.base import YearName, app, find, the_workspace
from upheld.console import out, progress
from upheld.letters.proof.reader import proof_read_set, proof_reader
from upheld.release.verify import open_release

FOUND = 2
"""The exit code where a letter is refused: that of anything that breaks its contract."""


@app.command("proof-read", epilog="Examples: upheld proof-read 2019-20   |   upheld proof-read 2019-20/r1")
def proof_read(year: YearName) -> None:
    """Read every letter of a frozen year as a sceptical outsider would, and write nothing; `letters` does so too."""
    place = the_workspace()
    the_year, stored = find(place, year)
    release, contacts = open_release(stored), place.contacts()
    prose = place.prose(the_year)
    reader = proof_reader(release, place.scheme, prose, place.releases.texts(the_year), contacts)
    with progress() as say:

        def count(done: int, of: int, _name: str) -> None:
            if done % 100 == 0 or done == of:
                say(f"Reading letters: {done} of {of}")

        read, findings = proof_read_set(reader, contacts, count)
    for finding in findings:
        out.print(finding.sentence)
    letters = "1 letter" if read == 1 else f"{read:,} letters"
    if findings:
        refused = len({finding.authority for finding in findings})
        whose = "1 of them is" if refused == 1 else f"{refused:,} of them are"
        out.print(f"{letters} read, {whose} refused.")
        raise typer.Exit(FOUND)
    out.print(f"{letters} read, nothing found")
