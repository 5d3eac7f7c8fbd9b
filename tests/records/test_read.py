"""Reading one record file: every way in which it can be bad has its place, its reason and its way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from upheld.errors import Invalid, Problem
from upheld.records.contract import Case, Decision
from upheld.records.read import RecordFile, read_record_bytes, read_record_files
from upheld.sheets import LONGEST_CELL

HEADER = "reference,authority,received_on,category,entered_on"
GOOD = "19 000 001,watford,2019-05-01,housing,2019-05-02"


def read(*lines: str) -> RecordFile:
    return read_record_bytes("\n".join(lines).encode(), "cases.csv")


def problems(raw: bytes) -> tuple[Problem, ...]:
    with pytest.raises(Invalid) as refused:
        read_record_bytes(raw, "cases.csv")
    return refused.value.problems


def the_problem(*lines: str) -> Problem:
    (found,) = problems("\n".join(lines).encode())
    return found


def test_a_good_file_gives_its_rows_with_their_row_numbers() -> None:
    found = read(HEADER, GOOD, GOOD.replace("001", "002"))
    assert found.kind is Case
    assert [(row, record.key) for row, record in found.rows] == [(2, ("19 000 001",)), (3, ("19 000 002",))]


def test_the_order_of_columns_is_free_and_their_names_may_be_written_as_people_write_them() -> None:
    ((_, case),) = read(
        "Category, Entered on ,Received on,Authority,REFERENCE",
        "housing,2019-05-02,2019-05-01,watford,19 000 001",
    ).rows
    assert case == read(HEADER, GOOD).rows[0][1]


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_accepted() -> None:
    raw = b"\xef\xbb\xbf" + f"{HEADER}\r\n{GOOD}\r\n".encode()
    assert read_record_bytes(raw, "cases.csv").rows == read(HEADER, GOOD).rows


def test_a_file_with_a_header_only_holds_no_rows() -> None:
    assert read(HEADER).rows == ()


def test_blank_rows_are_passed_over_and_still_counted() -> None:
    assert [row for row, _ in read(HEADER, "", ",,,,", GOOD).rows] == [4]


def test_a_cell_of_several_lines_is_one_row_as_in_a_spreadsheet() -> None:
    lines = ["case,sequence,decided_on,outcome,summary,publication,standing,entered_on"]
    lines += ['19 000 001,1,2019-09-01,upheld,"one', "two", 'three",not_yet,standing,2019-09-01']
    lines += ["19 000 002,1,2019-31-01,upheld,,not_yet,standing,2019-09-01"]
    found = the_problem(*lines)
    assert (found.row, found.column) == (3, "decided_on")


def test_what_may_be_left_out_is_none_and_what_has_a_default_has_it() -> None:
    ((_, found),) = read_record_bytes(
        b"case,sequence,decided_on,outcome,publication,standing,entered_on,satisfactory_remedy\n"
        b"19 000 001,1,2019-09-01,upheld,not_yet,standing,2019-09-01,\n",
        "decisions.csv",
    ).rows
    assert isinstance(found, Decision)
    assert (found.summary, found.satisfactory_remedy, found.illustrative) == (None, False, False)


def test_a_missing_column_is_named_with_the_kind_of_file_it_is_missing_from() -> None:
    found = the_problem(
        "reference,authority,received_on,entered_on", "19 000 001,watford,2019-05-01,2019-05-02"
    )
    assert (
        str(found)
        == "cases.csv, row 1, column category: the column is missing; the file looks like cases. Add it."
    )


def test_an_unknown_column_comes_with_the_one_that_was_probably_meant() -> None:
    found = the_problem(f"{HEADER},subcategry", f"{GOOD},x")
    assert (
        str(found)
        == "cases.csv, row 1, column subcategry: cases have no such column. Did you mean subcategory?"
    )


def test_an_unknown_column_like_no_other_comes_with_all_there_are() -> None:
    found = the_problem(f"{HEADER},zzz", f"{GOOD},x")
    assert found.way_out.startswith("Columns of cases: reference, authority, received_on")


def test_a_misspelt_column_is_both_unknown_and_missing() -> None:
    found = problems(HEADER.replace("category", "catgory").encode())
    assert [(each.column, each.reason.split(";")[0]) for each in found] == [
        ("catgory", "cases have no such column"),
        ("category", "the column is missing"),
    ]
    assert found[0].way_out == "Did you mean category?"


def test_a_column_twice_is_refused() -> None:
    found = the_problem(f"{HEADER},category", f"{GOOD},housing")
    assert (found.row, found.column, found.reason) == (1, "category", "the column is there twice")


def test_a_column_without_a_name_is_refused_by_its_place() -> None:
    found = problems(f"{HEADER},,".encode())
    assert [each.reason for each in found] == ["column 6 has no name", "column 7 has no name"]


@pytest.mark.parametrize(
    ("written", "reason", "way_out"),
    [
        ("31/02/2019", "no such day in the calendar", "Check the day and the month."),
        ("2019-5-1", "not a date", "Write it as 2020-03-31, or as 31/03/2020."),
        ("20190501", "not a date", "Write it as 2020-03-31, or as 31/03/2020."),
        (
            "43586",
            "a count of days, not a date",
            "Format the column as a date, YYYY-MM-DD, and save again.",
        ),
        ("05/13/2019", "the month stands before the day", "Write 13/05/2019 if that is meant."),
        ("2019-05-01 09:30", "a date with a time of day", "Leave the time out: write 2020-03-31."),
        ("0219-05-01", "not a year in which this can have been", "Check the year."),
        ("2019-02-31", "no such day in the calendar", "Check the day and the month."),
        ("2019-31-02", "no such day in the calendar", "Check the day and the month."),
    ],
)
def test_a_bad_date_says_how_dates_are_written(written: str, reason: str, way_out: str) -> None:
    found = the_problem(HEADER, GOOD, f"19 000 002,watford,{written},housing,2019-05-02")
    assert found == Problem("cases.csv", 3, "received_on", written, reason, way_out)


def test_an_empty_cell_that_every_row_needs_is_refused() -> None:
    found = the_problem(HEADER, GOOD.replace("watford", "  "))
    assert found == Problem("cases.csv", 2, "authority", "", "the cell is empty", "Every row needs one.")


def test_a_row_of_another_width_is_refused() -> None:
    found = the_problem(HEADER, GOOD, "19 000 002,Watford, Borough,2019-05-01,housing,2019-05-02")
    assert str(found) == "cases.csv, row 3: has 6 cells, the header has 5. Check commas and quotation marks."


def test_an_unclosed_quotation_mark_is_found_where_it_begins() -> None:
    (found,) = problems(f'{HEADER}\n{GOOD}\n19 000 002,"watford,2019-05-01,housing,2019-05-02\n'.encode())
    assert found.row == 3
    assert found.way_out.startswith("Check the quotation marks in this row")


def test_text_that_is_not_utf8_is_found_with_its_row_and_word() -> None:
    (found,) = problems(
        f"{HEADER}\n{GOOD}\n".encode() + b"19 000 002,Caf\xe9,2019-05-01,housing,2019-05-02\n"
    )
    assert (found.row, found.value) == (3, "000 002,Café,2019-05-01")
    assert found.reason.startswith("not UTF-8 text")


def test_a_spreadsheet_cut_short_is_said_to_be_damaged() -> None:
    (found,) = problems(b"PK\x03\x04\x14\x00\x06\x00" + b"\x00" * 40)
    assert (found.row, found.reason, found.way_out) == (
        0,
        "cut short or damaged",
        "Save it again, or fetch it again.",
    )


def test_a_giant_cell_is_refused_with_the_likely_cause() -> None:
    (found,) = problems(f"{HEADER}\n{GOOD}\n{'x' * (LONGEST_CELL + 1)},a,b,c,d\n".encode())
    assert (found.row, found.reason) == (3, "a cell has more than 100,000 characters")
    assert found.way_out == "A quotation mark is probably missing here or in a row above."


def test_an_empty_file_says_what_its_first_row_must_be() -> None:
    (found,) = problems(b"")
    assert found == Problem(
        "cases.csv", 0, "", "", "the file is empty", "Its first row must name the columns."
    )


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        read_record_files(tmp_path / "cases.csv")
    assert str(refused.value.problems[0]) == "cases.csv: there is no such file. Check the path."


def test_a_folder_in_place_of_a_file_says_why_it_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        read_record_files(tmp_path)
    assert refused.value.problems[0].reason == "is a folder, not a file"


DECISIONS = (
    "case,sequence,decided_on,outcome,publication,standing,entered_on,published_on,satisfactory_remedy"
)


@pytest.mark.parametrize(
    ("row", "column", "value", "way_out"),
    [
        ("19 000 001,1,2019-09-01,upheld,Published,standing,2019-09-01,,", "publication", "Published",
         "Write one of: published, not_yet, withheld."),
        ("19 000 001,1,2019-09-01,upheld,not_yet,stands,2019-09-01,,", "standing", "stands",
         "Write one of: standing, replaced, quashed, withdrawn."),
        ("19 000 001,one,2019-09-01,upheld,not_yet,standing,2019-09-01,,", "sequence", "one", "Write digits only."),
        ("19 000 001,12345678901,2019-09-01,upheld,not_yet,standing,2019-09-01,,", "sequence", "12345678901",
         "Check the digits."),
        ("19 000 001,1,2019-09-01,upheld,not_yet,standing,2019-09-01,,1", "satisfactory_remedy", "1",
         "Write yes or no."),
    ],
)  # fmt: skip
def test_a_cell_of_the_wrong_sort_says_what_may_stand_there(
    row: str, column: str, value: str, way_out: str
) -> None:
    (found,) = problems(f"{DECISIONS}\n{row}\n".encode())
    assert (found.row, found.column, found.value, found.way_out) == (2, column, value, way_out)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("1,2019-09-01,not_yet,standing,2019-08-31,,", "entered_on", "before decided_on"),
        ("0,2019-09-01,not_yet,standing,2019-09-01,,", "sequence", "less than 1"),
        ("1,2019-09-01,published,standing,2019-09-01,,", "published_on", "must be given when publication is published"),
        ("1,2019-09-01,not_yet,standing,2019-09-01,2019-10-01,", "published_on", "may be given only when publication is published"),
        ("1,2019-09-01,published,standing,2019-09-01,2019-08-01,", "published_on", "before decided_on"),
        ("1,2019-09-01,withheld,standing,2019-09-01,,", "withheld_reason", "must be given when publication is withheld"),
        ("1,2019-09-01,not_yet,quashed,2019-09-01,,", "standing_ended_on", "must be given when it no longer stands"),
        ("1,2019-09-01,not_yet,standing,2019-09-01,,1", "replaces", "not an earlier decision"),
    ],
)  # fmt: skip
def test_a_decision_that_contradicts_itself_is_refused(row: str, column: str, reason: str) -> None:
    header = "case,outcome,sequence,decided_on,publication,standing,entered_on,published_on,replaces"
    (found,) = problems(f"{header}\n19 000 001,upheld,{row}\n".encode())
    assert (found.row, found.column, found.reason) == (2, column, reason)


RECOMMENDATION = {
    "case": "19 000 001", "sequence": "1", "number": "1", "kind": "service_improvement", "remedy_type": "apology",
    "text": "x", "status": "done", "agreed_on": "2019-09-01", "due_on": "2019-12-01", "completed_on": "2019-11-01",
    "entered_on": "2019-09-01", "public_summary": "", "earlier_due_on": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"completed_on": ""}, "completed_on", "must be given when status is done"),
        ({"status": "agreed"}, "completed_on", "may be given only when status is done"),
        ({"agreed_on": ""}, "agreed_on", "missing, although it was agreed"),
        ({"due_on": ""}, "due_on", "missing, although it was agreed"),
        ({"due_on": "", "status": "ceased", "completed_on": ""}, "due_on", "missing, although it was agreed"),
        (
            {"kind": "personal_remedy", "public_summary": "x"},
            "public_summary",
            "a personal remedy is never public",
        ),
        ({"earlier_due_on": "2019-12-01"}, "earlier_due_on", "not in order before due_on"),
        ({"earlier_due_on": "2019-11-01; 2019-10-01"}, "earlier_due_on", "not in order before due_on"),
        ({"due_on": "2019-08-01"}, "due_on", "before agreed_on"),
        ({"completed_on": "2019-08-01"}, "completed_on", "before agreed_on"),
    ],
)
def test_a_recommendation_that_contradicts_itself_is_refused(
    changed: dict[str, str], column: str, reason: str
) -> None:
    row = RECOMMENDATION | changed
    (found,) = problems(f"{','.join(row)}\n{','.join(row.values())}\n".encode())
    assert (found.column, found.reason) == (column, reason)


def test_a_list_in_a_cell_is_shown_in_a_problem_as_it_was_written() -> None:
    row = RECOMMENDATION | {"earlier_due_on": "2019-11-01;2019-10-01"}
    (found,) = problems(f"{','.join(row)}\n{','.join(row.values())}\n".encode())
    assert found.value == "2019-11-01;2019-10-01"


@pytest.mark.parametrize(
    ("header", "row", "column", "reason"),
    [
        ("reference,authority,received_on,category,entered_on,arises_from",
         "19 000 001,watford,2019-05-01,housing,2019-05-01,19 000 001", "arises_from", "a case cannot arise from itself"),
        (HEADER, "19 000 001,watford,2019-05-01,housing,2019-04-30", "entered_on", "before received_on"),
        ("case,sequence,recorded_on,result,entered_on", "19 000 001,1,2019-05-01,ceased,2019-04-30", "entered_on",
         "before recorded_on"),
        ("number,kind,cases,issued_on,publication,entered_on", "7,public,19 000 001;19 000 001,2019-05-01,not_yet,2019-05-01",
         "cases", "the same case twice"),
        ("number,kind,cases,issued_on,publication,entered_on", "7,public,19 000 001,2019-05-01,not_yet,2019-04-30",
         "entered_on", "before issued_on"),
        ("number,held_on,kind,place,sector,delegates,authorities,entered_on",
         "7,2019-05-01,course,Leeds,council,9,derby;derby,2019-05-01", "authorities", "the same authority twice"),
        ("authority,role,title,held_from,held_to,entered_on", "derby,leader,Leader,2019-05-01,2019-04-30,2019-05-01",
         "held_to", "before held_from"),
        ("authority,role,title,email,held_from,entered_on", "derby,leader,Leader,nobody,2019-05-01,2019-05-01", "email",
         "not an address"),
    ],
)  # fmt: skip
def test_any_other_record_that_contradicts_itself_is_refused(
    header: str, row: str, column: str, reason: str
) -> None:
    found = the_problem(header, row)
    assert (found.row, found.column, found.reason) == (2, column, reason)


def test_every_problem_of_a_file_is_told_at_once_and_no_row_is_taken() -> None:
    found = problems("\n".join([HEADER, GOOD, "19 000 002,,31/02/2019,housing,", "x"]).encode())
    assert [(each.row, each.column) for each in found] == [
        (3, "authority"),
        (3, "received_on"),
        (3, "entered_on"),
        (4, ""),
    ]


def test_a_long_value_is_shown_short() -> None:
    assert str(the_problem(HEADER, GOOD.replace("2019-05-01", "9" * 200))).count("9") < 80
