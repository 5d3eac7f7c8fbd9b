"""The scrutiny pack: one authority's year for its elected members and for audit.

It may be published, so it holds public things only. Belongs here: its sections and their order. Not here: its texts and
questions, which are the scheme's prose, and the facts that choose them (`facts`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from upheld.documents.blocks import PAGE_WIDTH, figured, in_percent, tabled
from upheld.documents.document import Block, Document, Drawing, Pictured, Points, Section, Tabled
from upheld.documents.runs import Paragraph, Run, fill
from upheld.measures.figure import Figure
from upheld.packs.alike import alike
from upheld.packs.beside import beside_blocks
from upheld.packs.changed import changed_blocks
from upheld.packs.facts import Facts, facts_of, upheld_measure
from upheld.packs.parts import document_of, how_made, paragraph, reports_listing, section
from upheld.packs.prose import PackProse, load_pack_prose
from upheld.pictures.drawing import Placement
from upheld.pictures.flow import draw_flow, flow_alt
from upheld.register.neighbours import NeighbourList
from upheld.release.model import AuthorityReview, PromiseState, Release, Texts
from upheld.scheme import Scheme
from upheld.tables.table import Column, Table
from upheld.wording import dates
from upheld.wording.caution import Chance, caution
from upheld.wording.compliance import compliance_notes
from upheld.wording.figures import FigureWords, describe
from upheld.wording.flow import flow_lead, segments_of
from upheld.wording.listings import (
    IMPROVEMENT,
    PROMISE_COLUMNS,
    PROMISE_WIDTHS,
    Cell,
    Listing,
    compliance_found,
    promise_cells,
    upheld_decisions,
)
from upheld.wording.names import THEIRS, Names, names_of
from upheld.wording.numbers import capital, count, digits, listed, was_or_were
from upheld.wording.sayings import PLAIN, load_sayings

FILE = "scrutiny.toml"
SECTIONS = (
    *("short", "questions", "figures", "changed", "findings", "promises", "compliance", "reports"),
    *("neighbours", "made"),
)
"""The pack's sections, each with its heading in the prose."""

_TWO_LINES = 230
"""How many signs of a summary stand in the list of findings: some two lines of it."""

_UNSETTLED = (PromiseState.OVERDUE, PromiseState.REFUSED, PromiseState.OPEN, PromiseState.DONE_LATE)
"""What members are shown of promises, in this order; those done on time are counted."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure, how it is said, whether it is one that has a verdict, and what is written where it has no base."""

    figure: Figure
    words: FigureWords
    compared: bool
    nothing: str
    notes: tuple[str, ...]


def scrutiny_pack(
    release: Release,
    scheme: Scheme,
    texts: Texts,
    slug: str,
    neighbours: NeighbourList | None,
    chance: Chance,
) -> Document:
    """The pack of one authority. `neighbours` is an imported list of those like it; `chance` the release's own.

    Raises Missing for an authority the release says nothing about, and for a scheme without the pack's prose.
    """
    prose = load_pack_prose(scheme.prose_folder / FILE, SECTIONS)
    review = release.review(slug)
    names = names_of(scheme, review.authority, release.about.year, voice=THEIRS)
    facts = facts_of(release, scheme, review, names)
    figures = _figures(release, scheme, prose, review, names)
    parts = (
        replace(section(prose, facts, "short", (_in_short(prose, facts, figures, review),)), panel=True),
        *_questions(prose, facts),
        *_figure_sections(release, scheme, prose, facts, review, names, figures, chance),
        section(prose, facts, "changed", changed_blocks(release, review)),
        section(
            prose,
            facts,
            "findings",
            _listing(_narrow(upheld_decisions(scheme, texts, review, names, _TWO_LINES))),
        ),
        section(prose, facts, "promises", _promises(release, scheme, texts, review)),
        *_if_any(
            prose,
            facts,
            "compliance",
            compliance_found(review, names),
            "Compliance outcomes of the year, late or not satisfied",
        ),
        *_if_any(
            prose, facts, "reports", reports_listing(release, texts, review), "Reports issued in the year"
        ),
        *_neighbours(release, scheme, prose, facts, slug, neighbours),
        section(prose, facts, "made", (how_made(release, prose, facts, review),)),
    )
    return document_of(release, scheme, prose, facts, names, parts)


def _figures(
    release: Release, scheme: Scheme, prose: PackProse, review: AuthorityReview, names: Names
) -> tuple[_Said, ...]:
    sayings = load_sayings(scheme.prose_folder)
    found = []
    for slug in prose.figures:
        if slug in review.figures and slug in release.definitions:
            definition = release.definitions[slug]
            # The advice of a letter is for its reader; here the questions say what to ask.
            saying = replace(sayings.get(slug, PLAIN), advice="")
            words = describe(review.figures[slug], definition, names, saying)
            notes = compliance_notes(review, names) if definition.numerator.records == "compliance" else ()
            found.append(_Said(review.figures[slug], words, definition.verdict, saying.nothing, notes))
    return tuple(found)


def _in_short(prose: PackProse, facts: Facts, figures: tuple[_Said, ...], review: AuthorityReview) -> Points:
    """The year in a few lines, each leading to where it stands in full."""
    items: list[Paragraph] = []
    for one in figures:
        words = one.words
        if not in_percent(words):
            continue
        start = Run(words.name, "", f"#figure-{words.measure}")
        if words.rate is None:
            instead = words.sentences[0]
            items.append((start, Run(f": {instead[:1].lower()}{instead[1:]}")))
        elif one.compared:
            counted = f": {words.rate}, {words.counted} {words.of_base}. {words.heading}."
            items.append((start, Run(counted)))
        else:
            also = f" {one.notes[0]}" if one.notes else ""
            items.append((start, Run(f": {words.rate}, {words.heading}.{also}")))
    states = [promise.state for promise in review.promises]
    if states:
        kinds = [f"{digits(states.count(state))} {state.value}" for state in PromiseState if state in states]
        made = f": {count(len(states), IMPROVEMENT)}, {listed(kinds)}."
        items.append((Run("What was promised", "", "#promises"), Run(made)))
    reports = facts.places["reports"]
    if "reports" in facts.holds:
        items.append((Run("Public reports", "", "#reports"), Run(f": {reports}.")))
    if asked := prose.asked(facts):
        chosen = f": {digits(len(asked))}, chosen by these figures."
        items.append((Run(prose.headings["questions"], "", "#questions"), Run(chosen)))
    return Points(tuple(items))


def _figure_sections(
    release: Release,
    scheme: Scheme,
    prose: PackProse,
    facts: Facts,
    review: AuthorityReview,
    names: Names,
    figures: tuple[_Said, ...],
    chance: Chance,
) -> tuple[Section, ...]:
    """How complaints went, then each figure under its own heading, then the caution."""
    segments = segments_of(scheme, review)
    title = "From complaint to decision"
    lead: list[Block] = [paragraph(flow_lead(release, review, names))]
    if any(segment.count for segment in segments):
        columns = (Column("outcome", "How it ended"), Column("decided", "Decided", "whole"))
        drawing = Drawing(
            draw_flow(segments, Placement.WEB, key="flow", title=title),
            draw_flow(segments, Placement.LETTER, width=PAGE_WIDTH, title=title),
        )
        rows = tuple((segment.title, segment.count) for segment in segments if segment.count)
        lead += [
            Pictured(drawing.web, drawing.letter, flow_alt(segments)),
            Tabled(Table("How the complaints decided in the year ended", columns, rows), (75, 25)),
        ]
    sections = [section(prose, facts, "figures", tuple(lead))]
    for one in figures:
        key = f"figure-{one.words.measure}"
        block = figured(one.figure, one.words, names.short, one.nothing, one.notes, f"picture-{key}")
        sections.append(Section(one.words.name, key, (block,), level=3))
    if "group" in facts.holds:
        sections.append(Section("Reading these with care", "care", (paragraph(caution(chance)),), level=3))
    return tuple(sections)


def _narrow(listing: Listing | None) -> Listing | None:
    """The list of findings with reference and day in one column, so that most take two lines or three."""
    if listing is None:
        return None
    rows = tuple((Cell(f"{case.text}, {day.text}"), *others) for case, day, *others in listing.rows)
    first, second, *others = listing.columns
    return replace(listing, columns=(f"{first}, {second.lower()}", *others), widths=(16, 24, 60), rows=rows)


def _listing(listing: Listing | None, caption: str = "") -> tuple[Block, ...]:
    return tabled(listing, caption or listing.heading) if listing is not None else ()


def _if_any(
    prose: PackProse, facts: Facts, key: str, listing: Listing | None, caption: str
) -> tuple[Section, ...]:
    return (section(prose, facts, key, _listing(listing, caption)),) if listing is not None else ()


def _promises(release: Release, scheme: Scheme, texts: Texts, review: AuthorityReview) -> tuple[Block, ...]:
    """Promises that are open, late or refused, the longest overdue first; the others counted."""
    shown = sorted(
        (promise for promise in review.promises if promise.state in _UNSETTLED),
        key=lambda one: (_UNSETTLED.index(one.state), -one.days_late, one.due_on, one.case, one.number),
    )
    settled = len(review.promises) - len(shown)
    day = dates.day(release.about.as_at)
    if not review.promises:
        return (paragraph(_nothing_agreed(review)),)
    on_time = (
        "was done on time or no longer applies" if settled == 1 else "were done on time or no longer apply"
    )
    counted = f"{capital(count(settled, IMPROVEMENT))} {on_time}." if settled else ""
    if not shown:
        return (
            paragraph(
                f"On {day} no published service improvement was overdue, refused or still to be done. {counted}".strip()
            ),
        )
    rows = tuple(promise_cells(scheme, texts, review, promise) for promise in shown)
    listing = Listing("", f"How each stood on {day}.", PROMISE_COLUMNS, PROMISE_WIDTHS, rows, counted)
    return tabled(listing, "Improvements open, refused or done late")


def _nothing_agreed(review: AuthorityReview) -> str:
    agreed = review.counts.get("service_improvements", 0)
    if not agreed:
        return (
            "No service improvement was agreed in decisions of the year, and none was still open as it began."
        )
    them = "It is" if agreed == 1 else "They are"
    return f"{capital(count(agreed, IMPROVEMENT))} {was_or_were(agreed)} agreed in decisions of the year. {them} not published."


def _questions(prose: PackProse, facts: Facts) -> tuple[Section, ...]:
    """The questions whose conditions hold, each with the number it comes from; of a body that closed there may be none."""
    items = tuple(
        (
            *fill(question.asks.text, facts.places),
            Run(" "),
            *(Run(run.text, "em") for run in fill(question.comes_from, facts.places)),
            Run(" "),
            Run(f"See “{prose.headings[question.see]}”", "", f"#{question.see}"),
            Run("."),
        )
        for question in prose.asked(facts)
    )
    return (section(prose, facts, "questions", (Points(items, numbered=True),)),) if items else ()


def _neighbours(
    release: Release,
    scheme: Scheme,
    prose: PackProse,
    facts: Facts,
    slug: str,
    neighbours: NeighbourList | None,
) -> tuple[Section, ...]:
    """The authority among a few like it; nothing about one that had closed, or that is compared with nobody."""
    found = alike(release, slug, neighbours)
    measure = upheld_measure(release.definitions)
    if "closed" in facts.holds or not found.slugs or measure not in release.review(slug).figures:
        return ()
    return (section(prose, facts, "neighbours", beside_blocks(release, scheme, slug, found, measure)),)
