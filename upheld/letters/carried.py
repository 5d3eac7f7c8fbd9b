"""What a letter carries: its metadata, what is attached to it, and the text of its pages, read from a file that could be anything.

Belongs here: opening a PDF that a stranger may have made, within bounds of memory, and an error in words for every way in
which it is no letter. Not here: whether what it carries is true (`verify`).
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, cast

import pikepdf
from pikepdf.settings import set_qpdf_limits

from upheld.errors import Invalid, Missing, Problem
from upheld.letters.behind import DEFINITIONS, FIGURES_CSV
from upheld.letters.printed import page_texts
from upheld.release.canonical import sha256

MOST_BYTES = 8 * 2**20
"""A letter has some 200 kB."""

MOST_UNPACKED = 4 * 2**20
"""No single part of a letter is larger: a page has some 60 kB, a typeface 100, the figures 10."""

MOST_PAGES = 100
_LIMITS: Mapping[str, Any] = {
    "parser_max_container_size": 200_000,
    "max_stream_filters": 1,
    **dict.fromkeys(
        ("flate_max_memory", "png_max_memory", "run_length_max_memory", "tiff_max_memory", "dct_max_memory"),
        MOST_UNPACKED,
    ),
}
# The one packing whose size cannot be limited, in every spelling. No letter has it.
_LZW = re.compile(rb"/(?:L|#4[Cc])(?:Z|#5[Aa])(?:W|#57)")


@dataclass(frozen=True, slots=True)
class CarriedLetter:
    """A letter as it came. `metadata` holds what its two kinds of metadata say of one thing: plain, and XMP.

    `archivable` says that it calls itself PDF/A-3u and PDF/UA-1.
    """

    name: str
    sha256: str
    title: tuple[str, str]
    written: tuple[date, date]
    keywords: tuple[tuple[str, ...], tuple[str, ...]]
    archivable: bool
    pages: tuple[str, ...]
    figures: bytes
    definitions: bytes


def open_letter(path: Path) -> CarriedLetter:
    """Read what a letter carries. Raises Missing where no file is, Invalid for one that is no letter that can be read."""
    if not path.is_file():
        raise Missing(f"{path} is not there.")
    if path.stat().st_size > MOST_BYTES:
        _refuse(path.name, "is larger than any letter", f"A letter has less than {MOST_BYTES >> 20} MB.")
    content = path.read_bytes()
    if not content.startswith(b"%PDF-"):
        _refuse(path.name, "is not a PDF", "Name the PDF of a letter.")
    if _LZW.search(content):
        _refuse(
            path.name,
            "is packed in a way that no letter is",
            "Get the letter again from where it was published.",
        )
    with _bounded():
        try:
            with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
                return _carried(path.name, sha256(content), pdf)
        except pikepdf.PasswordError:
            _refuse(
                path.name,
                "is encrypted, as no letter is",
                "Get the letter again from where it was published.",
            )
        # Whatever a broken or hostile file makes of the reading: it is no letter.
        except (
            *(pikepdf.PikepdfError, ArithmeticError, AttributeError, LookupError),
            *(
                MemoryError,
                NotImplementedError,
                OverflowError,
                RecursionError,
                RuntimeError,
                TypeError,
                ValueError,
            ),
        ) as broken:
            _refuse(
                path.name,
                "cannot be read as a letter: it is damaged, cut short, or holds a part larger than any letter's",
                f"Get the letter again from where it was published. (The reader says: {type(broken).__name__}.)",
            )


def _refuse(file: str, reason: str, way_out: str) -> NoReturn:
    raise Invalid([Problem(file, 0, "", "", reason, way_out)], "This is no letter that can be verified")


@contextmanager
def _bounded() -> Iterator[None]:
    """Unpack nothing larger than a letter's parts; for the whole process, so it is set back."""
    before: Any = set_qpdf_limits(**_LIMITS)
    try:
        yield
    finally:
        set_qpdf_limits(**before)


def _carried(file: str, checksum: str, pdf: pikepdf.Pdf) -> CarriedLetter:
    if pdf.is_encrypted:
        _refuse(file, "is encrypted, as no letter is", "Get the letter again from where it was published.")
    if len(pdf.pages) > MOST_PAGES:
        _refuse(file, f"has more than {MOST_PAGES} pages, as no letter has", "Name the PDF of a letter.")
    attached = sorted(pdf.attachments)
    for name in (FIGURES_CSV, DEFINITIONS):
        if name not in attached:
            _refuse(
                file,
                f"has no {name} attached, as every letter of Upheld has",
                "Name the PDF as it was published: printing it to another PDF, or converting it, takes its files away.",
            )
    for name in attached:
        if name not in (FIGURES_CSV, DEFINITIONS):
            _refuse(
                file,
                f"has {name!r} attached, which no letter has",
                "Get the letter again from where it was published.",
            )
    if _laid_over(pdf):
        _refuse(
            file,
            "has a note, a form or something that runs laid over its pages, as no letter has",
            "Get the letter again from where it was published.",
        )
    xmp = bytes(pdf.Root.Metadata.read_bytes()).decode()
    plain = pdf.docinfo
    return CarriedLetter(
        name=file,
        sha256=checksum,
        title=(str(plain.get("/Title", "")), _of_xmp(xmp, r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>")),
        written=(
            _day(str(plain.get("/CreationDate", "")), r"D:(\d{4})(\d\d)(\d\d)"),
            _day(xmp, r"<xmp:CreateDate>(\d{4})-(\d\d)-(\d\d)"),
        ),
        keywords=(
            tuple(str(plain.get("/Keywords", "")).split(", ")),
            tuple(_of_xmp(xmp, r"<pdf:Keywords>(.*?)</pdf:Keywords>").split(", ")),
        ),
        archivable=all(
            mark in xmp for mark in ("<pdfaid:part>3<", "<pdfaid:conformance>U<", "<pdfuaid:part>1<")
        ),
        pages=page_texts(pdf),
        figures=_attached(pdf, FIGURES_CSV),
        definitions=_attached(pdf, DEFINITIONS),
    )


def _laid_over(pdf: pikepdf.Pdf) -> bool:
    """Whether anything stands on a page that is not drawn with it: a letter has links and nothing else."""
    notes = (
        note.get("/Subtype")
        for page in pdf.pages
        for note in cast(Iterable[pikepdf.Dictionary], page.obj.get("/Annots", ()))
    )
    return any(kind != "/Link" for kind in notes) or any(
        name in pdf.Root for name in ("/AcroForm", "/OpenAction", "/AA")
    )


def _attached(pdf: pikepdf.Pdf, name: str) -> bytes:
    files: Any = pdf.attachments[name].obj.EF
    streams = {files[key].objgen for key in dict(files)}
    if len(streams) != 1:
        raise ValueError(f"{name} stands for several files")
    return bytes(pdf.attachments[name].get_file().read_bytes())


def _of_xmp(xmp: str, pattern: str) -> str:
    found = re.search(pattern, xmp, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def _day(text: str, pattern: str) -> date:
    found = re.search(pattern, text)
    if found is None:
        raise ValueError("there is no date")
    return date(int(found[1]), int(found[2]), int(found[3]))
