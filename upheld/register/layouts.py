"""The equal-area layouts as they are kept: a file with one for each tier and each set of councils there was.

Belongs here: that file. Not here: laying out (layout.py), and which councils there are on a day (areas.py).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from upheld.errors import Invalid, Problem
from upheld.register.layout import EqualAreaLayout


class Tier(StrEnum):
    """Which councils a map shows where there are two for one place; those with no other above or below are on both."""

    DISTRICTS = "districts"
    COUNTIES = "counties"


Layout = tuple[Tier, date | None, date | None, EqualAreaLayout]


def layouts_text(layouts: Collection[Layout], about: Mapping[str, Any]) -> str:
    """Layouts as JSON, each with its tier, the days between which it holds, and each council's column and row."""
    lines = [
        "{",
        *(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in about.items()),
    ]
    lines.append('"layouts": [')
    lines.append(
        ",\n".join(
            json.dumps(
                {
                    "tier": tier.value,
                    "since": since.isoformat() if since else None,
                    "until": until.isoformat() if until else None,
                    "cells": dict(sorted(layout.cells.items())),
                },
                separators=(",", ":"),
            )
            for tier, since, until, layout in layouts
        )
    )
    lines += ["]", "}"]
    return "\n".join(lines) + "\n"


def layouts_from(text: str, called: str) -> dict[tuple[Tier, frozenset[str]], EqualAreaLayout]:
    """The layouts that `layouts_text` wrote, by tier and councils. Raises Invalid where it wrote no such thing."""
    layouts: dict[tuple[Tier, frozenset[str]], EqualAreaLayout] = {}
    try:
        for layout in json.loads(text)["layouts"]:
            cells = {slug: (column, row) for slug, (column, row) in layout["cells"].items()}
            if len(set(cells.values())) < len(cells) or any(
                type(at) is not int or at < 0 for cell in cells.values() for at in cell
            ):
                raise ValueError("a place is none, or is given twice")
            layouts[Tier(layout["tier"]), frozenset(cells)] = EqualAreaLayout(cells)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as broken:
        reason = f"it holds no equal-area layouts ({type(broken).__name__}: {str(broken)[:80]})"
        way_out = "Bring the file back from a copy, or make the areas anew."
        raise Invalid([Problem(called, 0, "", "", reason, way_out)]) from broken
    return layouts
