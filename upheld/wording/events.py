"""How a year's courses and seminars are said, and what they may claim beside the years before.

Belongs here: sentences computed from the counts of events; "more than" and "than in any year before" are said when the
series of events says so, and at no other time. Not here: paragraphs around them, which a scheme's prose holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from upheld.release.model import EventsOfYear
from upheld.wording.numbers import NounLike, digits, listed, more_than, noun, plural, words


@dataclass(frozen=True, slots=True)
class EventWords:
    """Sentences about the year's events; empty where there were none."""

    seminars: str
    courses: str


UNSORTED = "other"
"""The sector in which records put whoever is in none."""


def describe_events(events: Sequence[EventsOfYear], year: str, seminar: NounLike) -> EventWords:
    """Say the events of `year` (a label), the last of a series that is in order of year.

    `seminar` is what the scheme calls one. A year that is not in the series had no events, and nothing is said of it.
    """
    if not events or events[-1].year != year:
        return EventWords("", "")
    return EventWords(_seminars(events[-1], seminar), " ".join(_courses(events[-1], events[:-1])))


def _seminars(year: EventsOfYear, seminar: NounLike) -> str:
    if not year.seminars:
        return ""
    where = f" in {listed(year.seminar_places)}" if year.seminar_places else ""
    held = f"{words(year.seminars)} {noun(year.seminars, seminar)}"
    people = "1 person" if year.seminar_delegates == 1 else f"{digits(year.seminar_delegates)} people"
    bodies = (
        "1 authority" if year.seminar_authorities == 1 else f"{digits(year.seminar_authorities)} authorities"
    )
    return f"We held {held}{where}. {people} came, from {bodies}."


def _courses(year: EventsOfYear, before: Sequence[EventsOfYear]) -> list[str]:
    if not year.courses:
        return []
    ran = "one course" if year.courses == 1 else f"{digits(year.courses)} courses"
    change = _change(year.courses, before[-1].courses) if before else ""
    people = (
        "1 person was" if year.course_delegates == 1 else f"{more_than(year.course_delegates)} people were"
    )
    said = [f"We ran {ran} in the year{change}, and {people} trained."]
    record = _record(year, before)
    if record:
        said.append(f"There were more for {plural(record)} than in any year before.")
    return said


def _change(now: int, then: int) -> str:
    if now == then:
        return ", as many as the year before"
    word = "more" if now > then else "fewer"
    return f", {digits(abs(now - then))} {word} than the year before"


def _record(year: EventsOfYear, before: Sequence[EventsOfYear]) -> str:
    """The sector with more courses than in any earlier year; of several, the one that outgrew its best year most.

    A comparison with one year is no series, and a sector that is new has outgrown nothing. Of those who are in no sector
    nothing is said: "more for others" tells nobody whom.
    """
    if len(before) < 2:
        return ""
    best: dict[str, int] = {}
    for other in before:
        for sector, courses in other.courses_by_sector:
            best[sector] = max(courses, best.get(sector, 0))
    grown = [
        (Fraction(courses, best[sector]), sector)
        for sector, courses in year.courses_by_sector
        if sector != UNSORTED and 0 < best.get(sector, 0) < courses
    ]
    return max(grown)[1] if grown else ""
