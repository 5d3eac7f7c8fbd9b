"""Signs that a font can print: what is set must hold no other, or nothing would be set at all.

An accessible PDF may not show an empty box for a letter, so the press refuses a text with a sign its font has not, and one
such sign in one summary would stop the letters of a whole country. Belongs here: which signs a font has, and what stands
in the place of others. Not here: which signs are not shown anywhere (`wording.listings`).
"""

from __future__ import annotations

import struct
import unicodedata

ALIKE = {"\u2010": "-", "\u2011": "-"}
"""Signs that are printed as another, which looks the same."""

_NO_WIDTH = "\u200b"
"""Where a word too long may break: it needs no sign in the font."""


def signs_of(font: bytes) -> frozenset[int]:
    """The code points for which a TrueType font has a sign, by the full table of its character map (format 12).

    Source: OpenType specification, "cmap - Character to Glyph Index Mapping Table". Raises ValueError without such a table.
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", font, start + 2)
    for number in range(maps):
        at = start + struct.unpack_from(">HHI", font, start + 4 + 8 * number)[2]
        if struct.unpack_from(">H", font, at) == (12,):
            (groups,) = struct.unpack_from(">I", font, at + 12)
            spans = (struct.unpack_from(">III", font, at + 16 + 12 * group) for group in range(groups))
            return frozenset(code for first, last, _ in spans for code in range(first, last + 1))
    raise ValueError("the font has no full character map")


def printable(text: str, signs: frozenset[int]) -> str:
    """The text with every sign that the font has not in a form that can be printed: another that looks the same, a space
    for a space, nothing for what is not seen, and for the rest its number, like [U+1F600]."""
    if text.isascii() or all(ord(sign) in signs for sign in set(text)):
        return text
    return "".join(sign if ord(sign) in signs else _instead(sign) for sign in text)


def _instead(sign: str) -> str:
    if sign in ALIKE or sign in (_NO_WIDTH, "\n", "\t"):
        return ALIKE.get(sign, sign)
    kind = unicodedata.category(sign)
    if kind in ("Zs", "Zl", "Zp"):
        return " "
    return "" if kind in ("Cc", "Cf") else f"[U+{ord(sign):04X}]"
