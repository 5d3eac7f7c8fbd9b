"""Who an authority is: what it answers for, who else serves the same area, when it closed, and who followed whom.

Belongs here: what a page says of that above the figures. What is said of the present is as on the day whose state the newest
release tells. Not here: figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from upheld.publication.contents import Contents
from upheld.publication.finding import answers_for
from upheld.publication.year import YearOfSite, by_name
from upheld.release.model import AuthorityReview
from upheld.wording import dates

Relation = tuple[str, tuple[str, ...]]
"""A few words and the slugs of the authorities that end the sentence, if any."""


def relations(year: YearOfSite, review: AuthorityReview) -> Iterator[Relation]:
    """When it closed and who followed it, who serves or served the same area, and from whom it took over."""
    contents, slug = year.contents, review.authority.slug
    closed = closed_on(contents, slug)
    lineage = review.lineage
    if closed is not None:
        known = contents.scheme.register.authorities.get(slug)
        followed = known.successors if known else lineage.successors
        end = " and was followed by" if followed else ""
        yield f"It closed on {dates.day(closed)}{end}", followed
    beside = [review.authority.county] if review.authority.county else []
    beside += sorted(
        (
            each.authority.slug
            for each in year.release.reviews.values()
            if each.authority.county == slug and each.authority.open_at_end
        ),
        key=by_name,
    )
    until: defaultdict[date | None, list[str]] = defaultdict(list)
    for other in beside:
        ends = [day for day in (closed, closed_on(contents, other)) if day is not None]
        until[min(ends, default=None)].append(other)
    for end_of, others in sorted(until.items(), key=lambda each: each[0] or date.max, reverse=True):
        how = (
            "Its area is also served by"
            if end_of is None
            else f"Until {dates.day(end_of)} its area was also served by"
        )
        yield how, tuple(others)
    if lineage.predecessors:
        yield "It took over from", lineage.predecessors


def duties(contents: Contents, slug: str) -> str:
    """What it answers for, in a sentence, where the scheme says it; in the past where it has closed."""
    areas, known = contents.inputs.areas, contents.scheme.register.authorities.get(slug)
    does = answers_for(areas, known, contents.told_to) if areas is not None and known is not None else ""
    if not does:
        return ""
    answers = "answers" if closed_on(contents, slug) is None else "answered"
    return f"{contents.short_name(slug)} {answers} for {does}."


def closed_on(contents: Contents, slug: str) -> date | None:
    """Its last day, where that has passed."""
    known = contents.scheme.register.authorities.get(slug)
    return known.closed_on if known and known.closed_on and known.closed_on <= contents.told_to else None
