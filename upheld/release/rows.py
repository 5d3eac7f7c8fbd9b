"""The rows of a release's public tables, where they are not the model's own data classes.

Belongs here: register, figures and counts as flat rows, and the way from each to the model and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from upheld.measures.figure import Figure, GroupFigure, Interval, Verdict
from upheld.measures.measure import MeasureVersion
from upheld.measures.rate import print_rate
from upheld.register.model import AuthorityOfYear
from upheld.release.model import Lineage


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """An authority of the year: what it was on the year's last day, or on its own."""

    slug: str
    name: str
    short_name: str
    type: str
    group: str | None
    region: str
    county: str | None
    code: str | None
    opened_on: date | None
    closed_on: date | None
    open_at_end: bool
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    letter: bool
    residents: int | None
    residents_mid_year: int | None

    @property
    def authority(self) -> AuthorityOfYear:
        """The authority without what else the row holds."""
        return AuthorityOfYear(
            slug=self.slug,
            name=self.name,
            short_name=self.short_name,
            type=self.type,
            group=self.group,
            region=self.region,
            county=self.county,
            code=self.code,
            opened_on=self.opened_on,
            closed_on=self.closed_on,
            open_at_end=self.open_at_end,
        )

    @property
    def lineage(self) -> Lineage:
        """What it came from and what followed it."""
        return Lineage(self.predecessors, self.successors)


@dataclass(frozen=True, slots=True)
class CountRow:
    """One count of one authority."""

    authority: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with all that follows from its counts, printed and as fixed decimals."""

    authority: str
    measure: str
    version: int
    numerator: int
    denominator: int
    rate: str | None
    low: str | None
    high: str | None
    verdict: Verdict | None
    group: str | None
    average: str | None
    group_members: int | None
    group_members_with_base: int | None
    group_numerator: int | None
    group_denominator: int | None
    others_numerator: int | None
    others_denominator: int | None
    others_rate: str | None

    @classmethod
    def of(cls, figure: Figure, definition: MeasureVersion) -> FigureRow:
        """The row of a figure."""

        def printed(rate: Fraction | None) -> str | None:
            return None if rate is None else print_rate(definition, rate)

        group, interval = figure.group, figure.interval
        return cls(
            authority=figure.authority,
            measure=figure.measure,
            version=figure.version,
            numerator=figure.numerator,
            denominator=figure.denominator,
            rate=printed(figure.rate),
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            verdict=figure.verdict,
            group=group.group if group else None,
            average=printed(figure.average),
            group_members=group.members if group else None,
            group_members_with_base=group.members_with_base if group else None,
            group_numerator=group.numerator if group else None,
            group_denominator=group.denominator if group else None,
            others_numerator=figure.others_numerator if group else None,
            others_denominator=figure.others_denominator if group else None,
            others_rate=printed(figure.others_rate),
        )

    def figure(self, year: str) -> Figure:
        """The figure of a row, in the year that the release is about."""
        group = None
        if self.group is not None:
            group = GroupFigure(
                self.group,
                self.group_members or 0,
                self.group_members_with_base or 0,
                self.group_numerator or 0,
                self.group_denominator or 0,
            )
        interval = None if self.low is None or self.high is None else Interval(self.low, self.high)
        return Figure(
            self.authority,
            year,
            self.measure,
            self.version,
            self.numerator,
            self.denominator,
            group,
            interval,
            self.verdict,
        )


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group's pooled counts for a measure, and its printed average."""

    group: str
    measure: str
    version: int
    members: int
    members_with_base: int
    numerator: int
    denominator: int
    average: str | None

    @classmethod
    def of(cls, group: GroupFigure, definition: MeasureVersion) -> GroupRow:
        """The row of a group's figure."""
        average = group.average
        return cls(
            group=group.group,
            measure=definition.measure,
            version=definition.version,
            members=group.members,
            members_with_base=group.members_with_base,
            numerator=group.numerator,
            denominator=group.denominator,
            average=None if average is None else print_rate(definition, average),
        )


Counts = Mapping[str, Mapping[str, int]]


def count_rows(counts: Counts) -> list[CountRow]:
    """Counts as rows, in order of authority and name; a count of 0 has no row."""
    return [
        CountRow(slug, name, counts[slug][name])
        for slug in sorted(counts)
        for name in sorted(counts[slug])
        if counts[slug][name]
    ]
