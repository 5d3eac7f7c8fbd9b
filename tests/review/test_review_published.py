"""The review of the sample prints what was published of the country, in its tables and in its text.

Slow: it makes two years of the sample, imports and freezes them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from tests.review.worlds import reviewed
from tests.worlds import World, english
from upheld.records.importing import import_opening, import_records
from upheld.records.sample import write_sample
from upheld.release.freeze import freeze
from upheld.review.making import Review
from upheld.review.places import printed
from upheld.review.report import runs_of

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parents[1] / "golden" / "national_review.csv"
LINES = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
ROWS = list(csv.DictReader(LINES))
LABELS = ("2018-19", "2019-20")


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Review]:
    """The reviews of two years of the sample."""
    folder = tmp_path_factory.mktemp("published")
    scheme = english()
    world = World(folder, scheme)
    write_sample(folder / "sample", scheme, first_year=2019, last_year=2020)
    opening_day = scheme.calendar.parse(LABELS[0]).first_day - timedelta(days=1)
    import_opening(sorted((folder / "sample" / "opening").glob("*.csv")), opening_day, world.store, scheme)
    import_records(sorted((folder / "sample").glob("*.csv")), world.store, scheme)
    accepted: dict[str, dict[str, str]] = {LABELS[0]: {}, LABELS[1]: {"vanished base": "made-up records"}}
    for label in LABELS:
        freeze(world.year(label), world.store, world.releases, scheme, accepted=accepted[label])
    return {label: reviewed(world, label)[0] for label in LABELS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['year']} {row['cell']}")
def test_it_prints_what_was_published(row: dict[str, str], reviews: Mapping[str, Review]) -> None:
    review = reviews[row["year"]]
    assert printed(review.sheets.find(row["cell"]).cell) == row["printed"]
    said = [run.text for _, runs in runs_of(review.report) for run in runs if run.cell == row["cell"]]
    assert bool(said) == (row["said"] == "yes")
    assert set(said) <= {row["printed"]}
