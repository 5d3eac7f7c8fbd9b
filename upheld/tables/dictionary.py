"""The data dictionary: what the measures of a release mean, and what stands in the columns of its tables.

It is made from the definitions and the columns themselves, so that it cannot fall behind them. Belongs here: those two
tables. Not here: the words of a definition (`wording.definitions`).
"""

from __future__ import annotations

from collections.abc import Iterable

from upheld.release.model import Release
from upheld.scheme import Scheme
from upheld.tables.table import Cell, Column, Table
from upheld.tables.workbook import Sheet
from upheld.wording.definitions import definition_words, definition_years
from upheld.wording.numbers import capital

_KINDS = {
    "text": "text",
    "whole": "whole number",
    "decimal": "decimal number; as text in CSV, JSON and Parquet, so that no digit changes",
    "date": "day, as 2020-03-31",
}

_DEFINITIONS = (
    Column("measure", "Measure"),
    Column("label", "Name"),
    Column("version", "Version", "whole"),
    Column("years", "Holds for"),
    Column("part", "Part of the definition"),
    Column("words", "What it says"),
)
_COLUMNS = (
    Column("table", "Table"),
    Column("column", "Column"),
    Column("label", "Heading"),
    Column("kind", "What its cells are"),
    Column("unit", "Unit"),
    Column("explains", "Meaning"),
)


def definitions_dictionary(release: Release, scheme: Scheme) -> Table:
    """The definitions with which a release was made, part by part, in the order in which the measures are shown."""
    rows: list[tuple[Cell, ...]] = []
    for measure, version in release.definitions.items():
        about = (measure, version.label, version.version, definition_years(scheme, version))
        rows += [(*about, capital(part), words) for part, words in definition_words(scheme, version)]
    return Table(
        f"Definitions of the measures, {release.about.year.label}",
        _DEFINITIONS,
        tuple(rows),
        source=f"Release {release.about.name}",
    )


def columns_dictionary(sheets: Iterable[Sheet]) -> Table:
    """Every column of every table, in order: its name in data, its heading, and what stands in it."""
    rows = tuple(
        (
            sheet.name,
            column.name,
            column.label,
            _KINDS[column.kind],
            column.unit or None,
            column.explains or None,
        )
        for sheet in sheets
        for column in sheet.table.columns
    )
    return Table("Columns of the tables", _COLUMNS, rows)
