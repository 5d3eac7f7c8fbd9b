"""What the last files of a site say of all others: which pages there are, and which downloads.

Belongs here: gathering that, file by file. Not here: the sitemap (`directions`) and the page of the data (`pages.data`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from upheld.publication.directions import is_listed
from upheld.publication.page import Download, SiteFile


@dataclass
class Listing:
    """The pages that search engines should find, by the paths of their files, and the downloads, each in order of making."""

    pages: list[str] = field(default_factory=list)
    downloads: list[Download] = field(default_factory=list)

    def take(self, file: SiteFile) -> None:
        """Take in a file."""
        if is_listed(file):
            self.pages.append(file.path)
        if file.download is not None:
            self.downloads.append(file.download)

    @classmethod
    def joined(cls, parts: Iterable[Listing]) -> Listing:
        """What several parts of a site list, one after another."""
        whole = cls()
        for part in parts:
            whole.pages += part.pages
            whole.downloads += part.downloads
        return whole
