"""The canonical store: every record imported so far, in Parquet, as one generation that is whole or absent.

A generation is a folder `records/<number>/` with a Parquet file for each table, `codes.json` and `about.json`; the file
`records/current` names the one in force. A new generation is written beside and the pointer replaced last, so that a
run killed at any moment leaves the old state or the new. Words that repeat (authorities, outcomes and the like) are
kept as integer codes, and rows are sorted by authority and date, because the tally reads them in that order.

Belongs here: bytes on disk. Not here: whether records may be let in (`importing`).
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from upheld.errors import Conflict
from upheld.records.contract import CONTRACT
from upheld.records.tables import schema_of

CODED = (
    "authority",
    "category",
    "outcome",
    "publication",
    "standing",
    "kind",
    "remedy_type",
    "status",
    "result",
    "role",
)
"""Columns kept as codes where a table has them: few different words, read by every tally."""

_DATE_OF = {
    "cases": "received_on",
    "decisions": "decided_on",
    "compliance": "recorded_on",
    "reports": "issued_on",
}
"""The date that orders a table within an authority."""


@dataclass(frozen=True, slots=True)
class StoreAbout:
    """What holds for the store as a whole: the last day before adoption, where an opening position was imported."""

    opening_day: date | None = None


class RecordStore:
    """The records of one workspace. Reading never changes anything; `replace` is the one way to write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def _generation(self) -> Path | None:
        pointer = self.folder / "current"
        return self.folder / pointer.read_text(encoding="ascii").strip() if pointer.exists() else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever imported."""
        return self._generation is None

    @property
    def about(self) -> StoreAbout:
        """What holds for the store as a whole."""
        generation = self._generation
        if generation is None:
            return StoreAbout()
        opening_day = json.loads((generation / "about.json").read_text(encoding="utf-8"))["opening_day"]
        return StoreAbout(date.fromisoformat(opening_day) if opening_day else None)

    def codes(self) -> dict[str, list[str]]:
        """For each coded column, its words; a code is a word's place in the list."""
        generation = self._generation
        if generation is None:
            return {}
        found: dict[str, list[str]] = json.loads((generation / "codes.json").read_text(encoding="utf-8"))
        return found

    def scan_coded(self, table: str) -> pl.LazyFrame:
        """A table as it is kept: coded, sorted by authority and date, decisions and what follows carrying their case's
        authority and category. For the tally over many years."""
        generation = self._generation
        if generation is None:
            raise Conflict("No records were imported yet: type `upheld import FILE...`.")
        return pl.scan_parquet(generation / f"{table}.parquet")

    def scan(self, table: str) -> pl.LazyFrame:
        """A table in the columns and words of the contract, in the order of what names its records."""
        kind = next(kind for kind in CONTRACT if table == kind.TABLE)
        schema = schema_of(kind)
        if self._generation is None or not (self._generation / f"{table}.parquet").exists():
            return pl.LazyFrame(schema=dict(schema))
        codes = self.codes()
        decode = [
            pl.col(name).replace_strict(range(len(codes[name])), codes[name], return_dtype=pl.String)
            for name in schema
            if name in CODED
        ]
        return self.scan_coded(table).with_columns(decode).select(*schema).sort(*kind.KEY)

    def tables(self) -> dict[str, pl.DataFrame]:
        """Every table, read whole."""
        return {kind.TABLE: self.scan(kind.TABLE).collect() for kind in CONTRACT}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the store while changing it; a second writer is told so rather than made to wait."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as busy:
                raise Conflict(
                    "Another import or freezing is under way in this workspace: wait until it has ended."
                ) from busy
            yield

    def replace(self, tables: Mapping[str, pl.DataFrame], about: StoreAbout) -> None:
        """Make `tables` (all of them, in contract form) the store's content. To be called while `locked`."""
        current = self._generation
        number = int(current.name) + 1 if current else 1
        self._sweep(keep=current)
        target = self.folder / f"{number:06d}"
        target.mkdir()
        codes = _codes_of(tables)
        for name, frame in _canonical(tables).items():
            frame.with_columns(
                pl.col(column).replace_strict(
                    codes[column], range(len(codes[column])), return_dtype=pl.UInt32
                )
                for column in CODED
                if column in frame.columns
            ).write_parquet(target / f"{name}.parquet", compression="zstd", statistics=True)
        (target / "codes.json").write_text(json.dumps(codes, indent=1, ensure_ascii=False), encoding="utf-8")
        opening = about.opening_day.isoformat() if about.opening_day else None
        (target / "about.json").write_text(json.dumps({"opening_day": opening}), encoding="utf-8")
        for path in target.iterdir():
            with path.open("rb") as written:
                os.fsync(written.fileno())
        pointer = self.folder / "current.new"
        pointer.write_text(target.name, encoding="ascii")
        pointer.replace(self.folder / "current")
        self._sweep(keep=target)

    def _sweep(self, keep: Path | None) -> None:
        """Remove generations that nothing points to: older ones, and what a killed run left."""
        for path in self.folder.iterdir():
            if path.is_dir() and path.name.isdecimal() and path != keep:
                shutil.rmtree(path)


def _codes_of(tables: Mapping[str, pl.DataFrame]) -> dict[str, list[str]]:
    words: dict[str, set[str]] = {column: set() for column in CODED}
    for frame in tables.values():
        for column in CODED:
            if column in frame.columns:
                words[column].update(frame.get_column(column).unique().to_list())
    return {column: sorted(found) for column, found in words.items()}


def _canonical(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables as they are kept: with the case's authority and category beside each decision and what follows it."""
    of_case = tables["cases"].select(case="reference", authority="authority", category="category")
    kept: dict[str, pl.DataFrame] = {}
    for kind in CONTRACT:
        frame = tables[kind.TABLE]
        if "case" in frame.columns:
            frame = frame.join(of_case, on="case", how="left")
        order = [
            name for name in ("authority", _DATE_OF.get(kind.TABLE, ""), *kind.KEY) if name in frame.columns
        ]
        kept[kind.TABLE] = frame.sort(*dict.fromkeys(order))
    return kept
