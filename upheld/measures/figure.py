"""What a figure is: the one object from which sentence, picture, base and footnote are all made.

Belongs here: the counts of a measure for an authority and its group, and what follows from them by division. Not here:
counting (`tally`), the formulas of interval and verdict, and how any of it is said or drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Verdict(StrEnum):
    """What chance allows to be said of an authority beside the other members of its group."""

    CLEARLY_HIGHER = "clearly higher"
    HIGHER = "higher"
    NOT_TOLD_APART = "cannot be told apart"
    LOWER = "lower"
    CLEARLY_LOWER = "clearly lower"
    TOO_FEW = "too few to say"


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95% interval of a rate, frozen as decimal text of six digits: fractions of 1, or a rate per 100,000."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A group's figure for one measure and year: the members' counts pooled, the authority itself included.

    `members` are those open on the year's last day; `members_with_base` may count closed ones too, whose records still
    arose in the year.
    """

    group: str
    members: int
    members_with_base: int
    numerator: int
    denominator: int

    @property
    def average(self) -> Fraction | None:
        """The printed average: pooled numerators over pooled denominators; None where nobody has a base."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one authority in one reporting year.

    `denominator` is the base: the cases the rate is about (residents, for a rate by population). `group` is None for an
    authority that is compared with nobody. `interval` and `verdict` are None where the definition gives none or there
    is no base.
    """

    authority: str
    year: str
    measure: str
    version: int
    numerator: int
    denominator: int
    group: GroupFigure | None
    interval: Interval | None
    verdict: Verdict | None

    @property
    def rate(self) -> Fraction | None:
        """The exact rate; None where there is no base, which is not the same as a rate of 0."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def average(self) -> Fraction | None:
        """The group's printed average; None where there is no group, or nobody in it has a base but the authority itself."""
        if self.group is None or (self.denominator and not self.others_denominator):
            return None
        return self.group.average

    @property
    def others_numerator(self) -> int:
        """The numerators of the other members together."""
        return self.group.numerator - self.numerator if self.group else 0

    @property
    def others_denominator(self) -> int:
        """The bases of the other members together."""
        return self.group.denominator - self.denominator if self.group else 0

    @property
    def others_rate(self) -> Fraction | None:
        """The rate of the other members together, with which the verdict compares; None where they have no base."""
        return Fraction(self.others_numerator, self.others_denominator) if self.others_denominator else None
