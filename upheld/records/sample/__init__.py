"""The illustrative sample: a made-up but plausible decade of records, fitted to what was published.

Belongs here: one function that writes its files. What it is fitted to is the scheme's `sample` folder; how, and what of it
is real, is told in docs/reference/sample.md. Every row it writes is marked illustrative.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from upheld.errors import Refused
from upheld.records.sample.making import make_sample
from upheld.records.sample.occasions import Events, contacts_of
from upheld.records.sample.targets import read_targets
from upheld.records.sample.texts import Texts
from upheld.records.sample.writing import cells_of, write_records, write_table
from upheld.scheme import Scheme

__all__ = ["SampleSummary", "write_sample"]


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was written: where, from which seed, for which years, and how many rows each file has (by its stem)."""

    folder: Path
    seed: int
    first_year: int
    last_year: int
    rows: Mapping[str, int]

    @property
    def opening(self) -> Path:
        """The folder that holds what was open before the first year."""
        return self.folder / "opening"


def _silent(_line: str) -> None:
    """Say nothing."""


def write_sample(
    folder: Path,
    scheme: Scheme,
    *,
    seed: int = 2020,
    first_year: int = 2016,
    last_year: int = 2025,
    progress: Callable[[str], None] = _silent,
) -> SampleSummary:
    """Write the sample's record files into `folder`: the same bytes for the same scheme, seed and years, anywhere.

    Years are named by the calendar year they end in. `opening/` holds what was open when the first of them began.
    Raises Missing when the scheme has no sample, Refused when it has none for these years.
    """
    source = scheme.folder / "sample"
    targets = read_targets(source)
    earliest, latest = targets.years[1], targets.years[-1]
    if not earliest <= first_year <= last_year <= latest:
        labels = [scheme.calendar.year(year).label for year in (earliest, latest)]
        raise Refused(
            f"The sample reaches from {labels[0]} to {labels[1]}: choose years within that, the first before the last."
        )
    texts = Texts(source)
    sample = make_sample(scheme, targets, texts, seed, first_year, last_year, progress)
    progress("Writing record files")
    rows = dict(write_records(folder, sample, texts, seed))
    events = Events(source, scheme, sample.days, seed)
    years = range(first_year, last_year + 1)
    rows["events"] = write_table(
        folder, "events", (cells_of(event) for year in years for event in events.of_year(year))
    )
    rows["contacts"] = write_table(
        folder, "contacts", (cells_of(contact) for contact in contacts_of(source, scheme))
    )
    return SampleSummary(folder=folder, seed=seed, first_year=first_year, last_year=last_year, rows=rows)
