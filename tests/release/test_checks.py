"""What a statistician is told before a release goes further: each check in one and in many."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worlds import FEW, World
from upheld.release.checks import CheckFinding, check_release


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def found(world: World, check: str, late: dict[str, int] | None = None) -> list[CheckFinding]:
    return [each for each in check_release(world.freeze(), late or {}) if each.check == check]


def sentences(world: World, check: str, late: dict[str, int] | None = None) -> list[str]:
    return [each.sentence for each in found(world, check, late)]


def test_nothing_recorded_about_some(world: World) -> None:
    world.decided("watford", 1)
    (finding,) = found(world, "no records")
    assert finding.sentence == "Nothing at all is recorded about 10 authorities."
    assert "watford" not in finding.authorities
    assert "bolsover" in finding.authorities


def test_nothing_recorded_about_one(world: World) -> None:
    for slug in FEW:
        if slug not in ("bolsover", "west-northamptonshire"):  # the second was not there yet
            world.case(None, slug)
    assert sentences(world, "no records") == ["Nothing at all is recorded about 1 authority."]


@pytest.mark.parametrize(
    ("outcomes", "sentence"),
    [
        (("not_yet",), "1 of 1 upheld decision was not published by 2020-04-30: counted, not listed."),
        (
            ("not_yet", "published"),
            "1 of 2 upheld decisions was not published by 2020-04-30: counted, not listed.",
        ),
        (
            ("not_yet", "not_yet"),
            "2 of 2 upheld decisions were not published by 2020-04-30: counted, not listed.",
        ),
    ],
)
def test_decisions_that_are_not_public(world: World, outcomes: tuple[str, ...], sentence: str) -> None:
    for outcome in outcomes:
        world.case().decision(**({"published_on": "2019-10-01"} if outcome == "published" else {}))
    assert sentences(world, "not public") == [sentence]


def test_overdue_in_one_and_in_many(world: World) -> None:
    world.case().decision().recommendation(completed_on="", status="agreed")
    assert sentences(world, "overdue") == [
        "1 case was overdue at the year's end with no outcome yet, at 1 authority."
    ]


def test_overdue_in_many(world: World) -> None:
    for slug in ("watford", "watford", "derby"):
        world.case(None, slug).decision().recommendation(completed_on="", status="agreed")
    assert sentences(world, "overdue") == [
        "3 cases were overdue at the year's end with no outcome yet, at 2 authorities."
    ]


def test_groups_too_small_for_a_verdict(world: World) -> None:
    world.decided("derby", 3, 3)
    assert "Complaints upheld: 1 authority has too few others to be compared with." in sentences(
        world, "no verdict"
    )


def test_authorities_without_a_base(world: World) -> None:
    world.decided("derby", 3, 3)
    assert "Complaints upheld: 10 authorities have no base, so no rate is printed." in sentences(
        world, "no base"
    )


def test_authorities_that_had_closed(world: World) -> None:
    world.case("20 000 001", "northampton", "2021-02-01").decision("upheld", "2021-09-01")
    (finding,) = [each for each in check_release(world.freeze("2021-22"), {}) if each.check == "closed"]
    assert finding == CheckFinding(
        "closed", "1 authority had closed by the year's end and has records in it.", ("northampton",)
    )


def test_how_many_stand_out_and_how_many_chance_would_list(world: World) -> None:
    world.decided("bolsover", 10)
    for slug in ("amber-valley", "ashfield", "gedling", "mansfield", "rushcliffe"):
        world.decided(slug, 0, 10)
    # For each of the six, chance gives 5 or more of the ten with (252 C(50,5) + 210 C(50,4) + ...) / C(60,10) = 0.0078.
    assert sentences(world, "verdicts") == [
        "Complaints upheld: 1 of 6 stands out; chance alone would list 0.0."
    ]


def test_late_records_are_called_by_their_names(world: World) -> None:
    world.case()
    assert sentences(
        world, "late records", {"cases": 1, "compliance": 2, "decisions": 1200, "reports": 1}
    ) == [
        "1 case of the year was entered after 2020-04-30: it waits for a correction.",
        "2 compliance outcomes of the year were entered after 2020-04-30: they wait for a correction.",
        "1,200 decisions of the year were entered after 2020-04-30: they wait for a correction.",
        "1 report of the year was entered after 2020-04-30: it waits for a correction.",
    ]


def test_a_year_without_anything_to_look_at_says_nothing_of_it(world: World) -> None:
    world.case()
    assert sentences(world, "late records") == []
    assert sentences(world, "closed") == []
    assert sentences(world, "overdue") == []
