"""An operator's files about authorities, residents and neighbours, read into rows of the register's form.

Belongs here: which heading stands for which column, where a table begins under its title, how a date or a number may be
written, and whom a row is about. Not here: bytes and formats (`upheld.sheets`), and whether the rows fit the register
(importing.py). Headings are told by their form (`..._code`, `AREACD`), so that no publisher's name is in the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from upheld.errors import Invalid, Problem
from upheld.register.model import Register
from upheld.register.read import Row
from upheld.sheets import Sheet, bytes_of, sheets_of

# Published tables stand under some lines of title and notes; further down nobody looks for a header.
TITLE_LINES = 20

AUTHORITY = r"slug|authority"
CODE = r"code|.*_code|[a-z]+(\d\d)?cd(_.*)?"
NAME = r"name|.*_name|[a-z]+(\d\d)?nm(_.*)?"


@dataclass(frozen=True, slots=True)
class Layout:
    """A form that a file's table may have.

    `columns` gives, for each column, the pattern of the headings that mean it; the first column that a heading fits has it.
    `needed` are columns that must be there, each with those that may stand in for it. `says` is what to tell who has a
    table without them. Other headings are refused where the form is ours alone (`closed`), and else kept under their own
    name.
    """

    columns: Mapping[str, str]
    needed: tuple[tuple[str, ...], ...]
    says: str
    closed: bool = False

    def column_of(self, heading: str) -> str | None:
        """The column that a heading, as `heading_of` writes it, means."""
        return next((name for name, pattern in self.columns.items() if re.fullmatch(pattern, heading)), None)

    def lacking(self, headings: Iterable[str]) -> list[str]:
        """The needed columns that none of the headings means, in words."""
        there = {self.column_of(heading) for heading in headings}
        return [" or ".join(choices) for choices in self.needed if not there & set(choices)]


@dataclass(frozen=True, slots=True)
class FileTable:
    """One table found in a file: its layout, its headings, and its rows, by column and else by heading."""

    file: str
    layout: Layout
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_files(paths: Sequence[Path], layouts: Sequence[Layout], problems: list[Problem]) -> list[FileTable]:
    """The tables of these files, each in the layout that its header fits. What cannot be read is added to `problems`."""
    names = [path.name for path in paths]
    tables: list[FileTable] = []
    for path in paths:
        called = path.name if names.count(path.name) == 1 else str(path)
        try:
            sheets = sheets_of(bytes_of(path, called), called)
        except Invalid as invalid:
            problems.extend(invalid.problems)
            continue
        for sheet in sheets:
            try:
                table = _table_of(sheet, layouts, problems)
            except Invalid as invalid:
                problems.extend(invalid.problems)
                continue
            if table is not None:
                tables.append(table)
    return tables


def heading_of(cell: str) -> str:
    """A heading without case, with an underscore for whatever stands between words."""
    return re.sub(r"[^a-z0-9]+", "_", cell.strip().lower()).strip("_")


def _table_of(sheet: Sheet, layouts: Sequence[Layout], problems: list[Problem]) -> FileTable | None:
    rows = sheet.rows()
    top = list(islice(rows, TITLE_LINES))
    filled = [(number, cells) for number, cells in top if any(cells)]
    if not filled:
        problems.append(
            Problem(sheet.name, 0, "", "", "it has no table", "Its first row must name the columns.")
        )
        return None
    number, header = min(
        filled, key=lambda row: min(len(each.lacking(_headings(row[1]))) for each in layouts)
    )
    layout = min(layouts, key=lambda each: len(each.lacking(_headings(header))))
    headings = _headings(header)
    noted = len(problems)
    problems.extend(_header_problems(sheet.name, number, header, layout))
    if len(problems) > noted:
        return None
    columns = [layout.column_of(heading) or heading for heading in headings]
    below = [*(row for row in top if row[0] > number), *rows]
    return FileTable(
        sheet.name, layout, headings, tuple(_rows_of(sheet.name, layout, columns, below, problems))
    )


def _headings(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(heading_of(cell) for cell in cells)


def _header_problems(file: str, number: int, header: Sequence[str], layout: Layout) -> Iterator[Problem]:
    lacking = layout.lacking(_headings(header))
    if lacking:
        for needed in lacking:
            yield Problem(file, number, needed, "", "the column is missing", layout.says)
        return
    meant: dict[str, str] = {}
    for name, heading in zip(header, _headings(header), strict=True):
        column = layout.column_of(heading)
        if column is None and layout.closed and heading:
            reason, way_out = "no such column is known", layout.says
            yield Problem(file, number, name, "", reason, way_out)
        elif column is not None and column in meant:
            reason = f"this heading and {meant[column]!r} could both be the {column}"
            yield Problem(
                file, number, name, "", reason, f"Call the right one {column}, and the other one otherwise."
            )
        elif column is not None:
            meant[column] = name


def _rows_of(
    file: str,
    layout: Layout,
    columns: Sequence[str],
    below: Iterable[tuple[int, list[str]]],
    problems: list[Problem],
) -> Iterator[Row]:
    for number, cells in below:
        if not any(cells):
            continue
        if len(cells) != len(columns):
            reason = f"the row has {len(cells)} cells and the header {len(columns)}"
            way_out = "Put a value that holds a comma in quotes; remove notes under the table."
            problems.append(Problem(file, number, "", ",".join(cells), reason, way_out))
            continue
        if layout.closed:
            for text in (cell for cell, column in zip(cells, columns, strict=True) if cell and not column):
                problems.append(Problem(file, number, "", text, "it stands under no heading", layout.says))
        values = dict.fromkeys(layout.columns, "") | dict(zip(columns, cells, strict=True))
        yield Row(file, number, values, problems)


def iso_day(text: str) -> str:
    """A date as day/month/year in ISO form; anything else as it stands."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else text


def plain_number(text: str) -> str:
    """A whole number without the commas between its thousands, where they stand right; anything else as it stands."""
    return text.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", text, re.ASCII) else text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row about an area that is nobody's in the register, by its code. `perhaps` are slugs that its name could mean."""

    file: str
    row: int
    code: str
    name: str
    perhaps: tuple[str, ...]


def whose(row: Row, register: Register) -> str | LeftOut | None:
    """The slug of the authority that a row is about, or that it is about nobody here; None after noting a problem.

    It is told by the column `authority` (name, code or slug), else by `code`, else by `name`. A code that the register
    does not know is another kind of area, or one elsewhere: published tables hold many. A name is never used in place of
    a code, for a region may be called as a council is; but a name that means another authority than the code is a problem.
    """
    if row["authority"]:
        return _resolved(row, "authority", register)
    if not row["code"]:
        return _resolved(row, "name", register)
    by_code = register.resolve(row["code"])
    by_name = register.resolve(row["name"]) if row["name"] else None
    if by_code.slug is None:
        perhaps: tuple[str, ...] = ()
        if by_name is not None and by_name.reason != "unknown":
            perhaps = (by_name.slug,) if by_name.slug else by_name.slugs
        return LeftOut(row.file, row.number, row["code"], row["name"], perhaps)
    if by_name is not None and by_name.slug not in (None, by_code.slug):
        row.problem(
            "name",
            f"{row['code']} is the code of {by_code.slug}, not of {by_name.slug}",
            "Correct one of the two.",
        )
        return None
    return by_code.slug


def _resolved(row: Row, column: str, register: Register) -> str | None:
    found = register.resolve(row[column])
    if found.slug is None:
        unclear = "more than one authority is called that"
        row.problem(column, unclear if found.reason == "ambiguous" else "no such authority", found.way_out)
    return found.slug


def resolved_or_same(text: str, register: Register) -> str:
    """The slug that a text stands for, or the text itself where the register does not tell: the tables' rules will."""
    return register.resolve(text).slug or text
