"""Freezing: the act that makes a release of a year.

Belongs here: gathering what a release is made of (records, register, definitions), and the rules by which a year may be
frozen. Not here: the making (`build`) and the writing (`store`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from upheld import __version__
from upheld.errors import Refused
from upheld.measures.counting import Counts, OutcomeMeaning
from upheld.records.store import RecordStore
from upheld.records.tables import to_csv
from upheld.register.years import ReportingYear
from upheld.release.build import build, definitions_used
from upheld.release.canonical import sha256, write_checksums
from upheld.release.model import About
from upheld.release.rows import RegisterRow
from upheld.release.select import SEALED, records_of_year
from upheld.release.store import ReleaseStore
from upheld.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Frozen:
    """What freezing did. `new` is False where the same release stood there already. `late` counts, table by table, what
    was entered after the as-at day about the year: it waits for a correction."""

    about: About
    checksum: str
    new: bool
    late: Mapping[str, int]


def as_at_default(year: ReportingYear, scheme: Scheme) -> date:
    """The last day whose entries a year's release holds, unless somebody says otherwise."""
    return year.last_day + timedelta(days=scheme.rules.freezing_waits_days)


def freeze(
    year: ReportingYear,
    records: RecordStore,
    releases: ReleaseStore,
    scheme: Scheme,
    *,
    as_at: date | None = None,
    corrects: int | None = None,
    why: str | None = None,
) -> Frozen:
    """Freeze a year as known on `as_at`. The same records give the same bytes, and then nothing is written again.

    With `corrects` and `why`, a new revision that names the one it replaces. Raises Refused where the year may not be
    frozen, Conflict where the frozen revision has other bytes.
    """
    day = as_at or as_at_default(year, scheme)
    revision = _revision(year, records, releases, day, corrects, why)
    scanned = {table: records.scan(table) for table in SEALED}
    tables = records_of_year(scanned, year, day)
    definitions = scheme.measures.for_year(year.ending)
    about = About(
        scheme=scheme.slug,
        year=year,
        revision=revision,
        as_at=day,
        illustrative=any(frame.get_column("illustrative").any() for frame in tables.values()),
        software=__version__,
        corrects=corrects,
        why=why,
        definitions=definitions_used(definitions),
    )
    built = build(
        about,
        definitions,
        outcome_meaning(scheme),
        tables,
        lambda counts: register_of(year, day, scheme, counts),
    )
    sealed = {f"{table}.csv": to_csv(tables[table]) for table in SEALED}
    new = releases.write(year, revision, built.public, sealed, built.texts)
    return Frozen(about, sha256(write_checksums(built.public)), new, late_records(records, year, day))


def _revision(
    year: ReportingYear,
    records: RecordStore,
    releases: ReleaseStore,
    as_at: date,
    corrects: int | None,
    why: str | None,
) -> int:
    """Which revision this freezing makes, or Refused with the rule that forbids it."""
    if records.is_empty:
        raise Refused("No records were imported yet: type `upheld import FILE...`.")
    if as_at < year.last_day:
        raise Refused(
            f"{year.label} ends on {year.last_day}: it cannot be frozen as at {as_at}, before its last day."
        )
    opening = records.about.opening_day
    if opening is not None and year.first_day <= opening:
        raise Refused(
            f"The records of {year.label} are an opening position up to {opening}: the year is not whole."
        )
    revisions = releases.revisions(year)
    if corrects is None:
        if why is not None:
            raise Refused("A reason belongs to a correction: add --corrects with the revision it corrects.")
        return revisions[-1] if revisions else 1
    if not revisions or corrects != revisions[-1]:
        newest = f"the newest is r{revisions[-1]}" if revisions else "it is not frozen yet"
        raise Refused(f"{year.label} r{corrects} cannot be corrected: {newest}.")
    if not why or not why.strip():
        raise Refused("A correction says why: add --why 'what was wrong, in a sentence'.")
    return corrects + 1


def outcome_meaning(scheme: Scheme) -> OutcomeMeaning:
    """The outcomes of a scheme as the measures see them."""
    return OutcomeMeaning(
        outcomes=tuple(scheme.outcomes),
        investigated=scheme.outcomes_counting_as("investigated"),
        upheld=scheme.outcomes_counting_as("upheld"),
    )


def register_of(year: ReportingYear, as_at: date, scheme: Scheme, counts: Counts) -> Sequence[RegisterRow]:
    """Who is in a year's release: every authority that always gets a letter and was open on the last day, and every other
    that a record of the year is about. A closing after the as-at day is not told yet."""
    register, groups = scheme.register, scheme.group_of_type
    rows = []
    for slug in register.authorities:
        authority = register.authorities[slug]
        has_records = any(counts.get(slug, {}).values())
        if not has_records and not authority.open_on(year.last_day):
            continue
        of_year = register.of_year(slug, year, groups)
        policy = scheme.types[of_year.type].letter
        if not has_records and policy != "always":
            continue
        has_closed = authority.closed_on is not None and authority.closed_on <= as_at
        residents = scheme.population.residents(slug, year)
        rows.append(
            RegisterRow(
                slug=slug,
                name=of_year.name,
                short_name=of_year.short_name,
                type=of_year.type,
                group=of_year.group,
                region=of_year.region,
                county=of_year.county,
                code=of_year.code,
                opened_on=of_year.opened_on,
                closed_on=of_year.closed_on if has_closed else None,
                open_at_end=of_year.open_at_end,
                predecessors=register.predecessors(slug),
                successors=authority.successors if has_closed else (),
                letter=policy != "never",
                residents=residents.residents if residents else None,
                residents_mid_year=residents.mid_year if residents else None,
            )
        )
    return rows


def late_records(records: RecordStore, year: ReportingYear, as_at: date) -> dict[str, int]:
    """How many records about the year were entered after the as-at day, by table; tables without any are left out."""
    day_of = {
        "cases": "received_on",
        "decisions": "decided_on",
        "compliance": "recorded_on",
        "reports": "issued_on",
    }
    late = {}
    for table, column in day_of.items():
        about_year = pl.col(column).is_between(year.first_day, year.last_day)
        found = (
            records.scan(table)
            .filter(about_year, pl.col("entered_on") > as_at)
            .select(pl.len())
            .collect()
            .item()
        )
        if found:
            late[table] = found
    return late
