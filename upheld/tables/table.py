"""How figures are tabled: one table object, from which every form is made.

Belongs here: the shape of a table with title, units, notes and source, and its plain forms: CSV, JSON and HTML. Not here:
which figures go into a table (`figures`), Parquet (`parquet`), and workbooks (`workbook`).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Literal

Cell = str | int | None
Kind = Literal["text", "whole", "decimal", "date"]

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in data, its heading, its unit, and what its cells are. A decimal is kept as text, a date as
    2020-03-31. `explains` says in a data dictionary what the heading leaves open. `printed` is for text whose cells are
    numbers as they are printed: 61%, over 99%."""

    name: str
    label: str
    kind: Kind = "text"
    unit: str = ""
    explains: str = ""
    printed: bool = False

    @property
    def heading(self) -> str:
        """What stands over the column: its label, and its unit where it has one."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    @property
    def of_numbers(self) -> bool:
        """Whether its cells are numbers, which stand under one another."""
        return self.printed or self.kind in ("whole", "decimal")


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Rows are tuples of the columns' cells; None is a cell with nothing in it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"a row of {len(row)} cells in a table of {len(self.columns)} columns: {row[:3]}"
                )


def starts_a_formula(cell: str) -> bool:
    """Whether a spreadsheet that reads this text from a plain file would take it for a formula."""
    return cell.startswith(_STARTS_A_FORMULA)


def safe_text(cell: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before a sign that would start one."""
    return f"'{cell}" if starts_a_formula(cell) else cell


def to_csv(table: Table) -> str:
    """CSV as RFC 4180 has it, with LF, a header of column names, and formula-safe text cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([csv_cell(cell, column) for cell, column in zip(row, table.columns, strict=True)])
    return out.getvalue()


def to_json(table: Table) -> str:
    """JSON with everything the table says; rows are objects by column name, a line each, decimals stay text."""
    names = [column.name for column in table.columns]
    whole: Mapping[str, object] = {
        "title": table.title,
        "source": table.source,
        "notes": list(table.notes),
        "columns": [
            {"name": c.name, "label": c.label, "kind": c.kind, "unit": c.unit} for c in table.columns
        ],
    }
    out = io.StringIO()
    out.write(json.dumps(whole, ensure_ascii=False, indent=2).removesuffix("\n}"))
    out.write(',\n  "rows": [')
    for number, row in enumerate(table.rows):
        out.write(f"{',' if number else ''}\n    {_in_a_line(dict(zip(names, row, strict=True)))}")
    out.write("\n  ]\n}\n")
    return out.getvalue()


# The encoder written in C, which takes a fifth of the time, cannot indent.
_in_a_line = json.JSONEncoder(ensure_ascii=False).encode


def to_html(table: Table, empty: str = "") -> str:
    """An HTML table with caption, column headers, and the first cell of each row as its header."""
    heads = "".join(
        f'<th scope="col"{_align(column)}>{escape(column.heading)}</th>' for column in table.columns
    )
    body = "".join(f"<tr>{_html_row(row, table.columns, empty)}</tr>" for row in table.rows)
    notes = "".join(f'<p class="table-note">{escape(note)}</p>' for note in table.notes)
    source = f'<p class="table-note">Source: {escape(table.source)}</p>' if table.source else ""
    return f"<table><caption>{escape(table.title)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{notes}{source}"


def shown(cell: Cell, empty: str = "") -> str:
    """A cell as it is read: a whole number with its thousands parted, `empty` for a cell with nothing in it."""
    return empty if cell is None else f"{cell:,}" if isinstance(cell, int) else cell


def _align(column: Column) -> str:
    return ' class="number"' if column.of_numbers else ""


def csv_cell(cell: Cell, column: Column) -> str:
    """A cell as it stands in CSV."""
    if cell is None:
        return ""
    return safe_text(cell) if isinstance(cell, str) and column.kind == "text" else str(cell)


def _html_row(row: tuple[Cell, ...], columns: tuple[Column, ...], empty: str) -> str:
    cells: list[str] = []
    for index, (cell, column) in enumerate(zip(row, columns, strict=True)):
        tag = 'th scope="row"' if index == 0 else "td"
        cells.append(f"<{tag}{_align(column)}>{escape(shown(cell, empty))}</{tag.split()[0]}>")
    return "".join(cells)
