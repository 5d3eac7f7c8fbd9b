"""Reporting years: the twelve months whose records one annual review is about.

Belongs here: which days make up a year, what it is called, and how a name is read. Which date puts a record into a year
is a matter of the measure's definition, not of the calendar.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from upheld.errors import Refused


@dataclass(frozen=True, slots=True, order=True)
class ReportingYear:
    """Twelve months, first and last day both included."""

    first_day: date
    last_day: date

    @property
    def ending(self) -> int:
        """The calendar year in which the reporting year ends; the 2020 of "the 2020 review"."""
        return self.last_day.year

    @property
    def label(self) -> str:
        """The year's name: 2019-20, or 2020 where it is a calendar year."""
        if self.first_day.year == self.last_day.year:
            return str(self.last_day.year)
        return f"{self.first_day.year}-{self.last_day.year % 100:02d}"

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """How an ombudsman divides time: reporting years begin on the first day of `start_month` (1 to 12)."""

    start_month: int

    def year(self, ending: int) -> ReportingYear:
        """The reporting year that ends in calendar year `ending`."""
        first = date(ending if self.start_month == 1 else ending - 1, self.start_month, 1)
        last_month = 12 if self.start_month == 1 else self.start_month - 1
        return ReportingYear(first, date(ending, last_month, calendar.monthrange(ending, last_month)[1]))

    def of(self, day: date) -> ReportingYear:
        """The reporting year that `day` falls in."""
        later = self.start_month > 1 and day.month >= self.start_month
        return self.year(day.year + 1 if later else day.year)

    def previous(self, year: ReportingYear) -> ReportingYear:
        """The reporting year before `year`."""
        return self.of(year.first_day - timedelta(days=1))

    @property
    def offset(self) -> str:
        """The shift, for a data frame's `dt.offset_by`, after which a date's calendar year is its year's `ending`."""
        return f"{(13 - self.start_month) % 12}mo"

    def parse(self, text: str) -> ReportingYear:
        """The year called `text`: 2019-20, 2019/20 or 2019-2020; 2020 where years are calendar years.

        Raises Refused, with an example, when the text is none of these or names two years that do not follow.
        """
        cleaned = text.strip()
        example = self.year(2020).label
        match = re.fullmatch(r"(\d{4})[-/–](\d{2}|\d{4})", cleaned)
        if match and self.start_month > 1:
            start = int(match[1])
            ending = start + 1
            if ending >= 1900 and match[2] in (str(ending), f"{ending % 100:02d}"):
                return self.year(ending)
            raise Refused(
                f"{text!r} is not a reporting year: {match[1]} is not followed by {match[2]}. Write it like {example}."
            )
        if self.start_month == 1 and re.fullmatch(r"\d{4}", cleaned) and 1900 <= int(cleaned) <= 2999:
            return self.year(int(cleaned))
        raise Refused(f"{text!r} is not a reporting year. Write it like {example}.")
