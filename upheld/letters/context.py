"""What a letter says, before it is set: one tree of plain data from which PDF and HTML are both made.

Belongs here: who writes to whom, when, and the parts of the letter in their order. It holds public things only, and of a
contact no more than name and post. Not here: the facts behind the figures (`behind`), and how anything is set or drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from upheld.documents.runs import Paragraph, fill_line
from upheld.letters.addressee import Addressee, addressee_of, copied_to, salutation
from upheld.letters.as_published import NO_QUIRKS, Quirks, as_published, printed_base, reproduces
from upheld.letters.behind import Behind, behind_the_figures
from upheld.letters.places import places_of
from upheld.letters.prose import Prose, said
from upheld.measures.figure import Figure
from upheld.records.contract import Contact
from upheld.release.model import AuthorityReview, Release, Texts
from upheld.scheme import Issuer, Scheme
from upheld.tables.figures import figures_table
from upheld.tables.table import to_csv
from upheld.wording.caution import Chance, caution, chance_of
from upheld.wording.compliance import compliance_notes
from upheld.wording.figures import FigureWords, describe
from upheld.wording.names import Names, names_of
from upheld.wording.numbers import capital, listed
from upheld.wording.sayings import PLAIN

ILLUSTRATIVE = "Made from sample records to show what Upheld does. No ombudsman sent this letter."


@dataclass(frozen=True, slots=True)
class LetterSection:
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class LetterFigure:
    """One of the figures that lead the letter: the figure itself, for drawing, and how it is said."""

    figure: Figure
    words: FigureWords
    nothing: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterContext:
    """A whole letter. `illustrative` is None for real data and else the sentence that every page carries.

    `as_published` is None but for a letter that reproduces how letters of its year printed their bases: then it is what
    every page says of that, and `quirks` names each way (that of a figure stands in its words).
    """

    slug: str
    lang: str
    title: str
    subtitle: str
    document_title: str
    running: tuple[str, str]
    issuer: Issuer
    date: date
    sent: str
    embargo: str
    annex: bool
    addressee: Addressee
    salutation: str
    illustrative: str | None
    opening: tuple[Paragraph, ...]
    glance_lead: str
    figures: tuple[LetterFigure, ...]
    sections: tuple[LetterSection, ...]
    closing: str
    copied: str
    offices: tuple[str, ...]
    signatory: str | None
    names: Names
    has_group: bool
    caution: str
    behind: Behind
    csv: str
    definitions: str
    release_name: str
    keywords: tuple[str, ...]
    as_published: str | None = None
    quirks: tuple[str, ...] = ()


def letter_context(
    release: Release,
    scheme: Scheme,
    prose: Prose,
    texts: Texts,
    contacts: Sequence[Contact],
    slug: str,
    chance: Chance | None = None,
    quirks: Quirks = NO_QUIRKS,
) -> LetterContext:
    """The letter about one authority. `chance` is the release's own, counted once for a whole letter set.

    With `quirks` it prints some bases as letters of its year did, and says so on every page.

    Raises Missing for an authority the release says nothing about, or where nobody signs on the letter's date.
    """
    printing = as_published(release, quirks)
    review = release.review(slug)
    authority, year = review.authority, release.about.year
    # Nobody is left to write to, also where it closed on the last day of the year or after it.
    annex = authority.closed_on is not None and authority.closed_on < prose.letter_date
    names = names_of(scheme, authority, year, spoken_to=not annex)
    addressee = addressee_of(scheme, review, contacts, prose.letter_date, annex)
    copied = () if annex else copied_to(scheme, prose.copies, contacts, slug, prose.letter_date)
    places, holds = places_of(release, scheme, prose, review, names, addressee, annex, copied)
    figures = _figures(printing, prose, review, names, quirks)
    csv = to_csv(figures_table(printing, slug))
    kind = "annex_" if annex else ""
    title = fill_line(prose.lines[f"{kind}title"], places)
    signatory = scheme.signatory_on(prose.letter_date)
    illustrative = release.about.illustrative
    document_title = f"{title}: {authority.name}{' (bases as published)' if quirks else ''}"
    return LetterContext(
        slug=slug,
        lang="en-GB",
        title=title,
        subtitle=fill_line(prose.lines[f"{kind}subtitle"], places),
        document_title=f"{document_title} (illustrative data)" if illustrative else document_title,
        running=(title, authority.name),
        issuer=scheme.issuer,
        date=prose.letter_date,
        sent=prose.lines["sent"] and fill_line(prose.lines["sent"], places),
        annex=annex,
        addressee=addressee,
        salutation=salutation(prose, places, addressee),
        illustrative=ILLUSTRATIVE if illustrative else None,
        embargo=fill_line(prose.lines.get("embargo", ""), places),
        opening=said(prose.opening, prose, places, holds, slug),
        glance_lead=_glance_lead(figures, names, review) + (f" {reproduces(year)}" if quirks else ""),
        figures=figures,
        sections=tuple(
            LetterSection(fill_line(section.heading, places), paragraphs)
            for section in prose.sections
            if set(section.when) <= holds
            and (paragraphs := said(section.passages, prose, places, holds, slug))
        ),
        closing=prose.lines["closing"],
        copied=fill_line(prose.lines.get("copied", ""), places) if copied else "",
        offices=tuple(signatory.offices),
        signatory=None if illustrative else signatory.name,
        names=names,
        has_group=authority.group is not None,
        caution=caution(chance or chance_of(release)),
        behind=behind_the_figures(
            printing, scheme, texts, review, names, prose.figures, csv, prose.lines["correction"], quirks
        ),
        csv=csv,
        definitions="".join(
            f"{definition.canonical}\n"
            for measure, definition in printing.definitions.items()
            if measure in review.figures
        ),
        release_name=release.about.name,
        keywords=(
            "annual review",
            authority.name,
            year.label,
            f"release {year.label}/r{release.about.revision}",
            f"sha256 {release.checksum}",
            *(f"as published {quirk.name}" for quirk in quirks.values()),
            *(("illustrative data",) if illustrative else ()),
        ),
        as_published="As published" if quirks else None,
        quirks=tuple(quirk.name for quirk in quirks.values()),
    )


def _figures(
    release: Release, prose: Prose, review: AuthorityReview, names: Names, quirks: Quirks
) -> tuple[LetterFigure, ...]:
    said_of: list[LetterFigure] = []
    for measure in prose.figures:
        if measure not in review.figures or measure not in release.definitions:
            continue
        figure, definition = review.figures[measure], release.definitions[measure]
        saying = prose.sayings.get(measure, PLAIN)
        quirk = quirks.get(measure)
        printed = printed_base(release.definitions, review.counts, figure, quirk.name) if quirk else None
        words_of = describe(figure, definition, names, saying, printed)
        notes = compliance_notes(review, names) if definition.numerator.records == "compliance" else ()
        notes += (quirk.says,) if quirk and figure.denominator else ()
        said_of.append(LetterFigure(figure, words_of, saying.nothing, notes))
    return tuple(said_of)


def _glance_lead(figures: Sequence[LetterFigure], names: Names, review: AuthorityReview) -> str:
    """The key to the panel on the first page, naming only marks that are drawn in it."""
    drawn = [one for one in figures if one.figure.rate is not None]
    lead = "The year in three figures." if len(figures) == 3 else "The year at a glance."
    if not drawn:
        line = f" The upright line is the average for {names.group.many}." if names.group and figures else ""
        return f"{lead} No figure has a base this year, so there is no rate to show.{line}"
    parts = [
        f"the circle is {names.short}’s rate",
        "the bar the range in which the underlying rate could lie",
    ]
    if any(one.words.average for one in figures) and names.group:
        parts.append(f"the upright line the average for {names.group.many}")
    key = capital(listed(parts))
    hollow = " A hollow circle means too few cases to say." if any(one.words.hollow for one in drawn) else ""
    return f"{lead} {key}.{hollow}"
