"""A letter's figures computed again, from the counts and definitions that it carries and nothing else.

Belongs here: reading figures.csv and definitions.jsonl as strictly as they are written, and every rate, interval, average,
others' rate and verdict anew. Not here: what stands on the pages (`reading`), and where the counts come from, which only
the release can tell (`authentic`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from upheld.errors import Invalid, Problem
from upheld.letters.as_published import Definitions
from upheld.letters.behind import DEFINITIONS, FIGURES_CSV
from upheld.letters.carried import CarriedLetter
from upheld.measures.comparison import figure_of
from upheld.measures.counting import OutcomeMeaning, count_of_rule
from upheld.measures.definition import read_canonical
from upheld.measures.figure import Figure, GroupFigure
from upheld.measures.measure import MeasureVersion
from upheld.tables.figures import FIGURES_COLUMNS, figure_cells
from upheld.tables.table import csv_cell

GET_AGAIN = "Get the letter again from where it was published."
_MOST_CASES = 100_000
_MOST_RESIDENTS = 100_000_000
"""Larger counts are no letter's, and would take long to compute with."""

_NAMES = [column.name for column in FIGURES_COLUMNS]
_OF_FIGURE = FIGURES_COLUMNS[_NAMES.index("measure") : _NAMES.index("verdict") + 1]
_GIVEN = frozenset(
    {"measure", "numerator", "denominator", "group", "members", "members_with_base"}
    | {"average_numerator", "average_denominator"}
)
_OF_THE_LETTER = ("authority", "name", "year", "release", "as_at", "checksum", "illustrative")
# Counts tell how many were upheld and how many investigated; which outcomes those are, a letter need not know.
_MEANING = OutcomeMeaning(("not_upheld", "upheld"), ("not_upheld", "upheld"), ("upheld",))


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a letter's table says, where all of it follows from its counts. `checksum` is the release's."""

    authority: str
    name: str
    year: str
    revision: int
    release: str
    as_at: date
    checksum: str
    illustrative: bool
    figures: Mapping[str, Figure]
    definitions: Definitions
    counts: Mapping[str, int]


def recompute(letter: CarriedLetter) -> Recomputed:
    """Compute a letter's figures again. Raises Invalid with everything that does not come out as it stands."""
    try:
        problems: list[Problem] = []
        definitions = _definitions(letter, problems)
        rows = _rows(letter)
        begun = _begin(letter, rows, definitions)
        figures = dict(_figures(letter, rows, definitions, problems))
        counts = dict(_counts(letter, rows, problems))
        problems += _weighed(letter, figures, counts, definitions)
    except (csv.Error, LookupError, TypeError, ValueError, RecursionError) as broken:
        reason = f"cannot be read as the figures of a letter ({type(broken).__name__}: {broken})"
        raise Invalid([Problem(letter.name, 0, "", "", reason, GET_AGAIN)]) from broken
    if problems:
        raise Invalid(problems)
    return replace(begun, figures=figures, counts=counts)


Rows = list[dict[str, str]]


def _definitions(letter: CarriedLetter, problems: list[Problem]) -> dict[str, MeasureVersion]:
    found: dict[str, MeasureVersion] = {}
    place = f"{letter.name}: {DEFINITIONS}"
    for number, line in enumerate(letter.definitions.decode().split("\n")[:-1], start=1):
        definition = read_canonical(line, place)
        if definition.canonical != line:
            problems.append(Problem(place, number, "", "", "is not written as a definition is", GET_AGAIN))
        if definition.measure in found:
            problems.append(Problem(place, number, "", definition.measure, "is defined twice", GET_AGAIN))
        found[definition.measure] = definition
    return found


def _rows(letter: CarriedLetter) -> Rows:
    table = csv.reader(io.StringIO(letter.figures.decode(), newline=""), strict=True)
    header = next(table, [])
    if header != _NAMES:
        missing = ", ".join(name for name in _NAMES if name not in header)
        reason = f"does not have the columns of a letter's figures{f': {missing} missing' if missing else ''}"
        raise Invalid([Problem(f"{letter.name}: {FIGURES_CSV}", 1, "", "", reason, GET_AGAIN)])
    return [dict(zip(_NAMES, row, strict=True)) for row in table]


def _problem(letter: CarriedLetter, row: int, column: str, value: str, reason: str) -> Problem:
    return Problem(f"{letter.name}: {FIGURES_CSV}", row, column, value, reason, GET_AGAIN)


def _begin(letter: CarriedLetter, rows: Rows, definitions: Definitions) -> Recomputed:
    """What every row says of the letter as a whole."""
    if not rows:
        raise Invalid([_problem(letter, 0, "", "", "has no figures")])
    first = rows[0]
    problems = [
        _problem(letter, number, name, row[name], f"differs from the first row, {first[name]}")
        for number, row in enumerate(rows, start=2)
        for name in _OF_THE_LETTER
        if row[name] != first[name]
    ]
    release = re.fullmatch(r"(.+), revision ([1-9]\d*)", first["release"])
    if release is None or release[1] != first["year"]:
        problems.append(
            _problem(letter, 2, "release", first["release"], "is no release of the letter's year")
        )
    if re.fullmatch(r"[0-9a-f]{64}", first["checksum"]) is None:
        problems.append(_problem(letter, 2, "checksum", first["checksum"], "is no SHA-256"))
    if first["illustrative"] not in ("yes", "no"):
        problems.append(_problem(letter, 2, "illustrative", first["illustrative"], "is neither yes nor no"))
    measured = [row["measure"] for row in rows if row["kind"] == "figure"]
    if sorted(measured) != sorted(definitions):
        value = ", ".join(sorted(set(measured) ^ set(definitions)))
        problems.append(
            _problem(
                letter, 0, "measure", value, f"figures and {DEFINITIONS} are not about the same measures"
            )
        )
    if problems or release is None:
        raise Invalid(problems)
    return Recomputed(
        authority=first["authority"],
        name=first["name"].removeprefix("'"),
        year=first["year"],
        revision=int(release[2]),
        release=first["release"],
        as_at=date.fromisoformat(first["as_at"]),
        checksum=first["checksum"],
        illustrative=first["illustrative"] == "yes",
        figures={},
        definitions=definitions,
        counts={},
    )


def _figures(
    letter: CarriedLetter, rows: Rows, definitions: Definitions, problems: list[Problem]
) -> Iterator[tuple[str, Figure]]:
    for number, row in enumerate(rows, start=2):
        if row["kind"] != "figure":
            continue
        definition = definitions[row["measure"]]
        most = _MOST_RESIDENTS if definition.denominator == "residents" else _MOST_CASES
        try:
            figure = _figure(row, definition, most)
        except ValueError as wrong:
            problems.append(
                _problem(letter, number, "numerator", row["numerator"], f"{row['measure']}: {wrong}")
            )
            continue
        for column, cell in zip(_OF_FIGURE, figure_cells(figure, definition), strict=True):
            again = csv_cell(cell, column)
            if row[column.name] != again and column.name not in _GIVEN:
                whence = (
                    "and that of the attached definition is"
                    if column.name.startswith("definition")
                    else "and from the counts follows"
                )
                reason = f"is what {row['measure']} says, {whence} {again or 'nothing'}"
                problems.append(_problem(letter, number, column.name, row[column.name] or "nothing", reason))
        yield row["measure"], figure


def _figure(row: Mapping[str, str], definition: MeasureVersion, most: int) -> Figure:
    """The figure that follows from a row's counts. Raises ValueError for counts that can be nobody's."""

    def whole(name: str) -> int:
        if re.fullmatch(r"0|[1-9]\d{0,8}", row[name]) is None or int(row[name]) > most:
            raise ValueError(f"{name} is {row[name] or 'nothing'!r}, which is no count")
        return int(row[name])

    group = None
    numerator, denominator = whole("numerator"), whole("denominator")
    if row["group"]:
        pooled = ("members", "members_with_base", "average_numerator", "average_denominator")
        # All residents of a group together may be more than those of any one body.
        group = GroupFigure(row["group"], *(whole(name) for name in pooled))
        inside = numerator <= group.numerator and denominator <= group.denominator
        if denominator and not inside:
            raise ValueError("its counts are no part of its group's")
    if definition.denominator != "residents" and numerator > denominator:
        raise ValueError(f"{numerator} of {denominator} is no count of a base")
    return figure_of(definition, row["authority"], row["year"], numerator, denominator, group)


def _counts(letter: CarriedLetter, rows: Rows, problems: list[Problem]) -> Iterator[tuple[str, int]]:
    named: set[str] = set()
    for number, row in enumerate(rows, start=2):
        if row["kind"] == "figure":
            continue
        name, filled = row["measure"], {column for column in row if row[column]}
        if row["kind"] != "count" or not re.fullmatch(r"\d{1,9}", row["count"]):
            problems.append(
                _problem(letter, number, "count", row["count"], "is neither a figure nor a count")
            )
            continue
        if name in named or filled - {"kind", "measure", "count", *_OF_THE_LETTER}:
            problems.append(
                _problem(letter, number, "measure", name, "is counted twice, or holds more than a count")
            )
        named.add(name)
        yield name, int(row["count"])


def _weighed(
    letter: CarriedLetter, figures: Mapping[str, Figure], counts: Mapping[str, int], definitions: Definitions
) -> Iterator[Problem]:
    """Figures against the counts, and the counts against one another."""
    meant = {
        **counts,
        "outcome.upheld": counts.get("upheld", 0),
        "outcome.not_upheld": counts.get("investigated", 0) - counts.get("upheld", 0),
    }
    for measure, figure in figures.items():
        definition = definitions[measure]
        numerator = count_of_rule(definition.numerator, meant, _MEANING)
        base = (
            figure.denominator
            if definition.denominator == "residents"
            else count_of_rule(definition.denominator, meant, _MEANING)
        )
        if (figure.numerator, figure.denominator) != (numerator, base):
            reason = f"{measure} has these, and the counts of the same table say {numerator} of {base}"
            yield _problem(letter, 0, "numerator", f"{figure.numerator} of {figure.denominator}", reason)
    sums = {
        "decided": sum(number for name, number in counts.items() if name.startswith("outcome.")),
        "open_at_end": counts.get("open_at_start", 0)
        + counts.get("received", 0)
        - counts.get("first_decided", 0),
    }
    for name, number in sums.items():
        if counts.get(name, 0) != number:
            yield _problem(
                letter, 0, name, str(counts.get(name, 0)), f"is not what stands beside it comes to, {number}"
            )
