"""A written set: a folder of files that belong together, written once and whole, with a list of their checksums.

Letters are such a set, and packs. Belongs here: that a set appears at once or not at all, that it never takes the place
of another, and how a file of it is replaced when a text in it is withdrawn. Not here: what is in the files.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from upheld.errors import Conflict
from upheld.release.canonical import list_checksums, sha256

CHECKSUMS = "SHA256SUMS"
SUPERSEDED = "superseded.csv"
"""Tells of files replaced after the set was written; it is no part of the set, and in no list of checksums."""

_PRIVATE, _OPEN = 0o700, 0o755


class WrittenSet:
    """A set under the making. `already` says, when it is done, that the same set stood there before, byte for byte."""

    def __init__(self, beside: Path) -> None:
        self._beside = beside
        self._checksums: dict[str, str] = {}
        self.already = False

    def add(self, name: str, content: bytes) -> str:
        """Write one file of the set, in a folder where its name says so; its SHA-256."""
        path = self._beside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self._checksums[name] = sha256(content)
        return self._checksums[name]

    def close(self) -> None:
        """Write the list of checksums: nothing is added after it."""
        (self._beside / CHECKSUMS).write_bytes(list_checksums(self._checksums))


@contextmanager
def written_once(folder: Path, called: str, private: bool = False) -> Iterator[WrittenSet]:
    """A set to add files to. It appears in `folder` when the block ends, and nothing is left where the block raises.

    `called` names the files in the plural. A private set can be entered by its owner alone. Raises Conflict where `folder`
    holds anything else than this very set.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        making = WrittenSet(beside)
        yield making
        making.close()
        beside.chmod(_PRIVATE if private else _OPEN)
        making.already = _settle(beside, folder, called)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def remove_left_overs(folder: Path) -> None:
    """Remove what a writing left that was killed: it could hold a text withdrawn since."""
    for left in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(left)
    for part in folder.glob(".*.part"):
        part.unlink()


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file, whole."""
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)


def replace_checksums(folder: Path) -> None:
    """Write the list of checksums anew where it is not what the files are now."""
    sums = {name: each for name, each in checksums_of(folder).items() if name != CHECKSUMS}
    listing = list_checksums(sums)
    if (folder / CHECKSUMS).read_bytes() != listing:
        replace_file(folder / CHECKSUMS, listing)


def superseded_in(folder: Path) -> dict[tuple[str, str], None]:
    """The files of a set that were replaced, each by its name and the SHA-256 it had, in order."""
    path = folder / SUPERSEDED
    lines = path.read_text("ascii").splitlines()[1:] if path.exists() else []
    return dict.fromkeys((name, checksum) for name, checksum in (line.split(",") for line in lines))


def write_superseded(folder: Path, superseded: Iterable[tuple[str, str]]) -> None:
    """Write which files were replaced, so that a copy of one can still be told to have been genuine."""
    rows = "".join(f"{name},{checksum}\n" for name, checksum in sorted(superseded))
    replace_file(folder / SUPERSEDED, f"file,sha256\n{rows}".encode())


def checksums_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a set, as it now is: a list of checksums could have outlived a changed file."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != SUPERSEDED
    }


def _settle(beside: Path, folder: Path, called: str) -> bool:
    """Move the finished set into place; True where the same set stands there already."""
    if not folder.exists():
        beside.rename(folder)
        return False
    theirs, ours = checksums_of(folder), checksums_of(beside)
    if theirs == ours:
        return True
    changed = sorted(name for name in theirs.keys() | ours.keys() if theirs.get(name) != ours.get(name))
    shown = ", ".join(changed[:3]) + (f" and {len(changed) - 3:,} more" if len(changed) > 3 else "")
    raise Conflict(
        f"{called} stand in {folder} already and are not these: {shown} differ. Such a set is written once. "
        f"Name another folder."
    )
