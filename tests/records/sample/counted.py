"""A slow and obvious reading of the sample's files: what a release frozen 30 days after a year's end would count.

Shares nothing with the generator: it reads the written files only.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from upheld.register.years import YearCalendar
from upheld.scheme import Scheme

CALENDAR = YearCalendar(4)
Row = dict[str, str]


def read(folder: Path, name: str, *, opening: bool = True) -> list[Row]:
    """The rows of a table, those of the opening position first."""
    rows: list[Row] = []
    for path in ((folder / "opening" / f"{name}.csv") if opening else None, folder / f"{name}.csv"):
        if path is not None and path.exists():
            with path.open(encoding="utf-8", newline="") as lines:
                rows += csv.DictReader(lines)
    return rows


def day(cell: str) -> date:
    return date.fromisoformat(cell)


def ending(cell: str) -> int:
    found = day(cell)
    return found.year + (found.month >= 4)


@dataclass
class Counts:
    """What one authority has in one year."""

    received: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    remedied: int = 0
    results: Counter[str] = field(default_factory=Counter)
    personal: int = 0
    improvements: int = 0

    @property
    def decided(self) -> int:
        return self.outcomes.total()

    @property
    def investigated(self) -> int:
        return self.outcomes["upheld"] + self.outcomes["not_upheld"]

    @property
    def upheld(self) -> int:
        return self.outcomes["upheld"]

    @property
    def failed(self) -> int:
        return self.results["not_satisfied"]

    @property
    def settled(self) -> int:
        """The base of compliance: ceased ones are left out."""
        return self.results.total() - self.results["ceased"]

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.received + other.received,
            self.outcomes + other.outcomes,
            self.remedied + other.remedied,
            self.results + other.results,
            self.personal + other.personal,
            self.improvements + other.improvements,
        )


class Counted:
    """The counts of every authority and year in the files of `folder`."""

    def __init__(self, folder: Path, scheme: Scheme) -> None:
        self.scheme = scheme
        self.cases = {row["reference"]: row for row in read(folder, "cases")}
        self.decisions = {(row["case"], row["sequence"]): row for row in read(folder, "decisions")}
        self.recommendations = read(folder, "recommendations")
        self.compliance = read(folder, "compliance")
        self.reports = read(folder, "reports")
        self.of: dict[tuple[str, int], Counts] = defaultdict(Counts)
        self._count()

    def _as_at(self, year: int) -> date:
        return date(year, 3, 31) + timedelta(days=30)

    def _known(self, row: Row, year: int) -> bool:
        return day(row["entered_on"]) <= self._as_at(year)

    def counts(self, decision: Row) -> bool:
        """Whether the release of the decision's own year counts it."""
        year = ending(decision["decided_on"])
        ended = decision["standing_ended_on"]
        return self._known(decision, year) and (not ended or day(ended) > self._as_at(year))

    def _count(self) -> None:
        for case in self.cases.values():
            year = ending(case["received_on"])
            if self._known(case, year):
                self.of[case["authority"], year].received += 1
        for decision in self.decisions.values():
            if self.counts(decision):
                counts = self.of[self.cases[decision["case"]]["authority"], ending(decision["decided_on"])]
                counts.outcomes[decision["outcome"]] += 1
                counts.remedied += decision["satisfactory_remedy"] == "yes"
        for recommendation in self.recommendations:
            decision = self.decisions[recommendation["case"], recommendation["sequence"]]
            if self.counts(decision):
                counts = self.of[self.cases[decision["case"]]["authority"], ending(decision["decided_on"])]
                counts.personal += recommendation["kind"] == "personal_remedy"
                counts.improvements += recommendation["kind"] == "service_improvement"
        seen: set[tuple[str, str]] = set()
        for outcome in sorted(self.compliance, key=lambda row: row["recorded_on"]):
            key = outcome["case"], outcome["sequence"]
            year = ending(outcome["recorded_on"])
            ended = self.decisions[key]["standing_ended_on"]
            if key in seen or not self._known(outcome, year) or (ended and day(ended) <= self._as_at(year)):
                continue
            seen.add(key)
            self.of[self.cases[outcome["case"]]["authority"], year].results[outcome["result"]] += 1

    def members(self, year: int, group: str) -> Iterator[str]:
        """Every authority of a group with anything counted in a year, closed ones included."""
        for slug, counted_year in sorted(self.of):
            if counted_year == year and self.group(slug, year) == group:
                yield slug

    def group(self, slug: str, year: int) -> str | None:
        facts = self.scheme.register.of_year(slug, CALENDAR.year(year), self.scheme.group_of_type)
        return facts.group

    def pooled(self, year: int, group: str) -> Counts:
        return sum((self.of[slug, year] for slug in self.members(year, group)), Counts())

    def nation(self, year: int) -> Counts:
        return sum(
            (counts for (_, counted_year), counts in sorted(self.of.items()) if counted_year == year),
            Counts(),
        )

    def residents(self, year: int, group: str) -> int:
        """Residents of the members open at the year's end, by the estimate the year uses."""
        reporting_year = CALENDAR.year(year)
        total = 0
        for authority in self.scheme.register.open_on(reporting_year.last_day):
            known = self.scheme.population.residents(authority.slug, reporting_year)
            if self.group(authority.slug, year) == group and known is not None:
                total += known.residents
        return total


def percent(numerator: int, denominator: int) -> int:
    """A whole percent, rounded half up."""
    return (200 * numerator + denominator) // (2 * denominator)


def permille(numerator: int, denominator: int) -> int:
    """A percent to one decimal, in tenths, rounded half up."""
    return percent(10 * numerator, denominator)


def per_hundred_thousand(numerator: int, residents: int) -> int:
    """Per 100,000 residents, in tenths, rounded half up."""
    return (2_000_000 * numerator + residents) // (2 * residents)


def golden(path: Path) -> list[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))
