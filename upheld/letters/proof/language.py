"""What no text of a letter may hold, whatever it is about: places left unfilled, and numbers whose nouns do not agree.

Belongs here: faults of any sentence. Not here: whether a number is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from upheld.letters.proof.rules import Rule
from upheld.letters.proof.sentences import Wrong
from upheld.release.model import Release
from upheld.scheme import Scheme

_UNFILLED = re.compile(
    r"[{}<>\[\]]|\b(?:TODO|TBC|FIXME|NaN|nan|null|undefined)\b|\bNone\b(?! of| was|: |$)|\b[xX]{2,}\b|\.\.|\s[,.;:]|,,|, ?\.|\(\)|  "
)
_SEVERAL = r"(?:\b(?:[2-9]|[1-9]\d[\d,]*)|\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en))"
_ONE = r"(?<![\d,.])(?:1|\b[Oo]ne)"
_NOUNS = (
    *(("complaint", "complaints"), ("decision", "decisions"), ("case", "cases"), ("report", "reports")),
    *(("day", "days"), ("improvement", "improvements"), ("remedy", "remedies"), ("course", "courses")),
    *(("person", "people"), ("recommendation", "recommendations"), ("outcome", "outcomes")),
    *(("investigation", "investigations"), ("result", "results"), ("seminar", "seminars"), ("year", "years")),
    *(("authority", "authorities"), ("figure", "figures"), ("member", "members")),
)


def agreement_of(release: Release, scheme: Scheme) -> re.Pattern[str]:
    """A number with a noun or a verb that does not go with it, for the nouns of a release and its scheme."""
    nouns = set(_NOUNS) | {(scheme.issuer.authority_noun.one, scheme.issuer.authority_noun.many)}
    nouns |= {(group.one, group.many) for group in scheme.groups.values()}
    for definition in release.definitions.values():
        nouns |= {(noun.one, noun.many) for noun in (definition.numerator_noun, definition.base_noun)}
    ones, manys = (_any(noun[which] for noun in nouns) for which in (0, 1))
    between = r"(?: (?!of\b|and\b|in\b|or\b|to\b|from\b|with\b|by\b)[a-z]+){0,2} "
    wrong_noun = rf"{_ONE}{between}{manys}\b|{_SEVERAL}{between}{ones}\b(?!-|’)"
    # In "recommendations in one case were" and "one of the nine reports is" the verb goes with another word.
    subject = r"(?<!\bin )(?<!\bof )(?<!\bof the )"
    wrong_verb = rf"{_ONE}{between}{ones} (?:were|are|have)\b|{_SEVERAL}{between}{manys} (?:was|is|has)\b"
    return re.compile(f"{wrong_noun}|{subject}(?:{wrong_verb})")


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


@lru_cache(maxsize=4096)
def faults_in(raw: str, agreement: re.Pattern[str]) -> tuple[Wrong, ...]:
    """Faults of a text as it stands, its spaces included. Kept, for the letters of a set share most of their prose."""
    return tuple(_faults(raw, agreement))


def _faults(raw: str, agreement: re.Pattern[str]) -> Iterator[Wrong]:
    if not raw.strip():
        yield Rule.PLACEHOLDER, raw, "an empty place"
    for match in _UNFILLED.finditer(raw):
        yield Rule.PLACEHOLDER, match[0] if match[0].strip() else "two spaces", f"in “{_around(raw, match)}”"
    for match in agreement.finditer(raw):
        yield Rule.PLURAL, match[0], "number and word do not go together"


def _around(raw: str, match: re.Match[str]) -> str:
    return raw[max(0, match.start() - 15) : match.end() + 15].strip()
