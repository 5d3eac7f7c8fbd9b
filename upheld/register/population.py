"""Residents of the authorities, by mid-year estimate.

Belongs here: the table of estimates and the rule that says which one a reporting year uses. Does not belong here: rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from upheld.errors import Invalid, Problem
from upheld.register.model import Register
from upheld.register.read import Row, read_rows
from upheld.register.years import ReportingYear

COLUMNS = ("slug", "mid_year", "residents", "source")
# The estimate of a year is published in the middle of the next one, after the reporting year that ends in it is frozen.
YEARS_BEHIND = 2


@dataclass(frozen=True, slots=True, order=True)
class Residents:
    """How many people lived in an authority's area in the middle of a calendar year."""

    mid_year: int
    residents: int


class Population:
    """The estimates of all authorities. A scheme without any has an empty one."""

    __slots__ = ("_estimates",)

    def __init__(self, estimates: Mapping[str, Iterable[Residents]] | None = None) -> None:
        self._estimates: Mapping[str, tuple[Residents, ...]] = MappingProxyType(
            {slug: tuple(sorted(known)) for slug, known in sorted((estimates or {}).items())}
        )

    def estimates(self, slug: str) -> tuple[Residents, ...]:
        """Every estimate held for an authority, oldest first."""
        return self._estimates.get(slug, ())

    def residents(self, slug: str, year: ReportingYear) -> Residents | None:
        """The newest mid-year estimate not later than the calendar year two before the year end; None when none is held."""
        usable = [known for known in self.estimates(slug) if known.mid_year <= year.ending - YEARS_BEHIND]
        return usable[-1] if usable else None


def read_population(path: Path, register: Register) -> Population:
    """The table of estimates at `path` (slug, mid_year, residents, source).

    Raises Missing when there is no file and Invalid, with every problem, when a row will not do.
    """
    problems: list[Problem] = []
    return population_of(list(read_rows(path, COLUMNS, problems)), register, problems)


def population_of(rows: Iterable[Row], register: Register, problems: list[Problem]) -> Population:
    """The estimates that these rows make, each noting what is wrong with it in its own list: give them all `problems`.

    Raises Invalid, with every problem in `problems`, when there is any.
    """
    estimates: dict[str, list[Residents]] = {}
    for row in rows:
        known = _estimate(row, register)
        if known is None:
            continue
        slug = row["slug"]
        earlier = estimates.setdefault(slug, [])
        if any(other.mid_year == known.mid_year for other in earlier):
            row.problem("mid_year", f"{slug} has two estimates of mid-{known.mid_year}", "Keep one of them.")
        earlier.append(known)
    if problems:
        raise Invalid(sorted(problems))
    return Population(estimates)


def _estimate(row: Row, register: Register) -> Residents | None:
    good = True
    if row["slug"] not in register.authorities:
        near = register.resolve(row["slug"])
        hint = f"It may be {near.slug}." if near.slug else near.way_out
        row.problem("slug", "the register has no such authority", hint)
        good = False
    numbers: dict[str, int] = {}
    for column in ("mid_year", "residents"):
        text = row[column]
        if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0:
            numbers[column] = int(text)
        else:
            row.problem(column, "it is not a whole number above 0", "Write it in digits, without commas.")
            good = False
    if "mid_year" in numbers and not 1900 <= numbers["mid_year"] <= 2999:
        row.problem("mid_year", "it is not a calendar year", "Write it like 2020.")
        good = False
    if not row["source"]:
        row.problem("source", "the source is not given", "Say who published the estimate.")
        good = False
    return Residents(numbers["mid_year"], numbers["residents"]) if good else None
