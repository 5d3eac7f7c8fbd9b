"""Paragraphs by rule: each is said where it is true, and nowhere else. All of it from records, through the whole line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.letters.hand_made import CONTACTS, YEAR, prose_of, release, scheme_of_england
from tests.worlds import World
from upheld.errors import Invalid, Refused
from upheld.letters.context import LetterContext, letter_context
from upheld.letters.letter_set import write_letters
from upheld.letters.noticed import NOTICED_CONDITIONS, noticed
from upheld.letters.proof.reader import proof_read_set, proof_reader
from upheld.letters.prose import FreeParagraph, Passage
from upheld.letters.prose_file import load_prose
from upheld.records.contract import Contact
from upheld.records.tables import from_frame
from upheld.release.load import load_release


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def letter_of(world: World, slug: str, label: str = "2019-20") -> LetterContext:
    year = world.year(label)
    frozen = load_release(world.stored(label).public)
    contacts = from_frame(Contact, world.store.scan("contacts").collect())
    prose = load_prose(world.scheme.prose_folder, year)
    return letter_context(frozen, world.scheme, prose, world.releases.texts(year), contacts, slug)


def attention(letter: LetterContext) -> str:
    """What the letter draws attention to; nothing where it has no such section."""
    return " ".join(
        run.text
        for section in letter.sections
        if section.heading == "What we would draw to your attention"
        for paragraph in section.paragraphs
        for run in paragraph
    ).replace("\u00a0", " ")


def test_a_council_with_nothing_is_told_that_nothing_came(world: World) -> None:
    world.case("19 000 001")
    world.frozen()
    assert "No complaint about the council came to us this year" in attention(letter_of(world, "derby"))


def test_a_complaint_that_went_no_further_is_no_finding(world: World) -> None:
    world.case("19 000 001").decision("closed_initial")
    world.frozen()
    said = attention(letter_of(world, "watford"))
    assert "We investigated no complaint about the council in detail" in said
    assert "came to us this year, and we decided none" not in said


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (1, "in the one complaint"),
        (2, "in either of the two complaints"),
        (3, "in any of the three complaints"),
    ],
)
def test_no_fault_is_said_of_the_number_investigated(world: World, cases: int, said: str) -> None:
    for number in range(cases):
        world.case(f"19 000 00{number}").decision("not_upheld")
    world.frozen()
    assert f"We did not find fault {said} that we investigated" in attention(letter_of(world, "watford"))


def test_a_refused_recommendation_is_said_in_the_singular(world: World) -> None:
    refused = {"status": "refused", "agreed_on": "", "due_on": "", "completed_on": ""}
    world.case("19 000 001").decision().recommendation(**refused)
    world.frozen()
    assert "did not accept one recommendation that we made" in attention(letter_of(world, "watford"))


def test_what_was_late_and_what_failed_are_counted_apart(world: World) -> None:
    for number, result in enumerate(
        ("satisfied_late", "satisfied_late", "not_satisfied", "satisfied_on_time")
    ):
        case = world.case(f"19 000 00{number}").decision(decided_on="2019-05-01")
        case.recommendation(
            agreed_on="2019-05-02",
            due_on="2019-08-01",
            completed_on="2019-09-01" if "late" in result else "2019-07-01",
        ).compliance(result, "2019-10-01")
    world.frozen()
    said = attention(letter_of(world, "watford"))
    assert "In two cases what was agreed was done after the day agreed for it" in said
    assert "In one case we were not satisfied" in said


def test_a_late_answer_to_a_report_is_told_from_none(world: World) -> None:
    world.case("19 000 001").decision(published_on="2019-09-20")
    world.case("19 000 002").decision(published_on="2019-09-20")
    reports = {
        "publication": "published",
        "published_on": "2019-10-20",
        "response_due_on": "2020-01-01",
        "title": "A report",
    }
    world.report("19-001", "19 000 001", responded_on="2020-02-01", **reports)
    world.report("19-002", "19 000 002", **reports)
    world.frozen()
    said = attention(letter_of(world, "watford"))
    assert "We issued two public reports about the council" in said
    assert "Your answer to one report came later than the day set for it" in said
    assert "no answer to one report" in said


def test_an_answer_after_the_day_the_release_tells_of_is_none_yet(world: World) -> None:
    world.case("19 000 001").decision(published_on="2019-09-20")
    world.report(
        "19-001", "19 000 001", publication="published", published_on="2019-10-20", title="A report",
        response_due_on="2020-01-01", responded_on="2020-06-01",
    )  # fmt: skip
    world.frozen()
    said = attention(letter_of(world, "watford"))
    # The letter is dated after the answer: it says of which day it speaks.
    assert "On 30 April 2020 we had no answer to one report, although the day for it had passed." in said
    assert "came later" not in said


def test_a_welcome_needs_the_year_before_and_enough_cases(world: World) -> None:
    def outcomes(year: int, results: list[str]) -> None:
        for number, result in enumerate(results):
            case = world.case(
                f"{year - 2001} {year - 2000:03d} {number:03d}", received_on=f"{year - 1}-04-10"
            )
            case.decision(decided_on=f"{year - 1}-05-01").recommendation(
                agreed_on=f"{year - 1}-05-02", due_on=f"{year - 1}-08-01", completed_on=f"{year - 1}-07-01"
            ).compliance(result, f"{year - 1}-10-01")

    outcomes(2019, ["not_satisfied"])
    outcomes(2020, ["satisfied_on_time"] * 5)
    world.frozen("2018-19")
    world.frozen("2019-20")
    said = attention(letter_of(world, "watford"))
    assert "Last year there was one case in which we were not satisfied" in said
    assert "This year there was none among five cases. We welcome that." in said


def test_four_good_outcomes_are_too_few_for_a_welcome(world: World) -> None:
    case = world.case("18 000 001", received_on="2018-04-10").decision(decided_on="2018-05-01")
    case.recommendation(agreed_on="2018-05-02", due_on="2018-08-01", completed_on="2018-07-01").compliance(
        "not_satisfied", "2018-10-01"
    )
    for number in range(4):
        world.case(f"19 000 00{number}").decision(decided_on="2019-05-01").recommendation(
            agreed_on="2019-05-02", due_on="2019-08-01", completed_on="2019-07-01"
        ).compliance("satisfied_on_time", "2019-10-01")
    world.frozen("2018-19")
    world.frozen("2019-20")
    assert "welcome" not in attention(letter_of(world, "watford"))


def test_what_closed_on_the_last_day_of_the_year_is_told_to_its_successor(world: World) -> None:
    world.case("20 000 001", "northampton", received_on="2020-05-01").decision("not_upheld", "2020-09-01")
    world.contact("west-northamptonshire", "chief_executive", "2021-04-01", title="Head of the paid service")
    world.frozen("2020-21")
    letter = letter_of(world, "northampton", "2020-21")
    assert letter.annex
    assert letter.addressee.lines == ("Head of the paid service", "West Northamptonshire Council")
    opening = " ".join(run.text for paragraph in letter.opening for run in paragraph)
    assert "served its area throughout the year" in opening.replace("\u00a0", " ")


def test_a_new_council_is_told_whose_figures_are_not_its_own(world: World) -> None:
    world.case("21 000 001", "west-northamptonshire", received_on="2021-05-01")
    world.frozen("2021-22")
    said = attention(letter_of(world, "west-northamptonshire", "2021-22"))
    assert (
        "West Northamptonshire Council began on 1 April 2021, in place of Northampton Borough Council."
        in said
    )


def test_a_free_paragraph_stands_in_one_letter_alone() -> None:
    made, texts = release()
    free = FreeParagraph(
        "bolsover", "We met in {published_on}'s week.", "A. Writer", "B. Reader", date(2020, 7, 1)
    )
    prose = replace(prose_of(YEAR), free={"bolsover": free})

    def opening(slug: str) -> str:
        letter = letter_context(made, scheme_of_england(), prose, texts, CONTACTS, slug)
        return " ".join(run.text for paragraph in letter.opening for run in paragraph).replace("\u00a0", " ")

    assert "We met in 29 July 2020's week." in opening("bolsover")
    assert "We met" not in opening("kent")


def test_a_free_paragraph_nobody_would_read_is_refused(tmp_path: Path) -> None:
    made, texts = release()
    free = FreeParagraph("nowhere", "Hello.", "A. Writer", "B. Reader", date(2020, 7, 1))
    prose = replace(prose_of(YEAR), free={"nowhere": free})
    with pytest.raises(Refused, match="free paragraph for nowhere"):
        write_letters(made, scheme_of_england(), prose, texts, CONTACTS, tmp_path / "letters")
    assert not list(tmp_path.iterdir())
    with pytest.raises(Refused, match="free paragraph for nowhere"):
        proof_read_set(proof_reader(made, scheme_of_england(), prose, texts, CONTACTS), CONTACTS)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"slots": {"attention": (Passage("Hello.", "", (), ("nowhere",)),)}}, "only for nowhere"),
        ({"copies": ("leader", "leaders")}, "Copies go to leaders, which is no role"),
        (
            {
                "free": {"christchurch": FreeParagraph("christchurch", "Hello.", "A", "B", date(2020, 7, 1))},
                "letter_date": date(2020, 7, 22),
            },
            "An annex has no such paragraph",
        ),
    ],
)
def test_whom_the_prose_names_in_vain_is_named(changed: dict[str, Any], said: str) -> None:
    made, texts = release()
    reviews = dict(made.reviews)
    bolsover = reviews["bolsover"]
    gone = replace(bolsover.authority, slug="christchurch", closed_on=date(2019, 3, 31))
    reviews["christchurch"] = replace(bolsover, authority=gone)
    with pytest.raises(Refused, match=said):
        proof_read_set(
            proof_reader(
                replace(made, reviews=reviews),
                scheme_of_england(),
                replace(prose_of(YEAR), **changed),
                texts,
                CONTACTS,
            ),
            CONTACTS,
        )


def test_letters_are_dated_after_their_year_and_free_paragraphs_read_before_it(tmp_path: Path) -> None:
    (tmp_path / "2020.toml").write_text(
        "letter_date = 2019-07-22\npublished_on = 2020-06-29\n", encoding="utf-8"
    )
    (tmp_path / "2020-paragraphs.toml").write_text(
        '[[paragraph]]\nauthority = "bolsover"\ntext = "Thanks."\nprepared_by = "A"\nreviewed_by = "B"\n'
        "reviewed_on = 2020-07-23\n",
        encoding="utf-8",
    )
    with pytest.raises(Invalid) as caught:
        load_prose(scheme_of_england().prose_folder, YEAR, tmp_path)
    said = " ".join(str(problem) for problem in caught.value.problems)
    assert "letter_date: '2019-07-22': is before the year has ended" in said
    assert "reviewed_on: '2020-07-23': is after the letters' date" in said


def test_a_workspace_has_its_own_texts_and_every_wrong_paragraph_is_named(tmp_path: Path) -> None:
    folder = scheme_of_england().prose_folder
    (tmp_path / "2020.toml").write_text(
        'letter_date = 2020-05-22\npublished_on = 2020-06-29\n[letter]\nembargo = ""\n[[paragraph]]\n'
        'slot = "attention"\nwhen = ["late"]\nonly = ["bolsover"]\ntext = "Note {late_counted}."\n',
        encoding="utf-8",
    )
    prose = load_prose(folder, YEAR, tmp_path)
    assert prose.letter_date == date(2020, 5, 22)
    assert prose.lines["embargo"] == ""
    assert prose.slots["attention"][0].only == ("bolsover",)
    (tmp_path / "2020-paragraphs.toml").write_text(
        '[[paragraph]]\nauthority = "bolsover"\ntext = "See {nothing}."\nprepared_by = "A. Writer"\n'
        'reviewed_by = "a. writer"\nreviewed_on = 2020-05-01\n'
        '[[paragraph]]\nauthority = "bolsover"\ntext = "Twice."\nprepared_by = "A"\nreviewed_by = "B"\nreviewed_on = "May"\n',
        encoding="utf-8",
    )
    with pytest.raises(Invalid) as caught:
        load_prose(folder, YEAR, tmp_path)
    said = " ".join(str(problem) for problem in caught.value.problems)
    for wrong in ("{nothing}", "is who prepared it", "has a free paragraph already", "reviewed_on"):
        assert wrong in said


def test_the_year_s_lines_say_until_when_and_to_whom() -> None:
    made, texts = release()
    letter = letter_context(made, scheme_of_england(), prose_of(YEAR), texts, CONTACTS, "bolsover")
    assert letter.embargo.replace("\u00a0", " ") == "Not for publication before 00:01 on 29 July 2020"
    assert letter.copied == "Copied, without any list of cases, to: Link officer."


def test_every_condition_is_answered_for_every_authority() -> None:
    made, _ = release()
    calendar = scheme_of_england().calendar
    found = [noticed(made, review, calendar).holds for review in made.reviews.values()]
    assert set().union(*found) <= NOTICED_CONDITIONS.keys()
    assert all(("nothing_at_all" in holds) + ("nothing_investigated" in holds) < 2 for holds in found)
