"""Sentences about courses, seminars and promises: said when the records say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.letters.hand_made import EVENTS
from upheld.measures.measure import Noun
from upheld.release.model import ComplianceFinding, EventsOfYear, Promise, PromiseState
from upheld.wording.dates import plain
from upheld.wording.events import describe_events
from upheld.wording.promises import finding_result, is_notice, not_published, promise_state

SEMINAR = Noun("link officer seminar", "link officer seminars")


def test_the_year_of_the_letter() -> None:
    said = describe_events(EVENTS, "2019-20", SEMINAR)
    assert (
        said.seminars
        == "We held four link officer seminars in London, Bristol, Leeds and Birmingham. 178 people came, from 143 authorities."
    )
    assert said.courses == (
        "We ran 118 courses in the year, 47 more than the year before, and more than 1,400 people were trained. "
        "There were more for adult social care providers than in any year before."
    )


def test_no_record_without_a_series_or_below_one() -> None:
    assert "any year before" not in describe_events(EVENTS[1:], "2019-20", SEMINAR).courses
    earlier = replace(EVENTS[0], courses_by_sector=(("adult social care provider", 40),))
    assert "any year before" not in describe_events((earlier, *EVENTS[1:]), "2019-20", SEMINAR).courses


def test_of_several_records_the_greatest_growth_is_told() -> None:
    last = replace(
        EVENTS[-1],
        courses_by_sector=(("adult social care provider", 40), ("local authority", 60), ("other", 9)),
    )
    assert (
        "more for adult social care providers than"
        in describe_events((*EVENTS[:-1], last), "2019-20", SEMINAR).courses
    )


def test_fewer_as_many_and_the_first_year() -> None:
    last = EVENTS[-1]
    fewer = (replace(last, year="2018-19", courses=120), last)
    assert "2 fewer than the year before" in describe_events(fewer, "2019-20", SEMINAR).courses
    same = (replace(last, year="2018-19"), last)
    assert "as many as the year before" in describe_events(same, "2019-20", SEMINAR).courses
    assert "year before" not in describe_events((last,), "2019-20", SEMINAR).courses


def test_one_of_each() -> None:
    one = EventsOfYear("2020", 1, 1, (("school", 1),), 1, ("Leeds",), 1, 1)
    said = describe_events((one,), "2020", SEMINAR)
    assert said.seminars == "We held one link officer seminar in Leeds. 1 person came, from 1 authority."
    assert said.courses == "We ran one course in the year, and 1 person was trained."


@pytest.mark.parametrize("events", [(), EVENTS[:-1]])
def test_a_year_without_events_says_nothing(events: tuple[EventsOfYear, ...]) -> None:
    said = describe_events(events, "2019-20", SEMINAR)
    assert (said.seminars, said.courses) == ("", "")


def _promise(state: PromiseState, done: date | None = None, late: int = 0) -> Promise:
    day = date(2019, 6, 1)
    return Promise(
        "kent", "19 000 001", 1, 1, "policy_change", day, day, date(2019, 9, 1), done, state, late, None, None
    )


def test_promises_say_their_state_and_how_late() -> None:
    done = date(2019, 9, 19)
    assert plain(promise_state(_promise(PromiseState.DONE, done))) == "Done 19 Sep 2019, on time"
    assert (
        plain(promise_state(_promise(PromiseState.DONE_LATE, done, 18))) == "Done 19 Sep 2019, 18 days late"
    )
    assert plain(promise_state(_promise(PromiseState.OVERDUE, None, 1))) == "Overdue, 1 day late"
    said = {state: promise_state(_promise(state)) for state in PromiseState}
    assert len(set(said.values())) == len(PromiseState)
    assert {state for state in PromiseState if is_notice(_promise(state))} == {
        PromiseState.DONE_LATE,
        PromiseState.OVERDUE,
        PromiseState.REFUSED,
    }


def test_findings_and_what_is_not_published() -> None:
    def finding(result: str, late: int | None) -> str:
        return plain(finding_result(ComplianceFinding("kent", None, None, date(2019, 6, 1), result, late)))

    assert finding("satisfied_late", 14) == "Satisfied, 14 days late"
    assert finding("satisfied_late", None) == "Satisfied, late"
    assert finding("not_satisfied", None) == "Not satisfied"
    assert not_published(1, 3, "reports") == "1 of the 3 reports is not published."
    assert not_published(2, 3, "reports") == "2 of the 3 reports are not published."
    assert not_published(0, 3, "reports") == ""
    assert not_published(1, 1, "reports") == "It is not published."
    assert not_published(3, 3, "reports") == "None of the 3 reports is published."


def test_whoever_is_in_no_sector_makes_no_record() -> None:
    alone = replace(EVENTS[-1], courses_by_sector=(("other", 400),))
    before = tuple(replace(each, courses_by_sector=(("other", 1),)) for each in EVENTS[:-1])
    assert "any year before" not in describe_events((*before, alone), "2019-20", SEMINAR).courses
