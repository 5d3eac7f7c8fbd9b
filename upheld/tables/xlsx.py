"""A workbook as XLSX.

Belongs here: how cells, links, table objects and print are written. Every text is written as text: none can become a
formula or a link. Not here: what stands where (`layout`).
"""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from upheld.tables.cell_text import cell_text
from upheld.tables.layout import CONTENTS, LaidSheet, lay_out, widths
from upheld.tables.packing import pack, unpack
from upheld.tables.table import Cell, Column, starts_a_formula
from upheld.tables.workbook import Workbook

_LONGEST_HEADING = 255
_LONGEST_FOOTER = 200
_EXACT_DIGITS = 15
"""As many digits of a decimal as a spreadsheet's number holds; a longer one stays text."""

_A4 = 9
_INK = "#15232B"
_BASE = {"font_name": "Arial", "font_size": 11, "font_color": _INK, "valign": "top"}
_DECIMAL = re.compile(r"-?[0-9]+(\.([0-9]+))?")
_CORE = "docProps/core.xml"


def to_xlsx(workbook: Workbook) -> bytes:
    """The workbook as the bytes of an XLSX file: the same for the same workbook, wherever and whenever it is made."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    styles = _Styles(book)
    book.set_properties(
        {
            "title": cell_text(workbook.title),
            "author": cell_text(workbook.author),
            "comments": cell_text(" ".join(workbook.banner)),
            "created": datetime.combine(workbook.written, time(), UTC),
        }
    )
    for laid in lay_out(workbook):
        _write(book.add_worksheet(laid.name), laid, workbook, styles)
    book.close()
    return _with_language(out.getvalue(), workbook.lang)


class _Exact(float):
    """A number that is written as it was given: sixteen digits of the nearest binary number would show noise."""

    text: str

    def __new__(cls, text: str) -> _Exact:
        made = super().__new__(cls, text)
        made.text = text
        return made

    def __format__(self, _spec: str) -> str:
        return self.text


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}
        self.whole = self.get(num_format="#,##0")
        self.day = self.get(num_format="yyyy-mm-dd")
        self.wrapped = self.get(text_wrap=True)
        # A text that would start a formula is marked, so that it stays text when somebody edits it.
        self.marked = self.get(text_wrap=True, quote_prefix=True)

    def get(self, **properties: object) -> Any:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(_BASE | properties)
        return self._made[key]

    @property
    def link(self) -> Any:
        """Of a link: underlined, and not in colour alone."""
        return self.get(font_color="#0B5566", underline=1)


def _write(sheet: Any, laid: LaidSheet, workbook: Workbook, styles: _Styles) -> None:
    columns = widths(laid)
    for number, width in enumerate(columns):
        sheet.set_column(number, number, width)
    for row, line in enumerate(laid.lines):
        # Above a table a sentence runs on over the cells beside it, which are empty.
        wrap = laid.table is None
        if line.to:
            _link(sheet, row, line.to, line.text, styles)
        else:
            strong = {"bold": True, "font_size": 15} if row == 0 else {"bold": line.strong}
            _text(sheet, row, 0, line.text, styles.get(text_wrap=wrap, **strong), styles)
    if laid.table is not None:
        _write_table(sheet, laid, styles)
    _print(sheet, laid, workbook)
    sheet.set_selection(0, 0, 0, 0)


def _write_table(sheet: Any, laid: LaidSheet, styles: _Styles) -> None:
    table = laid.table
    assert table is not None
    head, last = len(laid.lines), len(laid.lines) + len(table.rows)
    heading = styles.get(bold=True, text_wrap=True, bottom=2)
    sheet.add_table(
        *(head, 0, last, len(table.columns) - 1),
        {
            "name": laid.key,
            "title": cell_text(table.title)[:_LONGEST_HEADING],
            "style": None,
            "columns": [
                {"header": cell_text(column.heading)[:_LONGEST_HEADING], "header_format": heading}
                for column in table.columns
            ],
        },
    )
    for row, cells in enumerate(table.rows, start=head + 1):
        for number, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            if laid.links and number == 0:
                _link(sheet, row, str(cell), str(cell), styles)
            elif cell is not None:
                _write_cell(sheet, row, number, cell, column, styles)
    sheet.freeze_panes(head + 1, 1 if len(table.columns) > 1 else 0)


def _write_cell(sheet: Any, row: int, number: int, cell: Cell, column: Column, styles: _Styles) -> None:
    if isinstance(cell, int) and abs(cell) < 10**_EXACT_DIGITS:
        sheet.write_number(row, number, cell, styles.whole)
        return
    text = "" if cell is None else str(cell)
    if column.kind == "decimal" and (decimal := _DECIMAL.fullmatch(text)) and _is_exact(text):
        places = len(decimal[2] or "")
        pattern = "#,##0" + (f".{'0' * places}" if places else "")
        sheet.write_number(row, number, _Exact(text), styles.get(num_format=pattern))
    elif column.kind == "date" and _is_day(text):
        sheet.write_datetime(row, number, date.fromisoformat(text), styles.day)
    else:
        _text(sheet, row, number, text, styles.wrapped, styles)


def _is_exact(text: str) -> bool:
    return len(text.lstrip("-").replace(".", "").lstrip("0")) <= _EXACT_DIGITS


def _is_day(text: str) -> bool:
    """Whether it is a day that a spreadsheet has: its calendar begins in 1900, with a leap day that never was."""
    try:
        return date.fromisoformat(text) >= date(1900, 3, 1)
    except ValueError:
        return False


def _text(sheet: Any, row: int, number: int, text: str, style: Any, styles: _Styles) -> None:
    """Write a text as text."""
    fit = cell_text(text)
    if fit:
        sheet.write_string(row, number, fit, styles.marked if starts_a_formula(fit) else style)


def _link(sheet: Any, row: int, to: str, text: str, styles: _Styles) -> None:
    quoted = to.replace("'", "''")
    sheet.write_url(row, 0, f"internal:'{quoted}'!A1", styles.link, cell_text(text))


def _print(sheet: Any, laid: LaidSheet, workbook: Workbook) -> None:
    sheet.set_paper(_A4)
    if laid.table is not None:
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(len(laid.lines))
    banner = cell_text(" ".join(workbook.banner)).replace("&", "&&").replace("\n", " ")
    if banner:
        sheet.set_header(f"&L{banner[:_LONGEST_FOOTER]}")
    title = "" if laid.name == CONTENTS else laid.name.replace("&", "&&")
    sheet.set_footer(f"&L{title}&RPage &P of &N")


def _with_language(content: bytes, lang: str) -> bytes:
    """The file with its language among its properties, where readers for the blind may look; XlsxWriter has no way to."""
    end = b"</cp:coreProperties>"
    said = f"<dc:language>{lang}</dc:language>".encode()
    return pack(
        (name, part.replace(end, said + end) if name == _CORE else part) for name, part in unpack(content)
    )
