"""Neighbours: for each authority those most like it, by somebody else's list.

Belongs here: the table of lists and what a good one is. Not here: who made a list and why (its `source` says), and what is
compared with it (measures). A list names neighbours of any type; whoever compares keeps to those of one type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from upheld.errors import Invalid, Missing, Problem
from upheld.register.model import Register
from upheld.register.read import SLUG, Row

COLUMNS = ("list", "authority", "rank", "neighbour", "source")


@dataclass(frozen=True, slots=True)
class NeighbourList:
    """One list. `nearest` gives for each authority its neighbours, the nearest first, as slugs.

    Places in the list that belong to nobody in the register are left out, so the order holds but not the number.
    """

    name: str
    source: str
    nearest: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The lists of a scheme by name; none, unless somebody imported one."""

    lists: Mapping[str, NeighbourList] = field(default_factory=lambda: MappingProxyType({}))

    def named(self, name: str) -> NeighbourList:
        """The list called `name`. Raises Missing, with what there is, when it was never imported."""
        found = self.lists.get(name)
        if found is None:
            known = f" There is: {', '.join(self.lists)}." if self.lists else ""
            raise Missing(
                f"No list of neighbours is called {name!r}: type `upheld import neighbours`.{known}"
            )
        return found


def neighbours_of(rows: Iterable[Row], register: Register, problems: list[Problem]) -> Neighbours:
    """The lists that these rows make, each row noting what is wrong with it in its own list: give them all `problems`.

    Raises Invalid, with every problem in `problems`, when there is any.
    """
    ranked: dict[str, dict[str, dict[int, Row]]] = {}
    sources: dict[str, Row] = {}
    for row in rows:
        rank = _rank(row, register)
        if rank is None:
            continue
        if sources.setdefault(row["list"], row)["source"] != row["source"]:
            row.problem(
                "source",
                f"{sources[row['list']].place(row.file)} gives the list another source",
                "A list has one source.",
            )
        places = ranked.setdefault(row["list"], {}).setdefault(row["authority"], {})
        if rank in places:
            reason = f"{places[rank].place(row.file)} has the same rank for {row['authority']}"
            row.problem("rank", reason, "Each place in a list belongs to one neighbour.")
        elif row["neighbour"] in {other["neighbour"] for other in places.values()}:
            row.problem(
                "neighbour", f"it stands in the list of {row['authority']} twice", "Keep the nearer place."
            )
        else:
            places[rank] = row
    if problems:
        raise Invalid(sorted(problems))
    return Neighbours(
        MappingProxyType(
            {
                name: NeighbourList(
                    name,
                    sources[name]["source"],
                    MappingProxyType(
                        {
                            slug: tuple(places[rank]["neighbour"] for rank in sorted(places))
                            for slug, places in sorted(of_list.items())
                        }
                    ),
                )
                for name, of_list in sorted(ranked.items())
            }
        )
    )


def _rank(row: Row, register: Register) -> int | None:
    """The rank of a good row; None after noting what is wrong with a bad one."""
    noted = len(row.problems)
    if not SLUG.fullmatch(row["list"]):
        row.problem(
            "list",
            "it is no name of a list",
            "Use small letters, digits and single hyphens, like ons-global.",
        )
    for column in ("authority", "neighbour"):
        if row[column] not in register.authorities:
            near = register.resolve(row[column])
            hint = f"It may be {near.slug}." if near.slug else near.way_out
            row.problem(column, "the register has no such authority", hint)
    if row["authority"] == row["neighbour"]:
        row.problem("neighbour", "nobody is its own neighbour", "Remove the row.")
    if not re.fullmatch(r"[1-9]\d{0,2}", row["rank"], re.ASCII):
        row.problem(
            "rank", "it is not a place in a list", "Write 1 for the nearest, 2 for the next, and so on."
        )
    if not row["source"]:
        row.problem("source", "the source is not given", "Say who published the list.")
    return int(row["rank"]) if len(row.problems) == noted else None
