"""Tracing numbers where no form says what each of them must be: every number must be one of the authority's own.

This is the reading for texts that nobody taught the proof-reader to understand: a free paragraph, a place of the prose it
does not know, a new part of the letter. It is weaker than a form, for it does not know which number belongs where.

Belongs here: which numbers a text holds, and which are an authority's own. Not here: sentences whose form is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from upheld.letters.proof.facts import AuthorityFacts
from upheld.letters.proof.figure_facts import FigureFacts
from upheld.letters.proof.privacy import public_references
from upheld.letters.proof.rules import Rule
from upheld.letters.proof.sentences import Wrong
from upheld.letters.proof.values import KINDS, Share, read_day, read_number, wrong_rate
from upheld.release.model import AuthorityReview, Release

_NUMBER = re.compile(
    rf"(?P<day>{KINDS['day']})|(?P<year>\d{{4}}-\d{{2}})(?!\d)|(?P<rate>(?:over |under )?\d[\d,]*(?:\.\d+)?%)"
    r"|(?P<word>\b(?i:two|three|four|five|six|seven|eight|nine|ten|both)\b)|(?P<other>[\w/.,-]*\d[\w/,-]*(?:\.\d+)?)"
    # Above ten Upheld prints digits: a larger number in words is read as nobody's.
    r"|(?P<large>\b(?i:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|(?:dozen|hundred|thousand|million)s?)\b)"
)
_COUNT = rf"(?:{KINDS['n']})"
_OUT_OF = re.compile(
    rf"\b(?P<part>{_COUNT})(?: (?!of\b|out\b)[a-z]+){{0,3}} (?:out )?of (?:(?:the|your|its|their|all|those) )?(?P<whole>{_COUNT})(?![\w%-]|[.,]\d)"
)
_CLAIMS = (
    (Rule.COMPARISON, re.compile(r"(?i)\b(?:similar|average for|the others together)\b")),
    (
        Rule.VERDICT,
        re.compile(r"(?i)\b(?:(?:clearly )?(?:higher|lower) than|told apart|too few to say|stood out)\b"),
    ),
    (
        Rule.CLAIM,
        re.compile(
            r"(?i)\b(?:more than|fewer than|less than|as many as|(?:year|year’s|years) before|than ever|than last year|new this year|improve[ds]?|better than|worse than"
            r"|best|worst|highest|lowest|most of any|rank(?:s|ed|ing)?|record (?:number|high|low)|unprecedented"
            r"|doubled|trebled|tripled|halved|half|(?:a|one|two) (?:third|quarter|fifth)s?|three quarters"
            r"|increased?|decreased?|rose|risen|fell|fallen)\b"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Traced:
    """Everything numeric that is an authority's own: whole numbers, rates, days, references and labels of years.

    `pairs` are the counts of which one may be said to be out of the other, as in "one of four".
    """

    numbers: frozenset[int]
    pairs: frozenset[tuple[int, int]]
    shares: tuple[Share, ...]
    days: frozenset[date]
    words: frozenset[str]


def traced_of(release: Release, of: AuthorityFacts, figures: Iterable[FigureFacts]) -> Traced:
    """What may be printed about an authority where nothing more is known of the place."""
    review = of.review
    numbers = set(review.counts.values())
    numbers |= {row.received for row in review.categories} | {row.decided for row in review.categories}
    shares: list[Share] = []
    days = {release.about.as_at, release.about.entered_by}
    words = set(public_references(review)) | {report.number for report in review.reports}
    figures = tuple(figures)
    facts = [*of.facts.values(), *(fact for figure in figures for fact in figure.facts.values())]
    for fact in facts:
        if isinstance(fact.value, Share):
            shares.append(fact.value)
        elif isinstance(fact.value, date):
            days.add(fact.value)
        elif isinstance(fact.value, int):
            numbers.add(fact.value)
        elif isinstance(fact.value, str):
            words |= {word.strip(".,:;()") for word in fact.value.split() if re.search(r"\d", word)}
    for row in review.observed:
        numbers |= {row.base, row.observed}
        words |= {row.expected, row.first_year, row.last_year, *row.dropped}
    for earlier in review.series:
        numbers |= {earlier.numerator, earlier.denominator}
        words.add(earlier.year)
        if earlier.denominator:
            shares.append(Share(Fraction(earlier.numerator, earlier.denominator)))
    for promise in review.promises:
        days |= {promise.decided_on, promise.agreed_on, promise.due_on} | (
            {promise.completed_on} if promise.completed_on else set()
        )
        numbers.add(promise.days_late)
    days |= {one.decided_on for one in review.decisions} | {one.recorded_on for one in review.findings}
    days |= {one.published_on for one in review.decisions}
    days |= {day for one in review.reports for day in (one.issued_on, one.published_on)}
    numbers |= {one.days_late for one in review.findings if one.days_late is not None}
    return Traced(
        frozenset(numbers), _pairs_of(review, figures), tuple(shares), frozenset(days), frozenset(words)
    )


def _pairs_of(review: AuthorityReview, figures: Iterable[FigureFacts]) -> frozenset[tuple[int, int]]:
    """Which counts may be said to be out of which: numerator or rest out of a base, a part out of the whole it is in."""
    counts, kinds = review.counts, review.categories
    of_base = {(one.figure.numerator, one.figure.denominator) for one in figures}
    of_base |= {(one.numerator, one.denominator) for one in review.series}
    of_base |= {(row.observed, row.base) for row in review.observed}
    of_base |= {(row.upheld, row.investigated) for row in kinds}
    of_base |= {(row.upheld, sum(one.upheld for one in kinds)) for row in kinds} | {
        (row.investigated, sum(one.investigated for one in kinds)) for row in kinds
    }
    of_base |= {(row.received, counts.get("received", 0)) for row in kinds}
    of_base |= {(row.decided, counts.get("decided", 0)) for row in kinds}
    decided, upheld = counts.get("decided", 0), counts.get("upheld", 0)
    of_base |= {(number, decided) for name, number in counts.items() if name.startswith("outcome.")}
    of_base |= {(counts.get("investigated", 0), decided), (counts.get("upheld_not_public", 0), upheld)}
    late, on_time, missed = (
        counts.get(f"compliance.{result}", 0)
        for result in ("satisfied_late", "satisfied_on_time", "not_satisfied")
    )
    of_base |= {(late, late + on_time), (late, late + on_time + missed)}
    return frozenset(of_base | {(base - part, base) for part, base in of_base})


def untraced_in(text: str, traced: Traced) -> Iterator[Wrong]:
    """The numbers of a text that are none of the authority's own."""
    for word in traced.words:
        # References hold spaces: taken out whole before numbers are looked for.
        if " " in word:
            text = text.replace(word, "")
    for match in _NUMBER.finditer(text):
        printed = match[0].strip(".,")
        if not _is_traced(printed, match.lastgroup or "", traced):
            yield Rule.NUMBER, printed, "it is no figure, count or date of this authority"
    for match in _OUT_OF.finditer(text):
        pair = (read_number(match["part"]), read_number(match["whole"]))
        if None not in pair and pair not in traced.pairs:
            yield Rule.BASE, match[0], "no count of this authority has that base"


def _is_traced(printed: str, kind: str, traced: Traced) -> bool:
    if printed in traced.words:
        return True
    if kind == "day":
        return read_day(printed) in traced.days
    if kind == "rate":
        return any(wrong_rate(printed, share) is None for share in traced.shares)
    number = read_number(printed)
    return number is not None and number in traced.numbers


def numbers_in(text: str) -> Iterator[str]:
    """Every number of a text, in digits or words."""
    yield from (match[0].strip(".,") for match in _NUMBER.finditer(text))


def compared_in(text: str) -> Iterator[str]:
    """Every word of a text that compares or judges."""
    yield from (match[0] for _, pattern in _CLAIMS for match in pattern.finditer(text))


def claims_in(text: str, verdicts: frozenset[str], conditions: frozenset[str]) -> Iterator[Wrong]:
    """Words that compare or judge, in a free paragraph or in a text whose form nobody knows.

    `verdicts` are those that the authority has, for any figure or span of years.
    """
    for rule, pattern in _CLAIMS:
        for match in pattern.finditer(text):
            if rule is Rule.COMPARISON:
                if "no_group" in conditions:
                    yield rule, match[0], "there is no group to compare with"
            elif rule is Rule.VERDICT:
                if not any(match[0].lower().removesuffix(" than") in verdict for verdict in verdicts):
                    yield rule, match[0], "the counts bear no such verdict"
            else:
                yield rule, match[0], "no rule can hold this against the release"
