"""A decision published after its year was frozen: a later release tells of it, and the site has it everywhere it belongs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import lru_cache

from tests.publication.html_page import HtmlPage
from tests.publication.made_site import inputs, site_files
from upheld.publication.downloads import folders
from upheld.publication.feeds import feeds
from upheld.publication.inputs import SiteInputs
from upheld.release.model import PublicDecision, Texts

CASE, OLDER = "19 777 001", "10 777 002"
WORDS = "Nobody answered a letter for a year."


@lru_cache(maxsize=1)
def told_later() -> SiteInputs:
    """The made site, whose release of 2024-25 tells of a decision of 2019-20, and of one of before there were releases."""
    base = inputs()
    first, later = base.releases
    known = first.reviews["kent"].decisions[0]
    late = replace(
        known, case=CASE, decided_on=date(2020, 3, 28), published_on=date(2024, 5, 2), text="a" * 64
    )
    older: PublicDecision = replace(late, case=OLDER, decided_on=date(2011, 6, 1), text=None)
    texts = base.texts["2024-25"]
    told = Texts({**texts.by_sha256, "a" * 64: WORDS}, texts.withdrawn)
    return replace(
        base,
        releases=(
            first,
            replace(
                later,
                about=replace(later.about, as_at=date(2025, 4, 30)),
                published_since=(late, older),
            ),
        ),
        texts={**base.texts, "2024-25": told},
    )


@lru_cache(maxsize=1)
def site() -> dict[str, bytes]:
    return {file.path: file.content for file in site_files(told_later())}


def page(path: str) -> HtmlPage:
    return HtmlPage(site()[path].decode())


def test_it_has_its_page_and_is_counted_in_its_own_year() -> None:
    said = page("decision/19-777-001/index.html")
    assert WORDS in said.text
    assert "Counted in2019-20" in said.text
    assert {"href": "/authority/kent/2019-20/", "data-pagefind-filter": "Year"} in said.attributes("a")
    assert json.loads(site()["decision/19-777-001/index.json"])["release"] == "Release 2024-25, revision 1"


def test_one_of_a_year_that_is_not_on_the_site_has_a_page_too() -> None:
    said = page("decision/10-777-002/index.html")
    assert "Counted in2011-12" in said.text
    assert not any("2011-12" in (each.get("href") or "") for each in said.attributes("a"))


def test_it_is_in_the_lists_of_its_own_year_and_said_to_have_come_later() -> None:
    before = json.loads(site()["decision/year/2019-20/index.json"])["decisions"]
    assert CASE in {each["case"] for each in before}
    listed = page("authority/kent/2019-20/decisions/index.html")
    assert CASE in listed.text
    frozen = told_later().releases[0].about.as_at
    assert f"One was published after {frozen.day} {frozen:%B %Y}, when the year was frozen." in listed.text
    assert CASE not in page("authority/kent/2024-25/decisions/index.html").text


def test_it_is_news_and_in_the_open_data_under_its_own_year() -> None:
    feed = {each.path: each.content.decode() for each in feeds(told_later())}
    assert (
        feed["authority/kent/feed.xml"].count(f"<summary>Illustrative: made from sample records. {WORDS}")
        == 1
    )
    table = next(
        each.content.decode()
        for part in folders(told_later())
        for each in part()
        if each.path == "data/2024-25/decisions.csv"
    )
    (row,) = [line for line in table.splitlines() if CASE in line]
    assert row.startswith("kent,Kent County Council,2019-20,")
    assert WORDS in row


def test_no_figure_of_any_page_changes() -> None:
    path = "authority/kent/2019-20/index.json"
    plain = {file.path: file.content for file in site_files(inputs()) if file.path == path}
    assert json.loads(site()[path])["counts"] == json.loads(plain[path])["counts"]


def test_nothing_is_said_to_be_every_decision_and_a_reference_without_a_page_is_explained() -> None:
    assert "Decisions that the Ombudsman published by 30 April 2025" in page("decision/index.html").text
    missing = page("404.html").text
    assert "only decisions of 2019-20 and later that the Ombudsman published by 30 April 2025" in missing


def test_the_methods_say_what_is_never_published_and_when_the_rest_is_listed() -> None:
    text = page("methods/index.html").text
    assert "listed from the next year’s release on, under the year that counts it" in text
    assert (
        "never published: invalid or incomplete, advice given and referred back for local resolution." in text
    )
