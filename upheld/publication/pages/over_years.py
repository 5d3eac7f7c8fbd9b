"""A measure over the years: the rows of the table, with the breaks between them, and the trend.

Belongs here: the years that a release tells of one authority, its own last. Not here: drawing the trend (`pictures.trend`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup

from upheld.measures.figure import Interval
from upheld.measures.interval import interval_of
from upheld.measures.measure import MeasureVersion
from upheld.measures.verdict import FEWEST_CASES
from upheld.pictures.drawing import Placement
from upheld.pictures.trend import TrendYear, draw_trend, trend_alt
from upheld.publication import addresses
from upheld.publication.year import YearOfSite, drawn
from upheld.release.series import SeriesRow
from upheld.wording.numbers import digits


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year: its rate and average as printed (None without one), the counts, and the breaks before it."""

    label: str
    address: str
    numerator: int
    base: int
    rate: str | None
    average: str | None
    exact_average: Fraction | None
    published: bool
    chosen: bool
    breaks: tuple[str, ...]

    @property
    def count(self) -> str:
        """The counts in words."""
        return f"{digits(self.numerator)} of {digits(self.base)}" if self.base else "No cases"


@dataclass(frozen=True, slots=True)
class MeasureOverYears:
    """A measure, its rows in order of year, and for the first measure of a page the trend; `parted` is whether a line in it
    parts years that are not compared."""

    measure: str
    name: str
    rows: tuple[YearRow, ...]
    picture: Markup
    parted: bool


def over_years(year: YearOfSite, slug: str) -> Iterator[MeasureOverYears]:
    """Each leading measure of which there is more than one year."""
    review, contents = year.release.reviews[slug], year.contents
    known = contents.years_of.get(slug, ())
    for measure in year.leading:
        if measure not in review.figures:
            continue
        definition, words = year.release.definitions[measure], year.words(slug)[measure]
        figure = review.figures[measure]
        breaks = _breaks(definition, year)
        rows = [
            YearRow(
                label=row.year,
                address=addresses.authority_year(slug, row.year) if row.year in known else "",
                numerator=row.numerator,
                base=row.denominator,
                rate=row.rate,
                average=row.average,
                exact_average=_average(row),
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
            numerator=figure.numerator,
            base=figure.denominator,
            rate=words.rate,
            average=words.average,
            exact_average=figure.average if words.average is not None else None,
            published=False,
            chosen=True,
            breaks=breaks.get(year.label, ()),
        )
        rows.append(own)
        anew = _begin_anew(year, rows)
        picture = (
            _trend(year, words.name, measure, rows, anew, words.hollow)
            if measure == year.first
            else Markup("")
        )
        yield MeasureOverYears(measure, words.name, tuple(rows), picture, parted=bool(anew))


def _average(row: SeriesRow) -> Fraction | None:
    """The group's average of an earlier year; None where it had none, or only its print is known."""
    if row.average is None or not row.others_denominator:
        return None
    return Fraction(row.numerator + row.others_numerator, row.denominator + row.others_denominator)


def _begin_anew(year: YearOfSite, rows: Sequence[YearRow]) -> frozenset[str]:
    """The years that are not compared with the one before them here: after a break, and after a year that is not known."""
    calendar = year.contents.scheme.calendar
    return frozenset(
        after.label
        for before, after in pairwise(rows)
        if after.breaks or calendar.previous(calendar.parse(after.label)).label != before.label
    )


def _trend(
    year: YearOfSite, name: str, measure: str, rows: Sequence[YearRow], anew: Set[str], hollow: bool
) -> Markup:
    if measure not in year.percent:
        return Markup("")
    years, said = [], []
    for row in rows:
        interval = _interval(row.numerator, row.base) if row.base else None
        years.append(
            TrendYear(
                row.label,
                row.numerator,
                row.base,
                Fraction(row.numerator, row.base) if row.base else None,
                Fraction(interval.low) if interval else None,
                Fraction(interval.high) if interval else None,
                row.exact_average,
                hollow=hollow if row.chosen else 0 < row.base < FEWEST_CASES,
                begins_anew=row.label in anew,
                strong=row.chosen,
            )
        )
        said.append(f"{row.rate}, {row.count}" if row.rate else "no cases")
    title = f"{name}, {rows[0].label} to {rows[-1].label}"
    key = f"trend-{measure}"
    return drawn(draw_trend(years, Placement.WEB, title=title, alt=trend_alt(name, years, said), key=key))


@lru_cache(maxsize=20_000)
def _interval(numerator: int, base: int) -> Interval:
    """The interval of a share. The same few counts come again and again through the years."""
    return interval_of("clopper_pearson", numerator, base)


def _breaks(definition: MeasureVersion, year: YearOfSite) -> Mapping[str, tuple[str, ...]]:
    calendar = year.contents.scheme.calendar
    found: dict[str, tuple[str, ...]] = {}
    for each in definition.breaks:
        label = calendar.year(each.year).label
        found[label] = (*found.get(label, ()), each.note)
    return found
