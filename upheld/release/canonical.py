"""Canonical bytes: the one way in which a release's parts stand in files.

UTF-8, line feeds, rows sorted by whoever makes them, integers for counts, words for verdicts, decimals fixed as text:
bytes that do not depend on a platform. Belongs here: writing rows and lists of checksums, and reading them back. Not
here: what the rows say (`build`), and where files go (`store`).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from upheld.errors import Invalid, Problem
from upheld.records.cells import cell_reader, write_cell

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")


def write_rows(kind: type[Row], rows: Iterable[Row]) -> bytes:
    """Rows as CSV: one column for each field of the data class, in its order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [field.name for field in fields(kind)]
    writer.writerow(names)
    writer.writerows([write_cell(getattr(row, name)) for name in names] for row in rows)
    return out.getvalue().encode()


@cache
def _readers(kind: type[DataclassInstance]) -> tuple[tuple[str, Callable[[str], object], object], ...]:
    hints = typing.get_type_hints(kind)

    def empty(annotation: object) -> object:
        if type(None) in typing.get_args(annotation):
            return None
        return () if typing.get_origin(annotation) is tuple else ""

    return tuple(
        (field.name, cell_reader(hints[field.name]), empty(hints[field.name])) for field in fields(kind)
    )


def read_rows(kind: type[Row], content: bytes, file: str) -> tuple[Row, ...]:
    """What `write_rows` wrote. Raises Invalid, with the place, for anything it would not have written."""
    table = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    readers = _readers(kind)
    names = [name for name, _, _ in readers]
    if next(table, None) != names:
        raise Invalid(
            [Problem(file, 1, "", "", f"does not have the columns {', '.join(names)}", "Freeze again.")]
        )
    rows: list[Row] = []
    for number, cells in enumerate(table, start=2):
        values: dict[str, object] = {}
        for (name, read, empty), cell in zip(readers, cells, strict=True):
            try:
                values[name] = read(cell) if cell else empty
            except ValueError as error:
                reason = str(error).partition("|")[0]
                raise Invalid(
                    [Problem(file, number, name, cell, reason, "The file was changed by hand.")]
                ) from error
        rows.append(kind(**values))
    return tuple(rows)


def write_json(value: object) -> bytes:
    """JSON with sorted keys, two spaces and a final line feed."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def list_checksums(checksums: Mapping[str, str]) -> bytes:
    """A SHA256SUMS file as `sha256sum --check` reads it, in order of name; `checksums` are by file name."""
    return "".join(f"{checksums[name]}  {name}\n" for name in sorted(checksums)).encode()


def write_checksums(files: Mapping[str, bytes]) -> bytes:
    """The SHA256SUMS file of these files."""
    return list_checksums({name: sha256(content) for name, content in files.items()})


def read_checksums(content: bytes) -> dict[str, str]:
    """Checksums by file name."""
    lines = (line.split("  ", 1) for line in content.decode().splitlines())
    return {name: checksum for checksum, name in lines}
