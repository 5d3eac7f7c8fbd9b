"""What pages say in plain words where a definition has an office's, and that they show nothing where there is nothing."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.letters.hand_made import letter
from tests.publication.html_page import HtmlPage
from tests.publication.made_site import files, inputs, pages, parsed, site_files

BARE = "authority/adur/2019-20/index.html"
ALONE = "authority/dartmoor-national-park/2019-20/index.html"


def test_compliance_is_said_in_cases_and_not_in_outcomes() -> None:
    text = parsed("authority/birmingham/2019-20/index.html").text
    assert "62 cases in which everything was carried out" in text
    assert "of 63 cases checked" in text
    assert "outcomes satisfied" not in text
    assert "No case came to be checked in the period." in parsed(BARE).text


def test_questions_call_cases_what_the_page_calls_cases() -> None:
    asked = json.loads(files()["authority/birmingham/2019-20/index.json"])["questions"]
    assert any("of 63 cases checked" in each["comes_from"] for each in asked)
    for path in pages():
        if path.startswith("authority/"):
            assert "compliance outcome" not in parsed(path).text, path


def test_the_letter_keeps_the_words_of_the_definition_and_the_numbers_are_the_same() -> None:
    said = json.loads(files()["authority/birmingham/2019-20/index.json"])["figures"]["compliance-rate"]
    assert (said["numerator"], said["denominator"]) == (62, 63)
    assert any("outcomes satisfied" in each.words.counted for each in letter("birmingham").figures)


def test_circle_and_bar_are_explained_only_where_there_are_any() -> None:
    assert "The circle is Adur" not in parsed(BARE).text
    assert "The circle is Birmingham’s rate" in parsed("authority/birmingham/2019-20/index.html").text


def test_where_there_is_no_average_none_is_shown() -> None:
    for path in pages():
        for table in parsed(path).of("table", aria_labelledby="years-upheld-rate"):
            assert "None" not in table, path


def test_over_the_years_a_body_without_a_group_has_no_column_of_averages() -> None:
    base = inputs()
    (row,) = base.releases[0].reviews["bolsover"].series
    reviews = base.releases[0].reviews
    alone = replace(
        reviews["dartmoor-national-park"],
        series=(replace(row, authority="dartmoor-national-park", average=None),),
    )
    told = replace(base.releases[0], reviews={**reviews, "dartmoor-national-park": alone})
    site = site_files(replace(base, releases=(told,), replaced=()))
    page = next(HtmlPage(file.content.decode()) for file in site if file.path == ALONE)
    (table,) = page.of("table", aria_labelledby="years-upheld-rate")
    assert "Rate" in table
    assert "Average" not in table


def test_a_body_compared_with_nobody_is_told_nothing_of_chance() -> None:
    text = parsed(ALONE).text
    assert "None of these figures is compared with those of others this year" in text
    assert "figures were compared in this release" not in text


def test_home_says_who_was_at_fault() -> None:
    assert "how often the council was at fault" in parsed("index.html").text
    assert inputs().scheme.issuer.ombudsman in parsed("index.html").text
