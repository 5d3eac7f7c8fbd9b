"""A measure over the years: the rows of the table, with the breaks between them.

Belongs here: the years that a release tells of one authority, its own last. Not here: the picture (`pictures.trend`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from upheld.measures.measure import MeasureVersion
from upheld.publication import addresses
from upheld.publication.year import YearOfSite
from upheld.wording.numbers import digits


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year: its rate and average as printed (None without one), the counts, and the break before it, if any."""

    label: str
    address: str
    rate: str | None
    count: str
    average: str | None
    published: bool
    chosen: bool
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureOverYears:
    """A measure, its rows in order of year, and what its breaks are."""

    measure: str
    name: str
    rows: tuple[YearRow, ...]
    picture: Markup


def over_years(year: YearOfSite, slug: str) -> Iterator[MeasureOverYears]:
    """Each leading measure of which there is more than one year."""
    review, contents = year.release.reviews[slug], year.contents
    for measure in year.leading:
        if measure not in review.figures:
            continue
        definition, words = year.release.definitions[measure], year.words(slug)[measure]
        figure = review.figures[measure]
        breaks = _breaks(definition, year)
        rows = [
            YearRow(
                label=row.year,
                address=addresses.authority_year(slug, row.year)
                if row.year in contents.years_of.get(slug, ())
                else "",
                rate=row.rate,
                count=_count(row.numerator, row.denominator),
                average=row.average,
                published=row.origin == "published",
                chosen=False,
                breaks=breaks.get(row.year, ()),
            )
            for row in sorted(review.series, key=lambda each: each.year)
            if row.measure == measure
        ]
        if not rows:
            continue
        own = YearRow(
            label=year.label,
            address=addresses.authority_year(slug, year.label),
            rate=words.rate,
            count=_count(figure.numerator, figure.denominator),
            average=words.average,
            published=False,
            chosen=True,
            breaks=breaks.get(year.label, ()),
        )
        yield MeasureOverYears(measure, words.name, (*rows, own), Markup(""))


def _breaks(definition: MeasureVersion, year: YearOfSite) -> Mapping[str, tuple[str, ...]]:
    calendar = year.contents.scheme.calendar
    found: dict[str, tuple[str, ...]] = {}
    for each in definition.breaks:
        label = calendar.year(each.year).label
        found[label] = (*found.get(label, ()), each.note)
    return found


def _count(numerator: int, denominator: int) -> str:
    return f"{digits(numerator)} of {digits(denominator)}" if denominator else "No cases"
