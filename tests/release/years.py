"""Worlds of several years: so many cases decided in each, frozen one after the other, and what releases say of them.

Belongs here: what the tests of the series, of the years together and of the checks share. Not here: what they expect.
"""

from __future__ import annotations

from pathlib import Path

from tests.worlds import World, write_file
from upheld.records.importing import import_records
from upheld.release.freeze import freeze
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.release.series import ObservedRow, SeriesRow

YEARS = ("2017-18", "2018-19", "2019-20")
OTHERS = ("amber-valley", "ashfield", "gedling", "mansfield", "rushcliffe")
RATE = "upheld-rate"


def decided_in(world: World, label: str, slug: str, upheld: int, not_upheld: int, **more: str) -> None:
    """So many cases received and decided in a year, by number of its first calendar year."""
    for number in range(upheld + not_upheld):
        case = world.case(None, slug, f"{label[:4]}-05-01", **more)
        case.decision("upheld" if number < upheld else "not_upheld", f"{label[:4]}-09-01")


def published(world: World, *rows: dict[str, str]) -> None:
    """Import figures known as published."""
    whole = [
        {"measure": RATE, "average": "", "source": "A table", "entered_on": "2015-01-01"} | row
        for row in rows
    ]
    import_records([write_file(world.folder / "published.csv", whole)], world.store, world.scheme)


def freeze_all(world: World, *labels: str) -> None:
    world.imported()
    for label in labels:
        freeze_one(world, label)


def freeze_one(world: World, label: str, *accept: str) -> None:
    accepted = dict.fromkeys(accept, "seen")
    freeze(world.year(label), world.store, world.releases, world.scheme, accepted=accepted)


def released(world: World, label: str = "2019-20") -> Release:
    return load_release(world.stored(label).public)


def series_of(world: World, slug: str, label: str = "2019-20", measure: str = RATE) -> list[SeriesRow]:
    return [row for row in released(world, label).review(slug).series if row.measure == measure]


def observed(world: World, slug: str, by: str = "year", label: str = "2019-20") -> ObservedRow | None:
    rows = [
        row for row in released(world, label).review(slug).observed if (row.measure, row.by) == (RATE, by)
    ]
    return rows[0] if rows else None


def three_years(folder: Path) -> World:
    """Bolsover 5 of 8, 6 of 8 and 7 of 8; five others 1, 2 and 3 of 4 each. Watford and Hertsmere have nothing."""
    world = World(folder)
    for number, label in enumerate(YEARS, start=1):
        decided_in(world, label, "bolsover", 4 + number, 4 - number)
        for slug in OTHERS:
            decided_in(world, label, slug, number, 4 - number)
    return world
