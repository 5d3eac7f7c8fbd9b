"""Every authority from A to Z, by the names it has and the names it had.

Belongs here: the list that a search by name leads to without script. Not here: an authority's own page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Page
from upheld.publication.year import by_name


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name and the place it stands under, the address it leads to, and what else there is to know."""

    place: str
    name: str
    address: str
    about: str


def page(contents: Contents) -> Page:
    """The list, by place: whoever looks for Bolsover looks under B, whatever its council is called in full."""
    entries: list[_Entry] = []
    for slug in contents.years_of:
        latest = contents.latest(slug)
        short, address = latest.short_name, addresses.authority(slug)
        entries.append(_Entry(short, short, address, _about(contents, slug)))
        known = contents.scheme.register.authorities.get(slug)
        former = {name.value for name in known.names} - {latest.name} if known else set()
        for name in sorted(former):
            entries.append(_Entry(short if short in name else name, name, address, f"now {latest.name}"))
    entries.sort(key=lambda entry: (by_name(entry.place), entry.address, entry.name != entry.place))
    letters = [(letter, list(of_letter)) for letter, of_letter in groupby(entries, key=_letter)]
    many = contents.noun.many
    return Page(
        address=addresses.AUTHORITIES,
        heading=f"All {many} from A to Z",
        description=f"Every one of the {many} and other bodies that the Ombudsman’s releases tell of, by current and former name.",
        template="authorities.html.j2",
        content={"letters": letters},
        twin={
            "authorities": [
                {
                    "slug": slug,
                    "name": contents.name(slug),
                    "short_name": contents.short_name(slug),
                    "type": contents.latest(slug).type,
                    "group": contents.latest(slug).group,
                    "region": contents.latest(slug).region,
                    "county": contents.latest(slug).county,
                    "code": contents.latest(slug).code,
                    "opened_on": str(contents.latest(slug).opened_on or "") or None,
                    "closed_on": str(contents.latest(slug).closed_on or "") or None,
                    "years": list(years),
                    "address": contents.inputs.origin + addresses.authority(slug),
                }
                for slug, years in contents.years_of.items()
            ]
        },
        illustrative=contents.illustrative,
        section="Map",
        table=addresses.table("authorities"),
    )


def _about(contents: Contents, slug: str) -> str:
    latest = contents.latest(slug)
    full = latest.name if latest.name != latest.short_name else ""
    if latest.closed_on is None or latest.closed_on > contents.newest.about.year.last_day:
        return full
    return f"{full}, closed {latest.closed_on.year}" if full else f"closed {latest.closed_on.year}"


def _letter(entry: _Entry) -> str:
    first = by_name(entry.place)[:1].upper()
    return first if first.isalpha() else "0 to 9"
