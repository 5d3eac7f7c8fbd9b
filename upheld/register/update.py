"""Updating the register of a workspace: incoming rows laid over what is known, the whole checked, and written or refused.

Belongs here: what an import did, and the one way by which rows get into a workspace's register. Not here: where the rows
come from (importing.py), and which row takes the place of which (tables.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from upheld.errors import Invalid
from upheld.register.additions import Additions
from upheld.register.files import LeftOut
from upheld.register.model import Register
from upheld.register.read import Row
from upheld.register.tables import (
    AUTHORITIES,
    FACTS,
    NEIGHBOURS,
    TABLES,
    RegisterTables,
    Table,
    laid_over,
    read_tables,
)


@dataclass(frozen=True, slots=True)
class RegisterTableImported:
    """How many rows of a table were new, took older ones' place, or were there already."""

    table: str
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class RegisterImported:
    """What an import did.

    `left_out` are rows about areas, or neighbours, that are nobody's in the register. `gone` says in sentences which facts
    no longer hold because the file gives an authority's facts of that kind without them.
    """

    tables: tuple[RegisterTableImported, ...]
    left_out: tuple[LeftOut, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def changed_anything(self) -> bool:
        """Whether the register is another than before."""
        return any(table.new or table.changed for table in self.tables)


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """Where a register stands: the scheme's folder and what it says about its tables, and the workspace's folder for
    additions. Everything is read anew from there, while nobody else writes."""

    scheme_folder: Path
    known_types: Collection[str]
    has_population: bool
    additions: Path

    def read(self) -> RegisterTables:
        """The tables as they stand."""
        return read_tables(self.scheme_folder, self.known_types, self.has_population, self.additions)


def update(
    before: RegisterTables,
    register: Register,
    incoming: Mapping[str, Sequence[Row]],
    place: RegisterPlace,
    left_out: Sequence[LeftOut] = (),
) -> RegisterImported:
    """Lay the incoming rows (by table) over what is known, check the whole, and write it if it is another than before.

    `register` is the one that `before` makes. To be called while the additions are locked. Raises Invalid with every
    problem; where authorities come in and a row's own problems are known already, with those: a register that lacks the
    row would only have more.
    """
    merged = dict(before.of_workspace)
    done: list[RegisterTableImported] = []
    gone: list[str] = []
    for table in TABLES:
        if table.name not in incoming:
            continue
        news, counted = _news(table, before.rows(table), incoming[table.name])
        merged[table.name] = laid_over(table, before.of_workspace[table.name], news)
        done.append(counted)
        if table is FACTS:
            gone += _gone(before.rows(table), news)
    after = replace(before, of_workspace=merged)
    if AUTHORITIES.name in incoming:
        if before.problems:
            raise Invalid(sorted(before.problems))
        register = after.register()
    # The incoming table goes first: whoever is asked first reports everything that is wrong so far.
    checks = [after.population, after.neighbours]
    for check in reversed(checks) if NEIGHBOURS.name in incoming else checks:
        check(register)
    imported = RegisterImported(tuple(done), tuple(left_out), tuple(gone))
    if imported.changed_anything:
        Additions(place.additions).replace(
            {
                table.name: (table.columns, [table.cells_of(row) for row in merged[table.name]])
                for table in TABLES
            }
        )
    return imported


def _news(
    table: Table, known: Sequence[Row], incoming: Sequence[Row]
) -> tuple[list[Row], RegisterTableImported]:
    """The incoming rows of every key under which anything is otherwise than known, and how many are."""
    held: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    coming: dict[tuple[str, ...], list[Row]] = {}
    for row in known:
        held.setdefault(table.key_of(row), []).append(table.cells_of(row))
    for row in incoming:
        coming.setdefault(table.key_of(row), []).append(row)
    news: list[Row] = []
    new = changed = unchanged = 0
    for key, rows in coming.items():
        cells = [table.cells_of(row) for row in rows]
        old = set(held.get(key, ()))
        same = sum(each in old for each in cells)
        if sorted(cells) != sorted(held.get(key, ())):
            news += rows
            # Rows that only went are a change too: of the rows that stay, for nothing else is left to count.
            if same == len(cells):
                same = 0
        unchanged += same
        if old:
            changed += len(cells) - same
        else:
            new += len(cells) - same
    return news, RegisterTableImported(table.name.removesuffix(".csv"), new, changed, unchanged)


def _gone(known: Sequence[Row], news: Sequence[Row]) -> list[str]:
    """The facts that no longer hold on any day, because the news about that authority and kind do without them."""
    kinds = {FACTS.key_of(row) for row in news}
    values = {(row["slug"], row["fact"], row["value"]) for row in news}
    return [
        f"{row['slug']}: {row['value']} is no longer a {row['fact']} of it on any day."
        for row in known
        if FACTS.key_of(row) in kinds and (row["slug"], row["fact"], row["value"]) not in values
    ]
