"""Lists of decisions and a decision's own page: what each was about, and where there are others like it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.publication.made_site import files, inputs, parsed
from upheld.publication.contents import Contents
from upheld.publication.inputs import SiteInputs
from upheld.publication.page import Choice, Page
from upheld.publication.pages import decisions
from upheld.publication.setting import Setter
from upheld.publication.year import YearOfSite
from upheld.wording.listings import first_sentence

KENT = inputs().releases[0].reviews["kent"]
CASE = KENT.decisions[0]
PATH = f"decision/{CASE.case.replace(' ', '-')}"


@pytest.mark.parametrize(
    "path", ["authority/kent/2019-20/decisions", "decision/year/2019-20/category/housing"]
)
def test_a_list_has_the_first_sentence_of_each_summary(path: str) -> None:
    rows = json.loads(files()[f"{path}/index.json"])["decisions"]
    texts = inputs().texts["2019-20"]
    known = {
        decision.case: decision.text
        for review in inputs().releases[0].reviews.values()
        for decision in review.decisions
    }
    row = next(each for each in rows if each["authority"] == "kent")
    sentence = first_sentence(texts.read(known[row["case"]]) or "")
    assert row["summary_begins"] == sentence != ""
    assert sentence in parsed(f"{path}/index.html").text


@pytest.mark.parametrize(
    ("summary", "first"),
    [
        ("There was delay. We found fault.", "There was delay."),
        ("Was there delay? There was.", "Was there delay?"),
        ("One sentence alone.", "One sentence alone."),
        ("", ""),
    ],
)
def test_the_first_sentence_is_the_summary_s_own(summary: str, first: str) -> None:
    assert first_sentence(summary) == first


def test_a_decision_leads_to_others_of_its_subject_and_of_its_authority() -> None:
    page = parsed(f"{PATH}/index.html")
    hrefs = {each.get("href") for each in page.attributes("a")}
    assert "/authority/kent/2019-20/decisions/" in hrefs
    assert f"/decision/year/2019-20/category/{CASE.category.replace('_', '-')}/" in hrefs
    assert "Decisions of 2019-20 about Kent" in page.text
    assert "Decisions of 2019-20 about Kent" in json.loads(files()[f"{PATH}/index.json"])["similar"]


def test_a_remedy_is_said_to_have_come_before_the_ombudsman_was_reached() -> None:
    upheld = next(each for each in KENT.decisions if each.outcome == "upheld")
    text = parsed(f"decision/{upheld.case.replace(' ', '-')}/index.html").text
    assert "satisfactory remedy had been offered before the complaint reached the Ombudsman" in text
    assert "before the complaint was made" not in text


def test_one_of_many_pages_leads_to_those_beside_it_and_to_the_ends() -> None:
    pages = [Choice(str(number), f"/{number}/", chosen=number == 10) for number in range(1, 21)]
    page = next(each for each in _lists_of(inputs()) if each.template == "decisions.html.j2")
    content = {**page.content, "pages": pages}
    shown = next(Setter(Contents(inputs())).files(replace(page, content=content))).content.decode()
    paging = shown.partition('<nav class="choices" aria-label="Page">')[2].partition("</nav>")[0]
    told = re.findall(r"<li[^>]*>(?:<a [^>]*>)?([^<]*)", paging)
    assert told == ["Previous", "1", "…", "8", "9", "10", "11", "12", "…", "20", "Next"]
    assert '<a href="/9/" rel="prev">' in paging
    assert '<a href="/11/" rel="next">' in paging
    assert paging.count('aria-current="true"') == 1


def test_the_first_page_of_two_has_none_before_it() -> None:
    page = next(each for each in _lists_of(inputs()) if each.template == "decisions.html.j2")
    content = {**page.content, "pages": [Choice("1", "/1/", chosen=True), Choice("2", "/2/")]}
    shown = next(Setter(Contents(inputs())).files(replace(page, content=content))).content.decode()
    assert "Previous" not in shown
    assert '<a href="/2/" rel="next">Next</a>' in shown


def _lists_of(made: SiteInputs) -> Iterator[Page]:
    contents = Contents(made)
    return decisions.of_year(YearOfSite(contents, contents.newest))
