"""Decisions published after their year was frozen: the next release tells of them, and counts nothing of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.worlds import World
from upheld.errors import Invalid
from upheld.release.canonical import write_checksums
from upheld.release.model import PublicDecision, Release
from upheld.release.verify import verify
from upheld.release.withdraw import withdraw

LATE, IN_TIME, LATER = "19 000 001", "19 000 002", "19 000 003"
WORDS = "A repair took a year."


@pytest.fixture
def world(tmp_path: Path) -> World:
    """2019-20 is frozen on 30 April 2020: one decision is published before, one in May, one in June of the year after."""
    world = World(tmp_path)
    world.case(IN_TIME).decision(decided_on="2020-02-01", published_on="2020-04-30")
    world.case(LATE).decision(decided_on="2020-03-20", published_on="2020-05-01", summary=WORDS)
    world.case(LATER).decision(decided_on="2020-03-21", published_on="2021-06-01")
    world.case("20 000 001", received_on="2020-05-01").decision(
        decided_on="2020-09-01", published_on="2020-10-01"
    )
    world.case("21 000 001", received_on="2021-05-01").decision(decided_on="2021-09-01")
    return world


def told(release: Release) -> dict[str, PublicDecision]:
    return {each.case: each for each in release.published_since}


def test_a_decision_published_after_its_year_was_frozen_is_told_by_the_next_release(world: World) -> None:
    first = world.freeze("2019-20")
    assert {each.case for each in first.review("watford").decisions} == {IN_TIME}
    second = world.freeze("2020-21")
    assert list(told(second)) == [LATE]
    assert told(second)[LATE].decided_on == date(2020, 3, 20)
    assert world.releases.texts(world.year("2020-21")).read(told(second)[LATE].text) == WORDS
    assert list(told(world.freeze("2021-22"))) == [LATER]


def test_it_is_counted_in_no_figure_of_the_release_that_tells_of_it(world: World) -> None:
    world.freeze("2019-20")
    counts = world.freeze("2020-21").review("watford").counts
    assert (counts["decided"], counts["upheld"], counts["received"], counts["open_at_start"]) == (1, 1, 1, 0)
    assert counts["upheld_not_public"] == 0


def test_the_first_release_of_all_tells_of_none_and_has_no_such_file(world: World) -> None:
    assert world.freeze("2019-20").about.published_since is None
    assert "published_since.csv" not in world.stored("2019-20").public
    assert world.freeze("2020-21").about.published_since == date(2020, 4, 30)


def test_what_was_replaced_since_is_not_told(world: World) -> None:
    world.case("19 000 004").decision(decided_on="2020-03-20", published_on="2020-05-01").replaced_on(
        "2020-08-01", "not_upheld"
    )
    world.freeze("2019-20")
    assert list(told(world.freeze("2020-21"))) == [LATE]


def test_the_release_is_made_again_from_its_sealed_part_and_frozen_again_as_it_is(world: World) -> None:
    world.freeze("2019-20")
    assert world.frozen("2020-21").new
    assert verify(world.stored("2020-21"), world.releases).recounted
    assert not world.frozen("2020-21").new


def test_a_list_that_was_changed_is_found(world: World) -> None:
    world.freeze("2019-20")
    world.freeze("2020-21")
    folder = world.stored("2020-21").folder / "public"
    path = folder / "published_since.csv"
    path.write_text(path.read_text().replace("2020-03-20", "2020-06-20"))
    (folder / "SHA256SUMS").write_bytes(write_checksums(world.stored("2020-21").public))
    with pytest.raises(Invalid) as found:
        verify(world.stored("2020-21"))
    assert {problem.file for problem in found.value.problems} == {"published_since.csv"}
    assert any("was not made before 2020-21" in problem.reason for problem in found.value.problems)


def test_its_text_can_be_withdrawn(world: World) -> None:
    world.freeze("2019-20")
    late = told(world.freeze("2020-21"))[LATE]
    withdraw(
        "decision",
        LATE,
        on=date(2021, 9, 1),
        reason="identifies a person",
        releases=world.releases,
        calendar=world.scheme.calendar,
    )
    texts = world.releases.texts(world.year("2020-21"))
    assert texts.read(late.text) is None
    assert texts.withdrawn_on(late.text) == date(2021, 9, 1)
