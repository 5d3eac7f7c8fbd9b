"""What every figure must be: counts as a release's own rows have them, and rates worked out anew, without the product.

Belongs here: the figures that are due, by year, authority and measure. Not here: where they are said (`places`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle import percent_text, release_rows, rounded

RESIDENTS = 100_000

Key = tuple[str, str, str]
"""The label of a year, an authority's slug, a measure."""


@dataclass(frozen=True, slots=True)
class Due:
    """A figure: its counts, its rate as it is printed (None where it has no base), and what decides where it is shown."""

    numerator: int
    base: int
    printed: str | None
    grouped: bool
    percent: bool


def figures_due(public: Mapping[str, bytes]) -> Iterator[tuple[Key, Due]]:
    """Every figure of a release, from its public files."""
    year = json.loads(public["about.json"])["year"]
    label = year["label"] if isinstance(year, dict) else year
    units = {
        each["measure"]: (each["version"][0]["unit"], each["version"][0]["decimals"])
        for each in map(json.loads, public["definitions.jsonl"].decode().splitlines())
    }
    for row in release_rows(public, "figures.csv"):
        unit, decimals = units[row["measure"]]
        numerator, base = int(row["numerator"]), int(row["denominator"])
        percent = unit == "percent"
        printed = (
            percent_text(numerator, base, decimals) if percent else _by_residents(numerator, base, decimals)
        )
        yield (
            (label, row["authority"], row["measure"]),
            Due(numerator, base, printed, bool(row["group"]), percent),
        )


def _by_residents(numerator: int, base: int, digits: int) -> str | None:
    """A rate for 100,000 residents as it is printed: 3.4, or 12 where the last digit would be 0."""
    if not base:
        return None
    shown = rounded(Fraction(numerator * RESIDENTS, base), digits).rstrip("0").rstrip(".")
    return f"under 0.{'0' * (digits - 1)}1" if shown == "0" and numerator else shown
