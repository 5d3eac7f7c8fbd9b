"""What a workspace was given beyond the register of its scheme: tables of the same form, in its folder `register/`.

They are kept as one generation, whole or absent: `register/<number>/` holds the tables, and the file `register/current`
names the generation in force. A new one is written beside and the pointer replaced last, so that an import killed at any
moment leaves the old state or the new. Belongs here: bytes on disk. Not here: what a row means and whether it may be let
in (tables.py, importing.py).
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from upheld.errors import Conflict, Missing, Refused

POINTER = "current"


@dataclass(frozen=True, slots=True)
class AddedTable:
    """A table of the generation in force: where it is, and what problems call it."""

    path: Path
    called: str


class Additions:
    """The tables in a workspace's register folder. Reading never changes anything; `replace` is the one way to write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def _generation(self) -> Path | None:
        pointer = self.folder / POINTER
        try:
            named = self.folder / pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        if not named.name.isdecimal() or not named.is_dir():
            raise Missing(
                f"{pointer} names {named.name!r}, which is not there: bring {self.folder} back from a copy."
            )
        return named

    def tables(self) -> dict[str, AddedTable]:
        """The tables in force, by file name; none when nothing was imported.

        Raises Refused for a table that somebody put into the folder by hand: nothing would have checked it.
        """
        loose = sorted(path.name for path in self.folder.glob("*.csv"))
        if loose:
            raise Refused(
                f"{self.folder / loose[0]} was put there by hand and would not be used: move it elsewhere, then import "
                f"it (upheld import authorities, population or neighbours)."
            )
        generation = self._generation
        if generation is None:
            return {}
        return {
            path.name: AddedTable(path, f"{self.folder.name}/{path.name}")
            for path in sorted(generation.glob("*.csv"))
        }

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder while changing it; a second writer is told so rather than made to wait."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as busy:
                raise Conflict(
                    "Another import is under way in this workspace: wait until it has ended."
                ) from busy
            yield

    def replace(self, tables: Mapping[str, tuple[Sequence[str], Iterable[Sequence[str]]]]) -> None:
        """Make `tables` (columns and rows by file name, all of them) the folder's content. To be called while `locked`."""
        current = self._generation
        self._sweep(keep=current)
        target = self.folder / f"{int(current.name) + 1 if current else 1:06d}"
        target.mkdir()
        for name, (columns, rows) in tables.items():
            with (target / name).open("wb") as file:
                file.write(_table_bytes(columns, rows))
                file.flush()
                os.fsync(file.fileno())
        pointer = self.folder / f"{POINTER}.new"
        with pointer.open("w", encoding="ascii") as file:
            file.write(target.name)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.folder / POINTER)
        self._sweep(keep=target)

    def _sweep(self, keep: Path | None) -> None:
        """Remove generations that nothing points to: older ones, and what a killed import left."""
        for path in self.folder.iterdir():
            if path.is_dir() and path.name.isdecimal() and path != keep:
                shutil.rmtree(path)


def _table_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as CSV, rows in an order that depends on them alone; numbers stand in order of size."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        sorted(rows, key=lambda row: [(len(cell) if cell.isdecimal() else 0, cell) for cell in row])
    )
    return text.getvalue().encode()
