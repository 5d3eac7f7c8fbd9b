"""Importing authorities into a workspace's register: all or nothing, and the same file again changes nothing."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.register.imports import (
    AUTHORITY_HEADER,
    DIVISION,
    DIVISION_FACTS,
    FACT_HEADER,
    file,
    import_division,
    problems_of,
    register_at,
    state_of,
)
from upheld.errors import Conflict, Invalid, Missing, Refused
from upheld.register.additions import Additions
from upheld.register.importing import import_authorities, import_neighbours, import_population
from upheld.register.update import RegisterPlace, RegisterTableImported


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
    with Additions(place.additions).locked(), pytest.raises(Conflict, match="Something else is being"):
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
