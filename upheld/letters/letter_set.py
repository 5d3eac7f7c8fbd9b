"""A letter set: every letter of a release, written once, with its checksums.

Belongs here: which letters are written, under which names, and that a set is written whole or not at all and never over
another. Not here: what a letter says or how it is set.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from upheld.documents.press import Press
from upheld.documents.written_set import (
    remove_left_overs,
    replace_checksums,
    replace_file,
    superseded_in,
    write_superseded,
    written_once,
)
from upheld.letters.as_published import NO_QUIRKS, Quirks
from upheld.letters.context import LetterContext, letter_context
from upheld.letters.html import letter_page
from upheld.letters.named import know_named
from upheld.letters.pdf import letter_data, press_data, press_letter
from upheld.letters.proof.as_published import remarks_of, wrong_differences
from upheld.letters.proof.reader import proof_read_printed, proof_reader, refuse_unproven
from upheld.letters.proof.rules import Finding
from upheld.letters.proof.typed import answer_for_typed
from upheld.letters.prose import Prose
from upheld.records.contract import Contact
from upheld.release.canonical import sha256
from upheld.release.model import Release, Texts
from upheld.scheme import Scheme
from upheld.tables.table import Column, Table, to_csv
from upheld.wording.caution import chance_of

MANIFEST = "manifest.csv"

Progress = Callable[[int, int, str], None]
"""Told after each letter: how many are done, of how many, and the name of the one just done."""

_COLUMNS = (
    Column("authority", "Authority"),
    Column("name", "Name"),
    Column("file", "File"),
    Column("sha256", "SHA-256"),
    Column("addressee_post", "Post of the addressee"),
    Column("addressed_to", "Addressed to"),
    Column("annex", "Annex"),
    Column("illustrative", "Illustrative data"),
)


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """One letter of a set: about whom, its two files, their SHA-256, and the post it is addressed to, where known."""

    authority: str
    name: str
    pdf: str
    pdf_sha256: str
    html: str
    html_sha256: str
    post: str | None
    annex: bool


@dataclass(frozen=True, slots=True)
class LetterSet:
    """A written set. `already` says that the same set, byte for byte, stood there before. `remarks` are the proof-reader's
    on letters as published: which base is printed by which quirk."""

    folder: Path
    letters: tuple[WrittenLetter, ...]
    already: bool
    remarks: tuple[str, ...] = ()


def write_letters(
    release: Release,
    scheme: Scheme,
    prose: Prose,
    texts: Texts,
    contacts: Sequence[Contact],
    folder: Path,
    progress: Progress | None = None,
    quirks: Quirks = NO_QUIRKS,
) -> LetterSet:
    """Write a letter about every authority of the release that gets one, as PDF and HTML, into a new `folder`.

    Every letter is proof-read before it is set. The set appears at once, when it is whole. Raises Conflict where `folder`
    holds anything else than this very set, Refused for a paragraph that would be in no letter, and Invalid
    with every finding of the proof-reader: for one finding in one letter, nothing is written. With `quirks` they are
    letters as published.
    """
    know_named(prose, release, scheme)
    answer_for_typed(prose)
    press, chance = Press(), chance_of(release)
    slugs = sorted(slug for slug, review in release.reviews.items() if review.letter)
    reader = proof_reader(release, scheme, prose, texts, contacts)
    findings: list[Finding] = []
    remarks: list[str] = []
    letters: list[WrittenLetter] = []
    rows: list[tuple[str | int | None, ...]] = []
    with written_once(folder, "Letters") as making:
        for done, slug in enumerate(slugs, start=1):
            letter = letter_context(release, scheme, prose, texts, contacts, slug, chance, quirks)
            data, page = letter_data(letter), letter_page(letter)
            if quirks:
                ordinary = letter_context(release, scheme, prose, texts, contacts, slug, chance)
                twin = letter_data(ordinary)
                findings += proof_read_printed(reader, slug, twin, letter_page(ordinary))
                findings += wrong_differences(letter, twin, data, quirks)
                remarks += remarks_of(letter, quirks)
            else:
                findings += proof_read_printed(reader, slug, data, page)
            if findings:
                continue  # nothing will be written: the rest is read and not set
            post, to = letter.addressee.post, "; ".join(letter.addressee.bodies)
            contents = {f"{slug}.pdf": press_data(press, data, letter.date), f"{slug}.html": page.encode()}
            files: list[tuple[str, str]] = []
            for name, content in contents.items():
                files.append((name, making.add(name, content)))
                flags = ("yes" if letter.annex else "no", "yes" if letter.illustrative else "no")
                rows.append((slug, letter.names.authority, *files[-1], post, to, *flags))
            letters.append(
                WrittenLetter(slug, letter.names.authority, *files[0], *files[1], post, letter.annex)
            )
            if progress is not None:
                progress(done, len(slugs), letter.names.authority)
        refuse_unproven(findings)
        manifest = Table(f"Letters of the release {release.about.name}", _COLUMNS, tuple(rows))
        making.add(MANIFEST, to_csv(manifest).encode())
    return LetterSet(folder, tuple(letters), making.already, tuple(remarks))


def take_down(
    release: Release,
    scheme: Scheme,
    prose: Prose,
    texts: Texts,
    contacts: Sequence[Contact],
    folder: Path,
    slugs: Collection[str],
    quirks: Quirks = NO_QUIRKS,
) -> tuple[str, ...]:
    """Put letters without a withdrawn text in the place of those that held it; the names of the files replaced.

    The one way in which a written letter ever changes. `superseded.csv` keeps each replaced file's SHA-256. Doing it
    again completes what was interrupted: what the manifest lists is what was written, whatever stands there now.
    """
    remove_left_overs(folder)
    if not (folder / MANIFEST).is_file():
        return ()
    press, chance = Press(), chance_of(release)
    manifest = (folder / MANIFEST).read_bytes()
    listed = {row["file"]: row["sha256"] for row in csv.DictReader(io.StringIO(manifest.decode()))}
    superseded = superseded_in(folder)
    replaced: list[str] = []
    for slug in sorted(slug for slug in slugs if f"{slug}.pdf" in listed):
        letter = letter_context(release, scheme, prose, texts, contacts, slug, chance, quirks)
        for name, content in _letter_files(press, letter):
            after = sha256(content)
            if not (folder / name).is_file() or (folder / name).read_bytes() != content:
                replace_file(folder / name, content)
            if listed[name] != after:
                manifest = manifest.replace(listed[name].encode(), after.encode())
                superseded[name, listed[name]] = None
                replaced.append(name)
    if replaced:
        write_superseded(folder, superseded)
        replace_file(folder / MANIFEST, manifest)
    replace_checksums(folder)
    return tuple(replaced)


def _letter_files(press: Press, letter: LetterContext) -> tuple[tuple[str, bytes], ...]:
    return (
        (f"{letter.slug}.pdf", press_letter(press, letter)),
        (f"{letter.slug}.html", letter_page(letter).encode()),
    )
