"""A slow, obvious second implementation of every statistic, for tests to compare with.

Written from the definitions, not from the package: whole sums of whole binomial coefficients, bisection, fractions. It
imports nothing of the package, so that a mistake there cannot be repeated here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from itertools import product
from math import comb

HALVINGS = 34  # 2^-34 is less than a hundredth of the sixth digit


def binomial_at_most(x: int, n: int, p: Fraction) -> Fraction:
    """P(at most x of n) when each has the chance p."""
    return sum((comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(x + 1)), Fraction(0))


def clopper_pearson(x: int, n: int, level: Fraction = Fraction(95, 100)) -> tuple[Fraction, Fraction]:
    """The chances p at which x or more, and x or fewer, of n each become as rare as half of what `level` leaves."""
    tail = (1 - level) / 2
    low = _root(lambda p: 1 - binomial_at_most(x - 1, n, p) < tail, Fraction(1)) if x > 0 else Fraction(0)
    high = _root(lambda p: binomial_at_most(x, n, p) > tail, Fraction(1)) if x < n else Fraction(1)
    return low, high


def poisson_at_most(x: int, mean: Fraction) -> Decimal:
    """P(at most x) for a Poisson count, to some 40 digits."""
    with localcontext() as context:
        context.prec = 45
        mu = Decimal(mean.numerator) / Decimal(mean.denominator)
        total = Decimal(0)
        for k in range(x + 1):
            factorial = 1
            for factor in range(2, k + 1):
                factorial *= factor
            total += mu**k / factorial if mu or k else Decimal(1)
        return total * (-mu).exp()


def poisson_mean(x: int) -> tuple[Fraction, Fraction]:
    """The exact 95% interval of the mean behind a Poisson count of x."""
    tail = Decimal("0.025")
    far = Fraction(2 * x + 30)
    low = _root(lambda mean: 1 - poisson_at_most(x - 1, mean) < tail, far) if x else Fraction(0)
    return low, _root(lambda mean: poisson_at_most(x, mean) > tail, far)


def _root(lies_above: Callable[[Fraction], bool], far: Fraction) -> Fraction:
    low, high = Fraction(0), far
    for _ in range(HALVINGS + far.numerator.bit_length()):
        middle = (low + high) / 2
        low, high = (middle, high) if lies_above(middle) else (low, middle)
    return (low + high) / 2


def possible(n: int, others_n: int, m: int) -> Iterator[int]:
    """Every number k of the m that the authority could have had."""
    for k in range(n + 1):
        if 0 <= m - k <= others_n:
            yield k


def probability(k: int, n: int, others_n: int, m: int) -> Fraction:
    """The hypergeometric probability that k of the m fall to the authority."""
    return Fraction(comb(n, k) * comb(others_n, m - k), comb(n + others_n, m))


def tails(x: int, n: int, others_x: int, others_n: int) -> tuple[Fraction, Fraction]:
    """P(at most x) and P(at least x)."""
    m = x + others_x
    at_most = sum((probability(k, n, others_n, m) for k in possible(n, others_n, m) if k <= x), Fraction(0))
    at_least = sum((probability(k, n, others_n, m) for k in possible(n, others_n, m) if k >= x), Fraction(0))
    return at_most, at_least


def verdict(x: int, n: int, others_x: int, others_n: int, others_with_base: int) -> str | None:
    """The verdict in words, read off the rule line by line."""
    if n == 0 or others_with_base < 5:
        return None
    if n < 5:
        return "too few to say"
    rate, others = Fraction(x, n), Fraction(others_x, others_n)
    if rate > others and others**n >= Fraction(1, 40):
        return "too few to say"
    if rate < others and (1 - others) ** n >= Fraction(1, 40):
        return "too few to say"
    at_most, at_least = tails(x, n, others_x, others_n)
    if at_most < Fraction(1, 1000):
        return "clearly lower"
    if at_most < Fraction(1, 40):
        return "lower"
    if at_least < Fraction(1, 1000):
        return "clearly higher"
    if at_least < Fraction(1, 40):
        return "higher"
    return "cannot be told apart"


def chance_listed(x: int, n: int, others_x: int, others_n: int) -> Fraction:
    """The probability of all results that would be listed, each with its own verdict."""
    m = x + others_x
    listed = Fraction(0)
    for k in possible(n, others_n, m):
        if verdict(k, n, m - k, others_n, others_with_base=5) in {
            "clearly higher",
            "higher",
            "lower",
            "clearly lower",
        }:
            listed += probability(k, n, others_n, m)
    return listed


def sums(strata: Sequence[tuple[int, int, int, int]]) -> dict[int, Fraction]:
    """The probability of each sum of the strata's results, every combination of results looked at one by one."""
    margins = [(n, others_n, x + others_x) for x, n, others_x, others_n in strata]
    chances: dict[int, Fraction] = {}
    for results in product(*(possible(*each) for each in margins)):
        chance = Fraction(1)
        for k, each in zip(results, margins, strict=True):
            chance *= probability(k, *each)
        chances[sum(results)] = chances.get(sum(results), Fraction(0)) + chance
    return chances


def observed(
    strata: Sequence[tuple[int, int, int, int]], others_with_base: int
) -> tuple[int, Fraction, Fraction, Fraction, str | None]:
    """O, E, P(at most O), P(at least O) and the verdict in words, over the strata in which both sides have a base."""
    counted = [each for each in strata if each[1] > 0 and each[3] > 0]
    o = sum(x for x, _, _, _ in counted)
    e = sum((n * Fraction(others_x, others_n) for _, n, others_x, others_n in counted), Fraction(0))
    chances = sums(counted)
    at_most = sum((chance for k, chance in chances.items() if k <= o), Fraction(0))
    at_least = sum((chance for k, chance in chances.items() if k >= o), Fraction(0))
    return o, e, at_most, at_least, _verdict_over(counted, others_with_base, o - e, at_most, at_least)


def _verdict_over(
    counted: Sequence[tuple[int, int, int, int]],
    others_with_base: int,
    difference: Fraction,
    at_most: Fraction,
    at_least: Fraction,
) -> str | None:
    if not counted or others_with_base < 5:
        return None
    if sum(n for _, n, _, _ in counted) < 5:
        return "too few to say"
    if difference == 0:
        return "cannot be told apart"
    all_that_way = Fraction(1)
    for _, n, others_x, others_n in counted:
        rate = Fraction(others_x, others_n)
        all_that_way *= (rate if difference > 0 else 1 - rate) ** n
    if all_that_way >= Fraction(1, 40):
        return "too few to say"
    tail, word = (at_least, "higher") if difference > 0 else (at_most, "lower")
    if tail < Fraction(1, 1000):
        return f"clearly {word}"
    return word if tail < Fraction(1, 40) else "cannot be told apart"


def chance_listed_over(strata: Sequence[tuple[int, int, int, int]]) -> Fraction:
    """The probability of all sums that would have a tail below 1/40."""
    counted = [each for each in strata if each[1] > 0 and each[3] > 0]
    if sum(n for _, n, _, _ in counted) < 5:
        return Fraction(0)
    chances = sums(counted)
    listed = Fraction(0)
    for k, chance in chances.items():
        at_most = sum((other for j, other in chances.items() if j <= k), Fraction(0))
        at_least = sum((other for j, other in chances.items() if j >= k), Fraction(0))
        if at_most < Fraction(1, 40) or at_least < Fraction(1, 40):
            listed += chance
    return listed


def rank_intervals(intervals: Mapping[str, tuple[Fraction, Fraction]]) -> dict[str, tuple[int, int]]:
    """The first and last place of each, every pair of intervals compared."""
    places = {}
    for slug, (low, high) in intervals.items():
        wholly_above = [other for other in intervals.values() if other[0] > high]
        wholly_below = [other for other in intervals.values() if other[1] < low]
        places[slug] = (1 + len(wholly_above), len(intervals) - len(wholly_below))
    return places


def six_digits(value: Fraction) -> str:
    """A value rounded half up to six digits by the decimal arithmetic of the standard library."""
    return rounded(value, 6)


def rounded(value: Fraction, digits: int) -> str:
    """A value rounded half up to this many digits."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return str(exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def release_rows(public: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    """The rows of a table of a release's public part, as text."""
    return list(csv.DictReader(io.StringIO(public[name].decode())))


def bodies_of(public: Mapping[str, bytes], kind: str) -> list[str]:
    """The slugs of a group, of all "grouped", of those "apart", of everybody ("whole"), or of "region:<name>"."""
    found = []
    for row in release_rows(public, "register.csv"):
        if (
            kind == "whole"
            or (kind == "grouped" and row["group"])
            or (kind == "apart" and not row["group"])
            or kind == row["group"]
            or kind == f"region:{row['region']}"
        ):
            found.append(row["slug"])
    return found


def counted_of(public: Mapping[str, bytes], kind: str, *names: str) -> int:
    """The sum of counts of these names over the bodies of a kind, row by row."""
    slugs = bodies_of(public, kind)
    summed = 0
    for row in release_rows(public, "counts.csv"):
        for name in names:
            if row["authority"] in slugs and row["name"] == name:
                summed += int(row["count"])
    return summed


def figures_of(public: Mapping[str, bytes], kind: str, measure: str) -> tuple[int, int]:
    """Numerator and base of a measure over the bodies of a kind, row by row."""
    slugs = bodies_of(public, kind)
    numerator = base = 0
    for row in release_rows(public, "figures.csv"):
        if row["authority"] in slugs and row["measure"] == measure:
            numerator += int(row["numerator"])
            base += int(row["denominator"])
    return numerator, base


def in_category(public: Mapping[str, bytes], category: str, column: str) -> int:
    """A count of everybody in one category; "" is what is under none."""
    rows = release_rows(public, "categories.csv")
    return sum(int(row[column]) for row in rows if row["category"] == category)


def percent_text(numerator: int, base: int, digits: int) -> str | None:
    """A share as it is printed, by the decimal arithmetic of the standard library; None of nothing."""
    if not base:
        return None
    shown = rounded(Fraction(100 * numerator, base), digits)
    step = Decimal(1).scaleb(-digits)
    if Decimal(shown) == 100 and numerator != base:
        return f"over {100 - step}%"
    return f"under {step}%" if Decimal(shown) == 0 and numerator else f"{shown}%"
