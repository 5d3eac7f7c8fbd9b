"""Cells: how one value stands in a text table, and how it is read back.

Belongs here: the one spelling of dates, numbers, yes and no, and lists, used by record files and by a release's tables.
Not here: which columns a table has.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Hashable
from datetime import date
from enum import Enum
from functools import cache, lru_cache

_WHOLE_NUMBER = re.compile(r"-?[0-9]+")

JOINT = ";"
"""What stands between the parts of a list in one cell."""

LONGEST_NUMBER = 9
"""Digits: what a column of 32 bits can hold, and more than anything counted here."""

PLAUSIBLE_YEARS = range(1850, 2200)
"""Years that a date may have; elsewhere it is a slip of the pen, or a placeholder for a date not known."""


def write_cell(value: object) -> str:
    """`value` as it stands in a cell: empty for None, yes or no, ISO dates, lists joined by a semicolon."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case date():
            return value.isoformat()
        case tuple():
            return JOINT.join(write_cell(part) for part in value)
        case str() | int():
            return str(value)
    raise TypeError(f"a cell cannot hold {type(value).__name__}")


def _read_text(cell: str) -> str:
    return cell


@lru_cache(maxsize=1 << 15)  # a file of 200,000 dates has some thousand different ones
def _read_date(cell: str) -> date:
    year_first = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", cell)
    day_first = re.fullmatch(r"([0-9]{2})/([0-9]{2})/([0-9]{4})", cell)
    if year_first:
        year, month, day = map(int, year_first.groups())
    elif day_first:
        day, month, year = map(int, day_first.groups())
    else:
        raise ValueError(_why_no_date(cell))
    try:
        found = date(year, month, day)
    except ValueError as impossible:
        if day_first and month > 12 >= day:
            right = f"{month:02d}/{day:02d}/{year:04d}"
            raise ValueError(
                f"the month stands before the day|Write {right} if that is meant."
            ) from impossible
        raise ValueError("no such day in the calendar|Check the day and the month.") from impossible
    if found.year not in PLAUSIBLE_YEARS:
        raise ValueError("not a year in which this can have been|Check the year.")
    return found


def _why_no_date(cell: str) -> str:
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", cell):
        return "a count of days, not a date|Format the column as a date, YYYY-MM-DD, and save again."
    if re.fullmatch(r"[0-9/-]{10}[ T][0-9:.]{4,}.*", cell):
        return "a date with a time of day|Leave the time out: write 2020-03-31."
    return "not a date|Write it as 2020-03-31, or as 31/03/2020."


def _read_whole_number(cell: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(cell):
        raise ValueError("not a whole number|Write digits only.")
    if len(cell) > LONGEST_NUMBER:
        raise ValueError("too large a number|Check the digits.")
    return int(cell)


def _read_yes_no(cell: str) -> bool:
    answer = {"yes": True, "no": False}.get(cell.lower())
    if answer is None:
        raise ValueError("neither yes nor no|Write yes or no.")
    return answer


def _reader_of_choice(kind: type[Enum]) -> Callable[[str], Enum]:
    choices = {str(member.value): member for member in kind}

    def read(cell: str) -> Enum:
        if cell not in choices:
            raise ValueError(f"not one of the choices|Write one of: {', '.join(choices)}.")
        return choices[cell]

    return read


def _reader_of_list(read_part: Callable[[str], object]) -> Callable[[str], tuple[object, ...]]:
    def read(cell: str) -> tuple[object, ...]:
        return tuple(read_part(part.strip()) for part in cell.split(JOINT) if part.strip())

    return read


@cache
def cell_reader(annotation: Hashable) -> Callable[[str], object]:
    """What reads a non-empty cell of a field with this annotation.

    The reader raises ValueError with "reason|way out". Optional fields read as what they hold when they hold anything.
    """
    origin = typing.get_origin(annotation)
    if origin in (types.UnionType, typing.Union):
        inner = [part for part in typing.get_args(annotation) if part is not type(None)]
        return cell_reader(inner[0])
    if origin is tuple:
        return _reader_of_list(cell_reader(typing.get_args(annotation)[0]))
    if isinstance(annotation, type):
        if issubclass(annotation, Enum):
            return _reader_of_choice(annotation)
        plain: dict[type, Callable[[str], object]] = {
            bool: _read_yes_no,
            int: _read_whole_number,
            date: _read_date,
            str: _read_text,
        }
        if annotation in plain:
            return plain[annotation]
    raise TypeError(f"no cell can hold {annotation}")
