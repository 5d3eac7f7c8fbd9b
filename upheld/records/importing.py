"""Importing: from record files to the canonical store, all or nothing.

Belongs here: the order of it: read, resolve names, merge, check, replace. The same file again changes nothing; a row
with a known key and other content takes the old one's place, and the import says how many did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from upheld.errors import Invalid, Problem
from upheld.records.check import IMPORTED_EARLIER, check_records, check_rows
from upheld.records.contract import CONTRACT, Record
from upheld.records.read import RecordFile, read_record_files
from upheld.records.store import RecordStore, StoreAbout
from upheld.records.tables import schema_of, to_frame
from upheld.scheme import Scheme


@dataclass(frozen=True, slots=True)
class TableImported:
    """How many records of a table were new, took an older one's place, or were there already."""

    table: str
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, table by table in the contract's order."""

    tables: tuple[TableImported, ...]

    @property
    def changed_anything(self) -> bool:
        """Whether the store is another than before."""
        return any(table.new or table.changed for table in self.tables)


def import_records(
    paths: Sequence[Path],
    store: RecordStore,
    scheme: Scheme,
    progress: Callable[[str], None] = lambda line: None,
    today: date | None = None,
    only: type[Record] | None = None,
) -> Imported:
    """Import record files into the store. Raises Invalid with every problem in all of them, and changes nothing then.

    A record entered after `today`, where it is given, is a slip of the pen; so is a file of another kind than `only`.
    """
    with store.locked():
        return _import(paths, store, scheme, store.about, progress, today=today, only=only)


def import_opening(
    paths: Sequence[Path],
    opening_day: date,
    store: RecordStore,
    scheme: Scheme,
    progress: Callable[[str], None] = lambda line: None,
) -> Imported:
    """Import what was open on `opening_day`, the last day before adoption: cases not yet decided, and decisions still to
    be complied with. Years up to that day hold nothing else, so they cannot be frozen.

    Raises Invalid as `import_records` does, and for a record of a later day.
    """
    with store.locked():
        about = replace(store.about, opening_day=opening_day)
        return _import(paths, store, scheme, about, progress, opening_day)


def _import(
    paths: Sequence[Path],
    store: RecordStore,
    scheme: Scheme,
    about: StoreAbout,
    progress: Callable[[str], None],
    no_later_than: date | None = None,
    today: date | None = None,
    only: type[Record] | None = None,
) -> Imported:
    read = _read_all(paths, progress, only)
    problems: list[Problem] = []
    incoming = {kind.TABLE: _frame_of(kind, read.get(kind, []), scheme, problems) for kind in CONTRACT}
    problems.extend(check_rows(incoming, scheme, today))
    if no_later_than is not None:
        problems.extend(_later_than(incoming, no_later_than))
    if problems:
        raise Invalid(sorted(problems))
    progress("checking records against one another")
    merged: dict[str, pl.DataFrame] = {}
    done: list[TableImported] = []
    for kind in CONTRACT:
        merged[kind.TABLE], counted = _merge(kind, store.scan(kind.TABLE).collect(), incoming[kind.TABLE])
        done.append(counted)
    problems = check_records(merged, scheme)
    if problems:
        raise Invalid(problems)
    imported = Imported(tuple(done))
    if imported.changed_anything or about != store.about:
        progress("writing the store")
        store.replace({name: frame.drop("_file", "_row") for name, frame in merged.items()}, about)
    return imported


def _read_all(
    paths: Sequence[Path], progress: Callable[[str], None], only: type[Record] | None
) -> dict[type[Record], list[pl.DataFrame]]:
    """Each file as a frame of its kind that says where each row was read. No file's records outlive its reading: a frame
    takes a tenth of their memory."""
    read: dict[type[Record], list[pl.DataFrame]] = {}
    problems: list[Problem] = []
    for path in paths:
        progress(f"reading {path.name}")
        called = str(path) if len({each.name for each in paths}) < len(paths) else None
        try:
            for file in read_record_files(path, called):
                if only is not None and file.kind is not only:
                    reason = f"holds {file.kind.TABLE}, not {only.TABLE}"
                    problems.append(Problem(file.name, 0, "", "", reason, "Import it without naming a kind."))
                read.setdefault(file.kind, []).append(_with_places(file))
        except Invalid as invalid:
            problems.extend(invalid.problems)
    if problems:
        raise Invalid(sorted(problems))
    return read


def _with_places(file: RecordFile) -> pl.DataFrame:
    return to_frame(file.kind, (record for _, record in file.rows)).with_columns(
        _file=pl.lit(file.name), _row=pl.Series([row for row, _ in file.rows], dtype=pl.Int32)
    )


def _frame_of(
    kind: type[Record], frames: Sequence[pl.DataFrame], scheme: Scheme, problems: list[Problem]
) -> pl.DataFrame:
    """All rows of a kind, names of authorities resolved; doubles are problems."""
    empty = pl.DataFrame(schema={**schema_of(kind), "_file": pl.String(), "_row": pl.Int32()})
    frame = pl.concat([empty, *frames])
    for column, terms in (
        ("category", scheme.categories),
        ("outcome", scheme.outcomes),
        ("remedy_type", scheme.remedies),
        ("role", scheme.roles),
    ):
        if column in frame.columns:
            frame = _by_title(frame, column, {slug: term.title for slug, term in terms.items()})
    for column in ("authority", "held_by", "authorities"):
        if column in frame.columns:
            frame = _resolve(frame, column, scheme, problems)
    # A name that could not be told is a problem already, and no key to compare.
    told = frame.drop_nulls(list(kind.KEY))
    doubled = told.filter(pl.struct(kind.KEY).is_duplicated() & ~pl.struct(kind.KEY).is_first_distinct())
    for row in doubled.select("_file", "_row", pl.concat_str(kind.KEY, separator=" / ")).iter_rows():
        problems.append(
            Problem(row[0], row[1], kind.KEY[0], row[2], "the same record twice", "Keep one row for each.")
        )
    return frame


def _by_title(frame: pl.DataFrame, column: str, titles: Mapping[str, str]) -> pl.DataFrame:
    """The frame with the scheme's code where a file has what people read for it, in capitals or not."""
    codes = {title.casefold(): slug for slug, title in titles.items()} | {slug: slug for slug in titles}
    found = {
        text: codes[text.casefold()]
        for text in frame.get_column(column).unique().drop_nulls().to_list()
        if text.casefold() in codes
    }
    return frame.with_columns(pl.col(column).replace(found))


def _resolve(frame: pl.DataFrame, column: str, scheme: Scheme, problems: list[Problem]) -> pl.DataFrame:
    """The frame with slugs in place of names and codes; what cannot be told is a problem, never a guess."""
    dated = next((day for day in ("received_on", "held_on", "held_from") if day in frame.columns), None)
    register = scheme.register
    found: dict[tuple[str, date | None], str | None] = {}

    def slug_of(text: str, day: date | None, file: str, row: int) -> str | None:
        if text in register.authorities:
            return text
        if (text, None) not in found:
            found[text, None] = register.resolve(text).slug
        slug = found[text, None]
        if slug is None and day is not None:
            if (text, day) not in found:
                found[text, day] = register.resolve(text, day).slug
            slug = found[text, day]
        if slug is None:
            resolution = register.resolve(text, day)
            reason = (
                "more than one authority is called that"
                if resolution.reason == "ambiguous"
                else "no such authority"
            )
            problems.append(Problem(file, row, column, text, reason, resolution.way_out))
        return slug

    resolved: list[str | None] = []
    places = frame.select(column, pl.col(dated) if dated else pl.lit(None).alias("_day"), "_file", "_row")
    for cell, day, file, row in places.iter_rows():
        if cell is None:
            resolved.append(None)
        elif column == "authorities":
            slugs = [slug_of(part, day, file, row) for part in cell.split(";")]
            resolved.append(";".join(sorted({slug for slug in slugs if slug})) or None)
        else:
            resolved.append(slug_of(cell, day, file, row))
    return frame.with_columns(pl.Series(column, resolved, dtype=pl.String))


def _later_than(incoming: Mapping[str, pl.DataFrame], day: date) -> list[Problem]:
    """What an opening position cannot hold: anything that happened after its day."""
    dates = {"cases": "received_on", "decisions": "decided_on", "recommendations": "agreed_on"}
    problems = []
    for table, frame in incoming.items():
        if table not in dates:
            for file, row in frame.select("_file", "_row").head(1).iter_rows():
                problems.append(
                    Problem(
                        file,
                        row,
                        "",
                        "",
                        f"an opening position holds no {table}",
                        "Import this file without `opening`.",
                    )
                )
            continue
        column = dates[table]
        for file, row, found in (
            frame.filter(pl.col(column) > day).select("_file", "_row", column).iter_rows()
        ):
            problems.append(
                Problem(
                    file,
                    row,
                    column,
                    str(found),
                    f"after the opening day, {day}",
                    "Import it without `opening`.",
                )
            )
    return problems


def _merge(
    kind: type[Record], stored: pl.DataFrame, incoming: pl.DataFrame
) -> tuple[pl.DataFrame, TableImported]:
    """Stored and incoming rows together: an incoming row takes the place of a stored one with its key."""
    columns = stored.columns
    unchanged = incoming.join(stored, on=columns, how="semi", nulls_equal=True).height
    known = incoming.join(stored.select(kind.KEY), on=list(kind.KEY), how="semi").height
    kept = stored.join(incoming.select(kind.KEY), on=list(kind.KEY), how="anti").with_columns(
        _file=pl.lit(IMPORTED_EARLIER), _row=pl.lit(0, dtype=pl.Int32)
    )
    counted = TableImported(kind.TABLE, incoming.height - known, known - unchanged, unchanged)
    return pl.concat([kept, incoming.select(kept.columns)]).sort(*kind.KEY), counted
