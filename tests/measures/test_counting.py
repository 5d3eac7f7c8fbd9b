"""What counts in a year: every count of an authority, from a handful of records that can be counted on paper.

The whole way is taken, from files to the counts of a frozen release, because what counts depends on each step of it.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from tests.worlds import World, english
from upheld.measures.counting import OutcomeMeaning, count_of_rule
from upheld.measures.measure import PREDICATES, CountRule
from upheld.release.freeze import outcome_meaning


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_every_count_of_an_authority_by_hand(world: World) -> None:
    done, late = {"completed_on": "2019-11-01"}, {"completed_on": "2020-01-15"}
    # Received before the year, decided in it.
    world.case("18 000 001", received_on="2019-03-31").decision(
        "upheld", satisfactory_remedy="yes", published_on="2019-11-01"
    ).recommendation(**done).recommendation(kind="personal_remedy", remedy_type="apology").compliance()
    world.case("18 000 002", received_on="2019-01-01").decision("not_upheld", published_on="2019-11-01")
    # Received and decided in it.
    world.case("19 000 001").decision("upheld").recommendation(**late).compliance(
        "satisfied_late", "2020-01-20"
    )
    world.case("19 000 002").decision("upheld", "2020-03-31")
    world.case("19 000 003").decision("invalid")
    world.case("19 000 004").decision("advice")
    world.case("19 000 005").decision("referred_back")
    world.case("19 000 006").decision("closed_initial")
    # Received in it, decided after it; and received on its last day, not decided at all.
    world.case("19 000 007").decision("upheld", "2020-04-01")
    world.case("19 000 008", received_on="2020-03-31")
    # Nothing of the year.
    world.case("20 000 001", received_on="2020-04-01")
    world.report("R1", "19 000 001;19 000 002", "2020-03-31").report(
        "R1", "19 000 001", "2020-03-31", kind="further"
    )
    assert world.counts("watford") == {
        "received": 8,
        "decided": 8,
        "outcome.upheld": 3,
        "outcome.not_upheld": 1,
        "outcome.invalid": 1,
        "outcome.advice": 1,
        "outcome.referred_back": 1,
        "outcome.closed_initial": 1,
        "investigated": 4,
        "upheld": 3,
        "satisfactory_remedy": 1,
        "upheld_not_public": 2,
        "compliance.satisfied_on_time": 1,
        "compliance.satisfied_late": 1,
        "personal_remedies": 1,
        "service_improvements": 2,
        "reports.public": 1,
        "reports.further": 1,
        "open_at_start": 2,
        "first_decided": 8,
        "open_at_end": 2,
    }


def test_a_case_received_in_one_year_is_decided_in_the_next(world: World) -> None:
    world.case(received_on="2019-03-31").decision(decided_on="2019-04-01")
    assert world.counts("watford", "2018-19") == {"received": 1, "open_at_end": 1}
    assert world.counts("watford", "2019-20")["decided"] == 1
    assert "received" not in world.counts("watford", "2019-20")


def test_joint_cases_are_two_each_with_its_own_outcome(world: World) -> None:
    world.case("19 000 001", "watford").decision("upheld")
    world.case("19 000 001a", "derby").decision("not_upheld")
    assert world.counts("watford")["upheld"] == 1
    assert world.counts("derby")["decided"] == 1
    assert "upheld" not in world.counts("derby")


def test_a_report_about_two_authorities_counts_once_for_each(world: World) -> None:
    for number, authority in enumerate(("watford", "watford", "derby"), 1):
        world.case(f"19 000 00{number}", authority).decision()
    world.report("R1", "19 000 001;19 000 002;19 000 003")
    assert world.counts("watford")["reports.public"] == 1
    assert world.counts("derby")["reports.public"] == 1


# --- decisions that do not stand


def test_a_decision_replaced_within_the_year_counts_once_as_the_new_one(world: World) -> None:
    world.case().decision("not_upheld", "2019-06-01").replaced_on("2019-12-01", "upheld")
    counts = world.counts("watford")
    assert (counts["decided"], counts["upheld"], counts["first_decided"]) == (1, 1, 1)
    assert "outcome.not_upheld" not in counts
    assert "replacing_earlier" not in counts


def test_a_decision_replaced_after_its_year_was_frozen_counts_in_both_and_the_later_year_says_so(
    world: World,
) -> None:
    world.case(received_on="2018-05-01").decision("not_upheld", "2019-03-01").replaced_on(
        "2019-06-01", "upheld"
    )
    assert world.counts("watford", "2018-19")["outcome.not_upheld"] == 1
    assert world.counts("watford", "2019-20") == {
        "decided": 1,
        "outcome.upheld": 1,
        "investigated": 1,
        "upheld": 1,
        "upheld_not_public": 1,
        "replacing_earlier": 1,
    }


def test_a_decision_replaced_before_its_year_was_frozen_counts_in_the_later_year_only(world: World) -> None:
    world.case(received_on="2018-05-01").decision("not_upheld", "2019-03-01").replaced_on(
        "2019-04-20", "upheld"
    )
    assert "decided" not in world.counts("watford", "2018-19")
    later = world.counts("watford", "2019-20")
    assert later["upheld"] == 1
    assert "replacing_earlier" not in later


def test_a_decision_replaced_on_the_very_day_of_freezing_no_longer_stood(world: World) -> None:
    world.case(received_on="2018-05-01").decision("not_upheld", "2019-03-01").replaced_on(
        "2019-04-30", "upheld"
    )
    assert "decided" not in world.counts("watford", "2018-19")
    assert "replacing_earlier" not in world.counts("watford", "2019-20")


@pytest.mark.parametrize("standing", ["quashed", "withdrawn"])
def test_a_quashed_or_withdrawn_decision_is_not_counted(world: World, standing: str) -> None:
    world.case().decision(standing=standing, standing_ended_on="2019-10-01")
    counts = world.counts("watford")
    assert "decided" not in counts
    assert counts["received"] == 1


def test_what_was_recommended_with_a_replaced_decision_lapses(world: World) -> None:
    case = (
        world.case()
        .decision("upheld", "2019-06-01")
        .recommendation(due_on="2019-12-31", completed_on="", status="agreed", agreed_on="2019-06-01")
    )
    case.compliance("not_satisfied", "2019-08-01").replaced_on("2019-09-01", "not_upheld")
    counts = world.counts("watford")
    assert not {
        name
        for name in counts
        if name.startswith("compliance.") or name in ("overdue", "service_improvements")
    }


# --- compliance


def test_compliance_counts_in_the_year_it_was_recorded_whatever_the_year_of_the_decision(
    world: World,
) -> None:
    world.case(received_on="2018-05-01").decision(decided_on="2019-03-01").recommendation(
        agreed_on="2019-03-01"
    ).compliance(recorded_on="2019-04-01")
    assert world.counts("watford", "2019-20") == {"compliance.satisfied_on_time": 1}
    assert "compliance.satisfied_on_time" not in world.counts("watford", "2018-19")


def test_only_the_first_compliance_outcome_of_a_decision_counts(world: World) -> None:
    world.case().decision().recommendation().compliance("not_satisfied", "2019-12-10").compliance(
        "satisfied_late", "2020-02-01"
    )
    assert {name: n for name, n in world.counts("watford").items() if name.startswith("compliance")} == {
        "compliance.not_satisfied": 1
    }


def test_the_first_outcome_in_one_year_leaves_nothing_to_count_in_the_next(world: World) -> None:
    world.case(received_on="2018-05-01").decision(decided_on="2018-09-01").recommendation(
        agreed_on="2018-09-01"
    ).compliance("not_satisfied", "2019-03-01").compliance("satisfied_late", "2019-05-01")
    world.case(received_on="2019-05-01")
    assert world.counts("watford", "2018-19")["compliance.not_satisfied"] == 1
    assert "compliance.satisfied_late" not in world.counts("watford", "2019-20")


def test_ceased_is_counted_and_leaves_the_base(world: World) -> None:
    world.case().decision().recommendation().compliance("ceased")
    world.case().decision().recommendation().compliance("satisfied_late")
    world.case().decision().recommendation().compliance("satisfied_on_time")
    world.case().decision().recommendation().compliance("not_satisfied")
    review = world.freeze().review("watford")
    assert review.counts["compliance.ceased"] == 1
    rates = {slug: (figure.numerator, figure.denominator) for slug, figure in review.figures.items()}
    assert rates["compliance-rate"] == (2, 3)
    assert rates["on-time-compliance"] == (1, 3)


# --- overdue at the year's end


@pytest.mark.parametrize(
    ("due_on", "completed_on", "recorded_on", "overdue"),
    [
        ("2020-03-30", "", "", 1),
        ("2020-03-31", "", "", 1),  # the year's end is the end of that day
        ("2020-04-01", "", "", 0),
        ("2020-03-01", "2020-03-20", "", 0),  # done, not yet recorded
        ("2020-03-01", "2020-04-02", "", 1),  # done after the year's end
        ("2020-03-01", "", "2020-03-31", 0),  # found not satisfied: no longer waiting
        ("2020-03-01", "", "2020-04-01", 1),  # found after the year's end
    ],
)
def test_what_is_overdue_at_the_year_s_end(
    world: World, due_on: str, completed_on: str, recorded_on: str, overdue: int
) -> None:
    status = "done" if completed_on else "agreed"
    case = world.case().decision().recommendation(due_on=due_on, completed_on=completed_on, status=status)
    case.recommendation(due_on="2020-01-01", completed_on="2019-12-01")
    if recorded_on:
        case.compliance("not_satisfied", recorded_on)
    assert world.counts("watford").get("overdue", 0) == overdue


def test_overdue_counts_decisions_of_earlier_years_too_and_each_once(world: World) -> None:
    case = world.case(received_on="2018-05-01").decision(decided_on="2018-09-01")
    for _ in range(2):
        case.recommendation(agreed_on="2018-09-01", due_on="2018-12-01", completed_on="", status="agreed")
    assert world.counts("watford", "2019-20") == {"overdue": 1}


@pytest.mark.parametrize("status", ["made", "refused", "ceased"])
def test_what_was_never_agreed_or_was_given_up_is_not_overdue_and_no_promise(
    world: World, status: str
) -> None:
    world.case().decision().recommendation(status=status, agreed_on="", due_on="", completed_on="")
    counts = world.counts("watford")
    assert "overdue" not in counts
    assert "service_improvements" not in counts


# --- authorities that close


def test_a_closed_authority_keeps_its_figures_and_its_last_group(world: World) -> None:
    world.case("20 000 001", "northampton", "2021-02-01").decision("upheld", "2021-09-01")
    release = world.freeze("2021-22")
    review = release.review("northampton")
    assert (review.authority.group, review.authority.open_at_end, review.letter) == ("district", False, True)
    assert review.lineage.successors == ("west-northamptonshire",)
    assert (review.counts["decided"], review.figures["upheld-rate"].numerator) == (1, 1)
    group = review.figures["upheld-rate"].group
    assert group is not None
    open_districts = [
        each
        for each in release.reviews.values()
        if each.authority.group == "district" and each.authority.open_at_end
    ]
    assert (group.members, group.members_with_base) == (len(open_districts), 1)
    assert release.review("west-northamptonshire").counts["decided"] == 0


def test_a_closed_authority_without_a_record_of_the_year_is_not_in_it(world: World) -> None:
    world.decided("watford", 1)
    assert "northampton" not in world.freeze("2021-22").reviews


def test_a_body_of_no_group_is_in_the_year_when_it_has_records_and_has_no_average(world: World) -> None:
    world.decided("dartmoor-national-park", 3, 3)
    release = world.freeze()
    review = release.review("dartmoor-national-park")
    assert review.letter
    figure = review.figures["upheld-rate"]
    assert (figure.group, figure.average, figure.verdict, figure.interval is None) == (
        None,
        None,
        None,
        False,
    )
    assert "exmoor-national-park" not in release.reviews


# --- the same counts from the counts


def test_what_a_rule_comes_to_can_be_told_from_the_published_counts(world: World) -> None:
    for outcome, remedy, number in (
        ("upheld", "yes", 1),
        ("upheld", "no", 2),
        ("not_upheld", "no", 4),
        ("invalid", "no", 8),
    ):
        for _ in range(number):
            world.case().decision(outcome, satisfactory_remedy=remedy)
    for result, number in (
        ("satisfied_on_time", 1),
        ("satisfied_late", 2),
        ("not_satisfied", 4),
        ("ceased", 8),
    ):
        for _ in range(number):
            world.case(None, "watford", "2018-05-01").decision(
                "upheld", "2018-06-01"
            ).recommendation().compliance(result)
    counts = world.counts("watford")
    meaning = outcome_meaning(english())
    expected = {
        ("decisions", ("investigated",)): 7,
        ("decisions", ("upheld",)): 3,
        ("decisions", ("investigated", "upheld")): 3,
        ("decisions", ("satisfactory_remedy",)): 1,
        ("decisions", ("investigated", "upheld", "satisfactory_remedy")): 1,
        ("compliance", ("counting",)): 7,
        ("compliance", ("satisfied",)): 3,
        ("compliance", ("counting", "satisfied")): 3,
        ("compliance", ("on_time",)): 1,
        ("compliance", ("late",)): 2,
        ("compliance", ("not_satisfied",)): 4,
        ("compliance", ("counting", "late")): 2,
    }
    assert {rule: count_of_rule(CountRule(*rule), counts, meaning) for rule in expected} == expected


def test_every_predicate_of_the_vocabulary_has_a_meaning() -> None:
    meaning = OutcomeMeaning(("a", "b"), ("a",), ("a",))
    assert {kind: tuple(found) for kind, found in meaning.predicates.items()} == dict(PREDICATES)
    for kind, predicates in PREDICATES.items():
        for pair in combinations(predicates, 2):
            assert count_of_rule(CountRule(kind, pair), {}, meaning) == 0
