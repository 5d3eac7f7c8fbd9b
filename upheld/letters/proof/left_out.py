"""What has to be said in a letter and is not.

Belongs here: holding what was said against what must be (`REQUIRED`, `FIGURE_REQUIRED`, the reviewed paragraphs). Not here:
reading what was said (`reading`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import TYPE_CHECKING

from upheld.letters.proof.figure_grammar import FIGURE_REQUIRED
from upheld.letters.proof.grammar import REQUIRED, Required
from upheld.letters.proof.reviewed import list_part_of
from upheld.letters.proof.rules import Place, Rule
from upheld.letters.proof.sentences import Wrong, holds

if TYPE_CHECKING:
    from upheld.letters.proof.reading import Letter

Said = Mapping[tuple[str, str], Set[str]]
"""What was said, by part and key of the passages."""


def left_out(letter: Letter, said: Said) -> Iterator[tuple[Place, Wrong]]:
    """Everything that has to be said in the letter and is not, with its place."""
    conditions = letter.conditions
    for index, measure in enumerate(letter.leading):
        figure = letter.figures[measure]
        place = Place(figure.definition.public_label)
        of_figure = conditions | figure.conditions
        if not any(form.says == "advice" for form in letter.figure_forms[measure]["text"]):
            of_figure -= {"advice due"}
        for part, required in FIGURE_REQUIRED.items():
            if part != "notes" or figure.definition.numerator.records == "compliance":
                yield from _missing(place, required, of_figure, said.get((part, str(index)), frozenset()))
    for part, key in said:
        if not key:
            yield from _missing(Place(part), REQUIRED.get(part, ()), conditions, said[part, key])
    for index, heading in enumerate(letter.lists):
        both = {one for part in ("list lead", "list after") for one in said.get((part, str(index)), ())}
        yield from _missing(Place(heading), REQUIRED.get(list_part_of(heading) or "", ()), conditions, both)
    yield from _paragraphs(letter, said)


def _missing(
    place: Place, required: tuple[Required, ...], conditions: frozenset[str], said: Set[str]
) -> Iterator[tuple[Place, Wrong]]:
    for condition, says, rule in required:
        if condition in conditions and says not in said:
            yield place, (rule, says, f"nothing says it where {condition!r} holds")


def _paragraphs(letter: Letter, said: Said) -> Iterator[tuple[Place, Wrong]]:
    """Reviewed paragraphs whose conditions hold, and that the letter does not have."""
    of_places = [("opening", "", letter.forms["opening"])]
    of_places += [
        ("section", letter.headings.get(one.heading, one.heading), letter.forms[f"section: {one.heading}"])
        for one in letter.prose.sections
    ]
    for part, key, forms in of_places:
        for form in forms:
            wanted = all(holds(one, letter.conditions) for one in form.when)
            if wanted and form.says not in said.get((part, key), ()):
                wrong = (
                    Rule.MISSING,
                    f"{form.text[:60]}...",
                    "this reviewed paragraph belongs in the letter",
                )
                yield Place(key or part), wrong
