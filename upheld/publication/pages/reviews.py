"""The national review of a year: its files where there are any, and the year in numbers.

Belongs here: the page. Not here: its numbers (`national`), and the review itself (`upheld.review`).
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.publication import addresses
from upheld.publication.page import Choice, Crumb, Download, Page
from upheld.publication.pages.data import size
from upheld.publication.pages.improvements import agreed_and_listed
from upheld.publication.pages.national import (
    CARRIED_OUT,
    COUNTS,
    counted,
    kinds,
    rates,
    subjects,
    year_before,
)
from upheld.publication.year import YearOfSite
from upheld.wording import dates
from upheld.wording.numbers import digits

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
    contents, counts = year.contents, counted(year.release)
    files = list(_files(year))
    groups, by_subject, national = list(kinds(year)), list(subjects(year)), list(rates(year))
    upheld = counts["upheld"]
    lead = (
        f"In the year from {dates.period(year.release.about.year)} the Ombudsman decided {digits(counts['decided'])} "
        f"complaints and enquiries, investigated {digits(counts['investigated'])} in detail and upheld {digits(upheld)}."
    )
    return Page(
        address=address,
        heading=f"National review, {year.label}",
        description=dates.plain(lead),
        template="review.html.j2",
        content={
            "lead": lead,
            "year": year,
            "before": year_before(year),
            "counts": [(title, counts[name], name) for name, title in COUNTS.items()],
            "improvements": agreed_and_listed(year),
            "carried_out": [(title, counts[name]) for name, title in CARRIED_OUT.items()],
            "files": files,
            "measures": [(measure, year.label_of(measure)) for measure in year.leading],
            "first": year.first,
            "rates": national,
            "groups": groups,
            "subjects": by_subject,
            "years": [
                Choice(label, addresses.review(label), label == year.label) for label in contents.years
            ],
        },
        twin={
            "year": year.label,
            "counts": counts,
            "rates": national,
            "subjects": by_subject,
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
