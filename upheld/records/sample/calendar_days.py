"""Days as whole numbers: reporting years, working days, and the times when nothing could be received.

Belongs here: what every step asks of the calendar. A day is its proleptic ordinal, as `date.toordinal` gives it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from upheld.register.years import YearCalendar


@dataclass(frozen=True, slots=True)
class Days:
    """The calendar of one ombudsman, in ordinals. `as_at` is the last day of entry that a year's release sees."""

    calendar: YearCalendar
    waits: int
    closures: tuple[tuple[int, int], ...]

    def first(self, year: int) -> int:
        """The first day of the reporting year ending in `year`."""
        return self.calendar.year(year).first_day.toordinal()

    def last(self, year: int) -> int:
        """Its last day."""
        return self.calendar.year(year).last_day.toordinal()

    def as_at(self, year: int) -> int:
        """The day its release is frozen at."""
        return self.last(year) + self.waits

    def year_of(self, day: int) -> int:
        """The reporting year that a day falls in, by the calendar year it ends in."""
        return self.calendar.of(date.fromordinal(day)).ending

    def intake(self, day: int, earliest: int, latest: int) -> int:
        """`day`, moved to the nearest day within bounds on which a complaint could be made."""
        for begin, end in self.closures:
            if begin <= day <= end:
                # Spread over the month before or after, lest a single day have them all.
                day = begin - 1 - (day - begin) % 28 if begin - 28 >= earliest else end + 1 + (end - day) % 28
        return max(earliest, min(day, latest))


def days_of(calendar: YearCalendar, waits: int, shape: Mapping[str, Any]) -> Days:
    """The calendar with the closures that the sample's shape names."""
    closures: Sequence[Mapping[str, date]] = shape.get("intake_closed", ())
    return Days(
        calendar, waits, tuple((part["from"].toordinal(), part["to"].toordinal()) for part in closures)
    )


def working_day(day: int, earliest: int, latest: int) -> int:
    """`day`, or the Friday before a weekend, or the Monday after where that Friday is before `earliest`."""
    over = (day - 1) % 7 - 4
    if over <= 0:
        return day
    if day - over >= earliest:
        return day - over
    return min(day + 3 - over, latest)
