"""The tally: the one step whose cost grows with the number of records.

Belongs here: one function from a frame of records to whole numbers, written once for every engine (Narwhals), used for
what was received, decided and complied with. Not here: rates, which are exact and plain Python, and what a flag means
(`counting`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw
from narwhals.typing import IntoLazyFrameT


def tally(
    records: IntoLazyFrameT,
    *,
    keys: Sequence[str],
    flags: Mapping[str, nw.Expr],
    date: str | None = None,
    offset: str = "0mo",
) -> IntoLazyFrameT:
    """Count records, and those for which each flag holds, by `keys` (and by reporting year, where `date` is named).

    `records` is a lazy frame of any engine, one row a record. `flags` are yes-or-no expressions over its columns; an
    unknown (null) is a no. With `date`, a column `year` holds the calendar year in which the record's reporting year
    ends; `offset` is the calendar's shift (`YearCalendar.offset`).

    Returns a lazy frame of the same engine: the keys, `count`, and a column of whole numbers for each flag, in no order.
    """
    frame = nw.from_native(records)
    if date is not None:
        frame = frame.with_columns(year=nw.col(date).dt.offset_by(offset).dt.year())
        keys = ["year", *keys]
    if flags:
        # Whole numbers before the sum: engines differ in what the sum of yes and no is.
        frame = frame.with_columns(
            **{name: flag.fill_null(False).cast(nw.Int64) for name, flag in flags.items()}
        )
    sums = (nw.col(name).sum() for name in flags)
    counted = frame.group_by(*keys).agg(nw.len().cast(nw.Int64).alias("count"), *sums)
    return counted.to_native()
