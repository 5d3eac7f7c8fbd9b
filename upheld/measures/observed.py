"""What happened over several years, beside what would have happened had each gone as the other members' did.

Belongs here: observed and expected over strata (a year, or a category in a year), the exact tail, and its verdict. Not
here: who the other members are (`comparison`), which years make a span, and how any of it is said (`wording`).

In each stratum the authority has x of n and the others X of N. Expected are n X / N, summed. Given the margins n, N and
m = x + X of every stratum, chance alone gives the authority a hypergeometric number in each (see `verdict`), each stratum
on its own: their sum has the convolution of those distributions. Strata are never pooled, so a break in the series and a
drift of the whole country, which move authority and others alike, cancel.

Sources: N. Mantel and W. Haenszel, "Statistical aspects of the analysis of data from retrospective studies of disease",
Journal of the National Cancer Institute 22 (1959), 719-748, for strata compared each with itself; J. J. Gart, "Point and
interval estimation of the common odds ratio in the combination of 2 x 2 tables with fixed marginals", Biometrika 57
(1970), 471-475, for the exact conditional distribution of the sum; C. R. Mehta, N. R. Patel and R. Gray, "Computing an
exact confidence interval for the common odds ratio in several 2 x 2 contingency tables", Journal of the American
Statistical Association 80 (1985), 969-973, for computing it as a product of polynomials.

That product is taken as Kronecker takes it: the whole numbers of ways stand side by side in one long integer, with room
between them, so that one multiplication of integers is the convolution. All of it is exact. Three years of 600 cases
beside 15,000 take some 0.6 seconds, three of 130 a hundredth of one (two cores, Python 3.11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import accumulate
from math import comb, gcd, perm, prod
from typing import Literal

from upheld.measures.figure import Verdict
from upheld.measures.verdict import CLEARLY_ONE_IN, FEWEST_CASES, FEWEST_OTHERS, ONE_IN

Stratum = tuple[int, int, int, int]
"""(x, n, X, N): the authority's x of n beside the other members' X of N."""

By = Literal["year", "year and category"]
"""What the strata are. By category too, the mix of an authority's complaints is taken into account, and it must say so."""


@dataclass(frozen=True, slots=True)
class Observed:
    """O against E over the strata that count.

    `base` is the authority's cases in them, `observed` how many of those came out so, `expected` how many would have had
    each stratum gone as the others' did. `at_most` and `at_least` are the chances of no more, and of no fewer, than
    observed, each holding `observed` itself. `counted` and `dropped` name the strata, in the order given; dropped are
    those in which the authority or the others had no base. `verdict` is None where nothing is left to compare.
    """

    by: By
    base: int
    observed: int
    expected: Fraction
    at_most: Fraction
    at_least: Fraction
    verdict: Verdict | None
    counted: tuple[str, ...]
    dropped: tuple[str, ...]


def observe(strata: Mapping[str, Stratum], others_with_base: int, by: By = "year") -> Observed:
    """O, E, tails and verdict over `strata`, each under its name ("2019-20", or "2019-20, Housing").

    `others_with_base` is how many other members had a base in one of the strata at least. The thresholds are those of a
    single year (`verdict`), and of one stratum the verdict is that of `verdict_of`. A case counted anew in a later year
    must have left the earlier one: sums over years hold every case once. Raises ValueError for counts that are no counts
    of a base.
    """
    _check(strata.values())
    counted = {name: stratum for name, stratum in strata.items() if stratum[1] and stratum[3]}
    tables = tuple(counted.values())
    at_most, at_least = tails_of_sum(tables)
    observed = sum(x for x, _, _, _ in tables)
    expected = sum((Fraction(n * others_x, others_n) for _, n, others_x, others_n in tables), Fraction(0))
    return Observed(
        by=by,
        base=sum(n for _, n, _, _ in tables),
        observed=observed,
        expected=expected,
        at_most=at_most,
        at_least=at_least,
        verdict=_verdict(tables, observed - expected, at_most, at_least)
        if tables and others_with_base >= FEWEST_OTHERS
        else None,
        counted=tuple(counted),
        dropped=tuple(name for name in strata if name not in counted),
    )


def tails_of_sum(strata: Sequence[Stratum]) -> tuple[Fraction, Fraction]:
    """P(at most O) and P(at least O) for the sum O of the strata's x, given the margins of each; both hold O itself."""
    _check(strata)
    least, ways, others = _halves(strata)
    far = sum(x for x, _, _, _ in strata) - least
    # Of all pairs of a result in one half and a result in the other: those that come to `far` or less, and those below.
    running = list(accumulate(others, initial=0))
    at_most = sum(count * running[min(far - k + 1, len(others))] for k, count in enumerate(ways[: far + 1]))
    below = sum(count * running[min(far - k, len(others))] for k, count in enumerate(ways[:far]))
    all_ways = sum(ways) * running[-1]
    return Fraction(at_most, all_ways), Fraction(all_ways - below, all_ways)


def chance_listed_over(strata: Sequence[Stratum]) -> Fraction:
    """How likely chance alone is to put a tail below 1/40, given the margins: never above 1/20.

    At most this share of authorities with such margins would be listed if every one matched its group: results that
    are too few to say, or on the other side of E than of the distribution's middle, are not taken out.
    """
    _check(strata)
    tables = [stratum for stratum in strata if stratum[1] and stratum[3]]
    if sum(n for _, n, _, _ in tables) < FEWEST_CASES:
        return Fraction(0)
    _, one, other = _halves(tables)
    ways = _convolve(one, other)
    all_ways = sum(ways)
    listed = 0
    for from_one_end in (ways, ways[::-1]):
        listed += max((tail for tail in accumulate(from_one_end) if tail * ONE_IN < all_ways), default=0)
    return Fraction(listed, all_ways)


def too_few_over(strata: Sequence[Stratum], above: bool) -> bool:
    """Whether no result so far out on this side could have been told apart.

    So it is with fewer than five cases in all; above, where all cases of every stratum would come with a chance of at
    least 1/40 at the others' rates; below, where none would.
    """
    if sum(n for _, n, _, _ in strata) < FEWEST_CASES:
        return True
    likely = prod((others_x if above else others_n - others_x) ** n for _, n, others_x, others_n in strata)
    return bool(ONE_IN * likely >= prod(others_n**n for _, n, _, others_n in strata))


def _verdict(
    strata: Sequence[Stratum], difference: Fraction, at_most: Fraction, at_least: Fraction
) -> Verdict:
    if sum(n for _, n, _, _ in strata) < FEWEST_CASES:
        return Verdict.TOO_FEW
    if difference == 0:
        return Verdict.NOT_TOLD_APART
    above = difference > 0
    if too_few_over(strata, above):
        return Verdict.TOO_FEW
    # Only the tail on E's side is asked: "higher" is never said of fewer than were expected.
    tail = at_least if above else at_most
    if tail * ONE_IN >= 1:
        return Verdict.NOT_TOLD_APART
    if tail * CLEARLY_ONE_IN >= 1:
        return Verdict.HIGHER if above else Verdict.LOWER
    return Verdict.CLEARLY_HIGHER if above else Verdict.CLEARLY_LOWER


def _halves(strata: Iterable[Stratum]) -> tuple[int, list[int], list[int]]:
    """The least possible sum, and two lists of ways whose convolution, from that sum upwards, is the distribution.

    Two and not one, for the last multiplication is the longest and a tail does without it.
    """
    least = 0
    parts: list[tuple[int, int, list[int]]] = []
    for number, (x, n, others_x, others_n) in enumerate(strata):
        least += max(0, x + others_x - others_n)
        ways = _ways(n, others_n, x + others_x)
        parts.append((len(ways), number, ways))
    heapify(parts)
    while len(parts) > 2:
        (_, number, shorter), (_, _, longer) = heappop(parts), heappop(parts)
        product = _convolve(shorter, longer)
        heappush(parts, (len(product), number, product))
    one, other = (*(ways for _, _, ways in parts), [1], [1])[:2]
    return least, one, other


def _ways(n: int, others_n: int, m: int) -> list[int]:
    """Numbers in proportion to the chance of each possible k, from the least up, without a common factor.

    Of n cases drawn in some order from n + N, of which m are upheld, k are: C(n, k) places for them, m (m - 1) ... for
    the upheld ones and (n + N - m) ... for the rest. Their digits grow with n, not with N as those of C(N, m - k) do.
    """
    possible = range(max(0, m - others_n), min(n, m) + 1)
    ways = [comb(n, k) * perm(m, k) * perm(n + others_n - m, n - k) for k in possible]
    common = gcd(*ways)
    return [count // common for count in ways]


def _convolve(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """The coefficients of the product of two polynomials with whole, not negative coefficients."""
    most = max(one) * max(other) * min(len(one), len(other))
    room = most.bit_length() // 8 + 1
    product = _side_by_side(one, room) * _side_by_side(other, room)
    length = len(one) + len(other) - 1
    laid = product.to_bytes(room * length, "little")
    return [int.from_bytes(laid[room * k : room * (k + 1)], "little") for k in range(length)]


def _side_by_side(numbers: Sequence[int], room: int) -> int:
    return int.from_bytes(b"".join(number.to_bytes(room, "little") for number in numbers), "little")


def _check(strata: Iterable[Stratum]) -> None:
    for x, n, others_x, others_n in strata:
        if not (0 <= x <= n and 0 <= others_x <= others_n):
            raise ValueError(
                f"{x} of {n} beside {others_x} of {others_n}: a numerator never exceeds its base"
            )
