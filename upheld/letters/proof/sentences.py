"""Reading a sentence: its form, the values printed in it, and whether they are the facts.

A form is a text with places: `{numerator}` is the fact of that name, `{numerator:n}` says what it looks like (n, rate, day,
text), and `{is|are@numerator}` is the word that goes with a number. Numbers that stand in a form itself must be printed
as they stand there.

Belongs here: matching a form and judging what was matched. Not here: the forms (`grammar`), and the facts (`facts`).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from upheld.letters.proof.rules import Rule
from upheld.letters.proof.values import KINDS, NUMBER_WORDS, Fact, Told, read_number, wrong

Wrong = tuple[Rule, str, str]
"""The rule broken, the word that breaks it, and what is right."""

_FIXED = re.compile(
    rf"{KINDS['day']}|\d[\d,]*(?:\.\d+)?%?|\b(?i:two|three|four|five|six|seven|eight|nine|ten)\b"
)
_SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z0-9])")

_PLACE_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("groups_count", "members", "numerator", "base", "missing"), "n"),
    **dict.fromkeys(("year_end", "as_at", "published_on", "closed_on", "opened_on"), "day"),
    **dict.fromkeys(("ending", "year_label"), "year"),
    **dict.fromkeys(("rate", "low", "high", "average", "others"), "rate"),
}
"""What a place of that name looks like where the form does not say it."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a sentence.

    `when` are the conditions under which it may be said ("not x" for those that must not hold), `rule` what is broken
    where one fails. `says` names what it says, for what has to be said. `traced`: its own numbers must be facts as well.
    """

    text: str
    when: tuple[str, ...] = ()
    rule: Rule = Rule.CLAIM
    says: str = ""
    traced: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence was read as: its form (None where none fits), and everything wrong with it.

    `told` are the printed texts that are told in sentences of their own, by the part they belong to; `unknown` the texts
    in places of which there is no fact.
    """

    form: Form | None
    wrongs: tuple[Wrong, ...]
    told: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str
    fixed: bool = False
    agrees: str = ""


def sentences_of(text: str) -> list[str]:
    """The sentences of a computed text."""
    return _SENTENCE_END.split(text) if text else []


def holds(condition: str, conditions: frozenset[str]) -> bool:
    """Whether a condition of a form holds."""
    return condition[4:] not in conditions if condition.startswith("not ") else condition in conditions


def read_sentence(
    text: str, forms: Sequence[Form], facts: Mapping[str, Fact], conditions: frozenset[str]
) -> Reading:
    """Read `text` in the form that fits it best: the one with nothing wrong, else the one with the least wrong."""
    best: Reading | None = None
    for form in forms:
        # A text in a place may hold what stands after it: if it does not fit as short as can be, it may as long as can be.
        for pattern, slots in (_compiled(form.text), _compiled(form.text, greedy=True)):
            match = pattern.fullmatch(text)
            if match is None:
                break
            reading = _judged(form, slots, match.groups(), text, facts, conditions)
            if not reading.wrongs:
                return reading
            if best is None or len(reading.wrongs) < len(best.wrongs):
                best = reading
    if best is not None and best.form is not None:
        # A name with commas beside a place that may hold commas: read once more with the names in their places.
        form, named = best.form, best.form.text
        for name, fact in facts.items():
            if isinstance(fact.value, str) and fact.value:
                named = named.replace(f"{{{name}}}", fact.value.replace("{", "{{").replace("}", "}}"))
        pattern, slots = _compiled(named)
        match = pattern.fullmatch(text)
        if match is not None:
            reading = _judged(form, slots, match.groups(), text, facts, conditions)
            return reading if len(reading.wrongs) < len(best.wrongs) else best
    return best or Reading(None, ())


def _judged(
    form: Form,
    slots: Sequence[_Slot],
    printed: Sequence[str],
    text: str,
    facts: Mapping[str, Fact],
    conditions: frozenset[str],
) -> Reading:
    wrongs: list[Wrong] = []
    told: list[tuple[str, str]] = []
    unknown: list[str] = []
    numbers: dict[str, int | None] = {}
    for slot, found in zip(slots, printed, strict=True):
        if slot.agrees:
            continue
        if slot.fixed:
            if found.lower() != slot.name.lower():
                wrongs.append((Rule.NUMBER, found, f"the reviewed text has {slot.name}"))
            continue
        fact = facts.get(slot.name)
        if fact is None:
            unknown.append(found)
        elif isinstance(fact.value, Told):
            told.append((fact.value.part, found))
        else:
            broken = wrong(found, fact)
            if broken:
                wrongs.append((broken[0], found, broken[1]))
            numbers[slot.name] = read_number(found)
    for slot, found in zip(slots, printed, strict=True):
        if slot.agrees:
            fact = facts.get(slot.agrees)
            number = numbers.get(slot.agrees)
            if number is None and fact is not None and isinstance(fact.value, int):
                number = fact.value
            one, many = slot.name.split("|")
            right = one if number == 1 else many
            if found != right and number is not None:
                wrongs.append((Rule.PLURAL, found, f"with {number:,} it is {right!r}"))
    failed = [condition for condition in form.when if not holds(condition, conditions)]
    if failed:
        wrongs.append((form.rule, _short(text), f"it may not be said here: {_why(failed)}"))
    return Reading(form, tuple(wrongs), tuple(told), tuple(unknown))


def _why(failed: Sequence[str]) -> str:
    return "; ".join(
        f"{one[4:]!r} holds" if one.startswith("not ") else f"{one!r} does not hold" for one in failed
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


@lru_cache(maxsize=4096)
def _compiled(text: str, greedy: bool = False) -> tuple[re.Pattern[str], tuple[_Slot, ...]]:
    parts: list[str] = []
    slots: list[_Slot] = []
    for literal, name, kind, _ in string.Formatter().parse(text):
        for piece, fixed in _pieces(literal):
            if fixed:
                parts.append(f"({_like(piece)})")
                slots.append(_Slot(piece, fixed=True))
            else:
                parts.append(re.escape(piece))
        if name is None:
            continue
        if "@" in name:
            words, _, counted = name.partition("@")
            parts.append("(" + "|".join(re.escape(word) for word in words.split("|")) + ")")
            slots.append(_Slot(words, agrees=counted))
        else:
            like = KINDS[kind or _PLACE_KINDS.get(name, "text")]
            parts.append(f"({like.replace('.*?', '.*') if greedy else like})")
            slots.append(_Slot(name))
    return re.compile("".join(parts), re.DOTALL), tuple(slots)


def _like(fixed: str) -> str:
    """Anything that could stand where a form has a number of its own."""
    if fixed.lower() in NUMBER_WORDS:
        return KINDS["n"]
    if re.fullmatch(KINDS["day"], fixed):
        return KINDS["day"]
    return KINDS["rate"]


def _pieces(literal: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for match in _FIXED.finditer(literal):
        yield literal[end : match.start()], False
        yield match[0], True
        end = match.end()
    yield literal[end:], False
