"""Which category and which kind of body stand highest and lowest: a name, and the cell that says so.

Belongs here: finding them in the tables. Not here: what they may be said to mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from upheld.measures.verdict import FEWEST_CASES, FEWEST_OTHERS, LISTED, verdict_of
from upheld.release.model import Release
from upheld.review.counted import NOT_SHOWN
from upheld.review.pools import Pools
from upheld.tables.table import Cell, Column, Table

CATEGORY_EXTREMES = {
    "category_received_most": "Category most often received",
    "category_upheld_highest": "Category most often upheld",
    "category_upheld_lowest": "Category least often upheld",
}
"""The rows about categories, by the name of their place in the prose."""

HIGHEST, LOWEST = "highest", "lowest"

Ranked = tuple[str, Fraction | int, Cell]
"""A name, by what it is ranked, and how that is printed."""

Rated = tuple[str, int, int, Cell]
"""A name, its numerator and base, and how its rate is printed."""


def extremes_table(release: Release, pools: Pools, by_category: Table, by_measure: dict[str, Table]) -> Table:
    """The highest and the lowest. A tie names nobody, and neither does a single row; of rates, nothing is named that
    chance could have put there."""
    categories = [row for row in by_category.rows[:-1] if row[0] != NOT_SHOWN]
    received = [(str(row[0]), _whole(row[1]), f"{row[1]:,}") for row in categories]
    upheld = [(str(row[0]), _whole(row[4]), _whole(row[3]), row[5]) for row in categories]
    most, highest, lowest = CATEGORY_EXTREMES.values()
    found: list[tuple[Cell, ...]] = [
        (most, *_first(received), "by-category/received"),
        (highest, *_highest(upheld), "by-category/rate"),
        (lowest, *_lowest(upheld), "by-category/rate"),
    ]
    titles = {pool.title for pool in pools.groups.values()}
    for measure, definition in release.definitions.items():
        if not definition.verdict:
            continue
        rows = [row for row in by_measure[measure].rows if row[0] in titles]
        groups = [(str(row[0]), _whole(row[1]), _whole(row[2]), row[3]) for row in rows]
        found.append((f"{definition.public_label}, {HIGHEST}", *_highest(groups), f"{measure}/rate"))
        found.append((f"{definition.public_label}, {LOWEST}", *_lowest(groups), f"{measure}/rate"))
    columns = (
        Column("item", "What"),
        Column("name", "Name"),
        Column("value", "Value"),
        Column("of", "Of the table and column"),
    )
    note = (
        "A rate is named where it stands alone at its end, and chance alone would put it so far from all the others together less "
        "than once in 40 times."
    )
    return Table("The highest and the lowest", columns, tuple(found), (note,))


def _whole(cell: Cell) -> int:
    assert isinstance(cell, int), cell
    return cell


def _first(ranked: Sequence[Ranked]) -> tuple[Cell, Cell]:
    """Who stands alone at the top, and how that is printed."""
    best = max((by for _, by, _ in ranked), default=None)
    held = [(name, printed) for name, by, printed in ranked if by == best]
    return held[0] if len(held) == 1 and len(ranked) > 1 else (None, None)


def _highest(rated: Sequence[Rated]) -> tuple[Cell, Cell]:
    return _outermost(rated, 1)


def _lowest(rated: Sequence[Rated]) -> tuple[Cell, Cell]:
    return _outermost(rated, -1)


def _outermost(rated: Sequence[Rated], side: int) -> tuple[Cell, Cell]:
    """Whose rate stands alone at one end, where chance would hardly put it so far from all the others together."""
    based = [(name, side * Fraction(x, n), printed) for name, x, n, printed in rated if n >= FEWEST_CASES]
    name, printed = _first(based)
    if name is None:
        return None, None
    x, n = next((x, n) for each, x, n, _ in rated if each == name)
    others_x, others_n = sum(x for _, x, _, _ in rated) - x, sum(n for _, _, n, _ in rated) - n
    verdict = verdict_of(x, n, others_x, others_n, FEWEST_OTHERS)
    return (name, printed) if verdict in LISTED else (None, None)
