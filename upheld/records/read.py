"""Reading record files: from a file's sheets to rows of the contract, or to every problem in them.

Belongs here: columns, cells, and the rules a row can break by itself. Not here: bytes and encodings (`upheld.sheets`),
rules between records (`check`) and what becomes of the rows (`importing`).
"""

from __future__ import annotations

import difflib
import gc
import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from upheld.errors import Invalid, Problem, visible
from upheld.records.cells import cell_reader, write_cell
from upheld.records.contract import CONTRACT, Record
from upheld.records.tables import schema_of
from upheld.sheets import Sheet, bytes_of, refusal, sheets_of

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "ref": ("reference", "case"),
    "case_ref": ("reference", "case"),
    "case_reference": ("reference", "case"),
    "case_number": ("reference", "case"),
    "complaint_reference": ("reference", "case"),
    "reference": ("case",),
    "council": ("authority",),
    "body": ("authority",),
    "authority_name": ("authority",),
    "authority_code": ("authority",),
    "council_name": ("authority",),
    "organisation": ("authority",),
    "decision_outcome": ("outcome",),
    "decision": ("sequence", "outcome"),
    "decision_number": ("sequence",),
    "remedy": ("remedy_type",),
    "deadline": ("due_on",),
    "completed": ("completed_on",),
    "report_number": ("number",),
    "event_number": ("number",),
    "delegate_count": ("delegates",),
    "post": ("title",),
    "e_mail": ("email",),
    "email_address": ("email",),
    "from": ("held_from",),
    "to": ("held_to",),
    "reporting_year": ("year",),
    "count": ("numerator",),
    "base": ("denominator",),
}
"""Other names that columns go by, and the fields they may mean; the first that a kind of record has is meant."""

MOST_COLUMNS = 100
"""No kind of record has a fifth as many; a wider file is something else."""

MOST_PROBLEMS = 10_000
"""In one file or sheet; after so many nobody reads on, and millions of them would fill the memory."""

NOT_VALUES = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:[0-9]{3}|nan|NaN")
"""What a spreadsheet shows, and what pandas writes, where there is no value."""

BOUNDS = {
    "greater_than_equal": "Less than {ge}",
    "less_than_equal": "More than {le}",
    "too_short": "Names none",
}
"""Our words for what pydantic says of a number or a list that is out of bounds."""

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]")
"""Characters that nobody types: controls, changes of the direction of writing, marks of text read in the wrong encoding."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One file read: the kind of record it holds, and its rows with their row numbers (the header is row 1)."""

    name: str
    kind: type[Record]
    rows: tuple[tuple[int, Record], ...]


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    position: int
    read: Callable[[str], object]


@cache
def _fields(kind: type[Record]) -> dict[str, Callable[[str], object]]:
    return {name: cell_reader(cast(Hashable, field.annotation)) for name, field in kind.model_fields.items()}


def required_columns(kind: type[Record]) -> tuple[str, ...]:
    """The columns that a file of this kind cannot do without."""
    return tuple(name for name, field in kind.model_fields.items() if field.is_required())


def read_record_files(path: Path, name: str | None = None) -> list[RecordFile]:
    """Read one file of records: CSV, XLSX, ODS or Parquet; a workbook may hold several kinds, a sheet each.

    Which kind a sheet holds is told by its columns. Raises Invalid with every problem in the file; a file with any
    problem gives no rows at all. `name` is what problems call the file.
    """
    called = name or path.name
    raw = bytes_of(path, called)
    files: list[RecordFile] = []
    problems: list[Problem] = []
    for sheet in sheets_of(raw, called):
        try:
            with _not_collected():
                files.append(_read_sheet(sheet, None))
        except Invalid as invalid:
            problems.extend(invalid.problems)
    if problems:
        raise Invalid(problems)
    return files


@contextmanager
def _not_collected() -> Iterator[None]:
    """Do not look for rubbish meanwhile: rows make none, and looking through all of them again and again takes as long as
    reading them."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def read_record_bytes(raw: bytes, called: str, kind: type[Record] | None = None) -> RecordFile:
    """Read the bytes of a file with one sheet, whose columns must be those of `kind` where it is given. Raises Invalid as
    `read_record_files` does."""
    (sheet,) = sheets_of(raw, called)
    return _read_sheet(sheet, kind)


def _read_sheet(sheet: Sheet, meant: type[Record] | None) -> RecordFile:
    problems: list[Problem] = []
    if sheet.hidden:
        way_out = "Show it and see whether it belongs here; if not, delete it."
        raise refusal(sheet.name, 0, "", "the sheet is hidden", way_out)
    table = sheet.rows()
    header = next(table, None)
    if header is None:
        raise refusal(sheet.name, 0, "", "the file is empty", "Its first row must name the columns.")
    _refuse_no_header(header[1], sheet.name)
    kind, columns = _understand_header(header[1], sheet.name, meant)
    rows: list[tuple[int, Record]] = []
    for number, cells in table:
        if not any(cells):
            continue
        record = _read_row(kind, columns, len(header[1]), cells, sheet.name, number, problems)
        if record is not None:
            rows.append((number, record))
        if len(problems) > MOST_PROBLEMS:
            reason = f"reading stopped here, after {MOST_PROBLEMS:,} problems"
            way_out = "Mend those above first: so many have one cause."
            problems.append(Problem(sheet.name, number, "", "", reason, way_out))
            break
    if problems:
        raise Invalid(problems)
    return RecordFile(sheet.name, kind, tuple(rows))


def _refuse_no_header(header: Sequence[str], called: str) -> None:
    """Refuse, in one sentence, a first row that names no column of any record: a title, a cover sheet, another file."""
    if len(header) > MOST_COLUMNS:
        way_out = "Delete the columns that are not of records, empty ones too."
        raise refusal(called, 1, "", f"there are {len(header):,} columns", way_out)
    if any(_column_meant(kind, name) in kind.model_fields for name in _plain(header) for kind in CONTRACT):
        return
    first = next(filter(None, header), "")
    if len(header) == 1 and re.search(r"[;\t|]", first):
        way_out = "Save it as CSV UTF-8 with commas between the cells, or as .xlsx."
        raise refusal(called, 1, first, "the cells are not divided by commas", way_out)
    reason = "the first row names no column of any record" if first else "the first row is empty"
    way_out = "Column names must stand in row 1: delete what is above them, or a sheet that holds no records."
    raise refusal(called, 1, first, reason, way_out)


def _plain(header: Sequence[str]) -> list[str]:
    """Names of columns without case, with an underscore for whatever stands between words."""
    return [re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_") for name in header]


def _understand_header(
    header: Sequence[str], called: str, meant: type[Record] | None
) -> tuple[type[Record], tuple[_Column, ...]]:
    """Which kind of record has these columns, and where each stands; raises Invalid where none has."""
    written = _plain(header)
    kind = meant or max(CONTRACT, key=lambda each: _likeness(each, written))
    fields = _fields(kind)
    names = [_column_meant(kind, name) for name in written]
    problems: list[Problem] = []
    for position, name in enumerate(names):
        if not name:
            problems.append(
                Problem(
                    called, 1, "", "", f"column {position + 1} has no name", "Name it, or remove the column."
                )
            )
        elif name in names[:position]:
            problems.append(Problem(called, 1, name, "", "the column is there twice", "Keep one."))
        elif name not in fields:
            near = difflib.get_close_matches(name, [field for field in fields if field not in names], n=1)
            way_out = (
                f"Did you mean {near[0]}?"
                if near
                else f"Columns of {kind.TABLE}: {', '.join(schema_of(kind))}."
            )
            problems.append(
                Problem(
                    called, 1, visible(header[position]), "", f"{kind.TABLE} have no such column", way_out
                )
            )
    for name in required_columns(kind):
        if name not in names:
            problems.append(
                Problem(
                    called, 1, name, "", f"the column is missing; the file looks like {kind.TABLE}", "Add it."
                )
            )
    if problems:
        raise Invalid(problems)
    return kind, tuple(_Column(name, position, fields[name]) for position, name in enumerate(names))


def _column_meant(kind: type[Record], name: str) -> str:
    """The column of `kind` that a header means: its own name, a common spelling, or a date by what happened on it."""
    fields = kind.model_fields
    if name in fields:
        return name
    for field in (*SPELLINGS.get(name, ()), f"{name}_on", re.sub(r"^date_|_date$", "", name) + "_on"):
        if field in fields:
            return field
    return name


def _likeness(kind: type[Record], names: Sequence[str]) -> tuple[int, int]:
    """More required columns present first, then fewer strangers."""
    names = [_column_meant(kind, name) for name in names]
    required = required_columns(kind)
    missing = sum(1 for name in required if name not in names)
    strangers = sum(1 for name in names if name not in kind.model_fields)
    return (-missing - strangers, len(required))


def _read_row(
    kind: type[Record],
    columns: Sequence[_Column],
    width: int,
    cells: Sequence[str],
    called: str,
    number: int,
    problems: list[Problem],
) -> Record | None:
    """One row as a record, or None after adding its problems."""
    if len(cells) != width:
        problems.append(
            Problem(
                called,
                number,
                "",
                "",
                f"has {len(cells)} {'cell' if len(cells) == 1 else 'cells'}, the header has {width}",
                "Check commas and quotation marks.",
            )
        )
        return None
    values: dict[str, object] = {}
    wrong = False
    for column in columns:
        cell = cells[column.position]
        if not cell:
            if kind.model_fields[column.name].is_required():
                problems.append(
                    Problem(called, number, column.name, "", "the cell is empty", "Every row needs one.")
                )
                wrong = True
            continue
        try:
            _refuse_no_value(cell)
            values[column.name] = column.read(cell)
        except ValueError as unreadable:
            reason, _, way_out = str(unreadable).partition("|")
            problems.append(Problem(called, number, column.name, cell, reason, way_out))
            wrong = True
    if wrong:
        return None
    try:
        return kind.model_validate(values)
    except ValidationError as invalid:
        for error in invalid.errors():
            said = BOUNDS.get(error["type"], error["msg"]).format(**error.get("ctx", {}))
            problems.append(_broken_rule(said, error["loc"], values, called, number))
        return None


def _refuse_no_value(cell: str) -> None:
    """Raise ValueError, as the reader of a cell does, for what no column may hold."""
    if cell[0] in "#EnN" and NOT_VALUES.fullmatch(cell):
        raise ValueError(
            "stands where something could not be worked out|Mend the formula, or empty the cell."
        )
    if cell[0] == "=":
        way_out = "Let the spreadsheet work it out and save again, or paste the value."
        raise ValueError(f"a formula, not a value|{way_out}")
    unseen = None if cell.isascii() and cell.isprintable() else UNSEEN.search(cell)
    if unseen:
        way_out = "Type the cell again; if many have one, save the file again as CSV UTF-8."
        raise ValueError(
            f"holds a character that cannot be seen or was lost (U+{ord(unseen[0]):04X})|{way_out}"
        )


def _broken_rule(
    message: str, place: Sequence[int | str], values: dict[str, object], called: str, number: int
) -> Problem:
    """The problem a contract rule reports: rules that weigh several fields name theirs before a bar."""
    said = message.removeprefix("Value error, ")
    field, bar, reason = said.partition("|")
    if not bar:
        field, reason = str(place[0]) if place else "", said[0].lower() + said[1:]
    shown = write_cell(values.get(field))
    both_ways = "given exactly when "
    if reason.startswith(both_ways):
        said = "may be given only when" if shown else "must be given when"
        reason = f"{said} {reason.removeprefix(both_ways)}"
    return Problem(called, number, field, shown, reason, "Check the row against the record it was made from.")
