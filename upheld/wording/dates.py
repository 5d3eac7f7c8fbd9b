"""How days and periods are said.

Belongs here: the written form of dates. Not here: which days make up a reporting year (`register.years`).
"""

from __future__ import annotations

from datetime import date, time

from upheld.register.years import ReportingYear
from upheld.wording.numbers import NBSP, digits

# Written out here because strftime's month names follow the machine's language.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(of: date) -> str:
    """A day in full: "22 July 2020", never broken over two lines."""
    return f"{of.day}{NBSP}{MONTHS[of.month - 1]}{NBSP}{of.year}"


def clock(of: time) -> str:
    """A time of day by the clock of 24 hours: "00:01", "9:30"."""
    return f"{of.hour if of.hour else '00'}:{of.minute:02d}"


def short_day(of: date) -> str:
    """A day for a column: "22 Jul 2020"."""
    return f"{of.day}{NBSP}{MONTHS[of.month - 1][:3]}{NBSP}{of.year}"


def period(year: ReportingYear) -> str:
    """A reporting year by its days: "1 April 2019 to 31 March 2020"."""
    return f"{day(year.first_day)} to {day(year.last_day)}"


def days_late(days: int) -> str:
    """How late: "1 day late", "43 days late"."""
    return f"{digits(days)}{NBSP}{'day' if days == 1 else 'days'}{NBSP}late"


def plain(text: str) -> str:
    """The text with ordinary spaces, for a terminal or a data file."""
    return text.replace(NBSP, " ")
