"""The gallery: one letter of each situation, to be looked at before any is signed.

Belongs here: which letters are shown, and the page that shows them. What it writes is for looking at: no letter set, and
nothing that is sent. Not here: the situations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from upheld.documents.html import template
from upheld.documents.press import Press
from upheld.letters.context import LetterContext
from upheld.letters.html import letter_page
from upheld.letters.pdf import draw_letter, press_letter
from upheld.letters.situations import SITUATIONS, Seen, Situation, situations_of

PICTURE = 60
"""Dots per inch of the pictures: enough to see a page's balance. Who wants to read opens the PDF."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A situation with the letter that shows it; None where no letter is in it."""

    situation: Situation
    letter: LetterContext | None
    name: str
    pages: tuple[str, ...]


def choose(letters: Iterable[Seen]) -> dict[str, Seen]:
    """For each situation, the first of the letters that is in it. Reads no further than it must."""
    found: dict[str, Seen] = {}
    for letter in letters:
        for situation in situations_of(letter):
            found.setdefault(situation.slug, letter)
        if len(found) == len(SITUATIONS):
            break
    return found


def write_gallery(
    found: dict[str, Seen], folder: Path, progress: Callable[[int, int], None] | None = None
) -> Sequence[Shown]:
    """Write each chosen letter as PDF, page and pictures, and an index of them all, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    press = Press()
    gallery: list[Shown] = []
    for number, situation in enumerate(SITUATIONS, start=1):
        chosen = found.get(situation.slug)
        name = f"{number:02d}-{situation.slug}"
        pages: list[str] = []
        if chosen is not None:
            (folder / f"{name}.pdf").write_bytes(press_letter(press, chosen.letter))
            (folder / f"{name}.html").write_text(letter_page(chosen.letter), encoding="utf-8")
            for page, drawn in enumerate(draw_letter(press, chosen.letter, PICTURE), start=1):
                pages.append(f"{name}-{page}.png")
                (folder / pages[-1]).write_bytes(drawn)
        gallery.append(Shown(situation, chosen.letter if chosen else None, name, tuple(pages)))
        if progress is not None:
            progress(number, len(SITUATIONS))
    (folder / "index.html").write_text(
        template("upheld.letters", "gallery.html.j2").render(gallery=gallery), encoding="utf-8"
    )
    return gallery
