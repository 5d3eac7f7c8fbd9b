"""Everything that is on the public site: pages, open data, feeds and directions, file by file.

Belongs here: their order. The open data come first, so that the page that lists them knows their sizes, and the sitemap last,
when it is known which pages there are. Not here: any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from upheld.publication.directions import SecurityContact, is_listed, robots, security, sitemap
from upheld.publication.downloads import downloads
from upheld.publication.feeds import feeds
from upheld.publication.inputs import Download, SiteInputs
from upheld.publication.page import SiteFile
from upheld.publication.site import site_files


def assembled(inputs: SiteInputs, contact: SecurityContact | None) -> Iterator[SiteFile]:
    """The files of the whole site, one at a time. The same inputs give the same files in the same order."""
    listed: list[Download] = []
    for each in downloads(inputs):
        listed.append(each.about)
        yield each.file
    pages: list[str] = []
    for file in site_files(replace(inputs, downloads=tuple(listed))):
        if is_listed(file):
            pages.append(file.path)
        yield file
    yield from feeds(inputs)
    yield from sitemap(inputs.origin, pages)
    yield robots(inputs.origin)
    if contact is not None:
        yield security(inputs.origin, contact)
