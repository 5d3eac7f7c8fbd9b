"""What is checked of a site before it is published, file by file as it is built.

Belongs here: the shape of such a check, and the one of the lists of checksums that the site offers its readers. Not here:
links (`links`), and the figures on pages (`agreement`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from upheld.errors import Problem
from upheld.publication.edition import Edition
from upheld.release.canonical import read_checksums

CHECKSUMS = "SHA256SUMS"


class Check(Protocol):
    """Looks at every file of a site, and then says what is wrong."""

    def gather(self, path: str, content: bytes) -> None:
        """Take in one file."""

    def gathered(self) -> Any:
        """What it took in, to be joined to another of its kind, elsewhere."""

    def join(self, gathered: Any) -> None:
        """Take in what another of its kind took in of other files."""

    def problems(self, edition: Edition) -> Iterable[Problem]:
        """Everything that is wrong, once all files are written."""


@dataclass
class Checksums:
    """Whether every list of checksums on the site is about the files beside it."""

    _lists: dict[str, bytes] = field(default_factory=dict)

    def gather(self, path: str, content: bytes) -> None:
        """Keep the lists."""
        if posixpath.basename(path) == CHECKSUMS:
            self._lists[posixpath.dirname(path)] = content

    def gathered(self) -> dict[str, bytes]:
        """The lists."""
        return self._lists

    def join(self, gathered: dict[str, bytes]) -> None:
        """Keep these lists too."""
        self._lists |= gathered

    def problems(self, edition: Edition) -> Iterator[Problem]:
        """Every file that is listed and is another, or is not there."""
        for folder, content in self._lists.items():
            for name, checksum in read_checksums(content).items():
                path = posixpath.join(folder, name)
                row = edition.manifest.get(path)
                if row is None or row.sha256 != checksum:
                    reason = (
                        "is not there" if row is None else "is not the file that the list of checksums means"
                    )
                    yield Problem(path, 0, "", "", reason, "The site was not published.")
