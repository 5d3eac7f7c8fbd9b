"""What chance allows to be said of an authority beside the other members of its group together.

Belongs here: Fisher's exact test in whole numbers, the verdict that follows, and how often it would be given
by chance alone. Not here: who the other members are (`comparison`), and how a verdict is said (`wording`).

The authority has x of n, the others together X of N. Given the margins n, N and m = x + X, chance alone gives
the authority k of them with probability C(n, k) C(N, m - k) / C(n + N, m), the hypergeometric distribution
(R. A. Fisher, "The logic of inductive inference", Journal of the Royal Statistical Society 98 (1935), 39-82).
Every comparison below is one of whole numbers; nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import dropwhile
from math import comb

from upheld.measures.figure import Verdict

ONE_IN = 40
"""A tail below 1 in 40 is told apart."""

CLEARLY_ONE_IN = 1000
"""A tail below 1 in 1,000 is told apart clearly."""

FEWEST_CASES = 5
"""A smaller base than this is too few to say."""

FEWEST_OTHERS = 5
"""With fewer other members that have a base there is no verdict: there is no group to speak of."""

LISTED = frozenset({Verdict.CLEARLY_HIGHER, Verdict.HIGHER, Verdict.LOWER, Verdict.CLEARLY_LOWER})
"""The verdicts by which an authority is listed as differing from its group."""

_CHANCE_DIGITS = 12


def verdict_of(x: int, n: int, others_x: int, others_n: int, others_with_base: int) -> Verdict | None:
    """The verdict on x of n beside the other members' `others_x` of `others_n`.

    None where there is nothing to compare: no base, or fewer than five other members with a base. Raises
    ValueError for counts that are no counts of a base.
    """
    _check(x, n, others_x, others_n)
    if n == 0 or others_n == 0 or others_with_base < FEWEST_OTHERS:
        return None
    if too_few(x, n, others_x, others_n):
        return Verdict.TOO_FEW
    at_most, at_least, all_ways = _tails(x, n, others_x, others_n)
    if at_most * ONE_IN < all_ways:
        return Verdict.CLEARLY_LOWER if at_most * CLEARLY_ONE_IN < all_ways else Verdict.LOWER
    if at_least * ONE_IN < all_ways:
        return Verdict.CLEARLY_HIGHER if at_least * CLEARLY_ONE_IN < all_ways else Verdict.HIGHER
    return Verdict.NOT_TOLD_APART


def too_few(x: int, n: int, others_x: int, others_n: int) -> bool:
    """Whether no result so far out on this side could have been told apart.

    So it is with fewer than five cases; above the others' rate r where even all n of n would come with a
    chance of r^n of at least 1/40; and below it where none of n would, with (1 - r)^n.
    """
    if n < FEWEST_CASES:
        return True
    side = x * others_n - others_x * n
    if side == 0:
        return False
    likely = others_x if side > 0 else others_n - others_x
    return bool(ONE_IN * likely**n >= others_n**n)


def tail_probabilities(x: int, n: int, others_x: int, others_n: int) -> tuple[Fraction, Fraction]:
    """P(at most x) and P(at least x) for the authority, given the margins; both hold x itself, so they sum to
    more than 1."""
    _check(x, n, others_x, others_n)
    at_most, at_least, all_ways = _tails(x, n, others_x, others_n)
    return Fraction(at_most, all_ways), Fraction(at_least, all_ways)


def chance_listed(x: int, n: int, others_x: int, others_n: int) -> Fraction:
    """How likely chance alone is to list an authority of this base: the size the test attains, given the
    margins.

    The sum of the probabilities of all results k whose verdict, with the rest of m = x + X at the others,
    would be one of `LISTED`. It depends on x and X through their sum only. Takes for granted that there are
    members enough to compare.
    """
    _check(x, n, others_x, others_n)
    return _chance_listed(n, others_n, x + others_x)


def listed_by_chance(comparisons: Iterable[tuple[int, int, int, int]]) -> Fraction:
    """How many of `comparisons` (x, n, X, N) would be listed if every authority matched its group.

    The sum of `chance_listed`, each rounded to twelve digits first: the exact fractions have thousands of
    digits and no common denominator, and a sum of some hundreds is then still right to nine.
    """
    scale = 10**_CHANCE_DIGITS
    summed = 0
    for counts in comparisons:
        chance = chance_listed(*counts)
        summed += (2 * chance.numerator * scale + chance.denominator) // (2 * chance.denominator)
    return Fraction(summed, scale)


@lru_cache(maxsize=65536)
def _chance_listed(n: int, others_n: int, m: int) -> Fraction:
    if n < FEWEST_CASES or others_n == 0:
        return Fraction(0)
    all_ways = comb(n + others_n, m)
    listed = 0
    for outermost_first in (_ways_upwards(n, others_n, m), _ways_downwards(n, others_n, m)):
        at_or_beyond = 0
        tail: list[tuple[int, int]] = []
        for k, ways in outermost_first:
            at_or_beyond += ways
            if at_or_beyond * ONE_IN >= all_ways:
                break
            tail.append((k, ways))
        # Further out is never "too few" where nearer is not. (No table with n up to 30 and N up to 60 has a listed
        # result that is too few at all; it is asked because the rule asks it, and costs nothing.)
        told_apart = dropwhile(lambda result: too_few(result[0], n, m - result[0], others_n), reversed(tail))
        listed += sum(ways for _, ways in told_apart)
    return Fraction(listed, all_ways)


def _tails(x: int, n: int, others_x: int, others_n: int) -> tuple[int, int, int]:
    """In how many ways chance gives at most x, at least x, and anything: whole numbers in place of
    probabilities."""
    m = x + others_x
    least, most = max(0, m - others_n), min(n, m)
    all_ways = comb(n + others_n, m)
    exactly = 0
    summed = 0
    # Either tail gives the other; the one with fewer terms is summed.
    upwards = x - least <= most - x
    for k, ways in (_ways_upwards if upwards else _ways_downwards)(n, others_n, m):
        summed += ways
        if k == x:
            exactly = ways
            break
    rest = all_ways - summed + exactly
    return (summed, rest, all_ways) if upwards else (rest, summed, all_ways)


def _ways_upwards(n: int, others_n: int, m: int) -> Iterator[tuple[int, int]]:
    """Each possible k from the least up, with C(n, k) C(N, m - k), each from the one before by an exact
    division."""
    k = max(0, m - others_n)
    ways = comb(n, k) * comb(others_n, m - k)
    while ways:
        yield k, ways
        ways = ways * ((n - k) * (m - k)) // ((k + 1) * (others_n - m + k + 1))
        k += 1


def _ways_downwards(n: int, others_n: int, m: int) -> Iterator[tuple[int, int]]:
    """The same from the greatest k down."""
    k = min(n, m)
    ways = comb(n, k) * comb(others_n, m - k)
    while ways:
        yield k, ways
        ways = ways * (k * (others_n - m + k)) // ((n - k + 1) * (m - k + 1))
        k -= 1


def _check(x: int, n: int, others_x: int, others_n: int) -> None:
    if not (0 <= x <= n and 0 <= others_x <= others_n):
        raise ValueError(f"{x} of {n} beside {others_x} of {others_n}: a numerator never exceeds its base")
