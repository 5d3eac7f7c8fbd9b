"""Make a store of decisions for the benchmark of the tally: as many as asked for, always the same ones.

    python make_store.py FILE ROWS

The columns, their types, their order and the order of the rows are the canonical store's; the free text is empty. It is
written part by part and then into one file, so that no more than a part is ever in memory.
"""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

import polars as pl

from upheld.records.contract import Decision
from upheld.records.store import CODED
from upheld.records.tables import schema_of

PART = 2_000_000
AUTHORITIES = 343
CATEGORIES = 9
OUTCOMES = 6  # in the order of their words: advice, closed, invalid, not upheld, referred back, upheld
FIRST_DAY = date(2010, 4, 1)
DAYS = 3653


def schema() -> dict[str, pl.DataType]:
    """Names and types of the columns of the canonical decisions."""
    kept = {**schema_of(Decision), "authority": pl.String(), "category": pl.String()}
    return {name: pl.UInt32() if name in CODED else dtype for name, dtype in kept.items()}


def part(first: int, last: int, rows: int) -> pl.DataFrame:
    """The decisions from `first` to before `last` of so many rows: spread evenly over authorities and days."""
    each = -(-rows // AUTHORITIES)
    number = pl.col("number")

    def chance(seed: int, ways: int) -> pl.Expr:
        return number.hash(seed) % ways

    day = number % each * DAYS // each
    outcome = chance(1, OUTCOMES)
    given = {
        "case": pl.format("{} {} {}", day // 365 + 10, number // 1000 % 1000, number % 1000),
        "sequence": pl.lit(1),
        "decided_on": pl.lit(FIRST_DAY) + pl.duration(days=day),
        "outcome": outcome,
        "satisfactory_remedy": (outcome == OUTCOMES - 1) & (chance(2, 8) == 0),
        "publication": chance(3, 3),
        "standing": (chance(4, 50) == 0).cast(pl.UInt32),
        "entered_on": pl.lit(FIRST_DAY) + pl.duration(days=day + chance(5, 10)),
        "illustrative": pl.lit(True),
        "authority": number // each,
        "category": chance(6, CATEGORIES),
    }
    numbers = pl.DataFrame({"number": pl.int_range(first, last, eager=True, dtype=pl.UInt64)})
    columns = [given.get(name, pl.lit(None)).cast(dtype).alias(name) for name, dtype in schema().items()]
    return numbers.select(columns)


def make(file: Path, rows: int) -> None:
    """Write the store of decisions."""
    folder = file.with_suffix(".parts")
    folder.mkdir()
    for first in range(0, rows, PART):
        part(first, min(first + PART, rows), rows).write_parquet(folder / f"{first:012d}.parquet")
    pl.scan_parquet(folder / "*.parquet").sink_parquet(file, compression="zstd", maintain_order=True)
    shutil.rmtree(folder)


if __name__ == "__main__":
    started = perf_counter()
    make(Path(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({"seconds": perf_counter() - started}))
