"""Reading the register's tables: authorities.csv and authority_facts.csv of a scheme folder.

Belongs here: what a good table is, and finding everything that is wrong with a bad one before refusing it. Does not belong
here: what is asked of the register once it is read (model.py).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from upheld.errors import Invalid, Missing, Problem
from upheld.register.authority import Authority, Dated
from upheld.register.model import Register

AUTHORITIES = "authorities.csv"
FACTS = "authority_facts.csv"
AUTHORITY_COLUMNS = ("slug", "short_name", "region", "opened_on", "closed_on", "successors")
FACT_COLUMNS = ("slug", "fact", "value", "since", "until")
FACT_KINDS = ("name", "code", "type", "county", "spelling")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with its place, and the list that takes what is wrong with it."""

    file: str
    number: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(compare=False, repr=False)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def place(self, seen_from: str) -> str:
        """Where the row stands, as a row of the file `seen_from` would say it."""
        return f"row {self.number}" if self.file == seen_from else f"{self.file}, row {self.number},"

    def problem(self, column: str, reason: str, way_out: str) -> None:
        """Note what is wrong with the cell in `column`."""
        self.problems.append(
            Problem(self.file, self.number, column, self.cells.get(column, ""), reason, way_out)
        )

    def day(self, column: str) -> date | None:
        """The date in `column`; None when the cell is empty or, with a problem noted, not a date."""
        text = self[column]
        if not text:
            return None
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            self.problem(column, "it is not a date", "Write it like 2020-03-31, or leave it empty.")
            return None


def read_rows(
    path: Path, columns: Sequence[str], problems: list[Problem], called: str | None = None
) -> Iterator[Row]:
    """The rows of a CSV table in UTF-8 with at least these columns; cells without space around them.

    What cannot be read is added to `problems`, which call the file `called`. Raises Missing when there is no file.
    """
    name = called or path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Missing(
            f"{path} is not there. A scheme's register needs it, with the columns {', '.join(columns)}."
        ) from None
    except UnicodeDecodeError as error:
        problems.append(
            Problem(name, 0, "", "", f"byte {error.start:,} is not UTF-8", "Save the file as CSV in UTF-8.")
        )
        return
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        problems.append(
            Problem(
                name, 0, "", "", f"it is not a CSV table ({error})", "Look for a quote that is not closed."
            )
        )
        return
    header = [cell.strip() for cell in lines[0]] if lines else []
    absent = [column for column in columns if column not in header]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    for column in absent:
        problems.append(
            Problem(name, 1, column, "", "the column is missing", f"Have the columns {','.join(columns)}.")
        )
    for column in twice:
        problems.append(
            Problem(name, 1, column, column, "two columns have this name", "Rename or remove one of them.")
        )
    if absent or twice:
        return
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            reason = f"the row has {len(cells)} cells and the header {len(header)}"
            problems.append(
                Problem(
                    name, number, "", ",".join(cells), reason, "Put a value that holds a comma in quotes."
                )
            )
            continue
        yield Row(name, number, dict(zip(header, (cell.strip() for cell in cells), strict=True)), problems)


@dataclass(slots=True)
class _Entry:
    """An authority while it is being put together: its row, and the rows of its facts by kind."""

    row: Row
    opened_on: date | None
    closed_on: date | None
    successors: tuple[str, ...]
    facts: dict[str, list[tuple[Dated, Row]]] = field(default_factory=dict)

    def dated(self, kind: str) -> tuple[Dated, ...]:
        found = [fact for fact, _ in self.facts.get(kind, [])]
        return tuple(sorted(found, key=lambda fact: (fact.since or date.min, fact.value)))


def read_register(folder: Path, known_types: Collection[str]) -> Register:
    """The register whose tables stand in `folder`; every type in them must be one of `known_types`.

    Raises Missing when a table is not there and Invalid, with every problem of both tables, when one will not do.
    """
    problems: list[Problem] = []
    authorities = list(read_rows(folder / AUTHORITIES, AUTHORITY_COLUMNS, problems))
    facts = list(read_rows(folder / FACTS, FACT_COLUMNS, problems))
    return register_of(authorities, facts, known_types, problems)


def register_of(
    authorities: Iterable[Row], facts: Iterable[Row], known_types: Collection[str], problems: list[Problem]
) -> Register:
    """The register that these rows make. Each row notes what is wrong with it in its own list: give them all `problems`.

    Raises Invalid, with every problem in `problems`, when there is any.
    """
    entries = _entries_of(authorities)
    _read_facts(facts, entries, known_types)
    if not entries and not problems:
        problems.append(
            Problem(
                AUTHORITIES, 0, "", "", "it has no authorities", "Add one row for each body in jurisdiction."
            )
        )
    codes: dict[str, str] = {}
    for slug, entry in entries.items():
        _check_succession(slug, entry, entries)
        _check_facts(slug, entry, codes)
    if problems:
        raise Invalid(sorted(problems))
    return Register(
        Authority(
            slug=slug,
            short_name=entry.row["short_name"],
            opened_on=entry.opened_on,
            closed_on=entry.closed_on,
            successors=entry.successors,
            region=entry.row["region"],
            names=entry.dated("name"),
            codes=entry.dated("code"),
            types=entry.dated("type"),
            counties=entry.dated("county"),
            spellings=tuple(sorted(fact.value for fact in entry.dated("spelling"))),
        )
        for slug, entry in entries.items()
    )


def _entries_of(rows: Iterable[Row]) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for row in rows:
        slug = row["slug"]
        opened_on, closed_on = row.day("opened_on"), row.day("closed_on")
        if not SLUG.fullmatch(slug):
            row.problem(
                "slug", "it is not a slug", "Use small letters, digits and single hyphens, like west-suffolk."
            )
            continue
        if slug in entries:
            row.problem(
                "slug",
                f"{entries[slug].row.place(row.file)} has this slug too",
                "Each authority has one row and its own slug.",
            )
            continue
        if not row["short_name"]:
            row.problem("short_name", "the short name is not given", "Say how the body is called in a table.")
        if opened_on and closed_on and closed_on < opened_on:
            row.problem(
                "closed_on", f"it closed before it opened on {opened_on}", "Correct one of the two dates."
            )
        successors = tuple(part.strip() for part in row["successors"].split(";") if part.strip())
        entries[slug] = _Entry(row, opened_on, closed_on, successors)
    return entries


def _read_facts(rows: Iterable[Row], entries: dict[str, _Entry], known_types: Collection[str]) -> None:
    for row in rows:
        since, until = row.day("since"), row.day("until")
        slug, kind, value = row["slug"], row["fact"], row["value"]
        entry = entries.get(slug)
        if entry is None:
            row.problem("slug", f"{AUTHORITIES} has no such authority", "Add it there, or correct the slug.")
        if kind not in FACT_KINDS:
            row.problem("fact", "no such kind of fact is known", f"Use one of {', '.join(FACT_KINDS)}.")
        elif not value:
            row.problem("value", f"the {kind} is not given", "Give it, or remove the row.")
        elif kind == "type" and value not in known_types:
            row.problem(
                "value", "the scheme has no such type", f"Use one of {', '.join(sorted(known_types))}."
            )
        elif kind == "county" and value not in entries:
            row.problem("value", f"{AUTHORITIES} has no such county", "Give the slug of the county council.")
        elif kind == "county" and value == slug:
            row.problem(
                "value",
                "an authority cannot be its own county",
                "Give the slug of the county council above it.",
            )
        elif kind == "spelling" and (since or until):
            row.problem("since", "a spelling has no dates", "Make it a name, or remove the dates.")
        elif entry is not None:
            entry.facts.setdefault(kind, []).append((Dated(value, since, until), row))
        if since and until and until < since:
            row.problem("until", f"it ended before it began on {since}", "Correct one of the two dates.")


def _check_succession(slug: str, entry: _Entry, entries: Mapping[str, _Entry]) -> None:
    row = entry.row
    if entry.successors and not row["closed_on"]:
        row.problem(
            "successors",
            "it has successors but no last day",
            "Give closed_on, the last day on which it existed.",
        )
    for successor in entry.successors:
        other = entries.get(successor)
        if other is None or successor == slug:
            row.problem(
                "successors",
                f"{successor} is no other authority of the table",
                "Give slugs, joined by a semicolon.",
            )
        elif entry.closed_on is not None and entry.closed_on < date.max:
            day_after = entry.closed_on + ONE_DAY
            # A shadow council may open months before; on the very day, one of the two dates is counted otherwise.
            if other.opened_on == entry.closed_on:
                row.problem(
                    "closed_on",
                    f"{successor} opens on the same day, so both would be open on it",
                    "closed_on is the last day, inclusive: the day before the successor opens.",
                )
            opened = other.opened_on is None or other.opened_on <= day_after
            if not opened or (other.closed_on is not None and other.closed_on < day_after):
                reason = f"{successor} is not open on {day_after}, the day after"
                row.problem(
                    "successors",
                    reason,
                    "closed_on is the last day, inclusive; correct it or the successor's dates.",
                )


def _check_facts(slug: str, entry: _Entry, codes: dict[str, str]) -> None:
    for kind in ("name", "code", "type", "county"):
        facts = sorted(
            entry.facts.get(kind, []), key=lambda pair: (pair[0].since or date.min, pair[1].number)
        )
        if not facts and kind in ("name", "type"):
            entry.row.problem("slug", f"{slug} has no {kind}", f"Add a row with the fact {kind} to {FACTS}.")
        for (fact, _), (later, row) in pairwise(facts):
            if later.since is None or fact.until is None or fact.until >= later.since:
                row.problem(
                    "since",
                    f"{slug} would have two values of {kind} on one day",
                    "until is the last day, inclusive.",
                )
            elif kind in ("name", "type") and fact.until + ONE_DAY < later.since:
                row.problem(
                    "since",
                    f"{slug} would have no {kind} from {fact.until + ONE_DAY}",
                    "Leave no day between the two.",
                )
        if facts and kind in ("name", "type"):
            _check_ends(slug, kind, entry, facts)
        if kind == "code":
            for fact, row in facts:
                if codes.setdefault(fact.value, slug) != slug:
                    row.problem(
                        "value",
                        f"{codes[fact.value]} has this code too",
                        "A code stands for one authority for ever.",
                    )


def _check_ends(slug: str, kind: str, entry: _Entry, facts: Sequence[tuple[Dated, Row]]) -> None:
    """The first value must hold from the body's first day and the last to its last."""
    (first, first_row), (last, last_row) = facts[0], facts[-1]
    if first.since is not None and (entry.opened_on is None or entry.opened_on < first.since):
        first_row.problem(
            "since",
            f"{slug} would have no {kind} before this day",
            "Leave it empty, or give what held before.",
        )
    if last.until is not None and (entry.closed_on is None or last.until < entry.closed_on):
        last_row.problem(
            "until", f"{slug} would have no {kind} after this day", "Leave it empty, or give what held after."
        )
