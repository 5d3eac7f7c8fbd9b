"""The map and the same as a table, for every year and measure: by shape or in equal areas, for districts or for counties.

Belongs here: the pages of maps, and what the script fills the panel with. Not here: drawing (`pictures.map_of_release`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from upheld.pictures.map_html import MapHtml
from upheld.pictures.map_of_release import Drawing, MapView, has_map, map_of_release, map_over_years
from upheld.publication import addresses
from upheld.publication.page import Choice, Crumb, Page
from upheld.publication.pages.identity import closed_on
from upheld.publication.year import YearOfSite, by_name
from upheld.register.layouts import Tier
from upheld.release.model import AuthorityReview
from upheld.release.series import ObservedRow
from upheld.wording.caution import caution_over_years
from upheld.wording.numbers import capital
from upheld.wording.sayings import PLAIN
from upheld.wording.verdicts import verdict_alone

TIERS = {Tier.DISTRICTS: "Districts and single-tier", Tier.COUNTIES: "Counties and single-tier"}
_DRAWINGS = {Drawing.GEOGRAPHIC: "Map", Drawing.EQUAL_AREAS: "Equal areas"}
SCRIPTS = ("map",)


def pages(year: YearOfSite) -> Iterator[Page]:
    """Every map of a year; where there are no shapes, the tables alone."""
    for measure in year.percent:
        for tier, drawing in _variants(year, measure):
            yield _page(year, measure, tier, drawing)
        if year.release.definitions[measure].verdict:
            for tier in Tier:
                yield from _over_years(year, measure, tier)


def panels(year: YearOfSite, measure: str) -> dict[str, dict[str, Any]]:
    """What the panel beside a map tells of each authority, by slug."""
    found = {}
    for slug, review in year.release.reviews.items():
        if review.authority.group is not None and measure in review.figures:
            found[slug] = {
                "name": year.names(slug).authority,
                "words": year.words(slug)[measure],
                "picture": year.picture(slug, measure),
                "squares": year.squares(slug, measure),
                "address": addresses.authority_year(slug, year.label),
                "county": _serving(year, review),
            }
    return found


def _serving(year: YearOfSite, review: AuthorityReview) -> str | None:
    """The county council above it, where both are there today."""
    county = review.authority.county
    gone = [closed_on(year.contents, slug) for slug in (review.authority.slug, county) if slug]
    return None if any(gone) else county


def map_content(year: YearOfSite, measure: str, tier: Tier, drawing: Drawing) -> dict[str, Any]:
    """Everything that a template needs for a map, its choices and its table."""
    contents, listed = year.contents, rows(year, measure, tier)
    return {
        "year": year,
        "measure": measure,
        "name": year.label_of(measure),
        "of_tier": _of_tier(year, measure, tier),
        "tier_words": TIERS[tier].lower(),
        "explains": year.release.definitions[measure].explains,
        "map": _map(year, measure, tier, drawing),
        "measures": [
            Choice(year.label_of(each), addresses.map_of(year.label, each, tier, drawing), each == measure)
            for each in year.percent
        ],
        "years": [
            Choice(label, addresses.map_of(label, measure, tier, drawing), label == year.label)
            for label, release in contents.releases.items()
            if measure in release.definitions
        ],
        "tiers": [
            Choice(label, addresses.map_of(year.label, measure, each, drawing), each is tier)
            for each, label in TIERS.items()
        ],
        "drawings": [
            Choice(label, addresses.map_of(year.label, measure, tier, each), each is drawing)
            for each, label in _DRAWINGS.items()
        ],
        "together": addresses.map_over_years(year.label, measure, tier)
        if year.contents.inputs.areas is not None and together(year, measure)
        else "",
        "rows": listed,
        "caution": year.caution_on(measure, [row["slug"] for row in listed]),
    }


def rows(year: YearOfSite, measure: str, tier: Tier) -> list[dict[str, Any]]:
    """One row for each authority of the tier with a group: what the map tells of it, and those it has no place for."""
    groups = year.contents.scheme.groups
    found = []
    for review in year.release.reviews.values():
        authority = review.authority
        if authority.group is None or measure not in review.figures:
            continue
        if not _is_of(year, authority.slug, tier):
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


def twin(year: YearOfSite, measure: str, tier: Tier) -> dict[str, Any]:
    """The same for programs."""
    return {
        "year": year.label,
        "measure": measure,
        "name": year.label_of(measure),
        "tier": tier.value,
        "authorities": rows(year, measure, tier),
    }


def _is_of(year: YearOfSite, slug: str, tier: Tier) -> bool:
    """Whether an authority stands in the table of a tier; without a map there is one table, of all."""
    areas = year.contents.inputs.areas
    return areas is None or tier in areas.tiers_of(slug, year.release.about.year.last_day)


def _of_tier(year: YearOfSite, measure: str, tier: Tier) -> str:
    """What a heading adds where there is a map for each tier."""
    return f": {TIERS[tier].lower()}" if len(_variants(year, measure)) > 1 else ""


def _variants(year: YearOfSite, measure: str) -> list[tuple[Tier, Drawing]]:
    areas = year.contents.inputs.areas
    if areas is None or not has_map(areas, measure):
        return [(Tier.DISTRICTS, Drawing.GEOGRAPHIC)]
    return [(tier, drawing) for tier in Tier for drawing in Drawing]


def _page(year: YearOfSite, measure: str, tier: Tier, drawing: Drawing) -> Page:
    name, noun = year.label_of(measure), year.contents.noun
    content = map_content(year, measure, tier, drawing)
    of_tier = _of_tier(year, measure, tier)
    drawn_as = ", in equal areas" if drawing is Drawing.EQUAL_AREAS else ""
    main = addresses.map_of(year.label, measure, tier)
    return Page(
        address=addresses.map_of(year.label, measure, tier, drawing),
        heading=f"{name}, {year.label}{of_tier}",
        title=f"{name}, {year.label}{of_tier}{drawn_as}",
        description=f"{name} in {year.label}{of_tier}. Every {noun.one} of these on a map and in a table, with its count and its verdict.",
        template="home.html.j2",
        content=content | {"is_home": False, "names_at": "", "postcodes_at": ""},
        twin=twin(year, measure, tier),
        illustrative=year.release.about.illustrative,
        crumbs=(
            Crumb("Map", addresses.HOME),
            Crumb(year.label, addresses.maps_of(year.label)),
            Crumb(name, ""),
        ),
        section="Map",
        release=year.origin_line,
        table=addresses.table("figures", year.label),
        canonical=main,
        scripts=SCRIPTS if content["map"] else (),
        styles=("map",) if content["map"] else (),
    )


def together(year: YearOfSite, measure: str) -> dict[str, ObservedRow]:
    """What was observed beside what was expected over several years, by authority."""
    return {
        slug: row
        for slug, review in year.release.reviews.items()
        for row in review.observed
        if row.measure == measure and row.by == "year" and review.authority.group is not None
    }


def _over_years(year: YearOfSite, measure: str, tier: Tier) -> Iterator[Page]:
    """Several years together, in which fewer are too few to say; so named, and no stand-in for the year's own map."""
    areas, observed = year.contents.inputs.areas, together(year, measure)
    if areas is None or not observed:
        return
    drawn_map = map_over_years(
        areas, year.release, measure, lambda slug: year.contents.page_of(slug, year.label), MapView(tier)
    )
    if drawn_map is None:
        return
    first = next(iter(observed.values()))
    shown = {slug: row for slug, row in observed.items() if _is_of(year, slug, tier)}
    name, groups = year.label_of(measure), year.contents.scheme.groups
    span = f"{first.first_year} to {first.last_year}"
    listed = [
        {
            "slug": slug,
            "name": authority.short_name,
            "kind": capital(groups[authority.group].one) if authority.group else "",
            "observed": row.observed,
            "base": row.base,
            "expected": row.expected,
            "verdict": verdict_alone(row.verdict) if row.verdict else "None",
        }
        for slug, row in shown.items()
        for authority in (year.release.reviews[slug].authority,)
    ]
    yield Page(
        address=addresses.map_over_years(year.label, measure, tier),
        heading=f"{name}, {span} together: {TIERS[tier].lower()}",
        description=f"{name} over several years, {span}, {TIERS[tier].lower()}: what was found beside what would be expected had each year gone as at the other members of the group together.",
        template="map_years.html.j2",
        content={
            "year": year,
            "span": span,
            "tier_words": TIERS[tier].lower(),
            "map": drawn_map,
            "measures": [
                Choice(year.label_of(each), addresses.map_over_years(year.label, each, tier), each == measure)
                for each in year.percent
                if year.release.definitions[each].verdict and together(year, each)
            ],
            "tiers": [
                Choice(label, addresses.map_over_years(year.label, measure, each), each is tier)
                for each, label in TIERS.items()
            ],
            "caution": caution_over_years(shown.values()),
            "own": addresses.map_of(year.label, measure, tier),
            "rows": sorted(listed, key=lambda row: by_name(str(row["name"]))),
        },
        twin={
            "year": year.label,
            "years": [first.first_year, first.last_year],
            "measure": measure,
            "tier": tier.value,
            "authorities": listed,
        },
        illustrative=year.release.about.illustrative,
        crumbs=(
            Crumb("Map", addresses.HOME),
            Crumb(year.label, addresses.maps_of(year.label)),
            Crumb(name, addresses.map_of(year.label, measure, tier)),
            Crumb("Years together", ""),
        ),
        section="Map",
        release=year.origin_line,
        table=addresses.table("observed", year.label),
        canonical=addresses.map_over_years(year.label, measure, tier),
        scripts=SCRIPTS,
        styles=("map",),
    )


def _map(year: YearOfSite, measure: str, tier: Tier, drawing: Drawing) -> MapHtml | None:
    areas = year.contents.inputs.areas
    if areas is None or not has_map(areas, measure):
        return None
    words = {
        slug: year.words(slug)[measure]
        for slug, review in year.release.reviews.items()
        if measure in review.figures
    }
    return map_of_release(
        areas,
        year.release,
        measure,
        words,
        lambda slug: year.contents.page_of(slug, year.label),
        year.contents.inputs.sayings.get(measure, PLAIN).nothing,
        MapView(tier, drawing, panels=addresses.panels_of(year.label, measure)),
    )
