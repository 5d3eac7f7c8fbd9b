"""The sample's files: the same bytes anywhere, every row within the contract, nothing that is not marked."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from tests.records.sample.counted import read
from upheld.errors import Missing, Refused
from upheld.records.contract import CONTRACT, PublishedFigure
from upheld.records.importing import import_opening, import_records
from upheld.records.sample import SampleSummary, write_sample
from upheld.records.sample.writing import columns
from upheld.records.store import RecordStore
from upheld.scheme import Scheme

# Figures known only as published (PublishedFigure) are nobody's records: the sample makes none.
MADE = tuple(model for model in CONTRACT if model is not PublishedFigure)
FILES = {f"{model.TABLE}.csv" for model in MADE} | {
    f"opening/{table}.csv" for table in ("cases", "decisions", "recommendations")
}

WRITE = """
import sys
from pathlib import Path
from upheld.records.sample import write_sample
from upheld.scheme import england, load_scheme
write_sample(Path(sys.argv[1]), load_scheme(england()), first_year=2019, last_year=2020)
"""


def sums(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.csv"))
    }


def test_all_files_are_there(two_years: SampleSummary) -> None:
    assert set(sums(two_years.folder)) == FILES
    assert {f"{name}.csv" for name in two_years.rows} == FILES


def test_same_bytes_in_another_process(two_years: SampleSummary, tmp_path: Path, root: Path) -> None:
    """Another hash seed, time zone and language change nothing."""
    env = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONPATH": str(root),
    }
    subprocess.run([sys.executable, "-c", WRITE, str(tmp_path)], env=env, check=True)
    assert sums(tmp_path) == sums(two_years.folder)


def test_another_seed_is_another_sample(two_years: SampleSummary, scheme: Scheme, tmp_path: Path) -> None:
    write_sample(tmp_path, scheme, seed=7, first_year=2020, last_year=2020)
    assert sums(tmp_path)["cases.csv"] != sums(two_years.folder)["cases.csv"]


def test_every_row_is_within_the_contract(two_years: SampleSummary, scheme: Scheme, tmp_path: Path) -> None:
    """The importer, which collects every problem of rows and between rows, finds none."""
    store = RecordStore(tmp_path / "records")
    opening = import_opening(sorted(two_years.opening.glob("*.csv")), date(2018, 3, 31), store, scheme)
    assert opening.changed_anything
    imported = import_records(sorted(two_years.folder.glob("*.csv")), store, scheme)
    assert {table.table: table.new for table in imported.tables} == {
        model.TABLE: two_years.rows.get(model.TABLE, 0) for model in CONTRACT
    }


def test_columns_follow_the_contract_and_all_is_illustrative(decade: SampleSummary) -> None:
    for model in MADE:
        expected = columns(model)
        assert expected[: len(model.KEY)] == model.KEY
        assert expected[-2:] == ("entered_on", "illustrative")
        assert set(expected) == set(model.model_fields)
        rows = read(decade.folder, model.TABLE)
        assert rows
        assert all(tuple(row) == expected and row["illustrative"] == "yes" for row in rows)


def test_bytes_are_plain(decade: SampleSummary) -> None:
    for path in decade.folder.rglob("*.csv"):
        text = path.read_bytes()
        assert not text.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in text
        assert text.endswith(b"\n")
        text.decode("utf-8")


def test_a_decade_is_about_seventeen_thousand_cases_a_year(decade: SampleSummary) -> None:
    assert 165_000 < decade.rows["cases"] < 175_000


def test_progress_is_told_and_years_are_refused_with_a_way_out(scheme: Scheme, tmp_path: Path) -> None:
    told: list[str] = []
    write_sample(tmp_path, scheme, first_year=2025, progress=told.append)
    assert told[0] == "Cases decided in 2023-24"
    assert told[-1] == "Writing record files"
    with pytest.raises(Refused, match="2015-16 to 2024-25"):
        write_sample(tmp_path, scheme, first_year=2015)
    with pytest.raises(Refused):
        write_sample(tmp_path, scheme, first_year=2021, last_year=2020)


def test_a_scheme_without_a_sample_says_so(scheme: Scheme, tmp_path: Path) -> None:
    bare = Scheme(**{**_fields(scheme), "folder": tmp_path})
    with pytest.raises(Missing, match="no illustrative data"):
        write_sample(tmp_path / "out", bare)


def _fields(scheme: Scheme) -> dict[str, object]:
    return {name: getattr(scheme, name) for name in Scheme.__dataclass_fields__}
