"""The national review of a year: its files where there are any, and the year at a glance.

Belongs here: sums and group averages as the release has them. Not here: the review itself (`upheld.review`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from upheld.measures.rate import print_rate
from upheld.publication import addresses
from upheld.publication.inputs import Download
from upheld.publication.page import Choice, Crumb, Page
from upheld.publication.pages.data import size
from upheld.publication.year import YearOfSite
from upheld.wording import dates
from upheld.wording.numbers import capital, digits

_COUNTS = (
    ("received", "Complaints and enquiries received"),
    ("decided", "Decided"),
    ("investigated", "Investigated in detail"),
    ("upheld", "Upheld"),
    ("service_improvements", "Service improvements recommended"),
    ("reports.public", "Public reports"),
)
_FILES = {
    "review.html": "The review, to read here",
    "review.pdf": "The review, to print",
    "tables.xlsx": "All its tables",
    "tables.ods": "All its tables",
    "dictionary.csv": "What its tables hold",
}


def pages(year: YearOfSite) -> Iterator[Page]:
    """The review of a year; of the newest also at the address that is always the newest."""
    yield _page(year, addresses.review(year.label))
    if year.release is year.contents.newest:
        yield _page(year, addresses.REVIEWS)


def _page(year: YearOfSite, address: str) -> Page:
    contents = year.contents
    reviews = year.release.reviews.values()
    counts = [(label, sum(review.counts.get(name, 0) for review in reviews)) for name, label in _COUNTS]
    files = list(_files(year))
    investigated = dict(counts)["Investigated in detail"]
    lead = (
        f"In the year from {dates.period(year.release.about.year)} the Ombudsman decided {digits(dict(counts)['Decided'])} "
        f"complaints and enquiries, investigated {digits(investigated)} in detail and upheld {digits(dict(counts)['Upheld'])}."
    )
    groups = list(_groups(year))
    return Page(
        address=address,
        heading=f"National review, {year.label}",
        description=dates.plain(lead),
        template="review.html.j2",
        content={
            "lead": lead,
            "year": year,
            "counts": counts,
            "files": files,
            "measures": [(measure, year.label_of(measure)) for measure in year.leading],
            "first": year.first,
            "groups": groups,
            "caution": year.caution,
            "years": [
                Choice(label, addresses.review(label), label == year.label) for label in contents.years
            ],
        },
        twin={
            "year": year.label,
            "counts": {name: number for (name, _), (_, number) in zip(_COUNTS, counts, strict=True)},
            "groups": groups,
        },
        illustrative=year.release.about.illustrative,
        crumbs=(Crumb("National review", addresses.REVIEWS), Crumb(year.label, "")),
        section="National review",
        release=year.origin_line,
        table=addresses.table("groups", year.label),
        canonical=addresses.review(year.label),
    )


def _files(year: YearOfSite) -> Iterator[tuple[Download, str]]:
    """The review itself and its workbooks, with their sizes; its tables one by one are in its workbooks."""
    about = year.release.about
    for review in year.contents.inputs.reviews:
        if (review.year, review.revision) != (year.label, about.revision):
            continue
        for name, title in _FILES.items():
            if name in review.files:
                file, address = review.files[name], addresses.review_file(year.label, about.revision, name)
                length = file.path.stat().st_size
                yield (
                    Download(address, title, name.rpartition(".")[2].upper(), length, file.sha256),
                    size(length),
                )


def _groups(year: YearOfSite) -> Iterator[dict[str, Any]]:
    """Each group's averages, as its members' pages print them."""
    for group in year.contents.scheme.groups.values():
        averages: dict[str, dict[str, Any] | None] = {}
        for measure in year.leading:
            figures = (each.figures.get(measure) for each in year.reviews_of_group(group.slug))
            pooled = next((figure.group for figure in figures if figure and figure.group), None)
            averages[measure] = None
            if pooled is not None and pooled.average is not None:
                averages[measure] = {
                    "rate": print_rate(year.release.definitions[measure], pooled.average),
                    "numerator": pooled.numerator,
                    "denominator": pooled.denominator,
                }
        members = [each for each in year.reviews_of_group(group.slug) if each.authority.open_at_end]
        if members:
            yield {
                "group": group.slug,
                "title": capital(group.many),
                "members": len(members),
                "averages": averages,
            }
