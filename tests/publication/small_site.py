"""A small site for tests of publishing: a home page, a page for each release it shows, and a table with its checksum.

Belongs here: what such tests share. The switch does not care what is on a page; what real pages say is tested with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from upheld.publication.editions import Editions
from upheld.publication.making import Site
from upheld.publication.page import SiteFile
from upheld.publication.publish import Publisher
from upheld.release.canonical import write_checksums

LONDON = ZoneInfo("Europe/London")
ADDRESS = "https://upheld.example"
FIRST, SECOND = "2018-19/r1", "2019-20/r1"
NOON = datetime(2020, 7, 29, 12, tzinfo=LONDON)


@dataclass
class SmallSite:
    """The site of a workspace in `folder`. `said` is the text on the page of each release; `more` are further files."""

    folder: Path
    said: dict[str, str] = field(default_factory=lambda: {FIRST: "Old figures.", SECOND: "New figures."})
    more: dict[str, bytes] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()

    @property
    def editions(self) -> Editions:
        return Editions(self.folder / "site")

    @property
    def publisher(self) -> Publisher:
        return Publisher(self.editions, ADDRESS, self.site_of, None, self.withdrawn)

    def site_of(self, releases: Sequence[str]) -> Site:
        return Site((lambda: self.files(releases),))

    def files(self, releases: Sequence[str]) -> Iterator[SiteFile]:
        links = "".join(f'<a href="{page(name)}">{name}</a>' for name in releases)
        yield SiteFile("index.html", f'<h1 id="top">Home</h1>{links}'.encode())
        for name in releases:
            text = f'<a href="index.html#top">Home</a><p>{self.said[name]}</p>' + "<p>Words.</p>" * 300
            yield SiteFile(page(name), text.encode())
        table = "".join(f"{name},{self.said[name]}\n" for name in releases).encode()
        yield SiteFile("data/table.csv", table)
        yield SiteFile("data/SHA256SUMS", write_checksums({"table.csv": table}))
        for path, content in self.more.items():
            yield SiteFile(path, content)

    @property
    def shown(self) -> dict[str, bytes]:
        """What the world can read."""
        return read(self.folder / "site" / "current")


def page(release: str) -> str:
    return f"{release.replace('/', '-')}.html"


def read(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
