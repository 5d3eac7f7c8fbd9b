"""What is said wherever verdicts are listed: how many of them chance alone would give.

Belongs here: the count of a release's verdicts, the number expected by chance, and the caution. Not here: the tail
probabilities themselves (`measures.verdict`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from upheld.measures.comparison import listed_by_chance_among
from upheld.measures.figure import Figure
from upheld.measures.rate import decimal_text, round_half_up
from upheld.measures.verdict import LISTED
from upheld.release.model import Release
from upheld.release.series import ObservedRow
from upheld.wording.names import GroupNames
from upheld.wording.numbers import capital, digits, noun, was_or_were, words

NOT_A_CAUSE = (
    "A difference is not a cause: it may be the mix of complaints, or which were chosen for investigation."
)
_FIGURES = GroupNames("figure", "figures")


@dataclass(frozen=True, slots=True)
class Chance:
    """How many figures have a verdict, how many of them are listed as differing, how many chance alone would list."""

    compared: int
    listed: int
    expected: Fraction


def chance_of(release: Release) -> Chance:
    """Count the verdicts of a release. Takes some seconds' fraction for a country: do it once for a letter set."""
    return chance_among(figure for review in release.reviews.values() for figure in review.figures.values())


def chance_among(figures: Iterable[Figure]) -> Chance:
    """The same of some figures: those that a page lists."""
    judged = [figure for figure in figures if figure.verdict is not None]
    listed = sum(figure.verdict in LISTED for figure in judged)
    return Chance(len(judged), listed, listed_by_chance_among(judged))


def caution_here(chance: Chance) -> str:
    """The caution for a page that lists the figures of one measure; nothing where none of them is compared."""
    if not chance.compared:
        return ""
    if chance.expected >= 10:
        alone = f"about {digits(int(round_half_up(chance.expected)))}"
    else:
        tenths = decimal_text(chance.expected, 1)
        alone = f"about {tenths.removesuffix('.0')} on average" if Fraction(tenths) else "hardly any"
    found = f"{digits(chance.listed)} {'is' if chance.listed == 1 else 'are'}" if chance.listed else "none is"
    return (
        f"Of the {digits(chance.compared)} compared on this page, {found} called higher or lower. If every authority matched "
        f"its group, chance alone would list {alone}. {NOT_A_CAUSE}"
    )


def caution_over_years(rows: Iterable[ObservedRow]) -> str:
    """The same for a list of several years together; `rows` are those of one measure, divided in one way."""
    compared = [row for row in rows if row.verdict is not None]
    if not compared:
        return NOT_A_CAUSE
    found = sum(row.verdict in LISTED for row in compared)
    most = int(round_half_up(sum((Fraction(row.by_chance or 0) for row in compared), Fraction(0))))
    alone = f"about {digits(most)}" if most else "hardly any"
    return (
        f"Of {digits(len(compared))} compared, {digits(found)} {'is' if found == 1 else 'are'} called higher or lower. "
        f"If every authority matched its group, chance alone would list {alone} at most. {NOT_A_CAUSE}"
    )


def caution(chance: Chance) -> str:
    """The number listed beside the number chance would list, and what a difference is not."""
    if not chance.compared:
        return NOT_A_CAUSE
    expected = int(round_half_up(chance.expected))
    compared = f"{capital(words(chance.compared))} {noun(chance.compared, _FIGURES)} {was_or_were(chance.compared)} compared in this release"
    found = f"{digits(chance.listed)} {'is' if chance.listed == 1 else 'are'} called higher or lower"
    alone = f"If every authority matched its group, chance alone would still list about {digits(expected)}."
    if expected == 0:
        alone = "If every authority matched its group, chance alone would list hardly any."
    return f"{compared}, and {found}. {alone} {NOT_A_CAUSE}"
