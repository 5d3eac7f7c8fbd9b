"""How numbers and lists are said: digits, words, plurals, "and".

Belongs here: what is true of any number in any sentence. Not here: rounding (`measures.rate`), and sentences that are
about figures, events or promises.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

NBSP = "\u00a0"
"""Keeps a number and its word, or the parts of a date, on one line."""

_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class NounLike(Protocol):
    """A noun in one and many: the `Noun` of a definition and the `NounPair` of a scheme both are."""

    @property
    def one(self) -> str:
        """For one of them."""

    @property
    def many(self) -> str:
        """For none or several."""


def digits(number: int) -> str:
    """A whole number in digits, thousands parted by commas: 1,204."""
    return f"{number:,}"


def words(number: int) -> str:
    """A whole number as running text has it: one to ten in words, above in digits. 0 is "none"."""
    return _WORDS[number] if 0 <= number <= 10 else digits(number)


def noun(number: int, pair: NounLike) -> str:
    """The form of a noun that goes with a number: 1 decision, 0 and 2 decisions."""
    return pair.one if number == 1 else pair.many


def count(number: int, pair: NounLike) -> str:
    """A number in digits with its noun: "1 upheld decision", "1,204 upheld decisions"."""
    return f"{digits(number)} {noun(number, pair)}"


def count_in_words(number: int, pair: NounLike) -> str:
    """A number with its noun in running text: "no decisions", "four decisions", "63 decisions"."""
    return f"{'no' if number == 0 else words(number)} {noun(number, pair)}"


def is_or_are(number: int) -> str:
    """The verb for a number: is, are."""
    return "is" if number == 1 else "are"


def was_or_were(number: int) -> str:
    """The verb for a number in the past: was, were."""
    return "was" if number == 1 else "were"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Items in a sentence: "a", "a and b", "a, b and c"; nothing for none."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def more_than(number: int) -> str:
    """A large number rounded down and said so: "more than 1,400" for 1,437; exact below 200, or where it is round."""
    if number < 200:
        return digits(number)
    step = 100 if number < 10_000 else 1000
    down = number // step * step
    return digits(number) if down == number else f"more than {digits(down)}"


def plural(term: str) -> str:
    """The plural of a plain English term that comes without one, such as a sector of the records."""
    if term.endswith("s"):
        return term
    if term.endswith("y") and term[-2:-1] not in ("a", "e", "i", "o", "u"):
        return f"{term[:-1]}ies"
    return f"{term}s"


def sentence(clause: str) -> str:
    """A clause as a sentence: a capital at its beginning and a full stop at its end."""
    clause = clause.strip()
    if not clause:
        return ""
    return clause[0].upper() + clause[1:] + ("" if clause[-1] in ".?!" else ".")


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
