"""What a year's own texts say in numbers and comparisons comes from a place, or somebody answers for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.letters.hand_made import YEAR, prose_of
from upheld.errors import Invalid
from upheld.letters.proof.typed import answer_for_typed
from upheld.letters.prose import Passage


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We dealt with 12,345 complaints.", ["12,345"]),
        ("There were more complaints than ever.", ["than ever"]),
        ("Nine of ten councils improved.", ["Nine", "ten", "improved"]),
        ("{Late_counted} came late. Twelve did not.", ["Twelve"]),
    ],
)
def test_what_is_typed_is_refused_unless_somebody_answers_for_it(text: str, words: list[str]) -> None:
    prose = replace(prose_of(YEAR), slots={"attention": (Passage(text, "", ()),)})
    with pytest.raises(Invalid) as caught:
        answer_for_typed(prose)
    assert [problem.value for problem in caught.value.problems] == words
    assert {problem.column for problem in caught.value.problems} == {"attention"}
    answer_for_typed(replace(prose, literals=tuple(words)))


def test_what_fills_a_place_is_no_typed_number() -> None:
    passage = Passage("In {late_counted} it came late. {courses}", "", ())
    answer_for_typed(replace(prose_of(YEAR), slots={"attention": (passage,)}))
