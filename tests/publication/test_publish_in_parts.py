"""A site in several parts: each but the first is made in a process of its own, and nobody can tell from the site."""

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
from upheld.publication.page import Download, SiteFile
from upheld.publication.publish import Part, Site

TABLE = Download("/data/more.csv", "More", "csv", 3, "0" * 64)


@dataclass
class PartedSite(SmallSite):
    """The small site, with one more part: `beside` says what that does."""

    beside: str = "works"

    def site_of(self, releases: Sequence[str]) -> Site:
        parts: tuple[Part, ...] = (partial(self.files, releases), self.others)
        return Site(parts if self.beside != "alone" else (lambda: [*parts[0](), *parts[1]()],), last_files)

    def others(self) -> Iterator[SiteFile]:
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
            (self.folder / "pid").write_text(str(os.getpid()))
            time.sleep(60)


def last_files(listing: Listing) -> Iterator[SiteFile]:
    """Names every page and download that was made before, in whatever process."""
    told = {"pages": sorted(listing.pages), "downloads": [each.address for each in listing.downloads]}
    yield SiteFile("last.json", json.dumps(told).encode())


def test_the_site_is_the_same_bytes_as_in_one_process(tmp_path: Path) -> None:
    alone, parted = PartedSite(tmp_path / "a", beside="alone"), PartedSite(tmp_path / "b")
    one = alone.publisher.publish([FIRST, SECOND])
    two = parted.publisher.publish([FIRST, SECOND])
    assert "more/index.html" in parted.shown
    assert parted.shown == alone.shown
    assert two.edition.manifest == one.edition.manifest
    assert two.changes == one.changes


def test_the_last_files_know_what_every_part_made(tmp_path: Path) -> None:
    site = PartedSite(tmp_path)
    site.publisher.publish([FIRST])
    told = json.loads(site.shown["last.json"])
    assert told == {"pages": ["index.html", "more/index.html"], "downloads": ["/data/more.csv"]}


def test_the_same_again_is_no_new_edition_and_a_change_takes_over_all_else(tmp_path: Path) -> None:
    site = PartedSite(tmp_path)
    first = site.publisher.publish([FIRST])
    assert not site.publisher.publish([FIRST]).changes
    site.said[FIRST] = "Corrected."
    changed = site.publisher.publish([FIRST])
    # The child starts afresh with what it is given, and here that is the site as it is now.
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
    site.publisher.publish([FIRST])
    old = site.shown
    site.beside = beside
    with pytest.raises(Invalid) as caught:
        site.publisher.publish([FIRST])
    assert any(told in f"{each.value} {each.reason}" for each in caught.value.problems)
    assert site.shown == old
    assert [each.name for each in (tmp_path / "site" / "editions").iterdir()] == ["000001"]


def test_the_sentence_of_an_error_comes_over_too(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"^It was refused$"):
        PartedSite(tmp_path, beside="refuses").publisher.publish([FIRST])


def test_a_part_whose_process_is_killed_is_told_and_nothing_is_published(tmp_path: Path) -> None:
    site = PartedSite(tmp_path, beside="is killed")
    with pytest.raises(Refused, match=r"was stopped \(signal 9\)"):
        site.publisher.publish([FIRST])
    assert not (tmp_path / "site" / "current").exists()


def test_no_process_goes_on_when_the_one_that_publishes_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.publication.test_publish_in_parts import PartedSite, FIRST\n"
        "if __name__ == '__main__': PartedSite(Path(sys.argv[1]), beside='waits').publisher.publish([FIRST])"
    )
    script = tmp_path / "publishes.py"
    script.write_text(code)
    publishing = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    told = tmp_path / "pid"
    wait_until(lambda: told.is_file() and bool(told.read_text()))
    publishing.kill()
    publishing.wait()
    wait_until(lambda: not runs(int(told.read_text())))
    site = PartedSite(tmp_path)
    site.publisher.publish([FIRST])
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
