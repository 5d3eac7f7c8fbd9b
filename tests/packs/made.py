"""Packs of the hand-made release, and everything that can be read in one of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from tests.documents.checks import Page
from tests.letters.hand_made import release, scheme_of_england
from upheld.documents.document import Document
from upheld.documents.html import document_page
from upheld.documents.press import Press
from upheld.letters.printed import text_of_pdf
from upheld.packs.findings import monitoring_report
from upheld.packs.scrutiny import scrutiny_pack
from upheld.register.neighbours import NeighbourList
from upheld.release.model import AuthorityReview, Release
from upheld.wording.caution import chance_of

SLUGS = tuple(release()[0].reviews)
KINDS = ("scrutiny", "monitoring")
CLOSED = ("suffolk-coastal", "west-dorset")


@lru_cache(maxsize=1)
def press() -> Press:
    return Press()


@lru_cache(maxsize=64)
def pack(kind: str, slug: str, illustrative: bool = True) -> Document:
    return pack_of(kind, slug, release(illustrative)[0])


def pack_of(kind: str, slug: str, of_release: Release, neighbours: NeighbourList | None = None) -> Document:
    texts = release()[1]
    if kind == "monitoring":
        return monitoring_report(of_release, scheme_of_england(), texts, slug)
    return scrutiny_pack(of_release, scheme_of_england(), texts, slug, neighbours, chance_of(of_release))


def changed(slug: str, **changes: object) -> Release:
    """The hand-made release with something else about one authority."""
    made = release()[0]
    review: AuthorityReview = replace(made.reviews[slug], **changes)  # type: ignore[arg-type]
    return replace(made, reviews={**made.reviews, slug: review})


def counted(slug: str, **counts: int) -> Release:
    """The hand-made release with other counts of one authority."""
    names = {name.replace("__", "."): number for name, number in counts.items()}
    return changed(slug, counts={**release()[0].reviews[slug].counts, **names})


def words_of(document: Document) -> str:
    """Everything a document says, in its order, one block a line."""

    source = document_page(document).split("</style>", 1)[1]
    for end in ("</p>", "</li>", "</td>", "</th>", "</h2>", "</h3>", "</caption>"):
        source = source.replace(end, f"\n{end}")
    return "".join(Page(f"<html><body>{source.split('<body>', 1)[1]}").words).replace("\u00a0", " ")


def read_files(files: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """What stands in the files of a pack, decoded: a search in them must not be stopped by compression."""
    found = {}
    for name, content in files.items():
        if name.endswith(".odt"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                found[name] = "\n".join(packed.read(part).decode() for part in packed.namelist())
        elif name.endswith(".pdf"):
            path = folder / Path(name).name
            path.write_bytes(content)
            found[name] = text_of_pdf(path)
        else:
            found[name] = content.decode()
    return found
