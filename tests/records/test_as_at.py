"""What was known on a day: freezing later, from records that have moved on, gives the same bytes as freezing then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.worlds import World, bytes_of
from upheld.records.as_at import known_on

THEN = date(2020, 4, 30)


@pytest.fixture
def then(tmp_path: Path) -> World:
    """A world as it was on 30 April 2020, the day as at which 2019-20 is frozen."""
    (tmp_path / "then").mkdir()
    return World(tmp_path / "then")


@pytest.fixture
def later(tmp_path: Path) -> World:
    """The same world as it became."""
    (tmp_path / "later").mkdir()
    return World(tmp_path / "later")


def same(then: World, later: World) -> None:
    """Freeze both; every byte must be the same."""
    then.frozen()
    later.frozen()
    assert bytes_of(then.folder / "releases") == bytes_of(later.folder / "releases")


def test_a_decision_replaced_later_still_stands(then: World, later: World) -> None:
    then.case("19 000 001").decision("not_upheld", published_on="2019-10-01", summary="No fault.")
    later.case("19 000 001").decision(
        "not_upheld", published_on="2019-10-01", summary="No fault."
    ).replaced_on("2020-05-01", "upheld")
    same(then, later)


def test_a_decision_replaced_in_time_by_one_entered_later_still_stands(then: World, later: World) -> None:
    then.case("19 000 001").decision("not_upheld")
    later.case("19 000 001").decision("not_upheld").replaced_on(
        "2020-03-01", "upheld", entered_on="2020-05-04"
    )
    same(then, later)


@pytest.mark.parametrize("standing", ["quashed", "withdrawn"])
def test_a_decision_quashed_or_withdrawn_later_still_stands(then: World, later: World, standing: str) -> None:
    then.case("19 000 001").decision()
    later.case("19 000 001").decision(standing=standing, standing_ended_on="2020-05-01")
    same(then, later)


def test_what_was_published_later_with_a_text_written_for_it_is_not_public_yet(
    then: World, later: World
) -> None:
    then.case("19 000 001").decision()
    then.report("R1", "19 000 001")
    later.case("19 000 001").decision(summary="Written in May.", published_on="2020-05-20")
    later.report("R1", "19 000 001", published_on="2020-05-20", title="Written in May")
    same(then, later)


def test_what_was_agreed_later_was_only_made(then: World, later: World) -> None:
    made = {"agreed_on": "", "due_on": "", "completed_on": "", "status": "made", "entered_on": "2020-03-01"}
    then.case("19 000 001").decision().recommendation(**made)
    agreed = {"agreed_on": "2020-05-05", "due_on": "2020-08-05", "completed_on": "2020-06-01"}
    later.case("19 000 001").decision().recommendation(
        **made | agreed | {"status": "done", "evidence": "A minute."}
    )
    same(then, later)


def test_what_was_done_later_was_only_agreed(then: World, later: World) -> None:
    then.case("19 000 001").decision().recommendation(completed_on="", status="agreed")
    later.case("19 000 001").decision().recommendation(completed_on="2020-05-01", evidence="A minute.")
    same(then, later)


def test_a_compliance_outcome_entered_later_is_not_known(then: World, later: World) -> None:
    then.case("19 000 001").decision().recommendation()
    later.case("19 000 001").decision().recommendation().compliance(
        recorded_on="2020-03-31", entered_on="2020-05-01"
    )
    same(then, later)


def test_a_response_that_came_later_is_not_known(then: World, later: World) -> None:
    for world, more in ((then, {}), (later, {"responded_on": "2020-05-01", "response": "We agree."})):
        world.case("19 000 001")
        world.report("R1", "19 000 001", **more)
    same(then, later)


def test_cases_events_and_reports_entered_later_are_not_known(then: World, later: World) -> None:
    for world in (then, later):
        world.case("19 000 001")
    later.case("19 000 002", received_on="2020-03-31", entered_on="2020-05-01")
    later.event("E1", "2020-03-01", entered_on="2020-05-01")
    later.report("R1", "19 000 001", entered_on="2020-05-01")
    same(then, later)


def test_what_belongs_to_other_years_changes_nothing(then: World, later: World) -> None:
    for world in (then, later):
        world.case("19 000 001").decision()
        world.contact("derby", "leader")
    later.case("20 000 001", received_on="2020-04-02").decision(decided_on="2020-04-20")
    later.case("17 000 001", received_on="2017-05-01").decision("not_upheld", "2017-09-01")
    later.contact("watford", "leader")
    same(then, later)


def test_freezing_in_two_steps_from_a_store_that_moved_on_writes_nothing_again(then: World) -> None:
    case = then.case("19 000 001").decision("not_upheld")
    assert then.frozen().new
    case.replaced_on("2020-06-01", "upheld")
    then.case("20 000 001", received_on="2020-05-01")
    again = then.frozen()
    assert (again.new, dict(again.late)) == (False, {})


@pytest.mark.parametrize(("day", "known"), [(date(2020, 4, 30), 0), (date(2020, 5, 1), 1)])
def test_the_day_itself_is_included(then: World, day: date, known: int) -> None:
    then.case("19 000 001", entered_on="2020-05-01")
    then.imported()
    tables = known_on({name: frame.lazy() for name, frame in then.store.tables().items()}, day)
    assert tables["cases"].collect().height == known


def test_a_correction_tells_the_same_day_by_what_was_entered_later(then: World) -> None:
    then.case("19 000 001", entered_on="2020-05-01").decision(entered_on="2020-05-01").replaced_on(
        "2020-05-02", "upheld"
    )
    then.imported()
    tables = {name: frame.lazy() for name, frame in then.store.tables().items()}
    assert known_on(tables, THEN)["decisions"].collect().height == 0
    known = known_on(tables, THEN, entered_by=date(2020, 5, 1))["decisions"].collect()
    assert known.select("sequence", "standing", "standing_ended_on").rows() == [(1, "standing", None)]
