"""A site made by hand: two years of a few authorities in every state a page can be in.

Belongs here: the inputs that the tests of pages share, and the site's files made from them once. What is expected of a page
stands in its test.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from functools import cache, lru_cache

from tests.letters.hand_made import LATER, YEAR, release, scheme_of_england
from tests.publication.html_page import HtmlPage
from upheld.publication.assembly import assembled
from upheld.publication.inputs import PublicFrom, SiteInputs
from upheld.publication.listing import Listing
from upheld.publication.page import SiteFile
from upheld.register.areas import Areas, load_areas
from upheld.register.years import ReportingYear
from upheld.release.model import AuthorityReview, Release
from upheld.release.series import CategoryRow, ObservedRow, SeriesRow
from upheld.wording.sayings import load_sayings

ORIGIN = "https://upheld.example"


def inputs() -> SiteInputs:
    """The inputs of the site, with a release of 2019-20 that was replaced."""
    scheme = scheme_of_england()
    standing = tomllib.loads((scheme.prose_folder / "standing.toml").read_text(encoding="utf-8"))
    first, later = _year(YEAR), _year(LATER)
    old = replace(first, about=replace(first.about, revision=1))
    new = replace(
        first,
        about=replace(first.about, revision=2, corrects=1, why="One decision came late."),
        checksum="1" * 64,
    )
    return SiteInputs(
        scheme=scheme,
        origin=ORIGIN,
        releases=(new, later),
        texts={year.label: release(True, year)[1] for year in (YEAR, LATER)},
        sayings=load_sayings(scheme.prose_folder),
        leading=tuple(standing["letter"]["figures"]),
        replaced=(old,),
        public_from={
            YEAR.label: PublicFrom(date(2020, 7, 29), time(0, 1)),
            LATER.label: PublicFrom(date(2025, 7, 2), time(9, 30)),
        },
        areas=english_areas(),
        postcodes=(scheme.folder / "areas" / "postcodes.json").read_text(encoding="utf-8"),
    )


@lru_cache(maxsize=1)
def english_areas() -> Areas:
    """Where English councils are."""
    scheme = scheme_of_england()
    return load_areas(scheme.folder, scheme.register, scheme.types_with_area)


def site_files(made_of: SiteInputs) -> Iterator[SiteFile]:
    """Every file of a site, part after part."""
    site, listing = assembled(made_of, None), Listing()
    for part in site.parts:
        for file in part():
            listing.take(file)
            yield file
    yield from site.last(listing)


@lru_cache(maxsize=1)
def files() -> dict[str, bytes]:
    """The whole site, by path."""
    return {file.path: file.content for file in site_files(inputs())}


@lru_cache(maxsize=1)
def pages() -> dict[str, str]:
    """The pages, by path."""
    return {path: content.decode() for path, content in files().items() if path.endswith(".html")}


@cache
def parsed(path: str) -> HtmlPage:
    """A page, taken apart."""
    return HtmlPage(pages()[path])


def _year(year: ReportingYear) -> Release:
    made = release(True, year)[0]
    reviews = {slug: _told(review, place, year) for place, (slug, review) in enumerate(made.reviews.items())}
    return replace(made, reviews=reviews)


def _told(review: AuthorityReview, place: int, year: ReportingYear) -> AuthorityReview:
    """The review with cases of its own, and with what stands beside figures: categories, years before, years together."""
    slug = review.authority.slug

    def own(case: str) -> str:
        return f"{year.ending - 2001:02d} {place:03d}{case[6:]}" if case.startswith("19 ") else case

    decisions = tuple(replace(each, case=own(each.case)) for each in review.decisions)
    promises = tuple(replace(each, case=own(each.case)) for each in review.promises)
    reports = tuple(replace(each, cases=tuple(map(own, each.cases))) for each in review.reports)
    counts = review.counts
    categories = (
        CategoryRow(slug, "housing", 3, counts["decided"], counts["investigated"], counts["upheld"]),
        CategoryRow(slug, None, 1, 0, 0, 0),
    )
    series = tuple(
        SeriesRow(slug, "upheld-rate", "2018-19", None, 1, 3, "33%", None, "50%", 0, 0, "published")
        for _ in range(1 if review.authority.group else 0)
    )
    observed = (
        ObservedRow(
            slug, "upheld-rate", "year", "2017-18", "2019-20", 7, 3, "3.1", "0.6", "0.6", None, None, ()
        ),
    )
    return replace(
        review,
        decisions=decisions,
        promises=promises,
        reports=reports,
        categories=categories,
        series=series,
        observed=observed,
    )
