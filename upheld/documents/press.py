"""The press: Typst with our fonts, for everything that is set as PDF.

Belongs here: compiling a template with its data, the same bytes from the same data; and what every template begins with
(`press.typ`: colours, type, page, common parts). Not here: any one template.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from importlib import resources
from pathlib import Path

import typst

from upheld.documents.signs import printable, signs_of

FILES = frozenset({"csv", "definitions", "content"})
"""Keys under which a template finds a file to attach."""

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-3u"]


class Press:
    """Sets one thing after another, with fonts and compiler shared: starting either costs more than a letter."""

    def __init__(self) -> None:
        package = Path(str(resources.files("font_source_sans_pro"))) / "files"
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(package)]
        )
        self._signs = signs_of((package / "SourceSansPro-Regular.ttf").read_bytes())
        self._compiler = typst.Compiler(font_paths=self._fonts, ignore_system_fonts=True)

    def press(self, template: bytes, data: Mapping[str, object], written: date) -> bytes:
        """A PDF/UA-1 and PDF/A-3u from `template`, which reads `data` as JSON; `written` is its date.

        A sign that the font has not is set in a form it has (`signs`), but for what is under a key of FILES, which is
        attached as it is.
        """
        noon = datetime.combine(written, time(12), tzinfo=UTC)
        # Handed over each time: a compiler forgets a template given as bytes after its first document.
        pdf = self._compiler.compile(
            _beginning() + template,
            format="pdf",
            sys_inputs={"data": self._as_json(data)},
            pdf_standards=STANDARDS,
            timestamp=int(noon.timestamp()),
        )
        assert isinstance(pdf, bytes)
        return pdf

    def draw(self, template: bytes, data: Mapping[str, object], ppi: float = 144) -> tuple[bytes, ...]:
        """The pages as PNG, for looking at and for the documentation."""
        pages = self._compiler.compile(
            _beginning() + template, format="png", ppi=ppi, sys_inputs={"data": self._as_json(data)}
        )
        return (pages,) if isinstance(pages, bytes) else tuple(pages or ())

    def _as_json(self, data: Mapping[str, object]) -> str:
        return json.dumps(self._printable(data), ensure_ascii=False, sort_keys=True)

    def _printable(self, data: object) -> object:
        if isinstance(data, str):
            return printable(data, self._signs)
        if isinstance(data, Mapping):
            return {key: part if key in FILES else self._printable(part) for key, part in data.items()}
        return [self._printable(part) for part in data] if isinstance(data, list | tuple) else data


@lru_cache(maxsize=1)
def _beginning() -> bytes:
    return resources.files("upheld.documents").joinpath("press.typ").read_bytes()
