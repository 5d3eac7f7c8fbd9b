"""Numbers, plurals and lists, and days."""

from __future__ import annotations

from datetime import date

import pytest

from upheld.measures.measure import Noun
from upheld.register.years import ReportingYear
from upheld.wording import dates
from upheld.wording.numbers import capital, count, count_in_words, listed, more_than, plural, sentence, words

DECISION = Noun("upheld decision", "upheld decisions")


@pytest.mark.parametrize(
    ("number", "in_digits", "in_words"),
    [
        (0, "0 upheld decisions", "no upheld decisions"),
        (1, "1 upheld decision", "one upheld decision"),
        (2, "2 upheld decisions", "two upheld decisions"),
        (4, "4 upheld decisions", "four upheld decisions"),
        (10, "10 upheld decisions", "ten upheld decisions"),
        (11, "11 upheld decisions", "11 upheld decisions"),
        (300, "300 upheld decisions", "300 upheld decisions"),
        (1204, "1,204 upheld decisions", "1,204 upheld decisions"),
        (1_000_000, "1,000,000 upheld decisions", "1,000,000 upheld decisions"),
    ],
)
def test_a_number_takes_the_form_of_its_noun(number: int, in_digits: str, in_words: str) -> None:
    assert count(number, DECISION) == in_digits
    assert count_in_words(number, DECISION) == in_words


def test_words_end_at_ten() -> None:
    assert [words(number) for number in (0, 1, 9, 10, 11, 1437)] == [
        "none",
        "one",
        "nine",
        "ten",
        "11",
        "1,437",
    ]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["London"], "London"),
        (["London", "Leeds"], "London and Leeds"),
        (["London", "Bristol", "Leeds"], "London, Bristol and Leeds"),
    ],
)
def test_lists(items: list[str], expected: str) -> None:
    assert listed(items) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0"),
        (199, "199"),
        (200, "200"),
        (201, "more than 200"),
        (1400, "1,400"),
        (1401, "more than 1,400"),
        (1437, "more than 1,400"),
        (1499, "more than 1,400"),
        (10_000, "10,000"),
        (10_001, "more than 10,000"),
    ],
)
def test_more_than_is_said_only_when_it_is_more(number: int, expected: str) -> None:
    assert more_than(number) == expected


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("local authority", "local authorities"),
        ("adult social care provider", "adult social care providers"),
        ("schools", "schools"),
        ("highway", "highways"),
    ],
)
def test_plurals_of_terms_from_records(one: str, many: str) -> None:
    assert plural(one) == many


def test_sentences() -> None:
    assert sentence("no complaints were upheld") == "No complaints were upheld."
    assert sentence("Why? ") == "Why?"
    assert sentence("  ") == ""
    assert capital("") == ""


def test_days_and_periods_do_not_break_and_do_not_follow_the_locale() -> None:
    assert dates.day(date(2020, 7, 22)) == "22\u00a0July\u00a02020"
    assert dates.short_day(date(2020, 9, 1)) == "1\u00a0Sep\u00a02020"
    year = ReportingYear(date(2019, 4, 1), date(2020, 3, 31))
    assert dates.plain(dates.period(year)) == "1 April 2019 to 31 March 2020"
    assert [dates.plain(dates.days_late(days)) for days in (1, 43)] == ["1 day late", "43 days late"]
