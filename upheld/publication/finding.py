"""The list of names by which a visitor finds a council: one JSON file, loaded by find.js when somebody searches.

Belongs here: what it says of each council. Not here: postcodes (register/postcodes.py), and searching, which the browser does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from typing import Any

from upheld.register.areas import Areas
from upheld.register.authority import Authority, value_on
from upheld.register.model import Register
from upheld.wording import dates

SINGLE = "single"


def names_text(areas: Areas, slugs: Collection[str], day: date, href: Callable[[str], str]) -> str:
    """The file, as JSON, of these authorities: those that have a page. What they are is told as of `day`, or of their last.

    Of each: slug, name, short, also (former names and other spellings), href, county (the slug of the council above it),
    does (what it answers for, where the scheme says it), closed (its last day in words), after and before (who followed it
    and whom it followed).
    """
    entries = [_entry(areas, areas.register.authority(slug), slugs, day, href) for slug in sorted(slugs)]
    return json.dumps({"authorities": entries}, ensure_ascii=False, separators=(",", ":")) + "\n"


def answers_for(areas: Areas, authority: Authority, day: date) -> str:
    """What an authority answers for on `day`, or did on its last; empty where the scheme does not say it."""
    last = min(day, authority.closed_on or day)
    kind = value_on(authority.types, last) or authority.types[-1].value
    if kind not in areas.on_map:
        return ""
    # Where one does everything, its type says nothing of what it does.
    shares = value_on(authority.counties, last) or authority.slug in _above(areas.register, day)
    return areas.settings.responsible_for.get(kind if shares else SINGLE, "")


@lru_cache(maxsize=4)
def _above(register: Register, day: date) -> frozenset[str]:
    """The authorities that have others below them."""
    return frozenset(
        fact.value
        for known in register.authorities.values()
        for fact in known.counties
        if known.open_on(min(day, known.closed_on or day))
    )


def _entry(
    areas: Areas,
    authority: Authority,
    slugs: Collection[str],
    day: date,
    href: Callable[[str], str],
) -> dict[str, Any]:
    last = min(day, authority.closed_on or day)
    county = value_on(authority.counties, last)
    name = next((fact.value for fact in authority.names if fact.holds_on(last)), authority.last_name)
    closed = authority.closed_on if authority.closed_on and authority.closed_on < day else None
    also = [fact.value for fact in authority.names if fact.value != name] + list(authority.spellings)
    return {
        "slug": authority.slug,
        "name": name,
        "short": authority.short_name,
        "also": sorted(set(also)),
        "href": href(authority.slug),
        "county": county if county in slugs and not closed else None,
        "does": answers_for(areas, authority, day),
        "closed": dates.day(closed) if closed else None,
        "after": [each for each in authority.successors if each in slugs],
        "before": [each for each in areas.register.predecessors(authority.slug) if each in slugs],
    }
