"""Addresses are permanent: what was once published is found there for good. A line here is never changed, only added."""

from __future__ import annotations

import pytest

from upheld.publication import addresses

PERMANENT = {
    addresses.HOME: "/",
    addresses.AUTHORITIES: "/authority/",
    addresses.COMPARE: "/compare/",
    addresses.DECISIONS: "/decision/",
    addresses.REPORTS: "/report/",
    addresses.IMPROVEMENTS: "/improvement/",
    addresses.REVIEWS: "/review/",
    addresses.METHODS: "/methods/",
    addresses.DATA: "/data/",
    addresses.RELEASES: "/release/",
    addresses.ACCESSIBILITY: "/accessibility/",
    addresses.PRIVACY: "/privacy/",
    addresses.NOT_FOUND: "/404.html",
    addresses.FEED: "/feed.xml",
    addresses.authority("bolsover"): "/authority/bolsover/",
    addresses.authority_year("bolsover", "2019-20"): "/authority/bolsover/2019-20/",
    addresses.authority_revision("bolsover", "2019-20", 1): "/authority/bolsover/2019-20/r1/",
    addresses.authority_decisions("bolsover", "2019-20"): "/authority/bolsover/2019-20/decisions/",
    addresses.figures_csv("bolsover", "2019-20"): "/authority/bolsover/2019-20/figures.csv",
    addresses.authority_feed("bolsover"): "/authority/bolsover/feed.xml",
    addresses.map_of("2019-20", "upheld-rate"): "/map/2019-20/upheld-rate/",
    addresses.map_of("2019-20", "upheld-rate", "counties"): "/map/2019-20/upheld-rate/counties/",
    addresses.map_of(
        "2019-20", "upheld-rate", "counties", "equal-areas"
    ): "/map/2019-20/upheld-rate/counties/equal-areas/",
    addresses.map_over_years(
        "2019-20", "upheld-rate", "counties"
    ): "/map/2019-20/upheld-rate/counties/together/",
    addresses.group("district"): "/group/district/",
    addresses.group_year("district", "2019-20", "upheld-rate"): "/group/district/2019-20/upheld-rate/",
    addresses.group_by_rate(
        "district", "2019-20", "upheld-rate"
    ): "/group/district/2019-20/upheld-rate/by-rate/",
    addresses.GROUPS: "/group/",
    addresses.group_of_year("district", "2019-20"): "/group/district/2019-20/",
    addresses.MAPS: "/map/",
    addresses.maps_of("2019-20"): "/map/2019-20/",
    addresses.case("19 012 345"): "/decision/19-012-345/",
    addresses.case("17 002 402b"): "/decision/17-002-402b/",
    addresses.decisions_of("2019-20"): "/decision/year/2019-20/",
    addresses.decisions_of("2019-20", page=2): "/decision/year/2019-20/2/",
    addresses.decisions_of(
        "2019-20", "category", "adult_social_care"
    ): "/decision/year/2019-20/category/adult-social-care/",
    addresses.reports_of("2019-20"): "/report/2019-20/",
    addresses.report("19-044", "2019-20"): "/report/2019-20/#19-044",
    addresses.improvements_of("2019-20", 3): "/improvement/2019-20/3/",
    addresses.letter("bolsover", "2019-20", 1, "pdf"): "/letter/2019-20/r1/bolsover.pdf",
    addresses.review("2019-20"): "/review/2019-20/",
    addresses.method("upheld-rate"): "/methods/upheld-rate/",
    addresses.release("2019-20"): "/release/2019-20/",
}


@pytest.mark.parametrize(("found", "permanent"), PERMANENT.items())
def test_an_address_is_what_it_always_was(found: str, permanent: str) -> None:
    assert found == permanent


@pytest.mark.parametrize(
    ("address", "file", "twin"),
    [
        ("/", "index.html", "/index.json"),
        ("/authority/bolsover/", "authority/bolsover/index.html", "/authority/bolsover/index.json"),
        ("/404.html", "404.html", "/404.json"),
        ("/report/2019-20/#19-044", "report/2019-20/index.html", None),
    ],
)
def test_a_page_is_a_folder_with_a_twin(address: str, file: str, twin: str | None) -> None:
    assert addresses.file_of(address) == file
    if twin is not None:
        assert addresses.twin_of(address) == twin
