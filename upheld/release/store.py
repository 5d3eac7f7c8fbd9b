"""The write-once store of releases: `releases/<year>/r<revision>/{public,sealed}`, each with its SHA256SUMS.

A release is written beside and moved into place whole; nothing here ever changes one. The texts that may be withdrawn
stand outside, in `releases/<year>/texts.jsonl`, one line each; of those that were, `releases/withdrawn.csv` keeps a
tombstone. Belongs here: bytes on disk. Not here: their making.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from upheld.errors import Conflict, Missing, Refused
from upheld.register.years import ReportingYear, YearCalendar
from upheld.release.canonical import read_rows, write_checksums, write_rows
from upheld.release.model import Texts, Tombstone

CHECKSUMS = "SHA256SUMS"
TOMBSTONES = "withdrawn.csv"

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class StoredRelease:
    """A release as it stands on disk. `sealed` is None where only the public part is there."""

    folder: Path

    @property
    def public(self) -> dict[str, bytes]:
        """The files of the public part, without the list of checksums."""
        return _read_part(self.folder / "public")

    @property
    def sealed(self) -> dict[str, bytes] | None:
        """The files of the sealed part, without the list of checksums."""
        return _read_part(self.folder / "sealed") if (self.folder / "sealed").is_dir() else None

    def checksums(self, part: str) -> bytes:
        """The part's list of checksums as it was frozen; empty where there is none, which lists no file."""
        path = self.folder / part / CHECKSUMS
        return path.read_bytes() if path.is_file() else b""


class ReleaseStore:
    """The releases of one workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def years(self, calendar: YearCalendar) -> tuple[ReportingYear, ...]:
        """The years of which anything is frozen, in order. A folder that is not named after a year is none."""
        found = []
        for folder in self.folder.glob("*/"):
            try:
                year = calendar.parse(folder.name)
            except Refused:
                continue
            if year.label == folder.name and self.revisions(year):
                found.append(year)
        return tuple(sorted(found))

    def revisions(self, year: ReportingYear) -> tuple[int, ...]:
        """The revisions of a year, in order."""
        found = (re.fullmatch(r"r([1-9]\d*)", path.name) for path in (self.folder / year.label).glob("r*"))
        return tuple(sorted(int(match[1]) for match in found if match))

    def find(self, year: ReportingYear, revision: int | None = None) -> StoredRelease:
        """A year's release, the newest unless `revision` says which. Raises Missing where there is none."""
        revisions = self.revisions(year)
        if not revisions:
            raise Missing(f"{year.label} is not frozen yet: type `upheld freeze {year.label}`.")
        if revision is not None and revision not in revisions:
            known = ", ".join(f"r{each}" for each in revisions)
            raise Missing(f"{year.label} has no revision {revision}; there is {known}.")
        return StoredRelease(self.folder / year.label / f"r{revision or revisions[-1]}")

    def write(
        self, year: ReportingYear, revision: int, public: Files, sealed: Files, texts: Mapping[str, str]
    ) -> bool:
        """Write a release once. False where it stands there already, byte for byte; Conflict where other bytes do."""
        target = self.folder / year.label / f"r{revision}"
        if target.exists():
            stored = StoredRelease(target)
            if stored.public == dict(public) and stored.sealed == dict(sealed):
                return False
            changed = sorted(
                f"{part}/{name}"
                for part, before, after in (
                    ("public", stored.public, public),
                    ("sealed", stored.sealed or {}, sealed),
                )
                for name in {*before, *after}
                if before.get(name) != after.get(name)
            )
            raise Conflict(
                f"{year.label} r{revision} is frozen, and would now be different in {', '.join(changed)}. A frozen release "
                f"never changes: to make a new revision, type "
                f"`upheld freeze {year.label} --corrects r{revision} --why '...'`."
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        for left_over in target.parent.glob(".r*.part"):
            shutil.rmtree(left_over)
        beside = target.parent / f".r{revision}.part"
        for part, files in (("public", public), ("sealed", sealed)):
            folder = beside / part
            # What is sealed holds personal data: nobody but its owner may read it.
            folder.mkdir(parents=True, mode=0o755 if part == "public" else 0o700)
            for name, content in {**files, CHECKSUMS: write_checksums(files)}.items():
                _write_through(folder / name, content)
        self._add_texts(year, texts)
        beside.rename(target)
        return True

    def texts(self, year: ReportingYear) -> Texts:
        """The texts of a year that may be read today."""
        withdrawn = {each.sha256: each for each in self.tombstones()}
        path = self.folder / year.label / "texts.jsonl"
        if not path.exists():
            return Texts({}, withdrawn)
        # Not splitlines: it would also part a text at a separator that JSON leaves as it is.
        lines = (json.loads(line) for line in path.read_bytes().decode().split("\n") if line)
        found = {line["sha256"]: line["text"] for line in lines}
        return Texts({name: text for name, text in found.items() if name not in withdrawn}, withdrawn)

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Every text withdrawn so far, of whatever year."""
        path = self.folder / TOMBSTONES
        return read_rows(Tombstone, path.read_bytes(), TOMBSTONES) if path.exists() else ()

    def withdraw(self, tombstones: Sequence[Tombstone]) -> None:
        """Take texts down: from this moment no reader gets them, and then they leave the file of every year."""
        known = {each.sha256: each for each in self.tombstones()}
        together = {**{each.sha256: each for each in tombstones}, **known}
        rows = write_rows(Tombstone, (together[name] for name in sorted(together)))
        self._replace(self.folder / TOMBSTONES, rows)
        for left in self.folder.glob("*/.texts.jsonl.part"):
            left.unlink()  # what was left by a freezing that was killed could hold a text too
        for path in sorted(self.folder.glob("*/texts.jsonl")):
            lines = [line for line in path.read_bytes().decode().split("\n") if line]
            kept = [line for line in lines if json.loads(line)["sha256"] not in together]
            if len(kept) != len(lines):
                self._replace(path, "".join(f"{line}\n" for line in kept).encode())

    def _add_texts(self, year: ReportingYear, texts: Mapping[str, str]) -> None:
        """Add texts to the year's file, which is replaced whole."""
        known = self.texts(year)
        together = {**known.by_sha256, **{name: texts[name] for name in texts if name not in known.withdrawn}}
        lines = (
            json.dumps({"sha256": name, "text": together[name]}, ensure_ascii=False, sort_keys=True) + "\n"
            for name in sorted(together)
        )
        self._replace(self.folder / year.label / "texts.jsonl", "".join(lines).encode())

    @staticmethod
    def _replace(path: Path, content: bytes) -> None:
        """Put `content` in the place of a file, whole."""
        beside = path.with_name(f".{path.name}.part")
        _write_through(beside, content)
        beside.replace(path)


def _read_part(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        raise Missing(f"{folder} is not there: it is one part of a release. Check the path.")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != CHECKSUMS}


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
