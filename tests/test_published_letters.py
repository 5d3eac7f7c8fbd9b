"""What was published of single authorities, entered as published figures, prints what was published.

The figures go in as an adopter would bring them, by the names under which they were published, through the importer; a
release of a later year reads them and prints them. What cannot be entered, and why, is said at the head of the table.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.worlds import World, english, write_file
from upheld.measures.measure import MeasureVersion
from upheld.measures.rate import print_rate
from upheld.records.importing import import_records
from upheld.register.model import Register
from upheld.release.freeze import freeze
from upheld.release.load import load_release, load_series
from upheld.release.series import SeriesRow
from upheld.release.verify import verify

GOLDEN = Path(__file__).with_name("golden") / "published_letters.csv"
LINES = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
ROWS = list(csv.DictReader(LINES))
KEYS = [(row["authority"], row["year"], row["measure"]) for row in ROWS]
LATER = "2026-27"
"""A year with no published year just before it, so that no check has anything to compare."""


def slug_of(name: str) -> str:
    slug = english().register.resolve(name).slug
    assert slug is not None, name
    return slug


def definition_of(row: dict[str, str]) -> MeasureVersion:
    scheme = english()
    return scheme.measures.for_year(scheme.calendar.parse(row["year"]).ending)[row["measure"]]


def base_of(row: dict[str, str]) -> str:
    """The base, as published; of a rate by population the residents that our register gives for the year."""
    if row["denominator"]:
        return row["denominator"]
    scheme = english()
    residents = scheme.population.residents(slug_of(row["authority"]), scheme.calendar.parse(row["year"]))
    assert residents is not None
    return str(residents.residents)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], SeriesRow]:
    """The series of a later release, by authority, year and measure."""
    authorities = english().register.authorities
    slugs = sorted({slug_of(row["authority"]) for row in ROWS})
    known = {*slugs, *(follower for slug in slugs for follower in authorities[slug].successors)}
    scheme = replace(english(), register=Register(authorities[slug] for slug in sorted(known)))
    world = World(tmp_path_factory.mktemp("published"), scheme)
    world.case("26 000 001", "watford", "2026-05-01")
    world.imported()
    entered = [
        {
            "authority": row["authority"],
            "year": row["year"],
            "measure": row["measure"],
            "numerator": row["numerator"],
            "denominator": base_of(row),
            "average": row["average"],
            "source": row["source"],
            "entered_on": "2026-04-01",
        }
        for row in ROWS
    ]
    done = import_records([write_file(world.folder / "published.csv", entered)], world.store, scheme)
    assert next(each.new for each in done.tables if each.table == "published_figures") == len(ROWS)
    freeze(world.year(LATER), world.store, world.releases, scheme)
    verify(world.stored(LATER), world.releases)
    release = load_release(world.stored(LATER).public)
    assert release.about.stands_on == tuple(sorted({f"{row['year']} as published" for row in ROWS}))
    return {(row.authority, row.year, row.measure): row for row in load_series(world.stored(LATER).public)}


@pytest.mark.parametrize("row", ROWS, ids=["-".join(key[1:]) + " " + key[0] for key in KEYS])
def test_a_published_figure_prints_what_was_published(
    printed: dict[tuple[str, str, str], SeriesRow], row: dict[str, str]
) -> None:
    found = printed[slug_of(row["authority"]), row["year"], row["measure"]]
    assert found.origin == "published"
    assert (found.numerator, found.denominator) == (int(row["numerator"]), int(base_of(row)))
    if row["printed"] == "no rate":
        assert (found.denominator, found.rate) == (0, None)
    elif row["printed"]:
        assert found.rate == (row["differs"] or row["printed"])
    else:
        assert found.rate == print_rate(definition_of(row), Fraction(found.numerator, found.denominator))
    assert found.average == (f"{row['average']}%" if row["average"] else None)


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in ROWS
        if row["how"].startswith("only") or "; only" in row["how"] or row["how"].startswith("all of")
    ],
    ids=lambda row: f"{row['authority']} {row['measure']}",
)
def test_a_numerator_that_follows_from_the_print_is_the_only_one_that_does(row: dict[str, str]) -> None:
    base = int(row["denominator"])
    fits = [x for x in range(base + 1) if print_rate(definition_of(row), Fraction(x, base)) == row["printed"]]
    assert fits == [int(row["numerator"])]


def test_what_cannot_be_printed_as_it_was_is_off_by_one_tenth_at_most_and_only_by_population() -> None:
    different = [row for row in ROWS if row["differs"]]
    assert [(row["authority"], row["measure"]) for row in different] == [
        ("Kent County Council", "upheld-per-100000"),
        ("London Borough of Croydon", "upheld-per-100000"),
    ]
    for row in different:
        assert abs(Fraction(row["differs"]) - Fraction(row["printed"])) <= Fraction(1, 10)


def test_no_figure_stands_there_twice_and_most_were_seen_in_print() -> None:
    assert len(set(KEYS)) == len(KEYS)
    assert sum(bool(row["printed"]) for row in ROWS) >= 25
