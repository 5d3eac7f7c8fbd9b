"""Ranks, as far as counting allows them: not a place in a table but the places that cannot be ruled out.

Belongs here: rank intervals. Not here: any order in which authorities are shown. Nothing is ranked unless somebody asks:
a table of places says of most authorities what chance said that year.

Source: H. Goldstein and D. J. Spiegelhalter, "League tables and their limitations: statistical issues in comparisons of
institutional performance", Journal of the Royal Statistical Society A 159 (1996), 385-443, for ranks with intervals; the
rule itself is the plainest one, and cautious: intervals that overlap leave the order open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from upheld.measures.figure import Interval


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The places from `first` to `last` among `of`, both included; 1 is the place of the highest rate."""

    first: int
    last: int
    of: int


def rank_intervals(intervals: Mapping[str, Interval]) -> dict[str, RankInterval]:
    """For each authority, 1 + how many intervals lie wholly above its own, to N - how many lie wholly below.

    An interval that only touches another is not wholly above it. Who has no rate has no interval and belongs in no
    ranking. In the order of `intervals`.
    """
    ends = {slug: (Fraction(interval.low), Fraction(interval.high)) for slug, interval in intervals.items()}
    lows = sorted(low for low, _ in ends.values())
    highs = sorted(high for _, high in ends.values())
    among = len(ends)
    return {
        slug: RankInterval(1 + among - bisect_right(lows, high), among - bisect_left(highs, low), among)
        for slug, (low, high) in ends.items()
    }
