"""What must not be in a letter: people, addresses, references that are not public.

Belongs here: who and what is private, and where any of it stands in a letter. A published summary is the record's own
text and is checked against it elsewhere (`lists`); names in it are not looked for. Not here: who a letter is addressed to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from upheld.letters.proof.rules import Rule
from upheld.letters.proof.sentences import Wrong
from upheld.records.contract import Contact
from upheld.release.model import AuthorityReview
from upheld.scheme import Scheme

_WORD = re.compile(r"\w+")
_EMAIL = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True)
class Privacy:
    """The names of all contacts by their last word, and what a reference looks like."""

    names: Mapping[str, frozenset[str]]
    reference: re.Pattern[str]


def privacy_of(scheme: Scheme, contacts: Iterable[Contact]) -> Privacy:
    """What is private in the letters of a set."""
    names: dict[str, set[str]] = {}
    for contact in contacts:
        words = _WORD.findall(contact.name or "")
        if words:
            names.setdefault(words[-1], set()).add(contact.name or "")
    # A reference without the word boundaries of its neighbours would be found inside a checksum.
    reference = re.compile(rf"(?<![\w,.])(?:{scheme.reference.pattern})(?!\w)")
    return Privacy({word: frozenset(of) for word, of in names.items()}, reference)


def public_references(review: AuthorityReview) -> frozenset[str]:
    """The references that a letter about an authority may hold."""
    found = {decision.case for decision in review.decisions}
    found |= {promise.case for promise in review.promises}
    found |= {finding.case for finding in review.findings if finding.case is not None}
    found |= {case for report in review.reports for case in report.cases}
    return frozenset(found)


def private_in(
    text: str, privacy: Privacy, references: frozenset[str], allowed: Sequence[str]
) -> Iterator[Wrong]:
    """What of a text is not public. `allowed` are the names that may stand in it: addressee, bodies, signatory."""
    if "@" in text:
        for address in _EMAIL.findall(text):
            yield Rule.PRIVATE, address, "no address of a person is public"
    for word in set(_WORD.findall(text)) & privacy.names.keys():
        for name in privacy.names[word]:
            if name in text and not any(name in one for one in allowed):
                yield Rule.PRIVATE, name, "this is the name of a contact who is not the addressee"
    for reference in privacy.reference.findall(text):
        if reference not in references:
            yield Rule.PRIVATE, reference, "no published record about this authority has that reference"
