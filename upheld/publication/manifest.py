"""A manifest: every file of an edition with its SHA-256 and size, and what changed from one edition to another.

Belongs here: the lists, as plain data, and their canonical bytes. Not here: files on disk (`edition`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from upheld.release.canonical import read_rows, write_json, write_rows

MANIFEST = "files.csv"


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: its path below the root of the site, the SHA-256 of its bytes, and how many they are."""

    path: str
    sha256: str
    size: int


Manifest = Mapping[str, FileRow]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one edition has otherwise than another, by path, each list in order. The search index is in none of them."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @classmethod
    def anew(cls, before: Manifest, after: Manifest) -> Changes:
        """Every file counts as changed, whatever was said of it before."""
        return cls(
            added=tuple(sorted(after.keys() - before.keys())),
            changed=tuple(sorted(after.keys() & before.keys())),
            removed=tuple(sorted(before.keys() - after.keys())),
        )

    @classmethod
    def between(cls, before: Manifest, after: Manifest) -> Changes:
        """What `after` has otherwise than `before`."""
        both = before.keys() & after.keys()
        return cls(
            added=tuple(sorted(after.keys() - before.keys())),
            changed=tuple(sorted(path for path in both if before[path].sha256 != after[path].sha256)),
            removed=tuple(sorted(before.keys() - after.keys())),
        )

    def as_json(self) -> bytes:
        """The lists as JSON."""
        return write_json(
            {"added": list(self.added), "changed": list(self.changed), "removed": list(self.removed)}
        )


def write_manifest(rows: Iterable[FileRow]) -> bytes:
    """A manifest as CSV, in order of path."""
    return write_rows(FileRow, sorted(rows, key=lambda row: row.path))


def read_manifest(content: bytes) -> dict[str, FileRow]:
    """What `write_manifest` wrote. Raises Invalid for anything else."""
    return {row.path: row for row in read_rows(FileRow, content, MANIFEST)}
