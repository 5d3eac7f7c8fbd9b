"""Who an authority is: what its page says of duties, of others in the same area, and of its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.publication.made_site import inputs, parsed
from upheld.publication.contents import Contents
from upheld.publication.pages.identity import duties, relations
from upheld.publication.year import YearOfSite
from upheld.release.model import AuthorityReview, Release
from upheld.wording.dates import plain


def told_on(day: date) -> Contents:
    """The made site, whose newest release tells of a day."""
    base = inputs()
    newest = replace(base.releases[-1], about=replace(base.releases[-1].about, as_at=day))
    return Contents(replace(base, releases=(base.releases[0], newest)))


def with_(release: Release, slug: str, like: str) -> tuple[Release, AuthorityReview]:
    """A release that is about an authority too, whose figures are another's."""
    scheme = inputs().scheme
    authority = scheme.register.of_year(slug, release.about.year, scheme.group_of_type)
    review = replace(release.reviews[like], authority=authority)
    return replace(release, reviews={**release.reviews, slug: review}), review


def said(slug: str, day: date = date(2025, 4, 30)) -> list[tuple[str, tuple[str, ...]]]:
    """What the page of 2019-20 says of an authority beside its figures."""
    contents = told_on(day)
    release, review = with_(contents.inputs.releases[0], slug, "bolsover")
    return [(plain(how), slugs) for how, slugs in relations(YearOfSite(contents, release), review)]


def test_a_council_that_closed_says_when_and_who_followed_and_nothing_of_it_in_the_present() -> None:
    assert said("daventry") == [
        ("It closed on 31 March 2021 and was followed by", ("west-northamptonshire",)),
        ("Until 31 March 2021 its area was also served by", ("northamptonshire",)),
    ]


def test_before_it_closed_the_same_page_says_what_was_true_then() -> None:
    assert said("daventry", date(2021, 3, 30)) == [("Its area is also served by", ("northamptonshire",))]


def test_a_council_that_is_there_names_who_serves_the_same_area_today() -> None:
    assert said("bolsover") == [("Its area is also served by", ("derbyshire",))]


def test_a_county_that_closed_names_its_districts_in_the_past() -> None:
    contents = told_on(date(2025, 4, 30))
    release, _ = with_(contents.inputs.releases[0], "aylesbury-vale", "bolsover")
    release, county = with_(release, "buckinghamshire-county", "kent")
    how = [(plain(each), slugs) for each, slugs in relations(YearOfSite(contents, release), county)]
    assert how == [
        ("It closed on 31 March 2020 and was followed by", ("buckinghamshire",)),
        ("Until 31 March 2020 its area was also served by", ("aylesbury-vale",)),
    ]


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("bolsover", "Bolsover answers for housing, planning applications"),
        ("derbyshire", "Derbyshire answers for schools, children’s and adult social care"),
        ("birmingham", "Birmingham answers for all council services."),
        ("daventry", "Daventry answered for housing"),
    ],
)
def test_it_says_what_the_authority_answers_for(slug: str, sentence: str) -> None:
    assert duties(told_on(date(2025, 4, 30)), slug).startswith(sentence)


def test_a_body_that_is_no_council_and_a_site_without_areas_say_nothing_of_it() -> None:
    contents = told_on(date(2025, 4, 30))
    assert duties(contents, "dartmoor-national-park") == ""
    assert duties(Contents(replace(contents.inputs, areas=None)), "bolsover") == ""


def test_the_page_has_both() -> None:
    text = parsed("authority/bolsover/2019-20/index.html").text
    assert "Bolsover answers for housing, planning applications" in text
    assert "Its area is also served by Derbyshire County Council." in text
