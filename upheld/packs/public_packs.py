"""The public packs of a release: for each authority the scrutiny pack and the monitoring officer's report, written once.

Belongs here: which packs are written, in which forms and under which names. They hold public things only, unlike an
authority's case lists, and stand in folders of their own. Not here: what they say, and how a set is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from upheld.documents.document import Document
from upheld.documents.html import document_page
from upheld.documents.odt import document_odt
from upheld.documents.pdf import press_document
from upheld.documents.press import Press
from upheld.documents.written_set import (
    CHECKSUMS,
    remove_left_overs,
    replace_checksums,
    replace_file,
    superseded_in,
    write_superseded,
    written_once,
)
from upheld.packs.findings import monitoring_report
from upheld.packs.scrutiny import scrutiny_pack
from upheld.register.neighbours import NeighbourList
from upheld.release.canonical import read_checksums, sha256
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
    kinds = _kinds(release, scheme, texts, neighbours)
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


def take_down_packs(
    release: Release,
    scheme: Scheme,
    texts: Texts,
    neighbours: NeighbourList | None,
    folder: Path,
    press: Press,
    slugs: Collection[str],
) -> tuple[str, ...]:
    """Put packs without a withdrawn text in the place of those that held it; the names of the files replaced.

    As with letters, `superseded.csv` keeps each replaced file's SHA-256, and doing it again completes what was interrupted:
    the list of checksums, written last, tells what was written before.
    """
    replaced: list[str] = []
    for kind, make in _kinds(release, scheme, texts, neighbours).items():
        place = folder / kind
        remove_left_overs(place)
        if not (place / CHECKSUMS).is_file():
            continue
        listed, superseded = read_checksums((place / CHECKSUMS).read_bytes()), superseded_in(place)
        for slug in sorted(slug for slug in slugs if f"{slug}.pdf" in listed):
            for name, content in pack_files(press, make(slug), slug):
                if listed[name] == sha256(content):
                    continue
                superseded[name, listed[name]] = None
                write_superseded(place, superseded)
                replace_file(place / name, content)
                replaced.append(f"{kind}/{name}")
        replace_checksums(place)
    return tuple(replaced)


def neighbours_for(scheme: Scheme, name: str | None) -> NeighbourList | None:
    """The list called `name`; without a name the one list that was imported, and none where there are none or several.

    Raises Missing for a name that no list has.
    """
    if name is not None:
        return scheme.neighbours.named(name)
    lists = list(scheme.neighbours.lists.values())
    return lists[0] if len(lists) == 1 else None


def _kinds(
    release: Release, scheme: Scheme, texts: Texts, neighbours: NeighbourList | None
) -> dict[str, Callable[[str], Document]]:
    """How each kind of pack is made of an authority."""
    chance = chance_of(release)
    return {
        SCRUTINY: lambda slug: scrutiny_pack(release, scheme, texts, slug, neighbours, chance),
        MONITORING: lambda slug: monitoring_report(release, scheme, texts, slug),
    }


def packs_about(
    release: Release,
    scheme: Scheme,
    texts: Texts,
    neighbours: NeighbourList | None,
    press: Press,
    slug: str,
) -> dict[str, bytes]:
    """The files of one authority's two packs, by their names within the folder of packs."""
    return {
        f"{kind}/{name}": content
        for kind, make in _kinds(release, scheme, texts, neighbours).items()
        for name, content in pack_files(press, make(slug), slug)
    }


def pack_files(press: Press, document: Document, slug: str) -> tuple[tuple[str, bytes], ...]:
    """The three forms of a pack, with their names."""
    return (
        (f"{slug}.html", document_page(document).encode()),
        (f"{slug}.pdf", press_document(press, document)),
        (f"{slug}.odt", document_odt(document)),
    )
