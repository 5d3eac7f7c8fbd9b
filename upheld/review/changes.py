"""What changed on the year before, and the claims that the years bear: "fewer than", "the most of any year since".

Belongs here: comparing the year with those before it, across no break, and the words of the outcome. Not here: where the
years' counts come from (`years`), and the sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from upheld.measures.figure import Verdict
from upheld.measures.rate import round_half_up
from upheld.measures.verdict import FEWEST_OTHERS, verdict_of
from upheld.register.years import YearCalendar
from upheld.release.model import Release
from upheld.review.pools import Pair
from upheld.review.rates import rate_cells
from upheld.tables.table import Cell, Column, Table

COUNTS: Mapping[str, str] = {
    "received": "Received",
    "decided": "Decided",
    "investigated": "Investigated",
    "upheld": "Upheld",
    "satisfactory_remedy": "Satisfactory remedies",
    "personal_remedies": "Remedies for people",
    "service_improvements": "Service improvements",
    "reports.public": "Public reports",
}
"""The counts that are followed over the years, with their labels."""

FEWEST_YEARS = 3
"""Fewer comparable years are no series: nothing is called the most or the fewest of them."""

MORE, FEWER, AS_MANY = "more than", "fewer than", "as many as"
MOST, FEWEST = "the most of any year since", "the fewest of any year since"
HIGHER, LOWER = "higher", "lower"


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A year (by its ending calendar year) from which a count or a measure is not like the years before it, and why."""

    of: str
    label: str
    year: int
    note: str


def begins_anew(
    of: str, label: str, breaks: Sequence[SeriesBreak], calendar: YearCalendar
) -> SeriesBreak | None:
    """The break with which a count or a measure begins anew in a year; None where it does not."""
    ending = calendar.parse(label).ending
    return next((each for each in breaks if each.of == of and each.year == ending), None)


def changes_table(
    release: Release,
    counts: Mapping[str, Mapping[str, int]],
    breaks: Sequence[SeriesBreak],
    calendar: YearCalendar,
) -> Table:
    """Each count beside that of the year before."""
    year = release.about.year
    label, before_label = year.label, calendar.previous(year).label
    rows: list[tuple[Cell, ...]] = []
    for name, titled in COUNTS.items():
        now = counts[label][name]
        known = before_label in counts
        broken = begins_anew(name, label, breaks, calendar) is not None
        before = counts[before_label][name] if known else None
        record, since = _record(name, counts, label, breaks, calendar)
        if before is None or broken:
            rows.append((titled, name, before_label if known else None, before, label, now, *(None,) * 5))
            continue
        difference = abs(now - before)
        direction = MORE if now > before else FEWER if now < before else AS_MANY
        rows.append(
            (
                *(titled, name, before_label, before, label, now),
                *(difference, direction, _percent(difference, before), record, since),
            )
        )
    columns = (
        Column("label", "Count"),
        Column("count", "Its code"),
        Column("before_year", "Year before"),
        Column("before", "In the year before", "whole"),
        Column("year", "Year"),
        Column("now", "In the year", "whole"),
        Column("difference", "Difference", "whole"),
        Column("direction", "In the year, beside the year before"),
        Column("percent", "Difference, share of the year before", printed=True),
        Column("record", "Beside all comparable years"),
        Column("since", "Comparable since"),
    )
    note = "Nothing is compared across a break, or where the year before is not frozen."
    return Table("What changed on the year before", columns, tuple(rows), (note,))


def _percent(difference: int, before: int) -> str | None:
    if not before:
        return None
    rounded = int(round_half_up(Fraction(100 * difference, before)))
    return "under 1%" if difference and not rounded else f"{rounded}%"


def _record(
    name: str,
    counts: Mapping[str, Mapping[str, int]],
    label: str,
    breaks: Sequence[SeriesBreak],
    calendar: YearCalendar,
) -> tuple[str | None, str | None]:
    """Whether the year's count is above, or below, every comparable year, and since when they are comparable."""
    back: list[str] = []
    year = calendar.parse(label)
    while year.label in counts:
        back.append(year.label)
        if begins_anew(name, year.label, breaks, calendar):
            break
        year = calendar.previous(year)
    if len(back) < FEWEST_YEARS:
        return None, None
    now, others = counts[label][name], [counts[each][name] for each in back[1:]]
    if now > max(others):
        return MOST, back[-1]
    return (FEWEST, back[-1]) if now < min(others) else (None, None)


def rate_changes_table(
    release: Release,
    pairs: Mapping[str, Mapping[str, Pair]],
    breaks: Sequence[SeriesBreak],
    calendar: YearCalendar,
) -> Table:
    """Each rate of the groups together beside that of the year before."""
    year = release.about.year
    before_label = calendar.previous(year).label
    rows: list[tuple[Cell, ...]] = []
    for slug, by_year in pairs.items():
        definition = release.definitions[slug]
        now = by_year[year.label]
        before = by_year.get(before_label)
        broken = begins_anew(slug, year.label, breaks, calendar) is not None
        rate = rate_cells(definition, now, whole=True)
        first: tuple[Cell, ...] = (definition.public_label, slug)
        if before is None:
            rows.append((*first, *(None,) * 4, year.label, *rate[:3], None, None))
            continue
        then = rate_cells(definition, before, whole=True)
        verdict = verdict_of(*now, *before, FEWEST_OTHERS) if definition.verdict and not broken else None
        rows.append(
            (
                *(*first, before_label, *then[:3], year.label, *rate[:3]),
                *(_direction(verdict), "yes" if broken else None),
            )
        )
    columns = (
        Column("label", "Measure"),
        Column("measure", "Its code"),
        Column("before_year", "Year before"),
        Column("before_numerator", "Numerator, year before", "whole"),
        Column("before_base", "Base, year before", "whole"),
        Column("before_rate", "Rate, year before", printed=True),
        Column("year", "Year"),
        Column("numerator", "Numerator", "whole"),
        Column("base", "Base", "whole"),
        Column("rate", "Rate", printed=True),
        Column("direction", "In the year, beside the year before"),
        Column("break", "Not comparable"),
    )
    notes = (
        "Called higher or lower where chance alone would give so great a difference less than once in 40 times (Fisher’s exact "
        "test); cannot be told apart otherwise. Not said of measures that have no verdict, nor across a break.",
    )
    return Table("What changed in the rates on the year before", columns, tuple(rows), notes)


def _direction(verdict: Verdict | None) -> str | None:
    """A verdict on this year beside the last, in words."""
    if verdict in (Verdict.HIGHER, Verdict.CLEARLY_HIGHER):
        return HIGHER
    if verdict in (Verdict.LOWER, Verdict.CLEARLY_LOWER):
        return LOWER
    return None if verdict is None else Verdict.NOT_TOLD_APART.value
