"""The editions of a site, and which one is in force.

    site/current             a link to the public folder of the edition in force: the one thing that is served
    site/editions/000012/    an edition (`edition`)
    site/prepared/000001/    one that waits for its time, in a folder that nobody but its owner can enter
    site/lock

An edition is written beside, checked, moved into place whole, and then the link is replaced: a run killed at any moment
leaves the old site whole or the new one. Belongs here: that mechanism. Not here: what an edition holds, and when to switch.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from upheld.errors import Conflict, Missing, Refused
from upheld.generations import hold
from upheld.publication.edition import PUBLIC, Edition, share_folder

CURRENT = "current"
PART = ".part"
"""Where an edition is built, below the folder that it will stand in."""

_NUMBER = re.compile(r"[0-9]{6,}")

KEPT = 5
"""So many editions stay on the disk, the one in force among them."""


class Editions:
    """The editions in the folder of a site. Reading changes nothing; writing is done while `locked`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._editions = folder / "editions"
        self._prepared = folder / "prepared"

    @property
    def current(self) -> Edition | None:
        """The edition in force; None where nothing was ever published. Raises Missing where the link leads nowhere, and
        Conflict where something else stands in its place."""
        link = self.folder / CURRENT
        if not link.is_symlink():
            if link.exists():
                raise Conflict(
                    f"{link} is not the link to an edition that it was, perhaps since the site was copied: move it away, "
                    "and type `upheld publish`."
                )
            return None
        edition = Edition(link.resolve().parent)
        if not edition.public.is_dir() or edition.folder.parent != self._editions.resolve():
            raise Missing(
                f"{link} leads to no edition: remove that link and type `upheld publish`, or bring {self.folder} back from a copy."
            )
        return edition

    @property
    def all(self) -> tuple[Edition, ...]:
        """The editions on the disk, the newest last."""
        return tuple(Edition(self._editions / name) for name in _numbered(self._editions))

    @property
    def prepared(self) -> Edition | None:
        """The one that waits for its time, if any does."""
        waiting = _numbered(self._prepared)
        return Edition(self._prepared / waiting[-1]) if waiting else None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the site while changing it; a second writer is told so rather than made to wait."""
        self.folder.mkdir(parents=True, exist_ok=True)
        busy = "Something is being published or withdrawn in this workspace: wait until it has ended."
        with hold(self.folder / "lock", busy):
            self._sweep_parts()
            yield

    @contextmanager
    def beside(self, *, private: bool) -> Iterator[Path]:
        """A folder in which to build, to be moved into place by `put` or `wait`; what is left of it is removed."""
        if private:
            self._prepared.mkdir(mode=0o700, exist_ok=True)
            self._prepared.chmod(0o700)
        else:
            self._editions.mkdir(exist_ok=True)
        place = (self._prepared if private else self._editions) / PART
        place.mkdir()
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def wait(self, edition: Edition) -> Edition:
        """Keep a built edition until its time, in place of one that waited before."""
        before = _numbered(self._prepared)
        target = self._prepared / _after(before)
        os.sync()
        edition.folder.rename(target)
        for name in before:
            _remove(self._prepared / name)
        return Edition(target)

    def forget_prepared(self) -> None:
        """Throw away what waits for its time."""
        for name in _numbered(self._prepared):
            _remove(self._prepared / name)

    def release_prepared(self) -> Edition:
        """Put into force what waited. It is forgotten last, so that after a kill it is still due, or in force already."""
        waiting = self.prepared
        assert waiting is not None
        with self.beside(private=False) as beside:
            share_folder(waiting.folder, beside)
            placed = self.put(Edition(beside))
        self.forget_prepared()
        return placed

    def put(self, edition: Edition) -> Edition:
        """Put a built edition into force. One that is newer than the one in force was gone back from, and is removed: who
        goes back again does not mean that one."""
        current = self.current
        refused = [each for each in self.all if current and each.folder.name > current.folder.name]
        target = self._editions / _after(_numbered(self._editions))
        # What was built must be on the disk before anything points to it; one call, for there are many files.
        os.sync()
        edition.folder.rename(target)
        placed = Edition(target)
        self.switch(placed)
        for each in refused:
            _remove(each.folder)
        self._sweep_old()
        return placed

    def switch(self, edition: Edition) -> None:
        """Point to an edition: the one act by which the site changes."""
        link = self.folder / f"{CURRENT}.new"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("editions") / edition.folder.name / PUBLIC)
        link.replace(self.folder / CURRENT)
        os.sync()

    def before(self) -> Edition:
        """The edition before the one in force. Raises Refused where there is none."""
        current = self.current
        older = [each for each in self.all if current and each.folder.name < current.folder.name]
        if not older:
            raise Refused("There is no edition before this one to go back to.")
        return older[-1]

    def purge(self, keep: Collection[Edition]) -> tuple[str, ...]:
        """Remove every edition but these, and say which: what was withdrawn may not lie in an older one."""
        kept = {each.folder.name for each in keep}
        gone = [each for each in self.all if each.folder.name not in kept]
        for each in gone:
            _remove(each.folder)
        return tuple(each.folder.name for each in gone)

    def _sweep_parts(self) -> None:
        """Remove what a killed run left."""
        for folder in (self._editions, self._prepared):
            for left in (folder / PART, *folder.glob(".*.gone")):
                if left.is_symlink() or left.is_file():
                    left.unlink()
                elif left.is_dir():
                    shutil.rmtree(left)
        for name in _numbered(self._prepared)[:-1]:
            _remove(self._prepared / name)
        (self.folder / f"{CURRENT}.new").unlink(missing_ok=True)

    def _sweep_old(self) -> None:
        current = self.current
        older = [each for each in self.all if each != current]
        for each in older[: -(KEPT - 1)]:
            _remove(each.folder)


def _numbered(folder: Path) -> list[str]:
    """The names of the editions in a folder, in order."""
    return (
        sorted(path.name for path in folder.iterdir() if _NUMBER.fullmatch(path.name) and path.is_dir())
        if folder.is_dir()
        else []
    )


def _after(names: list[str]) -> str:
    return f"{int(names[-1]) + 1 if names else 1:06d}"


def _remove(folder: Path) -> None:
    """Remove an edition: at once under another name, so that what a kill leaves of it is no edition."""
    gone = folder.with_name(f".{folder.name}.gone")
    folder.rename(gone)
    shutil.rmtree(gone)
