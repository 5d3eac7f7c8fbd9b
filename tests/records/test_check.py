"""Rules between records: each test breaks one, and gets it back with its place and its way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worlds import World, english
from upheld.errors import Invalid, Problem


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, english())


def refused(world: World) -> list[Problem]:
    with pytest.raises(Invalid) as invalid:
        world.imported()
    return list(invalid.value.problems)


def the_problem(world: World) -> Problem:
    (found,) = refused(world)
    return found


def test_a_world_that_breaks_no_rule_is_imported(world: World) -> None:
    world.case("19 000 001").decision(published_on="2019-10-01").recommendation().compliance()
    assert world.imported().changed_anything


# --- lists of the scheme


def test_a_category_of_no_scheme(world: World) -> None:
    world.case(category="parking")
    found = the_problem(world)
    assert (found.file, found.row, found.column, found.value) == ("cases.csv", 2, "category", "parking")
    assert found.reason == "not one of the scheme's categories"
    assert found.way_out.startswith("Use one of: adult_social_care, benefits_tax,")


def test_an_outcome_of_no_scheme(world: World) -> None:
    world.case().decision("maladministration")
    found = the_problem(world)
    assert (found.column, found.value, found.reason) == (
        "outcome",
        "maladministration",
        "not one of the scheme's outcomes",
    )
    assert found.way_out.endswith("not_upheld, upheld.")


def test_a_remedy_and_a_role_of_no_scheme(world: World) -> None:
    world.case().decision().recommendation(remedy_type="flowers")
    world.contact("derby", "mayor")
    assert [(each.file, each.reason) for each in refused(world)] == [
        ("contacts.csv", "not one of the scheme's roles"),
        ("recommendations.csv", "not one of the scheme's remedies"),
    ]


@pytest.mark.parametrize(
    "reference", ["19/000/001", "19 000 001AB", "9 000 001", "19 000 0011", "19 000 001A"]
)
def test_a_reference_of_another_shape(world: World, reference: str) -> None:
    world.case(reference)
    found = the_problem(world)
    assert (found.column, found.value, found.reason) == ("reference", reference, "not a case reference")
    assert found.way_out == "Write it like 19 012 345."


# --- cases


def test_a_case_that_arises_from_one_that_is_not_there(world: World) -> None:
    world.case(arises_from="18 000 001")
    assert the_problem(world).reason == "no such case"


def test_a_case_may_arise_from_one_imported_earlier(world: World) -> None:
    world.case("18 000 001", received_on="2018-05-01")
    world.imported()
    later = World(world.folder)
    later.case("19 000 001", arises_from="18 000 001")
    assert later.imported().changed_anything


def test_an_authority_that_did_not_exist_yet(world: World) -> None:
    world.case(authority="north-northamptonshire", received_on="2021-03-31")
    found = the_problem(world)
    assert (found.column, found.value) == ("authority", "north-northamptonshire")
    assert found.reason == "did not exist yet on the day of receipt"


def test_an_authority_that_closed_long_ago(world: World) -> None:
    world.case(authority="northampton", received_on="2024-06-01")
    found = the_problem(world)
    assert (found.value, found.reason) == ("northampton", "had closed more than three years before")


def test_an_authority_that_closed_a_year_ago_keeps_its_cases(world: World) -> None:
    world.case(authority="northampton", received_on="2022-03-01")
    assert world.imported().changed_anything


# --- names


def test_an_unknown_authority_comes_with_those_it_may_be(world: World) -> None:
    world.case(authority="Bolsovr")
    found = the_problem(world)
    assert (found.row, found.column, found.value, found.reason) == (
        2,
        "authority",
        "Bolsovr",
        "no such authority",
    )
    assert found.way_out == "Perhaps Bolsover District Council is meant."


def test_an_unknown_authority_like_no_other_says_what_may_be_written(world: World) -> None:
    world.case(authority="Qqqqqqq")
    assert (
        the_problem(world).way_out == "Write its official name, its code or its slug as the register has it."
    )


def test_an_ambiguous_name_is_never_guessed(world: World) -> None:
    world.case(authority="Newcastle")
    found = the_problem(world)
    assert (found.value, found.reason) == ("Newcastle", "more than one authority is called that")
    assert "Newcastle-under-Lyme" in found.way_out
    assert "Newcastle City Council" in found.way_out


def test_a_name_that_two_bodies_had_means_the_one_that_was_open_on_the_day(world: World) -> None:
    # A county council to 31 March 2023, and a unitary council from the day after.
    world.case("22 000 001", "Somerset", "2023-03-31")
    world.case("23 000 001", "Somerset", "2023-04-01")
    world.event("1", "2019-05-01", authorities="Somerset;Derby")
    world.imported()
    tables = world.store.tables()
    assert tables["cases"].get_column("authority").to_list() == ["somerset-county", "somerset"]
    assert tables["events"].get_column("authorities").to_list() == ["derby;somerset-county"]


def test_names_codes_and_slugs_become_one_slug(world: World) -> None:
    for reference, written in enumerate(
        ("Bolsover District Council", "E07000033", "bolsover", "BOLSOVER D.C."), 1
    ):
        world.case(f"19 000 00{reference}", written)
    world.imported()
    assert set(world.store.tables()["cases"].get_column("authority")) == {"bolsover"}


def test_an_unknown_authority_twice_in_one_role_is_told_as_what_it_is(world: World) -> None:
    world.contact("Nowhere", "leader").contact("Nowhere", "leader")
    assert [each.reason for each in refused(world)] == ["no such authority", "no such authority"]


def test_an_unknown_holder_and_an_unknown_authority_at_a_seminar(world: World) -> None:
    world.case().decision().recommendation(held_by="Nowhere")
    world.event("1", "2019-05-01", authorities="derby;Nowhere")
    assert [(each.file, each.column, each.value) for each in refused(world)] == [
        ("events.csv", "authorities", "Nowhere"),
        ("recommendations.csv", "held_by", "Nowhere"),
    ]


# --- decisions


def test_a_decision_on_no_known_case(world: World) -> None:
    world.case().decision()
    world.rows["decisions"][0]["case"] = "19 999 999"
    found = the_problem(world)
    assert (found.file, found.column, found.value, found.reason) == (
        "decisions.csv",
        "case",
        "19 999 999",
        "no such case",
    )
    assert found.way_out == "Import the case with it, or mend the reference."


def test_a_decision_before_the_case_was_received(world: World) -> None:
    world.case(received_on="2019-09-02").decision(decided_on="2019-09-01")
    found = the_problem(world)
    assert (found.column, found.value, found.reason) == (
        "decided_on",
        "2019-09-01",
        "decided before the case was received",
    )


def test_a_decision_on_the_day_of_receipt_is_possible(world: World) -> None:
    world.case(received_on="2019-09-01").decision(decided_on="2019-09-01")
    assert world.imported().changed_anything


def test_a_satisfactory_remedy_where_nothing_was_upheld(world: World) -> None:
    world.case().decision("not_upheld", satisfactory_remedy="yes")
    assert the_problem(world).reason == "a satisfactory remedy on a decision that is not upheld"


def test_two_decisions_of_a_case_that_both_stand(world: World) -> None:
    world.case().decision("not_upheld").decision("upheld", "2019-10-01")
    found = refused(world)
    assert {each.reason for each in found} == {"two decisions of one case stand"}
    assert [each.row for each in found] == [2, 3]


def test_a_decision_replaced_by_nobody(world: World) -> None:
    world.case().decision(standing="replaced", standing_ended_on="2019-10-01")
    found = the_problem(world)
    assert (found.column, found.reason) == ("standing", "replaced, but by no decision")


def test_a_decision_that_replaces_one_which_is_not_marked_so(world: World) -> None:
    world.case().decision(standing="quashed", standing_ended_on="2019-10-01")
    world.rows["decisions"].append(world.rows["decisions"][0] | {
        "sequence": "2", "decided_on": "2019-10-01", "entered_on": "2019-10-01", "standing": "standing",
        "standing_ended_on": "", "replaces": "1",
    })  # fmt: skip
    found = the_problem(world)
    assert (found.row, found.reason) == (3, "the decision it replaces is not marked replaced")


def test_a_decision_that_ended_on_another_day_than_it_was_replaced(world: World) -> None:
    world.case().decision().replaced_on("2019-10-01", "not_upheld")
    world.rows["decisions"][0]["standing_ended_on"] = "2019-10-02"
    found = the_problem(world)
    assert (found.row, found.reason) == (3, "the decision it replaces ended on another day")


def test_a_decision_that_replaces_one_which_is_not_there(world: World) -> None:
    case = world.case()
    case.sequence = 1
    case.decision(replaces="1")
    assert [each.reason for each in refused(world)] == [
        "the case has no decision of that sequence",
        "the decisions of a case do not count 1, 2, 3",
    ]


def test_two_decisions_that_replace_the_same_one(world: World) -> None:
    case = world.case().decision().replaced_on("2019-10-01", "not_upheld")
    world.rows["decisions"][-1] |= {"standing": "quashed", "standing_ended_on": "2019-11-01"}
    case.decision("upheld", "2019-10-01", replaces="1")
    assert {each.reason for each in refused(world)} == {"two decisions replace the same one"}


def test_the_decisions_of_a_case_count_one_two_three(world: World) -> None:
    case = world.case().decision(standing="quashed", standing_ended_on="2019-10-01")
    case.sequence = 2
    case.decision(decided_on="2019-11-01")
    found = the_problem(world)
    assert (found.row, found.column, found.value) == (3, "sequence", "3")
    assert found.reason == "the decisions of a case do not count 1, 2, 3"


# --- what follows a decision


def test_a_recommendation_without_its_decision(world: World) -> None:
    case = world.case().decision()
    case.sequence = 2
    case.recommendation()
    found = the_problem(world)
    assert (found.file, found.reason) == ("recommendations.csv", "the case has no such decision")


def test_a_recommendation_where_no_fault_was_found(world: World) -> None:
    world.case().decision("not_upheld").recommendation()
    found = the_problem(world)
    assert (found.reason, found.way_out) == (
        "its decision found no fault",
        "Only an upheld decision has recommendations.",
    )


def test_a_compliance_outcome_with_nothing_to_comply_with(world: World) -> None:
    world.case().decision().compliance()
    assert the_problem(world).reason == "the decision has no recommendation to comply with"


def test_a_compliance_outcome_before_its_decision(world: World) -> None:
    world.case().decision().recommendation().compliance(recorded_on="2019-08-31")
    assert the_problem(world).reason == "recorded before the decision"


def test_a_report_on_a_case_that_is_not_there(world: World) -> None:
    world.case("19 000 001")
    world.report("19 R1", "19 000 001;19 000 009")
    found = the_problem(world)
    assert (found.file, found.column, found.reason) == (
        "reports.csv",
        "cases",
        "names a case that is not there",
    )


def test_a_further_report_without_its_public_report(world: World) -> None:
    world.case("19 000 001")
    world.report("19 R1", "19 000 001", kind="further")
    assert the_problem(world).reason == "a further report without its public report"


def test_two_people_in_one_role_at_once(world: World) -> None:
    world.contact("derby", "leader", "2015-01-01", held_to="2019-05-02").contact(
        "derby", "leader", "2019-05-02"
    )
    found = the_problem(world)
    assert (found.row, found.column, found.reason) == (2, "held_to", "two people hold the role at once")


def test_a_role_that_nobody_left_before_the_next_came(world: World) -> None:
    world.contact("derby", "leader", "2015-01-01").contact("derby", "leader", "2019-05-02")
    assert the_problem(world).reason == "two people hold the role at once"


def test_one_after_another_in_a_role_and_two_roles_at_once(world: World) -> None:
    world.contact("derby", "leader", "2015-01-01", held_to="2019-05-01").contact(
        "derby", "leader", "2019-05-02"
    )
    world.contact("derby", "chief_executive", "2015-01-01").contact("watford", "leader", "2015-01-01")
    assert world.imported().changed_anything


def test_the_same_record_twice_in_what_is_imported(world: World) -> None:
    world.case("19 000 001")
    world.case("19 000 001", "derby")
    found = the_problem(world)
    assert (found.row, found.value, found.reason) == (3, "19 000 001", "the same record twice")
