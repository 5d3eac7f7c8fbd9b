"""Atom feeds: news of the whole site, of one authority, and of one category.

A feed holds the newest entries; whoever wants all takes the open data. The time of an entry is that of its record, in the
release, and never that of a clock: the same releases make the same feeds. Its id is made from what the entry is about and is
the same on any host. Belongs here: entries and their XML. Not here: what pages say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from xml.sax.saxutils import escape, quoteattr

from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.inputs import SiteInputs
from upheld.publication.page import SiteFile
from upheld.release.canonical import sha256
from upheld.release.model import PublicDecision, PublicReport, Release, Texts
from upheld.wording.dates import day
from upheld.wording.promises import instead_of_text
from upheld.wording.record_texts import fit

LANGUAGE = "en-GB"
NEWEST = 60
"""So many entries at most in a feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news. `about` is what it is about, for good ("decision/19 000 416/1"); `address` its page."""

    about: str
    title: str
    on: date
    address: str
    summary: str
    authorities: tuple[str, ...] = ()
    category: str = ""


def feeds(inputs: SiteInputs) -> Iterator[SiteFile]:
    """Every feed of the site."""
    contents = Contents(inputs)
    entries = sorted(_entries(contents), key=lambda entry: (-entry.on.toordinal(), entry.about))
    yield _feed(contents, addresses.FEED, addresses.HOME, contents.title, entries)
    by_authority: dict[str, list[Entry]] = {slug: [] for slug in contents.years_of}
    by_category: dict[str, list[Entry]] = {slug: [] for slug in inputs.scheme.categories}
    for entry in entries:
        for slug in entry.authorities:
            if slug in by_authority:
                by_authority[slug].append(entry)
        if entry.category in by_category:
            by_category[entry.category].append(entry)
    for slug, of_authority in by_authority.items():
        address = addresses.authority_feed(slug)
        yield _feed(contents, address, addresses.authority(slug), contents.name(slug), of_authority)
    for slug, of_category in by_category.items():
        title = inputs.scheme.categories[slug].title
        address = addresses.category_feed(slug)
        yield _feed(contents, address, addresses.DECISIONS, title, of_category)


def _entries(contents: Contents) -> Iterator[Entry]:
    for release in (*contents.inputs.replaced, *contents.inputs.releases):
        yield _of_release(release)
    for release in contents.inputs.releases:
        texts = contents.inputs.texts.get(release.about.year.label, Texts({}))
        reports: dict[str, tuple[PublicReport, list[str]]] = {}
        for slug, review in release.reviews.items():
            for report in review.reports:
                reports.setdefault(report.number, (report, []))[1].append(slug)
        for report, slugs in reports.values():
            yield _of_report(contents, release, report, slugs, texts)
    for each in contents.decisions:
        yield _of_decision(contents, each.decision, contents.inputs.texts.get(each.told_in, Texts({})))


def _of_release(release: Release) -> Entry:
    about = release.about
    label = about.year.label
    said = f"The figures of {label}, as at {day(about.as_at)}."
    if about.corrects is not None:
        said = f"The figures of {label} were corrected: revision {about.revision}. {fit(about.why)}"
    title = f"Annual review {label}" + (f", revision {about.revision}" if about.corrects is not None else "")
    return Entry(
        f"release/{label}/r{about.revision}", title, about.entered_by, addresses.release(label), said
    )


def _of_decision(contents: Contents, decision: PublicDecision, texts: Texts) -> Entry:
    category = contents.scheme.categories.get(decision.category)
    outcome = contents.scheme.outcomes.get(decision.outcome)
    name = contents.name(decision.authority)
    words = [name, category.title if category else "", outcome.title if outcome else ""]
    return Entry(
        about=f"decision/{decision.case}/{decision.sequence}",
        title=f"{decision.case}: {', '.join(word for word in words if word)}",
        on=texts.withdrawn_on(decision.text) or decision.published_on,
        address=addresses.case(decision.case),
        summary=_said(texts, decision.text, "summary"),
        authorities=(decision.authority,),
        category=decision.category,
    )


def _of_report(
    contents: Contents, release: Release, report: PublicReport, slugs: list[str], texts: Texts
) -> Entry:
    names = ", ".join(contents.name(slug) for slug in slugs)
    return Entry(
        about=f"report/{report.number}",
        title=f"Public report {report.number}: {names}",
        on=texts.withdrawn_on(report.text) or report.published_on,
        address=addresses.report(report.number, release.about.year.label),
        summary=_said(texts, report.text, "title"),
        authorities=tuple(slugs),
    )


def _said(texts: Texts, text: str | None, what: str) -> str:
    return fit(texts.read(text)) or (instead_of_text(texts, text, what) if text else "")


def _feed(contents: Contents, address: str, page: str, title: str, entries: Iterable[Entry]) -> SiteFile:
    """A feed; `page` is what it stands beside."""
    inputs = contents.inputs
    shown = list(entries)[:NEWEST]
    first = min(release.about.year.first_day for release in inputs.releases)
    newest = max((entry.on for entry in shown), default=first)
    illustrative = "Illustrative: made from sample records. " if contents.illustrative else ""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(LANGUAGE)}>',
        f"<id>{_id(contents, f'feed{address}')}</id>",
        f"<title>{_text(illustrative + title)}</title>",
        f"<updated>{_moment(contents, newest)}</updated>",
        f"<author><name>{_text(inputs.scheme.issuer.ombudsman)}</name></author>",
        f"<rights>{_text(inputs.scheme.issuer.data_licence.attribution)}</rights>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(inputs.origin + address)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(inputs.origin + page)}/>',
    ]
    for entry in shown:
        lines += [
            "<entry>",
            f"<id>{_id(contents, entry.about)}</id>",
            f"<title>{_text(entry.title)}</title>",
            f"<updated>{_moment(contents, entry.on)}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(inputs.origin + entry.address)}/>',
            *([f"<category term={quoteattr(entry.category)}/>"] if entry.category else []),
            f"<summary>{_text(illustrative + entry.summary)}</summary>",
            "</entry>",
        ]
    return SiteFile(addresses.file_of(address), "\n".join([*lines, "</feed>", ""]).encode())


def _id(contents: Contents, about: str) -> str:
    """The lasting name of what an entry is about: a UUID made from it (version 8 of RFC 9562), the same on any host."""
    digest = sha256(f"upheld/{contents.scheme.slug}/{about}".encode())
    variant = "89ab"[int(digest[16], 16) % 4]
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def _moment(contents: Contents, on: date) -> str:
    """The beginning of a day where the ombudsman is."""
    return datetime.combine(on, time(), contents.scheme.zone).isoformat()


def _text(text: str) -> str:
    """Text for XML: what XML cannot hold is left out."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return escape(text)
