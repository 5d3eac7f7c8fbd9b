"""A free paragraph is typed by a person: what it counts must be the authority's own, and what nobody can hold against the
release is not said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.letters.hand_made import CONTACTS, YEAR, prose_of, release, scheme_of_england
from upheld.letters.context import letter_context
from upheld.letters.proof.reader import proof_read, proof_reader
from upheld.letters.proof.rules import Rule
from upheld.letters.prose import FreeParagraph


def found(text: str) -> set[tuple[Rule, str]]:
    """What is found in the letter for Bolsover, which has one upheld of four, with `text` as its free paragraph."""
    made, texts = release()
    scheme = scheme_of_england()
    free = FreeParagraph("bolsover", text, "A. Writer", "B. Reader", date(2020, 7, 1))
    prose = replace(prose_of(YEAR), free={"bolsover": free})
    letter = letter_context(made, scheme, prose, texts, CONTACTS, "bolsover")
    reader = proof_reader(made, scheme, prose, texts, CONTACTS)
    return {(one.rule, one.word) for one in proof_read(reader, letter)}


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for telling us of the change to your reception.",
        "We upheld one of four, and three of the 4 investigations ended without fault.",
        "Of our decisions we think of the 25% first.",
        "Some of your officers came to a course. {courses}",
    ],
)
def test_what_the_release_bears_may_be_said(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "rule", "word"),
    [
        ("You upheld 7 of 9 complaints.", Rule.BASE, "7 of 9"),
        (
            "We upheld two detailed investigations out of the four.",
            Rule.BASE,
            "two detailed investigations out of the four",
        ),
        ("You answered 77% in time.", Rule.NUMBER, "77%"),
        ("Seventeen people wrote.", Rule.NUMBER, "Seventeen"),
        ("Several dozen people wrote.", Rule.NUMBER, "dozen"),
        ("There was more fault than ever.", Rule.CLAIM, "than ever"),
        ("You did better than last year.", Rule.CLAIM, "better than"),
        ("Your complaints doubled.", Rule.CLAIM, "doubled"),
        ("Half of them were upheld.", Rule.CLAIM, "Half"),
        ("Yours is the best council in Derbyshire.", Rule.CLAIM, "best"),
        ("Your rate is higher than others.", Rule.VERDICT, "higher than"),
    ],
)
def test_what_it_does_not_bear_is_refused(text: str, rule: Rule, word: str) -> None:
    assert (rule, word) in found(text)
