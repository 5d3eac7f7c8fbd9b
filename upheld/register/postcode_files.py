"""Reading files of postcodes: the ONS Postcode Directory and Code-Point Open, or any CSV with the same two columns.

Belongs here: which files of a folder or an archive are such tables, and everything that is wrong with one. They have millions
of rows, so they are read as they come. Not here: what becomes of the postcodes (importing_postcodes.py).
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TextIO

from upheld.errors import Problem
from upheld.register.files import heading_of
from upheld.register.postcodes import Halves, halves_of

ENCODING = "utf-8-sig"
POSTCODE = r"pcds?|pcd[78]|postcode"
COUNCIL = r"(os)?laua|lad(\d\d)?cd|admin_district_code|district_code|code"
LIKE = (
    "Have a column postcode (pcd, pcds) and one with the council's code (oslaua, lad25cd, admin_district_code), or "
    "Code-Point Open as it is published."
)
UNHEADED_COLUMNS, UNHEADED_COUNCIL = 10, 8
"""Code-Point Open has no header: ten columns, the postcode first and the council's code ninth."""
OLD = re.compile(r"NPT\s*\d[A-Z]{2}")
"""Postcodes of Newport had this form until 1984; the directory still lists them."""
MOST_PROBLEMS = 1_000
"""A file that has more wrong with it is another kind of file."""


@dataclass(frozen=True, slots=True)
class PlacedPostcode:
    """A postcode, in halves, and the code of the council it lies in; an empty code for one that has none."""

    halves: Halves
    code: str


def read_postcodes(path: Path, problems: list[Problem]) -> Iterator[PlacedPostcode]:
    """Every postcode in a file, or in all files of a folder or of a ZIP archive that have such columns.

    What is wrong is added to `problems`. In a folder or archive, files without these columns are passed over, as long as
    one has them.
    """
    found = False
    try:
        for called, file in _files(path):
            table = _table(file)
            if table is None:
                continue
            found = True
            yield from _rows(called, *table, problems)
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError, csv.Error) as unreadable:
        reason = f"it cannot be read ({str(unreadable)[:100]})"
        problems.append(Problem(path.name, 0, "", "", reason, "Check the path, and unpack it afresh."))
        return
    if not found:
        problems.append(Problem(path.name, 0, "postcode", "", "it has no table of postcodes", LIKE))


def _files(path: Path) -> Iterator[tuple[str, TextIO]]:
    """The CSV files that a path stands for, with what to call each."""
    if path.is_dir():
        for inside in sorted(path.rglob("*.csv")):
            with inside.open(encoding=ENCODING, newline="") as file:
                yield str(inside.relative_to(path)), file
    elif path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.lower().endswith(".csv"):
                    with (
                        archive.open(name) as member,
                        io.TextIOWrapper(member, encoding=ENCODING, newline="") as text,
                    ):
                        yield name, text
    else:
        with path.open(encoding=ENCODING, newline="") as file:
            yield path.name, file


def _table(file: TextIO) -> tuple[Iterator[list[str]], int, Sequence[str], int, int] | None:
    """The rows below the header, the number of the first, the row that was read to tell, and the two columns."""
    rows = csv.reader(file)
    first = next(rows, [])
    headings = [heading_of(cell) for cell in first]
    postcode, council = (
        next((number for number, heading in enumerate(headings) if re.fullmatch(pattern, heading)), None)
        for pattern in (POSTCODE, COUNCIL)
    )
    if postcode is not None and council is not None:
        return rows, 2, (), postcode, council
    if len(first) == UNHEADED_COLUMNS and halves_of(first[0]):
        return rows, 1, first, 0, UNHEADED_COUNCIL
    return None


def _rows(
    called: str,
    rows: Iterator[list[str]],
    number: int,
    first: Sequence[str],
    postcode: int,
    council: int,
    problems: list[Problem],
) -> Iterator[PlacedPostcode]:
    for place, cells in enumerate(chain([first] if first else [], rows), start=number):
        if cells:
            yield from _placed(called, place, cells, postcode, council, problems)
        if len(problems) > MOST_PROBLEMS:
            return


def _placed(
    called: str, number: int, cells: Sequence[str], postcode: int, council: int, problems: list[Problem]
) -> Iterator[PlacedPostcode]:
    if len(cells) <= max(postcode, council):
        reason, way_out = f"the row has {len(cells)} cells", "Give every row a postcode and a code."
        problems.append(Problem(called, number, "", ",".join(cells), reason, way_out))
        return
    halves = halves_of(cells[postcode])
    if halves is not None:
        yield PlacedPostcode(halves, cells[council].strip())
    elif not OLD.fullmatch(cells[postcode].strip().upper()):
        reason, way_out = "it is not a postcode", "Write it like S44 6NJ."
        problems.append(Problem(called, number, "postcode", cells[postcode], reason, way_out))
