"""How a verdict is said: the heading over a picture and the sentence under it.

Belongs here: words for `Verdict`, true of the counts they are said about. Not here: the test behind a verdict.
"""

from __future__ import annotations

from fractions import Fraction

from upheld.measures.figure import Figure, Verdict
from upheld.measures.verdict import CLEARLY_ONE_IN, FEWEST_CASES, FEWEST_OTHERS, ONE_IN
from upheld.wording.names import GroupNames, Names
from upheld.wording.numbers import NounLike, capital, count_in_words, digits, noun, words

_HEADINGS = {
    Verdict.CLEARLY_HIGHER: "Clearly higher than similar {many}",
    Verdict.HIGHER: "Higher than similar {many}",
    Verdict.NOT_TOLD_APART: "Cannot be told apart from similar {many}",
    Verdict.LOWER: "Lower than similar {many}",
    Verdict.CLEARLY_LOWER: "Clearly lower than similar {many}",
    Verdict.TOO_FEW: "Too few to say",
}
_HIGHER = (Verdict.HIGHER, Verdict.CLEARLY_HIGHER)
_CLEARLY = (Verdict.CLEARLY_HIGHER, Verdict.CLEARLY_LOWER)
_MEMBERS = GroupNames("member of the group", "members of the group")


def verdict_heading(verdict: Verdict, names: Names) -> str:
    """A verdict as a heading: "Cannot be told apart from similar councils"."""
    return _HEADINGS[verdict].format(many=names.authorities.many)


def verdict_opening(verdict: Verdict) -> str:
    """How the heading of a verdict begins, whoever is compared."""
    return _HEADINGS[verdict].partition(" similar ")[0]


def verdict_sentence(figure: Figure, base_noun: NounLike, names: Names, low: str, high: str) -> str:
    """What the verdict of a figure means, in a sentence; nothing for a figure without one.

    `low` and `high` are the printed ends of its interval. Where there are too few cases they are said here, in one
    sentence with the reason; else by themselves.
    """
    verdict = figure.verdict
    if verdict is None:
        return _why_no_verdict(figure, names)
    if verdict is Verdict.TOO_FEW:
        return _too_few(figure, base_noun, low, high, names)
    if verdict is Verdict.NOT_TOLD_APART:
        return "A difference of this size may well be chance."
    odds = CLEARLY_ONE_IN if verdict in _CLEARLY else ONE_IN
    side = "above" if verdict in _HIGHER else "below"
    one = names.group.one if names.group else names.authorities.one
    article = "an" if one[:1].lower() in "aeio" else "a"
    return f"Chance alone would put {article} {one} as far {side} the others less than once in {digits(odds)} times."


def nothing_would_stand_out(figure: Figure) -> bool:
    """Whether no result at all, from none to all of the base, could have been told apart from the others' rate."""
    rate, base = figure.others_rate, figure.denominator
    return rate is not None and base > 0 and all(chance**base * ONE_IN >= 1 for chance in (rate, 1 - rate))


def _too_few(figure: Figure, base_noun: NounLike, low: str, high: str, names: Names) -> str:
    base = figure.denominator
    start = capital(
        f"{count_in_words(base, base_noun)} {'is' if base == 1 else 'are'} too few to say more: the underlying rate could lie anywhere from {low} to {high}"
    )
    if nothing_would_stand_out(figure):
        extremes = {1: "neither result", 2: "no result, neither none nor both,"}.get(
            base, f"no result, not even none or all {words(base)},"
        )
        return f"{start}, and {extremes} would have stood out."
    if base < FEWEST_CASES:
        return f"{start}. {capital(names.voice.we)} {names.voice.give} no verdict on fewer than {words(FEWEST_CASES)} {base_noun.many}."
    rate, others = figure.rate or Fraction(0), figure.others_rate or Fraction(0)
    furthest = f"all {words(base)}" if rate > others else f"none of the {words(base)}"
    return f"{start}, and on this side of the others not even {furthest} would have stood out."


def _why_no_verdict(figure: Figure, names: Names) -> str:
    if figure.group is None or figure.rate is None:
        return ""
    others = figure.group.members_with_base - 1
    if others >= FEWEST_OTHERS:
        return ""
    if others < 1:
        return "No other member of the group has a figure to compare with."
    return f"With {words(others)} other {noun(others, _MEMBERS)} to compare with, {names.voice.we} {names.voice.give} no verdict."


def verdict_alone(verdict: Verdict) -> str:
    """A verdict by itself, for a row that says beside whom: "Cannot be told apart"."""
    return capital(verdict.value)
