"""Documents as ODT, for whoever goes on writing in them: real headings, lists and header rows, the same bytes every time.

Belongs here: filling an ODT's templates and packing its files. It is written as the plain XML it is: no file of another
program is its beginning, so that nothing of one (its language, its thumbnail, the day it was made) is ever in ours. Not
here: what a document says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from upheld.documents.document import Block, Document
from upheld.documents.html import template
from upheld.documents.pdf import ILLUSTRATIVE_WORD
from upheld.pictures.drawing import FONT
from upheld.tables.packing import pack
from upheld.tables.table import shown

TYPE = "application/vnd.oasis.opendocument.text"
_EVERYWHERE = "Arial"
"""The letters' own typeface is not on the machines of those who edit; this one, or its equal, is."""

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        **{name: f"{_OASIS}:{name}:1.0" for name in ("office", "style", "text", "table", "meta", "manifest")},
        "draw": f"{_OASIS}:drawing:1.0",
        "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
        "svg": f"{_OASIS}:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PART_OF_TEXT = re.compile(r"</?tspan[^>]*>")
"""Word processors set a part of a centred text in a place of its own."""

_SIZE = re.compile(r'width="([\d.]+pt)" height="([\d.]+pt)"')


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture in the file, its size as the drawing has it, and what it shows in words; none for decoration."""

    name: str
    svg: str
    width: str
    height: str
    title: str
    alt: str


@dataclass(frozen=True, slots=True)
class _Pictures:
    """The pictures of one file, in the order in which they were taken into it."""

    taken: list[_Picture] = field(default_factory=list)

    def take(self, svg: str, alt: str = "") -> _Picture:
        """Take a drawing into the file."""
        size = _SIZE.search(svg)
        assert size is not None, "a drawing for print has its size in points"
        title = alt.split(",", 1)[0]
        name = f"picture-{len(self.taken) + 1}"
        drawn = _PART_OF_TEXT.sub("", svg.replace(FONT, _EVERYWHERE))
        self.taken.append(_Picture(name, drawn, size[1], size[2], title, alt))
        return self.taken[-1]


def document_odt(document: Document) -> bytes:
    """A document as an OpenDocument text."""
    pictures = _Pictures()
    language, _, country = document.lang.partition("-")
    told = {
        "document": document,
        "pictures": pictures,
        "spaces": _SPACES,
        "font": _EVERYWHERE,
        "language": language,
        "country": country or "none",
        "illustrative_word": ILLUSTRATIVE_WORD,
        "kind_of": _kind_of,
        "shown": shown,
    }
    files = {
        f"{name}.xml": _NOT_XML.sub("", template("upheld.documents", f"odt-{name}.xml.j2").render(told))
        for name in ("content", "styles", "meta")
    }
    files |= {f"Pictures/{one.name}.svg": _NOT_XML.sub("", one.svg) for one in pictures.taken}
    parts = {"mimetype": TYPE, **files, "META-INF/manifest.xml": _manifest(files)}
    return pack(((name, content.encode()) for name, content in parts.items()), stored="mimetype")


def _kind_of(block: Block) -> str:
    return type(block).__name__


def _manifest(files: dict[str, str]) -> str:
    entries = [("/", TYPE)] + [
        (name, "image/svg+xml" if name.endswith(".svg") else "text/xml") for name in files
    ]
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">{listed}</manifest:manifest>\n'
