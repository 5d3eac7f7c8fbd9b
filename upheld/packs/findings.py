"""The monitoring officer's report on findings of fault: what a year's decisions give the officer to report on.

It is made to be edited, and holds public things only: an officer adds what else there is. Belongs here: its sections and
their order. Not here: the law and every other text, which are the scheme's prose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from upheld.documents.blocks import said, tabled
from upheld.documents.document import Block, Document, Points, Section, Text
from upheld.documents.runs import Paragraph, Run
from upheld.packs.facts import Facts, facts_of
from upheld.packs.parts import document_of, how_made, paragraph, reports_listing, section
from upheld.packs.prose import PackProse, load_pack_prose
from upheld.release.model import AuthorityReview, ComplianceFinding, Promise, PublicDecision, Release, Texts
from upheld.scheme import Scheme
from upheld.wording import dates
from upheld.wording.listings import (
    Listing,
    category_title,
    compliance_found,
    promise_cells,
)
from upheld.wording.names import THEIRS, Names, names_of
from upheld.wording.promises import finding_result, instead_of_text
from upheld.wording.record_texts import fit, unbroken

FILE = "monitoring.toml"
SECTIONS = ("short", "duty", "findings", "earlier", "reports", "next", "made")
"""The report's sections, each with its heading in the prose."""


def monitoring_report(release: Release, scheme: Scheme, texts: Texts, slug: str) -> Document:
    """The report about one authority's year.

    Raises Missing for an authority the release says nothing about, and for a scheme without the report's prose.
    """
    prose = load_pack_prose(scheme.prose_folder / FILE, SECTIONS)
    review = release.review(slug)
    names = names_of(scheme, review.authority, release.about.year, voice=THEIRS)
    facts = facts_of(release, scheme, review, names)
    upheld = scheme.outcomes_counting_as("upheld")
    decisions = [decision for decision in review.decisions if decision.outcome in upheld]
    listed = {decision.case for decision in decisions}
    earlier = _earlier(review, names, listed)
    reports = reports_listing(release, texts, review)
    sections = (
        Section(prose.headings["short"], "short", (Points(prose.said("short", facts)),), panel=True),
        section(prose, facts, "duty", ()),
        *_findings(prose, facts, scheme, texts, review, decisions),
        *(
            (
                _asked(
                    prose,
                    facts,
                    "earlier",
                    tabled(earlier, "Outcomes recorded in the year, late or not satisfied"),
                ),
            )
            if earlier
            else ()
        ),
        *(
            (_asked(prose, facts, "reports", tabled(reports, "Reports issued in the year")),)
            if reports
            else ()
        ),
        *((_asked(prose, facts, "next", ()),) if decisions or "upheld" in facts.holds or reports else ()),
        section(prose, facts, "made", (how_made(release, prose, facts, review),)),
    )
    return document_of(release, scheme, prose, facts, names, sections)


def _asked(prose: PackProse, facts: Facts, key: str, blocks: tuple[Block, ...]) -> Section:
    """A section that ends with what the officer is asked to add."""
    return section(prose, facts, key, (*blocks, *_additions(prose, key)))


def _additions(prose: PackProse, key: str) -> tuple[Block, ...]:
    items = prose.additions.get(key, ())
    if not items:
        return ()
    return (
        Text((Run(prose.lines["add_lead"], "strong"),)),
        Points(tuple(said(item) for item in items)),
    )


def _findings(
    prose: PackProse,
    facts: Facts,
    scheme: Scheme,
    texts: Texts,
    review: AuthorityReview,
    decisions: list[PublicDecision],
) -> Iterator[Section]:
    """The section of findings, then each under its reference, then what the officer is asked to add to them."""
    yield section(prose, facts, "findings", ())
    for decision in decisions:
        heading = f"{unbroken(decision.case)}: {category_title(scheme, decision.category)}"
        key = f"case-{decision.case.replace(' ', '-')}-{decision.sequence}"
        yield Section(heading, key, tuple(_finding(scheme, texts, review, decision)), level=3)
    if "upheld" in facts.holds:
        yield Section("To add to the findings", "add-findings", _additions(prose, "findings"), level=3)


def _finding(
    scheme: Scheme, texts: Texts, review: AuthorityReview, decision: PublicDecision
) -> Iterator[Block]:
    """One finding: its day, what was found, what was agreed and how that stands, and compliance where late or failed."""
    of_case = (decision.case, decision.sequence)
    remedy = (
        " A satisfactory remedy had been offered before the complaint was made."
        if decision.satisfactory_remedy
        else ""
    )
    yield paragraph(f"Decided {dates.day(decision.decided_on)}.{remedy}", small=True)
    found = fit(texts.read(decision.text)) or instead_of_text(texts, decision.text, "summary")
    yield paragraph(found)
    agreed = [
        _agreed(scheme, texts, review, promise)
        for promise in review.promises
        if (promise.case, promise.sequence) == of_case and promise.authority == review.authority.slug
    ]
    if agreed:
        yield paragraph("Agreed improvements:" if len(agreed) > 1 else "Agreed improvement:")
        yield Points(tuple(agreed))
    for finding in review.findings:
        if (finding.case, finding.sequence) == of_case:
            yield Text(said(_complied(finding)), notice=True)


def _agreed(scheme: Scheme, texts: Texts, review: AuthorityReview, promise: Promise) -> Paragraph:
    what, _, due, state = promise_cells(scheme, texts, review, promise)
    stop = "" if what.text.endswith((".", "?", "!")) else "."
    return (
        Run(f"{what.text}{stop} Due {due.text}. "),
        Run(f"{state.text}.", "strong" if state.notice else ""),
    )


def _complied(finding: ComplianceFinding) -> str:
    return f"Recommendations: {finding_result(finding)[:1].lower()}{finding_result(finding)[1:]}, recorded {dates.day(finding.recorded_on)}."


def _earlier(review: AuthorityReview, names: Names, listed: set[str]) -> Listing | None:
    """Compliance found late or failing in the year of decisions that are not among those listed."""
    others = tuple(finding for finding in review.findings if finding.case not in listed)
    return compliance_found(replace(review, findings=others), names)
