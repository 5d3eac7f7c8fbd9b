"""Reading record files: from the bytes of a CSV file to rows of the contract, or to every problem in them.

Belongs here: encodings, columns, cells, and the rules a row can break by itself. Not here: rules between records
(`check`) and what becomes of the rows (`importing`).
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from upheld.errors import Invalid, Problem
from upheld.records.cells import cell_reader, write_cell
from upheld.records.contract import CONTRACT, Record

LONGEST_CELL = 100_000
"""Characters; the longest summary published is a fiftieth of it, so a longer cell is a broken file."""


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


def read_record_file(path: Path, name: str | None = None) -> RecordFile:
    """Read one CSV file of records.

    Which kind it holds is told by its columns. Raises Invalid with every problem in the file; a file with any problem
    gives no rows at all. `name` is what problems call the file.
    """
    called = name or path.name
    try:
        raw = path.read_bytes()
    except FileNotFoundError as absent:
        raise Invalid([Problem(called, 0, "", "", "there is no such file", "Check the path.")]) from absent
    except OSError as unreadable:
        reason = f"cannot be read ({unreadable.strerror})"
        raise Invalid(
            [Problem(called, 0, "", "", reason, "Check what it is and who may read it.")]
        ) from unreadable
    return read_record_bytes(raw, called)


def read_record_bytes(raw: bytes, called: str, kind: type[Record] | None = None) -> RecordFile:
    """Read the bytes of a CSV file, as `read_record_file` does; with `kind` its columns must be that kind's."""
    problems: list[Problem] = []
    table = _cells_of(raw, called)
    header = next(table, None)
    if header is None:
        raise Invalid(
            [Problem(called, 0, "", "", "the file is empty", "Its first row must name the columns.")]
        )
    kind, columns = _understand_header(header[1], called, kind)
    rows: list[tuple[int, Record]] = []
    for number, cells in table:
        if not any(cells):
            continue
        record = _read_row(kind, columns, len(header[1]), cells, called, number, problems)
        if record is not None:
            rows.append((number, record))
    if problems:
        raise Invalid(problems)
    return RecordFile(called, kind, tuple(rows))


def _cells_of(raw: bytes, called: str) -> Iterator[tuple[int, list[str]]]:
    """Row numbers and trimmed cells; raises Invalid where the bytes are no table."""

    def refuse(row: int, value: str, reason: str, way_out: str) -> Invalid:
        return Invalid([Problem(called, row, "", value, reason, way_out)])

    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        row = raw.count(b"\n", 0, wrong.start) + 1
        found = repr(raw[wrong.start : wrong.start + 1])[2:-1]
        raise refuse(row, found, "not UTF-8 text", "Save the file as CSV UTF-8.") from wrong
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise refuse(row, "", "holds a zero byte, so it is no text file", "Save it as CSV UTF-8.")
    before = csv.field_size_limit(LONGEST_CELL)
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            number += 1
            yield number, [cell.strip() for cell in cells]
    except csv.Error as broken:
        if "field larger" in str(broken):
            raise refuse(
                number + 1,
                "",
                f"a cell has more than {LONGEST_CELL:,} characters",
                "A quotation mark is probably missing here or in a row above.",
            ) from broken
        raise refuse(
            number + 1, "", f"not a table: {broken}", "Check the quotation marks in this row."
        ) from broken
    finally:
        csv.field_size_limit(before)


def _understand_header(
    header: Sequence[str], called: str, meant: type[Record] | None
) -> tuple[type[Record], tuple[_Column, ...]]:
    """Which kind of record has these columns, and where each stands; raises Invalid where none has."""
    names = [name.strip().lower().replace(" ", "_") for name in header]
    kind = meant or max(CONTRACT, key=lambda each: _likeness(each, names))
    fields = _fields(kind)
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
            way_out = f"Did you mean {near[0]}?" if near else f"Columns of {kind.TABLE}: {', '.join(fields)}."
            problems.append(
                Problem(called, 1, header[position], "", f"{kind.TABLE} have no such column", way_out)
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


def _likeness(kind: type[Record], names: Sequence[str]) -> tuple[int, int]:
    """More required columns present first, then fewer strangers."""
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
                f"has {len(cells)} cells, the header has {width}",
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
            problems.append(_broken_rule(error["msg"], error["loc"], values, called, number))
        return None


def _broken_rule(
    message: str, place: Sequence[int | str], values: dict[str, object], called: str, number: int
) -> Problem:
    """The problem a contract rule reports: rules that weigh several fields name theirs before a bar."""
    said = message.removeprefix("Value error, ")
    field, bar, reason = said.partition("|")
    if not bar:
        field, reason = str(place[0]) if place else "", said[0].lower() + said[1:]
    shown = write_cell(values.get(field))
    return Problem(called, number, field, shown, reason, "Check the row against the record it was made from.")
