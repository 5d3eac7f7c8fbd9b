"""Courses and seminars, and the posts that letters go to.

Belongs here: rows that no case has anything to do with. The numbers are in the scheme's `events.toml`, the posts in its
`contacts.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from upheld.records.contract import Contact, Event, EventKind
from upheld.records.sample.calendar_days import Days, working_day
from upheld.records.sample.chance import Chance
from upheld.records.sample.targets import load_table
from upheld.scheme import Scheme

Row = Mapping[str, object]


class Events:
    """The courses and seminars of a scheme's sample."""

    def __init__(self, folder: Path, scheme: Scheme, days: Days, seed: int) -> None:
        self._table = load_table(folder / "events.toml")
        self._scheme = scheme
        self._days = days
        self._seed = seed

    def of_year(self, year: int) -> list[Event]:
        """Everything held in one reporting year, in order of days, numbered."""
        held = [*self._courses(year), *self._seminars(year)]
        held.sort(
            key=lambda row: (
                row["held_on"],
                row["kind"],
                row["place"],
                row["delegates"],
                row.get("client") or "",
            )
        )
        return [
            Event.model_validate(
                {**row, "number": f"{(year - 1) % 100:02d}-E{place:03d}", "illustrative": True}
            )
            for place, row in enumerate(held, start=1)
        ]

    def _councils(self, day: date) -> list[str]:
        """Bodies that exist on `day` and are always written to."""
        always = {slug for slug, kind in self._scheme.types.items() if kind.letter == "always"}
        return [body.slug for body in self._scheme.register.open_on(day) if body.types[-1].value in always]

    def _courses(self, year: int) -> Iterator[dict[str, Any]]:
        plan = next((part for part in self._table["courses"] if part["year"] == year), None)
        if plan is None:
            return
        chance = Chance(self._seed, year, "courses")
        sectors = [sector for sector in ("local", "care", "other") for _ in range(plan[sector])]
        first, last = self._days.first(year), self._days.last(year)
        sizes = shares_of(plan["delegates"], len(sectors), chance)
        councils = self._councils(date.fromordinal(last))
        for sector, delegates in zip(sectors, sizes, strict=True):
            held = date.fromordinal(working_day(chance.between(first + 4, last - 3), first, last))
            client: str | None = None
            authorities: tuple[str, ...] = ()
            if sector == "local":
                body = chance.pick(councils)
                client = self._scheme.register.of_year(body, self._scheme.calendar.year(year), {}).name
                authorities = (body,)
            else:
                client = chance.pick(self._table[f"{sector}_clients"])
            place = (
                self._table["online"]
                if plan.get("online") and chance.percent(60)
                else chance.pick(self._table["course_places"])
            )
            yield {
                "held_on": held,
                "kind": EventKind.COURSE,
                "place": place,
                "sector": self._table["sectors"][sector],
                "client": client,
                "delegates": delegates,
                "authorities": authorities,
                "entered_on": held,
            }

    def _seminars(self, year: int) -> Iterator[dict[str, Any]]:
        plan = next((part for part in self._table["seminars"] if part["year"] == year), None)
        if plan is None:
            return
        chance = Chance(self._seed, year, "seminars")
        present = chance.shuffled(self._councils(plan["held"][0]["on"]))[: plan["authorities"]]
        venues = len(plan["held"])
        attending = [sorted(present[place::venues]) for place in range(venues)]
        # A few send somebody to two seminars: still one authority.
        for place in range(venues - 1):
            attending[place] = sorted([*attending[place], attending[place + 1][0]])
        spare = plan["delegates"] - sum(len(authorities) for authorities in attending)
        extra = shares_of(spare + venues, venues, chance)
        for place, seminar in enumerate(plan["held"]):
            yield {
                "held_on": seminar["on"],
                "kind": EventKind.SEMINAR,
                "place": seminar["place"],
                "sector": self._table["sectors"]["local"],
                "delegates": len(attending[place]) + extra[place] - 1,
                "authorities": tuple(attending[place]),
                "entered_on": seminar["on"],
            }


def shares_of(count: int, parts: int, chance: Chance) -> list[int]:
    """`count` split into `parts` of at least one each, drawn but never far from equal."""
    weights = [chance.between(70, 130) for _ in range(parts)]
    shares = [max(1, count * weight // sum(weights)) for weight in weights]
    place = 0
    while (short := count - sum(shares)) != 0:
        step = 1 if short > 0 else -1
        if shares[place % parts] + step >= 1:
            shares[place % parts] += step
        place += 1
    return shares


def contacts_of(folder: Path, scheme: Scheme) -> Iterator[Contact]:
    """Posts without names for every body, from its first day (or the table's) to its last."""
    table = load_table(folder / "contacts.toml")
    held: Sequence[Mapping[str, Any]] = table["held"]
    unknown = {(part["authority"], role) for part in table["unknown"] for role in part["roles"]}
    for slug, authority in scheme.register.authorities.items():
        begin = max(table["since"], authority.opened_on or table["since"])
        for post in table["post"]:
            served = authority.types[-1].value in post.get("types", (authority.types[-1].value,))
            if not served or (slug, post["role"]) in unknown:
                continue
            own = [part for part in held if part["authority"] == slug and part["role"] == post["role"]]
            for part in own or [post]:
                since = part.get("from", begin)
                yield Contact(
                    authority=slug,
                    role=post["role"],
                    title=part["title"],
                    email=f"{part['mailbox']}@{slug}.{table['domain']}",
                    held_from=since,
                    held_to=part.get("to", authority.closed_on),
                    entered_on=since + timedelta(days=1),
                    illustrative=True,
                )
