"""How several years together are said: observed beside expected, by year, and by year and category.

Belongs here: sentences about an `ObservedRow`. Not here: the formula (`measures.observed`), and the verdict of one year.
"""

from __future__ import annotations

from collections.abc import Iterable

from upheld.measures.figure import Verdict
from upheld.measures.measure import MeasureVersion
from upheld.release.model import Release
from upheld.release.series import ObservedRow
from upheld.wording.numbers import capital, count, listed

BY_CATEGORY = "year and category"

_SAID = {
    Verdict.CLEARLY_HIGHER: "That is clearly higher.",
    Verdict.HIGHER: "That is higher.",
    Verdict.NOT_TOLD_APART: "The two cannot be told apart.",
    Verdict.LOWER: "That is lower.",
    Verdict.CLEARLY_LOWER: "That is clearly lower.",
    Verdict.TOO_FEW: "That is too few to say more.",
}


def over_years(release: Release, rows: Iterable[ObservedRow], measure: str) -> tuple[str, ...]:
    """A measure over several years, in sentences: by year, and after it by year and category. Empty where nothing was
    compared."""
    said: list[str] = []
    definition = release.definitions[measure]
    of_measure = sorted((row for row in rows if row.measure == measure), key=lambda row: row.by)
    for row in of_measure:
        said += _by_year(row, definition) if row.by == "year" else _by_category(row)
    return tuple(said)


def expected_and_verdict(row: ObservedRow | None) -> tuple[str, str]:
    """The expected number and the verdict, as a table has them."""
    if row is None:
        return "None", "None"
    return row.expected, capital(row.verdict.value) if row.verdict else "None"


def _by_year(row: ObservedRow, definition: MeasureVersion) -> list[str]:
    without = f" (there was nothing to compare in {listed(row.dropped)})" if row.dropped else ""
    start = f"Over the years {row.first_year} to {row.last_year}{without}"
    seen = f"{count(row.observed, definition.numerator_noun)} of {count(row.base, definition.base_noun)}"
    expected = f"{row.expected} would be expected had each year gone as at the other members together"
    return [f"{start}: {seen}, where {expected}.", *_verdict(row)]


def _by_category(row: ObservedRow) -> list[str]:
    return [
        f"Taking into account what the complaints were about, {row.expected} would be expected.",
        *_verdict(row),
    ]


def _verdict(row: ObservedRow) -> list[str]:
    return [] if row.verdict is None else [_SAID[row.verdict]]
