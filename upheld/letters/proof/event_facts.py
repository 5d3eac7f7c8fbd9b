"""What the series of courses and seminars bears: counts of the year, the change on the year before, and records.

Belongs here: facts and conditions of events. Not here: the forms of their sentences (`grammar`).
"""

from __future__ import annotations

from collections.abc import Sequence

from upheld.letters.proof.rules import Rule
from upheld.letters.proof.values import Fact, Told
from upheld.release.model import EventsOfYear

FEWEST_YEARS = 2
"""So many earlier years make a series; beside one year alone nothing is "more than in any year before"."""


def event_facts(events: Sequence[EventsOfYear], year: str) -> tuple[dict[str, Fact], frozenset[str]]:
    """The facts of the year's events, the last of a series in order of year; none where the year has none."""
    if not events or events[-1].year != year:
        return {}, frozenset()
    now, before = events[-1], events[:-1]
    then = before[-1].courses if before else None
    floor = _floor(now.course_delegates)
    sectors = [
        sector
        for sector, courses in now.courses_by_sector
        if sector != "other" and len(before) >= FEWEST_YEARS and 0 < _most(before, sector) < courses
    ]
    places = list(now.seminar_places)
    number, claim = Rule.NUMBER, Rule.CLAIM
    facts = {
        "seminars_held": Fact(now.seminars, number),
        "seminar_places": Fact(
            places[0] if len(places) == 1 else f"{', '.join(places[:-1])} and {places[-1]}" if places else "",
            Rule.NAME,
        ),
        "seminar_delegates": Fact(now.seminar_delegates, number),
        "seminar_authorities": Fact(now.seminar_authorities, number),
        "courses_held": Fact(now.courses, number),
        "courses_change": Fact(Told("change in courses"), claim),
        "courses_people": Fact(Told("people trained"), claim),
        "courses_difference": Fact(abs(now.courses - (then or 0)), claim),
        "course_delegates": Fact(now.course_delegates, number),
        "people_floor": Fact(floor, claim),
        "record_sector": Fact(_outgrown(now, before, sectors), claim),
    }
    stands = {
        "seminars": now.seminars > 0,
        "seminar places": bool(places),
        "courses": now.courses > 0,
        "more courses": then is not None and now.courses > then,
        "fewer courses": then is not None and now.courses < then,
        "as many courses": then is not None and now.courses == then,
        "exact people": floor == now.course_delegates,
        "record": bool(sectors),
    }
    return facts, frozenset(name for name, true in stands.items() if true)


def _most(before: Sequence[EventsOfYear], sector: str) -> int:
    return max((dict(other.courses_by_sector).get(sector, 0) for other in before), default=0)


def _outgrown(now: EventsOfYear, before: Sequence[EventsOfYear], sectors: Sequence[str]) -> str:
    """The plural of the sector that outgrew its best year most."""
    if not sectors:
        return ""
    held = dict(now.courses_by_sector)
    chosen = sectors[0]
    for sector in sectors[1:]:
        this, that = held[sector] * _most(before, chosen), held[chosen] * _most(before, sector)
        if (this, sector) > (that, chosen):
            chosen = sector
    if chosen.endswith("s"):
        return chosen
    return f"{chosen[:-1]}ies" if chosen[-1:] == "y" and chosen[-2:-1] not in "aeiou" else f"{chosen}s"


def _floor(people: int) -> int:
    """What "more than" may be said of a number: itself below 200, else the round hundred (or thousand) not above it."""
    step = 1 if people < 200 else 100 if people < 10_000 else 1000
    return people - people % step
