"""A letter set is written once, whole, with its checksums."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.letters.hand_made import CONTACTS, YEAR, prose_of, release, scheme_of_england
from upheld.documents.written_set import CHECKSUMS
from upheld.errors import Conflict
from upheld.letters.letter_set import MANIFEST, LetterSet, write_letters
from upheld.release.model import Release

KEPT = ("adur", "bolsover", "suffolk-coastal")


def some(illustrative: bool = True) -> Release:
    made, _ = release(illustrative)
    reviews = {slug: made.reviews[slug] for slug in KEPT}
    return replace(made, reviews=reviews | {"melton": replace(made.reviews["melton"], letter=False)})


def write(folder: Path, of: Release | None = None) -> LetterSet:
    _, texts = release()
    return write_letters(of or some(), scheme_of_england(), prose_of(YEAR), texts, CONTACTS, folder)


def test_a_set_is_whole_and_its_checksums_are_true(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    _, texts = release()
    folder = tmp_path / "letters" / "2019-20"
    written = write_letters(
        some(), scheme_of_england(), prose_of(YEAR), texts, CONTACTS, folder, lambda *step: told.append(step)
    )
    assert not written.already
    assert [letter.authority for letter in written.letters] == list(KEPT)
    assert [step[:2] for step in told] == [(1, 3), (2, 3), (3, 3)]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [*(f"{slug}.{kind}" for slug in KEPT for kind in ("pdf", "html")), MANIFEST, CHECKSUMS]
    )
    for line in (folder / CHECKSUMS).read_text().splitlines():
        sha256, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    rows = list(csv.DictReader((folder / MANIFEST).read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 6
    bolsover = next(row for row in rows if row["file"] == "bolsover.pdf")
    assert bolsover["addressee_post"] == "Director of Corporate Resources"
    assert bolsover["illustrative"] == "yes"
    assert list(tmp_path.glob("**/.*")) == []


def test_the_same_set_again_is_said_and_another_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    write(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert write(folder).already
    with pytest.raises(Conflict, match="written once"):
        write(folder, some(illustrative=False))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_letter_changed_by_hand_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    write(folder)
    (folder / "adur.html").write_text("changed")
    with pytest.raises(Conflict, match=r"adur\.html"):
        write(folder)
