"""What a printed number says: numbers in digits and words, percentages and dates, read back into exact values.

Belongs here: reading one printed value, and whether it is what a fact prints as. The arithmetic of rounding is done here a
second time, on purpose. Not here: sentences, and which facts there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from upheld.letters.proof.rules import Rule
from upheld.wording.dates import MONTHS

PER = 100_000
NUMBER_WORDS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
} | {"no": 0, "both": 2}

_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
KINDS: Mapping[str, str] = {
    "n": rf"\d[\d,]*|(?i:{_WORDS})\b",
    "rate": r"(?:over |under )?\d[\d,]*(?:\.\d+)?%?",
    "day": r"\d{1,2} [A-Z][a-z]{2,8} \d{4}",
    "year": r"\d{4}(?:-\d{2})?",
    "text": r".*?",
}
"""What a value of each kind looks like in print."""

_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_RATE = re.compile(r"(over |under )?(\d[\d,]*(?:\.(\d+))?)(%?)")


@dataclass(frozen=True, slots=True)
class Share:
    """A rate as its definition has it printed: a share of 1 (in percent), or by resident (for 100,000)."""

    rate: Fraction
    percent: bool = True
    decimals: int = 0
    guarded: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """Something told in sentences of its own, which stand under `part` of the grammar; empty where nothing holds."""

    part: str


Value = int | str | date | Share | Told


@dataclass(frozen=True, slots=True)
class Fact:
    """What is true, and the rule that is broken where something else is printed."""

    value: Value
    rule: Rule


def read_number(printed: str) -> int | None:
    """A whole number in digits or words; thousands must be parted by commas, and by nothing else."""
    word = NUMBER_WORDS.get(printed.lower())
    if word is not None:
        return word
    if not re.fullmatch(r"\d{1,3}(?:,\d{3})*|\d{1,4}", printed):
        return None
    return int(printed.replace(",", ""))


def read_day(printed: str) -> date | None:
    """A day such as 22 July 2020 or 22 Jul 2020."""
    match = _DAY.fullmatch(printed)
    if match is None:
        return None
    names = [number for number, name in enumerate(MONTHS, start=1) if match[2] in (name, name[:3])]
    try:
        return date(int(match[3]), names[0], int(match[1])) if names else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def wrong_rate(printed: str, share: Share) -> Rule | None:
    """The rule that a printed rate breaks, or None where it is what the exact rate rounds to."""
    match = _RATE.fullmatch(printed)
    if match is None or bool(match[4]) != share.percent:
        return Rule.RATE
    step = Fraction(1, 10**share.decimals)
    exact = share.rate * (100 if share.percent else PER)
    number = Fraction(match[2].replace(",", ""))
    if match[1]:
        top = match[1] == "over "
        edge = 100 - step if top else step
        true = (100 - step / 2 <= exact < 100) if top else (0 < exact < step / 2)
        return None if share.guarded and number == edge and true and (share.percent or not top) else Rule.RATE
    if share.guarded and ((share.percent and number == 100 and exact != 100) or (number == 0 and exact != 0)):
        return Rule.ALL_OR_NONE
    decimals = len(match[3] or "")
    well_written = (
        decimals == share.decimals
        if share.percent
        else decimals <= share.decimals and not (match[3] or "1").endswith("0")
    )
    near = number - step / 2 <= exact < number + step / 2
    return None if near and well_written else Rule.RATE


def wrong(printed: str, fact: Fact) -> tuple[Rule, str] | None:
    """The rule broken by `printed` where `fact` should stand, and what is right; None where it does stand there."""
    value = fact.value
    if isinstance(value, Share):
        broken = wrong_rate(printed, value)
        per = 100 if value.percent else PER
        if broken is None:
            return None
        about = (
            str(value.rate * per)
            if value.rate * per == int(value.rate * per)
            else f"about {_three(value.rate * per)}"
        )
        rule = fact.rule if broken is Rule.RATE else broken
        return rule, f"the counts give {about}{'%' if value.percent else ' for every 100,000'}"
    if isinstance(value, date):
        return None if read_day(printed) == value else (fact.rule, f"the day is {value.isoformat()}")
    if isinstance(value, int):
        return None if read_number(printed) == value else (fact.rule, f"it is {value:,}")
    if isinstance(value, Told):
        raise TypeError(f"{value.part} is told in sentences, and not one value")
    return (
        None
        if printed == value
        else (fact.rule, f"it should be {value!r}" if value else "nothing should stand here")
    )


def _three(exact: Fraction) -> str:
    thousandths = exact.numerator * 1000 // exact.denominator
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"
