"""The home page, and the same map with its table for every year and measure.

Belongs here: the question, the search, the map and the table that holds what it holds. Not here: drawing the map
(`pictures.map`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from upheld.publication import addresses
from upheld.publication.page import Choice, Crumb, Page
from upheld.publication.year import YearOfSite, by_name
from upheld.wording.numbers import capital
from upheld.wording.verdicts import verdict_alone


def page(year: YearOfSite) -> Page:
    """The home page, with the map of the first measure in the newest year."""
    contents = year.contents
    measure = year.first
    return Page(
        address=addresses.HOME,
        heading=contents.title,
        description=f"What the Ombudsman found when people complained about their {contents.noun.one}: how often it was at fault, and whether it put things right.",
        template="home.html.j2",
        content=_content(year, measure) | {"is_home": True},
        twin=_twin(year, measure),
        illustrative=contents.illustrative,
        section="Map",
        release=year.origin_line,
    )


def maps(year: YearOfSite) -> Iterator[Page]:
    """The map and its table for every measure of a year that is a share of cases."""
    for measure in year.percent:
        name = year.label_of(measure)
        yield Page(
            address=addresses.map_of(year.label, measure),
            heading=f"{name}, {year.label}",
            description=f"{name} in {year.label}: every {year.contents.noun.one} on a map and in a table, with its count and its verdict.",
            template="home.html.j2",
            content=_content(year, measure) | {"is_home": False},
            twin=_twin(year, measure),
            illustrative=year.release.about.illustrative,
            crumbs=(Crumb("Map", addresses.HOME), Crumb(f"{name}, {year.label}", "")),
            section="Map",
            release=year.origin_line,
        )


def map_section(year: YearOfSite, measure: str) -> Markup:
    """The map of a measure; nothing where the site has no shapes to draw."""
    return Markup("")


def _content(year: YearOfSite, measure: str) -> dict[str, Any]:
    contents = year.contents
    return {
        "year": year,
        "measure": measure,
        "name": year.label_of(measure),
        "explains": year.release.definitions[measure].explains,
        "map": map_section(year, measure),
        "measures": [
            Choice(year.label_of(each), addresses.map_of(year.label, each), each == measure)
            for each in year.percent
        ],
        "years": [
            Choice(label, addresses.map_of(label, measure), label == year.label)
            for label, release in contents.releases.items()
            if measure in release.definitions
        ],
        "rows": _rows(year, measure),
    }


def _rows(year: YearOfSite, measure: str) -> list[dict[str, Any]]:
    """One row for each authority with a group: what the map tells of it."""
    groups = year.contents.scheme.groups
    found = []
    for review in year.release.reviews.values():
        authority = review.authority
        if authority.group is None or measure not in review.figures:
            continue
        words, figure = year.words(authority.slug)[measure], review.figures[measure]
        found.append(
            {
                "slug": authority.slug,
                "name": authority.short_name,
                "kind": capital(groups[authority.group].one),
                "rate": words.rate,
                "numerator": figure.numerator,
                "denominator": figure.denominator,
                "range": f"{words.low} to {words.high}" if words.low else None,
                "heading": verdict_alone(figure.verdict) if figure.verdict else words.heading,
                "closed": not authority.open_at_end,
            }
        )
    return sorted(found, key=lambda row: by_name(row["name"]))


def _twin(year: YearOfSite, measure: str) -> dict[str, Any]:
    return {
        "year": year.label,
        "measure": measure,
        "name": year.label_of(measure),
        "authorities": _rows(year, measure),
    }
