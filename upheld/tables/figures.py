"""The table of an authority's figures that travels inside its letter and beside its page.

Belongs here: which numbers of a release go into that table, one row each. Every number printed in a letter is here, with
what it was made from. Not here: the forms a table takes (`table`).
"""

from __future__ import annotations

from fractions import Fraction

from upheld.measures.figure import Figure
from upheld.measures.measure import MeasureVersion
from upheld.measures.rate import print_rate
from upheld.release.model import AuthorityReview, Release
from upheld.tables.table import Cell, Column, Table
from upheld.wording.dates import period, plain
from upheld.wording.figures import interval_ends

ILLUSTRATIVE = "Illustrative data: made from sample records, and not about anything that happened."
"""What every table and workbook says that is made from such a release."""

FIGURES_COLUMNS = (
    Column("authority", "Authority"),
    Column("name", "Name"),
    Column("year", "Reporting year"),
    Column("kind", "Figure or count"),
    Column("measure", "Measure or count"),
    Column("definition", "Definition version", "whole"),
    Column("definition_sha256", "SHA-256 of the definition"),
    Column("unit", "Unit"),
    Column("numerator", "Numerator", "whole"),
    Column("denominator", "Denominator (base)", "whole"),
    Column("rate", "Rate as printed"),
    Column("low", "95% interval from"),
    Column("high", "95% interval to"),
    Column("low_exact", "95% interval from, six digits", "decimal"),
    Column("high_exact", "95% interval to, six digits", "decimal"),
    Column("group", "Group"),
    Column("members", "Members of the group", "whole"),
    Column("members_with_base", "Members with a base", "whole"),
    Column("average_numerator", "Group’s numerator", "whole"),
    Column("average_denominator", "Group’s denominator", "whole"),
    Column("average", "Average as printed"),
    Column("others_numerator", "Other members’ numerator", "whole"),
    Column("others_denominator", "Other members’ denominator", "whole"),
    Column("others_rate", "Other members’ rate as printed"),
    Column("verdict", "Verdict"),
    Column("count", "Count", "whole"),
    Column("release", "Release"),
    Column("as_at", "As at"),
    Column("checksum", "SHA-256 of the release"),
    Column("illustrative", "Illustrative data"),
)
"""The columns of the table. Those of a figure from `measure` to `verdict` are the cells of `figure_cells`."""


def figures_table(release: Release, slug: str) -> Table:
    """Every figure and count of one authority. Raises Missing where the release has nothing about it."""
    review = release.review(slug)
    about = release.about
    origin: tuple[Cell, ...] = (
        about.name,
        about.as_at.isoformat(),
        release.checksum,
        "yes" if about.illustrative else "no",
    )
    start: tuple[Cell, ...] = (slug, review.authority.name, about.year.label)
    rows: list[tuple[Cell, ...]] = [
        start + ("figure",) + figure_cells(review.figures[measure], definition) + (None,) + origin
        for measure, definition in release.definitions.items()
        if measure in review.figures
    ]
    blank: tuple[Cell, ...] = (None,) * 20
    rows += [
        start + ("count", name) + blank + (count,) + origin for name, count in sorted(_counts(review).items())
    ]
    notes: tuple[str, ...] = (
        "A rate is rounded half up when it is printed; numerator and denominator are exact.",
        "The average pools all members of the group, this authority included. The verdict compares with the other members together.",
    )
    if about.illustrative:
        notes = (ILLUSTRATIVE, *notes)
    title = f"{review.authority.name}: figures for {plain(period(about.year))}"
    return Table(
        title, FIGURES_COLUMNS, tuple(rows), notes, f"Release {about.name}, as at {about.as_at.isoformat()}"
    )


def _counts(review: AuthorityReview) -> dict[str, int]:
    return dict(review.counts)


def figure_cells(figure: Figure, definition: MeasureVersion) -> tuple[Cell, ...]:
    """What the table says of a figure: everything that follows from its counts and its group's."""

    def shown(rate: Fraction | None) -> str | None:
        return None if rate is None else print_rate(definition, rate)

    low, high = interval_ends(definition, figure.interval)
    group = figure.group if definition.average else None
    cells: tuple[Cell, ...] = (
        figure.measure,
        figure.version,
        definition.fingerprint,
        definition.unit,
        figure.numerator,
        figure.denominator,
        shown(figure.rate),
        low,
        high,
        figure.interval.low if figure.interval else None,
        figure.interval.high if figure.interval else None,
    )
    if group is None:
        compared: tuple[Cell, ...] = (None,) * 9
    else:
        compared = (
            group.group,
            group.members,
            group.members_with_base,
            group.numerator,
            group.denominator,
            shown(figure.average),
            figure.others_numerator,
            figure.others_denominator,
            shown(figure.others_rate),
        )
    return cells + compared + (figure.verdict.value if figure.verdict else None,)
