"""What the illustrative data must come to: the tables of a scheme's `sample` folder.

Belongs here: reading national totals, the plan of each group and the authority-years that were published, as integers.
Does not belong here: how they are spread over authorities (`plan`), or any number of one country.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upheld.errors import Missing

NO_GROUP = ""


@dataclass(frozen=True, slots=True)
class National:
    """The totals of one reporting year (named by the calendar year it ends in). Rates are in thousandths."""

    year: int
    received: int
    investigated: int
    upheld: int
    remedied: int
    open_at_end: int
    compliance_permille: int
    late_permille: int
    personal: int
    improvements: int
    reports: int


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What a comparison group decides in one year; `NO_GROUP` stands for every body that is compared with nobody."""

    year: int
    group: str
    dealt_with: int
    investigated: int
    upheld: int
    remedied: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one authority's year; None where nothing was published and the sample is free to choose."""

    slug: str
    year: int
    received: int | None
    invalid: int | None
    advice: int | None
    referred_back: int | None
    closed_initial: int | None
    not_upheld: int
    upheld: int
    remedied: int | None
    settled: int | None
    failed: int | None
    late: int | None
    recommendations: int | None
    upheld_by_category: tuple[tuple[str, int], ...]

    @property
    def not_investigated(self) -> tuple[int, int, int, int] | None:
        """Invalid, advice given, referred back, closed after initial enquiries; None unless all four are known."""
        if (
            self.invalid is None
            or self.advice is None
            or self.referred_back is None
            or self.closed_initial is None
        ):
            return None
        return self.invalid, self.advice, self.referred_back, self.closed_initial

    @property
    def dealt_with(self) -> int | None:
        """All decisions of the year, where known."""
        early = self.not_investigated
        return None if early is None else sum(early) + self.not_upheld + self.upheld


@dataclass(frozen=True, slots=True)
class Targets:
    """Everything the sample is fitted to, and the shape it takes where nothing is known."""

    folder: Path
    national: Mapping[int, National]
    groups: Mapping[tuple[int, str], GroupPlan]
    known: Mapping[tuple[str, int], Known]
    compliance_averages: Mapping[tuple[int, str], int]
    category_rates: Mapping[tuple[int, str], int]
    shape: Mapping[str, Any]

    @property
    def years(self) -> tuple[int, ...]:
        """Every planned year, earliest first; the first only warms up the one after it."""
        return tuple(sorted(self.national))


def read_targets(folder: Path) -> Targets:
    """The targets in `folder`. Raises Missing, with the way out, when the scheme has no such folder."""
    if not folder.is_dir():
        raise Missing(
            f"This scheme has no illustrative data: {folder} is not there. Use the scheme that comes with Upheld."
        )
    groups = [GroupPlan(**_integers(row, text=("group",))) for row in _rows(folder / "groups.csv")]
    known = [_known(row) for row in _rows(folder / "known.csv")]
    averages = {
        (int(row["year"]), row["group"]): int(row["compliance_rate"])
        for row in _rows(folder / "averages.csv")
        if row["compliance_rate"]
    }
    national = [
        National(**_integers({column: cell for column, cell in row.items() if column != "published"}))
        for row in _rows(folder / "national.csv")
    ]
    return Targets(
        folder=folder,
        national={row.year: row for row in national},
        groups={(row.year, row.group): row for row in groups},
        known={(row.slug, row.year): row for row in known},
        compliance_averages=averages,
        category_rates={
            (int(row["year"]), row["category"]): int(row["upheld_rate"])
            for row in _rows(folder / "categories.csv")
        },
        shape=load_table(folder / "shape.toml"),
    )


def load_table(path: Path) -> Mapping[str, Any]:
    """The TOML table at `path`."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _integers(row: Mapping[str, str], text: tuple[str, ...] = ()) -> dict[str, Any]:
    return {column: cell if column in text else int(cell) for column, cell in row.items()}


def _known(row: Mapping[str, str]) -> Known:
    counts: dict[str, Any] = {
        column: int(cell) if cell else None
        for column, cell in row.items()
        if column not in ("slug", "upheld_by_category", "chosen")
    }
    by_category = tuple(
        (slug, int(count))
        for slug, count in (part.split(":") for part in row["upheld_by_category"].split(";") if part)
    )
    return Known(slug=row["slug"], upheld_by_category=by_category, **counts)
