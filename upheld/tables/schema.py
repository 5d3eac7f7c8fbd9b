"""JSON Schema of a table's JSON form, for programs that read it.

The dialect is JSON Schema 2020-12. Belongs here: what may stand where, by the table's columns. Not here: the JSON itself
(`table.to_json`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from upheld.tables.table import Column, Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_CELLS: Mapping[str, Mapping[str, object]] = {
    "text": {"type": ["string", "null"]},
    "whole": {"type": ["integer", "null"]},
    "decimal": {"type": ["string", "null"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "date": {"type": ["string", "null"], "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


def row_schema(table: Table) -> dict[str, object]:
    """What one row is: an object with a property for each column, all of them there, null where there is nothing."""
    return {
        "type": "object",
        "properties": {column.name: _cell_schema(column) for column in table.columns},
        "required": [column.name for column in table.columns],
        "additionalProperties": False,
    }


def table_schema(table: Table) -> str:
    """The schema of the table's JSON form, as text. It holds for every table of these columns, whatever its rows."""
    text = {"type": "string"}
    columns = [
        {"const": {"name": each.name, "label": each.label, "kind": each.kind, "unit": each.unit}}
        for each in table.columns
    ]
    properties: dict[str, object] = {
        "title": text,
        "source": text,
        "notes": {"type": "array", "items": text},
        "columns": {"type": "array", "prefixItems": columns, "items": False, "minItems": len(columns)},
        "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
    }
    whole: dict[str, object] = {
        "$schema": DIALECT,
        "title": table.title,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {"row": row_schema(table)},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _cell_schema(column: Column) -> dict[str, object]:
    said = ". ".join(
        part for part in (column.explains, f"Unit: {column.unit}" if column.unit else "") if part
    )
    return {"title": column.label, **({"description": said} if said else {}), **_CELLS[column.kind]}
