"""How often the verdict raises a false alarm: lists an authority that is no different from its group.

Nothing is drawn at random. An authority with n cases and the other members with N share one rate p. Of all n + N cases a
binomial number m is upheld; given m, `chance_listed` says exactly how likely the verdict is to be one that lists. The
false alarm rate is the sum over m. The largest chance over all m bounds it for every rate there could be, and is compared
with 1/20 as a fraction. Every n from 1 to 200 is computed, though not every row is printed.

    python benchmarks/false_alarms.py            print the tables
    python benchmarks/false_alarms.py --write    and put them into docs/explanation/false-alarms.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, exp, fsum, lgamma, log
from pathlib import Path
from time import perf_counter

from upheld.measures.verdict import chance_listed

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "false-alarms.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

CASES = range(1, 201)
PRINTED_CASES = (4, 5, 6, 8, 10, 15, 20, 30, 50, 75, 100, 150, 200)
OTHERS = (10, 20, 30, 50, 100, 200, 300, 500, 1000)
RATES = tuple(Fraction(percent, 100) for percent in (5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95))
MOST = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Alarms:
    """False alarms for n cases beside N: by rate, in the order of `RATES`, and the most that any m brings about."""

    n: int
    others_n: int
    by_rate: tuple[float, ...]
    at_worst: Fraction

    @property
    def highest(self) -> float:
        """The highest over the rates."""
        return max(self.by_rate)


def false_alarms(n: int, others_n: int, rates: Sequence[Fraction] = RATES) -> Alarms:
    """The false alarm rate of n cases beside `others_n`, at each of `rates`."""
    chances = list(_chances(n, others_n))
    by_rate = tuple(_weighed(chances, float(rate)) for rate in rates)
    return Alarms(n, others_n, by_rate, max(chances))


def _chances(n: int, others_n: int) -> Iterator[Fraction]:
    for m in range(n + others_n + 1):
        x = min(n, m)
        yield chance_listed(x, n, m - x, others_n)


def _weighed(chances: Sequence[Fraction], rate: float) -> float:
    cases = len(chances) - 1
    return fsum(
        float(chance)
        * exp(
            lgamma(cases + 1)
            - lgamma(m + 1)
            - lgamma(cases - m + 1)
            + m * log(rate)
            + (cases - m) * log(1 - rate)
        )
        for m, chance in enumerate(chances)
        if chance
    )


def highest_by_others(alarms: Sequence[Alarms]) -> list[str]:
    """A table: for each n a row, for each N a column, the highest false alarm rate over the rates."""
    by_place = {(each.n, each.others_n): each for each in alarms}
    lines = [
        "| cases | " + " | ".join(f"others {others:,}" for others in OTHERS) + " |",
        _rule(len(OTHERS) + 1),
    ]
    lines += [row_of([by_place[n, others] for others in OTHERS]) for n in PRINTED_CASES]
    return lines


def row_of(alarms: Sequence[Alarms]) -> str:
    """One row of that table."""
    return _row(alarms[0].n, [each.highest for each in alarms])


def by_rate(alarms: Sequence[Alarms], others_n: int = 1000) -> list[str]:
    """A table: for each n a row, for each rate a column, beside `others_n` cases."""
    lines = [
        "| cases | " + " | ".join(f"rate {float(rate):.0%}" for rate in RATES) + " |",
        _rule(len(RATES) + 1),
    ]
    lines += [
        _row(each.n, each.by_rate) for each in alarms if each.others_n == others_n and each.n in PRINTED_CASES
    ]
    return lines


def _row(n: int, shares: Sequence[float]) -> str:
    return f"| {n} | " + " | ".join(f"{share:.1%}" if share else "0%" for share in shares) + " |"


def _rule(columns: int) -> str:
    return "|" + "---:|" * columns


def report(alarms: Sequence[Alarms]) -> str:
    """Both tables and what they come to, as Markdown."""
    highest = max(alarms, key=lambda each: each.highest)
    worst = max(alarms, key=lambda each: each.at_worst)
    rate = RATES[highest.by_rate.index(highest.highest)]
    lines = [
        f"Over {len(alarms):,} pairs of a number of cases (every one from {CASES[0]} to {CASES[-1]}) and a number of the "
        f"others' cases ({OTHERS[0]} to {OTHERS[-1]:,}), each at {len(RATES)} rates from {float(RATES[0]):.0%} to "
        f"{float(RATES[-1]):.0%}:",
        "",
        f"- the highest false alarm rate is {highest.highest:.2%}: {highest.n} cases beside {highest.others_n:,} at a rate "
        f"of {float(rate):.0%};",
        f"- whatever the rate, and however many of all the cases happened to be upheld, it is at most "
        f"{ceil(worst.at_worst * 10**5) / 10**5:.3%}: {worst.n} cases beside {worst.others_n:,} come closest to 5%.",
        "",
        "The highest over the rates, by the number of the authority's cases and of the others' cases:",
        "",
        *highest_by_others(alarms),
        "",
        "Beside 1,000 cases of the others, by the rate that all share:",
        "",
        *by_rate(alarms),
    ]
    return "\n".join(lines) + "\n"


def put_into(page: str, figures: str) -> str:
    """The page with what stands between its two marks replaced by `figures`."""
    before, _, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{PAGE.name} has no marks {BEGIN} and {END} to put the figures between.")
    return f"{before}{BEGIN}\n\n{figures}\n{END}{after}"


def main(arguments: Sequence[str]) -> None:
    """Compute the whole grid, print it, and write it where asked to."""
    begun = perf_counter()
    alarms = [false_alarms(n, others_n) for others_n in OTHERS for n in CASES]
    above = [each for each in alarms if each.at_worst >= MOST]
    if above:
        raise SystemExit(f"Above 5%: {above[0].n} cases beside {above[0].others_n}.")
    figures = report(alarms)
    print(figures)
    print(f"{len(alarms):,} pairs in {perf_counter() - begun:.0f} s; none above 5%.")
    if "--write" in arguments:
        PAGE.write_text(put_into(PAGE.read_text(encoding="utf-8"), figures), encoding="utf-8")
        print(f"Written into docs/explanation/{PAGE.name}.")


if __name__ == "__main__":
    main(sys.argv[1:])
