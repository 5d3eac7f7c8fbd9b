"""Malformed files: the example files of the reference, each spoilt in one way, the same ones every time.

Belongs here: all of them together. They are made in the modules beside; what must hold of each stands in `test_malformed`.
"""

from __future__ import annotations

from tests.records import malformed_cells, malformed_text, malformed_workbooks
from tests.records.malformed_cells import Malformed


def malformed() -> list[Malformed]:
    """All of them."""
    found = [
        *malformed_cells.cells(),
        *malformed_cells.dates(),
        *malformed_cells.numbers(),
        *malformed_cells.characters(),
        *malformed_cells.rules(),
        *malformed_cells.keys(),
        *malformed_text.headers(),
        *malformed_text.shapes(),
        *malformed_text.encodings(),
        *malformed_text.truncated(),
        *malformed_text.other_files(),
        *malformed_workbooks.workbooks(),
        *malformed_workbooks.traps(),
        *malformed_workbooks.parquet(),
    ]
    assert len({each.name for each in found}) == len(found)
    return found
