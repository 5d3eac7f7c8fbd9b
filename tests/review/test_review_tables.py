"""The tables of a review add up, and every number in them is what a slow and obvious count of the release comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from tests import oracle
from tests.review.worlds import LABELS, reviewed
from tests.worlds import World
from upheld.review.making import Review
from upheld.tables.table import Cell, Table

Reviews = Callable[[str], Review]

PARTS = {"Councils": "grouped", "Other bodies": "apart", "All bodies": "whole"}
COUNTS = ("received", "decided", "investigated", "upheld")


def rows(table: Table) -> list[dict[str, Cell]]:
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]


def kinds(world: World) -> dict[str, str]:
    """What the oracle calls the rows of a table by kind of body."""
    return {group.title: slug for slug, group in world.scheme.groups.items()} | PARTS


@pytest.fixture(params=LABELS)
def label(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def public(world: World, label: str) -> Mapping[str, bytes]:
    return world.stored(label).public


def test_counts_by_kind_of_body(
    world: World, review_of: Reviews, label: str, public: Mapping[str, bytes]
) -> None:
    sheets = review_of(label).sheets
    counted = {
        "received-decided": {
            name: (name,)
            for name in (
                "received",
                "decided",
                "open_at_start",
                "open_at_end",
                "first_decided",
                "replacing_earlier",
            )
        },
        "recommendations": {
            "personal_remedies": ("personal_remedies",),
            "service_improvements": ("service_improvements",),
            "agreed": ("personal_remedies", "service_improvements"),
            "refused": ("recommendations_refused",),
        },
        "compliance": {
            **{
                name: (f"compliance.{name}",)
                for name in ("satisfied_on_time", "satisfied_late", "not_satisfied", "ceased")
            },
            "counting": (
                "compliance.satisfied_on_time",
                "compliance.satisfied_late",
                "compliance.not_satisfied",
            ),
            "overdue": ("overdue",),
        },
        "reports": {"public": ("reports.public",), "further": ("reports.further",)},
    }
    for sheet, columns in counted.items():
        for row in rows(sheets.table(sheet)):
            for column, names in columns.items():
                expected = oracle.counted_of(public, kinds(world)[str(row["body"])], *names)
                assert row[column] == expected, (sheet, row["body"], column)


def test_who_is_in_it(world: World, review_of: Reviews, label: str, public: Mapping[str, bytes]) -> None:
    for row in rows(review_of(label).sheets.table("bodies")):
        assert row["bodies"] == len(oracle.bodies_of(public, kinds(world)[str(row["body"])]))


def test_groups_and_the_others_make_all(review_of: Reviews, label: str) -> None:
    sheets = review_of(label).sheets
    for sheet in ("bodies", "received-decided", "recommendations", "compliance", "reports"):
        table = sheets.table(sheet)
        *groups, grouped, apart, whole = table.rows
        for at, column in enumerate(table.columns):
            if column.kind == "whole":
                assert sum(int(row[at] or 0) for row in groups) == grouped[at], (sheet, column.name)
                assert int(grouped[at] or 0) + int(apart[at] or 0) == whole[at], (sheet, column.name)


def test_categories_with_what_is_not_shown_make_all(
    world: World, review_of: Reviews, label: str, public: Mapping[str, bytes]
) -> None:
    *categories, whole = rows(review_of(label).sheets.table("by-category"))
    slugs = {term.title: slug for slug, term in world.scheme.categories.items()} | {"Not shown": ""}
    for count in COUNTS:
        for row in categories:
            assert row[count] == oracle.in_category(public, slugs[str(row["category"])], count)
        assert sum(int(row[count] or 0) for row in categories) == whole[count]
        assert whole[count] == oracle.counted_of(public, "whole", count)
    assert next(row for row in categories if row["category"] == "Not shown")["upheld"] == 1
    for row in (*categories, whole):
        assert row["rate"] == oracle.percent_text(int(row["upheld"] or 0), int(row["investigated"] or 0), 0)


@pytest.mark.parametrize("count", ["received", "decided"])
def test_categories_by_kind_of_body_make_both_totals(review_of: Reviews, label: str, count: str) -> None:
    sheets = review_of(label).sheets
    table = sheets.table(f"{count}-category-group")
    by_category = {row["category"]: row[count] for row in rows(sheets.table("by-category"))}
    for row in table.rows:
        assert sum(int(cell or 0) for cell in row[1:-1]) == row[-1] == by_category[row[0]]


def test_a_withheld_decision_is_under_no_category_of_its_authority(review_of: Reviews, label: str) -> None:
    table = review_of(label).sheets.table("by-category-authority")
    of_derby = {row["category"]: row["upheld"] for row in rows(table) if row["authority"] == "derby"}
    assert of_derby == {"Education and Children’s Services": 1, "Not shown": 1}


def test_regions_make_all(review_of: Reviews, label: str, public: Mapping[str, bytes]) -> None:
    *regions, whole = rows(review_of(label).sheets.table("by-region"))
    for count in COUNTS:
        assert sum(int(row[count] or 0) for row in regions) == whole[count]
        for row in regions:
            assert row[count] == oracle.counted_of(public, f"region:{row['region']}", count)


def test_outcomes_and_stages_make_what_was_decided(
    world: World, review_of: Reviews, label: str, public: Mapping[str, bytes]
) -> None:
    sheets = review_of(label).sheets
    decided = oracle.counted_of(public, "whole", "decided")
    *outcomes, whole = rows(sheets.table("outcomes"))
    slugs = {outcome.title: slug for slug, outcome in world.scheme.outcomes.items()}
    for row in outcomes:
        for column, kind in (("grouped", "grouped"), ("apart", "apart"), ("all", "whole")):
            assert row[column] == oracle.counted_of(public, kind, f"outcome.{slugs[str(row['outcome'])]}")
        assert row["share"] == oracle.percent_text(int(row["all"] or 0), decided, 0)
    assert sum(int(row["all"] or 0) for row in outcomes) == whole["all"] == decided
    *stages, dealt_with = rows(sheets.table("stages"))
    assert sum(int(row["all"] or 0) for row in stages) == dealt_with["all"] == decided
    assert {row["stage"]: row["all"] for row in stages}["Not for us or not ready"] == 3


def test_rates_are_pooled_and_printed_with_their_digits(
    world: World, review_of: Reviews, label: str, public: Mapping[str, bytes]
) -> None:
    sheets = review_of(label).sheets
    for measure in ("upheld-rate", "compliance-rate", "on-time-compliance", "satisfactory-remedy-rate"):
        for row in rows(sheets.table(measure)):
            kind = kinds(world)[str(row["body"])]
            numerator, base = oracle.figures_of(public, kind, measure)
            assert (row["numerator"], row["base"]) == (numerator, base)
            digits = 1 if "compliance" in measure and kind in PARTS.values() else 0
            assert row["rate"] == oracle.percent_text(numerator, base, digits)
            if base:
                low, high = oracle.clopper_pearson(numerator, base)
                ends = [str(row[end]).removesuffix("%") for end in ("low", "high")]
                # The ends are frozen with six digits, and printed from those.
                frozen = [Fraction(oracle.six_digits(end)) for end in (low, high)]
                assert ends == [oracle.rounded(100 * end, digits) for end in frozen]


def test_every_authority_and_count_is_there(
    review_of: Reviews, label: str, public: Mapping[str, bytes]
) -> None:
    table = rows(review_of(label).sheets.table("by-authority"))
    assert [row["authority"] for row in table] == oracle.bodies_of(public, "whole")
    found = {
        (row["authority"], name): row[name]
        for row in table
        for name in row
        if name not in ("authority", "name", "type", "group", "region") and row[name]
    }
    expected = {
        (row["authority"], row["name"]): int(row["count"])
        for row in oracle.release_rows(public, "counts.csv")
    }
    assert found == {
        key: count for key, count in expected.items() if key[0] in oracle.bodies_of(public, "whole")
    }


def test_improvements_listed_and_not_listed_make_all_that_were_agreed(
    review_of: Reviews, label: str, public: Mapping[str, bytes]
) -> None:
    sheets = review_of(label).sheets
    of_year = rows(sheets.table("improvements"))[0]
    agreed = oracle.counted_of(public, "whole", "service_improvements")
    assert int(of_year["listed"] or 0) + int(of_year["not_listed"] or 0) == of_year["agreed"] == agreed
    promises = oracle.release_rows(public, "promises.csv")
    decided = [row for row in promises if row["decided_on"][:4] == label[:4]]
    assert of_year["listed"] == len(decided)
    assert of_year["overdue"] == sum(row["state"] == "overdue" for row in decided) == 1
    *types, whole = rows(sheets.table("improvements-by-type"))
    assert sum(int(row["listed"] or 0) for row in types) == whole["listed"] == len(decided)


def test_verdicts_are_all_there(review_of: Reviews, label: str, public: Mapping[str, bytes]) -> None:
    figures = oracle.release_rows(public, "figures.csv")
    for row in rows(review_of(label).sheets.table("verdicts")):
        given = [each["verdict"] for each in figures if each["measure"] == row["measure"] and each["verdict"]]
        assert row["compared"] == len(given)
        for verdict in set(given):
            assert row[verdict.replace(" ", "_")] == given.count(verdict)


def test_counts_of_earlier_years_are_those_of_their_own_releases(world: World, review_of: Reviews) -> None:
    table = rows(review_of("2020-21").sheets.table("counts-by-year"))
    assert [row["year"] for row in table] == list(LABELS)
    for row in table:
        public = world.stored(str(row["year"])).public
        for name in ("received", "decided", "upheld", "service_improvements"):
            assert row[name] == oracle.counted_of(public, "whole", name)


def test_rates_of_earlier_years_are_those_of_their_own_releases(world: World, review_of: Reviews) -> None:
    for row in rows(review_of("2020-21").sheets.table("upheld-rate-years")):
        public = world.stored(str(row["year"])).public
        assert (row["numerator"], row["base"]) == oracle.figures_of(public, "grouped", "upheld-rate")


def test_a_rate_that_chance_could_have_put_first_is_not_named(review_of: Reviews, label: str) -> None:
    """Housing and the other categories differ by a case or two; that more of one was received needs no test."""
    named = {row["item"]: row["name"] for row in rows(review_of(label).sheets.table("highest-lowest"))}
    assert named["Category most often received"] == "Housing"
    assert named["Category least often upheld"] is None


def test_a_rate_that_stands_apart_is_named(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.decided("bolsover", 0, 30)
    for slug in ("kent", "derby"):
        world.category = "planning_development"
        world.decided(slug, 30, 2)
    world.frozen()
    sheets = reviewed(world, "2019-20")[0].sheets
    named = {row["item"]: (row["name"], row["value"]) for row in rows(sheets.table("highest-lowest"))}
    assert named["Category most often upheld"] == ("Planning and Development", "94%")
    assert named["Category least often upheld"] == ("Housing", "0%")
    assert named["Complaints upheld, lowest"] == ("District Councils", "0%")
    assert named["Complaints upheld, highest"] == (None, None), "two kinds share it"
