"""Every authority from A to Z, by the names it has and the names it had.

Belongs here: the list that a search by name leads to without script. Not here: an authority's own page.
"""

from __future__ import annotations

from itertools import groupby

from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Page
from upheld.publication.year import by_name


def page(contents: Contents) -> Page:
    """The list. Each entry is a name, the address it leads to, and what else there is to know."""
    entries: list[tuple[str, str, str]] = []
    for slug in contents.years_of:
        latest = contents.latest(slug)
        entries.append((latest.name, addresses.authority(slug), _about(contents, slug)))
        known = contents.scheme.register.authorities.get(slug)
        former = {name.value for name in known.names} - {latest.name} if known else set()
        entries += [(name, addresses.authority(slug), f"now {latest.name}") for name in sorted(former)]
    entries.sort(key=lambda entry: (by_name(entry[0]), entry[1]))
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
    )


def _about(contents: Contents, slug: str) -> str:
    latest = contents.latest(slug)
    kind = contents.scheme.types[latest.type].title if latest.type in contents.scheme.types else ""
    if latest.closed_on is None or latest.closed_on > contents.newest.about.year.last_day:
        return kind
    return f"{kind}, closed {latest.closed_on.year}"


def _letter(entry: tuple[str, str, str]) -> str:
    first = by_name(entry[0])[:1].upper()
    return first if first.isalpha() else "0 to 9"
