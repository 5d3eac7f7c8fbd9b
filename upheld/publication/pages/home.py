"""The home page: the question, the search, and the newest year's map with its table.

Belongs here: what a visitor meets first, and the files the search reads. Not here: maps of other years (`maps`).
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.pictures.map_of_release import Drawing
from upheld.publication import addresses
from upheld.publication.finding import names_text
from upheld.publication.page import Page, SiteFile
from upheld.publication.pages import maps
from upheld.publication.year import YearOfSite
from upheld.register.layouts import Tier


def page(year: YearOfSite) -> Page:
    """The home page, with the map of the first measure in the newest year."""
    contents, measure = year.contents, year.first
    content = maps.map_content(year, measure, Tier.DISTRICTS, Drawing.GEOGRAPHIC)
    found = contents.inputs.areas is not None and contents.inputs.postcodes is not None
    scripts = (*(("find",) if found else ()), *(maps.SCRIPTS if content["map"] else ()))
    return Page(
        address=addresses.HOME,
        heading=contents.title,
        description=f"What the {contents.scheme.issuer.ombudsman} found when people complained about their {contents.noun.one}: how often the {contents.noun.one} was at fault, and whether it put things right.",
        template="home.html.j2",
        content=content
        | {
            "is_home": True,
            "names_at": addresses.NAMES if found else "",
            "postcodes_at": addresses.POSTCODES if found else "",
        },
        twin=maps.twin(year, measure, Tier.DISTRICTS),
        illustrative=contents.illustrative,
        section="Map",
        release=year.origin_line,
        table=addresses.table("figures", year.label),
        scripts=scripts,
        styles=("map",) if content["map"] else (),
    )


def search_files(year: YearOfSite) -> Iterator[SiteFile]:
    """The names and postcodes that the search reads in the browser; none where there are no areas."""
    inputs = year.contents.inputs
    if inputs.areas is None or inputs.postcodes is None:
        return
    slugs = tuple(slug for slug in year.contents.years_of if slug in inputs.areas.register.authorities)
    day = year.release.about.year.last_day
    names = names_text(inputs.areas, slugs, day, addresses.authority)
    yield SiteFile(addresses.file_of(addresses.NAMES), names.encode())
    yield SiteFile(addresses.file_of(addresses.POSTCODES), inputs.postcodes.encode())
