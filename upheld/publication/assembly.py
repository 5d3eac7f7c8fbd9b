"""Everything that is on the public site: pages, open data, feeds and directions, file by file.

Belongs here: in which parts it is made, each by itself and so in any process (`making`), and what can only be made when the
rest is known. Not here: any of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from upheld.publication.checking import Check
from upheld.publication.directions import SecurityContact, robots, security, sitemap
from upheld.publication.downloads import folders
from upheld.publication.feeds import feeds
from upheld.publication.inputs import SiteInputs
from upheld.publication.listing import Listing
from upheld.publication.making import Site
from upheld.publication.page import SiteFile
from upheld.publication.site import about_cases, about_data, about_years

MANY = 2000
"""Published decisions, from which on a site is made in two processes."""


def assembled(inputs: SiteInputs, contact: SecurityContact | None, checks: Iterable[Check] = ()) -> Site:
    """The whole site. The same inputs give the same files, in each part in the same order.

    What takes longest comes first, so that two processes end at much the same time. Of few decisions one process makes the
    site: to begin another and read the releases there would take longer than it saves.
    """
    decisions = sum(len(review.decisions) for each in inputs.releases for review in each.reviews.values())
    return Site(
        parts=(
            partial(about_years, inputs),
            partial(about_cases, inputs),
            *folders(inputs),
            partial(feeds, inputs),
        ),
        last=partial(_last, inputs, contact),
        checks=tuple(checks),
        processes=2 if decisions >= MANY else 1,
    )


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
