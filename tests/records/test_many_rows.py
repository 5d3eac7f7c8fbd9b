"""Many rows: 200,000 records are imported in seconds, with progress."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.worlds import FEW, few
from upheld.records.importing import import_records
from upheld.records.store import RecordStore

ROWS = 100_000
LONGEST = 60.0
"""Seconds; it takes two and a half on two cores of 2024, and a machine that does other things besides is slow."""


@pytest.mark.slow
def test_two_hundred_thousand_records_are_imported_in_seconds_with_progress(tmp_path: Path) -> None:
    cases, decisions = tmp_path / "cases.csv", tmp_path / "decisions.csv"
    with cases.open("w") as some, decisions.open("w") as others:
        some.write("reference,authority,received_on,category,entered_on\n")
        others.write("case,sequence,decided_on,outcome,publication,standing,entered_on\n")
        for number in range(ROWS):
            reference = f"{10 + number // 10_000} {number // 1_000 % 1_000:03d} {number % 1_000:03d}"
            day = date(2010 + number // 10_000, 4, 1) + timedelta(days=number % 300)
            some.write(f"{reference},{FEW[number % 8]},{day},housing,{day}\n")
            day += timedelta(days=30)
            others.write(f"{reference},1,{day},upheld,not_yet,standing,{day}\n")
    said: list[str] = []
    started = time.monotonic()
    done = import_records([cases, decisions], RecordStore(tmp_path / "records"), few(), said.append)
    assert time.monotonic() - started < LONGEST
    assert [table.new for table in done.tables if table.new] == [ROWS, ROWS]
    assert said == [
        "reading cases.csv",
        "reading decisions.csv",
        "checking records against one another",
        "writing the store",
    ]
