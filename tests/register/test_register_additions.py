"""Imports into a workspace's register: of a tiny country, all or nothing, and the same file again changes nothing."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from upheld.errors import Conflict, Invalid, Missing, Problem, Refused
from upheld.register.additions import Additions
from upheld.register.importing import import_authorities, import_neighbours, import_population
from upheld.register.model import Register
from upheld.register.population import Residents
from upheld.register.update import RegisterPlace, RegisterTableImported

AUTHORITY_HEADER = "slug,short_name,region,opened_on,closed_on,successors\n"
FACT_HEADER = "slug,fact,value,since,until\n"
# Coast is divided: Shore and Dunes follow it, and take over its lighthouses.
DIVISION = (
    AUTHORITY_HEADER
    + "Agency of Coast,Coast,,2022-01-01,31/12/2025,shore;dunes\n"
    + "shore,Shore,,2026-01-01,,\n"
    + "dunes,Dunes,,2026-01-01,,\n"
)
DIVISION_FACTS = (
    FACT_HEADER
    + "shore,name,Agency of Shore,,\nshore,type,agency,,\n"
    + "dunes,name,Agency of Dunes,,\ndunes,type,agency,,\ndunes,code,P7,,\n"
)


@pytest.fixture
def place(island_folder: Path, tmp_path: Path) -> RegisterPlace:
    (island_folder / "population.csv").write_text("slug,mid_year,residents,source\ncoast,2023,900,Census\n")
    return RegisterPlace(
        island_folder, ("agency", "office", "ministry"), True, tmp_path / "workspace" / "register"
    )


def file(place: RegisterPlace, name: str, text: str) -> Path:
    path = place.additions.parent.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def register_at(place: RegisterPlace) -> Register:
    return place.read().register()


def residents_of(place: RegisterPlace, slug: str) -> tuple[Residents, ...]:
    return place.read().population(register_at(place)).estimates(slug)


def nearest_at(place: RegisterPlace, name: str, slug: str) -> tuple[str, ...]:
    return place.read().neighbours(register_at(place)).named(name).nearest.get(slug, ())


def state_of(folder: Path) -> dict[str, bytes]:
    """What the folder holds, but for the file that is only ever locked."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def problems_of(caught: pytest.ExceptionInfo[Invalid]) -> list[Problem]:
    assert all(problem.reason and problem.way_out for problem in caught.value.problems)
    return list(caught.value.problems)


def import_division(place: RegisterPlace) -> None:
    import_authorities([file(place, "a.csv", DIVISION), file(place, "f.csv", DIVISION_FACTS)], place)


# -- authorities ---------------------------------------------------------------------------------------------------------


def test_a_division(place: RegisterPlace) -> None:
    paths = [file(place, "a.csv", DIVISION), file(place, "f.csv", DIVISION_FACTS)]
    imported = import_authorities(paths, place)
    assert imported.tables == (
        RegisterTableImported("authorities", 2, 1, 0),
        RegisterTableImported("authority_facts", 5, 0, 0),
    )
    assert imported.gone == ()
    register = register_at(place)
    assert register.authority("coast").closed_on == date(2025, 12, 31)
    assert register.predecessors("dunes") == ("coast",)
    assert register.authority("coast").names[-1].value == "Agency of Coast", "facts not in the file stay"
    assert register.resolve("P7").slug == "dunes"
    before = state_of(place.additions)
    assert not import_authorities(paths, place).changed_anything
    assert state_of(place.additions) == before


def test_what_is_given_of_one_kind_replaces_that_kind_and_no_other(place: RegisterPlace) -> None:
    facts = FACT_HEADER + "Harbour,code,P9,01/01/2020,\nHarbour,code,P1,,2019-12-31\n"
    imported = import_authorities([file(place, "f.csv", facts)], place)
    assert imported.tables[1] == RegisterTableImported("authority_facts", 0, 2, 0)
    harbour = register_at(place).authority("harbour")
    assert [(code.value, code.since) for code in harbour.codes] == [("P1", None), ("P9", date(2020, 1, 1))]
    assert len(harbour.names) == 2
    assert imported.gone == ()
    again = import_authorities([file(place, "f.csv", FACT_HEADER + "P1,code,P9,,\n")], place)
    assert again.gone == ("harbour: P1 is no longer a code of it on any day.",)
    assert [code.value for code in register_at(place).authority("harbour").codes] == ["P9"]


def test_a_row_that_went_is_a_change_too(place: RegisterPlace) -> None:
    import_authorities(
        [file(place, "f.csv", FACT_HEADER + "coast,spelling,Strand,,\ncoast,spelling,Côte,,\n")], place
    )
    imported = import_authorities([file(place, "f.csv", FACT_HEADER + "coast,spelling,Strand,,\n")], place)
    assert imported.changed_anything
    assert imported.gone == ("coast: Côte is no longer a spelling of it on any day.",)
    assert register_at(place).authority("coast").spellings == ("Strand",)


@pytest.mark.parametrize(
    ("authorities", "facts", "reason"),
    [
        ("coast,Coast,,2022-01-01,2025-12-31,shore", "", "shore is no other authority of the table"),
        ("shore,Shore,,2026-01-01,,", "shore,code,P2,,", "shore has no name"),
        ("Agencie of Coast,Coast,,2022-01-01,,", "", "no such authority, and no facts that make it a new one"),
        ("coast,Coast,,2022-01-01,2025-12-31,schools\nschools,Schools,,2026-02-01,,", "", "schools is not open on 2026-01-01, the day after"),
        ("coast,Coast,,2022-01-01,2025-13-31,", "", "it is not a date"),
        ("coast,Coast,,,,\ncoast,Coast,,,,", "", "row 2 has this slug too"),
        ("Ministry of Harbour,Harbour,,,,", "Ministry of Harbour,name,X,,", "no such authority, and no slug for a new one"),
        ("harbour,Harbour,,,2022-01-01,coast", "", "coast opens on the same day, so both would be open on it"),
        ("cote,Côte,,,,", "cote,name,Côte,,\ncote,type,agency,,", "coast is written so too"),
        ("", "Nowhere,code,P2,,", "no such authority"),
        ("", "coast,type,guild,,", "the scheme has no such type"),
        ("", "coast,code,P1,,", "harbour has this code too"),
        ("", "schools,type,ministry,2021-01-01,", "schools would have no type before this day"),
        ("", "schools,type,ministry", "the row has 3 cells and the header 5"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_changes(
    place: RegisterPlace, authorities: str, facts: str, reason: str
) -> None:
    import_population([file(place, "p.csv", "name,year,population,source\nCoast,2024,950,Census\n")], place)
    before = state_of(place.additions)
    paths = [
        file(place, "a.csv", AUTHORITY_HEADER + authorities + "\n"),
        file(place, "f.csv", FACT_HEADER + facts + "\n"),
    ]
    with pytest.raises(Invalid) as caught:
        import_authorities(paths, place)
    assert reason in [problem.reason for problem in problems_of(caught)]
    assert state_of(place.additions) == before


def test_a_problem_names_file_row_column_and_value(place: RegisterPlace) -> None:
    path = file(place, "f.csv", "until,value,fact,since,slug\n,P1,code,,coast\n,X,type,,Harbor\n")
    with pytest.raises(Invalid) as caught:
        import_authorities([path], place)
    (problem,) = problems_of(caught)
    assert (problem.file, problem.row, problem.column, problem.value) == ("f.csv", 3, "slug", "Harbor")
    assert "Agency of Harbour" in problem.way_out


def test_a_cell_under_no_heading_and_an_empty_column(place: RegisterPlace) -> None:
    empty = file(place, "e.csv", "slug,fact,value,since,until,,\ncoast,code,P3,,,,\n")
    assert import_authorities([empty], place).changed_anything
    with pytest.raises(Invalid) as caught:
        import_authorities(
            [file(place, "f.csv", "slug,fact,value,since,until,\ncoast,code,P4,,,new\n")], place
        )
    assert [(p.row, p.value, p.reason) for p in problems_of(caught)] == [
        (2, "new", "it stands under no heading")
    ]


def test_a_strange_column_and_a_table_of_something_else(place: RegisterPlace) -> None:
    strange = file(place, "f.csv", "slug,fact,value,since,until,colour\ncoast,code,P3,,,blue\n")
    other = file(place, "x.csv", "a,b\n1,2\n")
    with pytest.raises(Invalid) as caught:
        import_authorities([strange, other, place.additions / "nothing.csv"], place)
    found = {(problem.file, problem.column, problem.reason) for problem in problems_of(caught)}
    assert ("f.csv", "colour", "no such column is known") in found
    assert ("x.csv", "slug", "the column is missing") in found
    assert ("nothing.csv", "", "there is no such file") in found


# -- population ----------------------------------------------------------------------------------------------------------


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


# -- neighbours ----------------------------------------------------------------------------------------------------------


def test_neighbours_side_by_side_by_code(place: RegisterPlace) -> None:
    import_division(place)
    text = "\ufeffAREACD,1,2,3\nP1,X9,P7,P1\nX9,P1,P7,X8\n"
    with pytest.raises(Invalid) as caught:
        import_neighbours([file(place, "n.csv", text)], place, "by-age", "Office of Counting")
    assert [problem.reason for problem in problems_of(caught)] == ["nobody is its own neighbour"]
    path = file(place, "n.csv", text.replace("P7,P1\n", "P7,X8\n"))
    imported = import_neighbours([path], place, "by-age", "Office of Counting")
    assert imported.tables == (RegisterTableImported("neighbours", 1, 0, 0),)
    assert [left.code for left in imported.left_out] == ["X9", "X8", "X9"]
    assert nearest_at(place, "by-age", "harbour") == ("dunes",)
    assert not import_neighbours([path], place, "by-age", "Office of Counting").changed_anything


def test_neighbours_one_to_a_row_by_name_and_a_list_is_replaced_whole(place: RegisterPlace) -> None:
    text = "list,authority,rank,neighbour,source\nby-size,Harbour,2,Schools,Us\nby-size,Harbour,1,Coast,Us\nby-size,Coast,1,Schools,Us\n"
    import_neighbours([file(place, "n.csv", text)], place)
    assert nearest_at(place, "by-size", "harbour") == ("coast", "schools")
    import_neighbours(
        [file(place, "m.csv", "authority,rank,neighbour\nHarbour,1,Schools\n")], place, "by-age", "Us"
    )
    import_neighbours(
        [file(place, "n.csv", "authority,rank,neighbour\nHarbour,1,Schools\n")], place, "by-size", "Us"
    )
    assert nearest_at(place, "by-size", "harbour") == ("schools",)
    assert nearest_at(place, "by-size", "coast") == ()
    assert nearest_at(place, "by-age", "harbour") == ("schools",), "another list stays as it was"


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("x,Harbour,1,Nowhere,Us", "neighbour", "no such authority"),
        ("x,Harbour,1,harbour,Us", "neighbour", "nobody is its own neighbour"),
        ("x,Harbour,0,Coast,Us", "rank", "it is not a place in a list"),
        ("x,Harbour,2,Coast,Us", "rank", "row 2 has the same rank for harbour"),
        ("x,Harbour,1,Schools,Us", "neighbour", "it stands in the list of harbour twice"),
        ("x,Harbour,1,Coast,Them", "source", "row 2 gives the list another source"),
        ("x,Harbour,1,Coast,", "source", "the source is not given"),
        ("A list,Harbour,1,Coast,Us", "list", "it is no name of a list"),
    ],
)
def test_a_neighbour_that_will_not_do(place: RegisterPlace, row: str, column: str, reason: str) -> None:
    text = f"list,authority,rank,neighbour,source\nx,Harbour,2,Schools,Us\n{row}\n"
    with pytest.raises(Invalid) as caught:
        import_neighbours([file(place, "n.csv", text)], place)
    assert (3, column, reason) in [(p.row, p.column, p.reason) for p in problems_of(caught)]
    assert state_of(place.additions) == {}


def test_a_list_that_nobody_imported(place: RegisterPlace) -> None:
    with pytest.raises(Missing, match="No list of neighbours is called 'by-age'"):
        nearest_at(place, "by-age", "harbour")


# -- the folder ----------------------------------------------------------------------------------------------------------


def test_killed_before_the_pointer_is_replaced_the_old_state_holds(
    place: RegisterPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_division(place)
    facts = file(place, "f.csv", FACT_HEADER + "shore,code,P8,,\n")

    def killed(path: Path, target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            import_authorities([facts], place)
    assert register_at(place).authority("shore").codes == ()
    import_authorities([facts], place)
    assert [code.value for code in register_at(place).authority("shore").codes] == ["P8"]
    generations = [path.name for path in place.additions.iterdir() if path.is_dir()]
    assert generations == ["000002"], "nothing is left of the killed one"


def test_a_table_put_there_by_hand_is_refused_and_not_passed_over(place: RegisterPlace) -> None:
    place.additions.mkdir(parents=True)
    (place.additions / "authorities.csv").write_text(AUTHORITY_HEADER)
    with pytest.raises(Refused, match="put there by hand"):
        place.read()


def test_a_generation_that_is_gone_is_missing(place: RegisterPlace) -> None:
    import_division(place)
    (place.additions / "current").write_text("000007")
    with pytest.raises(Missing, match="'000007', which is not there"):
        place.read()


def test_two_imports_at_once(place: RegisterPlace) -> None:
    with Additions(place.additions).locked(), pytest.raises(Conflict, match="under way"):
        import_division(place)


def test_what_stands_on_disk_does_not_depend_on_the_order_of_the_file(place: RegisterPlace) -> None:
    import_division(place)
    first = state_of(place.additions / "000001")
    header, *rows = DIVISION.splitlines()
    turned = RegisterPlace(place.scheme_folder, place.known_types, True, place.additions.parent / "turned")
    import_authorities(
        [file(place, "f.csv", DIVISION_FACTS), file(place, "a.csv", "\n".join([header, *reversed(rows)]))],
        turned,
    )
    assert state_of(turned.additions / "000001") == first


# -- anything at all -----------------------------------------------------------------------------------------------------

CELL = st.sampled_from(
    [
        "",
        "coast",
        "P1",
        "Harbour",
        "nobody",
        "name",
        "code",
        "type",
        "agency",
        "2020-01-01",
        "31/02/2020",
        "1",
        "x,y",
        "1,234",
    ]
) | st.text(max_size=6)
HEADINGS = (
    "slug",
    "fact",
    "value",
    "since",
    "until",
    "short_name",
    "closed_on",
    "code",
    "name",
    "residents",
    "rank",
    "neighbour",
    "1",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    headings=st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=6),
    rows=st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=4),
    raw=st.none() | st.binary(max_size=40),
)
def test_whatever_is_in_a_file_it_is_imported_or_refused(
    place: RegisterPlace, headings: list[str], rows: list[list[str]], raw: bytes | None
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])
    path = place.additions.parent.parent / "any.csv"
    path.write_bytes(text.getvalue().encode("utf-8", "surrogatepass") if raw is None else raw)
    for imports in (
        lambda: import_authorities([path], place),
        lambda: import_population([path], place, 2024, "Census"),
        lambda: import_neighbours([path], place, "by-age", "Census"),
    ):
        before = state_of(place.additions)
        with suppress(Invalid):
            imports()
            before = state_of(place.additions)
        assert state_of(place.additions) == before
        register_at(place)
