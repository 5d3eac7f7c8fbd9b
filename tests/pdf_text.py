"""The text of a PDF, read through the fonts' own maps to Unicode: enough for the letters, and for a search in them."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf


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
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = chr(ord(text(unicode)[0]) + step)
    return found


def text_of_pdf(path: Path) -> str:
    """What stands on the pages, in the order in which it was set; words may be parted where lines were."""
    said: list[str] = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            fonts = {
                name: _map_of(font)
                for name, font in page.resources.get("/Font", {}).items()
                if "/ToUnicode" in font
            }
            _read(page, fonts, said)
    return "".join(said)


def _read(page: pikepdf.Page, fonts: dict[str, dict[int, str]], said: list[str]) -> None:
    known: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "Tf":
            known = fonts.get(str(operands[0]), {})
        elif operator in ("Tj", "TJ"):
            parts = operands[0] if operator == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    raw = bytes(part)
                    said.extend(
                        known.get(int.from_bytes(raw[at : at + 2], "big"), "") for at in range(0, len(raw), 2)
                    )
        elif operator in ("Tm", "Td", "ET"):
            said.append(" ")
