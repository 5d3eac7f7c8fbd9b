"""A site in several parts, made by two processes: nobody can tell from the site which made what, or that there were two."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.publication.small_site import FIRST, SECOND, SmallSite
from upheld.errors import Invalid, Problem, Refused
from upheld.publication.listing import Listing
from upheld.publication.making import Part, Site
from upheld.publication.page import Download, SiteFile
from upheld.publication.publish import Published

TABLE, LAST_TABLE = (Download(f"/data/{name}.csv", name, "csv", 3, "0" * 64) for name in ("more", "last"))


@dataclass
class PartedSite(SmallSite):
    """The small site, with a second part that another process makes: `beside` says what that does; and a third, which
    falls to whoever is ready first."""

    beside: str = "works"

    def site_of(self, releases: Sequence[str]) -> Site:
        parts: tuple[Part, ...] = (partial(self.first, releases), self.second, self.third)
        return Site(parts, last_files, processes=1 if self.beside == "alone" else 2)

    def first(self, releases: Sequence[str]) -> Iterator[SiteFile]:
        """The files of the small site. Whoever makes them waits until the second part is under way, elsewhere."""
        if self.beside != "alone":
            wait_until(self.begun.is_file)
        yield from self.files(releases)

    def second(self) -> Iterator[SiteFile]:
        self.begun.parent.mkdir(exist_ok=True)
        self.begun.write_text(str(os.getpid()))
        yield SiteFile("more/index.html", b'<a href="../index.html#top">Home</a>' + b"<p>Words.</p>" * 300)
        yield SiteFile("data/more.csv", b"a,b", TABLE)
        if self.beside == "links nowhere":
            yield SiteFile("lost/index.html", b'<a href="/nowhere/">Lost</a>')
        if self.beside == "twice":
            yield SiteFile("index.html", b"Another home")
        if self.beside == "refuses":
            raise Invalid([Problem("a.csv", 3, "name", "x", "is wrong", "Mend it.")], "It was refused")
        if self.beside == "is killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.beside == "waits":
            time.sleep(60)

    def third(self) -> Iterator[SiteFile]:
        yield SiteFile("data/last.csv", b"a,b", LAST_TABLE)

    def publish(self, *releases: str) -> Published:
        self.begun.unlink(missing_ok=True)
        return self.publisher.publish(releases)

    @property
    def begun(self) -> Path:
        """Holds the number of the process that makes the second part, once it does."""
        return self.folder / "begun"


def last_files(listing: Listing) -> Iterator[SiteFile]:
    """Names every page and download that was made before, in whatever process."""
    told = {"pages": sorted(listing.pages), "downloads": [each.address for each in listing.downloads]}
    yield SiteFile("last.json", json.dumps(told).encode())


def test_the_site_is_the_same_bytes_as_in_one_process(tmp_path: Path) -> None:
    alone, parted = PartedSite(tmp_path / "a", beside="alone"), PartedSite(tmp_path / "b")
    one = alone.publish(FIRST, SECOND)
    two = parted.publish(FIRST, SECOND)
    assert "more/index.html" in parted.shown
    assert parted.shown == alone.shown
    assert two.edition.manifest == one.edition.manifest
    assert two.changes == one.changes


def test_the_last_files_know_what_every_part_made(tmp_path: Path) -> None:
    site = PartedSite(tmp_path)
    site.publish(FIRST)
    told = json.loads(site.shown["last.json"])
    assert told == {
        "pages": ["index.html", "more/index.html"],
        "downloads": ["/data/more.csv", "/data/last.csv"],
    }


def test_the_same_again_is_no_new_edition_and_a_change_takes_over_all_else(tmp_path: Path) -> None:
    site = PartedSite(tmp_path)
    first = site.publish(FIRST)
    assert not site.publish(FIRST).changes
    site.said[FIRST] = "Corrected."
    changed = site.publish(FIRST)
    assert "more/index.html" not in (*changed.changes.added, *changed.changes.changed)
    for name in ("more/index.html", "more/index.html.gz"):
        assert (first.edition.public / name).samefile(changed.edition.public / name)


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        ("links nowhere", "nowhere/index.html"),
        ("twice", "is the address of two files"),
        ("refuses", "is wrong"),
    ],
)
def test_what_is_wrong_in_another_part_stops_the_publishing(beside: str, told: str, tmp_path: Path) -> None:
    site = PartedSite(tmp_path)
    site.publish(FIRST)
    old = site.shown
    site.beside = beside
    with pytest.raises(Invalid) as caught:
        site.publish(FIRST)
    assert any(told in f"{each.value} {each.reason}" for each in caught.value.problems)
    assert site.shown == old
    assert [each.name for each in (tmp_path / "site" / "editions").iterdir()] == ["000001"]


def test_the_sentence_of_an_error_comes_over_too(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"^It was refused$"):
        PartedSite(tmp_path, beside="refuses").publish(FIRST)


def test_a_part_whose_process_is_killed_is_told_and_nothing_is_published(tmp_path: Path) -> None:
    site = PartedSite(tmp_path, beside="is killed")
    with pytest.raises(Refused, match=r"was stopped \(signal 9\)"):
        site.publish(FIRST)
    assert not (tmp_path / "site" / "current").exists()


def test_no_process_goes_on_when_the_one_that_publishes_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.publication.test_publish_in_parts import PartedSite, FIRST\n"
        "if __name__ == '__main__': PartedSite(Path(sys.argv[1]), beside='waits').publish(FIRST)"
    )
    script = tmp_path / "publishes.py"
    script.write_text(code)
    publishing = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    site = PartedSite(tmp_path)
    wait_until(lambda: site.begun.is_file() and bool(site.begun.read_text()))
    beside = int(site.begun.read_text())
    assert beside != publishing.pid
    publishing.kill()
    publishing.wait()
    wait_until(lambda: not runs(beside))
    site.publish(FIRST)
    assert "more/index.html" in site.shown


def runs(pid: int) -> bool:
    """Whether a process is there and is no mere entry in a table."""
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except FileNotFoundError:
        return False


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.05)
