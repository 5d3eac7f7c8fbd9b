"""The command line: `upheld`, with one command for each act.

Belongs here: arguments, the order of calls, and what is printed. Everything that is done is done in a room of its own.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from upheld import __version__
from upheld.console import err, out, progress, say_problems
from upheld.demo import run_demo, write_release_letters
from upheld.errors import Invalid, Refused, UpheldError
from upheld.records.importing import Imported, import_opening, import_records
from upheld.records.sample import write_sample
from upheld.register.years import ReportingYear
from upheld.release.checks import CheckFinding, check_release
from upheld.release.difference import difference
from upheld.release.freeze import correct
from upheld.release.freeze import freeze as freeze_year
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.release.store import StoredRelease
from upheld.release.verify import verify as verify_release
from upheld.scheme import england, load_scheme
from upheld.wording.differences import describe_difference
from upheld.wording.show import review_as_json, show_review
from upheld.workspace import Workspace, make_workspace, open_workspace

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


def _workspace() -> Workspace:
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


@app.command(epilog="Example: upheld init my-review")
def init(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Make a workspace: the one folder that holds records, releases and letters."""
    made = make_workspace(folder)
    out.print(f"{made.folder} is a workspace. Next: upheld --workspace {made.folder} import FILE...")


@app.command(epilog="Example: upheld demo my-demo")
def demo(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")] = Path("demo")) -> None:
    """Show the whole job: ten made-up years of records, the 2019-20 figures, a frozen release and every letter."""
    with progress() as say:
        made = run_demo(folder, say)
    release = made.release
    councils = sum(
        1 for review in release.reviews.values() if review.authority.open_at_end and review.authority.group
    )
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
        ("Release", f"{release.about.name}, as at {release.about.as_at}, verified from the records"),
        ("Checksum", release.checksum),
        ("Letters", f"{len(made.letters.letters)} as PDF and HTML, in {made.letters.folder}"),
    ):
        out.print(f"  {name:<9} {said}")
    _say_findings(made.findings)
    at = f"upheld --workspace {made.workspace.folder}"
    out.print(f"\nNext, with .venv/bin before upheld where it is not on your path:\n  open {example}")
    out.print(f"  {at} show bolsover {label}\n  {at} verify {label}\n  upheld --help")


@app.command(epilog="Example: upheld sample records-to-try")
def sample(
    folder: Annotated[Path, typer.Argument(help="Where to write the record files.")] = Path("sample"),
    seed: Annotated[int, typer.Option(help="Another seed, another set of made-up records.")] = 2020,
) -> None:
    """Write ten years of illustrative record files. Everything made from them says so."""
    with progress() as say:
        made = write_sample(folder, load_scheme(england()), seed=seed, progress=say)
    out.print(f"{made.rows['cases']:,} made-up cases, with all that follows from them, are in {folder}.")


@app.command(
    "import",
    epilog="Examples: upheld import cases.csv decisions.csv   |   upheld import opening --as-at 2015-03-31 open-cases.csv",
)
def import_(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="[opening] FILE...", help="Record files (CSV). Columns say what a file holds."
        ),
    ],
    as_at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="With `opening`: the last day before adoption."),
    ] = None,
) -> None:
    """Import record files: all of them or, with every problem named, none. The same file again changes nothing."""
    workspace = _workspace()
    opening = files[0] == "opening"
    paths = [Path(name) for name in files[1:] if opening] or [Path(name) for name in files if not opening]
    if opening and (as_at is None or not paths):
        raise Refused(
            "An opening position needs its day and its files: upheld import opening --as-at 2015-03-31 FILE..."
        )
    if as_at is not None and not opening:
        raise Refused(
            "--as-at belongs to an opening position: upheld import opening --as-at 2015-03-31 FILE..."
        )
    try:
        with progress() as say:
            if as_at is not None:
                imported = import_opening(paths, as_at.date(), workspace.records, workspace.scheme, say)
            else:
                imported = import_records(paths, workspace.records, workspace.scheme, say)
    except Invalid as invalid:
        say_problems(invalid.problems, str(invalid))
        _fail("Nothing was imported.", invalid.exit_code)
    _say_imported(imported)


@app.command(
    epilog="Examples: upheld freeze 2019-20   |   upheld freeze 2019-20 --corrects r1 --why 'Two cases were miscoded'"
)
def freeze(
    year: YearName,
    as_at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The last day whose entries count; the scheme's wait if left out."
        ),
    ] = None,
    corrects: Annotated[
        str | None, typer.Option(help="The revision that this one corrects, such as r1.")
    ] = None,
    why: Annotated[str | None, typer.Option(help="With --corrects: what was wrong, in a sentence.")] = None,
) -> None:
    """Freeze a year: its figures and everything public, once, with checksums. The same records give the same bytes."""
    workspace = _workspace()
    the_year = workspace.scheme.calendar.parse(year)
    day: date | None = as_at.date() if as_at else None
    if why is not None and corrects is None:
        raise Refused("A reason belongs to a correction: add --corrects with the revision that it corrects.")
    revision = None if corrects is None else _revision(corrects)
    with progress() as say:
        say(f"Freezing {the_year.label}")
        rooms = (workspace.records, workspace.releases, workspace.scheme)
        if revision is None:
            frozen = freeze_year(the_year, *rooms, as_at=day)
        else:
            frozen = correct(the_year, *rooms, corrects=revision, why=why or "", entered_by=day)
    stored = workspace.releases.find(the_year, frozen.about.revision)
    illustrative = " Made from illustrative records." if frozen.about.illustrative else ""
    news = "Frozen" if frozen.new else "Frozen before, and nothing has changed"
    out.print(f"{news}: {frozen.about.name}, as at {frozen.about.as_at}, in {stored.folder}.{illustrative}")
    out.print(f"Checksum: {frozen.checksum}")
    _say_findings(check_release(load_release(stored.public), frozen.late))
    out.print(f"\nNext: upheld verify {the_year.label}, then upheld letters {the_year.label}")


@app.command(epilog="Examples: upheld verify 2019-20   |   upheld verify path/to/a/release/folder")
def verify(
    release: Annotated[
        str, typer.Argument(help="A year, a year and revision (2019-20/r1), or the folder of a release.")
    ],
) -> None:
    """Compute a release again: every byte, rate, average, interval and verdict, and from the sealed part every count."""
    folder = Path(release)
    stored = StoredRelease(folder) if (folder / "public").is_dir() else _find(_workspace(), release)[1]
    with progress() as say:
        say("Verifying")
        found = verify_release(stored)
    counted = (
        "counted again from the sealed records"
        if found.recounted
        else "the sealed part is not here: counts taken as given"
    )
    out.print(f"True: {found.about.name}. {found.files} files, {found.figures:,} figures; {counted}.")
    out.print(f"Checksum: {found.checksum}")


@app.command(epilog="Example: upheld diff 2019-20/r1 2019-20/r2")
def diff(before: YearName, after: YearName) -> None:
    """Say what one release says otherwise than another: counts, figures, averages and verdicts."""
    workspace = _workspace()
    old, new = (load_release(_find(workspace, name)[1].public) for name in (before, after))
    for line in describe_difference(difference(old, new), old, new):
        out.print(line)


@app.command(
    epilog="Examples: upheld show bolsover 2019-20   |   upheld show 'Kent County Council' 2019-20 --json"
)
def show(
    authority: Annotated[str, typer.Argument(help="An authority: its name, code or slug.")],
    year: YearName,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Print an authority's figures as one would say them."""
    workspace = _workspace()
    the_year, stored = _find(workspace, year)
    scheme, release = workspace.scheme, load_release(stored.public)
    found = scheme.register.resolve(authority, the_year.last_day)
    if found.slug is None:
        raise Refused(f"{authority!r} is {found.reason}. {found.way_out}")
    texts = workspace.releases.texts(the_year)
    if as_json:
        sys.stdout.write(
            json.dumps(review_as_json(release, scheme, found.slug, texts), ensure_ascii=False, indent=2)
            + "\n"
        )
    else:
        out.print(show_review(release, scheme, found.slug, texts))


@app.command(epilog="Example: upheld letters 2019-20")
def letters(year: YearName) -> None:
    """Write the letters of a frozen year, as PDF and HTML, with a list of their checksums."""
    workspace = _workspace()
    _, stored = _find(workspace, year)
    release: Release = load_release(stored.public)
    with progress() as say:
        made = write_release_letters(workspace, release, say)
    out.print(f"{len(made.letters)} letters are in {made.folder}, each as PDF and HTML.")


def _find(workspace: Workspace, name: str) -> tuple[ReportingYear, StoredRelease]:
    """The release called 2019-20 or 2019-20/r1."""
    match = re.fullmatch(r"(.+)/(r\d+)", name)
    label, revision = match.groups() if match else (name, None)
    year = workspace.scheme.calendar.parse(label)
    return year, workspace.releases.find(year, _revision(revision) if revision else None)


def _revision(text: str) -> int:
    match = re.fullmatch(r"r?([1-9]\d*)", text)
    if match is None:
        raise Refused(f"{text!r} is not a revision: write it like r1.")
    return int(match[1])


def _say_imported(imported: Imported) -> None:
    if not imported.changed_anything:
        out.print("Nothing changed: every record was there already.")
        return
    for table in imported.tables:
        if table.new or table.changed or table.unchanged:
            out.print(
                f"  {table.table:<16} {table.new:>8,} new {table.changed:>8,} changed {table.unchanged:>8,} unchanged"
            )


def _say_findings(findings: tuple[CheckFinding, ...]) -> None:
    out.print("\nThe checks found:" if findings else "\nThe checks found nothing to look at.")
    for finding in findings:
        out.print(f"  {finding.sentence}")


def _fail(sentence: str, code: int) -> NoReturn:
    err.print(sentence)
    sys.exit(code)


def main() -> None:
    """Run the command line; what a person can mend ends in a sentence and an exit code, never in a traceback."""
    try:
        app()
    except Invalid as invalid:
        say_problems(invalid.problems, str(invalid))
        sys.exit(invalid.exit_code)
    except UpheldError as error:
        _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        _fail("Stopped.", 130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
