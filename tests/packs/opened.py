"""Case packs read back: every text that is in a workbook, wherever in the file it stands."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.worlds import World
from upheld.packs.case_set import CasePacks, write_case_packs
from upheld.release.load import load_release
from upheld.release.sealed import read_sealed


def packs_of(world: World, folder: Path, label: str = "2019-20") -> CasePacks:
    stored = world.stored(label)
    assert stored.sealed is not None
    return write_case_packs(load_release(stored.public), world.scheme, read_sealed(stored.sealed), folder)


def everything_in(workbook: Path) -> str:
    """All that the file holds: every part of it, unpacked, as text."""
    with zipfile.ZipFile(workbook) as archive:
        return "\n".join(unescape(archive.read(name).decode()) for name in archive.namelist())


def table_in(workbook: Path, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet's table, by heading; none where there is nothing to list."""
    opened = CalamineWorkbook.from_filelike(io.BytesIO(workbook.read_bytes()))
    rows = opened.get_sheet_by_name(sheet).to_python()
    heads = [number for number, row in enumerate(rows) if len(row) > 1 and row[1] != ""]
    if not heads:
        return []
    return [dict(zip(map(str, rows[heads[0]]), row, strict=True)) for row in rows[heads[0] + 1 :]]


def texts_in(workbook: Path, sheet: str) -> list[str]:
    """The first cells of a sheet, down to the table."""
    opened = CalamineWorkbook.from_filelike(io.BytesIO(workbook.read_bytes()))
    return [str(row[0]) for row in opened.get_sheet_by_name(sheet).to_python()]


def references_in(text: str) -> Iterator[str]:
    """Everything that could be read as a reference of England, without spaces."""
    for found in re.findall(r"\d{2}\s*\d{3}\s*\d{3}[a-z]?", text, re.IGNORECASE):
        yield re.sub(r"\s", "", found).lower()
