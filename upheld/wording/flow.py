"""How complaints went, in words: how many came, how far those decided got, and what the year decided anew.

Belongs here: the outcomes as segments with their shades, and the sentence over them. Not here: the bar (`pictures.flow`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from upheld.measures.measure import CountRule, MeasureVersion
from upheld.release.model import AuthorityReview, Release
from upheld.scheme import Scheme
from upheld.wording.names import GroupNames, Names
from upheld.wording.numbers import NounLike, capital, count, digits, words

COMPLAINT = GroupNames("complaint or enquiry", "complaints and enquiries")
_INVESTIGATED = CountRule("decisions", ("investigated",))
_PLAIN_INVESTIGATION = GroupNames("investigation", "investigations")

Shade = Literal["pale", "band", "petrol"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One outcome: its title, how many, and its shade (not investigated, investigated, upheld)."""

    title: str
    count: int
    shade: Shade


def segments_of(scheme: Scheme, review: AuthorityReview) -> tuple[Segment, ...]:
    """The outcomes in order of how far a complaint got, with their counts and shades."""
    return tuple(
        Segment(outcome.title, review.counts.get(f"outcome.{outcome.slug}", 0), shade_of(outcome.counts_as))
        for outcome in scheme.outcomes.values()
    )


def shade_of(counts_as: Sequence[str]) -> Shade:
    """The shade of an outcome, by what it counts as."""
    return "petrol" if "upheld" in counts_as else "band" if "investigated" in counts_as else "pale"


def flow_lead(release: Release, review: AuthorityReview, names: Names) -> str:
    """How many came and how many were decided, in a sentence or two."""
    voice, investigation = names.voice, noun_of_investigations(release.definitions)
    received, decided = review.counts.get("received", 0), review.counts.get("decided", 0)
    investigated = review.counts.get("investigated", 0)
    replacing = review.counts.get("replacing_earlier", 0)
    if not received and not decided:
        return f"No complaint or enquiry came to {voice.us} in the year, and {voice.it} decided none."
    came = (
        f"{count(received, COMPLAINT)} came to {voice.us} in the year"
        if received
        else f"No complaint or enquiry came to {voice.us} in the year"
    )
    if not decided:
        return f"{came}. None was decided in it."
    if decided == 1:
        how = "after" if investigated else "without"
        article = "an" if investigation.one[:1] in "aeio" else "a"
        ended = f"{capital(voice.we)} decided one, {how} {article} {investigation.one}"
    else:
        of_them = count(investigated, investigation) if investigated else f"no {investigation.many}"
        ended = f"{capital(voice.we)} decided {digits(decided)}, with {of_them} among them"
    earlier = ""
    if decided > received:
        whose = "Some" if received else "It" if decided == 1 else "All"
        earlier = f" {whose} had come before the year began."
    again = ""
    if replacing:
        again = f" {capital(words(replacing))} of these decisions {'replaces' if replacing == 1 else 'replace'} one counted in an earlier year."
    return f"{came}. {ended}.{earlier}{again}"


def noun_of_investigations(definitions: Mapping[str, MeasureVersion]) -> NounLike:
    """What the year's definitions call a decision that was investigated."""
    bases = (d.base_noun for d in definitions.values() if d.denominator == _INVESTIGATED)
    return next(bases, _PLAIN_INVESTIGATION)
