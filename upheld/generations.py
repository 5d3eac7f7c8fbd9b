"""Generations: a folder whose content is replaced whole, or not at all.

A generation is a numbered folder; the file `current` names the one in force. A new one is written beside and the pointer
replaced last, so that a run killed at any moment leaves the old state or the new. Belongs here: that mechanism, for
whatever is kept so (records, an operator's register), and the lock. Not here: what a generation holds.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from upheld.errors import Conflict, Missing

POINTER = "current"


@contextmanager
def hold(lock_file: Path, busy: str) -> Iterator[None]:
    """Hold a lock while changing what it guards. Raises Conflict, with the sentence `busy`, where another holds it."""
    with lock_file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise Conflict(busy) from held
        yield


class Generations:
    """The generations in one folder. Reading never changes anything; `next` is the one way to write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def current(self) -> Path | None:
        """The generation in force; None where nothing was ever written. Raises Missing where the pointer leads nowhere."""
        try:
            named = self.folder / (self.folder / POINTER).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        if not named.name.isdecimal() or not named.is_dir():
            raise Missing(
                f"{self.folder / POINTER} names {named.name!r}, which is not there: bring {self.folder} back from a copy."
            )
        return named

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder while changing it, or what is made from it; a second writer is told so rather than made to wait."""
        # Records are personal data: nobody but their owner may look in.
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        busy = (
            "Something else is being imported, frozen or written in this workspace: wait until it has ended."
        )
        with hold(self.folder / "lock", busy):
            self._sweep()
            yield

    @contextmanager
    def next(self) -> Iterator[Path]:
        """A new folder to fill, which comes into force when it was filled without an error. To be used while `locked`."""
        current = self.current
        target = self.folder / f"{int(current.name) + 1 if current else 1:06d}"
        target.mkdir()
        yield target
        for path in sorted(target.iterdir()):
            with path.open("rb") as written:
                os.fsync(written.fileno())
        pointer = self.folder / f"{POINTER}.new"
        with pointer.open("w", encoding="ascii") as file:
            file.write(target.name)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.folder / POINTER)
        self._sweep()

    def _sweep(self) -> None:
        """Remove generations that nothing points to: older ones, and what a killed run left."""
        keep = self.current
        for path in self.folder.iterdir():
            if path.is_dir() and path.name.isdecimal() and path != keep:
                shutil.rmtree(path)
