"""The register: every body in jurisdiction, and how they follow each other.

Belongs here: questions asked of all authorities together. Does not belong here: reading the tables (read.py), matching
names (resolve.py), residents (population.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from upheld.errors import Missing
from upheld.register.authority import Authority, AuthorityOfYear, Dated, value_on
from upheld.register.resolve import NameIndex, Resolution
from upheld.register.years import ReportingYear

__all__ = ["Authority", "AuthorityOfYear", "Dated", "Register", "Resolution", "value_on"]


class Register:
    """The authorities of a scheme, by slug. Never changes once made."""

    __slots__ = ("_index", "_predecessors", "authorities")

    def __init__(self, authorities: Iterable[Authority]) -> None:
        by_slug = {
            authority.slug: authority for authority in sorted(authorities, key=lambda known: known.slug)
        }
        self.authorities: Mapping[str, Authority] = MappingProxyType(by_slug)
        before: dict[str, list[str]] = {}
        for authority in by_slug.values():
            for successor in authority.successors:
                before.setdefault(successor, []).append(authority.slug)
        self._predecessors = {slug: tuple(slugs) for slug, slugs in before.items()}
        self._index: NameIndex | None = None

    def authority(self, slug: str) -> Authority:
        """The authority with this slug. Raises Missing, with what to type instead, when there is none."""
        found = self.authorities.get(slug)
        if found is None:
            near = self.resolve(slug)
            hint = f" It may be one of: {', '.join(near.names)}." if near.names else ""
            raise Missing(f"The register has no authority {slug!r}.{hint}")
        return found

    def open_on(self, day: date) -> tuple[Authority, ...]:
        """Every authority that existed on `day`, sorted by slug."""
        return tuple(authority for authority in self.authorities.values() if authority.open_on(day))

    def predecessors(self, slug: str) -> tuple[str, ...]:
        """The slugs of the bodies that this one took over from, in whole or in part, sorted."""
        return self._predecessors.get(self.authority(slug).slug, ())

    def of_year(self, slug: str, year: ReportingYear, groups: Mapping[str, str | None]) -> AuthorityOfYear:
        """The authority as it was on the last day of `year`, or on its own last day if it closed before.

        A body that opened after the year is described as on its first day. `groups` gives the comparison group of each
        type; a type that is not in it, or has None, is compared with nobody. Raises Missing for an unknown slug.
        """
        authority = self.authority(slug)
        day = year.last_day
        if authority.closed_on is not None:
            day = min(day, authority.closed_on)
        if authority.opened_on is not None:
            day = max(day, authority.opened_on)
        kind = value_on(authority.types, day)
        name = value_on(authority.names, day)
        if kind is None or name is None:
            raise Missing(
                f"The register has no name or no type for {slug!r} on {day.isoformat()}: add the dated fact."
            )
        return AuthorityOfYear(
            slug=slug,
            name=name,
            short_name=authority.short_name,
            type=kind,
            group=groups.get(kind),
            region=authority.region,
            county=value_on(authority.counties, day),
            code=value_on(authority.codes, day),
            opened_on=authority.opened_on,
            closed_on=authority.closed_on,
            open_at_end=authority.open_on(year.last_day),
        )

    def resolve(self, text: str, on: date | None = None) -> Resolution:
        """The authority that `text` (a name, former name, spelling, code or slug) stands for, or why it cannot be told.

        `on` is a day on which the body was dealt with: where several share the text, the one open on it is meant.
        """
        if self._index is None:
            self._index = NameIndex(self.authorities.values())
        return self._index.resolve(text, on)
