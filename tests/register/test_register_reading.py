"""A bad table is refused with every problem: file, row, column, value, reason and way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from upheld.errors import Invalid, Missing, Problem
from upheld.register.read import read_register

TYPES = frozenset({"agency", "office", "ministry"})


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(Invalid) as caught:
        read_register(folder, TYPES)
    assert all(problem.reason and problem.way_out for problem in caught.value.problems)
    return caught.value.problems


def add(folder: Path, table: str, *rows: str) -> None:
    with (folder / table).open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("coast,Coast,,,,", "slug", "row 4 has this slug too"),
        ("Not A Slug,X,,,,", "slug", "it is not a slug"),
        ("new,,,,,", "short_name", "the short name is not given"),
        ("new,New,,31/03/2020,,", "opened_on", "it is not a date"),
        ("new,New,,,2020-02-30,", "closed_on", "it is not a date"),
        ("new,New,,2020-01-01,2019-12-31,", "closed_on", "it closed before it opened on 2020-01-01"),
        ("new,New,,,2020-12-31,nobody", "successors", "nobody is no other authority of the table"),
        ("new,New,,,2020-12-31,new", "successors", "new is no other authority of the table"),
        ("new,New,,,2020-12-31,coast", "successors", "coast is not open on 2021-01-01, the day after"),
        ("new,New,,,2022-01-01,harbour", "successors", "harbour is not open on 2022-01-02, the day after"),
        ("new,New,,,,coast", "successors", "it has successors but no last day"),
        ("new,New,,", "", "the row has 4 cells and the header 6"),
    ],
)
def test_a_bad_authority(island_folder: Path, row: str, column: str, reason: str) -> None:
    add(island_folder, "authorities.csv", row)
    add(island_folder, "authority_facts.csv", "new,name,New,,", "new,type,agency,,")
    found = [
        p for p in problems_of(island_folder) if (p.file, p.row, p.column) == ("authorities.csv", 6, column)
    ]
    assert [problem.reason for problem in found] == [reason]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("nobody,name,X,,", "slug", "authorities.csv has no such authority"),
        ("coast,colour,blue,,", "fact", "no such kind of fact is known"),
        ("coast,code,,,", "value", "the code is not given"),
        ("coast,type,guild,,", "value", "the scheme has no such type"),
        ("coast,county,nobody,,", "value", "authorities.csv has no such county"),
        ("coast,county,coast,,", "value", "an authority cannot be its own county"),
        ("coast,spelling,Shore,2020-01-01,", "since", "a spelling has no dates"),
        ("coast,code,C9,soon,", "since", "it is not a date"),
        ("coast,code,C9,2023-01-01,2022-01-01", "until", "it ended before it began on 2023-01-01"),
        ("coast,code,P1,,", "value", "harbour has this code too"),
        ("coast,name,Coastguard,2023-01-01,", "since", "coast would have two values of name on one day"),
        ("harbour,name,X,2019-06-30,2019-06-30", "since", "harbour would have two values of name on one day"),
    ],
)
def test_a_bad_fact(island_folder: Path, row: str, column: str, reason: str) -> None:
    add(island_folder, "authority_facts.csv", row)
    found = problems_of(island_folder)
    assert reason in {problem.reason for problem in found if problem.column == column}


def test_a_name_must_hold_from_the_first_day_to_the_last_without_a_gap(island_folder: Path) -> None:
    add(island_folder, "authorities.csv", "mint,Mint,,2010-01-01,2020-12-31,schools")
    add(
        island_folder,
        "authority_facts.csv",
        "mint,type,agency,2010-01-01,2020-12-31",
        "mint,name,Mint,2010-01-02,2012-12-31",
        "mint,name,The Mint,2013-01-02,2020-12-30",
    )
    found = problems_of(island_folder)
    assert [(problem.row, problem.column, problem.reason) for problem in found] == [
        (15, "since", "mint would have no name before this day"),
        (16, "since", "mint would have no name from 2013-01-01"),
        (16, "until", "mint would have no name after this day"),
    ]


def test_an_authority_without_name_or_type(island_folder: Path) -> None:
    add(island_folder, "authorities.csv", "mint,Mint,,,,")
    reasons = [problem.reason for problem in problems_of(island_folder)]
    assert reasons == ["mint has no name", "mint has no type"]


def test_all_problems_of_both_tables_are_told_at_once(island_folder: Path) -> None:
    add(island_folder, "authorities.csv", "coast,Coast,,,,", "mint,,,never,,")
    add(island_folder, "authority_facts.csv", "coast,type,guild,,", "nobody,name,X,,")
    found = problems_of(island_folder)
    assert {problem.file for problem in found} == {"authorities.csv", "authority_facts.csv"}
    assert len(found) == 7
    assert found == tuple(sorted(found))


def test_a_missing_column(island_folder: Path) -> None:
    (island_folder / "authorities.csv").write_text("slug,short_name\nx,X\n", encoding="utf-8")
    missing = {problem.column for problem in problems_of(island_folder) if "missing" in problem.reason}
    assert missing == {"region", "opened_on", "closed_on", "successors"}


def test_a_column_twice(island_folder: Path) -> None:
    header = "slug,fact,value,since,until,value\n"
    (island_folder / "authority_facts.csv").write_text(header, encoding="utf-8")
    assert "two columns have this name" in {problem.reason for problem in problems_of(island_folder)}


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"authorities\.csv is not there"):
        read_register(tmp_path, TYPES)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"\xff\xfe", "is not UTF-8"),
        (b'slug,short_name,region,opened_on,closed_on,successors\n"x,X,,,,', "is not a CSV table"),
        (b"", "the column is missing"),
        (b"slug,short_name,region,opened_on,closed_on,successors\n", "authorities.csv has no such authority"),
    ],
)
def test_a_table_that_cannot_be_read(island_folder: Path, raw: bytes, reason: str) -> None:
    (island_folder / "authorities.csv").write_bytes(raw)
    assert any(reason in problem.reason for problem in problems_of(island_folder))


def test_an_empty_register_is_refused(island_folder: Path) -> None:
    for name in ("authorities.csv", "authority_facts.csv"):
        header = (island_folder / name).read_text(encoding="utf-8").splitlines()[0]
        (island_folder / name).write_text(header + "\n", encoding="utf-8")
    assert [problem.reason for problem in problems_of(island_folder)] == ["it has no authorities"]


def test_byte_order_mark_blank_lines_and_carriage_returns_do_no_harm(island_folder: Path) -> None:
    for name in ("authorities.csv", "authority_facts.csv"):
        text = (island_folder / name).read_text(encoding="utf-8")
        (island_folder / name).write_bytes(
            b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() + b"\r\n,,,,\r\n"
        )
    assert len(read_register(island_folder, TYPES).authorities) == 4
