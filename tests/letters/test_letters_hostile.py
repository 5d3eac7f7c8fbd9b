"""Files that are no letter are refused in words, and cost no more than a letter does."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf.settings import get_qpdf_limits

from tests.letters.place import Place
from tests.letters.tampering import attached, attaching, changed, wrong
from upheld.errors import Missing
from upheld.letters.verify import read_letter


def _attachment_bomb(pdf: pikepdf.Pdf) -> None:
    stream: Any = pdf.attachments["figures.csv"].get_file().obj
    stream.write(zlib.compress(b"0 " * 2**25, 9), filter=pikepdf.Name.FlateDecode)


def _page_bomb(pdf: pikepdf.Pdf) -> None:
    page: Any = pdf.pages[2]
    page.Contents = pikepdf.Stream(pdf, zlib.compress(b"0 " * 2**25, 9), Filter=pikepdf.Name.FlateDecode)


def _note(pdf: pikepdf.Pdf) -> None:
    page: Any = pdf.pages[0].obj
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[60, 400, 160, 450], Contents="99%"
    )
    page.Annots = pdf.make_indirect(pikepdf.Array([*page.get("/Annots", ()), pdf.make_indirect(note)]))


def _opens_something(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _no_map(pdf: pikepdf.Pdf) -> None:
    for font in (pdf.pages[0].resources.Font).values():
        if "/ToUnicode" in font:
            del font["/ToUnicode"]


def _hostile(letter: bytes) -> Iterator[tuple[str, bytes, str]]:
    deep = b"[" * 100_000 + b"]" * 100_000 + b"\n"
    yield "nothing", b"", "is not a PDF"
    yield "text", b"Dear Sir", "is not a PDF"
    yield "a beginning", b"%PDF-1.7\n", "damaged, cut short"
    yield "half", letter[: len(letter) // 2], "damaged, cut short"
    yield "noise", b"%PDF-1.7\n" + bytes(range(256)) * 400, "damaged, cut short"
    yield "huge", b"%PDF-1.7\n" + b"0" * (9 * 2**20), "is larger than any letter"
    yield (
        "packed otherwise",
        letter.replace(b"/FlateDecode", b"/L#5AWDecode", 1),
        "packed in a way that no letter is",
    )
    for password in ("", "secret"):
        lock = pikepdf.Encryption(owner="owner", user=password)
        yield f"encrypted {password}", changed(letter, lambda pdf: None, encryption=lock), "is encrypted"
    for name in ("figures.csv", "definitions.jsonl"):
        yield f"without {name}", attaching(letter, {name: None}), f"has no {name} attached"
        yield f"{name} empty", attaching(letter, {name: b""}), ""
        yield (
            f"{name} not text",
            attaching(letter, {name: b"\xff\xfe\n" * 9}),
            "cannot be read as the figures of a letter",
        )
    yield "something else too", attaching(letter, {"macro.exe": b"MZ"}), "has 'macro.exe' attached"
    yield "wrong columns", attaching(letter, {"figures.csv": b"a,b\n1,2\n"}), "does not have the columns"
    short = attached(letter, "figures.csv").replace(b"district", b"district,", 1)
    yield (
        "a row too long",
        attaching(letter, {"figures.csv": short}),
        "cannot be read as the figures of a letter",
    )
    yield "deep", attaching(letter, {"definitions.jsonl": deep}), "cannot be read as"
    yield "no object", attaching(letter, {"definitions.jsonl": b"[]\n"}), "is not a table"
    yield "an attachment that swells", changed(letter, _attachment_bomb), "damaged, cut short"
    yield "a page that swells", changed(letter, _page_bomb), "damaged, cut short"
    yield "no map of glyphs", changed(letter, _no_map), ""
    yield (
        "many pages",
        changed(letter, lambda pdf: pdf.pages.extend(list(pdf.pages) * 40)),
        "has more than 100 pages",
    )
    yield "a note over a page", changed(letter, _note), "has a note, a form or something that runs"
    yield (
        "something that runs",
        changed(letter, _opens_something),
        "has a note, a form or something that runs",
    )


def test_what_is_no_letter_is_refused_in_words(place: Place, tmp_path: Path) -> None:
    before = get_qpdf_limits()
    for name, content, said in _hostile(place.letter()):
        assert said in wrong(tmp_path, content), name
    assert get_qpdf_limits() == before
    with pytest.raises(Missing):
        read_letter(tmp_path / "absent.pdf")
