"""Whether the figures on the site are those of the releases, row by row as they were frozen.

Pages are written by one way, and this reads them by another: the twins of pages (JSON) and the tables of authorities (CSV) are
parsed again, and every numerator, base, rate, average and verdict in them is compared with the release's own file. Belongs
here: that comparison. Not here: whether a release is true (`release.verify`).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from upheld.errors import Problem
from upheld.publication.edition import Edition
from upheld.release.canonical import read_rows
from upheld.release.rows import CountRow, FigureRow, GroupRow
from upheld.release.series import CategoryRow, ObservedRow

_AUTHORITY = re.compile(r"authority/([a-z0-9-]+)/(?:(\d{4}[^/]*)/(?:r(\d+)/)?)?index\.json")
_TABLE = re.compile(r"authority/([a-z0-9-]+)/(\d{4}[^/]*)/(?:r(\d+)/)?figures\.csv")
_REVIEW = re.compile(r"review/(?:\d{4}[^/]*/)?index\.json")
_OF_MANY = re.compile(r"(?:map|group)/.*index\.json")


Gathered = tuple[list[Problem], set[tuple[str, str, int]]]


@dataclass(frozen=True)
class FrozenFigures:
    """The figures and counts of one revision, as they stand in its files. `newest` says that no later one replaced it."""

    year: str
    revision: int
    newest: bool
    figures: Mapping[tuple[str, str], FigureRow]
    counts: Mapping[tuple[str, str], int]
    observed: Mapping[tuple[str, str], ObservedRow]
    categories: tuple[CategoryRow, ...]
    averages: Mapping[tuple[str, str], str | None]

    @classmethod
    def read(cls, year: str, revision: int, newest: bool, public: Mapping[str, bytes]) -> FrozenFigures:
        """From the public part of a release."""
        figures = read_rows(FigureRow, public["figures.csv"], "figures.csv")
        counts = read_rows(CountRow, public["counts.csv"], "counts.csv")
        return cls(
            year,
            revision,
            newest,
            {(row.authority, row.measure): row for row in figures},
            {(row.authority, row.name): row.count for row in counts},
            {
                (row.authority, row.measure): row
                for row in read_rows(ObservedRow, public["observed.csv"], "observed.csv")
            },
            read_rows(CategoryRow, public["categories.csv"], "categories.csv"),
            {
                (row.group, row.measure): row.average
                for row in read_rows(GroupRow, public["groups.csv"], "groups.csv")
            },
        )

    @cached_property
    def measures(self) -> Mapping[str, frozenset[str]]:
        """Of whom it has figures, and in which measures."""
        found: dict[str, set[str]] = {}
        for slug, measure in self.figures:
            found.setdefault(slug, set()).add(measure)
        return {slug: frozenset(measures) for slug, measures in found.items()}

    def together(self, measure: str, group: str | None = "") -> tuple[int, int]:
        """Numerator and base of many put together: of one group, of all that have one (""), of those without (None)."""
        rows = [
            row
            for row in self.figures.values()
            if row.measure == measure and (row.group is not None if group == "" else row.group == group)
        ]
        return sum(row.numerator for row in rows), sum(row.denominator for row in rows)


@dataclass
class FiguresAgree:
    """Compares what a site says with what these releases hold."""

    releases: tuple[FrozenFigures, ...]
    _problems: list[Problem] = field(default_factory=list)
    _seen: set[tuple[str, str, int]] = field(default_factory=set)

    def gather(self, path: str, content: bytes) -> None:
        """Read a twin or a table."""
        if match := _AUTHORITY.fullmatch(path):
            twin = json.loads(content)
            year, revision = twin["release"]["year"], twin["release"]["revision"]
            if match[2]:
                self._seen.add((match[1], year, revision))
            self._compare(path, self._find(path, year, revision), match[1], twin["figures"])
            self._compare_counts(path, self._find(path, year, revision), match[1], twin["counts"])
        elif match := _TABLE.fullmatch(path):
            frozen = self._find(path, match[2], int(match[3]) if match[3] else None)
            for row in csv.DictReader(io.StringIO(content.decode())):
                if row["kind"] == "figure":
                    self._compare(path, frozen, match[1], {row["measure"]: row}, whole=False)
        elif _REVIEW.fullmatch(path):
            twin = json.loads(content)
            self._compare_country(path, self._find(path, twin["year"], None), twin)
        elif _OF_MANY.fullmatch(path):
            twin = json.loads(content)
            frozen = self._find(path, twin["year"], None)
            for row in twin.get("authorities", ()):
                if "years" in twin:
                    self._compare_observed(path, frozen, row["slug"], twin["measure"], row)
                else:
                    self._compare(path, frozen, row["slug"], {twin["measure"]: row}, whole=False)

    def gathered(self) -> Gathered:
        """What differs so far, and which pages were seen."""
        return self._problems, self._seen

    def join(self, gathered: Gathered) -> None:
        """Take in what was found on other pages."""
        problems, seen = gathered
        self._problems += problems
        self._seen |= seen

    def problems(self, edition: Edition) -> Iterator[Problem]:
        """Everything that differs, and every authority of a year that has no page."""
        yield from self._problems
        for frozen in self.releases:
            for slug in sorted(frozen.measures):
                if (slug, frozen.year, frozen.revision) not in self._seen:
                    yield _problem(f"authority/{slug}/{frozen.year}/", "", "", "has no page")

    def _find(self, path: str, year: str, revision: int | None) -> FrozenFigures | None:
        for frozen in self.releases:
            if frozen.year == year and (frozen.newest if revision is None else frozen.revision == revision):
                return frozen
        self._problems.append(
            _problem(path, "", f"{year}/r{revision}", "is of a release that is not published")
        )
        return None

    def _compare(
        self,
        path: str,
        frozen: FrozenFigures | None,
        slug: str,
        figures: Mapping[str, Mapping[str, Any]],
        whole: bool = True,
    ) -> None:
        if frozen is None:
            return
        if whole and (missing := frozen.measures.get(slug, frozenset()) - figures.keys()):
            self._problems += [
                _problem(path, measure, "", "is not on the page") for measure in sorted(missing)
            ]
        for measure, said in figures.items():
            row = frozen.figures.get((slug, measure))
            if row is None:
                self._problems.append(_problem(path, measure, slug, "is in no release"))
                continue
            for name in ("numerator", "denominator", "rate", "average", "verdict"):
                if name not in said:
                    continue
                right = getattr(row, name)
                if _plain(said[name]) != _plain(right):
                    self._problems.append(
                        _problem(
                            path,
                            f"{measure}.{name}",
                            _plain(said[name]),
                            f"is {_plain(right)!r} in the release",
                        )
                    )

    def _compare_observed(
        self, path: str, frozen: FrozenFigures | None, slug: str, measure: str, said: Mapping[str, Any]
    ) -> None:
        if frozen is None:
            return
        row = frozen.observed.get((slug, measure))
        for name in ("observed", "base", "expected"):
            right = _plain(getattr(row, name)) if row else "in no release"
            if _plain(said[name]) != right:
                where = f"{slug}.{measure}.{name}"
                self._problems.append(
                    _problem(path, where, _plain(said[name]), f"is {right!r} in the release")
                )

    def _compare_counts(
        self, path: str, frozen: FrozenFigures | None, slug: str, counts: Mapping[str, int]
    ) -> None:
        if frozen is None:
            return
        for name, number in counts.items():
            right = frozen.counts.get((slug, name), 0)
            if number != right:
                self._problems.append(_problem(path, name, str(number), f"is {right} in the release"))

    def _compare_country(self, path: str, frozen: FrozenFigures | None, said: Mapping[str, Any]) -> None:
        """Sums over everybody, made again from the rows of each."""
        if frozen is None:
            return
        pairs: list[tuple[str, object, object]] = []
        for name, number in said["counts"].items():
            whole = sum(count for (_, counted), count in frozen.counts.items() if counted == name)
            pairs.append((name, number, whole))
        for row in said["rates"]:
            of_all = (row["numerator"], row["denominator"])
            pairs.append((row["measure"], of_all, frozen.together(row["measure"])))
        for group in said["groups"]:
            for measure, one in group["averages"].items():
                of_group = (one["numerator"], one["denominator"]) if one else (0, 0)
                where = f"{group['title']}.{measure}"
                pairs.append((where, of_group, frozen.together(measure, group["group"])))
                if one and group["group"] is not None:
                    pairs.append((where, one["rate"], frozen.averages.get((group["group"], measure))))
        for row in said["subjects"]:
            own = [each for each in frozen.categories if each.category == row["category"]]
            for name in ("received", "decided", "investigated", "upheld"):
                pairs.append((f"{row['title']}.{name}", row[name], sum(getattr(each, name) for each in own)))
        for where, shown, right in pairs:
            if shown != right:
                self._problems.append(_problem(path, where, str(shown), f"is {right} in the release"))


def _plain(cell: object) -> str:
    """A cell as text: empty where there is nothing."""
    return "" if cell is None else str(cell)


def _problem(path: str, column: str, value: str, reason: str) -> Problem:
    return Problem(path, 0, column, value, reason, "The site was not published.")
