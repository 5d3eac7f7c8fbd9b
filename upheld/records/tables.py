"""Record tables: records as columns, with the types that a table of them has.

Belongs here: from contract records to data frames and back, and the text form of a frame. A frame holds what the
contract holds, one column a field, lists joined as in a cell.
"""

from __future__ import annotations

import csv
import io
import typing
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import TypeVar, cast

import polars as pl

from upheld.records.cells import cell_reader, write_cell
from upheld.records.contract import Record

Found = TypeVar("Found", bound=Record)


def _column_type(annotation: object) -> pl.DataType:
    kinds = typing.get_args(annotation) or (annotation,)
    if typing.get_origin(annotation) is tuple:
        return pl.String()
    if date in kinds:
        return pl.Date()
    if bool in kinds:
        return pl.Boolean()
    if int in kinds:
        return pl.Int32()
    return pl.String()


@cache
def schema_of(kind: type[Record]) -> Mapping[str, pl.DataType]:
    """Column names and types of a table of `kind`, in the contract's order: what names a record first."""
    fields = {name: _column_type(field.annotation) for name, field in kind.model_fields.items()}
    last = [name for name in ("entered_on", "illustrative") if name in fields]
    order = [*kind.KEY, *(name for name in fields if name not in kind.KEY and name not in last), *last]
    return {name: fields[name] for name in order}


def to_frame(kind: type[Record], records: Iterable[Record]) -> pl.DataFrame:
    """The records as a frame in their own order."""
    schema = schema_of(kind)
    columns: dict[str, list[object]] = {name: [] for name in schema}
    appends = [(name, columns[name].append, dtype == pl.String()) for name, dtype in schema.items()]
    for record in records:
        for name, append, is_text in appends:
            value = getattr(record, name)
            if is_text and value is not None and type(value) is not str:
                value = write_cell(value) or None
            append(value)
    return pl.DataFrame(columns, schema=dict(schema))


def from_frame(kind: type[Found], frame: pl.DataFrame) -> list[Found]:
    """The records of a frame in contract form, in its order."""
    readers = {
        name: cell_reader(cast(Hashable, field.annotation))
        for name, field in kind.model_fields.items()
        if schema_of(kind)[name] == pl.String()
    }
    return [
        kind.model_validate(
            {
                name: readers[name](value) if name in readers else value
                for name, value in row.items()
                if value is not None
            }
        )
        for row in frame.select(*schema_of(kind)).iter_rows(named=True)
    ]


def to_csv(frame: pl.DataFrame) -> bytes:
    """The frame as CSV bytes: UTF-8, line feeds, cells as `cells` writes them. The caller has sorted it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    for row in frame.iter_rows():
        writer.writerow([write_cell(value) for value in row])
    return out.getvalue().encode("utf-8")
