"""Public reports: they are found from every page, and their numbers are those of what is listed."""

from __future__ import annotations

import json

from tests.publication.made_site import files, inputs, parsed


def hrefs(path: str) -> set[str]:
    return {each["href"] for each in parsed(path).attributes("a")}


def test_every_page_leads_to_the_reports() -> None:
    for path in ("index.html", "decision/index.html", "authority/kent/2019-20/index.html"):
        assert "/report/" in hrefs(path)


def test_a_report_on_an_authority_s_page_leads_to_its_place_in_the_list() -> None:
    (report, slug) = next(
        (report, slug) for slug, review in inputs().releases[0].reviews.items() for report in review.reports
    )
    assert f"/report/2019-20/#{report.number.lower()}" in hrefs(f"authority/{slug}/2019-20/index.html")


def test_the_list_of_a_year_says_how_many_are_published_and_lists_as_many() -> None:
    twin = json.loads(files()["report/2019-20/index.json"])["reports"]
    rows = [report for review in inputs().releases[0].reviews.values() for report in review.reports]
    assert len(twin) == len(rows)
    assert (
        f"issued in 2019-20: {len(rows)} published by 30 April 2020."
        in parsed("report/2019-20/index.html").text
    )
    index = json.loads(files()["report/index.json"])["years"][-1]
    assert (index["year"], index["published"]) == ("2019-20", len(rows))
    assert f"{index['issued']} issued, {len(rows)} published" in parsed("report/index.html").text


def test_a_report_about_several_is_said_to_be_listed_with_each() -> None:
    numbers = [each["number"] for each in json.loads(files()["report/2019-20/index.json"])["reports"]]
    several = len(numbers) > len(set(numbers))
    assert several == (
        "A report about several councils is counted and listed with each."
        in parsed("report/2019-20/index.html").text
    )
