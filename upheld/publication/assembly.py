"""Everything that is on the public site: pages, open data, feeds and directions, file by file.

Belongs here: in which parts it is made, each by itself and so each in a process of its own, and what can only be made when
the rest is known. Not here: any of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from upheld.publication.checking import Check
from upheld.publication.directions import SecurityContact, robots, security, sitemap
from upheld.publication.downloads import downloads
from upheld.publication.feeds import feeds
from upheld.publication.inputs import SiteInputs
from upheld.publication.listing import Listing
from upheld.publication.page import SiteFile
from upheld.publication.publish import Site
from upheld.publication.site import about_cases, about_data, about_years

MANY = 2000
"""Published decisions, from which on a site is made in two processes."""


def assembled(inputs: SiteInputs, contact: SecurityContact | None, checks: Iterable[Check] = ()) -> Site:
    """The whole site. The same inputs give the same files, in each part in the same order.

    The two parts take about as long as one another: pages, letters and feeds; and what is told record by record. Of few
    decisions a site is one part: to begin a process and read the releases there would take longer than it saves.
    """
    pages, records = partial(_pages, inputs), partial(_records, inputs)
    decisions = sum(len(review.decisions) for each in inputs.releases for review in each.reviews.values())
    return Site(
        parts=(pages, records) if decisions >= MANY else (lambda: chain(pages(), records()),),
        last=partial(_last, inputs, contact),
        checks=tuple(checks),
    )


def _pages(inputs: SiteInputs) -> Iterator[SiteFile]:
    yield from about_years(inputs)
    yield from feeds(inputs)


def _records(inputs: SiteInputs) -> Iterator[SiteFile]:
    yield from downloads(inputs)
    yield from about_cases(inputs)


def _last(inputs: SiteInputs, contact: SecurityContact | None, listing: Listing) -> Iterator[SiteFile]:
    """The page of the data and the sitemap, which name the other files, and two small ones."""
    data = tuple(about_data(inputs, listing.downloads))
    yield from data
    for file in data:
        listing.take(file)
    yield from sitemap(inputs.origin, listing.pages)
    yield robots(inputs.origin)
    if contact is not None:
        yield security(inputs.origin, contact)
