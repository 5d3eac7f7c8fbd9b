"""What is asked of records, and the canonical store itself, on every engine: the same answers, counted by hand."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from tests.engines import Engine
from tests.worlds import World, english
from upheld.measures.counting import RESULTS, OutcomeMeaning
from upheld.measures.measure import PREDICATES, CountRule
from upheld.measures.tally import tally

MEANING = OutcomeMeaning(("advice", "not_upheld", "upheld"), ("not_upheld", "upheld"), ("upheld",))

DECISIONS = pl.DataFrame(
    list(
        product(["watford"], (*MEANING.outcomes, None), (True, False, None), ("published", "not_yet", None))
    ),
    schema={
        "authority": pl.String(),
        "outcome": pl.String(),
        "satisfactory_remedy": pl.Boolean(),
        "publication": pl.String(),
    },
    orient="row",
)
COMPLIANCE = pl.DataFrame(
    list(product(["watford"], (*RESULTS, None))),
    schema={"authority": pl.String(), "result": pl.String()},
    orient="row",
)


def counted(engine: Engine, records: pl.DataFrame, flags: dict[str, nw.Expr]) -> dict[str, int]:
    (row,) = engine.rows(tally(engine.frame(records), keys=["authority"], flags=flags))
    return {name: row[name] for name in flags}


def test_every_flag_of_a_decision(engine: Engine) -> None:
    rows = DECISIONS.to_dicts()

    def number(holds: Any) -> int:
        return sum(1 for row in rows if holds(row))

    assert counted(engine, DECISIONS, MEANING.flags["decisions"]) == {
        "outcome.advice": number(lambda row: row["outcome"] == "advice"),
        "outcome.not_upheld": number(lambda row: row["outcome"] == "not_upheld"),
        "outcome.upheld": number(lambda row: row["outcome"] == "upheld"),
        "investigated": number(lambda row: row["outcome"] in ("not_upheld", "upheld")),
        "upheld": number(lambda row: row["outcome"] == "upheld"),
        "satisfactory_remedy": number(
            lambda row: row["outcome"] == "upheld" and row["satisfactory_remedy"] is True
        ),
        "upheld_not_public": number(
            lambda row: row["outcome"] == "upheld" and row["publication"] == "not_yet"
        ),
    }


def test_every_flag_of_what_follows_a_decision(engine: Engine) -> None:
    assert counted(engine, COMPLIANCE, MEANING.flags["compliance"]) == dict.fromkeys(
        (f"compliance.{result}" for result in RESULTS), 1
    )
    recommendations = pl.DataFrame(
        [
            ("watford", "personal_remedy", date(2019, 5, 1), "done"),
            ("watford", "service_improvement", date(2019, 5, 1), "agreed"),
            ("watford", "service_improvement", date(2019, 6, 1), "ceased"),
            ("watford", "service_improvement", None, "refused"),
        ],
        schema={
            "authority": pl.String(),
            "kind": pl.String(),
            "agreed_on": pl.Date(),
            "status": pl.String(),
        },
        orient="row",
    )
    agreed = counted(engine, recommendations, MEANING.flags["recommendations"])
    assert agreed == {"personal_remedies": 1, "service_improvements": 2, "recommendations_refused": 1}
    reports = pl.DataFrame(
        [("watford", "public"), ("watford", "public"), ("watford", "further")],
        schema={"authority": pl.String(), "kind": pl.String()},
        orient="row",
    )
    assert counted(engine, reports, MEANING.flags["reports"]) == {"reports.public": 2, "reports.further": 1}


@pytest.mark.parametrize(
    ("kind", "records", "expected"),
    [
        ("decisions", DECISIONS, {"investigated": 18, "upheld": 9, "satisfactory_remedy": 12}),
        (
            "compliance",
            COMPLIANCE,
            {"counting": 3, "satisfied": 2, "on_time": 1, "late": 1, "not_satisfied": 1},
        ),
    ],
)
def test_every_predicate_of_the_vocabulary(
    engine: Engine, kind: str, records: pl.DataFrame, expected: dict[str, int]
) -> None:
    assert tuple(expected) == PREDICATES[kind]
    flags = {name: MEANING.flag_of(CountRule(kind, (name,))) for name in expected}
    assert counted(engine, records, flags) == expected


def test_a_rule_holds_where_all_its_predicates_do_and_what_is_unknown_does_not(engine: Engine) -> None:
    rules = {
        "upheld with a remedy": CountRule("decisions", ("upheld", "satisfactory_remedy")),
        "all three": CountRule("decisions", ("investigated", "upheld", "satisfactory_remedy")),
    }
    flags = {name: MEANING.flag_of(rule) for name, rule in rules.items()}
    assert counted(engine, DECISIONS, flags) == {"upheld with a remedy": 3, "all three": 3}


def test_the_canonical_store_is_tallied_as_it_lies_on_disk(engine: Engine, tmp_path: Path) -> None:
    world = World(tmp_path)
    for authority, outcome, decided_on in (
        *[("watford", "upheld", "2019-04-01")] * 2,
        ("watford", "not_upheld", "2019-04-01"),
        ("watford", "upheld", "2019-03-31"),
        *[("derby", "not_upheld", "2020-03-31")] * 3,
        ("derby", "invalid", "2020-03-31"),
    ):
        world.case(None, authority, "2019-01-02").decision(outcome, decided_on)
    world.imported()
    store = world.store
    words = store.codes()
    investigated, upheld = (
        [
            words["outcome"].index(each)
            for each in english().outcomes_counting_as(what)
            if each in words["outcome"]
        ]
        for what in ("investigated", "upheld")
    )
    code = nw.col("outcome")
    generation = store.folder / (store.folder / "current").read_text(encoding="ascii")
    rows = engine.rows(
        tally(
            engine.scan(generation / "decisions.parquet"),
            keys=["authority"],
            flags={"investigated": code.is_in(investigated), "upheld": code.is_in(upheld)},
            date="decided_on",
            offset=english().calendar.offset,
        )
    )
    found = {
        (words["authority"][row["authority"]], row["year"]): (
            row["count"],
            row["investigated"],
            row["upheld"],
        )
        for row in rows
    }
    assert found == {("watford", 2020): (3, 3, 2), ("watford", 2019): (1, 1, 1), ("derby", 2020): (4, 3, 0)}
