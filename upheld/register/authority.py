"""An authority as the register knows it: what holds of it, and from when until when.

Belongs here: the record of one body and its facts with their dates. Does not belong here: how the tables are read
(read.py), how the bodies stand to each other (model.py), how names are matched (resolve.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dated:
    """A value that holds from `since` until `until`, both days included. None means without an end on that side."""

    value: str
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the value held on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def value_on(facts: Iterable[Dated], day: date) -> str | None:
    """The value that held on `day`, or None when none did."""
    return next((fact.value for fact in facts if fact.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class Authority:
    """A body in jurisdiction.

    `closed_on` is the last day on which it existed, inclusive; None for a body still open. `opened_on` is None where the
    body is older than the register. Dated facts are in order of time; `counties` hold the slug of the county council.
    """

    slug: str
    short_name: str
    opened_on: date | None
    closed_on: date | None
    successors: tuple[str, ...]
    region: str
    names: tuple[Dated, ...]
    codes: tuple[Dated, ...]
    types: tuple[Dated, ...]
    counties: tuple[Dated, ...]
    spellings: tuple[str, ...]

    def open_on(self, day: date) -> bool:
        """Whether the body existed on `day`."""
        return self.opened_by(day) and (self.closed_on is None or day <= self.closed_on)

    def opened_by(self, day: date) -> bool:
        """Whether the body had begun to exist by `day`, closed since or not."""
        return self.opened_on is None or self.opened_on <= day

    @property
    def last_name(self) -> str:
        """The official name it has now, or had when it closed."""
        return self.names[-1].value


@dataclass(frozen=True, slots=True)
class AuthorityOfYear:
    """An authority as it was on the last day of a reporting year, or on its own last day if it closed before.

    `group` is None for a body compared with nobody; `county` is the slug of the county council above it.
    """

    slug: str
    name: str
    short_name: str
    type: str
    group: str | None
    region: str
    county: str | None
    code: str | None
    opened_on: date | None
    closed_on: date | None
    open_at_end: bool
