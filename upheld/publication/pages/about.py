"""What the site says of itself: accessibility, privacy, and what stands where there is no page.

Belongs here: statements that are true of the site as it is built. Not here: what an operator adds on its own server.
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Page


def pages(contents: Contents) -> Iterator[Page]:
    """The three pages."""
    yield Page(
        address=addresses.ACCESSIBILITY,
        heading="Accessibility",
        description="How this site is made so that everybody can use it, and what is not good enough yet.",
        template="accessibility.html.j2",
        content={"website": contents.scheme.issuer.website, "searchable": contents.inputs.searchable},
        twin={},
        illustrative=contents.illustrative,
    )
    yield Page(
        address=addresses.PRIVACY,
        heading="Privacy",
        description="This site sets no cookies, asks nobody else for anything, and sends nothing you type anywhere.",
        template="privacy.html.j2",
        content={"searchable": contents.inputs.searchable},
        twin={},
        illustrative=contents.illustrative,
    )
    yield Page(
        address=addresses.NOT_FOUND,
        heading="There is no page at this address",
        description="There is no page at this address.",
        template="not_found.html.j2",
        content={"told_to": contents.told_to, "first": contents.years[0]},
        twin={},
        illustrative=contents.illustrative,
        findable=False,
    )
