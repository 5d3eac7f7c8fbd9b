"""The proof-reader of letters: what is prepared once for a set, and the reading of one letter.

Belongs here: in which order a letter is read, and refusing it. Not here: any one rule (see `rules` for the list), the
forms of sentences (`grammar`, `figure_grammar`, `reviewed`) and the facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from upheld.errors import Invalid
from upheld.letters.context import LetterContext, letter_context
from upheld.letters.html import letter_page
from upheld.letters.named import know_named
from upheld.letters.pdf import letter_data
from upheld.letters.proof.compared import page_findings
from upheld.letters.proof.facts import INVESTIGATED, SetFacts, authority_facts, set_facts
from upheld.letters.proof.figure_facts import figure_facts
from upheld.letters.proof.figure_grammar import figure_forms
from upheld.letters.proof.language import agreement_of
from upheld.letters.proof.passages import read_page, read_print
from upheld.letters.proof.privacy import Privacy, privacy_of
from upheld.letters.proof.reading import Letter
from upheld.letters.proof.reviewed import computed_forms, forms_of
from upheld.letters.proof.rules import Finding
from upheld.letters.proof.sentences import Form
from upheld.letters.proof.typed import answer_for_typed
from upheld.letters.proof.whole import whole_findings
from upheld.letters.prose import Prose
from upheld.records.contract import Contact
from upheld.release.model import Release, Texts
from upheld.scheme import Scheme
from upheld.wording.caution import chance_of
from upheld.wording.sayings import PLAIN


@dataclass(frozen=True, slots=True)
class ProofReader:
    """What every letter of a set is read against."""

    release: Release
    scheme: Scheme
    prose: Prose
    texts: Texts
    contacts: Mapping[str, tuple[Contact, ...]]
    of_set: SetFacts
    forms: Mapping[str, tuple[Form, ...]]
    figure_forms: Mapping[str, Mapping[str, tuple[Form, ...]]]
    privacy: Privacy
    agreement: re.Pattern[str]


def proof_reader(
    release: Release, scheme: Scheme, prose: Prose, texts: Texts, contacts: Sequence[Contact]
) -> ProofReader:
    """Prepare to read the letters of a release."""
    by_authority: dict[str, list[Contact]] = {}
    for contact in contacts:
        by_authority.setdefault(contact.authority, []).append(contact)
    noun = next((d.base_noun for d in release.definitions.values() if d.denominator == INVESTIGATED), None)
    investigation = (noun.one, noun.many) if noun else ("investigation", "investigations")
    return ProofReader(
        release=release,
        scheme=scheme,
        prose=prose,
        texts=texts,
        contacts={slug: tuple(of) for slug, of in by_authority.items()},
        of_set=set_facts(release, scheme, prose),
        forms={**computed_forms(prose, investigation), **forms_of(prose)},
        figure_forms={
            measure: figure_forms(definition, prose.sayings.get(measure, PLAIN))
            for measure, definition in release.definitions.items()
        },
        privacy=privacy_of(scheme, contacts),
        agreement=agreement_of(release, scheme),
    )


def proof_read(reader: ProofReader, letter: LetterContext) -> tuple[Finding, ...]:
    """Read a letter in print and as a page; everything for which it is refused, in the letter's order."""
    return proof_read_printed(reader, letter.slug, letter_data(letter), letter_page(letter))


def proof_read_printed(
    reader: ProofReader, slug: str, data: Mapping[str, Any], page: str
) -> tuple[Finding, ...]:
    """Read what is about to be printed: the data handed to the template of the PDF, and the page.

    Raises Missing for an authority the release says nothing about.
    """
    review = reader.release.review(slug)
    of = authority_facts(reader.of_set, reader.release, reader.scheme, reader.prose, reader.contacts, review)
    group = reader.scheme.groups.get(review.authority.group or "")
    figures = {
        measure: figure_facts(review.figures[measure], definition, group.one if group else "")
        for measure, definition in reader.release.definitions.items()
        if measure in review.figures
    }
    passages = read_print(data)
    letter = Letter(
        reader.release, reader.scheme, reader.prose, reader.texts, reader.forms, reader.figure_forms,
        reader.privacy, reader.agreement, of, figures,
        tuple(passage.text for passage in passages if passage.part == "list heading"),
    )  # fmt: skip
    findings = [
        *letter.read(passages),
        *whole_findings(letter, data, passages),
        *page_findings(letter, passages, data, read_page(page)),
    ]
    return tuple(dict.fromkeys(findings))


def proof_read_set(
    reader: ProofReader, contacts: Sequence[Contact], progress: Callable[[int, int, str], None] | None = None
) -> tuple[int, tuple[Finding, ...]]:
    """Read every letter of the release without setting it: how many there are, and everything found.

    `progress` is told after each letter how many are read, of how many, and the name of the one just read. Raises
    Refused where the prose names whom no letter is about, Invalid for what the year's texts say without a record.
    """
    release = reader.release
    know_named(reader.prose, release, reader.scheme)
    answer_for_typed(reader.prose)
    chance = chance_of(release)
    slugs = sorted(slug for slug, review in release.reviews.items() if review.letter)
    findings: list[Finding] = []
    for done, slug in enumerate(slugs, start=1):
        letter = letter_context(release, reader.scheme, reader.prose, reader.texts, contacts, slug, chance)
        findings += proof_read(reader, letter)
        if progress is not None:
            progress(done, len(slugs), letter.names.authority)
    return len(slugs), tuple(findings)


def proof_read_some(
    release: Release,
    scheme: Scheme,
    prose: Prose,
    texts: Texts,
    contacts: Sequence[Contact],
    slugs: Iterable[str],
) -> tuple[Finding, ...]:
    """Read the letters about a few authorities; everything found."""
    reader, chance = proof_reader(release, scheme, prose, texts, contacts), chance_of(release)
    written = sorted(slug for slug in set(slugs) if release.review(slug).letter)
    return tuple(
        finding
        for slug in written
        for finding in proof_read(
            reader, letter_context(release, scheme, prose, texts, contacts, slug, chance)
        )
    )


def refuse_unproven(findings: Iterable[Finding]) -> None:
    """Raise Invalid with everything found, in any letter; nothing where nothing was found."""
    problems = [finding.problem for finding in findings]
    if problems:
        count = len({problem.file.partition(",")[0] for problem in problems})
        letters = "1 letter is" if count == 1 else f"{count:,} letters are"
        raise Invalid(problems, f"The proof-reader refuses: {letters} not proven, and no letter is written")
