"""The pictures of a review, drawn from its tables.

Belongs here: which cells make a picture, and its description in words. Not here: drawing (`pictures`).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from upheld.documents.document import Pictured
from upheld.measures.interval import interval_of
from upheld.measures.measure import MeasureVersion
from upheld.measures.verdict import FEWEST_CASES
from upheld.pictures.drawing import Placement
from upheld.pictures.flow import draw_flow, flow_alt
from upheld.pictures.rows import IntervalRow, draw_rows
from upheld.pictures.trend import TrendYear, draw_trend, trend_alt
from upheld.release.model import Release
from upheld.review.sheets import Sheets
from upheld.review.years import years_sheet
from upheld.scheme import Scheme
from upheld.tables.table import Cell
from upheld.wording.flow import Segment, shade_of
from upheld.wording.numbers import digits

WIDTH = 162 * 72 / 25.4
"""The width of a printed page's text, in points."""
_MARGIN = 6.0


def picture_of(name: str, release: Release, scheme: Scheme, sheets: Sheets) -> Pictured | None:
    """The picture called `flow`, `<measure>.groups` or `<measure>.years`; None where there is nothing to draw, or the
    measure has no scale from 0% to 100%."""
    if name == "flow":
        return _flow(scheme, sheets)
    measure, _, kind = name.rpartition(".")
    definition = release.definitions.get(measure)
    if definition is None or definition.unit != "percent":
        return None
    draw: Callable[[MeasureVersion, Sheets, Scheme], Pictured | None] = (
        _groups if kind == "groups" else _years
    )
    return draw(definition, sheets, scheme)


def _flow(scheme: Scheme, sheets: Sheets) -> Pictured | None:
    table = sheets.table("outcomes")
    segments = [
        Segment(outcome.title, _whole(row[4]), shade_of(outcome.counts_as))
        for outcome, row in zip(scheme.outcomes.values(), table.rows[:-1], strict=True)
    ]
    if not any(segment.count for segment in segments):
        return None
    return Pictured(
        draw_flow(segments, Placement.WEB, key="flow", title=table.title),
        draw_flow(segments, Placement.LETTER, width=WIDTH, title=table.title),
        flow_alt(segments),
    )


def _groups(definition: MeasureVersion, sheets: Sheets, scheme: Scheme) -> Pictured | None:
    table = sheets.table(definition.measure)
    of_groups = len(scheme.groups)
    picked = [(row, False) for row in table.rows[:of_groups]] + [(table.rows[of_groups], True)]
    rows = [_interval_row(row, strong) for row, strong in picked if row[2] or strong]
    said = "; ".join(f"{row.name} {row.said}" for row in rows)
    alt = f"{table.title}, on a scale from 0% to 100%, each with its range: {said}."
    key = f"groups-{definition.measure}"
    return Pictured(
        draw_rows(rows, Placement.WEB, title=table.title, alt=alt, key=key),
        draw_rows(
            rows, Placement.LETTER, width=WIDTH - 2 * _MARGIN, margin=_MARGIN, title=table.title, alt=alt
        ),
        alt,
    )


def _interval_row(row: tuple[Cell, ...], strong: bool) -> IntervalRow:
    numerator, base = _whole(row[1]), _whole(row[2])
    said = f"{row[3]}: {digits(numerator)} of {digits(base)}" if base else "nothing to count"
    rate, low, high = _fractions(numerator, base)
    return IntervalRow(str(row[0]), said, rate, low, high, 0 < base < FEWEST_CASES, strong)


def _years(definition: MeasureVersion, sheets: Sheets, scheme: Scheme) -> Pictured | None:
    table = sheets.table(years_sheet(definition.measure))
    rows = table.rows
    if len(rows) < 2:
        return None
    parse = scheme.calendar.parse
    gaps = {
        str(after[0])
        for before, after in pairwise(rows)
        if scheme.calendar.previous(parse(str(after[0]))) != parse(str(before[0]))
    }
    years: list[TrendYear] = []
    said: list[str] = []
    for row in rows:
        label, numerator, base = str(row[0]), _whole(row[1]), _whole(row[2])
        rate, low, high = _fractions(numerator, base)
        anew = row[6] is not None or label in gaps
        few = 0 < base < FEWEST_CASES
        years.append(
            TrendYear(
                label, numerator, base, rate, low, high, hollow=few, begins_anew=anew, strong=row is rows[-1]
            )
        )
        said.append(f"{row[3]}, {digits(numerator)} of {digits(base)}" if base else "nothing to count")
    alt = trend_alt(definition.public_label, years, said)
    key = f"years-{definition.measure}"
    return Pictured(
        draw_trend(years, Placement.WEB, title=table.title, alt=alt, key=key),
        draw_trend(years, Placement.LETTER, width=WIDTH, title=table.title, alt=alt),
        alt,
    )


def _fractions(numerator: int, base: int) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """Rate and interval of a count of a base; None three times where there is no base."""
    if not base:
        return None, None, None
    interval = interval_of("clopper_pearson", numerator, base)
    return Fraction(numerator, base), Fraction(interval.low), Fraction(interval.high)


def _whole(cell: Cell) -> int:
    assert isinstance(cell, int), cell
    return cell
