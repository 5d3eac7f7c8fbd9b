"""The sample prints what was published: of single councils, of groups, of the nation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.records.sample.conftest import GOLDEN
from tests.records.sample.counted import (
    Counted,
    Counts,
    ending,
    golden,
    per_hundred_thousand,
    percent,
    permille,
)
from upheld.records.sample import SampleSummary

Row = Mapping[str, str]


def _rows(name: str) -> list[Row]:
    return golden(GOLDEN / f"{name}.csv")


def _named(row: Row) -> str:
    return " ".join(cell for cell in list(row.values())[:2])


def _letter(counts: Counts) -> dict[str, int]:
    """What a letter says of a council, by the column that holds it."""
    found = {
        outcome: counts.outcomes[outcome]
        for outcome in ("invalid", "advice", "referred_back", "closed_initial")
    }
    found |= {"not_upheld": counts.outcomes["not_upheld"], "upheld": counts.upheld, "decided": counts.decided}
    found |= {"received": counts.received, "remedied": counts.remedied, "settled": counts.settled}
    found |= {"late": counts.results["satisfied_late"]}
    if counts.settled:
        found["satisfied_rate"] = percent(counts.settled - counts.failed, counts.settled)
    return found


@pytest.mark.parametrize("row", _rows("letters"), ids=_named)
def test_a_published_letter_holds(row: Row, counted: Counted) -> None:
    found = _letter(counted.of[row["authority"], int(row["year"])])
    published = {
        column: int(cell) for column, cell in row.items() if cell and column not in ("authority", "year")
    }
    assert {column: found[column] for column in published} == published


def test_a_small_span_holds_the_same_letters(two_years: SampleSummary, counted: Counted) -> None:
    small = Counted(two_years.folder, counted.scheme)
    for row in _rows("letters"):
        if row["year"] == "2020":
            found = _letter(small.of[row["authority"], 2020])
            published = {
                column: int(cell)
                for column, cell in row.items()
                if cell and column not in ("authority", "year")
            }
            assert {column: found[column] for column in published} == published, row["authority"]


@pytest.mark.parametrize("row", _rows("averages"), ids=_named)
def test_a_printed_average_holds(row: Row, counted: Counted) -> None:
    year, group = int(row["year"]), row["group"]
    pool = counted.pooled(year, group)
    found = {
        "upheld_rate": percent(pool.upheld, pool.investigated),
        "compliance_rate": percent(pool.settled - pool.failed, pool.settled),
        "remedy_rate": percent(pool.remedied, pool.upheld),
    }
    if row["upheld_per_100000_tenths"]:
        found["upheld_per_100000_tenths"] = per_hundred_thousand(pool.upheld, counted.residents(year, group))
    published = {
        column: int(cell) for column, cell in row.items() if cell and column not in ("year", "group")
    }
    assert {column: found[column] for column in published} == published


def test_averages_hold_without_the_closed_too(counted: Counted) -> None:
    """Whoever pools only the councils open at the year's end prints the same upheld rate."""
    for row in _rows("averages"):
        year, group = int(row["year"]), row["group"]
        register = counted.scheme.register
        still = [slug for slug in counted.members(year, group) if register.authority(slug).closed_on is None]
        pool = sum((counted.of[slug, year] for slug in still), Counts())
        if row["upheld_rate"]:
            assert abs(percent(pool.upheld, pool.investigated) - int(row["upheld_rate"])) <= 1


@pytest.mark.parametrize("row", _rows("national"), ids=lambda row: row["year"])
def test_a_national_figure_holds(row: Row, counted: Counted) -> None:
    year = int(row["year"])
    nation = counted.nation(year)
    found = {
        "received": nation.received,
        "detailed_investigations": nation.investigated,
        "upheld": nation.upheld,
        "upheld_rate": percent(nation.upheld, nation.investigated),
        "compliance_permille": permille(nation.settled - nation.failed, nation.settled),
        "remedy_rate": percent(nation.remedied, nation.upheld),
        "remedied": nation.remedied,
        "late_rate": percent(nation.results["satisfied_late"], nation.settled),
        "personal": nation.personal,
        "improvements": nation.improvements,
        "public_reports": sum(
            report["kind"] == "public" and ending(report["issued_on"]) == year for report in counted.reports
        ),
    }
    published = {column: int(cell) for column, cell in row.items() if cell and column != "year"}
    assert {column: found[column] for column in published} == published


def test_what_the_last_year_published_in_words(counted: Counted) -> None:
    """Over 20,000 received, and 6.2 upheld for every 100,000 residents."""
    assert counted.nation(2025).received > 20000
    lower_tier = ("district", "metropolitan", "unitary", "london_borough")
    residents = sum(counted.residents(2025, group) for group in lower_tier)
    assert per_hundred_thousand(counted.nation(2025).upheld, residents) == 62


def test_categories_of_2018_19(counted: Counted) -> None:
    """Benefits and tax was upheld most, 69%, planning least, 37%."""
    outcomes: Counter[tuple[str, str]] = Counter()
    for decision in counted.decisions.values():
        if ending(decision["decided_on"]) == 2019 and counted.counts(decision):
            outcomes[counted.cases[decision["case"]]["category"], decision["outcome"]] += 1
    rates = {
        category: percent(
            outcomes[category, "upheld"], outcomes[category, "upheld"] + outcomes[category, "not_upheld"]
        )
        for category in counted.scheme.categories
    }
    assert (rates["benefits_tax"], max(rates.values())) == (69, 69)
    assert (rates["planning_development"], min(rates.values())) == (37, 37)


def test_northumberland_by_topic(counted: Counted) -> None:
    topics = Counter(
        counted.cases[decision["case"]]["category"]
        for decision in counted.decisions.values()
        if counted.cases[decision["case"]]["authority"] == "northumberland"
        and decision["outcome"] == "upheld"
        and ending(decision["decided_on"]) == 2020
        and counted.counts(decision)
    )
    assert topics["planning_development"] == topics["education_children"] == 3
    assert topics["highways_transport"] == topics["benefits_tax"] == 1


def test_every_apology_of_watford(counted: Counted) -> None:
    """Apologies in every upheld case of 2019-20."""
    upheld = {
        decision["case"]
        for decision in counted.decisions.values()
        if counted.cases[decision["case"]]["authority"] == "watford"
        and decision["outcome"] == "upheld"
        and ending(decision["decided_on"]) == 2020
        and counted.counts(decision)
    }
    apologies = {row["case"] for row in counted.recommendations if row["remedy_type"] == "apology"}
    assert upheld <= apologies


def test_the_plan_itself_is_what_the_files_hold(counted: Counted) -> None:
    """What the scheme's own table of totals says, published or chosen, comes out for every year."""
    folder = Path(counted.scheme.folder) / "sample"
    for row in golden(folder / "national.csv"):
        year = int(row["year"])
        if year > 2015:
            nation = counted.nation(year)
            assert (nation.received, nation.investigated) == (int(row["received"]), int(row["investigated"]))
            assert (nation.personal, nation.improvements) == (int(row["personal"]), int(row["improvements"]))
