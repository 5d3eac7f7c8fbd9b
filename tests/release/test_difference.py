"""What one revision says otherwise than another, found from hand-made corrections and said in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worlds import World
from upheld.release.difference import CountChanged, difference
from upheld.release.freeze import correct
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.wording.differences import describe_difference


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    for slug in ("bolsover", "amber-valley", "ashfield", "gedling", "mansfield", "rushcliffe"):
        world.decided(slug, 5, 5)
    world.decided("derby", 1, 1)
    return world


def corrected(world: World) -> tuple[Release, Release]:
    """Revision 1 as the world was when frozen, and revision 2 as it is now."""
    year = world.year("2019-20")
    world.imported()
    correct(year, world.store, world.releases, world.scheme, corrects=1, why="One case was miscoded.")
    before, after = (load_release(world.releases.find(year, revision).public) for revision in (1, 2))
    return before, after


def test_a_release_says_the_same_as_itself(world: World) -> None:
    release = world.freeze()
    assert difference(release, release).is_empty


def test_a_miscoded_case_changes_its_authority_s_counts_and_the_average_of_its_group(world: World) -> None:
    world.frozen()
    world.rows["decisions"][0]["outcome"] = "not_upheld"
    before, after = corrected(world)
    found = difference(before, after)
    assert {each.authority for each in found.counts} == {"bolsover"}
    assert CountChanged("bolsover", "upheld", 5, 4) in found.counts
    assert CountChanged("bolsover", "outcome.not_upheld", 5, 6) in found.counts
    assert "decided" not in {each.name for each in found.counts}
    own = {(each.authority, each.measure) for each in found.figures if each.own}
    assert own == {("bolsover", "upheld-rate"), ("bolsover", "satisfactory-remedy-rate")}
    others = {each.authority for each in found.figures if not each.own}
    assert {"amber-valley", "watford", "northampton"} <= others
    assert "derby" not in {each.authority for each in found.figures}
    assert not any(each.verdict_changed for each in found.figures if each.measure == "upheld-rate")
    assert (found.joined, found.left) == ((), ())


def test_a_case_moved_between_authorities_changes_both(world: World) -> None:
    world.frozen()
    world.rows["cases"][0]["authority"] = "derby"
    found = difference(*corrected(world))
    assert {each.authority for each in found.counts} == {"bolsover", "derby"}


def test_a_verdict_that_changes_is_told(world: World) -> None:
    world.rows["decisions"][0]["outcome"] = "upheld"
    world.frozen()
    for row in [row for row in world.rows["decisions"] if row["case"] <= "18 900 010"]:
        row["outcome"] = "upheld"
    found = difference(*corrected(world))
    changed = {
        each.authority for each in found.figures if each.measure == "upheld-rate" and each.verdict_changed
    }
    assert "bolsover" in changed


def test_a_body_that_joins_or_leaves_is_named(world: World) -> None:
    world.case("19 000 001", "dartmoor-national-park")
    world.frozen()
    world.rows["cases"][-1]["authority"] = "exmoor-national-park"
    found = difference(*corrected(world))
    assert (found.joined, found.left) == (("exmoor-national-park",), ("dartmoor-national-park",))
    assert CountChanged("exmoor-national-park", "received", 0, 1) in found.counts


def test_a_difference_is_said_authority_by_authority(world: World) -> None:
    world.frozen()
    world.rows["decisions"][0]["outcome"] = "not_upheld"
    before, after = corrected(world)
    lines = list(describe_difference(difference(before, after), before, after))
    assert lines[:2] == [
        "2019-20, revision 1 beside 2019-20, revision 2.",
        "Why it was corrected: One case was miscoded.",
    ]
    assert "Bolsover District Council: upheld was 5, is 4." in lines
    assert any(
        line.startswith("Bolsover District Council: Complaints upheld was 50% (5 of 10") for line in lines
    )
    assert "Letters written anew: 1: Bolsover District Council." in lines
