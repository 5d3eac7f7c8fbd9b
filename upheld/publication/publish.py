"""Publishing: from the files of a site to an edition in force, or to nothing at all.

A site is built beside the one in force, every link and checksum in it is checked, and only then one link is replaced.
Whatever fails on the way leaves the old site as it was. Belongs here: that order, for publishing at once, at a time, going
back, and taking out what was withdrawn. Not here: the making of pages (`site`), and the folders (`editions`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from upheld.errors import Invalid, Refused
from upheld.publication.edition import ABOUT, AboutEdition, Damaged, Edition
from upheld.publication.editions import Editions
from upheld.publication.making import SiteOf, Work, make_site, quietly
from upheld.publication.manifest import Changes, FileRow

Index = Callable[[Edition, Edition | None], None]
"""Makes the search index within an edition; what the one before has may be taken over."""


@dataclass(frozen=True, slots=True)
class Published:
    """An edition and what it has otherwise than the one in force before. Without a difference there is no new edition."""

    edition: Edition
    changes: Changes


def _year_of(release: str) -> str:
    return release.partition("/")[0]


def _shown_by(current: Edition | None) -> frozenset[str]:
    """The releases in force. Raises Refused where that is not known: then nobody can say what may be shown by now."""
    if current is None:
        return frozenset()
    try:
        return frozenset(current.about.releases)
    except Damaged as damaged:
        raise Refused(
            f"{current.folder / ABOUT} cannot be read, and an edition waits for its time: so what may be shown before is not "
            "known. Type `upheld publish --rollback`, or throw away what waits with `upheld publish --cancel`."
        ) from damaged


@dataclass(frozen=True)
class Publisher:
    """What publishing needs: the folders, where the site will stand, the making of its files and of its search index (None
    where it is to have none), the names of the texts withdrawn by now, and whom to tell what is under way."""

    editions: Editions
    address: str
    site_of: SiteOf
    index: Index | None
    withdrawn: tuple[str, ...] = ()
    progress: Callable[[str], None] = quietly

    def publish(self, releases: Sequence[str]) -> Published:
        """Put a site of these releases into force, but for those that wait for their time; what waits is built anew on it.
        A correction of a year that waits would tell its figures, and waits with it.

        Raises Invalid with every link that leads nowhere and every checksum that is not right; nothing is changed then.
        """
        with self.editions.locked():
            current, waiting = self.editions.current, self.editions.prepared
            shown = list(releases)
            if waiting is not None:
                known = _shown_by(current)
                held = {_year_of(name) for name in waiting.about.releases if name not in known}
                shown = [name for name in releases if name in known or _year_of(name) not in held]
            if not shown:
                raise Refused("Every release waits for its time: `upheld publish --due` will publish them.")
            done = self._put(shown, current)
            if waiting is not None and waiting.about.at is not None:
                self._prepare(list(releases), waiting.about.at)
            return done

    def prepare(self, releases: Sequence[str], at: datetime, now: datetime) -> Published:
        """Build a site in private, to be put into force at a time to come. Raises Refused for a time that is past."""
        if at <= now:
            raise Refused(f"{at.isoformat(timespec='minutes')} is past: leave --at away to publish now.")
        with self.editions.locked():
            return self._prepare(releases, at.isoformat())

    def publish_due(self, now: datetime) -> Published | None:
        """Put into force what was prepared, if its time has come; None where nothing waits, or not yet.

        It is looked at byte by byte once more. What was withdrawn since, or published beside it, makes it be built anew.
        """
        with self.editions.locked():
            waiting, current = self.editions.prepared, self.editions.current
            if waiting is None or waiting.about.at is None or datetime.fromisoformat(waiting.about.at) > now:
                return None
            if waiting.about.withdrawn != self.withdrawn:
                waiting = self._prepare(waiting.about.releases, waiting.about.at).edition
            waiting.verify()
            changes = waiting.write_changes(current)
            return Published(self.editions.release_prepared(), changes)

    def cancel(self) -> bool:
        """Throw away what was prepared; whether anything was."""
        with self.editions.locked():
            waited = self.editions.prepared is not None
            self.editions.forget_prepared()
            return waited

    def roll_back(self) -> Published:
        """Put the edition before into force again. Raises Refused where there is none, or where it holds what was withdrawn."""
        with self.editions.locked():
            current, before = self.editions.current, self.editions.before()
            if before.about.withdrawn != self.withdrawn:
                raise Refused(
                    f"The edition {before.folder.name} was made before a text was withdrawn, and may hold it. Publish again instead."
                )
            before.verify()
            self.editions.switch(before)
            known: Mapping[str, FileRow] = {}
            if current is not None:
                with suppress(Damaged):  # perhaps why somebody goes back
                    known = current.manifest
            return Published(before, Changes.between(known, before.manifest))

    def take_out(self) -> tuple[str, ...]:
        """Build the site in force and the one that waits anew, without what was withdrawn, and remove every older edition.

        The edition that is in force is gone when it returns, as are all others that were made before the withdrawal. Gives
        the names of those removed; to do it again completes it. Nothing is done where nothing was published.
        """
        with self.editions.locked():
            current, waiting = self.editions.current, self.editions.prepared
            if current is not None and current.about.withdrawn != self.withdrawn:
                current = self._put(current.about.releases, current).edition
            gone = self.editions.purge([each for each in self.editions.all if self._may_stay(each)])
            if (
                waiting is not None
                and waiting.about.at is not None
                and waiting.about.withdrawn != self.withdrawn
            ):
                self._prepare(waiting.about.releases, waiting.about.at)
            return gone

    def _may_stay(self, edition: Edition) -> bool:
        """Whether an edition was made when all was withdrawn that is by now; not of one that cannot say."""
        try:
            return edition.about.withdrawn == self.withdrawn
        except Damaged:
            return False

    def _put(self, releases: Sequence[str], current: Edition | None) -> Published:
        about = AboutEdition(tuple(releases), self.withdrawn, self.index is not None)
        with self.editions.beside(private=False) as folder:
            edition, changes = self._build(folder, about, current)
            return Published(edition if edition is current else self.editions.put(edition), changes)

    def _prepare(self, releases: Sequence[str], at: str) -> Published:
        about = AboutEdition(tuple(releases), self.withdrawn, self.index is not None, at)
        with self.editions.beside(private=True) as folder:
            edition, changes = self._build(folder, about, self.editions.current)
            return Published(self.editions.wait(edition), changes)

    def _build(self, folder: Path, about: AboutEdition, before: Edition | None) -> tuple[Edition, Changes]:
        """An edition, built and checked in `folder`; `before` itself, where it would be the same once more. Where `before` is
        not what was built, nothing is taken over from it: so to publish again mends a site that was changed on disk."""
        try:
            return self._built(folder, about, before)
        except Damaged:
            if before is None:
                raise
            self.progress("The edition in force was changed on disk: all is built anew")
            shutil.rmtree(folder)
            folder.mkdir()
            edition, _ = self._built(folder, about, None)
            return edition, edition.write_changes(before, anew=True)

    def _built(self, folder: Path, about: AboutEdition, before: Edition | None) -> tuple[Edition, Changes]:
        self.progress("Reading releases")
        site = self.site_of(about.releases)
        with Work(folder, before, self.address, site) as work:
            make_site(self.site_of, about.releases, site, work, self.progress)
            about, changes = work.making.described(about), work.making.changes
            if before is not None and not changes and before.about == about:
                before.verify()
                return before, changes
            self.progress("Checking every link, checksum and figure")
            edition = work.making.finish(about)
        problems = [problem for check in work.checks for problem in check.problems(edition)]
        if problems:
            raise Invalid(sorted(problems), "The site was not published")
        if self.index is not None:
            self.progress("Making the search")
            self.index(edition, before)
        edition.verify()
        return edition, changes
