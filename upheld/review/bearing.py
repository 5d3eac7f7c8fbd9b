"""Whether the years bear what the tables claim of them: each comparison worked out again from the plain counts.

Belongs here: a second reading of "more than", "the most of any year since", "higher than" and "highest", from the tables
of the years and of the year, that shares nothing with the making of the claims but their words.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from upheld.measures.verdict import FEWEST_CASES, ONE_IN, tail_probabilities
from upheld.review.changes import AS_MANY, FEWER, FEWEST, FEWEST_YEARS, HIGHER, LOWER, MORE, MOST
from upheld.review.extremes import CATEGORY_EXTREMES, LOWEST
from upheld.review.sheets import Sheets, row_key
from upheld.tables.table import Cell, Table

Row = dict[str, Cell]


def not_borne(sheets: Sheets) -> Iterator[tuple[str, str]]:
    """Every claim in the tables that the counts do not bear: its address and why."""
    for row in _rows(sheets.table("changes")):
        yield from _of_count(row, _rows(sheets.table("counts-by-year")), _rows(sheets.table("breaks")))
    for row in _rows(sheets.table("rate-changes")):
        yield from _of_rate(row, _rows(sheets.table("breaks")))
    for row in _rows(sheets.table("highest-lowest")):
        yield from _of_extreme(row, sheets)


def _rows(table: Table) -> list[Row]:
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _of_count(row: Row, years: list[Row], breaks: list[Row]) -> Iterator[tuple[str, str]]:
    name = str(row["count"])
    column = name.replace(".", "_")
    address = f"changes/{row_key(row['label'])}"
    counts = {str(year["year"]): _number(year[column]) for year in years}
    labels = list(counts)
    if row["now"] != counts[labels[-1]]:
        yield address, "is not the count of the year"
    if row["direction"] is None:
        if row["record"] is not None and str(row["year"]) in _begun_anew(row, breaks):
            yield address, "claims a record in a year that begins a series anew"
        return
    before = counts.get(str(row["before_year"]))
    if before is None or before != row["before"] or str(row["year"]) in _begun_anew(row, breaks):
        yield address, "compares with a year that is not known, or across a break"
        return
    now = _number(row["now"])
    said = {MORE: now > before, FEWER: now < before, AS_MANY: now == before}
    if not said.get(str(row["direction"]), False) or row["difference"] != abs(now - before):
        yield address, f"says {row['difference']} {row['direction']}, beside {now:,} and {before:,}"
    if row["record"] is not None:
        since = str(row["since"])
        span = labels[labels.index(since) :] if since in labels else []
        crossed = _begun_anew(row, breaks) & set(span[1:])
        others = [counts[label] for label in span[:-1]]
        beats_all = {MOST: all(now > other for other in others), FEWEST: all(now < other for other in others)}
        if len(span) < FEWEST_YEARS or crossed or not beats_all.get(str(row["record"]), False):
            yield address, f"claims {row['record']} {since}"


def _begun_anew(row: Row, breaks: list[Row]) -> set[str]:
    """The years from which this count or measure begins anew."""
    return {str(each["year"]) for each in breaks if each["of"] == row["label"]}


def _of_rate(row: Row, breaks: list[Row]) -> Iterator[tuple[str, str]]:
    direction = row["direction"]
    if direction is None:
        return
    address = f"rate-changes/{row_key(row['label'])}"
    x, n, then_x, then_n = (
        _number(row[name]) for name in ("numerator", "base", "before_numerator", "before_base")
    )
    if str(row["year"]) in _begun_anew(row, breaks) or not n or not then_n:
        yield address, "compares with a year that is not known, or across a break"
        return
    at_most, at_least = tail_probabilities(x, n, then_x, then_n)
    told = {HIGHER: at_least * ONE_IN < 1, LOWER: at_most * ONE_IN < 1}
    if (direction in told and not told[str(direction)]) or (direction not in told and any(told.values())):
        yield address, f"says {direction}, beside {x:,} of {n:,} and {then_x:,} of {then_n:,}"


def _of_extreme(row: Row, sheets: Sheets) -> Iterator[tuple[str, str]]:
    if row["name"] is None:
        return
    item, (sheet, _, column) = str(row["item"]), str(row["of"]).partition("/")
    rows = _rows(sheets.table(sheet))
    first = sheets.table(sheet).columns[0].name
    by_category = sheet == "by-category"
    # The parts of a table stand after its groups; categories are all rows but the last two.
    kept = rows[:-2] if by_category else rows[: _groups(sheets)]
    numerator, base = ("upheld", "investigated") if by_category else ("numerator", "base")
    pairs = {str(each[first]): (_number(each[numerator]), _number(each[base])) for each in kept}
    received = {str(each[first]): Fraction(_number(each.get("received"))) for each in kept}
    rates = {name: Fraction(x, n) for name, (x, n) in pairs.items() if n >= FEWEST_CASES}
    ranked = received if column == "received" else rates
    own = ranked.pop(str(row["name"]), None)
    lowest = item.endswith((LOWEST, CATEGORY_EXTREMES["category_upheld_lowest"]))
    address = f"highest-lowest/{row_key(item)}"
    if own is None or not all(own < other if lowest else own > other for other in ranked.values()):
        yield address, f"names {row['name']}, which does not stand alone there"
    elif column != "received":
        x, n = pairs.pop(str(row["name"]))
        others = sum(x for x, _ in pairs.values()), sum(n for _, n in pairs.values())
        if min(tail_probabilities(x, n, *others)) * ONE_IN >= 1:
            yield address, f"names {row['name']}, which chance could have put there"


def _groups(sheets: Sheets) -> int:
    """How many groups there are: the rows of a measure's table before its parts."""
    return len(sheets.table("bodies").rows) - 3
