"""Nothing private is on the site: a mark in every field of the records that is not public, and a search of every file."""

from __future__ import annotations

import pytest

from tests.publication.made_site import site_files
from tests.release.test_private import PUBLIC, marks_in, the_case_numbers_not_public
from tests.release.test_private import world as world  # the fixture
from tests.worlds import World
from upheld.publication.inputs import SiteInputs
from upheld.release.load import load_release
from upheld.wording.sayings import load_sayings


@pytest.fixture(scope="module")
def site(world: World) -> dict[str, bytes]:
    release = load_release(world.stored().public)
    inputs = SiteInputs(
        scheme=world.scheme,
        origin="https://upheld.example",
        releases=(release,),
        texts={"2019-20": world.releases.texts(release.about.year)},
        sayings=load_sayings(world.scheme.prose_folder),
        leading=("upheld-rate", "compliance-rate", "satisfactory-remedy-rate"),
    )
    return {file.path: file.content for file in site_files(inputs)}


def test_no_mark_is_in_any_file(site: dict[str, bytes]) -> None:
    assert len(site) > 100
    assert {path: marks_in(content) for path, content in site.items() if marks_in(content)} == {}


def test_what_is_public_is_there(site: dict[str, bytes]) -> None:
    page = site["decision/19-000-001/index.html"].decode()
    for each in ("summary", "improvement", "promise", "report"):
        assert f"{PUBLIC} {each}" in page


def test_a_case_that_is_not_public_has_no_page_and_is_named_nowhere(site: dict[str, bytes]) -> None:
    for case in the_case_numbers_not_public():
        named = [path for path, content in site.items() if case.encode() in content]
        hyphened = case.replace(" ", "-")
        assert not [path for path in site if hyphened in path]
        assert named == []


def test_what_was_withheld_is_under_no_category(site: dict[str, bytes]) -> None:
    page = site["authority/watford/2019-20/index.html"].decode()
    assert "Not shown, as the decision is withheld" in page
    assert "3 of the 5 upheld decisions are not listed: 1 is withheld and 2 were not yet published on" in page
