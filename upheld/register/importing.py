"""Importing the register: authorities, residents and neighbours, from an operator's files into a workspace, all or nothing.

Belongs here: the order of it: read, tell whose row it is, lay over what was known, check the whole register, replace. The
same file again changes nothing. Not here: what a file may look like (files.py), which row takes the place of which
(tables.py) and what a good register is (read.py, population.py, neighbours.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from upheld.errors import Invalid, Problem, Refused
from upheld.register.additions import Additions
from upheld.register.files import (
    AUTHORITY,
    CODE,
    NAME,
    FileTable,
    Layout,
    LeftOut,
    iso_day,
    plain_number,
    read_files,
    resolved_or_same,
    whose,
)
from upheld.register.model import Register
from upheld.register.read import SLUG, Row
from upheld.register.tables import AUTHORITIES, FACTS, NEIGHBOURS, POPULATION
from upheld.register.update import RegisterImported, RegisterPlace, update

WHO = {"authority": AUTHORITY, "code": CODE, "name": NAME}
AUTHORITIES_SAY = f"Authorities have the columns {', '.join(AUTHORITIES.columns)}; facts about them {', '.join(FACTS.columns)}."
NEIGHBOURS_SAY = "Have an authority, code or name, and either a neighbour and its rank in each row, or neighbours in columns 1, 2, 3..."
OF_AUTHORITIES = Layout(
    {
        "slug": AUTHORITY,
        "short_name": "short_name",
        "region": "region",
        "opened_on": "opened_on|opened",
        "closed_on": "closed_on|closed",
        "successors": "successors?",
    },
    tuple((column,) for column in AUTHORITIES.columns),
    AUTHORITIES_SAY,
    closed=True,
)
OF_FACTS = Layout(
    {"slug": AUTHORITY, "fact": "fact", "value": "value", "since": "since|from", "until": "until|to"},
    tuple((column,) for column in FACTS.columns),
    AUTHORITIES_SAY,
    closed=True,
)
OF_RESIDENTS = Layout(
    {
        "mid_year": "mid_year|year",
        "residents": "residents|population|all_ages|persons",
        "source": "source",
        **WHO,
    },
    (("authority", "code", "name"), ("residents",)),
    "Have an authority, code or name, and residents or population; mid_year and source may be columns or options.",
)
ONE_TO_A_ROW = Layout(
    {
        "list": "list|list_name",
        "rank": "rank|place|order",
        "neighbour": "(nearest_)?neighbour(_.*)?",
        "source": "source",
        **WHO,
    },
    (("authority", "code", "name"), ("rank",), ("neighbour",)),
    NEIGHBOURS_SAY,
)
SIDE_BY_SIDE = Layout({"1": "(.*_)?1", **WHO}, (("authority", "code", "name"), ("1",)), NEIGHBOURS_SAY)
PLACE = re.compile(r"(?:.*_)?([1-9]\d{0,2})")


def import_authorities(paths: Sequence[Path], place: RegisterPlace) -> RegisterImported:
    """Import authorities and facts about them; the headings say which of the two a table holds.

    A new body is named by its slug in every table; one that is known by name, code or slug. Raises Invalid with every
    problem in all files and in the register they would make, and changes nothing then.
    """
    with Additions(place.additions).locked():
        before = place.read()
        register = before.register()
        tables = read_files(paths, (OF_AUTHORITIES, OF_FACTS), before.problems)
        rows = {AUTHORITIES.name: _rows_in(tables, OF_AUTHORITIES), FACTS.name: _rows_in(tables, OF_FACTS)}
        named = {row["slug"] for row in rows[AUTHORITIES.name] if SLUG.fullmatch(row["slug"])}
        told_of = {row["slug"] for row in rows[FACTS.name]}
        incoming = {
            AUTHORITIES.name: [_authority(row, register, told_of) for row in rows[AUTHORITIES.name]],
            FACTS.name: [_fact(row, register, named) for row in rows[FACTS.name]],
        }
        return update(before, register, incoming, place)


def import_population(
    paths: Sequence[Path], place: RegisterPlace, mid_year: int | None = None, source: str | None = None
) -> RegisterImported:
    """Import estimates of residents, of the year in the column mid_year or else of `mid_year`.

    `source` says who published them where no column does. A row whose code the register does not know is left out and
    named in the result. Raises Invalid as `import_authorities` does, and Refused where the scheme counts no residents.
    """
    if not place.has_population:
        raise Refused(
            "This scheme counts no residents: set population = true under [year] in its scheme.toml."
        )
    with Additions(place.additions).locked():
        before = place.read()
        register = before.register()
        tables = read_files(paths, (OF_RESIDENTS,), before.problems)
        given = {"mid_year": str(mid_year) if mid_year is not None else "", "source": source or ""}
        ways_out = {"mid_year": "add the column mid_year, or say --mid-year 2020", "source": "say --source"}
        _settle(tables, given, ways_out, before.problems)
        estimates: list[Row] = []
        left_out: list[LeftOut] = []
        for row in _rows_in(tables, OF_RESIDENTS):
            found = whose(row, register)
            if isinstance(found, LeftOut):
                left_out.append(found)
            elif found is not None:
                estimates.append(
                    _with(
                        row,
                        slug=found,
                        mid_year=row["mid_year"] or given["mid_year"],
                        residents=plain_number(row["residents"]),
                        source=row["source"] or given["source"],
                    )
                )
        _refuse_nobody(tables, estimates, before.problems)
        return update(before, register, {POPULATION.name: estimates}, place, left_out)


def import_neighbours(
    paths: Sequence[Path], place: RegisterPlace, name: str | None = None, source: str | None = None
) -> RegisterImported:
    """Import lists of neighbours: a neighbour to a row with its rank, or an authority to a row with neighbours 1, 2, 3...

    A list that is known is replaced as a whole. `name` and `source` are those of the list where no column gives them.
    In a file that names by code, authorities and neighbours whose code the register does not know are left out, and each
    is in the result. Raises Invalid as `import_authorities` does.
    """
    with Additions(place.additions).locked():
        before = place.read()
        register = before.register()
        tables = read_files(paths, (ONE_TO_A_ROW, SIDE_BY_SIDE), before.problems)
        given = {"list": name or "", "source": source or ""}
        _settle(tables, given, {"list": "say --name", "source": "say --source"}, before.problems)
        neighbours: list[Row] = []
        left_out: list[LeftOut] = []
        for table in tables:
            for row in table.rows:
                found = whose(row, register)
                if isinstance(found, LeftOut):
                    left_out.append(found)
                elif found is not None:
                    of_list = {column: row.cells.get(column) or given[column] for column in given}
                    neighbours += _neighbours(row, table, found, of_list, register, left_out, before.problems)
        _refuse_nobody(tables, neighbours, before.problems)
        return update(before, register, {NEIGHBOURS.name: neighbours}, place, left_out)


def _rows_in(tables: Sequence[FileTable], layout: Layout) -> list[Row]:
    return [row for table in tables if table.layout is layout for row in table.rows]


def _with(row: Row, **cells: str) -> Row:
    return replace(row, cells={**row.cells, **cells})


def _authority(row: Row, register: Register, told_of: Collection[str]) -> Row:
    """The row with slugs for whom it is about and for its successors.

    A new body comes with facts (it is among `told_of`), or a misspelt name could make one; and its slug may not be how
    another body is written.
    """
    slug = row["slug"]
    found = register.resolve(slug)
    if found.slug is None and slug not in told_of:
        row.problem("slug", "no such authority, and no facts that make it a new one", found.way_out)
    elif found.slug is None and not SLUG.fullmatch(slug):
        way_out = "Choose small letters, digits and single hyphens, like west-suffolk, in every table."
        row.problem("slug", "no such authority, and no slug for a new one", way_out)
    elif found.slug not in (None, slug) and SLUG.fullmatch(slug):
        row.problem(
            "slug",
            f"{found.slug} is written so too",
            f"Write {found.slug} if that is meant; a new body needs another slug.",
        )
    successors = (resolved_or_same(part.strip(), register) for part in row["successors"].split(";"))
    return _with(
        row,
        slug=found.slug or slug,
        opened_on=iso_day(row["opened_on"]),
        closed_on=iso_day(row["closed_on"]),
        successors=";".join(part for part in successors if part),
    )


def _fact(row: Row, register: Register, named: Collection[str]) -> Row:
    slug, value = row["slug"], row["value"]
    if slug not in named:
        found = register.resolve(slug)
        if found.slug is None:
            row.problem("slug", "no such authority", found.way_out)
        slug = found.slug or slug
    if row["fact"] == "county" and value not in named:
        value = resolved_or_same(value, register)
    return _with(row, slug=slug, value=value, since=iso_day(row["since"]), until=iso_day(row["until"]))


def _neighbours(
    row: Row,
    table: FileTable,
    authority: str,
    of_list: Mapping[str, str],
    register: Register,
    left_out: list[LeftOut],
    problems: list[Problem],
) -> list[Row]:
    """One row for each neighbour that a file's row names and the register knows."""
    if table.layout is ONE_TO_A_ROW:
        places = [(row["rank"], row["neighbour"])]
    else:
        headings = ("1" if table.layout.column_of(heading) == "1" else heading for heading in table.headings)
        ranked = ((PLACE.fullmatch(heading), heading) for heading in headings)
        places = [(match[1], row[heading]) for match, heading in ranked if match and row[heading]]
    by_code = bool(row["code"]) and not row["authority"]
    found: list[Row] = []
    for rank, text in places:
        resolution = register.resolve(text)
        if resolution.slug is not None:
            found.append(_with(row, authority=authority, rank=rank, neighbour=resolution.slug, **of_list))
        elif by_code:
            left_out.append(LeftOut(row.file, row.number, text, "", ()))
        else:
            unclear = resolution.reason == "ambiguous"
            reason = "more than one authority is called that" if unclear else "no such authority"
            column = "neighbour" if table.layout is ONE_TO_A_ROW else rank
            problems.append(Problem(row.file, row.number, column, text, reason, resolution.way_out))
    return found


def _settle(
    tables: Sequence[FileTable],
    given: Mapping[str, str],
    ways_out: Mapping[str, str],
    problems: list[Problem],
) -> None:
    """Raise Invalid where a table and the options together do not give a column, or both do."""
    noted = len(problems)
    for table in tables:
        there = {table.layout.column_of(heading) for heading in table.headings}
        for column, option in given.items():
            if column not in there and not option:
                way_out = f"{ways_out[column][0].upper()}{ways_out[column][1:]}."
                problems.append(Problem(table.file, 0, column, "", "the file does not give it", way_out))
            elif column in there and option:
                problems.append(
                    Problem(
                        table.file, 0, column, option, "the file gives it itself", "Leave the option out."
                    )
                )
    if len(problems) > noted:
        raise Invalid(sorted(problems))


def _refuse_nobody(tables: Sequence[FileTable], rows: Sequence[Row], problems: list[Problem]) -> None:
    if not rows and not problems:
        for table in tables:
            reason = "no row is about an authority of the register"
            problems.append(Problem(table.file, 0, "", "", reason, "Check that it is the right file."))
