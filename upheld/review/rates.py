"""Rates of a review: how the rate of many bodies together is printed, with its range.

Belongs here: a pair of counts as the cells that say it. Not here: the formulas (`measures`).
"""

from __future__ import annotations

from fractions import Fraction

from upheld.measures.interval import interval_of
from upheld.measures.measure import MeasureVersion
from upheld.measures.rate import print_percent, print_rate
from upheld.review.pools import Pair
from upheld.tables.table import Cell, Column
from upheld.wording.figures import interval_ends

RANGE_COLUMNS = (
    Column("low", "95% range from", printed=True),
    Column("high", "95% range to", printed=True),
)


def national(definition: MeasureVersion) -> bool:
    """Whether bodies of different groups are put together for this measure.

    Not for a rate by population: bodies of two kinds can serve the same residents, who would be counted twice.
    """
    return definition.denominator != "residents"


def rate_cells(definition: MeasureVersion, pair: Pair, whole: bool) -> tuple[Cell, ...]:
    """Numerator, base, printed rate and the ends of its range; `whole` for more than one group together, which may be
    printed with more digits."""
    numerator, base = pair
    if not base:
        return numerator, base, None, None, None
    low, high = interval_ends(definition, interval_of(definition.interval, numerator, base), whole)
    return numerator, base, print_rate(definition, Fraction(numerator, base), whole), low, high


def rate_columns(definition: MeasureVersion) -> tuple[Column, ...]:
    """The columns of `rate_cells`."""
    unit = "per 100,000 residents" if definition.unit == "per_100000" else ""
    return (
        Column("numerator", definition.numerator_noun.many.capitalize(), "whole"),
        Column("base", definition.base_noun.many.capitalize(), "whole"),
        Column("rate", "Rate", "text", unit, printed=True),
        *RANGE_COLUMNS,
    )


def share(part: int, whole: int) -> str | None:
    """A share of a count in whole percent; None of nothing."""
    return print_percent(Fraction(part, whole)) if whole else None
