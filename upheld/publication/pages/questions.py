"""Questions to ask of an authority's year: those of the scrutiny pack, by the same rules.

Belongs here: asking for them. Not here: the questions, which are a scheme's prose, and the facts that choose them (`packs`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from upheld.documents.runs import Paragraph, fill
from upheld.packs.facts import facts_of
from upheld.publication.year import YearOfSite
from upheld.wording.sayings import PLAIN


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the number it comes from."""

    asks: str
    comes_from: str


def questions(year: YearOfSite, slug: str) -> tuple[Question, ...]:
    """The questions whose conditions hold, the gravest first; none where the scheme has no prose for them."""
    prose = year.contents.scrutiny
    if prose is None:
        return ()
    review = year.release.reviews[slug]
    # A page calls cases what the pack, made for officers, calls by the definition's own words.
    sayings = year.contents.inputs.sayings
    plain = {
        measure: sayings.get(measure, PLAIN).in_plain_words(definition)
        for measure, definition in year.release.definitions.items()
    }
    facts = facts_of(replace(year.release, definitions=plain), year.contents.scheme, review, year.names(slug))
    return tuple(
        Question(_text(fill(each.asks.text, facts.places)), _text(fill(each.comes_from, facts.places)))
        for each in prose.asked(facts)
    )


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph)
