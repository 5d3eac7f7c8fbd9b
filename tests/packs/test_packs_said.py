"""What the packs say: true in every situation, nothing left open, no more than the numbers bear."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.letters.hand_made import HOSTILE, release, scheme_of_england
from tests.packs.made import CLOSED, KINDS, SLUGS, changed, counted, pack, pack_of, words_of
from upheld.documents.document import Document, Figured, Tabled
from upheld.measures.figure import Verdict
from upheld.packs.alike import FEW, alike
from upheld.packs.facts import CONDITIONS, PLACES, facts_of
from upheld.register.neighbours import NeighbourList
from upheld.release.model import PromiseState, PublicReport
from upheld.release.series import ObservedRow, SeriesRow
from upheld.wording.names import THEIRS, names_of


def section_of(document: Document, key: str) -> str:
    """What one section says, without those below it."""
    alone = replace(
        document, sections=tuple(replace(one, level=2) for one in document.sections if one.key == key)
    )
    return words_of(alone) if alone.sections else ""


def questions_of(document: Document) -> str:
    return section_of(document, "questions")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_place_has_an_answer_and_every_condition_a_name(slug: str) -> None:
    made, scheme = release()[0], scheme_of_england()
    names = names_of(scheme, made.reviews[slug].authority, made.about.year, voice=THEIRS)
    facts = facts_of(made, scheme, made.reviews[slug], names)
    assert set(facts.places) == PLACES
    assert facts.holds <= CONDITIONS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "craven"])
def test_nothing_is_left_open_and_no_number_has_a_wrong_plural(kind: str, slug: str) -> None:
    for line in words_of(pack(kind, slug)).splitlines():
        assert not re.search(r"[{}]|\S  \S|: ?[.;]|\( ?\)|, ?[.,;]|\bNone\.", line), line
        assert not re.search(
            r"\b1 (?:[a-z]+ )?(?:decisions|investigations|outcomes|improvements|cases|reports|complaints|recommendations)\b",
            line,
        ), line
        assert not re.search(r"\b0 of 0\b|\bnone of none\b", line), line


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", SLUGS)
def test_no_rise_and_no_fall_is_claimed(kind: str, slug: str) -> None:
    said = words_of(pack(kind, slug)).lower()
    for claim in (
        "has improved",
        "got better",
        "got worse",
        "has risen",
        "has fallen",
        "worse than",
        "better than",
        "rank ",
    ):
        assert claim not in said


def test_every_figure_has_its_count_base_verdict_and_picture() -> None:
    figures = [
        block
        for section in pack("scrutiny", "bolsover").sections
        for block in section.blocks
        if isinstance(block, Figured)
    ]
    assert [figure.rate for figure in figures] == ["25%", "100%", "0%"]
    assert [figure.verdict for figure in figures] == ["Too few to say", "1 of 1 satisfied", "Too few to say"]
    for figure in figures:
        assert figure.picture is not None
        assert figure.counted
        assert figure.of_base.startswith("of ")
        assert figure.base.startswith("Base: ")


def test_bolsover_reads_as_it_was() -> None:
    said = words_of(pack("scrutiny", "bolsover"))
    assert "Complaints upheld: 25%, 1 upheld decision of 4 detailed investigations. Too few to say." in said
    assert "the underlying rate could lie anywhere from 1% to 81%" in said
    assert "What do the council’s own records of complaints show?" in questions_of(
        pack("scrutiny", "bolsover")
    )


def test_where_nothing_was_investigated_there_is_no_rate_and_no_finding() -> None:
    said = words_of(pack("scrutiny", "adur"))
    assert "0%" not in re.sub(r"from 0% to 100%|\b0%\n", "", section_of(pack("scrutiny", "adur"), "short"))
    assert "No complaint was investigated in detail, so no finding was made." in said
    assert "Nothing was investigated in detail, so nothing can be learnt from here." in said
    report = words_of(pack("monitoring", "adur"))
    assert "On the findings of the year there is nothing to report." in report
    assert "For the monitoring officer to add:" not in report


def test_where_none_was_upheld_no_fault_is_found() -> None:
    none = changed(
        "dartmoor-national-park", counts={**release()[0].reviews["adur"].counts, "investigated": 2}
    )
    review = none.reviews["dartmoor-national-park"]
    figures = {
        slug: replace(
            figure, numerator=0, denominator=2 if slug == "upheld-rate" else 0, interval=None, verdict=None
        )
        for slug, figure in review.figures.items()
    }
    none = replace(
        none,
        reviews={
            **none.reviews,
            "dartmoor-national-park": replace(
                review, figures=figures, decisions=(), promises=(), findings=(), reports=()
            ),
        },
    )
    assert "No fault was found: 0 upheld decisions of 2 detailed investigations." in words_of(
        pack_of("scrutiny", "dartmoor-national-park", none)
    )
    assert "The Ombudsman found no fault: 0 upheld decisions of 2 detailed investigations." in words_of(
        pack_of("monitoring", "dartmoor-national-park", none)
    )


def test_a_body_without_a_group_is_compared_with_nobody() -> None:
    document = pack("scrutiny", "dartmoor-national-park")
    assert "neighbours" not in [section.key for section in document.sections]
    said = words_of(document)
    assert "is of a kind that is compared with nobody" in said
    assert "average" not in said.lower()
    assert "Fisher" not in said
    assert "is for its legal advisers to say" in words_of(pack("monitoring", "dartmoor-national-park"))


@pytest.mark.parametrize("slug", CLOSED)
def test_one_that_closed_says_so_and_is_asked_nothing_about_today(slug: str) -> None:
    document = pack("scrutiny", slug)
    assert "closed on 31 March 2019. Its responsibilities passed to" in section_of(document, "short")
    assert "neighbours" not in [section.key for section in document.sections]
    assert "own records of complaints" not in questions_of(document)
    assert "come back to members" not in questions_of(document)
    assert "whose monitoring officer will know" in words_of(pack("monitoring", slug))


def test_what_is_not_published_is_counted_and_not_listed() -> None:
    said = section_of(pack("scrutiny", "birmingham"), "findings")
    assert "4 of the 103 upheld decisions are not published." in said
    report = section_of(pack("monitoring", "birmingham"), "findings")
    assert "Not published, and so not listed here: 4 of 103." in report
    cases = [
        section for section in pack("monitoring", "birmingham").sections if section.key.startswith("case-")
    ]
    assert len(cases) == 99
    assert "It is not published." in section_of(pack("scrutiny", "west-dorset"), "findings")
    assert not [one for one in pack("monitoring", "west-dorset").sections if one.key.startswith("case-")]


def test_compliance_that_failed_is_said_plainly_and_asked_about_first() -> None:
    document = pack("scrutiny", "birmingham")
    assert "1 of 63 not satisfied" in section_of(document, "short")
    asked = questions_of(document)
    assert asked.index("What was not done that had been agreed") < asked.index("Has each public report")
    assert "Recommendations not carried out: 1 of 63 compliance outcomes." in asked
    assert "Not satisfied" in section_of(document, "compliance")
    assert "Recommendations not carried out: 1 of 63" in section_of(pack("monitoring", "birmingham"), "short")


def test_promises_open_and_late_are_listed_and_those_done_are_counted() -> None:
    first = release()[0].reviews["kent"].promises[0]
    states = (
        (PromiseState.DONE, 0),
        (PromiseState.OPEN, 0),
        (PromiseState.DONE_LATE, 8),
        (PromiseState.OVERDUE, 3),
        (PromiseState.REFUSED, 0),
        (PromiseState.OVERDUE, 43),
        (PromiseState.CEASED, 0),
    )
    promises = tuple(
        replace(
            first, number=number, state=state, days_late=days, completed_on=first.due_on + timedelta(days)
        )
        for number, (state, days) in enumerate(states, start=1)
    )
    document = pack_of("scrutiny", "kent", changed("kent", promises=promises))
    (table,) = (
        block
        for section in document.sections
        if section.key == "promises"
        for block in section.blocks
        if isinstance(block, Tabled)
    )
    assert [str(row[3]).replace("\u00a0", " ") for row in table.table.rows] == [
        "Overdue, 43 days late",
        "Overdue, 3 days late",
        "Refused",
        "Not yet due",
        "Done 10 Jul 2019, 8 days late",
    ]
    assert {row for row, column in table.notices if column == 3} == {0, 1, 2, 4}
    said = section_of(document, "promises")
    assert "How each stood on 30 April 2020." in said
    assert "2 service improvements were done on time or no longer apply." in said
    asked = questions_of(document)
    assert "Overdue on 30 April 2020: 2 service improvements, the longest 43 days late." in asked
    assert "Not yet due on 30 April 2020: 1 service improvement; the next on 2 July 2019." in asked
    assert "Refused: 1 recommendation." in asked


def test_where_nothing_is_open_or_late_it_says_so() -> None:
    first = replace(release()[0].reviews["kent"].promises[0], state=PromiseState.DONE)
    said = section_of(pack_of("scrutiny", "kent", changed("kent", promises=(first,))), "promises")
    assert (
        "On 30 April 2020 no published service improvement was overdue, refused or still to be done." in said
    )
    assert "1 service improvement was done on time or no longer applies." in said
    none = changed(
        "kent", promises=(), counts={**release()[0].reviews["kent"].counts, "service_improvements": 2}
    )
    said = section_of(pack_of("scrutiny", "kent", none), "promises")
    assert "2 service improvements were agreed in decisions of the year. They are not published." in said


def test_questions_come_from_the_figures_and_name_their_number() -> None:
    quiet = questions_of(pack("scrutiny", "melton"))
    assert "What was not done" not in quiet
    refused = counted("kent", recommendations_refused=2)
    assert "Refused: 2 recommendations." in questions_of(pack_of("scrutiny", "kent", refused))
    assert "Who decided to refuse" not in questions_of(pack("scrutiny", "kent"))
    overdue = counted("kent", overdue=1)
    assert "Overdue at the end of the year, with no outcome yet: 1 case." in questions_of(
        pack_of("scrutiny", "kent", overdue)
    )


@pytest.mark.parametrize(
    ("verdict", "asked"),
    [
        (Verdict.HIGHER, "What lies behind a rate of upheld complaints that chance does not explain"),
        (Verdict.CLEARLY_LOWER, "The rate of upheld complaints is lower than chance explains"),
        (Verdict.TOO_FEW, "There are too few cases for the rate to say anything"),
    ],
)
def test_a_question_about_a_rate_is_asked_when_the_verdict_bears_it(verdict: Verdict, asked: str) -> None:
    figures = release()[0].reviews["kent"].figures
    made = changed(
        "kent", figures={**figures, "upheld-rate": replace(figures["upheld-rate"], verdict=verdict)}
    )
    said = questions_of(pack_of("scrutiny", "kent", made))
    assert asked in said
    assert said.count("rate of upheld complaints") + said.count("for the rate to say") == 1


def test_two_years_stand_side_by_side_and_three_are_compared() -> None:
    def then(
        measure: str, year: str, numerator: int, denominator: int, origin: str = "2018-19/r1"
    ) -> SeriesRow:
        rate = "50%" if denominator else None
        return SeriesRow(
            "kent", measure, year, 1, numerator, denominator, rate, "county", "60%", 100, 200, origin
        )

    observed = ObservedRow(
        "kent",
        "upheld-rate",
        "year",
        "2017-18",
        "2019-20",
        150,
        90,
        "84.5",
        "0.9",
        "0.1",
        Verdict.NOT_TOLD_APART,
        "0.04",
        (),
    )
    made = changed(
        "kent",
        series=(
            then("upheld-rate", "2017-18", 9, 10),
            then("upheld-rate", "2018-19", 20, 40),
            then("satisfactory-remedy-rate", "2018-19", 0, 0),
            then("compliance-rate", "2018-19", 5, 10, "published"),
        ),
        observed=(observed,),
    )
    said = section_of(pack_of("scrutiny", "kent", made), "changed")
    assert "50%, 20 of 40" in said
    assert "9 of 10" not in said
    assert "50%, 5 of 10, as published" in said
    assert "No cases" in said
    assert "90 upheld decisions of 150 detailed investigations, where 84.5 would be expected" in said
    assert "The two cannot be told apart." in said
    assert "Over three years more was upheld" not in questions_of(pack_of("scrutiny", "kent", made))
    higher = changed("kent", observed=(replace(observed, verdict=Verdict.HIGHER),))
    assert "2017-18 to 2019-20: 90 of 150 detailed investigations upheld, 84.5 expected." in questions_of(
        pack_of("scrutiny", "kent", higher)
    )


def test_without_a_year_before_nothing_is_compared() -> None:
    assert "The figures of the year before are not in this release." in section_of(
        pack("scrutiny", "kent"), "changed"
    )


def test_a_report_says_how_it_was_answered() -> None:
    def report(number: str, due: date | None, answered: date | None) -> PublicReport:
        day = date(2019, 9, 2)
        return PublicReport("kent", number, "public", day, day, (), None, due, answered)

    reports = (
        report("R1", date(2019, 12, 2), date(2019, 11, 28)),
        report("R2", date(2019, 12, 2), date(2019, 12, 12)),
        report("R3", date(2020, 4, 20), None),
        report("R4", date(2020, 6, 2), None),
    )
    made = changed(
        "kent", reports=reports, counts={**release()[0].reviews["kent"].counts, "reports.public": 4}
    )
    for kind in KINDS:
        said = section_of(pack_of(kind, "kent", made), "reports")
        for answer in (
            "Answered 28 Nov 2019\n",
            "Answered 12 Dec 2019, 10 days late",
            "Not answered by 30 Apr 2020, 10 days late",
            "Answer due 2 Jun 2020",
        ):
            assert answer in said
    assert "Public reports answered late, or not yet: 2 of 4." in questions_of(
        pack_of("scrutiny", "kent", made)
    )


def test_the_report_gives_each_finding_with_what_was_agreed_and_what_came_of_it() -> None:
    document = pack("monitoring", "bolsover")
    (case,) = (section for section in document.sections if section.key.startswith("case-"))
    said = section_of(document, case.key)
    assert case.heading.replace("\u00a0", " ") == "19 000 000: Adult Social Care"
    assert "Decided 1 April 2019." in said
    assert "Delay in answering reports" in said
    assert (
        "Set a time limit for first replies to reports, and tell staff of it. Due 2 Jul 2019. Done 30 Jun 2019, on time."
        in said
    )
    for section in ("add-findings", "next"):
        assert "For the monitoring officer to add:" in section_of(document, section)


def test_outcomes_of_earlier_decisions_stand_apart() -> None:
    said = section_of(pack("monitoring", "birmingham"), "earlier")
    assert "18 000 001" in said
    assert "Not published" in said


def test_no_placeholder_stands_in_a_report() -> None:
    for slug in SLUGS:
        if slug != "craven":
            assert not re.search(r"\[|\]|XX|TBC|____|\.\.\.", words_of(pack("monitoring", slug)))


def test_neighbours_are_of_the_same_group_open_few_and_in_order_of_name() -> None:
    made = release()[0]
    found = alike(made, "bolsover", None)
    assert found.by_list is None
    assert found.slugs == ("adur", "craven", "melton")
    assert len(found.slugs) <= FEW
    assert alike(made, "dartmoor-national-park", None).slugs == ()
    by_list = NeighbourList("somebodys", "Somebody, 2019", {"bolsover": ("melton", "kent", "adur")})
    assert alike(made, "bolsover", by_list).slugs == ("adur", "melton")
    assert alike(made, "craven", by_list).by_list is None
    said = section_of(pack_of("scrutiny", "bolsover", made, by_list), "neighbours")
    assert "by the list somebodys. Source of the list: Somebody, 2019." in said
    assert said.index("Adur") < said.index("Bolsover (this pack)") < said.index("Melton")
    assert "1 upheld decision of 4 detailed investigations" in said
    assert "25%; 1% to 81%" in said


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_text(kind: str) -> None:
    said = words_of(pack(kind, "craven"))
    assert "\u202e" not in said
    if kind == "monitoring":
        assert re.sub(r"[\s\u202e\u202c]+", "", HOSTILE) in re.sub(r"\s+", "", said)
