"""How an exact rate becomes digits: the only place where a rate is rounded.

Belongs here: rounding half up and the guard that keeps "100%" for all and "0%" for none. Not here: the words
around the number (`wording`), and rules about a rate, which test the fraction and never the print.
"""

from __future__ import annotations

from fractions import Fraction

from upheld.measures.measure import MeasureVersion

PER = 100_000
"""A rate by population is printed for this many residents."""


def round_half_up(rate: Fraction, decimals: int = 0) -> Fraction:
    """The nearest multiple of 10^-decimals, exactly; halves go up (62.5 becomes 63). For rates, which are not
    negative."""
    return Fraction(_units(rate, decimals), 10**decimals)


def _units(rate: Fraction, decimals: int, per: int = 1) -> int:
    """`rate` times `per`, rounded half up, in units of 10^-decimals: in whole numbers, as very many rates are printed."""
    if rate < 0:
        raise ValueError(f"a rate is never negative, and {rate} is")
    scale: int = 10**decimals
    return (2 * rate.numerator * per * scale + rate.denominator) // (2 * rate.denominator)


def decimal_text(rate: Fraction, decimals: int) -> str:
    """`rate` rounded half up and written with exactly `decimals` digits after the point: 1/8 to two digits is
    0.13."""
    return _written(_units(rate, decimals), decimals)


def _written(units: int, decimals: int) -> str:
    whole, rest = divmod(units, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)


def print_percent(rate: Fraction, decimals: int = 0, guarded: bool = True) -> str:
    """A rate between 0 and 1 as a percentage.

    Guarded, "100%" says all and "0%" says none; what rounding would carry there prints as "over 99%" or
    "under 1%" (at one decimal "over 99.9%" or "under 0.1%"). Not guarded ("plain") is for reproducing letters
    printed otherwise. Raises ValueError for a rate outside 0 to 1.
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"{rate} is no share of a base: it does not lie between 0 and 1")
    printed, whole = _units(rate, decimals, 100), 100 * 10**decimals
    if guarded and printed == whole and rate != 1:
        return f"over {_written(whole - 1, decimals)}%"
    if guarded and printed == 0 and rate != 0:
        return f"under {_written(1, decimals)}%"
    return f"{_written(printed, decimals)}%"


def print_per_100000(rate: Fraction, decimals: int = 1, guarded: bool = True) -> str:
    """A rate by resident (numerator over residents) for 100,000 residents: 3.4, or 12 where the last digit
    would be 0.

    Guarded, "0" says none: a smaller rate than can be printed is "under 0.1".
    """
    printed = _units(rate, decimals, PER)
    if guarded and printed == 0 and rate != 0:
        return f"under {_written(1, decimals)}"
    text = _written(printed, decimals)
    return text.rstrip("0").rstrip(".") if decimals else text


def print_rate(definition: MeasureVersion, rate: Fraction, national: bool = False) -> str:
    """`rate` as its definition has it printed, for an authority or group, or for the whole country
    (`national`)."""
    decimals = definition.national_decimals if national else definition.decimals
    guarded = definition.extremes == "guarded"
    if definition.unit == "percent":
        return print_percent(rate, decimals, guarded)
    return print_per_100000(rate, decimals, guarded)
