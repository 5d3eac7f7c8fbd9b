"""The national review's page: its numbers are the release's, add up, and stand beside the year before."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pytest

from tests.publication.made_site import files, inputs, parsed
from upheld.measures.measure import Break
from upheld.measures.rate import print_rate
from upheld.publication.contents import Contents
from upheld.publication.pages.national import rates
from upheld.publication.year import YearOfSite
from upheld.register.years import ReportingYear
from upheld.release.model import Release

RELEASE = inputs().releases[0]


@lru_cache(maxsize=1)
def twin() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files()["review/2019-20/index.json"])
    return found


def text() -> str:
    return parsed("review/2019-20/index.html").text


def test_kinds_and_other_bodies_add_up_to_everybody() -> None:
    for measure, count in (("upheld-rate", "upheld"), ("satisfactory-remedy-rate", "satisfactory_remedy")):
        whole = sum(review.counts[count] for review in RELEASE.reviews.values())
        shown = [group["averages"][measure] for group in twin()["groups"] if group["group"] is None]
        own = sum(
            review.counts[count] for review in RELEASE.reviews.values() if review.authority.group is None
        )
        assert [one["numerator"] for one in shown] == [own]
        together = next(row for row in twin()["rates"] if row["measure"] == measure)
        assert together["numerator"] + own == whole
    assert "Other bodies" in text()
    assert "No average" in text()


def test_the_rate_of_all_together_is_that_of_their_counts() -> None:
    row = next(row for row in twin()["rates"] if row["measure"] == "upheld-rate")
    definition = RELEASE.definitions["upheld-rate"]
    exact = Fraction(row["numerator"], row["denominator"])
    assert row["rate"] == print_rate(definition, exact, national=True)
    assert row["rate"] in text()


def test_subjects_and_lateness_are_told() -> None:
    assert sum(row["decided"] for row in twin()["subjects"]) == twin()["counts"]["decided"]
    assert "Carried out late" in text()
    late = sum(review.counts["compliance.satisfied_late"] for review in RELEASE.reviews.values())
    assert twin()["counts"]["compliance.satisfied_late"] == late > 0


def test_a_year_without_a_review_document_says_so() -> None:
    assert "This site has no review document of 2019-20." in text()


def test_what_was_agreed_answers_to_what_is_listed() -> None:
    promises = [promise for review in RELEASE.reviews.values() for promise in review.promises]
    agreed = sum(review.counts["service_improvements"] for review in RELEASE.reviews.values())
    own = sum(promise.decided_on in RELEASE.about.year for promise in promises)
    sentence = f"In decisions of 2019-20, {agreed} service improvements were agreed. {own} of them"
    assert sentence in text()
    assert sentence in parsed("improvement/2019-20/index.html").text


def two_years(**changed: object) -> YearOfSite:
    """2019-20 beside a year before it in which everybody had one more that was not upheld."""
    year = ReportingYear(
        RELEASE.about.year.first_day.replace(year=2018), RELEASE.about.year.last_day.replace(year=2019)
    )

    def fewer(release: Release) -> Release:
        reviews = {
            slug: replace(
                review,
                figures={
                    measure: replace(figure, denominator=figure.denominator + 1)
                    for measure, figure in review.figures.items()
                },
            )
            for slug, review in release.reviews.items()
        }
        return replace(release, about=replace(release.about, year=year), reviews=reviews)

    definitions = {
        measure: replace(definition, **changed)  # type: ignore[arg-type]
        for measure, definition in RELEASE.definitions.items()
    }
    now = replace(RELEASE, definitions=definitions)
    contents = Contents(replace(inputs(), releases=(fewer(RELEASE), now)))
    return YearOfSite(contents, now)


def test_the_change_on_the_year_before_is_that_of_the_exact_rates() -> None:
    row = next(each for each in rates(two_years()) if each["measure"] == "upheld-rate")
    now = Fraction(row["numerator"], row["denominator"])
    then = Fraction(row["before"]["numerator"], row["before"]["denominator"])
    change, _, words = row["change"].partition(" ")
    assert abs(Fraction(change) - (now - then) * 100) <= Fraction(1, 20)
    assert words == "points more"


def test_where_the_series_breaks_off_there_is_no_change() -> None:
    note = "It is counted otherwise."
    year = RELEASE.about.year.ending
    for row in rates(two_years(breaks=(Break(year, note),))):
        assert (row["change"], row["break"]) == (None, note)


def test_without_a_year_before_nothing_is_set_beside_it() -> None:
    assert all(row["before"] is None and row["change"] is None for row in twin()["rates"])
    assert "Change" not in text()


@pytest.mark.parametrize("measure", ["upheld-rate", "compliance-rate"])
def test_a_residents_rate_is_no_rate_of_the_country(measure: str) -> None:
    told = [row["measure"] for row in twin()["rates"]]
    assert measure in told
    assert "upheld-per-100000" not in told
