"""What packs are made of besides their own sections: how each begins and ends, and the lists both hold.

Belongs here: the beginning of a pack's document, how its figures were made, the list of reports. Not here: what one pack
alone says (`scrutiny`, `findings`).
"""

from __future__ import annotations

from dataclasses import replace

from upheld.documents.blocks import said
from upheld.documents.document import Block, Document, Section, Tabled, Text
from upheld.packs.facts import Facts
from upheld.packs.prose import PackProse
from upheld.release.model import AuthorityReview, Release, Texts
from upheld.scheme import Scheme
from upheld.tables.table import Column, Table
from upheld.wording import dates
from upheld.wording.listings import Cell, Listing, reports_issued
from upheld.wording.names import THEIRS, Names
from upheld.wording.promises import is_late_answer, report_answered

ILLUSTRATIVE = "Made from sample records to show what Upheld does. No ombudsman issued it."
MARK = " (illustrative data)"


def document_of(
    release: Release,
    scheme: Scheme,
    prose: PackProse,
    facts: Facts,
    names: Names,
    sections: tuple[Section, ...],
) -> Document:
    """The document of a pack: its title, whose it is, its date, which is the day whose state of things it tells."""
    about = release.about
    title = prose.line("title", facts) + (MARK if about.illustrative else "")
    footer = (scheme.issuer.ombudsman, f"Release {about.name}")
    return Document(
        title=title,
        subtitle=prose.line("subtitle", facts),
        lang="en-GB",
        author=scheme.issuer.ombudsman,
        written=about.as_at,
        description=prose.line("description", facts),
        keywords=("annual review", names.authority, about.year.label)
        + (("illustrative data",) if about.illustrative else ()),
        running=(prose.line("short_title", facts), names.authority),
        footer=(*footer, "Illustrative data") if about.illustrative else footer,
        illustrative=ILLUSTRATIVE if about.illustrative else None,
        sections=sections,
    )


def section(prose: PackProse, facts: Facts, key: str, blocks: tuple[Block, ...]) -> Section:
    """A section under its heading: the prose for it, its blocks, and what is asked of whoever goes on writing."""
    before = tuple(Text(paragraph) for paragraph in prose.said(key, facts))
    return Section(prose.headings[key], key, (*before, *blocks))


def reports_listing(release: Release, texts: Texts, review: AuthorityReview) -> Listing | None:
    """The public reports of the year, with how each was answered."""
    listing = reports_issued(texts, review)
    if listing is None:
        return None
    as_at = release.about.as_at
    rows = tuple(
        (*row, Cell(report_answered(report, as_at), is_late_answer(report, as_at)))
        for row, report in zip(listing.rows, review.reports, strict=True)
    )
    return replace(listing, columns=(*listing.columns, "Answer"), widths=(13, 14, 45, 28), rows=rows)


def how_made(release: Release, prose: PackProse, facts: Facts, review: AuthorityReview) -> Tabled:
    """How the figures were made, for whoever would check them."""
    about = release.about
    rows = [("Records", "Illustrative: sample records, made up to show what Upheld does")]
    rows = rows if about.illustrative else []
    rows.append(("Release", f"{about.name}, as at {dates.day(about.as_at)}"))
    if about.corrects is not None:
        rows.append(("Corrects", f"Revision {about.corrects}. {about.why or ''}".strip()))
    used = "; ".join(
        f"{THEIRS.label(definition.public_label)}, version {definition.version}"
        for slug, definition in release.definitions.items()
        if slug in review.figures
    )
    rows.append(("Definitions", used))
    rows.append(("Range", "Exact 95% interval: at most one in 20 such ranges misses the underlying rate"))
    if "group" in facts.holds:
        rows.append(("Verdict", "Fisher’s exact test against the other members of the group together"))
    rows.append(("Checksum of the release", release.checksum))
    rows.append(("Something wrong?", prose.line("correction", facts)))
    columns = (Column("part", "Part"), Column("made", "What it is"))
    return Tabled(Table("What stands behind the figures", columns, tuple(rows)), (25, 75))


def paragraph(text: str, small: bool = False) -> Text:
    """A plain sentence as a block."""
    return Text(said(text), small=small)
