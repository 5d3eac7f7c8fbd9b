"""What every command stands on: the application, the workspace it works in, and the names people give to releases.

Belongs here: what two commands share. Not here: any command.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from upheld import __version__
from upheld.console import out
from upheld.errors import Refused
from upheld.register.years import ReportingYear
from upheld.release.checks import CheckFinding
from upheld.release.store import StoredRelease
from upheld.workspace import Workspace, open_workspace

app = typer.Typer(
    name="upheld",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="The annual review of an ombudsman: from case records to figures, a frozen release, and letters.",
    epilog="Begin with `upheld demo`, or with `upheld init my-review` and `upheld import cases.csv decisions.csv`.",
)

YearName = Annotated[
    str, typer.Argument(help="The reporting year, such as 2019-20; 2019-20/r1 for one revision.")
]


@dataclass
class _Place:
    folder: Path


_place = _Place(Path())


def the_workspace() -> Workspace:
    """The workspace that the command works in. Raises Missing where there is none."""
    return open_workspace(_place.folder)


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"upheld {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    workspace: Annotated[
        Path,
        typer.Option(
            envvar="UPHELD_WORKSPACE", help="The workspace: the folder with upheld.toml, or one inside it."
        ),
    ] = Path(),
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    _place.folder = workspace


def today_at(place: Workspace) -> date:
    """What day it is where the ombudsman is."""
    return datetime.now(place.scheme.zone).date()


def find(workspace: Workspace, name: str) -> tuple[ReportingYear, StoredRelease]:
    """The release called 2019-20 or 2019-20/r1."""
    match = re.fullmatch(r"(.+)/(r\d+)", name)
    label, revision = match.groups() if match else (name, None)
    year = workspace.scheme.calendar.parse(label)
    return year, workspace.releases.find(year, revision_of(revision) if revision else None)


def revision_of(text: str) -> int:
    """The number of a revision called r1 or 1."""
    match = re.fullmatch(r"r?([1-9]\d*)", text)
    if match is None:
        raise Refused(f"{text!r} is not a revision: write it like r1.")
    return int(match[1])


def say_findings(findings: tuple[CheckFinding, ...]) -> None:
    """Print what the checks found, a line each."""
    out.print("\nThe checks found:" if findings else "\nThe checks found nothing to look at.")
    for finding in findings:
        out.print(f"  {finding.sentence}")
