"""The gallery: one letter of each situation, and a page that shows what there is and says what there is not."""

from __future__ import annotations

import re
from pathlib import Path

from tests.letters.hand_made import letter, release, scheme_of_england
from upheld.letters.gallery import choose, write_gallery
from upheld.letters.situations import SITUATIONS, seen, situations_of


def test_a_letter_is_in_the_situations_that_it_shows() -> None:
    made, _ = release()

    def titles(slug: str) -> set[str]:
        found = situations_of(seen(made, scheme_of_england(), letter(slug)))
        return {situation.slug for situation in found}

    assert {"one-of-everything", "annex", "new"}.isdisjoint(titles("birmingham"))
    assert {"hundreds", "late", "missed", "withheld", "overdue"} <= titles("birmingham")
    assert {"verdict-too-few-to-say", "other-addressee"} <= titles("bolsover")
    assert "nothing-at-all" in titles("adur")
    assert "annex" in titles("suffolk-coastal")
    assert "annex-to-several" in titles("west-dorset")
    assert {"no-group", "no-addressee"} <= titles("dartmoor-national-park")


def test_every_situation_has_its_files_or_is_said_to_be_missing(tmp_path: Path) -> None:
    made, _ = release()
    letters = [seen(made, scheme_of_england(), letter(slug)) for slug in ("bolsover", "adur")]
    shown = write_gallery(choose(letters), tmp_path / "gallery")
    page = (tmp_path / "gallery" / "index.html").read_text(encoding="utf-8")
    assert [one.situation for one in shown] == list(SITUATIONS)
    assert page.count("No letter of these releases is in this situation.") == sum(
        one.letter is None for one in shown
    )
    linked = re.findall(r'(?:href|src)="([^"#]+)', page)
    assert linked
    assert all((tmp_path / "gallery" / name).is_file() for name in linked)
    assert all(alt for alt in re.findall(r'<img[^>]*alt="([^"]*)"', page))
