"""A table as Parquet, for programs and for many rows.

Belongs here: the one place where a table becomes a frame, on its way into a file. Text is kept exactly as it is.
"""

from __future__ import annotations

import io
import json

import polars as pl

from upheld.tables.table import Column, Table


def to_parquet(table: Table) -> bytes:
    """The table as Parquet: whole numbers as integers, dates as dates, text and decimals as text.

    The file's metadata hold what a table says beside its rows: title, source, notes, and label and unit of each column.
    Raises ValueError where a cell is not what its column says.
    """
    frame = pl.DataFrame(
        {
            column.name: pl.Series([row[number] for row in table.rows], dtype=_stored_as(column), strict=True)
            for number, column in enumerate(table.columns)
        }
    ).with_columns(
        pl.col(column.name).str.to_date("%Y-%m-%d") for column in table.columns if column.kind == "date"
    )
    columns = [{"name": each.name, "label": each.label, "unit": each.unit} for each in table.columns]
    about = {
        "title": table.title,
        "source": table.source,
        "notes": json.dumps(table.notes, ensure_ascii=False),
        "columns": json.dumps(columns, ensure_ascii=False),
    }
    out = io.BytesIO()
    frame.write_parquet(out, compression="zstd", metadata=about)
    return out.getvalue()


def _stored_as(column: Column) -> type[pl.DataType]:
    return pl.Int64 if column.kind == "whole" else pl.String
