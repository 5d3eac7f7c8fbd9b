"""Count a store of decisions once, in one of four ways, and say how long it took and how much memory.

    python count.py tally|polars|pandas|pandas-for-speed FILE

Each way is what somebody who knows the tool would write. What is imported is not timed; reading the file is.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
from collections.abc import Callable, Iterable
from time import perf_counter

STANDING, NOT_UPHELD, UPHELD = 0, 3, 5
COLUMNS = ["authority", "decided_on", "outcome", "satisfactory_remedy", "standing"]

Rows = Iterable[tuple[int, ...]]
"""Year, authority, count, investigated, upheld, with a satisfactory remedy."""


def with_tally() -> Callable[[str], Rows]:
    """As the package counts."""
    import narwhals as nw
    import polars as pl

    from upheld.measures.tally import tally

    upheld = nw.col("outcome") == UPHELD
    flags = {
        "investigated": nw.col("outcome").is_in((NOT_UPHELD, UPHELD)),
        "upheld": upheld,
        "satisfactory_remedy": upheld & nw.col("satisfactory_remedy"),
    }

    def count(file: str) -> Rows:
        standing = pl.scan_parquet(file).filter(pl.col("standing") == STANDING)
        counted = tally(standing, keys=["authority"], flags=flags, date="decided_on", offset="9mo")
        return counted.collect(engine="streaming").iter_rows()

    return count


def with_polars() -> Callable[[str], Rows]:
    """By hand, for this count alone."""
    import polars as pl

    day, outcome = pl.col("decided_on"), pl.col("outcome")

    def count(file: str) -> Rows:
        counted = (
            pl.scan_parquet(file)
            .filter(pl.col("standing") == STANDING)
            .group_by((day.dt.year() + (day.dt.month() >= 4)).alias("year"), "authority")
            .agg(
                pl.len(),
                outcome.is_in([NOT_UPHELD, UPHELD]).sum().alias("investigated"),
                (outcome == UPHELD).sum().alias("upheld"),
                ((outcome == UPHELD) & pl.col("satisfactory_remedy")).sum().alias("satisfactory_remedy"),
            )
        )
        return counted.collect(engine="streaming").iter_rows()

    return count


def with_pandas(for_speed: bool = False) -> Callable[[str], Rows]:
    """In pandas, in its own words: its own types, and the year as a period that ends in March. Or written for speed:
    columns on Arrow, and the year from year and month."""
    import pandas as pd
    import pyarrow.parquet as _  # noqa: F401  pandas would import it while the clock runs

    def count(file: str) -> Rows:
        if for_speed:
            read = pd.read_parquet(file, columns=COLUMNS, dtype_backend="pyarrow")
        else:
            read = pd.read_parquet(file, columns=COLUMNS)
        standing = read[read["standing"] == STANDING]
        if for_speed:
            day = standing["decided_on"].dt
            year = day.year + (day.month >= 4).astype("int64[pyarrow]")
        else:
            year = pd.to_datetime(standing["decided_on"]).dt.to_period("Y-MAR").dt.year
        upheld = standing["outcome"] == UPHELD
        flags = pd.DataFrame(
            {
                "year": year,
                "authority": standing["authority"],
                "investigated": standing["outcome"].isin([NOT_UPHELD, UPHELD]).astype(bool),
                "upheld": upheld.astype(bool),
                "satisfactory_remedy": (upheld & standing["satisfactory_remedy"]).astype(bool),
            }
        )
        counted = flags.groupby(["year", "authority"]).agg(
            count=("upheld", "size"),
            investigated=("investigated", "sum"),
            upheld=("upheld", "sum"),
            satisfactory_remedy=("satisfactory_remedy", "sum"),
        )
        return counted.reset_index().itertuples(index=False, name=None)

    return count


WAYS = {
    "tally": with_tally,
    "polars": with_polars,
    "pandas": with_pandas,
    "pandas-for-speed": lambda: with_pandas(for_speed=True),
}


def main(way: str, file: str) -> None:
    """Count, and print what it took and a digest of what was found."""
    count = WAYS[way]()
    started = perf_counter()
    rows = sorted(tuple(int(number) for number in row) for row in count(file))
    seconds = perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    answer = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    print(json.dumps({"seconds": seconds, "peak_bytes": peak, "answer": answer}))


if __name__ == "__main__":
    main(*sys.argv[1:])
