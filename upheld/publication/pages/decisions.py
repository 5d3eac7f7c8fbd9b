"""Lists of decisions: of a year, by category, by outcome and by authority, on pages of a hundred.

A decision that is not published is counted in the sentence over a list and never listed; one that was published after its
year was frozen is listed, as a later release tells of it. Belongs here: which decisions a list holds. Not here: a decision's own page (`cases`), and searching (`script/search.js`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from upheld.publication import addresses
from upheld.publication.contents import Contents, InYear
from upheld.publication.page import Choice, Crumb, Page
from upheld.publication.pages import searching
from upheld.publication.year import NO_TEXTS, YearOfSite
from upheld.release.model import AuthorityReview
from upheld.wording import dates
from upheld.wording.listings import first_sentence
from upheld.wording.numbers import capital, digits, was_or_were, words
from upheld.wording.record_texts import fit
from upheld.wording.unpublished import not_listed, not_listed_then, unpublished_of

PER_PAGE = 100
_MADE = "decisions made in the year"
_HOME = Crumb("Decisions", addresses.DECISIONS)


def index(contents: Contents) -> Page:
    """Where to begin: the search, and the years."""
    years = [
        (
            label,
            addresses.decisions_of(label),
            len(contents.decisions_of[label]),
        )
        for label in reversed(contents.years)
    ]
    return Page(
        address=addresses.DECISIONS,
        heading="Decisions",
        description=f"Decisions that the Ombudsman published by {dates.day(contents.told_to)}: "
        + ("search them all, or go" if contents.inputs.searchable else "go")
        + f" by year, {contents.noun.one}, category and outcome.",
        template="decisions_index.html.j2",
        content={"years": years}
        | (
            {"facets": searching.facets(contents), "common": searching.common_words(contents)}
            if contents.inputs.searchable
            else {"facets": ()}
        ),
        twin={
            "years": [
                {"year": label, "address": contents.inputs.origin + address, "published": number}
                for label, address, number in years
            ]
        },
        illustrative=contents.illustrative,
        section="Decisions",
        scripts=("search",) if contents.inputs.searchable else (),
    )


def of_year(year: YearOfSite) -> Iterator[Page]:
    """The lists of one year: all, by category, by outcome."""
    scheme = year.contents.scheme
    decisions = _in_order(year.contents.decisions_of[year.label])
    hidden = _hidden(year, year.release.reviews.values(), year.contents.decisions_of[year.label])
    facets = (
        ("category", [(slug, term.title) for slug, term in scheme.categories.items()]),
        ("outcome", [(slug, outcome.title) for slug, outcome in scheme.outcomes.items()]),
    )
    values = {
        facet: [
            (slug, title, [each for each in decisions if getattr(each.decision, facet) == slug])
            for slug, title in named
        ]
        for facet, named in facets
    }
    choices = {
        facet: [
            Choice(f"{title} ({digits(len(chosen))})", addresses.decisions_of(year.label, facet, slug))
            for slug, title, chosen in named
            if chosen
        ]
        for facet, named in values.items()
    }
    yield from _list(year, decisions, f"Decisions of {year.label}", hidden, choices)
    for facet, named in values.items():
        for slug, title, chosen in named:
            if chosen:
                yield from _list(year, chosen, title, "", choices, facet, slug)


def of_authority(year: YearOfSite, slug: str) -> Iterator[Page]:
    """An authority's published decisions of a year; nothing where it had none decided."""
    review, contents = year.release.reviews[slug], year.contents
    decided = review.counts.get("decided", 0)
    if not decided:
        return
    found = contents.decisions_about.get((year.label, slug), ())
    decisions = _in_order(found)
    rows = list(map(partial(_row, contents), decisions))
    short = review.authority.short_name
    yield Page(
        address=addresses.authority_decisions(slug, year.label),
        heading=f"Decisions about {short}, {year.label}",
        description=f"Decisions of {year.label} on complaints about {review.authority.name} that were published by {dates.day(contents.told_to)}: {digits(len(decisions))} of {digits(decided)}.",
        template="decisions.html.j2",
        content={
            "rows": rows,
            "with_authority": False,
            "hidden": _hidden(year, [review], found),
            "choices": {},
            "years": [
                Choice(label, addresses.authority_decisions(slug, label), label == year.label)
                for label in contents.years_of[slug]
                if contents.releases[label].reviews[slug].counts.get("decided", 0)
            ],
            "pages": [],
            "whole": len(decisions),
            "begin": 1,
        },
        twin=_twin(contents, decisions, rows),
        illustrative=year.release.about.illustrative,
        crumbs=(
            Crumb(short, addresses.authority(slug)),
            Crumb(year.label, addresses.authority_year(slug, year.label)),
            Crumb("Decisions", ""),
        ),
        section="Decisions",
        table=addresses.table("decisions", year.label),
        release=year.origin_line,
    )


def _list(
    year: YearOfSite,
    decisions: Sequence[InYear],
    heading: str,
    hidden: str,
    choices: dict[str, list[Choice]],
    facet: str = "",
    value: str = "",
) -> Iterator[Page]:
    contents = year.contents
    number = max(1, -(-len(decisions) // PER_PAGE))
    crumbs = [_HOME]
    if facet:
        crumbs += [Crumb(year.label, addresses.decisions_of(year.label)), Crumb(heading, "")]
    else:
        crumbs += [Crumb(year.label, "")]
    for page in range(1, number + 1):
        shown = decisions[(page - 1) * PER_PAGE : page * PER_PAGE]
        rows = list(map(partial(_row, contents), shown))
        title = f"{heading}, {year.label}" if facet else heading
        yield Page(
            address=addresses.decisions_of(year.label, facet, value, page),
            heading=title,
            title=f"{title}, page {page} of {number}" if number > 1 else title,
            description=f"{title}: the {digits(len(decisions))} that are published, the newest first.",
            template="decisions.html.j2",
            content={
                "rows": rows,
                "with_authority": True,
                "hidden": hidden,
                "choices": {} if facet else choices,
                "years": [
                    Choice(label, addresses.decisions_of(label), label == year.label)
                    for label in contents.years
                ]
                if not facet
                else [],
                "pages": [
                    Choice(str(each), addresses.decisions_of(year.label, facet, value, each), each == page)
                    for each in range(1, number + 1)
                ],
                "whole": len(decisions),
                "begin": (page - 1) * PER_PAGE + 1,
            },
            twin=_twin(contents, shown, rows),
            illustrative=year.release.about.illustrative,
            crumbs=tuple(crumbs),
            section="Decisions",
            table=addresses.table("decisions", year.label),
            release=year.origin_line,
        )


def _hidden(year: YearOfSite, reviews: Iterable[AuthorityReview], found: Sequence[InYear]) -> str:
    """How many decisions of the year are not listed and why, and how many were published after the year was frozen."""
    of_whom, as_at = list(reviews), year.release.about.as_at
    decided = sum(review.counts.get("decided", 0) for review in of_whom)
    why = unpublished_of(year.contents.scheme, of_whom)
    late = sum(each.told_in != year.label for each in found)
    if not late:
        return not_listed(why, decided, _MADE, as_at)
    frozen = f"{capital(words(late))} {was_or_were(late)} published after {dates.day(as_at)}, when the year was frozen."
    return f"{frozen} {not_listed_then(why, decided, _MADE)}"


def _in_order(found: Sequence[InYear]) -> list[InYear]:
    """The newest first; of one day by reference."""
    by_case = sorted(found, key=lambda each: (each.decision.case, each.decision.sequence))
    return sorted(by_case, key=lambda each: each.decision.decided_on, reverse=True)


def _row(contents: Contents, found: InYear) -> dict[str, Any]:
    decision, scheme = found.decision, contents.scheme
    category, outcome = scheme.categories.get(decision.category), scheme.outcomes.get(decision.outcome)
    texts = contents.inputs.texts.get(found.told_in, NO_TEXTS)
    return {
        "case": decision.case,
        "address": addresses.case(decision.case),
        "decided_on": decision.decided_on,
        "slug": decision.authority,
        "name": contents.short_name(decision.authority),
        "category": category.title if category else decision.category,
        "outcome": outcome.title if outcome else decision.outcome,
        "begins": first_sentence(fit(texts.read(decision.text))),
    }


def _twin(contents: Contents, decisions: Sequence[InYear], rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "decisions": [
            {
                "case": decision.case,
                "address": contents.inputs.origin + row["address"],
                "authority": decision.authority,
                "decided_on": decision.decided_on.isoformat(),
                "category": decision.category,
                "outcome": decision.outcome,
                "summary_begins": row["begins"],
            }
            for decision, row in zip((each.decision for each in decisions), rows, strict=True)
        ]
    }
