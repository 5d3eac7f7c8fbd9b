"""Commands to begin with: demo, init, sample.

Belongs here: arguments and what is printed.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.base import app, say_findings
from upheld.console import out, progress
from upheld.demo import SHOWN, publish_demo, run_demo
from upheld.records.sample import write_sample
from upheld.scheme import england, load_scheme
from upheld.workspace import make_workspace


@app.command(epilog="Example: upheld init my-review")
def init(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Make a workspace: the one folder that holds records, releases and letters."""
    made = make_workspace(folder)
    out.print(f"{made.folder} is a workspace. Next: upheld --workspace {made.folder} import FILE...")


@app.command(epilog="Example: upheld demo my-demo")
def demo(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")] = Path("demo")) -> None:
    """Show the whole job: ten made-up years of records, frozen, and for 2019-20 every letter, case lists and the review."""
    with progress() as say:
        made = run_demo(folder, say)
    release = made.release
    written = made.letters.letters
    councils = sum(
        1 for review in release.reviews.values() if review.authority.open_at_end and review.authority.group
    )
    annexes = sum(letter.annex for letter in written)
    others = sum(
        1 for letter in written if not (letter.annex or release.review(letter.authority).authority.group)
    )
    years = [frozen.about.year.label for frozen in made.frozen.values()]
    label = release.about.year.label
    example = made.letters.folder / "bolsover.pdf"
    out.print(f"\nThe {label} annual review, made from illustrative records. Nobody sent these letters.\n")
    for name, said in (
        (
            "Records",
            f"{made.sample.rows['cases']:,} cases in ten years, in {made.sample.folder}",
        ),
        (
            "Figures",
            f"{made.verified.figures:,} about {len(release.reviews)} authorities, {councils} of them councils",
        ),
        ("Releases", f"{years[0]} to {years[-1]}, each frozen on those before it"),
        ("Release", f"{release.about.name}, as at {release.about.as_at}, verified from the records"),
        ("Checksum", release.checksum),
        (
            "Letters",
            f"{len(written)}, each proof-read, as PDF and HTML: {len(written) - annexes - others} councils, {annexes} that had closed by then, {others} other bodies; in {made.letters.folder}",
        ),
        (
            "Packs",
            f"case lists of {len(made.case_lists.files)} authorities, private, in {made.case_lists.folder}",
        ),
        ("", f"{SHOWN.title()}’s for scrutiny and its monitoring officer, as an example, in {made.packs}"),
        (
            "Review",
            f"{made.review.tables} tables and a report in which every number names its cell, in {made.review.folder}",
        ),
    ):
        out.print(f"  {name:<9} {said}")
    say_findings(made.findings)
    out.print(
        "\nNow the public site of all ten years, with the letters of the newest too. It takes some minutes more.\n"
    )
    with progress() as say:
        _, site = publish_demo(made, say)
    out.print(f"  {'Site':<9} {len(site.edition.manifest):,} files, in {made.workspace.site / 'current'}")
    # As it was typed, where the shell would not find it by its name alone.
    typed = "upheld" if shutil.which("upheld") else sys.argv[0]
    at = f"{typed} --workspace {made.workspace.folder}"
    out.print(f"\nNext, look at {example}, and type:")
    out.print(
        f"  {at} show bolsover {label}\n  {typed} verify {example}\n  {at} gallery {label}\n  {typed} --help"
    )


@app.command(epilog="Example: upheld sample records-to-try")
def sample(
    folder: Annotated[Path, typer.Argument(help="Where to write the record files.")] = Path("sample"),
    seed: Annotated[int, typer.Option(help="Another seed, another set of made-up records.")] = 2020,
) -> None:
    """Write ten years of illustrative record files. Everything made from them says so."""
    with progress() as say:
        made = write_sample(folder, load_scheme(england()), seed=seed, progress=say)
    out.print(f"{made.rows['cases']:,} made-up cases, with all that follows from them, are in {folder}.")
