"""What a release stands on: the releases before it, and figures published before there were any.

Belongs here: reading them. They are taken as they were frozen and never tallied again; a release names each of them, so
that making it again stands on the same. Not here: what is made of them (`series`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from upheld.measures.rate import print_rate
from upheld.register.years import ReportingYear
from upheld.release.canonical import read_rows, sha256, write_checksums
from upheld.release.load import load_about, load_definitions, load_figures
from upheld.release.series import Adjustment, CategoryCount, SeriesRow, rate_of
from upheld.release.store import ReleaseStore, StoredRelease
from upheld.scheme import Scheme

CATEGORY_COUNTS = "category_counts.csv"
"""The sealed counts by category, the year's own and those of the years taken together with it."""

PUBLISHED = "published"
"""The origin of a figure known only as it was published."""


@dataclass(frozen=True)
class Earlier:
    """Rows of earlier years. `stands_on` names each release with its checksum, and each year known as published.
    `told_to` is the day whose state the release of the year directly before tells; None where there is none."""

    series: tuple[SeriesRow, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    categories: tuple[CategoryCount, ...] = ()
    stands_on: tuple[str, ...] = ()
    told_to: date | None = None


def read_earlier(
    year: ReportingYear,
    releases: ReleaseStore,
    published: pl.DataFrame,
    scheme: Scheme,
    only: tuple[str, ...] | None = None,
) -> Earlier:
    """What is known of the years before `year`: from the newest revision of each that is frozen, else as published.

    `only` holds what an existing release stands on (`Earlier.stands_on`), to make it again from the very same.
    """
    series: list[SeriesRow] = []
    adjustments: list[Adjustment] = []
    categories: list[CategoryCount] = []
    stands_on: list[str] = []
    named = None if only is None else dict(each.split(" ")[0].split("/") for each in only if "/" in each)
    frozen: set[str] = set()
    told_to: date | None = None
    for before in releases.years(scheme.calendar):
        if before >= year or (named is not None and before.label not in named):
            continue
        stored = releases.find(before, int(named[before.label][1:]) if named else None)
        frozen.add(before.label)
        public = stored.public
        about = load_about(public)
        name = f"{before.label}/r{about.revision}"
        if before.ending == year.ending - 1:
            told_to = about.as_at
        stands_on.append(f"{name} {sha256(write_checksums(public))}")
        series += series_of(public, before, name)
        adjustments += read_rows(Adjustment, public["adjustments.csv"], f"{name}/adjustments.csv")
        categories += _own_categories(stored, before, name)
    known = {label for label in published.get_column("year").unique().to_list() if label not in frozen}
    for label in sorted(known):
        before = scheme.calendar.parse(label)
        words = f"{label} as published"
        if before < year and (only is None or words in only):
            stands_on.append(words)
            series += _of_published(published.filter(pl.col("year") == label), before, scheme)
    own = [each for each in dict.fromkeys(adjustments) if scheme.calendar.parse(each.made_in) < year]
    return Earlier(
        series=tuple(sorted(series, key=lambda row: (row.authority, row.measure, row.year))),
        adjustments=tuple(own),
        categories=tuple(categories),
        stands_on=tuple(sorted(stands_on)),
        told_to=told_to,
    )


def series_of(public: Mapping[str, bytes], year: ReportingYear, name: str) -> Iterator[SeriesRow]:
    """The figures of a release as rows of the series of later ones, its name their origin."""
    definitions = load_definitions(public)
    for measure, of_measure in load_figures(public, year.label).items():
        definition = definitions[measure]
        for figure in of_measure.values():
            yield SeriesRow(
                authority=figure.authority,
                measure=measure,
                year=year.label,
                version=definition.version,
                numerator=figure.numerator,
                denominator=figure.denominator,
                rate=None if figure.rate is None else print_rate(definition, figure.rate),
                group=figure.group.group if figure.group else None,
                average=None if figure.average is None else print_rate(definition, figure.average),
                others_numerator=figure.others_numerator,
                others_denominator=figure.others_denominator,
                origin=name,
            )


def _of_published(published: pl.DataFrame, year: ReportingYear, scheme: Scheme) -> Iterator[SeriesRow]:
    definitions = scheme.measures.for_year(year.ending)
    for row in published.iter_rows(named=True):
        definition = definitions[row["measure"]]
        rate = rate_of(row["numerator"], row["denominator"])
        sign = "%" if definition.unit == "percent" else ""
        yield SeriesRow(
            authority=row["authority"],
            measure=row["measure"],
            year=year.label,
            version=None,
            numerator=row["numerator"],
            denominator=row["denominator"],
            rate=None if rate is None else print_rate(definition, rate),
            group=None,
            average=None if row["average"] is None else f"{row['average']}{sign}",
            others_numerator=0,
            others_denominator=0,
            origin=PUBLISHED,
        )


def _own_categories(stored: StoredRelease, year: ReportingYear, name: str) -> list[CategoryCount]:
    """The year's own counts by category, where the sealed part is here."""
    sealed = stored.sealed
    if sealed is None:
        return []
    rows = read_rows(CategoryCount, sealed[CATEGORY_COUNTS], f"{name}/{CATEGORY_COUNTS}")
    return [row for row in rows if row.made_in == year.label]
