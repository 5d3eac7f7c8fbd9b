"""Making the files of a site: part after part, in one process or in several, of which each takes the next that is left.

Belongs here: who makes which part, and what comes of it: files written, checked and listed as they come. Not here: what the
parts are (`assembly`), and when a site is put into force (`publish`).
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from upheld.publication.beside import Beside
from upheld.publication.checking import Check, Checksums
from upheld.publication.edition import Edition, EditionInMaking, TakenIn
from upheld.publication.links import Links
from upheld.publication.listing import Listing
from upheld.publication.page import SiteFile

Part = Callable[[], Iterable[SiteFile]]


@dataclass(frozen=True, slots=True)
class Site:
    """A site in parts that know nothing of one another, each giving its files one after another; the last files, which are
    made when all others are known; what is to be checked besides links and checksums; and how many processes make it."""

    parts: tuple[Part, ...]
    last: Callable[[Listing], Iterable[SiteFile]] = lambda _listing: ()
    checks: tuple[Check, ...] = ()
    processes: int = 1


SiteOf = Callable[[Sequence[str]], Site]
"""The site that shows these releases, by name. Where several processes make it, it must be what Python can pickle."""


class Work:
    """Making parts of a site in one process. To be used in a `with`, at whose end nothing is being written any more."""

    def __init__(self, folder: Path, before: Edition | None, address: str, site: Site) -> None:
        self.place = (folder, before and before.folder, address)
        """Where it is done, for those who do a part of it elsewhere: their edition is the same, on the same one before."""
        self.making = EditionInMaking(folder, before)
        self.checks: tuple[Check, ...] = (Links(address), Checksums(), *site.checks)
        self._listed: dict[int, Listing] = {}
        self._files = 0

    def __enter__(self) -> Work:
        self.making.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.making.__exit__(*error)

    def do(self, number: int, files: Iterable[SiteFile], progress: Callable[[str], None]) -> None:
        """Take in the files of the part with this number."""
        listing = self._listed[number] = Listing()
        for file in files:
            self._files += 1
            if self._files % 5000 == 0:
                progress(f"Writing the site: {self._files:,} files")
            self.making.add(file)
            listing.take(file)
            for check in self.checks:
                check.gather(file.path, file.content)
        # What a part held together in circles (pages and what sets them) would stay beside what the next part holds.
        gc.collect()

    def done(self) -> Done:
        """What came of it, for who joins the parts."""
        return Done(self.making.taken_in(), self._listed, tuple(check.gathered() for check in self.checks))

    def join(self, other: Done) -> None:
        """Take in what came of the parts that another process made."""
        self.making.join(other.taken_in)
        self._listed |= other.listed
        for check, gathered in zip(self.checks, other.gathered, strict=True):
            check.join(gathered)

    @property
    def listing(self) -> Listing:
        """What is listed of all parts, in their order, whoever made them."""
        return Listing.joined(self._listed[number] for number in sorted(self._listed))


@dataclass(frozen=True, slots=True)
class Done:
    """What came of the parts of a site that another process made: their files are written."""

    taken_in: TakenIn
    listed: dict[int, Listing]
    gathered: tuple[Any, ...]


def make_site(
    site_of: SiteOf, releases: Sequence[str], site: Site, work: Work, progress: Callable[[str], None]
) -> None:
    """Make all parts of a site, in as many processes as it asks for, and then its last files.

    Raises what the making of a part raises, wherever it was made.
    """
    turns = Turns(len(site.parts))
    given = (site_of, releases, turns, *work.place)
    with ExitStack() as others:
        beside = [others.enter_context(Beside(_made_beside, *given)) for _ in range(site.processes - 1)]
        for number in turns:
            work.do(number, site.parts[number](), progress)
        for each in beside:
            work.join(each.answer())
    work.do(len(site.parts), site.last(work.listing), progress)


def _made_beside(
    site_of: SiteOf, releases: Sequence[str], turns: Turns, folder: Path, before: Path | None, address: str
) -> Done:
    """The parts that fall to this process, which knows nothing of the one that joins them."""
    site = site_of(releases)
    with Work(folder, Edition(before) if before else None, address, site) as work:
        for number in turns:
            work.do(number, site.parts[number](), quietly)
        return work.done()


def quietly(_said: str) -> None:
    """Say nothing of what is under way."""


class Turns:
    """Numbers of parts, of which each is drawn once, by whatever process comes next.

    They lie in a pipe, a byte each: no process that is killed can take a lock with it for which the others would wait.
    """

    def __init__(self, count: int) -> None:
        self._drawn, end = get_context("spawn").Pipe(duplex=False)
        with end:
            os.write(end.fileno(), bytes(range(count)))

    def __iter__(self) -> Iterator[int]:
        while number := os.read(self._drawn.fileno(), 1):
            yield number[0]
