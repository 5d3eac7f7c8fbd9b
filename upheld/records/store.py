"""The canonical store: every record imported so far, in Parquet, as one generation that is whole or absent.

A generation (see `upheld.generations`) holds a Parquet file for each table, `codes.json` and `about.json`. Words that
repeat (authorities, outcomes and the like) are kept as integer codes, and rows are sorted by authority and date, because
the tally reads them in that order.

Belongs here: bytes on disk. Not here: whether records may be let in (`importing`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from upheld.errors import Conflict
from upheld.generations import Generations
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
        self._generations = Generations(folder)

    @property
    def _generation(self) -> Path | None:
        return self._generations.current

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

    def locked(self) -> AbstractContextManager[None]:
        """Hold the store while changing it, or freezing from it."""
        return self._generations.locked()

    def replace(self, tables: Mapping[str, pl.DataFrame], about: StoreAbout) -> None:
        """Make `tables` (all of them, in contract form) the store's content. To be called while `locked`."""
        codes = _codes_of(tables)
        opening = about.opening_day.isoformat() if about.opening_day else None
        with self._generations.next() as target:
            for name, frame in _canonical(tables).items():
                frame.with_columns(
                    pl.col(column).replace_strict(
                        codes[column], range(len(codes[column])), return_dtype=pl.UInt32
                    )
                    for column in CODED
                    if column in frame.columns
                ).write_parquet(target / f"{name}.parquet", compression="zstd", statistics=True)
            written = json.dumps(codes, indent=1, ensure_ascii=False)
            (target / "codes.json").write_text(written, encoding="utf-8")
            (target / "about.json").write_text(json.dumps({"opening_day": opening}), encoding="utf-8")


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
