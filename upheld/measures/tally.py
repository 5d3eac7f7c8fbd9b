"""The tally: the one step whose cost grows with the number of records.

Belongs here: one function from a frame of records to whole numbers, written once for every engine (Narwhals), used for
what was received, decided and complied with. Not here: rates, which are exact and plain Python, and what a flag means
(`counting`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

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
        frame = frame.with_columns(year=_ending(nw.col(date), offset))
        keys = ["year", *keys]
    # Whole numbers before the sum: engines differ in what the sum of yes and no is. Plain names until the end: Spark takes
    # the dot in "outcome.upheld" for a field within a column.
    plain = {f"_flag_{number}": name for number, name in enumerate(flags)}
    if flags:
        frame = frame.with_columns(
            **{each: flags[name].fill_null(False).cast(nw.Int64) for each, name in plain.items()}
        )
    counted = frame.group_by(*keys).agg(
        nw.len().cast(nw.Int64).alias("count"), *(nw.col(each).sum() for each in plain)
    )
    return counted.select(
        *keys, "count", *(nw.col(each).alias(name) for each, name in plain.items())
    ).to_native()


def _ending(day: nw.Expr, offset: str) -> nw.Expr:
    """The calendar year in which the reporting year of a day ends: that of the day shifted by `offset`.

    From 1 March or the first of a later month to 1 January it is the same number of days in every year, and shifting by
    days takes half the time of shifting by months.
    """
    months = int(offset.removesuffix("mo"))
    if months == 0:
        return day.dt.year()
    if months <= 10:
        offset = f"{(date(2001, 1, 1) - date(2000, 13 - months, 1)).days}d"
    return day.dt.offset_by(offset).dt.year()
