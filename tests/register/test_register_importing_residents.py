"""Importing residents and who is in a published table: told by name, code or slug, refused or left out, never guessed."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.register.imports import (
    FACT_HEADER,
    file,
    problems_of,
    register_at,
    residents_of,
    state_of,
)
from upheld.errors import Invalid, Refused
from upheld.register.importing import import_authorities, import_population
from upheld.register.population import Residents
from upheld.register.update import RegisterPlace, RegisterTableImported


def test_a_published_table_with_a_title_other_areas_and_commas(place: RegisterPlace) -> None:
    text = '"Residents, mid-2024",,,\n,,,\nCode,Name,Geography,All ages\nX1,THE ISLAND,Country,"1,234,567"\nP1,Harbour,Agency,"12,345"\n'
    path = file(place, "published.csv", text)
    imported = import_population([path], place, mid_year=2024, source="Office of Counting")
    assert imported.tables == (RegisterTableImported("population", 1, 0, 0),)
    assert [(left.row, left.code, left.name) for left in imported.left_out] == [(4, "X1", "THE ISLAND")]
    assert residents_of(place, "harbour") == (Residents(2024, 12_345),)
    before = state_of(place.additions)
    again = import_population([path], place, mid_year=2024, source="Office of Counting")
    assert not again.changed_anything
    assert state_of(place.additions) == before


def test_the_same_authority_and_mid_year_is_replaced_and_others_stay(place: RegisterPlace) -> None:
    text = "residents,authority,mid_year,source\n910,coast,2023,Census\n950,Agency of Coast,2024,Census\n"
    assert import_population([file(place, "p.csv", text)], place).tables[0] == RegisterTableImported(
        "population", 1, 1, 0
    )
    assert residents_of(place, "coast") == (Residents(2023, 910), Residents(2024, 950))
    import_authorities([file(place, "f.csv", FACT_HEADER + "coast,spelling,Strand,,\n")], place)
    assert residents_of(place, "coast") == (Residents(2023, 910), Residents(2024, 950))


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("Nowhere,2024,5,Census", "authority", "no such authority"),
        ("coast,2024,-5,Census", "residents", "it is not a whole number above 0"),
        ("coast,2024,5.5,Census", "residents", "it is not a whole number above 0"),
        ('coast,2024,"1,23",Census', "residents", "it is not a whole number above 0"),
        ("coast,24,5,Census", "mid_year", "it is not a calendar year"),
        ("coast,2024,5,", "source", "the source is not given"),
        ("harbour,2024,6,Census", "mid_year", "harbour has two estimates of mid-2024"),
    ],
)
def test_an_estimate_that_will_not_do(place: RegisterPlace, row: str, column: str, reason: str) -> None:
    text = f"authority,mid_year,residents,source\nharbour,2024,5,Census\n{row}\nGone,2024,5,Census\n"
    with pytest.raises(Invalid) as caught:
        import_population([file(place, "p.csv", text)], place)
    found = problems_of(caught)
    assert ("p.csv", 3, column, reason) in [(p.file, p.row, p.column, p.reason) for p in found]
    assert 4 in [problem.row for problem in found], "all problems, not the first"
    assert state_of(place.additions) == {}


def test_a_name_that_means_another_than_the_code(place: RegisterPlace) -> None:
    with pytest.raises(Invalid) as caught:
        import_population([file(place, "p.csv", "code,name,residents\nP1,Coast,5\n")], place, 2024, "Census")
    (problem,) = problems_of(caught)
    assert (problem.column, problem.reason) == ("name", "P1 is the code of harbour, not of coast")


def test_a_name_is_never_used_in_place_of_a_code_but_said(place: RegisterPlace) -> None:
    text = "code,name,residents\nR1,Coast,500\nP1,Harbour,5\n"
    imported = import_population([file(place, "p.csv", text)], place, 2024, "Census")
    assert [(left.code, left.perhaps) for left in imported.left_out] == [("R1", ("coast",))]
    assert residents_of(place, "coast") == (Residents(2023, 900),)


def test_year_and_source_stand_in_the_file_or_in_an_option_and_not_in_both(place: RegisterPlace) -> None:
    bare = file(place, "bare.csv", "name,residents\nCoast,5\n")
    with pytest.raises(Invalid) as caught:
        import_population([bare], place)
    assert [(p.column, p.way_out) for p in problems_of(caught)] == [
        ("mid_year", "Add the column mid_year, or say --mid-year 2020."),
        ("source", "Say --source."),
    ]
    full = file(place, "full.csv", "name,residents,mid_year,source\nCoast,5,2024,Census\n")
    with pytest.raises(Invalid) as caught:
        import_population([full], place, mid_year=2023)
    assert [problem.reason for problem in problems_of(caught)] == ["the file gives it itself"]


def test_a_file_about_nobody_here_and_a_scheme_that_counts_no_residents(place: RegisterPlace) -> None:
    path = file(place, "p.csv", "code,residents\nX1,5\n")
    with pytest.raises(Invalid) as caught:
        import_population([path], place, 2024, "Census")
    assert [problem.reason for problem in problems_of(caught)] == [
        "no row is about an authority of the register"
    ]
    with pytest.raises(Refused, match="counts no residents"):
        import_population(
            [path], RegisterPlace(place.scheme_folder, place.known_types, False, place.additions)
        )


def test_parquet_with_real_numbers_and_dates_reads_alike(place: RegisterPlace) -> None:
    path = place.additions.parent.parent / "p.parquet"
    pl.DataFrame(
        {"residents": [950], "mid_year": [2024], "name": ["Coast"], "source": ["Census"]}
    ).write_parquet(path)
    import_population([path], place)
    facts = place.additions.parent.parent / "f.parquet"
    pl.DataFrame(
        {"slug": ["coast"], "fact": ["code"], "value": ["P5"], "since": [date(2022, 1, 1)], "until": [None]}
    ).write_parquet(facts)
    import_authorities([facts], place)
    assert residents_of(place, "coast")[-1] == Residents(2024, 950)
    assert register_at(place).authority("coast").codes[0].since == date(2022, 1, 1)
