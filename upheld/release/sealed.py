"""The sealed part read back: the records that a release was counted from.

They are personal data. `verify` counts them again, and packs are made from them; nothing public is. Belongs here: the
reading. Not here: which records are in it (`select`).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from upheld.records.contract import CONTRACT
from upheld.records.read import read_record_bytes
from upheld.records.tables import to_frame
from upheld.release.select import SEALED


def read_sealed(sealed: Mapping[str, bytes]) -> dict[str, pl.DataFrame]:
    """The tables of the sealed part, in contract form. Raises Invalid where a file cannot be read as records."""
    kinds = {kind.TABLE: kind for kind in CONTRACT}
    tables: dict[str, pl.DataFrame] = {}
    for table in SEALED:
        file = f"{table}.csv"
        rows = read_record_bytes(sealed[file], f"sealed/{file}", kinds[table]).rows
        tables[table] = to_frame(kinds[table], (record for _, record in rows))
    return tables
