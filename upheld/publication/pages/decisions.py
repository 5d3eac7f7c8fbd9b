"""Lists of decisions: of a year, by category, by outcome and by authority, on pages of a hundred.

A decision that is not published is counted in the sentence over a list and never listed. Belongs here: which decisions a
list holds. Not here: a decision's own page (`cases`), and searching (`script/search.js`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Choice, Crumb, Page
from upheld.publication.year import YearOfSite
from upheld.release.model import PublicDecision
from upheld.wording.numbers import digits
from upheld.wording.promises import not_published

PER_PAGE = 100
_HOME = Crumb("Decisions", addresses.DECISIONS)


def index(contents: Contents) -> Page:
    """Where to begin: the search, and the years."""
    years = [
        (
            label,
            addresses.decisions_of(label),
            sum(len(review.decisions) for review in release.reviews.values()),
        )
        for label, release in reversed(list(contents.releases.items()))
    ]
    return Page(
        address=addresses.DECISIONS,
        heading="Decisions",
        description="Every decision that the Ombudsman has published: "
        + ("search them all, or go" if contents.inputs.searchable else "go")
        + " by year, authority, category and outcome.",
        template="decisions_index.html.j2",
        content={"years": years, "searchable": contents.inputs.searchable},
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
    decisions = _in_order(
        [decision for review in year.release.reviews.values() for decision in review.decisions]
    )
    decided = sum(review.counts.get("decided", 0) for review in year.release.reviews.values())
    hidden = not_published(decided - len(decisions), decided, "decisions made in the year")
    facets = (
        ("category", [(slug, term.title) for slug, term in scheme.categories.items()]),
        ("outcome", [(slug, outcome.title) for slug, outcome in scheme.outcomes.items()]),
    )
    values = {
        facet: [
            (slug, title, [each for each in decisions if getattr(each, facet) == slug])
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
    decisions = _in_order(review.decisions)
    short = review.authority.short_name
    yield Page(
        address=addresses.authority_decisions(slug, year.label),
        heading=f"Decisions about {short}, {year.label}",
        description=f"Every published decision of {year.label} on a complaint about {review.authority.name}: {digits(len(decisions))} of {digits(decided)}.",
        template="decisions.html.j2",
        content={
            "rows": _rows(contents, decisions),
            "with_authority": False,
            "hidden": not_published(decided - len(decisions), decided, "decisions made in the year"),
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
        twin=_twin(contents, decisions),
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
    decisions: Sequence[PublicDecision],
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
        title = f"{heading}, {year.label}" if facet else heading
        yield Page(
            address=addresses.decisions_of(year.label, facet, value, page),
            heading=title,
            title=f"{title}, page {page} of {number}" if number > 1 else title,
            description=f"{title}: the {digits(len(decisions))} that are published, the newest first.",
            template="decisions.html.j2",
            content={
                "rows": _rows(contents, shown),
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
            twin=_twin(contents, shown),
            illustrative=year.release.about.illustrative,
            crumbs=tuple(crumbs),
            section="Decisions",
            table=addresses.table("decisions", year.label),
            release=year.origin_line,
        )


def _in_order(decisions: Sequence[PublicDecision]) -> list[PublicDecision]:
    """The newest first; of one day by reference."""
    by_case = sorted(decisions, key=lambda each: (each.case, each.sequence))
    return sorted(by_case, key=lambda each: each.decided_on, reverse=True)


def _rows(contents: Contents, decisions: Sequence[PublicDecision]) -> list[tuple[Any, ...]]:
    categories, outcomes = contents.scheme.categories, contents.scheme.outcomes
    return [
        (
            decision.case,
            addresses.case(decision.case),
            decision.decided_on,
            decision.authority,
            contents.short_name(decision.authority),
            categories[decision.category].title if decision.category in categories else decision.category,
            outcomes[decision.outcome].title if decision.outcome in outcomes else decision.outcome,
        )
        for decision in decisions
    ]


def _twin(contents: Contents, decisions: Sequence[PublicDecision]) -> dict[str, Any]:
    return {
        "decisions": [
            {
                "case": decision.case,
                "address": contents.inputs.origin + addresses.case(decision.case),
                "authority": decision.authority,
                "decided_on": decision.decided_on.isoformat(),
                "category": decision.category,
                "outcome": decision.outcome,
            }
            for decision in decisions
        ]
    }
