"""How several years together are said: observed beside expected.

Belongs here: the sentence about one row of observed and expected. Not here: the comparison (`measures.observed`).
"""

from __future__ import annotations

from upheld.measures.measure import MeasureVersion
from upheld.release.series import ObservedRow
from upheld.wording.names import OURS, Voice
from upheld.wording.numbers import count, listed, sentence


def observed_sentence(row: ObservedRow, definition: MeasureVersion, voice: Voice = OURS) -> str:
    """A row said whole: the figure, the years, how the strata were made, observed, expected, verdict."""
    label = voice.label(definition.public_label)
    return f"{label}, {span_of(row)}, by {row.by}: {observed_clause(row, definition)}"


def span_of(row: ObservedRow) -> str:
    """The years of a row: "2017-18 to 2019-20, without 2018-19"."""
    without = f", without {listed(row.dropped)}" if row.dropped else ""
    return f"{row.first_year} to {row.last_year}{without}"


def observed_clause(row: ObservedRow, definition: MeasureVersion) -> str:
    """Observed, expected and verdict: "7 upheld decisions of 11 detailed investigations; 5.1 expected had it gone ..."."""
    verdict = f" {sentence(row.verdict.value)}" if row.verdict else ""
    return (
        f"{count(row.observed, definition.numerator_noun)} of {count(row.base, definition.base_noun)}; {row.expected} "
        f"expected had it gone as at the other members together.{verdict}"
    )
