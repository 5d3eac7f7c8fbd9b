"""What stands on the pages of a PDF, read through its fonts' own maps to Unicode: enough for our letters, and for a search.

Belongs here: from content streams to text. Not here: opening a PDF that could be anything (`carried`), and what the text
ought to say (`reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands for a glyph of which the font does not say what it is."""

_MOST_GLYPHS = 65_536
"""A code is two bytes: no honest map says more."""


def text_of_pdf(path: Path) -> str:
    """The text of all pages, in the order in which it was set; words may be parted where lines were."""
    with pikepdf.open(path) as pdf:
        return "".join(page_texts(pdf))


def page_texts(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The text of each page. Raises ValueError for a map of a font that is none."""
    maps: dict[tuple[int, int], dict[int, str] | None] = {}
    return tuple("".join(_read(page, maps)) for page in pdf.pages)


def _read(page: pikepdf.Page, maps: dict[tuple[int, int], dict[int, str] | None]) -> Iterator[str]:
    fonts: Any = page.resources.get("/Font", {})
    known: dict[int, str] | None = None
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "Tf":
            font = fonts[str(operands[0])]
            if font.objgen not in maps:
                maps[font.objgen] = _map_of(font) if "/ToUnicode" in font else None
            known = maps[font.objgen]
        elif operator in ("Tj", "TJ", "'", '"'):
            for part in operands[0] if operator == "TJ" else operands:
                if isinstance(part, pikepdf.String):
                    yield _decoded(bytes(part), known)
        elif operator in ("Tm", "Td", "TD", "T*", "ET"):
            yield " "


def _decoded(raw: bytes, known: dict[int, str] | None) -> str:
    codes = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
    return "".join([UNREADABLE if known is None else known.get(code, UNREADABLE) for code in codes])


def _map_of(font: pikepdf.Object) -> dict[int, str]:
    """Which text each glyph of a font stands for, by its ToUnicode map."""
    found: dict[int, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("latin-1")

    def text(written: str) -> str:
        return bytes.fromhex(written).decode("utf-16-be")

    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, unicode in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = text(unicode)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, unicode in re.findall(
            r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
        ):
            begin, end = int(first, 16), int(last, 16)
            if end - begin >= _MOST_GLYPHS:
                raise ValueError("a font maps more glyphs than there can be")
            for code in range(begin, end + 1):
                found[code] = chr(ord(text(unicode)[0]) + code - begin)
    return found
