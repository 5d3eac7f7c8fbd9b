"""What a year's own texts say without a place: numbers and comparisons that somebody typed.

They stand in every letter, and no record makes them: each is one of the year's `literals`, pieces of text for which
whoever wrote the file answers, or it is refused. Belongs here: finding them. Not here: free paragraphs (`tracing`).
"""

from __future__ import annotations

import string
from collections.abc import Iterator

from upheld.errors import Invalid, Problem
from upheld.letters.proof.rules import Rule
from upheld.letters.proof.tracing import compared_in, numbers_in
from upheld.letters.prose import Prose


def answer_for_typed(prose: Prose) -> None:
    """Raise Invalid with every number and comparison typed in the year's texts that is in none of its literals."""
    problems = list(_typed(prose))
    if problems:
        raise Invalid(problems)


def _typed(prose: Prose) -> Iterator[Problem]:
    for slot, passages in sorted(prose.slots.items()):
        for passage in passages:
            for literal, *_ in string.Formatter().parse(passage.text):
                for known in sorted(prose.literals, key=len, reverse=True):
                    literal = literal.replace(known, " ")
                for rule, word in (
                    *((Rule.NUMBER, each) for each in numbers_in(literal)),
                    *((Rule.CLAIM, each) for each in compared_in(literal)),
                ):
                    yield Problem(
                        "the year's texts", 0, slot, word,
                        f"{rule.title}: it is typed, and made from no record",
                        "Fill it from a place, take it out, or put the piece of text among the file's literals.",
                    )  # fmt: skip
