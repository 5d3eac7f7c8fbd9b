"""The benchmarks, run small: that they still work, and that what they measure is what the package does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from benchmarks.tally import Promise, judge
from benchmarks.tally_runs.make_store import make, schema
from tests.worlds import World


def test_the_benchmark_of_the_tally_runs_and_all_ways_agree(root: Path) -> None:
    told = subprocess.run(
        [sys.executable, "benchmarks/tally.py", "--rows", "20000", "--runs", "1"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    for line in ("the tally", "Polars by hand", "pandas", "pandas written for speed"):
        assert re.search(rf"^{line} +20,000 +\d+\.\d\d", told.stdout, re.MULTILINE), told.stdout
    assert re.search(r"^the tally +100,000 ", told.stdout, re.MULTILINE)


def test_its_records_have_the_columns_and_the_order_of_the_canonical_store(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.case().decision()
    world.imported()
    assert dict(world.store.scan_coded("decisions").collect_schema()) == schema()
    make(tmp_path / "made.parquet", 1000)
    made = pl.read_parquet(tmp_path / "made.parquet")
    assert made.equals(made.sort("authority", "decided_on", maintain_order=True))
    assert made.height == 1000
    assert dict(made.schema) == schema()


def test_a_broken_promise_is_said_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    kept, broken = Promise("time", 1.3, 1.3), Promise("memory", 1.51, 1.5)
    assert judge([kept]) == 0
    assert judge([kept, broken]) == 1
    assert "BROKEN  memory: 1.510 (at most 1.5)" in capsys.readouterr().out


@pytest.mark.slow
def test_the_benchmark_of_the_letters_runs_and_names_what_it_measures(root: Path) -> None:
    told = subprocess.run(
        [sys.executable, "benchmarks/letters.py", "--councils", "4", "--runs", "1"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    for line in ("the letters", "Typst alone", "letters of half", "WeasyPrint, scaled"):
        assert re.search(rf"^{line} +\d+\.\d\d s +\d+\.\d s +\d+\.\d\d$", told.stdout, re.MULTILINE), (
            told.stdout
        )
    for line in ("checks before freezing", "verify, counting again", "contexts", "PDF", "pages"):
        assert re.search(rf"^{line} +\d+\.\d\d", told.stdout, re.MULTILINE), told.stdout
    assert "say nothing about the promises" in told.stdout


@pytest.mark.slow
def test_the_benchmark_of_the_site_runs_and_writes_nothing_twice(root: Path) -> None:
    told = subprocess.run(
        [sys.executable, "benchmarks/site.py", "--decisions", "60000", "--years", "2"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    for line in ("the site", "the same again", "writing alone", "a withdrawal"):
        assert re.search(rf"^{line} +\d+\.\d s +\d+\.\d s +\d+ MiB +\d+\.\d\d$", told.stdout, re.MULTILINE), (
            told.stdout
        )
    files = re.search(r"of ([\d,]+) files ([\d,]+) are new on the disk; ([\d,]+) are listed", told.stdout)
    assert files is not None, told.stdout
    assert files[2] == files[3]
    assert "says nothing about the promises" in told.stdout
