"""What the page that searches offers: newest names of authorities, and which words are too common to search for."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.publication.made_site import inputs, pages, parsed
from upheld.publication.contents import Contents
from upheld.publication.pages.searching import Option, common_words, facets
from upheld.register.authority import Dated
from upheld.register.model import Register
from upheld.release.model import Texts


def contents_with(texts: dict[str, str] | None = None) -> Contents:
    """The site by hand; every decision's text by its case, where `texts` has one, else the same few words."""
    given = inputs()
    said = {
        decision.text: (texts or {}).get(decision.case, "The Councils were at fault.")
        for release in given.releases
        for review in release.reviews.values()
        for decision in review.decisions
        if decision.text
    }
    return Contents(replace(given, texts={label: Texts(said) for label in given.texts}))


def test_words_of_many_decisions_are_common_and_of_one_decision_are_not() -> None:
    known = contents_with()
    rare = next(iter(known.cases))
    words = common_words(contents_with({rare: "The bins were missed."}), fewest=1)
    assert {"the", "council", "fault", "decision"} <= set(words)
    assert not {"bin", "bins", "missed"} & set(words)
    assert list(words) == sorted(words)


def test_where_decisions_are_few_every_word_is_searched_for() -> None:
    assert common_words(contents_with()) == ()
    assert 'data-common=""' in pages()["decision/index.html"]


def test_an_authority_is_offered_by_its_newest_name_with_the_ones_before() -> None:
    given = inputs()
    register = given.scheme.register
    renamed = replace(
        register.authority("bolsover"),
        names=(Dated("Bolsover Rural Council"), Dated("Bolsover District Council")),
    )
    known = replace(
        given.scheme,
        register=Register(
            renamed if each.slug == "bolsover" else each for each in register.authorities.values()
        ),
    )
    by_name = {each.name: each for each in facets(Contents(replace(given, scheme=known)))}
    assert (
        Option("Bolsover District Council", "Bolsover District Council (before: Bolsover Rural Council)")
        in by_name["authority"].options
    )


def test_decisions_are_indexed_by_the_names_that_are_offered() -> None:
    offered = {each.filter for each in facets(Contents(inputs()))[1].options}
    said = {
        name.removeprefix("Authority:")
        for path in pages()
        if re.fullmatch("decision/[^/]*/index.html", path)
        for part in parsed(path).attributes("span")
        if (name := part.get("data-pagefind-filter") or "").startswith("Authority:")
    }
    assert said == offered
