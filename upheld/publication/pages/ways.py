"""Ways: pages that list the pages below their address, for whoever shortens an address or goes up by a crumb.

Belongs here: all maps, the maps of a year, all groups, a group in a year. Not here: what they lead to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from upheld.pictures.map_of_release import has_map
from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Choice, Crumb, Page
from upheld.publication.pages import maps
from upheld.publication.year import YearOfSite
from upheld.register.layouts import Tier
from upheld.scheme import Group
from upheld.wording.numbers import capital


@dataclass(frozen=True, slots=True)
class _List:
    """A heading and the pages under it."""

    heading: str
    pages: tuple[Choice, ...]


def of_all(contents: Contents) -> Iterator[Page]:
    """All maps by year, and all groups."""
    newest = contents.newest.about.year.label
    years = tuple(Choice(label, addresses.maps_of(label)) for label in reversed(contents.years))
    yield _page(
        contents,
        addresses.MAPS,
        "Maps",
        "Every map there is, by year, the newest first.",
        newest,
        [_List("By year", years)],
        (Crumb("Map", addresses.HOME), Crumb("All maps", "")),
    )
    slugs = {review.authority.group for review in contents.newest.reviews.values()}
    groups = [group for slug, group in contents.scheme.groups.items() if slug in slugs]
    listed = tuple(Choice(capital(group.many), addresses.group(group.slug)) for group in groups)
    yield _page(
        contents,
        addresses.GROUPS,
        "Groups",
        f"Every {contents.noun.one} is compared with others of its kind, which do the same work.",
        newest,
        [_List(f"In {newest}", listed)],
        (Crumb("Map", addresses.HOME), Crumb("Groups", "")),
    )


def of_year(year: YearOfSite) -> Iterator[Page]:
    """The maps of a year, and each group in it."""
    contents = year.contents
    lists = [_List(year.label_of(measure), tuple(_maps(year, measure))) for measure in year.percent]
    yield _page(
        contents,
        addresses.maps_of(year.label),
        f"Maps, {year.label}",
        f"Every map of {year.label}, each with its table.",
        year.label,
        lists,
        (Crumb("Map", addresses.HOME), Crumb("All maps", addresses.MAPS), Crumb(year.label, "")),
    )
    for group in contents.scheme.groups.values():
        if any(review.authority.group == group.slug for review in year.release.reviews.values()):
            yield _group(year, group)


def _group(year: YearOfSite, group: Group) -> Page:
    members = year.reviews_of_group(group.slug)
    by_name, by_rate = [], []
    for measure in year.percent:
        if any(measure in review.figures for review in members):
            name = year.label_of(measure)
            by_name.append(Choice(name, addresses.group_year(group.slug, year.label, measure)))
            by_rate.append(Choice(name, addresses.group_by_rate(group.slug, year.label, measure)))
    return _page(
        year.contents,
        addresses.group_of_year(group.slug, year.label),
        f"{capital(group.many)}, {year.label}",
        f"Every figure of {group.many} in {year.label}, by name and in order of rate.",
        year.label,
        [_List("By name", tuple(by_name)), _List("In order of rate", tuple(by_rate))],
        (
            Crumb("Groups", addresses.GROUPS),
            Crumb(capital(group.many), addresses.group(group.slug)),
            Crumb(year.label, ""),
        ),
    )


def _maps(year: YearOfSite, measure: str) -> Iterator[Choice]:
    areas = year.contents.inputs.areas
    if areas is None or not has_map(areas, measure):
        yield Choice("Table", addresses.map_of(year.label, measure))
        return
    for tier in Tier:
        yield Choice(maps.TIERS[tier], addresses.map_of(year.label, measure, tier))
    if year.release.definitions[measure].verdict and maps.together(year, measure):
        yield Choice("Several years together", addresses.map_over_years(year.label, measure))


def _page(
    contents: Contents,
    address: str,
    heading: str,
    description: str,
    year: str,
    lists: Sequence[_List],
    crumbs: tuple[Crumb, ...],
) -> Page:
    origin = contents.inputs.origin
    return Page(
        address=address,
        heading=heading,
        description=description,
        template="ways.html.j2",
        content={"lists": lists},
        twin={
            "year": year,
            "pages": [
                {"under": each.heading, "title": page.label, "address": origin + page.address}
                for each in lists
                for page in each.pages
            ],
        },
        illustrative=contents.illustrative,
        crumbs=crumbs,
        section="Map",
    )
