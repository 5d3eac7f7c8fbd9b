"""Lists of decisions and a decision's own page: what each was about, and where there are others like it."""

from __future__ import annotations

import json

import pytest

from tests.publication.made_site import files, inputs, parsed
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
