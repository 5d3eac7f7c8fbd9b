"""The public packs of a release: for each authority the scrutiny pack and the monitoring officer's report, written once.

Belongs here: which packs are written, in which forms and under which names. They hold public things only, unlike an
authority's case lists, and stand in folders of their own. Not here: what they say, and how a set is written once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from upheld.documents.document import Document
from upheld.documents.html import document_page
from upheld.documents.odt import document_odt
from upheld.documents.pdf import press_document
from upheld.documents.press import Press
from upheld.documents.written_set import written_once
from upheld.packs.findings import monitoring_report
from upheld.packs.scrutiny import scrutiny_pack
from upheld.register.neighbours import NeighbourList
from upheld.release.model import Release, Texts
from upheld.scheme import Scheme
from upheld.wording.caution import chance_of

SCRUTINY, MONITORING = "scrutiny", "monitoring"

Progress = Callable[[int, int, str], None]
"""Told after each pack: how many are done, of how many, and the name of the authority."""


@dataclass(frozen=True, slots=True)
class PublicPacks:
    """What was written: for how many authorities, how many files, and whether all of it stood there before."""

    folder: Path
    authorities: int
    files: int
    already: bool


def write_public_packs(
    release: Release,
    scheme: Scheme,
    texts: Texts,
    neighbours: NeighbourList | None,
    folder: Path,
    press: Press,
    progress: Progress | None = None,
) -> PublicPacks:
    """Write both packs about every authority that gets a letter, as HTML, PDF and ODT, into `folder`/scrutiny and /monitoring.

    Each of the two sets appears at once, when it is whole, with its SHA256SUMS. Raises Conflict where one of them holds
    anything else than this very set, Missing and Invalid for prose that is absent or broken.
    """
    chance = chance_of(release)
    kinds: dict[str, Callable[[str], Document]] = {
        SCRUTINY: lambda slug: scrutiny_pack(release, scheme, texts, slug, neighbours, chance),
        MONITORING: lambda slug: monitoring_report(release, scheme, texts, slug),
    }
    slugs = sorted(slug for slug, review in release.reviews.items() if review.letter)
    files, done, already = 0, 0, True
    for kind, make in kinds.items():
        with written_once(folder / kind, "Packs") as writing:
            for slug in slugs:
                for name, content in pack_files(press, make(slug), slug):
                    writing.add(name, content)
                    files += 1
                done += 1
                if progress is not None:
                    progress(done, len(slugs) * len(kinds), release.reviews[slug].authority.name)
        already = already and writing.already
    return PublicPacks(folder, len(slugs), files, already)


def pack_files(press: Press, document: Document, slug: str) -> tuple[tuple[str, bytes], ...]:
    """The three forms of a pack, with their names."""
    return (
        (f"{slug}.html", document_page(document).encode()),
        (f"{slug}.pdf", press_document(press, document)),
        (f"{slug}.odt", document_odt(document)),
    )
