"""The command that reads outside data: import.

Belongs here: which kind of import the words mean, and what is printed. Everything is read in a room of its own.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.base import app, the_workspace, today_at
from upheld.console import err, out, progress, say_problems
from upheld.errors import Invalid, Refused
from upheld.records.contract import PublishedFigure
from upheld.records.importing import Imported, import_opening, import_records
from upheld.register.boundaries import PROJECTIONS
from upheld.register.importing import import_authorities, import_neighbours, import_population
from upheld.register.importing_areas import import_boundaries
from upheld.register.importing_postcodes import import_postcodes
from upheld.register.update import RegisterImported
from upheld.wording.numbers import listed

KINDS = ("opening", "published-figures", "authorities", "population", "neighbours", "boundaries", "postcodes")


@app.command(
    "import",
    epilog="Examples: upheld import cases.csv decisions.xlsx   |   upheld import opening --as-at 2015-03-31 open.csv   |   "
    "upheld import population --mid-year 2021 --source ONS mid2021.csv   |   "
    'upheld import boundaries --source "Office for National Statistics, OGL v3.0" districts.geojson',
)
def import_(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[KIND] FILE...",
            help="Files (CSV, XLSX, ODS, Parquet; boundaries as GeoJSON or TopoJSON; postcodes as CSV, a folder or a ZIP). "
            "Without a kind: records, and columns say which. Kinds: " + ", ".join(KINDS),
        ),
    ],
    as_at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="With opening: the last day before adoption."),
    ] = None,
    mid_year: Annotated[
        int | None,
        typer.Option(help="With population: the year of the estimates, where the file does not say it."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            help="With population or neighbours: who published it, where the file does not say it. With boundaries or "
            "postcodes: the attribution to be shown."
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(help="With neighbours: what the list is called, where the file does not say it."),
    ] = None,
    projection: Annotated[
        str | None,
        typer.Option(
            help="With boundaries: wgs84 (longitude, latitude) or bng (national grid), where numbers do not tell."
        ),
    ] = None,
) -> None:
    """Import files: all of them or, with every problem named, none. The same file again changes nothing."""
    kind = words[0] if words[0] in KINDS else ""
    paths = [Path(word) for word in words[bool(kind) :]]
    given = {
        "--as-at": as_at,
        "--mid-year": mid_year,
        "--source": source,
        "--name": name,
        "--projection": projection,
    }
    _refuse_strangers(kind, [option for option, value in given.items() if value is not None])
    if kind == "opening" and (as_at is None or not paths):
        raise Refused(
            "An opening position needs its day and its files: upheld import opening --as-at 2015-03-31 FILE..."
        )
    if not paths:
        raise Refused(f"Say which files: upheld import {kind} FILE...")
    try:
        if kind in ("boundaries", "postcodes"):
            done: Imported | RegisterImported = _import_areas(kind, paths, source, projection)
        else:
            done = _import(kind, paths, as_at, mid_year, source, name)
    except Invalid as invalid:
        say_problems(invalid.problems, str(invalid))
        err.print("Nothing was imported.")
        raise typer.Exit(invalid.exit_code) from invalid
    _say(done)


def _import(
    kind: str,
    paths: list[Path],
    as_at: datetime | None,
    mid_year: int | None,
    source: str | None,
    name: str | None,
) -> Imported | RegisterImported:
    place = the_workspace()
    with progress() as say:
        if as_at is not None:
            return import_opening(paths, as_at.date(), place.records, place.scheme, say)
        if kind == "authorities":
            return import_authorities(paths, place.register_place)
        if kind == "population":
            return import_population(paths, place.register_place, mid_year, source)
        if kind == "neighbours":
            return import_neighbours(paths, place.register_place, name, source)
        only = PublishedFigure if kind == "published-figures" else None
        return import_records(paths, place.records, place.scheme, say, today_at(place), only)


def _import_areas(
    kind: str, paths: list[Path], source: str | None, projection: str | None
) -> RegisterImported:
    if not source:
        raise Refused(f"Say to whom the {kind} are owed, as it is to be shown: --source TEXT.")
    if projection not in (None, *PROJECTIONS):
        raise Refused(f"{projection!r} is no projection: say {' or '.join(PROJECTIONS)}.")
    place = the_workspace().areas_place
    if kind == "postcodes":
        return import_postcodes(paths, place, source)
    if len(paths) > 1:
        raise Refused("Boundaries that are to fit together come from one file: give one.")
    return import_boundaries(paths[0], place, source, projection)


def _refuse_strangers(kind: str, options: list[str]) -> None:
    """Refuse an option that the kind of import has no use for, rather than drop it."""
    belong = {
        "opening": ("--as-at",),
        "population": ("--mid-year", "--source"),
        "neighbours": ("--name", "--source"),
        "boundaries": ("--source", "--projection"),
        "postcodes": ("--source",),
    }
    strangers = [option for option in options if option not in belong.get(kind, ())]
    if strangers:
        said = f"import {kind}".strip()
        owners = listed([f"import {owner}" for owner, theirs in belong.items() if strangers[0] in theirs])
        raise Refused(f"{strangers[0]} belongs to {owners}, not to {said}.")


def _say(imported: Imported | RegisterImported) -> None:
    """What an import did, table by table, and what a person should know of it."""
    if imported.changed_anything:
        for table in imported.tables:
            if table.new or table.changed or table.unchanged:
                out.print(
                    f"  {table.table:<18} {table.new:>8,} new {table.changed:>8,} changed {table.unchanged:>8,} unchanged"
                )
    else:
        out.print("Nothing changed: everything was there already.")
    if isinstance(imported, RegisterImported):
        for sentence in imported.gone:
            out.print(f"  {sentence}")
        if imported.left_out:
            # In tables the rows are counted; of millions of postcodes, the codes.
            what = "row" if any(left.row for left in imported.left_out) else "code"
            number = len(imported.left_out)
            out.print(
                f"Left out, for the register has nobody of that code: {number:,} {what}{'s' if number > 1 else ''}."
            )
        for left in imported.left_out:
            if left.perhaps:
                out.print(
                    f"  {left.file}, row {left.row}: {left.name or left.code}. Perhaps {' or '.join(left.perhaps)}?"
                )
