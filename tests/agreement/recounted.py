"""Counting once more, from the files of records as they were handed in, with nothing but the standard library.

Belongs here: numerators and bases of the measures that count decisions and outcomes, as of the day of each release. Not
here: rates by population, whose numerator stands here and whose base is the register's.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.agreement.due import Key

INVESTIGATED = ("upheld", "not_upheld")


def recounted(records: Path, as_at: Mapping[str, str]) -> dict[Key, tuple[int, int]]:
    """Numerator and base by year, authority and measure, of the years whose day (2020-04-30) is given. What was entered
    after that day is not counted, nor a decision that stands no more on it, nor compliance that ceased to be owed."""
    whom = {row["reference"]: row["authority"] for row in _rows(records, "cases.csv")}
    counted: dict[str, Counter[tuple[str, str]]] = {
        name: Counter()
        for name in ("upheld", "investigated", "remedied", "settled", "carried out", "in time")
    }
    for row in _rows(records, "decisions.csv"):
        year = _label(row["decided_on"])
        day = as_at.get(year, "")
        stands = not row["standing_ended_on"] or row["standing_ended_on"] > day
        if row["outcome"] in INVESTIGATED and row["entered_on"] <= day and stands:
            key = (year, whom[row["case"]])
            counted["investigated"][key] += 1
            counted["upheld"][key] += row["outcome"] == "upheld"
            counted["remedied"][key] += row["outcome"] == "upheld" and row["satisfactory_remedy"] == "yes"
    for row in _rows(records, "compliance.csv"):
        year = _label(row["recorded_on"])
        if row["result"] != "ceased" and row["entered_on"] <= as_at.get(year, ""):
            key = (year, whom[row["case"]])
            counted["settled"][key] += 1
            counted["carried out"][key] += row["result"] in ("satisfied_on_time", "satisfied_late")
            counted["in time"][key] += row["result"] == "satisfied_on_time"
    measures = {
        "upheld-rate": ("upheld", "investigated"),
        "satisfactory-remedy-rate": ("remedied", "upheld"),
        "compliance-rate": ("carried out", "settled"),
        "on-time-compliance": ("in time", "settled"),
    }
    everybody = {(year, slug) for year in as_at for slug in whom.values()}
    return {
        (year, slug, measure): (counted[above][year, slug], counted[below][year, slug])
        for year, slug in everybody
        for measure, (above, below) in measures.items()
    }


def _rows(records: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of a file, and of the same file of the opening position."""
    for path in (records / name, records / "opening" / name):
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)


def _label(day: str) -> str:
    """The reporting year of a day: 2019-20 begins on 1 April 2019."""
    first = int(day[:4]) - (day[5:] < "04-01")
    return f"{first}-{(first + 1) % 100:02d}"
