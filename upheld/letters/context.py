"""What a letter says, before it is set: one tree of plain data from which PDF and HTML are both made.

Belongs here: who writes to whom, when, and the parts of the letter in their order. It holds public things only, and of a
contact no more than name and post. Not here: the facts behind the figures (`behind`), and how anything is set or drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from upheld.letters.behind import Behind, behind_the_figures
from upheld.letters.prose import Paragraph, Prose, Run, fill_line, said
from upheld.measures.figure import Figure
from upheld.records.contract import Contact
from upheld.release.model import AuthorityReview, Release, Texts
from upheld.scheme import Issuer, Scheme
from upheld.tables.figures import figures_table
from upheld.tables.table import to_csv
from upheld.wording import dates
from upheld.wording.caution import Chance, caution, chance_of
from upheld.wording.events import describe_events
from upheld.wording.figures import FigureWords, describe
from upheld.wording.names import Names, names_of
from upheld.wording.numbers import capital, digits, listed, words
from upheld.wording.sayings import PLAIN

ILLUSTRATIVE = "Made from sample records to show what Upheld does. No ombudsman sent this letter."


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes: a name where one is public, the post, and the body or bodies."""

    name: str | None
    post: str | None
    bodies: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the address."""
        return tuple(line for line in (self.name, self.post) if line) + self.bodies


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
    """A whole letter. `illustrative` is None for real data and else the sentence that every page carries."""

    slug: str
    lang: str
    title: str
    subtitle: str
    document_title: str
    running: tuple[str, str]
    issuer: Issuer
    date: date
    sent: str
    annex: bool
    addressee: Addressee
    salutation: str
    illustrative: str | None
    opening: tuple[Paragraph, ...]
    glance_lead: str
    figures: tuple[LetterFigure, ...]
    sections: tuple[LetterSection, ...]
    closing: str
    offices: tuple[str, ...]
    signatory: str | None
    names: Names
    has_group: bool
    caution: str
    behind: Behind
    csv: str
    release_name: str
    keywords: tuple[str, ...]


def letter_context(
    release: Release,
    scheme: Scheme,
    prose: Prose,
    texts: Texts,
    contacts: Sequence[Contact],
    slug: str,
    chance: Chance | None = None,
) -> LetterContext:
    """The letter about one authority. `chance` is the release's own, counted once for a whole letter set.

    Raises Missing for an authority the release says nothing about, or where nobody signs on the letter's date.
    """
    review = release.review(slug)
    authority, year = review.authority, release.about.year
    annex = authority.closed_on is not None and not authority.open_at_end
    names = names_of(scheme, authority, year, spoken_to=not annex)
    addressee = _addressee(scheme, review, contacts, prose.letter_date, annex)
    places, holds = _places(release, scheme, prose, review, names, addressee, annex)
    events = describe_events(release.events, year.label, prose.seminar)
    places |= {"seminars": events.seminars, "courses": events.courses}
    holds |= {name for name, text in (("seminars", events.seminars), ("courses", events.courses)) if text}
    figures = _figures(release, prose, review, names)
    csv = to_csv(figures_table(release, slug))
    kind = "annex_" if annex else ""
    title = fill_line(prose.lines[f"{kind}title"], places)
    signatory = scheme.signatory_on(prose.letter_date)
    illustrative = release.about.illustrative
    document_title = f"{title}: {authority.name}"
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
        salutation=_salutation(prose, places, addressee),
        illustrative=ILLUSTRATIVE if illustrative else None,
        opening=said(prose.opening, prose, places, frozenset(holds)),
        glance_lead=_glance_lead(figures, names, review),
        figures=figures,
        sections=tuple(
            LetterSection(section.heading, paragraphs)
            for section in prose.sections
            if set(section.when) <= holds
            and (paragraphs := said(section.passages, prose, places, frozenset(holds)))
        ),
        closing=prose.lines["closing"],
        offices=tuple(signatory.offices),
        signatory=None if illustrative else signatory.name,
        names=names,
        has_group=authority.group is not None,
        caution=caution(chance or chance_of(release)),
        behind=behind_the_figures(
            release, scheme, texts, review, names, prose.figures, csv, prose.lines["correction"]
        ),
        csv=csv,
        release_name=release.about.name,
        keywords=(
            "annual review",
            authority.name,
            year.label,
            *(("illustrative data",) if illustrative else ()),
        ),
    )


def _addressee(
    scheme: Scheme, review: AuthorityReview, contacts: Sequence[Contact], day: date, annex: bool
) -> Addressee:
    """Who is written to: the first role of the scheme's order with somebody in post; nobody is made up.

    An annex goes to the successors: to the addressee of the one, or to the bodies where there are several.
    """
    targets = (review.lineage.successors or (review.authority.slug,)) if annex else (review.authority.slug,)
    bodies = (
        tuple(_name_on(scheme, slug, day) for slug in targets)
        if targets != (review.authority.slug,)
        else (review.authority.name,)
    )
    if len(targets) > 1:
        return Addressee(None, None, bodies)
    order = {role.slug: role.addressee for role in scheme.roles.values() if role.addressee is not None}
    in_post = [
        contact
        for contact in contacts
        if contact.authority == targets[0]
        and contact.role in order
        and contact.held_from <= day
        and (contact.held_to is None or day <= contact.held_to)
    ]
    if not in_post:
        return Addressee(None, None, bodies)
    chosen = min(
        in_post,
        key=lambda contact: (order[contact.role] or 0, contact.held_from, contact.title, contact.name or ""),
    )
    return Addressee(chosen.name, chosen.title, bodies)


def _name_on(scheme: Scheme, slug: str, day: date) -> str:
    """A body's name on a day; its last name where it had none then."""
    known = scheme.register.authority(slug)
    return next((name.value for name in known.names if name.holds_on(day)), known.last_name)


def _salutation(prose: Prose, places: dict[str, str | Run], addressee: Addressee) -> str:
    name = addressee.name or addressee.post
    if name:
        return fill_line(prose.lines["salutation"], places | {"addressee": name})
    return prose.lines["salutation_several" if len(addressee.bodies) > 1 else "salutation_nobody"]


def _places(
    release: Release,
    scheme: Scheme,
    prose: Prose,
    review: AuthorityReview,
    names: Names,
    addressee: Addressee,
    annex: bool,
) -> tuple[dict[str, str | Run], set[str]]:
    """What fills the places of the prose, and the conditions that hold."""
    issuer, authority, year = scheme.issuer, review.authority, release.about.year
    members = next((figure.group.members for figure in review.figures.values() if figure.group), 0)
    broken = [
        note
        for d in release.definitions.values()
        for note in (b.note for b in d.breaks if b.year == year.ending)
    ]
    new = [d.public_label for d in release.definitions.values() if d.first_year == year.ending]
    places: dict[str, str | Run] = {
        "ending": str(year.ending),
        "year_end": dates.day(year.last_day),
        "period": dates.period(year),
        "authority": names.authority,
        "Authority": capital(names.authority),
        "short": names.short,
        "Short": capital(names.short),
        "noun": issuer.authority_noun.one,
        "own_noun": issuer.authority_noun.one if names.group else "authority",
        "nouns": issuer.authority_noun.many,
        "addressee": addressee.name or addressee.post or "",
        "ombudsman": issuer.ombudsman,
        "body": issuer.body,
        "jurisdiction": issuer.jurisdiction,
        "map": Run(issuer.map_title, "em"),
        "website": Run(issuer.website, "", f"https://{issuer.website}"),
        "training": Run(issuer.training_page, "", f"https://{issuer.training_page}"),
        "published_on": dates.day(prose.published_on),
        "closed_on": dates.day(authority.closed_on) if authority.closed_on else "",
        "successors": listed(addressee.bodies),
        "groups": listed([group.many for group in scheme.groups.values()]),
        "groups_count": words(len(scheme.groups)),
        "group_one": names.group.one if names.group else "",
        "group_many": names.group.many if names.group else "",
        "members": digits(members),
        "breaks": " ".join(dict.fromkeys(broken)),
        "new_definitions": Run(listed(new), "em"),
    }
    facts = {
        "annex": annex,
        "own": not annex,
        "group": names.group is not None and members > 1,
        "no_group": names.group is None,
        "breaks": bool(broken),
        "definitions": bool(new),
    }
    return places, {name for name, true in facts.items() if true}


def _figures(
    release: Release, prose: Prose, review: AuthorityReview, names: Names
) -> tuple[LetterFigure, ...]:
    said_of: list[LetterFigure] = []
    for measure in prose.figures:
        if measure not in review.figures or measure not in release.definitions:
            continue
        figure, definition = review.figures[measure], release.definitions[measure]
        saying = prose.sayings.get(measure, PLAIN)
        words_of = describe(figure, definition, names, saying)
        notes = _notes(review) if definition.numerator.records == "compliance" else ()
        said_of.append(LetterFigure(figure, words_of, saying.nothing, notes))
    return tuple(said_of)


def _notes(review: AuthorityReview) -> tuple[str, ...]:
    """What stands beside a rate of compliance: how many were late, how many ceased, what is overdue without an outcome."""
    counts = review.counts
    notes: list[str] = []
    late, on_time = counts.get("compliance.satisfied_late", 0), counts.get("compliance.satisfied_on_time", 0)
    ceased, overdue = counts.get("compliance.ceased", 0), counts.get("overdue", 0)
    if late + on_time:
        if not late:
            notes.append(
                "All that was carried out was on time."
                if on_time > 1
                else "What we recommended was carried out on time."
            )
        elif not on_time:
            notes.append(
                "What we recommended was carried out late."
                if late == 1
                else f"All {words(late)} were carried out late."
            )
        else:
            notes.append(
                f"{capital(words(late))} of {digits(late + on_time)} {'was' if late == 1 else 'were'} carried out late."
            )
    if ceased:
        notes.append(
            f"{capital(words(ceased))} more ceased to apply and {'is' if ceased == 1 else 'are'} not counted."
        )
    if overdue:
        what = "recommendation was" if overdue == 1 else "recommendations were"
        notes.append(f"At the end of the year {words(overdue)} further {what} overdue, with no outcome yet.")
    else:
        notes.append("Nothing was overdue without an outcome at the end of the year.")
    return tuple(notes)


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
