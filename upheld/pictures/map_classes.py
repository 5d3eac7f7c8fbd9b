"""How a figure is painted on a map: its class, or why it has none; and the key that says so.

Belongs here: from exact figure to kind of paint. Not here: where the classes begin (a setting of the scheme), and drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from upheld.measures.figure import Figure, Verdict
from upheld.measures.rate import round_half_up


class Paint(StrEnum):
    """What an area is painted with. The first five are classes, from little to much."""

    FIRST = "1"
    SECOND = "2"
    THIRD = "3"
    FOURTH = "4"
    FIFTH = "5"
    FEW = "few"
    NOTHING = "none"
    ABSENT = "absent"


CLASSES = (Paint.FIRST, Paint.SECOND, Paint.THIRD, Paint.FOURTH, Paint.FIFTH)

VERDICTS = {
    Verdict.CLEARLY_LOWER: Paint.FIRST,
    Verdict.LOWER: Paint.SECOND,
    Verdict.NOT_TOLD_APART: Paint.THIRD,
    Verdict.HIGHER: Paint.FOURTH,
    Verdict.CLEARLY_HIGHER: Paint.FIFTH,
}
"""How verdicts are painted where a map shows them: from less to more, as rates are."""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One line of the key: a paint and what it stands for."""

    paint: Paint
    label: str


def paint_of(figure: Figure | None, begin: tuple[int, ...]) -> Paint:
    """The paint of a figure, by the whole percent it is printed as; `begin` says where each class begins.

    "over 99%" is 99 and "under 1%" is in the first class, so that what is painted as all is all.
    """
    if figure is None:
        return Paint.ABSENT
    rate = figure.rate
    if rate is None:
        return Paint.NOTHING
    if figure.verdict is Verdict.TOO_FEW:
        return Paint.FEW
    percent = int(round_half_up(rate * 100))
    if percent == 100 and rate != 1:
        percent = 99
    return CLASSES[sum(percent >= start for start in begin) - 1]


def paint_of_verdict(verdict: Verdict | None) -> Paint:
    """The paint of a verdict; none means that there was nothing to compare."""
    return Paint.NOTHING if verdict is None else VERDICTS.get(verdict, Paint.FEW)


def key_of(begin: tuple[int, ...]) -> tuple[KeyEntry, ...]:
    """The classes in words: 0 to 19%, 20 to 39, ... 80 to 100."""
    ends = (*(start - 1 for start in begin[1:]), 100)
    spans = [
        str(start) if start == end else f"{start} to {end}" for start, end in zip(begin, ends, strict=True)
    ]
    spans[0] += "%"
    if begin[-1] == 100:
        spans[-1] += "%"
    return tuple(KeyEntry(paint, span) for paint, span in zip(CLASSES, spans, strict=False))
