"""Parquet, JSON Schema and data dictionary: the same table, for programs."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.letters.hand_made import release, scheme_of_england
from tests.tables.books import COLUMNS, HOSTILE, LONG_NAME, ordinary, table
from upheld.tables.dictionary import columns_dictionary, definitions_dictionary
from upheld.tables.figures import figures_table
from upheld.tables.parquet import to_parquet
from upheld.tables.schema import DIALECT, row_schema, table_schema
from upheld.tables.table import Cell, Table, to_json


def test_parquet_keeps_every_cell_and_what_the_table_says() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (("Bolsover", 1204, "0.56", "2020-02-29"), (None, None, None, None))
    content = to_parquet(table(*rows))
    frame = pl.read_parquet(io.BytesIO(content))
    assert frame.rows() == [("Bolsover", 1204, "0.56", date(2020, 2, 29)), (None,) * 4]
    assert frame.schema == {"name": pl.String, "cases": pl.Int64, "rate": pl.String, "day": pl.Date}
    about = pl.read_parquet_metadata(io.BytesIO(content))
    assert (about["title"], about["source"]) == ("Cases by name", "The records")
    assert json.loads(about["notes"]) == ["A note on cases."]
    assert json.loads(about["columns"])[2] == {"name": "rate", "label": "Rate", "unit": "%"}
    assert to_parquet(table(*rows)) == content


def test_parquet_keeps_text_exactly_as_it_is_and_a_table_without_rows() -> None:
    names = (*HOSTILE, LONG_NAME)
    frame = pl.read_parquet(io.BytesIO(to_parquet(table(*((name, 1, None, None) for name in names)))))
    assert tuple(frame.get_column("name")) == names
    assert pl.read_parquet(io.BytesIO(to_parquet(table()))).shape == (0, 4)


def test_parquet_refuses_a_word_among_whole_numbers() -> None:
    with pytest.raises((TypeError, ValueError)):
        to_parquet(table(("Bolsover", "many", None, None)))


def wrong(schema: dict[str, Any], found: object, defs: dict[str, Any]) -> list[str]:
    """What breaks a schema, for the few words that ours use: a check of its own, written from the standard."""
    if "$ref" in schema:
        return wrong(defs[schema["$ref"].removeprefix("#/$defs/")], found, defs)
    if "const" in schema:
        return [] if found == schema["const"] else [f"{found!r} is not {schema['const']!r}"]
    kinds = {"string": str, "integer": int, "null": type(None), "array": list, "object": dict}
    allowed = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if type(found) not in [kinds[kind] for kind in allowed]:
        return [f"{found!r} is no {allowed}"]
    faults: list[str] = []
    if isinstance(found, str) and not re.search(schema.get("pattern", ""), found):
        faults.append(f"{found!r} does not match")
    if isinstance(found, list):
        first = schema.get("prefixItems", [])
        if len(found) < schema.get("minItems", 0) or (schema["items"] is False and len(found) > len(first)):
            faults.append(f"{len(found)} items")
        rest = schema["items"] or {}
        for number, item in enumerate(found):
            faults += wrong(first[number] if number < len(first) else rest, item, defs)
    if isinstance(found, dict):
        known = schema["properties"]
        faults += [f"{name} is not there" for name in schema["required"] if name not in found]
        faults += [f"{name} is unknown" for name in found if name not in known]
        for name in found.keys() & known.keys():
            faults += wrong(known[name], found[name], defs)
    return faults


def faults_of(schema_of: Table, told: object) -> list[str]:
    schema = json.loads(table_schema(schema_of))
    assert schema["$schema"] == DIALECT
    return wrong(schema, told, schema["$defs"])


def test_what_the_letter_s_figures_say_as_json_is_as_their_schema_has_it() -> None:
    made, _ = release()
    figures = figures_table(made, "bolsover")
    assert faults_of(figures, json.loads(to_json(figures))) == []


cells = st.tuples(
    st.none() | st.text(),
    st.none() | st.integers(),
    st.none() | st.decimals(-1000, 1000, places=2).map(lambda d: f"{d:f}"),
    st.none() | st.dates().map(date.isoformat),
)


@given(st.lists(cells, max_size=4))
def test_any_table_s_json_is_as_the_schema_of_its_columns_has_it(rows: list[tuple[Cell, ...]]) -> None:
    assert faults_of(table(), json.loads(to_json(table(*rows)))) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("cases", "7"),
        ("cases", 1.5),
        ("rate", 0.5),
        ("rate", "half"),
        ("day", "1 May"),
        ("name", 3),
        ("other", "x"),
    ],
)
def test_what_is_not_so_breaks_the_schema(column: str, value: object) -> None:
    told = json.loads(to_json(table(("Bolsover", 1, "0.5", "2020-05-01"))))
    told["rows"][0][column] = value
    assert len(faults_of(table(), told)) == 1
    del told["rows"][0][column]
    assert faults_of(table(), told) == ([] if column == "other" else [f"{column} is not there"])


def test_the_schema_explains_its_columns() -> None:
    properties = row_schema(table())["properties"]
    assert isinstance(properties, dict)
    assert properties["name"]["description"] == "Who it is about"
    assert (properties["rate"]["title"], properties["rate"]["description"]) == ("Rate", "Unit: %")


def test_the_dictionary_says_every_definition_of_the_release_whole() -> None:
    made, _ = release()
    rows = definitions_dictionary(made, scheme_of_england()).rows
    for measure, version in made.definitions.items():
        said = {str(row[4]): str(row[5]) for row in rows if row[0] == measure and row[2] == version.version}
        assert said["In words"] == version.explains
        assert {"Numerator", "Base (denominator)", "Printed", "Where there is no base"} <= said.keys()
        for text in (version.no_base, *version.notes, *(each.note for each in version.breaks)):
            assert any(text in words for words in said.values()), (measure, text)
    assert {row[0] for row in rows} == set(made.definitions)


def test_the_dictionary_lists_every_column_of_every_table() -> None:
    rows = columns_dictionary(ordinary()).rows
    assert [(row[0], row[1]) for row in rows[:4]] == [("Cases", column.name) for column in COLUMNS]
    assert rows[0][5] == "Who it is about"
    assert len(rows) == 8
