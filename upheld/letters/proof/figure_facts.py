"""What is true of one figure: its counts, its printed rates, and the verdict that its counts bear.

Belongs here: facts and conditions of a figure, with the verdict computed again. Not here: the forms of its sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from upheld.letters.proof.rules import Rule
from upheld.letters.proof.values import PER, Fact, Share
from upheld.measures.figure import Figure, Verdict
from upheld.measures.measure import MeasureVersion
from upheld.measures.verdict import FEWEST_CASES, FEWEST_OTHERS, ONE_IN, verdict_of


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """A figure with what is true of it. `verdict` is the one that the counts bear, whatever the release says."""

    figure: Figure
    definition: MeasureVersion
    verdict: Verdict | None
    hollow: bool
    shares: Mapping[str, Share]
    facts: Mapping[str, Fact]
    conditions: frozenset[str]


def figure_facts(figure: Figure, definition: MeasureVersion, group_one: str) -> FigureFacts:
    """The facts of a figure. `group_one` is the noun of its group, empty where there is none."""
    numerator, base = figure.numerator, figure.denominator
    verdict = recomputed(figure, definition)
    shares = shares_of(figure, definition)
    facts = {
        "numerator": Fact(numerator, Rule.NUMBER),
        "base": Fact(base, Rule.BASE),
        "missing": Fact(base - numerator, Rule.NUMBER),
        "public_label": Fact(definition.public_label, Rule.NAME),
        "no_base": Fact(definition.no_base, Rule.NO_BASE),
        "scale": Fact(
            "on a scale from 0% to 100%"
            if definition.unit == "percent"
            else f"for every 100,000 {definition.base_noun.many}",
            Rule.PICTURE,
        ),
        "base_many": Fact(definition.base_noun.many, Rule.NAME),
        "article of group": Fact(2 if group_one[:1].lower() in "aeio" else 1, Rule.PLURAL),
    }
    if base == 0:
        facts["rate"] = Fact("", Rule.NO_BASE)
    facts |= {name: Fact(share, Rule.RATE) for name, share in shares.items()}
    if figure.group is not None:
        facts["other_members"] = Fact(figure.group.members_with_base - 1, Rule.NUMBER)
    hollow = 0 < base < FEWEST_CASES or verdict is Verdict.TOO_FEW
    conditions = _conditions(figure, definition, verdict, hollow, shares)
    return FigureFacts(figure, definition, verdict, hollow, shares, facts, conditions)


def recomputed(figure: Figure, definition: MeasureVersion) -> Verdict | None:
    """The verdict that the counts bear; None where the definition has none or there is nothing to compare."""
    group = figure.group
    if not definition.verdict or group is None or figure.denominator == 0:
        return None
    others = (group.numerator - figure.numerator, group.denominator - figure.denominator)
    return verdict_of(
        figure.numerator, figure.denominator, *others, others_with_base=group.members_with_base - 1
    )


def shares_of(figure: Figure, definition: MeasureVersion) -> dict[str, Share]:
    """Every rate that may be printed of a figure, by name: rate, low, high, average, others."""
    percent = definition.unit == "percent"

    def share(of: Fraction) -> Share:
        return Share(of, percent, definition.decimals, definition.extremes == "guarded")

    found: dict[str, Share] = {}
    if figure.denominator:
        found["rate"] = share(Fraction(figure.numerator, figure.denominator))
    if figure.interval is not None:
        per = 1 if percent else PER
        found["low"], found["high"] = (
            share(Fraction(end) / per) for end in (figure.interval.low, figure.interval.high)
        )
    group = figure.group
    if group is not None and definition.average:
        others = group.denominator - figure.denominator
        if group.denominator and (others or not figure.denominator):
            found["average"] = share(Fraction(group.numerator, group.denominator))
        if others:
            found["others"] = share(Fraction(group.numerator - figure.numerator, others))
    return found


def _conditions(
    figure: Figure,
    definition: MeasureVersion,
    verdict: Verdict | None,
    hollow: bool,
    shares: Mapping[str, Share],
) -> frozenset[str]:
    numerator, base, group = figure.numerator, figure.denominator, figure.group
    rate, others = shares.get("rate"), shares.get("others")
    others_with_base = group.members_with_base - 1 if group else 0
    stands = {
        "rate": base > 0,
        "no base": base == 0,
        "residents": definition.denominator == "residents",
        "has verdicts": definition.verdict,
        "verdict": verdict is not None,
        "average": "average" in shares,
        "hollow": hollow,
        "all": 0 < base == numerator,
        "none": base > 0 == numerator,
        "base of one": base == 1,
        "base of two": base == 2,
        "fewer than five": 0 < base < FEWEST_CASES,
        "has range and not too few": "low" in shares and verdict is not Verdict.TOO_FEW,
        "advice due": base > 0 and numerator < base,
        "no other member": bool(base) and group is not None and others_with_base < 1,
        "few others": bool(base) and group is not None and 1 <= others_with_base < FEWEST_OTHERS,
    }
    if verdict is not None:
        stands[verdict.value] = True
    # For a measure with verdicts alone: of residents these powers would have millions of digits.
    if definition.verdict and rate is not None and others is not None:
        r = others.rate
        stands |= {
            "above the others": rate.rate > r,
            "below the others": rate.rate <= r,
            "nothing stands out": all(one**base * ONE_IN >= 1 for one in (r, 1 - r)),
            "all would not stand out": r**base * ONE_IN >= 1,
            "none would not stand out": (1 - r) ** base * ONE_IN >= 1,
        }
    return frozenset(name for name, true in stands.items() if true)
