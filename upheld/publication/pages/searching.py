"""What the page that searches decisions offers: a choice for each facet, and the words that tell no decision from another.

Belongs here: what is found from the releases for that page. Not here: the searching itself (`script/search.js`), and the
index (`search`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from upheld.publication.contents import Contents, InYear
from upheld.publication.year import NO_TEXTS, by_name

SAMPLE = 2_000
"""So many decisions are looked at for their words, spread evenly over all: with more the list is no other."""
FEWEST = 500
"""With fewer decisions every word is searched for: it takes no time, and what is in most of a few may matter."""
A_GREAT_PART = 3
"""A word is common that at least one decision in so many has. A search for it takes seconds for each ten thousand that
have it (the browser must weigh every one of them), and shows in the end what the lists by year show."""
HEADING = "Decision"
"""What stands over the page of every case."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose, as the index has it, and how it is shown."""

    filter: str
    label: str


@dataclass(frozen=True, slots=True)
class Facet:
    """What decisions can be chosen by: its name in the address of a search, its name in the index, and the values."""

    name: str
    title: str
    options: tuple[Option, ...]


def facets(contents: Contents) -> tuple[Facet, ...]:
    """The facets with the values that published decisions have. An authority has its newest name; to be found, it is shown
    with those it had before."""
    decisions = list(_all(contents))
    scheme = contents.scheme
    used = {each.decision.authority for each in decisions}
    categories = {each.decision.category for each in decisions}
    outcomes = {each.decision.outcome for each in decisions}
    years = {each.year for each in decisions}
    return (
        Facet("year", "Year", _same(label for label in reversed(contents.years) if label in years)),
        Facet("authority", "Authority", tuple(_authorities(contents, used))),
        Facet(
            "category",
            "Category",
            _same(term.title for slug, term in scheme.categories.items() if slug in categories),
        ),
        Facet(
            "outcome",
            "Outcome",
            _same(term.title for slug, term in scheme.outcomes.items() if slug in outcomes),
        ),
    )


def common_words(contents: Contents, fewest: int = FEWEST) -> tuple[str, ...]:
    """The words that a great part of the decisions have, in lower case and without the ending of the plural, sorted."""
    decisions = list(_all(contents))
    if len(decisions) < fewest:
        return ()
    step = -(-len(decisions) // SAMPLE)
    sample = decisions[::step]
    having: Counter[str] = Counter()
    for each in sample:
        texts = contents.inputs.texts.get(each.told_in, NO_TEXTS)
        having.update(_words(texts.read(each.decision.text) or ""))
    common = {word for word, times in having.items() if times * A_GREAT_PART >= len(sample)}
    return tuple(sorted(common | _words(HEADING)))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower().removesuffix("s") for word in _WORD.findall(text)) - {""}


def _all(contents: Contents) -> Iterator[InYear]:
    for decisions in contents.cases.values():
        yield from decisions


def _authorities(contents: Contents, used: Iterable[str]) -> Iterator[Option]:
    for name, slug in sorted(
        ((contents.name(slug), slug) for slug in used), key=lambda each: by_name(each[0])
    ):
        known = contents.scheme.register.authorities.get(slug)
        former = [fact.value for fact in known.names if fact.value != name] if known else []
        yield Option(name, f"{name} (before: {', '.join(dict.fromkeys(former))})" if former else name)


def _same(labels: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(label, label) for label in labels)
