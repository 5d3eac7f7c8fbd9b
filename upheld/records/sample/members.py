"""Who can be complained about in a year, and how much is expected of each.

Belongs here: the register seen by the sample: members of a year with group, weight and whether they are winding down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from upheld.records.sample.chance import Chance
from upheld.records.sample.targets import NO_GROUP, Targets
from upheld.register.years import ReportingYear
from upheld.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Member:
    """A body in one year. `tail` is the year in which a closed body's last cases are decided: nothing is received."""

    slug: str
    type: str
    group: str
    county: str | None
    closed_on: date | None
    successors: tuple[str, ...]
    weight: int
    leaning: int
    tail: bool


def members_of(scheme: Scheme, targets: Targets, seed: int) -> Mapping[int, Sequence[Member]]:
    """The members of every planned year, sorted by slug."""
    traits = _traits(scheme, targets, seed)
    years = (targets.years[0] - 1, *targets.years)
    return {
        year: tuple(_members_of_year(scheme, targets, scheme.calendar.year(year), traits)) for year in years
    }


def _members_of_year(
    scheme: Scheme, targets: Targets, year: ReportingYear, traits: Mapping[str, tuple[int, int]]
) -> list[Member]:
    members: list[Member] = []
    before = scheme.calendar.previous(year)
    for slug, authority in scheme.register.authorities.items():
        opened = authority.opened_on is None or authority.opened_on <= year.first_day
        closed_on = authority.closed_on
        open_all_year = opened and (closed_on is None or closed_on >= year.last_day)
        open_before = authority.opened_on is None or authority.opened_on <= before.first_day
        tail = (
            not open_all_year
            and closed_on is not None
            and open_before
            and before.last_day <= closed_on < year.last_day
        )
        if not (open_all_year or tail):
            continue
        facts = scheme.register.of_year(slug, year, scheme.group_of_type)
        base = _weight(scheme, targets.shape, slug, facts.type)
        if base == 0:
            continue
        volume, leaning = traits[slug]
        members.append(
            Member(
                slug=slug,
                type=facts.type,
                group=facts.group or NO_GROUP,
                county=facts.county,
                closed_on=closed_on,
                successors=authority.successors,
                weight=base * volume,
                leaning=leaning,
                tail=tail,
            )
        )
    return members


def _weight(scheme: Scheme, shape: Mapping[str, Any], slug: str, kind: str) -> int:
    rules = shape["authorities"]
    if kind in rules["without_estimate"]:
        return int(rules["without_estimate"][kind])
    estimates = scheme.population.estimates(slug) if kind in rules["residents_count"] else ()
    base = int(rules["base"].get(kind, 0))
    if not estimates:
        return base * 4
    residents = estimates[-1].residents
    return residents + min(base, residents)


def _traits(scheme: Scheme, targets: Targets, seed: int) -> Mapping[str, tuple[int, int]]:
    """Each body's lasting volume and leaning, in percent; the few whose difference is real are drawn from the largest."""
    rules = targets.shape["authorities"]
    traits: dict[str, tuple[int, int]] = {}
    for slug in scheme.register.authorities:
        chance = Chance(seed, "traits", slug)
        volume = chance.between(*rules["volume_between"])
        traits[slug] = (volume, chance.between(*rules["upheld_between"]))
    known = {slug for slug, _ in targets.known}
    for number, difference in enumerate(rules["different"]):
        choices = [
            (_weight(scheme, targets.shape, slug, authority.types[-1].value), slug)
            for slug, authority in scheme.register.authorities.items()
            if scheme.group_of_type.get(authority.types[-1].value) == difference["group"]
            and authority.closed_on is None
            and authority.opened_on is None
            and slug not in known
        ]
        largest = sorted(choices, reverse=True)[:10]
        if largest:
            slug = Chance(seed, "different", number).pick(largest)[1]
            traits[slug] = (rules["volume_between"][1], int(difference["percent"]))
            known.add(slug)
    return traits
