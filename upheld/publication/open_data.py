"""A table of the open data: its columns, and its rows in one year or in several.

Every table has the year in its rows, so that the tables of several years can be put one below the other. Belongs here: what
a table of the open data is. Not here: which there are (`open_figures`, `open_cases`), and files and forms (`downloads`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from upheld.release.model import AuthorityReview, Release, Texts
from upheld.scheme import Scheme
from upheld.tables.figures import FIGURES_COLUMNS, ILLUSTRATIVE, figures_table
from upheld.tables.table import Cell, Column, Table

Row = tuple[Cell, ...]
_KIND = [column.name for column in FIGURES_COLUMNS].index("kind")


@dataclass(frozen=True)
class YearData:
    """A release with what its tables need besides: the texts that may be read, the scheme's words, where the site stands."""

    release: Release
    texts: Texts
    scheme: Scheme
    origin: str

    @property
    def year(self) -> str:
        """The label of the year."""
        return self.release.about.year.label

    @cached_property
    def figures(self) -> tuple[Row, ...]:
        """Every figure of every authority, in the columns of an authority's own table: several tables are made of them."""
        tables = (figures_table(self.release, slug) for slug in self.release.reviews)
        return tuple(row for table in tables for row in table.rows if row[_KIND] == "figure")


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table of the open data. `name` is its address in a folder; `rows` gives its rows in a year, in a lasting order."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[YearData], Iterator[Row]]
    notes: tuple[str, ...] = ()

    def titled(self, labels: Sequence[str]) -> str:
        """The title of the table of years with these labels, the earliest first."""
        span = labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}"
        return f"{self.title}, {span}"

    def of(self, *years: YearData) -> Table:
        """The table of one year or of several, the earliest first."""
        first = years[0]
        illustrative = any(each.release.about.illustrative for each in years)
        sources = "; ".join(
            f"{each.release.about.name}, as at {each.release.about.as_at.isoformat()}, {each.release.checksum}"
            for each in years
        )
        return Table(
            self.titled([each.year for each in years]),
            self.columns,
            tuple(row for each in years for row in self.rows(each)),
            ((ILLUSTRATIVE,) if illustrative else ()) + self.notes,
            f"{first.scheme.issuer.ombudsman}. Release {sources}",
        )


WHO = (
    Column("authority", "Authority", explains="Our lasting name for it: it never changes."),
    Column("name", "Name", explains="On the last day of the year, or on its own last day."),
    Column("year", "Reporting year"),
)
"""The columns that nearly every table begins with."""


def reviews(data: YearData) -> Iterator[tuple[AuthorityReview, tuple[str, str, str]]]:
    """Every authority of a year, with the cells that `WHO` heads."""
    for slug, review in data.release.reviews.items():
        yield review, (slug, review.authority.name, data.year)


def day(when: date | None) -> str | None:
    """A day as a cell."""
    return None if when is None else when.isoformat()


def yes(flag: bool) -> str:
    """Yes or no as a cell."""
    return "yes" if flag else "no"


def withdrawn(data: YearData, text: str | None) -> str | None:
    """The day on which a text was withdrawn, as a cell."""
    return day(data.texts.withdrawn_on(text))


def category(data: YearData, slug: str | None) -> str | None:
    """What people read for a category, as a cell."""
    term = data.scheme.categories.get(slug or "")
    return term.title if term else slug
