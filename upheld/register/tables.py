"""The register's tables in force: a scheme's own, with what a workspace was given laid over them.

Belongs here: which tables there are, and which row takes the place of which. Not here: how a workspace keeps its rows
(additions.py), and what a good row is (read.py, population.py, neighbours.py).

The rule is one for all tables: rows are laid over rows by key, and whatever a key held before is gone. An authority's row
is replaced as a whole; an authority's facts of one kind are replaced together, as are the rows of one list of neighbours;
an estimate is replaced by one of the same authority and mid-year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from upheld.errors import Problem
from upheld.register import neighbours, population, read
from upheld.register.additions import AddedTable, Additions
from upheld.register.model import Register
from upheld.register.neighbours import Neighbours, neighbours_of
from upheld.register.population import Population, population_of
from upheld.register.read import Row, read_rows, register_of


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its file, its columns in order, the columns of its key, and those that say which row is which."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    needed: bool = True

    def key_of(self, row: Row) -> tuple[str, ...]:
        """What decides which rows this one takes the place of."""
        return tuple(row[column] for column in self.key)

    def cells_of(self, row: Row) -> tuple[str, ...]:
        """The row as it is written."""
        return tuple(row[column] for column in self.columns)


AUTHORITIES = Table(read.AUTHORITIES, read.AUTHORITY_COLUMNS, ("slug",))
FACTS = Table(read.FACTS, read.FACT_COLUMNS, ("slug", "fact"))
POPULATION = Table("population.csv", population.COLUMNS, ("slug", "mid_year"))
NEIGHBOURS = Table("neighbours.csv", neighbours.COLUMNS, ("list",), needed=False)
TABLES = (AUTHORITIES, FACTS, POPULATION, NEIGHBOURS)


def laid_over(table: Table, below: Iterable[Row], above: Sequence[Row]) -> list[Row]:
    """The rows of `above`, and those of `below` whose key is not among theirs."""
    replaced = {table.key_of(row) for row in above}
    return [*(row for row in below if table.key_of(row) not in replaced), *above]


@dataclass(slots=True)
class RegisterTables:
    """The rows of every table, the scheme's and the workspace's apart, and one list of what is wrong with any of them.

    To be made by `read_tables`, and used once: problems gather.
    """

    known_types: Collection[str]
    has_population: bool
    of_scheme: Mapping[str, Sequence[Row]]
    of_workspace: Mapping[str, Sequence[Row]]
    problems: list[Problem] = field(default_factory=list)

    def rows(self, table: Table) -> list[Row]:
        """The rows in force."""
        return laid_over(table, self.of_scheme[table.name], self.of_workspace[table.name])

    def register(self) -> Register:
        """The register that the tables make. Raises Invalid with every problem in them."""
        return register_of(self.rows(AUTHORITIES), self.rows(FACTS), self.known_types, self.problems)

    def population(self, register: Register) -> Population:
        """The estimates of residents; none where the scheme has no use for them. Raises Invalid as `register` does."""
        rows = self.rows(POPULATION) if self.has_population else []
        return population_of(rows, register, self.problems)

    def neighbours(self, register: Register) -> Neighbours:
        """The lists of neighbours. Raises Invalid as `register` does."""
        return neighbours_of(self.rows(NEIGHBOURS), register, self.problems)


def read_tables(
    folder: Path, known_types: Collection[str], has_population: bool, additions: Path | None = None
) -> RegisterTables:
    """The tables of the scheme in `folder` and, laid over them, of the workspace whose register folder is `additions`.

    Raises Missing for a table that a scheme needs and has not. What cannot be read is among the problems.
    """
    problems: list[Problem] = []
    of_scheme: dict[str, Sequence[Row]] = {}
    for table in TABLES:
        needed = has_population if table is POPULATION else table.needed
        path = folder / table.name
        there = needed or (table is not POPULATION and path.exists())
        of_scheme[table.name] = list(read_rows(path, table.columns, problems)) if there else []
    added: Mapping[str, AddedTable] = Additions(additions).tables() if additions else {}
    of_workspace = {
        table.name: list(read_rows(added[table.name].path, table.columns, problems, added[table.name].called))
        if table.name in added
        else []
        for table in TABLES
    }
    return RegisterTables(known_types, has_population, of_scheme, of_workspace, problems)
