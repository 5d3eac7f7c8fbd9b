"""The 95% interval of a rate: how far the underlying rate could lie from what was counted.

Belongs here: the two exact intervals and how their ends become frozen text. Not here: verdicts, which compare
and do not follow from intervals.

Sources: C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of
the binomial", Biometrika 26 (1934), 404-413; F. Garwood, "Fiducial limits for the Poisson distribution",
Biometrika 28 (1936), 437-442. Both ends leave 1/40 in their tail.

An end is the root of a tail probability. The library's quantile finds it as a float, whose last digits differ
between platforms. Six digits are frozen, so a float matters only next to a rounding edge (half a unit of the
sixth digit). There the tail itself is computed at the edge, in integers or in 60 decimal digits, and says on
which side of the edge the root lies: the text does not depend on the float as long as that is right to
`DOUBT`, which is thousands of times its error.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from scipy.stats import beta, chi2

from upheld.measures.figure import Interval
from upheld.measures.rate import PER, decimal_text

TAIL = Fraction(1, 40)
"""What a 95% interval leaves on either side."""

DIGITS = 6
"""The digits after the point that are frozen."""

DOUBT = Fraction(1, 10**9)
"""Within this distance of a rounding edge (times the end itself, where that is above 1) the float is not
believed."""

_EXACT = Context(prec=60)


@lru_cache(maxsize=65536)
def clopper_pearson(numerator: int, denominator: int) -> Interval:
    """The 95% Clopper-Pearson interval of `numerator` of `denominator`, as fractions of 1.

    None of a base begins at exactly 0, all of a base ends at exactly 1. Raises ValueError unless 0 <=
    numerator <= denominator and there is a base.
    """
    x, n = numerator, denominator
    if not 0 <= x <= n or n == 0:
        raise ValueError(f"{x} of {n} is no count of a base")
    low = high = ""
    if x == 0:
        low = decimal_text(Fraction(0), DIGITS)
    else:
        # The lower end is at p or above when p leaves no more than 1/40 for x or more.
        near = float(beta.ppf(0.025, x, n - x + 1))
        low = _settled(near, lambda p: 1 - _binomial_at_most(x - 1, n, p) <= TAIL)
    if x == n:
        high = decimal_text(Fraction(1), DIGITS)
    else:
        near = float(beta.ppf(0.975, x + 1, n - x))
        high = _settled(near, lambda p: _binomial_at_most(x, n, p) >= TAIL)
    return Interval(low, high)


@lru_cache(maxsize=65536)
def poisson(numerator: int, residents: int) -> Interval:
    """The exact 95% interval of a count of events, for 100,000 residents.

    Raises ValueError for a negative count or for no residents.
    """
    x = numerator
    if x < 0 or residents <= 0:
        raise ValueError(f"{x} among {residents} residents is no rate")
    low = decimal_text(Fraction(0), DIGITS)
    if x > 0:
        near = float(chi2.ppf(0.025, 2 * x)) / 2 * PER / residents
        low = _settled(near, lambda rate: 1 - _poisson_at_most(x - 1, rate * residents / PER) <= TAIL)
    near = float(chi2.ppf(0.975, 2 * (x + 1))) / 2 * PER / residents
    return Interval(low, _settled(near, lambda rate: _poisson_at_most(x, rate * residents / PER) >= TAIL))


def interval_of(kind: str, numerator: int, denominator: int) -> Interval:
    """The interval a definition asks for by name: clopper_pearson, or poisson (whose denominator is
    residents)."""
    return {"clopper_pearson": clopper_pearson, "poisson": poisson}[kind](numerator, denominator)


def _settled(near: float, reaches: Callable[[Fraction], bool]) -> str:
    """The root near `near` to six digits; `reaches(edge)` decides exactly where the float comes close to
    an edge."""
    found = Fraction(near)
    unit = Fraction(1, 10**DIGITS)
    below = found // unit * unit
    edge = below + unit / 2
    if abs(found - edge) > DOUBT * max(Fraction(1), found):
        return decimal_text(found, DIGITS)
    return decimal_text(below + unit if reaches(edge) else below, DIGITS)


def _binomial_at_most(x: int, n: int, p: Fraction) -> Fraction:
    """P(at most x of n) when each has the chance p, exactly."""
    yes, no = p.numerator, p.denominator - p.numerator
    term = no**n
    summed = term
    for k in range(x):
        # Exact: the binomial coefficient times a power of each chance, and no**(n-k) holds the factor taken out.
        term = term * (n - k) * yes // ((k + 1) * no)
        summed += term
    return Fraction(summed, p.denominator**n)


def _poisson_at_most(x: int, mean: Fraction) -> Fraction:
    """P(at most x) for a Poisson count with this mean, to 60 digits: e to a rational power is irrational, so
    never a tie."""
    with_digits = _EXACT.divide(Decimal(mean.numerator), Decimal(mean.denominator))
    term = summed = Decimal(1)
    for k in range(1, x + 1):
        term = _EXACT.divide(_EXACT.multiply(term, with_digits), Decimal(k))
        summed = _EXACT.add(summed, term)
    return Fraction(_EXACT.multiply(summed, _EXACT.exp(_EXACT.minus(with_digits))))
