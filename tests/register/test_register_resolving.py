"""What a name or a code in a record file stands for, and what is not guessed."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upheld.errors import Missing
from upheld.register.model import Register
from upheld.register.resolve import fold


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Bolsover", "bolsover"),
        ("  bolsover   DISTRICT council ", "bolsover"),
        ("Bolsover DC", "bolsover"),
        ("E07000033", "bolsover"),
        ("e07000033", "bolsover"),
        ("LB Croydon", "croydon"),
        ("Croydon", "croydon"),
        ("The Royal Borough of Kensington & Chelsea", "kensington-and-chelsea"),
        ("Kensington and Chelsea", "kensington-and-chelsea"),
        ("Telford & Wrekin", "telford-and-wrekin"),
        ("Bristol, City of", "bristol"),
        ("St. Helens", "st-helens"),
        ("Kings Lynn & West Norfolk", "kings-lynn-and-west-norfolk"),
        ("King’s Lynn and West Norfolk", "kings-lynn-and-west-norfolk"),
        ("Stoke on Trent", "stoke-on-trent"),
        ("Shepway District Council", "folkestone-and-hythe"),
        ("Shepway", "folkestone-and-hythe"),
        ("Buckinghamshire County Council", "buckinghamshire-county"),
        ("Buckinghamshire Council", "buckinghamshire"),
        ("Northampton", "northampton"),
        ("West Northamptonshire", "west-northamptonshire"),
        ("Durham County Council", "county-durham"),
        ("City of London Corporation", "city-of-london"),
        ("Essex Council", "essex"),
        ("Wokingham BC", "wokingham"),
    ],
)
def test_what_people_write_resolves(england: Register, written: str, slug: str) -> None:
    assert england.resolve(written).slug == slug


@pytest.mark.parametrize(("written", "slug"), [("Derby", "derby"), ("Derbyshire", "derbyshire")])
def test_derby_is_not_derbyshire(england: Register, written: str, slug: str) -> None:
    assert england.resolve(written).slug == slug
    wrong = england.resolve("Derby County Council")
    assert wrong.slug is None
    assert wrong.names[:2] == ("Derby City Council", "Derbyshire County Council")


@pytest.mark.parametrize("name", ["Buckinghamshire", "Dorset", "Somerset", "North Yorkshire"])
def test_a_county_and_its_successor_of_one_name_are_told_apart_by_the_day_only(
    england: Register, name: str
) -> None:
    undated = england.resolve(name)
    assert (undated.slug, undated.reason) == (None, "ambiguous")
    assert undated.names == (f"{name} Council", f"{name} County Council")
    new, old = undated.slugs
    assert england.resolve(name, date(2018, 4, 1)).slug == old
    closed_on = england.authority(old).closed_on
    assert closed_on is not None
    assert england.resolve(name, closed_on).slug == old
    assert england.resolve(name, date(2025, 1, 1)).slug == new


def test_a_slug_does_not_turn_a_record_over_to_a_body_that_was_not_there_yet(england: Register) -> None:
    assert england.resolve("somerset").slug == "somerset"
    assert england.resolve("somerset", date(2021, 1, 1)).slug == "somerset-county"


def test_a_closed_council_is_still_itself_and_never_its_successor(england: Register) -> None:
    assert england.resolve("Northampton Borough Council", date(2021, 9, 1)).slug == "northampton"


@pytest.mark.parametrize("written", ["Newcastle", "Richmond", "Kingston", "Adur and Worthing Councils"])
def test_two_bodies_at_once_are_named_not_chosen(england: Register, written: str) -> None:
    found = england.resolve(written, date(2020, 1, 1))
    assert (found.slug, found.reason, len(found.slugs)) == (None, "ambiguous", 2)
    assert found.way_out.startswith("Write which is meant: ")


@pytest.mark.parametrize("written", ["", "council", "London", "Yorkshire", "x" * 500, "Atlantis", "—"])
def test_what_is_nobody_is_unknown(england: Register, written: str) -> None:
    found = england.resolve(written)
    assert (found.slug, found.reason) == (None, "unknown")
    assert found.way_out


def test_a_slip_of_the_pen_is_answered_with_a_suggestion_not_accepted(england: Register) -> None:
    found = england.resolve("Bolsovr District Council")
    assert found.slug is None
    assert found.names[0] == "Bolsover District Council"
    assert len(england.resolve("Kent Borough Council").names) <= 3
    assert england.resolve("Kent Borough Council").names[0] == "Kent County Council"


def test_every_name_code_and_slug_of_the_register_leads_back(england: Register) -> None:
    for authority in england.authorities.values():
        assert england.resolve(authority.slug).slug == authority.slug
        for code in authority.codes:
            assert england.resolve(code.value).slug == authority.slug
        for text in (authority.short_name, *(name.value for name in authority.names), *authority.spellings):
            found = england.resolve(text)
            assert found.slug == authority.slug or (
                found.reason == "ambiguous" and authority.slug in found.slugs
            ), text


def test_what_a_resolution_names_can_be_typed_as_it_stands(england: Register) -> None:
    for written in (
        "Somerset",
        "North East Combined Authority",
        "Newcastle",
        "Bolsovr",
        "Derby County Council",
    ):
        found = england.resolve(written)
        assert [england.resolve(name).slug for name in found.names] == list(found.slugs)


def test_a_slug_nobody_has_is_missing_with_a_hint(england: Register) -> None:
    with pytest.raises(Missing, match="Bolsover District Council"):
        england.authority("bolsovr")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert once == once.strip()
    if not once.startswith("the "):
        assert fold(once) == once or not unicodedata.is_normalized("NFKD", once)


@given(text=st.text(max_size=40), day=st.none() | st.dates())
def test_any_text_is_answered(england: Register, text: str, day: date | None) -> None:
    found = england.resolve(text, day)
    assert (found.slug is None) == (found.reason is not None)
    assert len(found.names) == len(found.slugs)
