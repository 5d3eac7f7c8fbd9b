"""Make the three fonts of the site: Source Sans Pro, cut down to the signs that pages need, as WOFF2.

The licence (SIL Open Font License 1.1) reserves the name "Source" for the font as its makers made it, so that what is cut
down here carries a name of its own. The outcome is committed: a site is built without this tool.

Belongs here: which signs and features stay. Not here: how pages use the fonts (`publication/style/site.css`).
"""

from __future__ import annotations

import io
from importlib import resources
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY = "Upheld Sans"
OUT = Path(__file__).resolve().parent.parent / "upheld" / "publication" / "fonts"
WELSH = "âêîôûŵŷäëïöüẅÿáéíóúẃýàèìòùẁỳ"
SIGNS = (
    "".join(chr(code) for code in range(0x20, 0x7F))
    + "\u00a0\u2011–—‘’“”…›‹·•×£€§©°½¼¾"
    + WELSH
    + WELSH.upper()
    + "çñãå"
)
WEIGHTS = (("Regular", 400), ("Semibold", 600))
"""Titles stand in the regular weight: a light one would cost each first load 6 kB more."""
FEATURES = ("kern", "tnum", "lnum", "mark", "ccmp")


def cut(source: bytes, weight: str) -> bytes:
    """The font with the signs of pages alone, under our own name, as WOFF2 that depends on nothing but its source."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.desubroutinize = True
    # Not the text of the licence, which stands in a file beside the fonts: it would cost each first load half a kilobyte.
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(text=SIGNS)
    cutter.subset(font)
    names = font["name"]
    whole = f"{FAMILY} {weight}"
    for number, text in {1: whole, 3: whole, 4: whole, 6: whole.replace(" ", "")}.items():
        for record in [each for each in names.names if each.nameID == number]:
            names.setName(text, number, record.platformID, record.platEncID, record.langID)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def main() -> None:
    """Write the fonts, and their licence beside them."""
    files = resources.files("font_source_sans_pro").joinpath("files")
    OUT.mkdir(exist_ok=True)
    for weight, number in WEIGHTS:
        content = cut(files.joinpath(f"SourceSansPro-{weight}.ttf").read_bytes(), weight)
        (OUT / f"upheld-sans-{number}.woff2").write_bytes(content)
        print(f"upheld-sans-{number}.woff2: {len(content):,} bytes")
    licence = files.joinpath("LICENSE.txt").read_bytes().replace(b"\r\n", b"\n")
    (OUT / "LICENCE.txt").write_bytes(licence)


if __name__ == "__main__":
    main()
