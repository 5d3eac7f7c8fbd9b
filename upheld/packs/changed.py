"""What changed on last year, in so far as the numbers can bear it.

Belongs here: the counts of two years side by side, and several years together. No rise or fall is named: two years of one
authority differ by chance. Not here: the comparison over years, which the release holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.documents.blocks import said
from upheld.documents.document import Points, Tabled, Text
from upheld.documents.runs import Paragraph, Run
from upheld.measures.definition import MeasureVersion
from upheld.measures.figure import Figure
from upheld.measures.rate import print_rate
from upheld.release.model import AuthorityReview, Release
from upheld.release.series import SeriesRow
from upheld.tables.table import Column, Table
from upheld.wording.names import THEIRS
from upheld.wording.numbers import capital, digits
from upheld.wording.over_years import over_years


def changed_blocks(release: Release, review: AuthorityReview) -> tuple[Text | Tabled | Points, ...]:
    """The year beside the one before, and the years together; that there is no year before, where there is none."""
    year = release.about.year
    before = {row.measure: row for row in review.series if int(row.year[:4]) == year.first_day.year - 1}
    if not before:
        return (Text(said("The figures of the year before are not in this release.")),)
    rows, notes = [], []
    for slug, definition in release.definitions.items():
        if slug not in review.figures or slug not in before:
            continue
        label, figure, row = THEIRS.label(definition.public_label), review.figures[slug], before[slug]
        rows.append((label, _then(row), _now(figure, definition)))
        if row.version is not None and row.version != figure.version:
            notes.append(f"{label}: the definition is another than the year before.")
        notes += [f"{label}: {each.note}" for each in definition.breaks if each.year == year.ending]
    columns = (Column("figure", "Figure"), Column("before", _label(before)), Column("now", year.label))
    table = Table("Two years side by side", columns, tuple(rows), tuple(notes))
    blocks: list[Text | Tabled | Points] = [Tabled(table, (40, 30, 30))]
    together = tuple(_together(release, review))
    if together:
        blocks.append(Points(together))
    return tuple(blocks)


def _together(release: Release, review: AuthorityReview) -> Iterator[Paragraph]:
    """Each measure over the years: by year, and, where the records allow it, by subject too."""
    for measure, definition in release.definitions.items():
        sentences = over_years(release, review.observed, measure)
        if sentences:
            yield Run(f"{THEIRS.label(definition.public_label)}.", "strong"), Run(f" {' '.join(sentences)}")


def _label(rows: dict[str, SeriesRow]) -> str:
    return next(iter(rows.values())).year


def _then(row: SeriesRow) -> str:
    if not row.denominator:
        return "No cases"
    published = ", as published" if row.origin == "published" else ""
    return capital(
        f"{row.rate or 'no rate'}, {digits(row.numerator)} of {digits(row.denominator)}{published}"
    )


def _now(figure: Figure, definition: MeasureVersion) -> str:
    if figure.rate is None:
        return "No cases"
    rate = print_rate(definition, figure.rate)
    return f"{rate}, {digits(figure.numerator)} of {digits(figure.denominator)}"
