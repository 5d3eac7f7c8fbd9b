"""The benchmark of false alarms, as far as a test may take: never above 5%, and the page shows what it computes."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.false_alarms import BEGIN, END, MOST, OTHERS, PRINTED_CASES, false_alarms, put_into, row_of
from tests import oracle

LISTED = {"clearly higher", "higher", "lower", "clearly lower"}


@pytest.mark.parametrize("others_n", [10, 30, 100, 1000])
@pytest.mark.parametrize("n", [1, 4, 5, 6, 7, 12, 25, 60])
def test_false_alarms_are_never_above_one_in_twenty(n: int, others_n: int) -> None:
    found = false_alarms(n, others_n)
    assert found.at_worst < MOST, "whatever the rate, exactly"
    assert found.highest <= found.at_worst
    assert n >= 5 or found.at_worst == 0, "too few are never listed"


def test_the_sum_over_margins_is_the_sum_over_all_results() -> None:
    # Every result of the authority and of the others, each with its own binomial chance and the slow verdict.
    n, others_n, rate = 7, 15, Fraction(3, 10)
    slow = Fraction(0)
    for x in range(n + 1):
        for others_x in range(others_n + 1):
            if oracle.verdict(x, n, others_x, others_n, others_with_base=9) in LISTED:
                here = oracle.binomial_at_most(x, n, rate) - oracle.binomial_at_most(x - 1, n, rate)
                there = oracle.binomial_at_most(others_x, others_n, rate) - oracle.binomial_at_most(
                    others_x - 1, others_n, rate
                )
                slow += here * there
    (fast,) = false_alarms(n, others_n, [rate]).by_rate
    assert fast == pytest.approx(float(slow), rel=1e-9)


@pytest.fixture(scope="module")
def page() -> str:
    """The page that shows the figures."""
    root = Path(__file__).resolve().parent.parent.parent
    return (root / "docs" / "explanation" / "false-alarms.md").read_text(encoding="utf-8")


def test_the_page_shows_what_is_computed(page: str) -> None:
    for n in (4, 5, 10, 20):
        assert row_of([false_alarms(n, others_n) for others_n in OTHERS]) in page
    shown = re.findall(r"^\| (\d+) \|", page, re.MULTILINE)
    assert [int(n) for n in shown] == [*PRINTED_CASES, *PRINTED_CASES]


def test_no_figure_of_the_page_is_above_five_percent(page: str) -> None:
    tables = [line for line in page.splitlines() if re.match(r"\| \d", line)]
    shares = [float(share) for line in tables for share in re.findall(r"([\d.]+)%", line)]
    assert len(shares) > 200
    assert max(shares) < 5


def test_figures_go_between_their_marks_and_nowhere_else() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    once = put_into(page, "new\n")
    assert once == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    assert put_into(once, "new\n") == once
    with pytest.raises(SystemExit):
        put_into("no marks", "new")
