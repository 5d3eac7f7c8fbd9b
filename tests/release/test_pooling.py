"""The pooling rule and the verdict, from records that can be added up on paper, to the figures of a release."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.worlds import World, english
from upheld.measures.figure import Verdict
from upheld.measures.rate import print_rate


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_one_of_four_among_others(world: World) -> None:
    # Upheld of investigated: 1 of 4, and the six others 17 of 36. Together 18 of 40, which is 45%; the mean of the
    # seven rates would be another number.
    for slug, upheld, not_upheld in (
        ("bolsover", 1, 3), ("amber-valley", 5, 4), ("ashfield", 5, 4), ("gedling", 2, 0),
        ("mansfield", 1, 7), ("rushcliffe", 3, 0), ("hertsmere", 1, 4),
    ):  # fmt: skip
        world.decided(slug, upheld, not_upheld)
    # A council of another group, and a body of none, are no part of it.
    world.decided("derby", 10, 0).decided("dartmoor-national-park", 10, 0)
    release = world.freeze()
    figure = release.review("bolsover").figures["upheld-rate"]
    assert (figure.numerator, figure.denominator) == (1, 4)
    assert figure.group is not None
    assert (figure.group.numerator, figure.group.denominator, figure.group.members_with_base) == (18, 40, 7)
    assert (figure.others_numerator, figure.others_denominator) == (17, 36)
    assert (figure.rate, figure.average, figure.others_rate) == (
        Fraction(1, 4),
        Fraction(9, 20),
        Fraction(17, 36),
    )
    assert figure.verdict is Verdict.TOO_FEW
    definition = release.definitions["upheld-rate"]
    assert [
        print_rate(definition, each) for each in (figure.rate, figure.average, figure.others_rate) if each
    ] == ["25%", "45%", "47%"]
    # The 95% interval of 1 of 4 runs from 1% to 81%.
    assert figure.interval is not None
    assert (figure.interval.low[:5], figure.interval.high[:5]) == ("0.006", "0.805")
    groups = {
        tuple(line.split(",")[:2]): line for line in world.stored().public["groups.csv"].decode().splitlines()
    }
    members = figure.group.members
    assert groups["district", "upheld-rate"] == f"district,upheld-rate,1,{members},7,18,40,45%"
    assert groups["unitary", "upheld-rate"].endswith(",1,10,10,100%")


def test_a_verdict_needs_five_others_with_a_base(world: World) -> None:
    for slug in ("bolsover", "amber-valley", "ashfield", "gedling", "mansfield"):
        world.decided(slug, 3, 3)
    release = world.freeze()
    assert release.review("bolsover").figures["upheld-rate"].verdict is None
    world.decided("rushcliffe", 0, 1)
    (world.folder / "again").mkdir()
    release = World(world.folder / "again", rows=world.rows).freeze()
    assert release.review("bolsover").figures["upheld-rate"].verdict is Verdict.NOT_TOLD_APART
    assert release.review("rushcliffe").figures["upheld-rate"].verdict is Verdict.TOO_FEW


def test_ten_of_ten_beside_none_of_fifty_is_clearly_higher(world: World) -> None:
    world.decided("bolsover", 10)
    for slug in ("amber-valley", "ashfield", "gedling", "mansfield", "rushcliffe"):
        world.decided(slug, 0, 10)
    release = world.freeze()
    assert release.review("bolsover").figures["upheld-rate"].verdict is Verdict.CLEARLY_HIGHER
    # 0 of 10 beside 10 of 50: the others' rate is a fifth, and (4/5)^10 is above a fortieth.
    assert release.review("ashfield").figures["upheld-rate"].verdict is Verdict.TOO_FEW
    (listing,) = release.listings
    assert (listing.measure, listing.compared, listing.listed) == ("upheld-rate", 6, 1)


def test_compliance_has_an_average_and_no_verdict(world: World) -> None:
    for slug in ("bolsover", "amber-valley", "ashfield", "gedling", "mansfield", "rushcliffe"):
        for _ in range(10):
            world.case(None, slug).decision().recommendation().compliance()
    world.case(None, "bolsover").decision().recommendation().compliance("not_satisfied")
    figure = world.freeze().review("bolsover").figures["compliance-rate"]
    assert (figure.numerator, figure.denominator, figure.average) == (10, 11, Fraction(60, 61))
    assert figure.verdict is None


def test_no_base_is_no_rate_and_not_nought(world: World) -> None:
    world.decided("watford", 0, 1)
    release = world.freeze()
    nothing, none = (release.review(slug).figures["upheld-rate"] for slug in ("bolsover", "watford"))
    assert (nothing.rate, nothing.interval, nothing.verdict) == (None, None, None)
    assert none.rate == 0
    assert release.review("watford").figures["satisfactory-remedy-rate"].rate is None
    line = next(
        line
        for line in world.stored().public["figures.csv"].decode().splitlines()
        if line.startswith("bolsover,upheld-rate")
    )
    assert line.startswith("bolsover,upheld-rate,1,0,0,,,,,district,0%")


def test_every_council_of_the_year_is_in_its_release(world: World) -> None:
    world.decided("watford", 1)
    reviews = replace(world, scheme=english()).freeze().reviews.values()
    assert len(reviews) == 343
    assert all(review.letter for review in reviews)
