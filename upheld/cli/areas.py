"""The command that makes areas from postcodes: register areas. For whoever maintains a scheme; nobody else needs it.

Belongs here: the order of calls and what is printed. What computes needs the extra `areas`, and asks for it when it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from upheld.cli.base import app
from upheld.console import out, progress
from upheld.errors import Invalid, Problem
from upheld.register.areas import POSTCODES
from upheld.register.from_postcodes import Placed, areas_from
from upheld.register.importing_areas import councils_in
from upheld.register.making_areas import files_of_areas
from upheld.register.map_settings import FOLDER, load_map_settings
from upheld.register.postcode_package import COMPILED, PACKAGE, VERSION, packaged_postcodes
from upheld.register.postcodes import halves_of, index_of, places_of, postcodes_text
from upheld.register.shaping import overlap, shape_of, shapes_of
from upheld.register.topology import Topology
from upheld.scheme import Scheme, england, load_scheme

WORST = 10

register = typer.Typer(no_args_is_help=True, help="What comes with the register of a scheme.")
app.add_typer(register, name="register")


@register.callback()
def _group() -> None:
    """What comes with the register of a scheme."""


@register.command(
    epilog="Example: upheld register areas --into upheld/schemes/england --compare boundaries.geojson",
)
def areas(
    into: Annotated[
        Path | None,
        typer.Option(help="The folder of the scheme; without it, the one that comes with Upheld."),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(help="A file of official boundaries (GeoJSON, TopoJSON) to measure the overlap with."),
    ] = None,
) -> None:
    """Make the areas of a scheme's councils, their equal-area layouts and the look-up of postcodes, from postcodes."""
    folder = into or england()
    scheme = load_scheme(folder)
    settings = load_map_settings(folder, scheme.register)
    with progress() as say:
        places = list(packaged_postcodes(scheme.register, say))
        say("drawing areas")
        topology = areas_from(places)
        say("laying out equal areas")
        about: dict[str, object] = {
            "title": settings.title,
            "made_from": f"{COMPILED}, as packaged in {PACKAGE} {VERSION}: each place belongs to the nearest postcode’s council",
            "approximate": True,
            "attribution": list(settings.attribution),
        }
        files = files_of_areas(topology, about, scheme.register, scheme.types_with_area, settings)
        say("indexing postcodes")
        files[POSTCODES] = _postcodes(places, about)
    for name, text in files.items():
        (folder / FOLDER / name).write_bytes(text.encode())
        out.print(f"  {name:<20} {len(text.encode()):>9,} bytes")
    out.print(f"{len(topology.areas)} areas with {sum(map(len, topology.arcs)):,} points.")
    if compare is not None:
        say_overlap(topology, compare, scheme)


def _postcodes(places: list[Placed], about: dict[str, object]) -> str:
    title = "Which council a postcode lies in"
    # Some of the oldest postcodes, all of them in Wales, had another form.
    placed = ((halves, each.district) for each in places if (halves := halves_of(each.postcode)))
    return postcodes_text(index_of(places_of(placed), {**about, "title": title}))


def say_overlap(topology: Topology, path: Path, scheme: Scheme) -> None:
    """Print how far the areas cover the same ground as those in a file: together, and the ten that do so least."""
    problems: list[Problem] = []
    theirs = councils_in(path, scheme.register, scheme.types_with_area, problems)
    if problems:
        raise Invalid(sorted(problems))
    found = overlap(shapes_of(topology), {slug: shape_of(each.polygons) for slug, each in theirs.items()})
    out.print(
        f"Overlap with {path.name}, shared over joint area: {found.together:.3f} of {len(found.each)} councils together."
    )
    out.print("Where it is least:")
    for slug, share in found.each[:WORST]:
        out.print(f"  {slug:<40} {share:.3f}")
