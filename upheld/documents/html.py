"""Documents as pages: one file that stands by itself, without script and without anything fetched.

Belongs here: filling a page's template, and what every page that stands by itself is made with (its templates and its
style). Not here: what a document says, and the site, which has pages of its own.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from upheld.documents.document import Block, Document, Section
from upheld.documents.pdf import ILLUSTRATIVE_WORD
from upheld.pictures.drawing import Placement, stylesheet
from upheld.pictures.flow import draw_mark
from upheld.tables.table import shown

_HERE = "upheld.documents"


def document_page(document: Document) -> str:
    """A document as HTML."""
    return template(_HERE, "document.html.j2").render(
        document=document,
        parts=_parts(document.sections),
        style=drawn(style(_HERE, "document.css")),
        mark=drawn(draw_mark(Placement.WEB)),
        illustrative_word=ILLUSTRATIVE_WORD,
        drawn=drawn,
        shown=shown,
        kind_of=_kind_of,
    )


def drawn(made_here: str) -> Markup:
    """What our own code drew, with every text in it escaped there: the one thing that is not escaped again."""
    return Markup(made_here)  # noqa: S704


@lru_cache(maxsize=8)
def template(package: str, name: str) -> Template:
    """A page's template, in which everything is escaped; it may import those that all pages share."""

    def read(wanted: str) -> str:
        return _read(package if wanted == name else _HERE, wanted)

    environment = Environment(
        loader=FunctionLoader(read),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=False,
    )
    return environment.get_template(name)


@lru_cache(maxsize=8)
def style(package: str, name: str) -> str:
    """The style of a page: the pictures' and every page's, and then its own."""
    return stylesheet() + _read(_HERE, "page.css") + _read(package, name)


def _read(package: str, name: str) -> str:
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


def _kind_of(block: Block) -> str:
    return type(block).__name__


def _parts(sections: tuple[Section, ...]) -> list[list[Section]]:
    """The main sections, each with those below it."""
    parts: list[list[Section]] = []
    for section in sections:
        if section.level == 2:
            parts.append([section])
        else:
            parts[-1].append(section)
    return parts
