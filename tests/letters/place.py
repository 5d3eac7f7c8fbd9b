"""A small year: its workspace, its release, and its letters in the ordinary form and as published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.worlds import World
from upheld.letters.as_published import quirks_of
from upheld.letters.letter_set import write_letters
from upheld.letters.prose_file import load_prose
from upheld.letters.verify import Beside
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.workspace import NEW_SETTINGS


@dataclass(frozen=True)
class Place:
    """A workspace with a small year, its release and its letters, in the ordinary form and as published."""

    world: World
    release: Release
    letters: Path
    published: Path

    def letter(self, slug: str = "bolsover") -> bytes:
        return (self.letters / f"{slug}.pdf").read_bytes()

    @property
    def beside(self) -> Beside:
        return Beside(self.release, (self.letters, self.published))


def make_place(folder: Path) -> Place:
    """Nine councils of 2019-20; Bolsover has one upheld of four."""
    world = World(folder)
    world.folder.mkdir()
    (world.folder / "upheld.toml").write_text(NEW_SETTINGS, encoding="utf-8")
    world.decided("bolsover", 1, 3)
    for slug, upheld, rest in (
        *(("amber-valley", 9, 11), ("ashfield", 12, 8), ("gedling", 0, 2), ("mansfield", 8, 9)),
        *(("rushcliffe", 10, 10), ("hertsmere", 7, 6), ("watford", 20, 2), ("kent", 30, 20)),
    ):
        world.decided(slug, upheld, rest)
    for slug in ("bolsover", "amber-valley", "watford", "hertsmere", "ashfield", "mansfield"):
        world.case(None, slug, "2018-06-01").decision("upheld", "2019-02-01").recommendation().compliance()
    world.case(None, "ashfield", "2018-06-01").decision("upheld", "2019-02-01").recommendation().compliance(
        "not_satisfied"
    )
    world.frozen()
    release = load_release(world.stored().public)
    letters = world.folder / "letters" / "2019-20"
    year = world.year("2019-20")
    quirks = quirks_of(world.scheme, year)
    prose, texts = load_prose(world.scheme.prose_folder, year), world.releases.texts(year)
    for folder, of in ((letters / "r1", {}), (letters / "r1-as-published", quirks)):
        write_letters(release, world.scheme, prose, texts, [], folder, quirks=of)
    return Place(world, release, letters / "r1", letters / "r1-as-published")
