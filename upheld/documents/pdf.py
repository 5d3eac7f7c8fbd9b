"""Documents as PDF: tagged, archivable, the same bytes from the same document.

Belongs here: turning a document into the template's data, and compiling it. Not here: what a document says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from upheld.documents.document import Block, Document, Figured, Pictured, Points, Section, Tabled, Text
from upheld.documents.press import Press
from upheld.documents.runs import Paragraph
from upheld.pictures.drawing import Placement
from upheld.pictures.flow import draw_mark
from upheld.tables.table import shown

ILLUSTRATIVE_WORD = "Illustrative."

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside a PDF. Its content is text, so that it can be handed over as data."""

    name: str
    content: str
    mime_type: str
    description: str


def press_document(press: Press, document: Document, attachments: Sequence[Attachment] = ()) -> bytes:
    """A document as PDF/UA-1 and PDF/A-3u, with files attached."""
    return press.press(_template(), document_data(document, attachments), document.written)


def draw_document(press: Press, document: Document, ppi: float = 144) -> tuple[bytes, ...]:
    """The pages of a document as PNG."""
    return press.draw(_template(), document_data(document), ppi)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return resources.files("upheld.documents").joinpath("document.typ").read_bytes()


def document_data(document: Document, attachments: Sequence[Attachment] = ()) -> Data:
    """What the template is given: texts, numbers of points, and pictures as SVG."""
    return {
        **head_data(document.author, document.lang, document.illustrative),
        "document_title": document.title,
        "keywords": document.keywords,
        "description": document.description,
        "date": [document.written.year, document.written.month, document.written.day],
        "running": document.running,
        "footer": document.footer,
        "title": document.title,
        "subtitle": document.subtitle,
        "contents": document.contents,
        "lead": [_block(text) for text in document.lead],
        "sections": [_section(section) for section in document.sections],
        "attachments": [
            {
                "name": one.name,
                "content": one.content,
                "mime_type": one.mime_type,
                "description": one.description,
            }
            for one in attachments
        ],
    }


def head_data(author: str, lang: str, illustrative: str | None) -> Data:
    """What every template is given for the head of its pages: who writes, in which language, and the illustrative mark."""
    name = author.rsplit(" ", 1)
    language = lang.lower().split("-")
    return {
        "author": author,
        "lang": [language[0], language[1] if len(language) > 1 else None],
        "illustrative": illustrative,
        "illustrative_word": ILLUSTRATIVE_WORD,
        "mark": draw_mark(Placement.LETTER),
        "issuer": name if len(name) == 2 else ["", *name],
    }


def runs_data(paragraph: Paragraph) -> list[Mapping[str, str]]:
    """A paragraph as the template takes it."""
    return [
        {"text": run.text if run.href else breakable(run.text), "style": run.style, "href": run.href}
        for run in paragraph
    ]


def cell_data(text: str, notice: bool = False, drawing: str = "") -> Data:
    """A cell of a table as the template takes it."""
    return {"text": breakable(text), "notice": notice, "drawing": drawing}


def breakable(text: str) -> str:
    """The text with places to break in words too long for a line; they have no width and are not seen."""
    return " ".join(
        "\u200b".join(word[start : start + 12] for start in range(0, len(word), 12))
        if len(word) > 28
        else word
        for word in text.split(" ")
    )


def _section(section: Section) -> Data:
    return {
        "heading": section.heading,
        "key": section.key,
        "level": section.level,
        "panel": section.panel,
        "new_page": section.new_page,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> Data:
    match block:
        case Text():
            return {
                "kind": "text",
                "runs": runs_data(block.runs),
                "small": block.small,
                "notice": block.notice,
            }
        case Points():
            return {
                "kind": "points",
                "items": [runs_data(item) for item in block.items],
                "numbered": block.numbered,
            }
        case Pictured():
            return {"kind": "picture", "svg": block.letter, "alt": block.alt, "caption": block.caption}
        case Tabled():
            return _table(block)
        case Figured():
            return {
                "kind": "figure",
                "rate": block.rate,
                "rate_size": 44 if len(block.rate or "") <= 4 else 28,
                "counted": block.counted,
                "of_base": block.of_base,
                "verdict": block.verdict,
                "svg": block.picture.letter if block.picture else "",
                "alt": block.picture.alt if block.picture else "",
                "squares": block.squares.letter if block.squares else "",
                "sentences": [runs_data(sentence) for sentence in block.sentences],
                "base": block.base,
                "instead": block.instead,
            }


def _table(block: Tabled) -> Data:
    table = block.table
    return {
        "kind": "table",
        "caption": table.title,
        "columns": [column.heading for column in table.columns],
        "numbers": [column.of_numbers for column in table.columns],
        "widths": block.widths,
        "rows": [
            [
                cell_data(
                    shown(cell, block.empty),
                    (down, across) in block.notices,
                    drawing.letter if (drawing := block.drawings.get((down, across))) else "",
                )
                for across, cell in enumerate(row)
            ]
            for down, row in enumerate(table.rows)
        ],
        "notes": table.notes,
        "source": table.source,
    }
