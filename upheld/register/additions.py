"""What a workspace was given beyond the register of its scheme: tables and files of the same form, in its folder `register/`.

They are kept as one generation, whole or absent (see `upheld.generations`). Belongs here: bytes on disk. Not here: what a row means and whether it may be let
in (tables.py, importing.py).
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from upheld.errors import Refused
from upheld.generations import Generations


@dataclass(frozen=True, slots=True)
class AddedTable:
    """A table of the generation in force: where it is, and what problems call it."""

    path: Path
    called: str


class Additions:
    """The tables in a workspace's register folder. Reading never changes anything; `replace` is the one way to write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._generations = Generations(folder)

    def tables(self) -> dict[str, AddedTable]:
        """The tables in force, by file name; none when nothing was imported.

        Raises Refused for a table that somebody put into the folder by hand: nothing would have checked it.
        """
        loose = sorted(path.name for path in self.folder.glob("*.csv"))
        if loose:
            raise Refused(
                f"{self.folder / loose[0]} was put there by hand and would not be used: move it elsewhere, then import "
                f"it (upheld import authorities, population, neighbours, boundaries or postcodes)."
            )
        generation = self._generations.current
        if generation is None:
            return {}
        return {
            path.name: AddedTable(path, f"{self.folder.name}/{path.name}")
            for path in sorted(generation.glob("*.csv"))
        }

    def files(self) -> dict[str, AddedTable]:
        """The other files in force, by name: shapes and postcodes, which take the place of a scheme's as a whole."""
        generation = self._generations.current
        if generation is None:
            return {}
        return {
            path.name: AddedTable(path, f"{self.folder.name}/{path.name}")
            for path in sorted(generation.iterdir())
            if path.suffix != ".csv"
        }

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder while changing it."""
        return self._generations.locked()

    def replace(
        self,
        tables: Mapping[str, tuple[Sequence[str], Iterable[Sequence[str]]]] | None = None,
        files: Mapping[str, str] | None = None,
    ) -> None:
        """Put `tables` (columns and rows by file name) and `files` (text by file name) in place of what has their names;
        everything else stays. To be called while `locked`."""
        written = {name: _table_bytes(columns, rows) for name, (columns, rows) in (tables or {}).items()}
        written |= {name: text.encode() for name, text in (files or {}).items()}
        kept = {
            name: each.path for name, each in {**self.tables(), **self.files()}.items() if name not in written
        }
        with self._generations.next() as target:
            for name, path in kept.items():
                shutil.copyfile(path, target / name)
            for name, content in written.items():
                (target / name).write_bytes(content)


def _table_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as CSV, rows in an order that depends on them alone; numbers stand in order of size."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        sorted(rows, key=lambda row: [(len(cell) if cell.isdecimal() else 0, cell) for cell in row])
    )
    return text.getvalue().encode()
