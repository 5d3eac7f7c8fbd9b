"""Formats: the same records in CSV, XLSX, ODS and Parquet are the same records; what a spreadsheet hides is found."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import polars as pl
import pytest

from tests.records.examples import EXAMPLES, as_csv, as_parquet, good_cells, rows
from tests.records.workbooks import Cell, ErrorCell, Formula, Grid, ods, ods_parts, packed, xlsx
from tests.worlds import bytes_of, english
from upheld.errors import Invalid, Problem
from upheld.records.contract import CONTRACT, Case
from upheld.records.importing import import_records
from upheld.records.read import SPELLINGS, RecordFile, read_record_bytes, read_record_files
from upheld.records.store import RecordStore
from upheld.records.tables import schema_of
from upheld.sheets import sheets_of

TABLES = tuple(kind.TABLE for kind in CONTRACT)

Make = Callable[[dict[str, Grid]], bytes]

WORKBOOKS = pytest.mark.parametrize("make", [xlsx, ods], ids=["xlsx", "ods"])


def store_of(folder: Path, *paths: Path) -> dict[str, bytes]:
    """The bytes of a store that these files make."""
    import_records(paths, RecordStore(folder / "records"), english())
    return bytes_of(folder / "records")


def cells(raw: bytes) -> list[list[str]]:
    """What the one sheet of a file holds."""
    (sheet,) = sheets_of(raw, "a file")
    return [row for _, row in sheet.rows()]


def the_problem(raw: bytes, called: str = "cases.xlsx") -> Problem:
    with pytest.raises(Invalid) as refused:
        read_record_bytes(raw, called)
    (found,) = refused.value.problems
    return found


def the_case(raw: bytes) -> Case:
    ((_, case),) = read_record_bytes(raw, "cases").rows
    assert isinstance(case, Case)
    return case


def a_case(**other: Cell) -> Grid:
    """A sheet with one case."""
    row: dict[str, Cell] = {
        "reference": "19 000 101",
        "authority": "watford",
        "received_on": date(2019, 4, 8),
        "category": "housing",
        "entered_on": date(2019, 4, 8),
    }
    row |= other
    return [list(row), list(row.values())]


# --- the examples of the reference


def test_there_is_an_example_of_every_kind_with_every_column() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.csv")} == set(TABLES)
    for kind in CONTRACT:
        assert rows(kind.TABLE)[0] == list(schema_of(kind)), kind.TABLE
        assert len(rows(kind.TABLE)) > 1


def test_every_example_is_imported_and_is_illustrative(tmp_path: Path) -> None:
    files = sorted(EXAMPLES.glob("*.csv"))
    store = RecordStore(tmp_path / "records")
    done = import_records(files, store, english())
    assert {table.table: table.new for table in done.tables} == {
        table: len(rows(table)) - 1 for table in TABLES
    }
    for table, frame in store.tables().items():
        assert frame.get_column("illustrative").all(), table


def test_the_reference_page_links_every_example_and_lists_every_spelling() -> None:
    page = (EXAMPLES.parent / "records.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"](examples/{table}.csv)" in page
    for spelling in SPELLINGS:
        assert f"`{spelling}`" in page


# --- one content, any format


@pytest.fixture(scope="module")
def from_csv(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The store that the examples make."""
    return store_of(tmp_path_factory.mktemp("csv"), *sorted(EXAMPLES.glob("*.csv")))


@WORKBOOKS
def test_a_workbook_with_a_sheet_for_each_kind_makes_the_same_store(
    make: Make, from_csv: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "everything"
    path.write_bytes(make({table: good_cells(table) for table in TABLES}))
    assert store_of(tmp_path, path) == from_csv


@WORKBOOKS
def test_a_workbook_of_text_alone_makes_the_same_store(
    make: Make, from_csv: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "everything"
    path.write_bytes(make({table: rows(table) for table in TABLES}))
    assert store_of(tmp_path, path) == from_csv


def test_parquet_files_make_the_same_store(from_csv: dict[str, bytes], tmp_path: Path) -> None:
    paths = [tmp_path / f"{table}.parquet" for table in TABLES]
    for table, path in zip(TABLES, paths, strict=True):
        path.write_bytes(as_parquet(good_cells(table)))
    assert store_of(tmp_path, *paths) == from_csv


def test_columns_in_another_order_and_files_of_other_names_make_the_same_store(
    from_csv: dict[str, bytes], tmp_path: Path
) -> None:
    paths = [tmp_path / f"{place}.txt" for place, _ in enumerate(TABLES)]
    for table, path in zip(TABLES, paths, strict=True):
        path.write_bytes(as_csv([row[::-1] for row in rows(table)]))
    assert store_of(tmp_path, *paths[::-1]) == from_csv


def test_a_mix_of_formats_makes_the_same_store(from_csv: dict[str, bytes], tmp_path: Path) -> None:
    contents = {
        "1.xlsx": xlsx({table: good_cells(table) for table in TABLES[:2]}),
        "2.ods": ods({TABLES[2]: good_cells(TABLES[2])}),
        "3.parquet": as_parquet(good_cells(TABLES[3])),
        **{f"{table}.csv": as_csv(rows(table)) for table in TABLES[4:]},
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    assert store_of(tmp_path, *(tmp_path / name for name in contents)) == from_csv


# --- cells


@WORKBOOKS
def test_typed_cells_are_read_as_the_text_of_the_contract(make: Make) -> None:
    grid: Grid = [
        ["text", " padded ", "007", "a\nb"],
        [date(2020, 3, 31), datetime(2020, 3, 31), datetime(2020, 3, 31, 14, 5), None],  # noqa: DTZ001
        [True, False, 12, 12.5],
        [Formula("A1", "worked out"), Formula("1/0"), ErrorCell("#DIV/0!"), -3],
    ]
    assert cells(make({"Sheet1": grid})) == [
        ["text", "padded", "007", "a\nb"],
        ["2020-03-31", "2020-03-31", "2020-03-31 14:05:00", ""],
        ["yes", "no", "12", "12.5"],
        ["worked out", "=1/0", "#DIV/0!", "-3"],
    ]


def test_the_columns_of_parquet_are_read_as_the_text_of_the_contract() -> None:
    frame = pl.DataFrame(
        {
            "text": ["a", None],
            "day": [date(2020, 3, 31), None],
            "moment": [datetime(2020, 3, 31), datetime(2020, 3, 31, 14, 5)],  # noqa: DTZ001
            "time": [time(14, 5), None],
            "whole": pl.Series([12, None], dtype=pl.Int8),
            "half": [12.0, 12.5],
            "exact": pl.Series(["12.00", "12.50"]).cast(pl.Decimal(10, 2)),
            "flag": [True, False],
            "sort": pl.Series(["x", "y"], dtype=pl.Categorical),
            "none": pl.Series([None, None], dtype=pl.String),
        }
    )
    out = io.BytesIO()
    frame.write_parquet(out)
    assert cells(out.getvalue()) == [
        frame.columns,
        ["a", "2020-03-31", "2020-03-31", "14:05:00", "12", "12", "12", "yes", "x", ""],
        ["", "", "2020-03-31 14:05:00", "", "", "12.5", "12.50", "no", "y", ""],
    ]


@pytest.mark.parametrize("written", [date(2020, 3, 31), "2020-03-31", "31/03/2020", " 31/03/2020 "], ids=str)
@WORKBOOKS
def test_a_date_may_be_a_real_one_or_text_in_two_forms(make: Make, written: Cell) -> None:
    case = the_case(make({"cases": a_case(received_on=written, entered_on=date(2020, 4, 1))}))
    assert case.received_on == date(2020, 3, 31)


@pytest.mark.parametrize("written", [12, "12", 12.0], ids=repr)
@WORKBOOKS
def test_a_number_may_be_a_real_one_or_text(make: Make, written: Cell) -> None:
    grid = good_cells("events")[:2]
    grid[1][grid[0].index("delegates")] = written
    ((_, event),) = read_record_bytes(make({"events": grid}), "events").rows
    assert event.delegates == 12  # type: ignore[attr-defined]


@pytest.mark.parametrize("written", [True, "yes", "YES", "Yes"], ids=repr)
@WORKBOOKS
def test_yes_may_be_a_real_one_or_text(make: Make, written: Cell) -> None:
    assert the_case(make({"cases": a_case(acting_for_it_publishable=written)})).acting_for_it_publishable


# --- sheets


@WORKBOOKS
def test_rows_are_numbered_as_the_spreadsheet_numbers_them_and_blank_ones_are_passed_over(make: Make) -> None:
    header, row = a_case()
    other = ["19 000 102", *row[1:]]
    read = read_record_bytes(make({"cases": [header, [], row, [None] * 5, other]}), "cases")
    assert [number for number, _ in read.rows] == [3, 5]


def kinds(raw: bytes, tmp_path: Path) -> list[RecordFile]:
    path = tmp_path / "book"
    path.write_bytes(raw)
    return read_record_files(path)


@WORKBOOKS
def test_a_workbook_may_hold_several_kinds_and_empty_sheets(make: Make, tmp_path: Path) -> None:
    book = make({"Sheet1": [], "A": good_cells("events"), "B": a_case(), "C": []})
    found = kinds(book, tmp_path)
    assert [(file.name, file.kind.TABLE, len(file.rows)) for file in found] == [
        ("book, sheet A", "events", 2),
        ("book, sheet B", "cases", 1),
    ]


@WORKBOOKS
def test_a_cover_sheet_is_one_problem_that_names_the_sheet_and_the_way_out(
    make: Make, tmp_path: Path
) -> None:
    cover: Grid = [["Complaints received in 2019-20", None], ["Contact", "Ms Example"]]
    with pytest.raises(Invalid) as refused:
        kinds(make({"About": cover, "cases": a_case()}), tmp_path)
    assert [str(problem) for problem in refused.value.problems] == [
        "book, sheet About, row 1: 'Complaints received in 2019-20': the first row names no column of any record. "
        "Column names must stand in row 1: delete what is above them, or a sheet that holds no records."
    ]


def test_problems_of_every_sheet_are_told_at_once(tmp_path: Path) -> None:
    book = xlsx({"A": a_case(received_on="soon"), "B": a_case(category=None), "C": [["Notes"]]})
    with pytest.raises(Invalid) as refused:
        kinds(book, tmp_path)
    assert [(each.file, each.row, each.column) for each in refused.value.problems] == [
        ("book, sheet A", 2, "received_on"),
        ("book, sheet B", 2, "category"),
        ("book, sheet C", 1, ""),
    ]


def test_a_hidden_sheet_is_neither_taken_in_nor_passed_over_in_silence() -> None:
    book = xlsx({"cases": a_case(), "old": a_case(reference="19 000 102")}, hidden=["old"])
    shown, hidden = sheets_of(book, "book.xlsx")
    assert (shown.hidden, hidden.hidden) == (False, True)


def test_one_name_for_all_where_one_sheet_holds_anything() -> None:
    assert [sheet.name for sheet in sheets_of(xlsx({"One": a_case(), "Two": []}), "book.xlsx")] == [
        "book.xlsx"
    ]


# --- formulas and errors


@WORKBOOKS
def test_what_a_formula_came_to_is_read(make: Make) -> None:
    assert (
        the_case(make({"cases": a_case(category=Formula('"hous"&"ing"', "housing"))})).category == "housing"
    )


@WORKBOOKS
def test_a_formula_that_was_never_worked_out_is_no_empty_cell(make: Make) -> None:
    problem = the_problem(make({"cases": a_case(subcategory=Formula("A1&B1"))}))
    assert (problem.row, problem.column, problem.value) == (2, "subcategory", "=A1&B1")
    assert problem.reason == "a formula, not a value"


@WORKBOOKS
@pytest.mark.parametrize("shown", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])
def test_an_error_is_no_empty_cell(make: Make, shown: str) -> None:
    problem = the_problem(make({"cases": a_case(subcategory=ErrorCell(shown))}))
    assert (problem.row, problem.column, problem.value) == (2, "subcategory", shown)
    assert "could not be worked out" in problem.reason


def test_an_error_is_found_behind_rows_and_cells_that_repeat() -> None:
    parts = ods_parts({"cases": [*a_case(), [], a_case(subcategory=ErrorCell("#N/A"))[1]]})
    content = str(parts["content.xml"])
    blank = "<table:table-row></table:table-row>"
    assert content.count(blank) == 1
    many = blank.replace("row>", 'row table:number-rows-repeated="40">', 1)
    far = "<table:table-cell table:number-columns-repeated='3'/>"
    content = content.replace(blank, many).replace(
        "<table:table-cell table:formula", f"{far}<table:table-cell table:formula"
    )
    ((_, first), *_, (last, row)) = [
        (number, row)
        for sheet in sheets_of(packed(parts | {"content.xml": content}), "x")
        for number, row in sheet.rows()
    ]
    assert (len(first), last, row[8]) == (9, 43, "#N/A")


# --- names of columns


@pytest.mark.parametrize("spelling", sorted(SPELLINGS))
def test_every_spelling_means_a_column_of_some_kind(spelling: str) -> None:
    meant = SPELLINGS[spelling]
    assert spelling not in meant
    for field in meant:
        kind = next(
            kind for kind in CONTRACT if field in kind.model_fields and spelling not in kind.model_fields
        )
        header, row, *_ = rows(kind.TABLE)
        others = [each for each in meant[: meant.index(field)] if each in header]
        if not others:
            other = [spelling if each == field else each for each in header]
            assert read_record_bytes(as_csv([other, row]), "x").kind is kind


@pytest.mark.parametrize(
    ("column", "spelling"),
    [
        ("received_on", "Received"),
        ("received_on", "Date received"),
        ("received_on", "received date"),
        ("received_on", "RECEIVED ON"),
        ("received_on", "received-on"),
        ("reference", "Case reference"),
        ("authority", "Council name"),
        ("category", " Category: "),
    ],
)
def test_columns_go_by_their_common_names(column: str, spelling: str) -> None:
    header, row = a_case()
    spelt = [spelling if name == column else name for name in header]
    assert the_case(xlsx({"cases": [spelt, row]})) == the_case(xlsx({"cases": [header, row]}))
