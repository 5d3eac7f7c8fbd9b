"""What stops a freezing, what a person must accept, and that the reason is frozen too: by worlds of two years."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.release.years import decided_in, published
from tests.worlds import World, bytes_of, few
from upheld.cli import main
from upheld.errors import Conflict, Refused
from upheld.release.checks import CheckFinding, Level, check_release, refuse_unaccepted
from upheld.release.freeze import Frozen, correct, freeze
from upheld.release.load import load_release
from upheld.release.verify import verify
from upheld.workspace import Workspace, make_workspace

BEFORE, NOW = "2018-19", "2019-20"
DISTRICTS = (
    "amber-valley",
    "ashfield",
    "gedling",
    "mansfield",
    "rushcliffe",
    "hertsmere",
    "watford",
    "northampton",
)
ELSE = ("derby", "kent", "dartmoor-national-park", "exmoor-national-park")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def year_before(world: World) -> None:
    """Freeze the year before with what is in the world so far."""
    world.imported()
    frozen(world, label=BEFORE)


def frozen(world: World, accepted: dict[str, str] | None = None, label: str = NOW) -> Frozen:
    return freeze(world.year(label), world.store, world.releases, world.scheme, accepted=accepted)


def warnings(world: World, label: str = NOW) -> dict[str, list[str]]:
    """The sentences of the warnings, by check: freezing is refused, and says them."""
    world.imported()
    try:
        frozen(world, label=label)
    except Refused as refused:
        found: dict[str, list[str]] = {}
        for line in str(refused).splitlines()[1:-1]:
            check, _, sentence = line.strip().partition(": ")
            found.setdefault(check, []).append(sentence)
        return found
    return {}


def missing(world: World) -> World:
    """Watford had one case last year and has none now; Derby goes on."""
    for label in (BEFORE, NOW):
        decided_in(world, label, "derby", 1, 1)
    decided_in(world, BEFORE, "watford", 1, 0)
    year_before(world)
    return world


# --- each warning


def test_an_authority_of_which_nothing_is_recorded_any_more(world: World) -> None:
    missing(world)
    assert warnings(world) == {
        "missing": [
            "1 authority had figures last year and has no record in this one: Watford Borough Council."
        ]
    }


def test_one_case_is_enough_not_to_be_missing(world: World) -> None:
    missing(world).case(None, "watford")
    assert warnings(world) == {}


def test_figures_known_as_published_are_a_year_before_too(world: World) -> None:
    decided_in(world, NOW, "derby", 1, 1)
    published(world, {"authority": "watford", "year": BEFORE, "numerator": "1", "denominator": "1"})
    assert set(warnings(world)) == {"missing"}


def test_residents_alone_are_no_figures_that_could_go_missing(world: World) -> None:
    for label in ("2022-23", "2023-24"):
        decided_in(world, label, "derby", 1, 1)
    world.imported()
    frozen(world, label="2022-23")
    before = load_release(world.stored("2022-23").public).review("watford").figures["upheld-per-100000"]
    assert before.denominator > 0
    assert warnings(world, "2023-24") == {}


def test_complaints_about_a_body_that_closed_long_ago(world: World) -> None:
    world.case("21 000 001", "northampton", "2021-05-01")
    world.case("23 000 001", "northampton", "2023-05-01")
    assert warnings(world, "2021-22") == {}  # in the year after, records still arise
    assert warnings(world, "2023-24") == {
        "unexpected": [
            "Complaints were received about 1 authority that had closed more than a year before: "
            "Northampton Borough Council."
        ]
    }


@pytest.mark.parametrize(("cases", "warns"), [(4, False), (5, True)])
def test_a_base_of_five_that_has_vanished(world: World, cases: int, warns: bool) -> None:
    decided_in(world, BEFORE, "watford", 0, cases)
    year_before(world)
    world.case(None, "watford").decision("closed_initial")
    sentence = "Complaints upheld: the base of 1 authority was 5 or more last year and is 0: Watford Borough Council."
    assert warnings(world) == ({"vanished base": [sentence]} if warns else {})


@pytest.mark.parametrize(("others", "warns"), [(11, True), (12, False)])
def test_a_jump_is_measured_by_how_many_rates_are_compared(world: World, others: int, warns: bool) -> None:
    """None of 6, then all 6 of 6: chance does that once in C(12, 6) = 924. With eleven others, 2 x 11 + 1 = 23 rates are
    compared: a jump is what is rarer than 1 in 40 x 23 = 920. With twelve, 25 are, and 1 in 1,000 is asked."""
    for label in (BEFORE, NOW):
        for slug in (*DISTRICTS, *ELSE)[:others]:
            decided_in(world, label, slug, 1, 1)
    decided_in(world, BEFORE, "bolsover", 0, 6)
    year_before(world)
    decided_in(world, NOW, "bolsover", 6, 0)
    sentence = "Complaints upheld, Bolsover District Council: 100% (6 of 6), after 0% (0 of 6) last year: more than chance."
    assert warnings(world) == ({"jump": [sentence]} if warns else {})


def test_a_drop_is_a_jump_too(world: World) -> None:
    decided_in(world, BEFORE, "bolsover", 10, 0)
    year_before(world)
    decided_in(world, NOW, "bolsover", 0, 10)
    assert set(warnings(world)) == {
        "jump",
        "vanished base",
    }  # the base of remedies, its upheld decisions, is nothing


# --- errors


def test_an_error_stops_whatever_is_accepted(world: World) -> None:
    world.case().decision()
    release = world.freeze()
    review = release.review("watford")
    broken = replace(release, reviews={"watford": replace(review, counts={**review.counts, "decided": 2})})
    found = check_release(broken, {})
    assert found[0] == CheckFinding(
        "adding up", "Outcomes do not add up to decisions at 1 authority.", ("watford",), Level.ERROR
    )
    for accepted in ({}, {"adding up": "we know"}):
        with pytest.raises(
            Refused, match=r"2019-20 cannot be frozen: Outcomes do not add up .* Mend the records"
        ):
            refuse_unaccepted(found, accepted, NOW)


# --- accepting


def test_a_warning_stops_until_it_is_accepted_and_says_how(world: World) -> None:
    missing(world)
    world.imported()
    held = bytes_of(world.folder / "releases")
    with pytest.raises(Refused) as refused:
        frozen(world)
    assert str(refused.value).splitlines() == [
        "The checks warn of this before 2019-20 is frozen:",
        "  missing: 1 authority had figures last year and has no record in this one: Watford Borough Council.",
        "Mend the records, or accept a warning with your reason, which is frozen too: --accept 'missing=why'.",
    ]
    assert bytes_of(world.folder / "releases") == held
    made = frozen(world, {"missing": "Asked: it had no complaints."})
    assert made.about.accepted == (("missing", "Asked: it had no complaints."),)
    about = json.loads(world.stored().public["about.json"])
    assert about["accepted"] == {"missing": "Asked: it had no complaints."}
    assert load_release(world.stored().public).about.accepted == made.about.accepted
    verify(world.stored(), world.releases)


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        ({"missing": ""}, "Say why 'missing' is accepted: --accept 'missing=why'"),
        ({"missing": "  "}, "Say why 'missing' is accepted"),
        ({"missing": "asked", "jump": "asked"}, "No check warns of 'jump', so there is nothing to accept"),
        ({"missing": "asked", "overdue": "seen"}, "No check warns of 'overdue'"),  # a note needs nothing
        ({"Missing": "asked"}, "The checks warn of this"),
    ],
)
def test_what_is_no_acceptance_is_refused(world: World, accepted: dict[str, str], words: str) -> None:
    missing(world).case(None, "derby").decision().recommendation(completed_on="", status="agreed")
    world.imported()
    held = bytes_of(world.folder / "releases")
    with pytest.raises(Refused, match=words):
        frozen(world, accepted)
    assert bytes_of(world.folder / "releases") == held


def test_each_of_two_warnings_is_accepted_by_its_own_name(world: World) -> None:
    decided_in(world, BEFORE, "bolsover", 10, 0)
    year_before(world)
    decided_in(world, NOW, "bolsover", 0, 10)
    world.imported()
    with pytest.raises(Refused, match="vanished base") as refused:
        frozen(world, {"jump": "A new team."})
    assert "jump:" not in str(refused.value)
    made = frozen(world, {"vanished base": "It follows.", "jump": "A new team."})
    assert [name for name, _ in made.about.accepted] == ["jump", "vanished base"]


def test_frozen_again_an_acceptance_need_not_be_said_again_and_cannot_be_reworded(world: World) -> None:
    missing(world)
    world.imported()
    first = frozen(world, {"missing": "Asked."})
    again = frozen(world)
    assert (again.new, again.checksum) == (False, first.checksum)
    with pytest.raises(Conflict, match=r"different in public/about\.json"):
        frozen(world, {"missing": "Something else."})


# --- and corrections


def correction(world: World, accepted: dict[str, str] | None = None) -> Frozen:
    world.imported()
    year = world.year(NOW)
    return correct(
        year, world.store, world.releases, world.scheme, corrects=1, why="One came late.", accepted=accepted
    )


def test_a_correction_inherits_what_still_warns(world: World) -> None:
    missing(world)
    world.imported()
    frozen(world, {"missing": "Asked."})
    world.case(None, "derby", entered_on="2020-06-01")
    assert correction(world).about.accepted == (("missing", "Asked."),)


def test_a_correction_does_not_inherit_for_anybody_else(world: World) -> None:
    """What was accepted of Watford says nothing of Kent, whose only case turns out to be Derby's."""
    for label in (BEFORE, NOW):
        decided_in(world, label, "kent", 1, 0)
    missing(world)
    world.imported()
    frozen(world, {"missing": "Asked Watford."})
    for row in world.rows["cases"]:
        if row["authority"] == "kent" and row["received_on"] == "2019-05-01":
            row["authority"] = "derby"
    with pytest.raises(Refused, match="2 authorities had figures last year"):
        correction(world)
    made = correction(world, {"missing": "Asked Watford and Kent."})
    assert made.about.accepted == (("missing", "Asked Watford and Kent."),)


def test_a_correction_drops_what_no_longer_warns(world: World) -> None:
    missing(world)
    world.imported()
    frozen(world, {"missing": "Asked."})
    world.case(None, "watford", entered_on="2020-06-01")
    assert correction(world).about.accepted == ()
    assert load_release(world.releases.find(world.year(NOW), 1).public).about.accepted == (
        ("missing", "Asked."),
    )


def test_a_correction_must_accept_what_is_new(world: World) -> None:
    for label in (BEFORE, NOW):
        decided_in(world, label, "watford", 1, 5)
    year_before(world)
    frozen(world)
    for row in world.rows["decisions"]:
        if row["decided_on"] == "2019-09-01":
            row["outcome"] = "closed_initial"
    with pytest.raises(Refused, match="vanished base: Complaints upheld: the base of 1 authority"):
        correction(world)
    made = correction(world, {"vanished base": "All six were closed early."})
    assert made.about.accepted == (("vanished base", "All six were closed early."),)


def test_what_is_late_still_is_told_by_the_day_of_the_correction(world: World) -> None:
    """A correction that stops at a day of entries says of the rest that it came after that day."""
    world.case("19 000 001")
    world.frozen()
    world.case("19 000 002", entered_on="2020-06-01")
    world.case("19 000 003", entered_on="2020-07-01")
    world.imported()
    made = correct(
        world.year(NOW), world.store, world.releases, world.scheme,
        corrects=1, why="One came late.", entered_by=world.scheme.calendar.year(2021).first_day.replace(month=6),
    )  # fmt: skip
    assert "1 case of the year was entered after 2020-06-01: it waits for a correction." in {
        each.sentence for each in made.findings
    }


# --- on the command line


def test_the_command_takes_a_reason_by_the_name_of_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_workspace(tmp_path / "here").folder
    missing(World(folder)).imported()
    monkeypatch.setattr(Workspace, "scheme", property(lambda self: few()))
    monkeypatch.chdir(folder)

    def run(*accept: str) -> tuple[int, str, str]:
        options = [part for each in accept for part in ("--accept", each)]
        monkeypatch.setattr(sys, "argv", ["upheld", "freeze", NOW, *options])
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        told = capsys.readouterr()
        return code, told.out, told.err

    code, said, refused = run()
    assert (code, said) == (Refused.exit_code, "")
    assert "--accept 'missing=why'" in refused
    code, _, refused = run("missing")
    assert (code, "'missing' gives no reason" in refused) == (Refused.exit_code, True)
    code, said, _ = run("missing=Asked: its link officer = Ms A.")
    assert (code, "Frozen: 2019-20, revision 1" in said) == (0, True)
    about = json.loads((folder / "releases" / NOW / "r1" / "public" / "about.json").read_bytes())
    assert about["accepted"] == {"missing": "Asked: its link officer = Ms A."}
