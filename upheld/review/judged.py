"""Tables of rates: each measure by group and for the country, what the verdicts come to, and the highest and lowest.

Belongs here: rates of the year with their ranges. Not here: rates of other years (`years`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from upheld.measures.figure import Verdict
from upheld.measures.measure import MeasureVersion
from upheld.release.model import Release
from upheld.review.pools import Pool, Pools
from upheld.review.rates import RANGE_COLUMNS, national, rate_cells, rate_columns
from upheld.scheme import Scheme
from upheld.tables.table import Cell, Column, Table
from upheld.tables.workbook import Sheet


def judged_sheets(release: Release, scheme: Scheme, pools: Pools) -> Iterator[Sheet]:
    """A table for each measure, named after it, and those of the verdicts."""
    for slug, definition in release.definitions.items():
        yield Sheet(slug, _measure(definition, pools))
    yield Sheet("verdicts", _verdicts(release))
    yield Sheet("verdicts-by-group", _verdicts_by_group(release, scheme))
    yield Sheet("figures-by-authority", _figures(release))


def _measure(definition: MeasureVersion, pools: Pools) -> Table:
    parts: tuple[Pool, ...] = pools.parts if national(definition) else ()
    rows: list[tuple[Cell, ...]] = []
    for pool in (*pools.groups.values(), *parts):
        pair = pool.pairs.get(definition.measure, (0, 0))
        cells = rate_cells(definition, pair, whole=pool in parts)
        rows.append((pool.title, *cells, pool.bases.get(definition.measure, 0)))
    columns = (
        Column("body", "Kind of body"),
        *rate_columns(definition),
        Column("bases", "Bodies with a base", "whole"),
    )
    notes = ["Each row puts the cases of all its bodies together. The range is the 95% interval of the rate."]
    if not parts:
        notes.append(
            "Kinds of bodies are not put together here: two of different kinds can serve the same residents."
        )
    return Table(
        f"{definition.public_label}, by kind of body", columns, tuple(rows), (*notes, *definition.notes)
    )


def _verdicts(release: Release) -> Table:
    counts = _verdict_counts(release, {slug: slug for slug in release.definitions})
    rows: list[tuple[Cell, ...]] = []
    for listing in release.listings:
        of_measure = counts.get(listing.measure, Counter())
        rows.append(
            (
                release.definitions[listing.measure].public_label,
                listing.measure,
                listing.compared,
                *(of_measure[verdict] for verdict in Verdict),
                listing.listed,
                listing.by_chance,
            )
        )
    columns = (
        Column("label", "Measure"),
        Column("measure", "Its code"),
        Column("compared", "Bodies with a verdict", "whole"),
        *(_verdict_column(verdict) for verdict in Verdict),
        Column("listed", "Higher or lower, in all", "whole"),
        Column("by_chance", "Expected by chance alone", "decimal"),
    )
    notes = (
        "A verdict compares a body with the other members of its group together. Expected by chance: how many would be called "
        "higher or lower if every body matched its group.",
        "A difference is not a cause: it may be the mix of complaints, or which were chosen for investigation.",
    )
    return Table("Verdicts, by measure", columns, tuple(rows), notes)


def _verdict_column(verdict: Verdict) -> Column:
    return Column(verdict.value.replace(" ", "_"), verdict.value.capitalize(), "whole")


def _verdict_counts(release: Release, measures: Mapping[str, str]) -> dict[str, Counter[Verdict]]:
    found: dict[str, Counter[Verdict]] = {}
    for review in release.reviews.values():
        for measure, figure in review.figures.items():
            if figure.verdict is not None and measure in measures:
                found.setdefault(measure, Counter())[figure.verdict] += 1
    return found


def _verdicts_by_group(release: Release, scheme: Scheme) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for slug, definition in release.definitions.items():
        if not definition.verdict:
            continue
        for group, titled in scheme.groups.items():
            counts: Counter[Verdict] = Counter()
            without = 0
            for review in release.reviews.values():
                if review.authority.group == group and slug in review.figures:
                    verdict = review.figures[slug].verdict
                    without += verdict is None
                    counts.update([verdict] if verdict else [])
            rows.append((slug, titled.title, *(counts[verdict] for verdict in Verdict), without))
    columns = (
        Column("measure", "Measure"),
        Column("group", "Group"),
        *(_verdict_column(verdict) for verdict in Verdict),
        Column("none", "No verdict", "whole"),
    )
    return Table("Verdicts, by measure and group", columns, tuple(rows))


def _figures(release: Release) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for slug, review in release.reviews.items():
        for measure, figure in review.figures.items():
            definition = release.definitions[measure]
            cells = rate_cells(definition, (figure.numerator, figure.denominator), whole=False)
            verdict = figure.verdict.value if figure.verdict else None
            rows.append((slug, review.authority.name, measure, *cells, verdict))
    columns = (
        Column("authority", "Authority"),
        Column("name", "Name"),
        Column("measure", "Measure"),
        Column("numerator", "Numerator", "whole"),
        Column("base", "Denominator (base)", "whole"),
        Column("rate", "Rate", printed=True),
        *RANGE_COLUMNS,
        Column("verdict", "Verdict"),
    )
    return Table("Every figure, by authority", columns, tuple(rows))
