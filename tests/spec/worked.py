"""How the worked examples about rates and comparisons are computed: by the package's own functions, nothing by hand.

Belongs here: one function for each kind of example, from what is given to values printed as text. Not here: examples about
records (`worked_records`), prose, and typed results, which stand in the chapters and are compared by the test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from math import comb
from typing import Any

from upheld.measures.comparison import compare, listed_by_chance_among
from upheld.measures.figure import Figure, Interval
from upheld.measures.interval import clopper_pearson
from upheld.measures.measure import MeasureVersion
from upheld.measures.observed import By, observe
from upheld.measures.ranks import rank_intervals
from upheld.measures.rate import decimal_text, print_percent, print_rate, round_half_up
from upheld.measures.verdict import LISTED, chance_listed, tail_probabilities, verdict_of
from upheld.scheme import Scheme, england, load_scheme
from upheld.wording.caution import NOT_A_CAUSE

Row = tuple[str, ...]
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of an example: a text for every place, and a table (its rows with a header) where there is one.

    `given` is a table of what was given, shown before anything is said.
    """

    values: Mapping[str, str]
    header: Row = ()
    rows: tuple[Row, ...] = ()
    given_header: Row = ()
    given_rows: tuple[Row, ...] = field(default=())


@cache
def scheme() -> Scheme:
    """The scheme whose methods these are."""
    return load_scheme(england())


def definition(measure: str, ending: int = 2020) -> MeasureVersion:
    """The scheme's definition of a measure for the year that ends in `ending`."""
    return scheme().measures.for_year(ending)[measure]


def share(rate: Fraction | None, decimals: int = 0) -> str:
    """A rate as a percentage; the dash that stands for "no rate" in a table."""
    return "–" if rate is None else print_percent(rate, decimals)


def one_in(chance: Fraction) -> str:
    """A chance as once in how many times, to the nearest whole number."""
    return f"{int(round_half_up(1 / chance)):,}"


def _counted(x: int, n: int) -> str:
    return f"{x:,} of {n:,}"


def printing(given: Given) -> Worked:
    """Rates and what is printed; an item may ask for decimals as its third number."""
    rows = []
    for x, n, *more in given["counts"]:
        exact = Fraction(x, n) * 100
        rows.append((_counted(x, n), decimal_text(exact, 4), share(Fraction(x, n), *more)))
    return Worked({}, ("counted", "exact, in percent", "printed"), tuple(rows))


def published(given: Given) -> Worked:
    """Published counts and what is printed for them."""
    rows = [(name, year, _counted(x, n), share(Fraction(x, n))) for name, year, x, n in given["figures"]]
    return Worked({}, ("authority", "year", "upheld", "printed"), tuple(rows))


def no_base(given: Given) -> Worked:
    """What is said where there is no base, measure by measure."""
    of_year = scheme().measures.for_year(given["ending"])
    rows = [(each.public_label, f"{each.no_base[0].upper()}{each.no_base[1:]}.") for each in of_year.values()]
    return Worked({}, ("measure", "said in place of a rate"), tuple(rows))


def three_results(given: Given) -> Worked:
    """Three authorities: no cases, no group, and nothing upheld."""
    counts = {slug: (x, n) for slug, x, n, _ in given["authorities"]}
    groups = {slug: group or None for slug, _, _, group in given["authorities"]}
    rows = []
    for slug, figure in _compared(counts, groups).items():
        average = "compared with no group" if figure.average is None else share(figure.average)
        rows.append((slug, _counted(figure.numerator, figure.denominator), share(figure.rate), average))
    return Worked({}, ("authority", "upheld", "rate", "average"), tuple(rows))


def average(given: Given) -> Worked:
    """The pooled average of a group beside the mean of its members' rates."""
    counts = _members(given)
    first = next(iter(_compared(counts).values()))
    assert first.group is not None
    mean = sum((Fraction(x, n) for x, n in counts.values()), Fraction(0)) / len(counts)
    values = {
        "members": str(len(counts)),
        "numerator": str(first.group.numerator),
        "base": str(first.group.denominator),
        "average": share(first.average),
        "exact": share(first.average, 2),
        "mean": share(mean),
    }
    rows = [(slug, _counted(x, n), share(Fraction(x, n))) for slug, (x, n) in counts.items()]
    return Worked(values, given_header=("authority", "upheld", "rate"), given_rows=tuple(rows))


def interval(given: Given) -> Worked:
    """Counts and their intervals."""
    rows = []
    for x, n in given["counts"]:
        low, high = _ends(clopper_pearson(x, n))
        rows.append((_counted(x, n), share(Fraction(x, n)), low, high))
    x, n = given["counts"][0]
    values = dict(zip(("counted", "rate", "low", "high"), rows[0], strict=True))
    values["out_of"] = str(n)
    return Worked(values, ("counted", "rate", "from", "to"), tuple(rows))


def verdict(given: Given) -> Worked:
    """One authority beside the others: every possible result, the tails, the verdict."""
    x, n, others_x, others_n = given["counts"]
    m = x + others_x
    at_most, at_least = tail_probabilities(x, n, others_x, others_n)
    found = verdict_of(x, n, others_x, others_n, given["others_with_base"])
    assert found is not None
    all_ways = comb(n + others_n, m)
    rows = []
    for k in range(max(0, m - others_n), min(n, m) + 1):
        ways = comb(n, k) * comb(others_n, m - k)
        rows.append((str(k), f"{ways:,}", decimal_text(Fraction(ways, all_ways), 6)))
    tail = min(at_most, at_least)
    values = {
        "counted": _counted(x, n),
        "x": str(x),
        "others": _counted(others_x, others_n),
        "rate": share(Fraction(x, n)),
        "others_rate": share(Fraction(others_x, others_n)),
        "upheld": str(m),
        "cases": str(n + others_n),
        "all_ways": f"{all_ways:,}",
        "tail": decimal_text(tail, 6),
        "one_in": one_in(tail),
        "verdict": found.value,
    }
    return Worked(values, ("upheld here", "ways", "chance"), tuple(rows))


def verdicts(given: Given) -> Worked:
    """Several authorities beside their others: tails and verdicts."""
    rows = []
    for x, n, others_x, others_n in given["counts"]:
        at_most, at_least = tail_probabilities(x, n, others_x, others_n)
        found = verdict_of(x, n, others_x, others_n, given["others_with_base"])
        assert found is not None
        others = f"{_counted(others_x, others_n)} ({share(Fraction(others_x, others_n))})"
        tails = (share(at_most, 2), share(at_least, 2))
        rows.append((f"{_counted(x, n)} ({share(Fraction(x, n))})", others, *tails, found.value))
    header = (
        "authority",
        "the others together",
        "chance of so many or fewer",
        "chance of so many or more",
        "verdict",
    )
    return Worked({}, header, tuple(rows))


def farthest(given: Given) -> Worked:
    """The chance of the farthest result, all of n or none of n, at the others' rate."""
    n, others_x, others_n = given["cases"], given["others_x"], given["others_n"]
    rate = Fraction(others_x, others_n)
    values = {
        "cases": str(n),
        "others_rate": share(rate),
        "all_one_in": one_in(rate**n),
        "none_one_in": one_in((1 - rate) ** n),
    }
    return Worked(values)


def chance(given: Given) -> Worked:
    """A group in which everybody is compared: how many are listed, and how many by chance alone."""
    figures = _compared(_members(given))
    judged = [figure for figure in figures.values() if figure.verdict is not None]
    rows = []
    for each in judged:
        counts = (each.numerator, each.denominator, each.others_numerator, each.others_denominator)
        rows.append(
            (each.authority, _counted(*counts[:2]), str(each.verdict), share(chance_listed(*counts), 1))
        )
    values = {
        "compared": str(len(judged)),
        "listed": str(sum(each.verdict in LISTED for each in judged)),
        "expected": decimal_text(listed_by_chance_among(judged), 2),
        "caution": NOT_A_CAUSE,
    }
    return Worked(values, ("authority", "upheld", "verdict", "chance alone would list it"), tuple(rows))


def over_years(given: Given) -> Worked:
    """Observed against expected, with the verdict of each stratum alone beside it."""
    by: By = given.get("by", "year")
    strata = {name: (x, n, others_x, others_n) for name, x, n, others_x, others_n in given["strata"]}
    found = observe(strata, given["others_with_base"], by)
    assert found.verdict is not None
    rows = []
    for name, (x, n, others_x, others_n) in strata.items():
        alone = verdict_of(x, n, others_x, others_n, given["others_with_base"])
        expected = decimal_text(Fraction(n * others_x, others_n), 1) if n and others_n else "–"
        others = (
            f"{_counted(others_x, others_n)} ({share(Fraction(others_x, others_n) if others_n else None)})"
        )
        rows.append((name, _counted(x, n), others, expected, alone.value if alone else "no base"))
    tail = found.at_least if found.observed > found.expected else found.at_most
    values = {
        "observed": str(found.observed),
        "expected": decimal_text(found.expected, 1),
        "base": str(found.base),
        "tail": decimal_text(tail, 4),
        "one_in": one_in(tail),
        "verdict": found.verdict.value,
        "by": found.by,
        "counted": str(len(found.counted)),
        "dropped": ", ".join(found.dropped) or "none",
    }
    return Worked(
        values, (by, "upheld", "the others together", "expected", "verdict on it alone"), tuple(rows)
    )


def per_population(given: Given) -> Worked:
    """Upheld decisions by residents: rate, interval, pooled average."""
    year = scheme().calendar.parse(given["year"])
    version = definition("upheld-per-100000", year.ending)
    assert version.residents_lag is not None
    counts = {slug: (x, residents) for slug, x, residents in given["members"]}
    figures = compare(version, year.label, counts, dict.fromkeys(counts, "towns"))
    rows = []
    for figure in figures.values():
        assert figure.rate is not None
        assert figure.interval is not None
        low, high = (
            print_rate(version, Fraction(end) / 100_000)
            for end in (figure.interval.low, figure.interval.high)
        )
        counted = (str(figure.numerator), f"{figure.denominator:,}")
        rows.append((figure.authority, *counted, print_rate(version, figure.rate), low, high))
    first = next(iter(figures.values()))
    assert first.average is not None
    values = {
        "average": print_rate(version, first.average),
        "year": year.label,
        "mid_year": str(year.ending - version.residents_lag),
    }
    header = ("authority", "upheld", "residents", "per 100,000", "from", "to")
    return Worked(values, header, tuple(rows))


def ranks(given: Given) -> Worked:
    """Rank intervals of a group."""
    counts = _members(given)
    places = rank_intervals({slug: clopper_pearson(x, n) for slug, (x, n) in counts.items()})
    rows = []
    for slug, (x, n) in counts.items():
        low, high = _ends(clopper_pearson(x, n))
        place = places[slug]
        text = str(place.first) if place.first == place.last else f"{place.first} to {place.last}"
        rows.append((slug, _counted(x, n), share(Fraction(x, n)), f"{low} to {high}", text))
    first = places[next(iter(counts))]
    values = {"members": str(first.of), "first": str(first.first), "last": str(first.last)}
    return Worked(values, ("authority", "upheld", "rate", "interval", "places"), tuple(rows))


def _members(given: Given) -> dict[str, tuple[int, int]]:
    return {slug: (x, n) for slug, x, n in given["members"]}


def _compared(
    counts: Mapping[str, tuple[int, int]], groups: Mapping[str, str | None] | None = None
) -> Mapping[str, Figure]:
    return compare(definition("upheld-rate"), "2019-20", counts, groups or dict.fromkeys(counts, "towns"))


def _ends(found: Interval) -> tuple[str, str]:
    return share(Fraction(found.low)), share(Fraction(found.high))


KINDS: Sequence[Callable[[Given], Worked]] = (
    *(printing, published, no_base, three_results, average, interval, verdict, verdicts, farthest, chance),
    *(over_years, per_population, ranks),
)
