"""Importing lists of neighbours, one to a row or side by side."""

from __future__ import annotations

import pytest

from tests.register.imports import (
    file,
    import_division,
    nearest_at,
    problems_of,
    state_of,
)
from upheld.errors import Invalid, Missing
from upheld.register.importing import import_neighbours
from upheld.register.update import RegisterPlace, RegisterTableImported


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


def test_a_scheme_may_bring_a_list_of_its_own(place: RegisterPlace) -> None:
    own = place.scheme_folder / "neighbours.csv"
    own.write_text("list,authority,rank,neighbour,source\nby-age,harbour,1,coast,Us\n", encoding="utf-8")
    assert nearest_at(place, "by-age", "harbour") == ("coast",)
    own.write_text("list,authority,rank,neighbour,source\nby-age,Harbour,1,nobody,Us\n", encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        nearest_at(place, "by-age", "harbour")
    assert [(p.column, p.value) for p in problems_of(caught)] == [
        ("authority", "Harbour"),
        ("neighbour", "nobody"),
    ]
