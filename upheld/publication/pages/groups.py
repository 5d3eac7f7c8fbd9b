"""A comparison group: the funnel and a table by name; in order of rate only for whoever asks, with ranges of places.

Belongs here: the members of a group beside each other. Not here: the funnel's drawing (`pictures.funnel`), and ranks
(`measures.ranks`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from upheld.measures.figure import Figure, Verdict
from upheld.measures.ranks import RankInterval, rank_intervals
from upheld.measures.verdict import LISTED
from upheld.pictures.funnel import draw_funnel
from upheld.publication import addresses
from upheld.publication.page import Choice, Crumb, Page
from upheld.publication.year import YearOfSite, drawn
from upheld.release.model import AuthorityReview
from upheld.scheme import Group
from upheld.wording.numbers import capital, digits, listed
from upheld.wording.verdicts import verdict_alone

_ORDER = (
    Verdict.CLEARLY_HIGHER,
    Verdict.HIGHER,
    Verdict.LOWER,
    Verdict.CLEARLY_LOWER,
    Verdict.NOT_TOLD_APART,
    Verdict.TOO_FEW,
)


def pages(year: YearOfSite) -> Iterator[Page]:
    """Every group of the scheme that has members in the year, in every measure that is a share of cases."""
    for group in year.contents.scheme.groups.values():
        members = year.reviews_of_group(group.slug)
        if not members:
            continue
        for measure in year.percent:
            chosen = [review for review in members if measure in review.figures]
            if not chosen:
                continue
            page = _page(year, group, measure, chosen)
            yield page
            yield _by_rate(year, group, measure, chosen, page)
            if measure == year.first and year.release is year.contents.newest:
                yield replace(page, address=addresses.group(group.slug))


def _page(year: YearOfSite, group: Group, measure: str, members: Sequence[AuthorityReview]) -> Page:
    name = year.label_of(measure)
    figures = [review.figures[measure] for review in members]
    lead = _lead(year, group, measure, figures)
    content = _content(year, group, measure, members) | {
        "lead": lead,
        "counts": _counts(year, group, figures),
        "funnel": _funnel(year, group, measure, members),
        "rows": [_row(year, review, measure) for review in members],
        "apart": [
            (each.authority.slug, each.authority.short_name, verdict.value)
            for each in members
            if (verdict := each.figures[measure].verdict) in LISTED
        ],
        "by_rate": False,
    }
    return Page(
        address=addresses.group_year(group.slug, year.label, measure),
        heading=capital(group.many),
        title=f"{capital(group.many)}: {name}, {year.label}",
        description=f"{name}, {year.label}. {lead}",
        template="group.html.j2",
        content=content,
        twin=_twin(year, group, measure, content["rows"]),
        illustrative=year.release.about.illustrative,
        crumbs=(*_way(year, group), Crumb(name, "")),
        section="Map",
        release=year.origin_line,
        table=addresses.table("figures", year.label),
    )


def _by_rate(
    year: YearOfSite, group: Group, measure: str, members: Sequence[AuthorityReview], page: Page
) -> Page:
    """The same in order of rate. Places are ranges: what stands first may well belong in the middle."""
    with_rate = [review for review in members if review.figures[measure].rate is not None]
    intervals = {
        review.authority.slug: interval
        for review in with_rate
        if (interval := review.figures[measure].interval) is not None
    }
    ranks = rank_intervals(intervals)
    in_order = sorted(with_rate, key=lambda review: review.figures[measure].rate or Fraction(0), reverse=True)
    rows = [
        _row(year, review, measure) | {"rank": _rank(ranks.get(review.authority.slug))} for review in in_order
    ]
    without = [review for review in members if review.figures[measure].rate is None]
    name = year.label_of(measure)
    return replace(
        page,
        address=addresses.group_by_rate(group.slug, year.label, measure),
        title=f"{capital(group.many)} in order of rate: {name}, {year.label}",
        description=f"{name}, {year.label}, in order of rate, with the range of places that cannot be ruled out for each.",
        content={
            **page.content,
            "rows": rows,
            "by_rate": True,
            "funnel": "",
            "without": [(review.authority.slug, review.authority.short_name) for review in without],
        },
        twin=_twin(year, group, measure, rows),
        crumbs=(
            *_way(year, group),
            Crumb(name, addresses.group_year(group.slug, year.label, measure)),
            Crumb("In order of rate", ""),
        ),
        findable=False,
    )


def _way(year: YearOfSite, group: Group) -> tuple[Crumb, ...]:
    return (
        Crumb("Groups", addresses.GROUPS),
        Crumb(capital(group.many), addresses.group(group.slug)),
        Crumb(year.label, addresses.group_of_year(group.slug, year.label)),
    )


def _content(
    year: YearOfSite, group: Group, measure: str, members: Sequence[AuthorityReview]
) -> dict[str, Any]:
    contents, definition = year.contents, year.release.definitions[measure]
    return {
        "year": year,
        "group": group,
        "measure": measure,
        "name": year.label_of(measure),
        "base": definition.base_noun.many,
        "has_verdict": definition.verdict,
        "caution": year.caution_on(measure, [each.authority.slug for each in members]),
        "measures": [
            Choice(year.label_of(each), addresses.group_year(group.slug, year.label, each), each == measure)
            for each in year.percent
        ],
        "years": [
            Choice(label, addresses.group_year(group.slug, label, measure), label == year.label)
            for label, release in contents.releases.items()
            if measure in release.definitions
            and any(
                review.authority.group == group.slug and measure in review.figures
                for review in release.reviews.values()
            )
        ],
    }


def _lead(year: YearOfSite, group: Group, measure: str, figures: Sequence[Figure]) -> str:
    with_base = [figure for figure in figures if figure.denominator]
    if not with_base:
        return f"No {group.one} has a figure this year."
    if not year.release.definitions[measure].verdict:
        whole = sum(figure.numerator == figure.denominator for figure in with_base)
        which = "all" if whole == len(with_base) else f"{digits(whole)} of the"
        return f"In {which} {digits(len(with_base))} {group.many} with a figure, the rate is 100%."
    compared = [figure for figure in with_base if figure.verdict is not None]
    out = sum(figure.verdict in LISTED for figure in compared)
    if not compared:
        return f"There are too few {group.many} with a figure to compare them."
    if not out:
        begun = f"No {group.one} stands apart from the other {group.many} together."
    else:
        stand = "stands" if out == 1 else "stand"
        begun = (
            f"{digits(out)} of {digits(len(compared))} {group.many} {stand} apart from the others together."
        )
    few = sum(figure.verdict is Verdict.TOO_FEW for figure in compared)
    rest = len(compared) - out - few
    told = [f"for {digits(rest)} the difference may well be chance"] if rest else []
    told += [f"for {digits(few)} there are too few cases to say"] if few else []
    return f"{begun} {capital(listed(told))}." if told else begun


def _counts(year: YearOfSite, group: Group, figures: Sequence[Figure]) -> str:
    """How many have which verdict, and how many have no base."""
    found = Counter(figure.verdict for figure in figures if figure.verdict is not None)
    parts = [f"{digits(found[verdict])} {verdict.value}" for verdict in _ORDER if found[verdict]]
    none = sum(not figure.denominator for figure in figures)
    if none:
        parts.append(f"{digits(none)} without a case")
    return f"{capital(listed(parts))}." if parts else ""


def _funnel(year: YearOfSite, group: Group, measure: str, members: Sequence[AuthorityReview]) -> Any:
    first = members[0]
    pooled = first.figures[measure].group
    words = year.words(first.authority.slug)[measure]
    if pooled is None or pooled.average is None or words.average is None:
        return ""
    if not year.release.definitions[measure].verdict:
        return ""
    figures = {review.authority.short_name: review.figures[measure] for review in members}
    base = year.release.definitions[measure].base_noun.many
    title = f"{year.label_of(measure)}, {group.many}, {year.label}: rate by number of {base}"
    axes = (f"{year.label_of(measure)}, %", f"{capital(base)} in the year")
    description = f"{_counts(year, group, list(figures.values()))} Average {words.average}. Every circle is in the table below."
    return drawn(draw_funnel(figures, pooled.average, words.average, title, description, "funnel", axes))


def _row(year: YearOfSite, review: AuthorityReview, measure: str) -> dict[str, Any]:
    slug = review.authority.slug
    words, figure = year.words(slug)[measure], review.figures[measure]
    return {
        "slug": slug,
        "name": review.authority.short_name,
        "rate": words.rate,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "range": f"{words.low} to {words.high}" if words.low else None,
        "verdict": verdict_alone(figure.verdict) if figure.verdict else words.heading,
        "picture": year.small_picture(slug, measure),
        "closed": not review.authority.open_at_end,
    }


def _rank(rank: RankInterval | None) -> str:
    if rank is None:
        return ""
    if rank.first == rank.last:
        return f"{digits(rank.first)} of {digits(rank.of)}"
    return f"{digits(rank.first)} to {digits(rank.last)} of {digits(rank.of)}"


def _twin(year: YearOfSite, group: Group, measure: str, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "group": group.slug,
        "year": year.label,
        "measure": measure,
        "members": [{key: row[key] for key in row if key != "picture"} for row in rows],
    }
