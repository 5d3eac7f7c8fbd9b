"""Freezing and correcting: the acts that make a release of a year.

Belongs here: gathering what a release is made of (records, register, definitions), and the rules by which a year may be
frozen or corrected. Not here: the making (`build`) and the writing (`store`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import polars as pl

from upheld import __version__
from upheld.errors import Refused
from upheld.measures.counting import OutcomeMeaning
from upheld.records.contract import PublishedFigure
from upheld.records.store import RecordStore
from upheld.records.tables import to_csv
from upheld.register.years import ReportingYear
from upheld.release.build import about_bytes, build, definitions_used
from upheld.release.canonical import sha256, write_checksums
from upheld.release.checks import CheckFinding, Level, check_release, refuse_unaccepted
from upheld.release.earlier import CATEGORY_COUNTS, read_earlier
from upheld.release.load import load_about, load_release
from upheld.release.membership import register_of
from upheld.release.model import About
from upheld.release.select import SEALED, made_up, records_of_year
from upheld.release.store import ReleaseStore
from upheld.scheme import Scheme

DAY_OF = {
    "cases": "received_on",
    "decisions": "decided_on",
    "compliance": "recorded_on",
    "reports": "issued_on",
}
"""The date that puts a record of each table into a year."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What freezing did. `new` is False where the same release stood there already. `findings` are what the checks found;
    `late` counts, table by table, what was entered about the year after the last day whose entries are in it: it waits for
    a correction."""

    about: About
    checksum: str
    new: bool
    findings: tuple[CheckFinding, ...]
    late: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Terms:
    """On what terms a revision is made; `stands` is the one that exists, where it is made again."""

    revision: int
    as_at: date
    entered_by: date
    corrects: int | None = None
    why: str | None = None
    stands: About | None = None
    accepted: Mapping[str, str] = field(default_factory=dict)


def as_at_default(year: ReportingYear, scheme: Scheme) -> date:
    """The day as at which a year is frozen, unless somebody says otherwise: its end and the scheme's wait."""
    return year.last_day + timedelta(days=scheme.rules.freezing_waits_days)


def freeze(
    year: ReportingYear,
    records: RecordStore,
    releases: ReleaseStore,
    scheme: Scheme,
    *,
    as_at: date | None = None,
    accepted: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Frozen:
    """Freeze a year as known on `as_at`; if left out, on the day that its newest revision has, or else when the scheme
    says. The same records give the same bytes, and then nothing is written again.

    Raises Refused where the year may not be frozen, or a check warns of what is not in `accepted` (a reason by the name of
    each check), and Conflict where its newest revision has other bytes.
    """
    if releases.revisions(year):
        stands = load_about(releases.find(year).public)
        entered_by = as_at if as_at and stands.corrects is None else stands.entered_by
        terms = _Terms(
            stands.revision,
            as_at or stands.as_at,
            entered_by,
            stands.corrects,
            stands.why,
            stands,
            dict(stands.accepted),
        )
    else:
        day = as_at or as_at_default(year, scheme)
        terms = _Terms(1, day, day)
    _refuse_future(year, terms, today)
    return _make(year, records, releases, scheme, terms, accepted or {})


def correct(
    year: ReportingYear,
    records: RecordStore,
    releases: ReleaseStore,
    scheme: Scheme,
    *,
    corrects: int,
    why: str,
    entered_by: date | None = None,
    accepted: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Frozen:
    """Make a new revision that takes the place of `corrects`, the newest, and says why.

    It tells the state of the same day as the revision it corrects, by what was entered up to `entered_by` (everything in
    the store, if left out): miscoded records as they stand now, and records entered late. What happened after that day
    stays out: a decision replaced since was counted, and the year of its replacement says so.

    Raises Refused for a revision that is not the newest, for no reason given, and where nothing would change.
    """
    revisions = releases.revisions(year)
    if not revisions or corrects != revisions[-1]:
        newest = f"the newest is r{revisions[-1]}" if revisions else "it is not frozen yet"
        raise Refused(f"{year.label} r{corrects} cannot be corrected: {newest}.")
    if not why.strip():
        raise Refused("A correction says why: add --why 'what was wrong, in a sentence'.")
    public = releases.find(year).public
    before = load_about(public)
    entries_to = entered_by or max(before.entered_by, _newest_entry(records))
    terms = _Terms(corrects + 1, before.as_at, entries_to, corrects, why.strip(), None, dict(before.accepted))
    if terms.entered_by < before.entered_by:
        raise Refused(f"r{corrects} holds entries up to {before.entered_by}: a correction cannot hold fewer.")
    _refuse_future(year, terms, today)
    return _make(year, records, releases, scheme, terms, accepted or {}, public)


def _make(
    year: ReportingYear,
    records: RecordStore,
    releases: ReleaseStore,
    scheme: Scheme,
    terms: _Terms,
    accepted: Mapping[str, str],
    corrected: Mapping[str, bytes] | None = None,
) -> Frozen:
    with records.locked():
        return _make_locked(year, records, releases, scheme, terms, accepted, corrected)


def _make_locked(
    year: ReportingYear,
    records: RecordStore,
    releases: ReleaseStore,
    scheme: Scheme,
    terms: _Terms,
    accepted: Mapping[str, str],
    corrected: Mapping[str, bytes] | None,
) -> Frozen:
    _refuse_unfreezable(year, records, terms.as_at)
    scanned = {table: records.scan(table) for table in SEALED}
    definitions = scheme.measures.for_year(year.ending)
    published = records.scan(PublishedFigure.TABLE).filter(pl.col("entered_on") <= terms.entered_by).collect()
    stands = terms.stands
    earlier = read_earlier(year, releases, published, scheme, stands.stands_on if stands else None)
    published_since = stands.published_since if stands else earlier.told_to
    tables = records_of_year(scanned, year, terms.as_at, terms.entered_by, published_since)
    about = About(
        scheme=scheme.slug,
        year=year,
        revision=terms.revision,
        as_at=terms.as_at,
        entered_by=terms.entered_by,
        illustrative=made_up(tables),
        software=__version__,
        corrects=terms.corrects,
        why=terms.why,
        definitions=definitions_used(definitions),
        freezing_waits_days=scheme.rules.freezing_waits_days,
        stands_on=earlier.stands_on,
        published_since=published_since,
    )
    built = build(
        about,
        definitions,
        outcome_meaning(scheme),
        tables,
        lambda counts: register_of(year, terms.as_at, scheme, counts),
        earlier,
    )
    late = late_records(records, year, terms.entered_by)
    findings = check_release(load_release(built.public), late)
    seen = findings if corrected is None else check_release(load_release(corrected), {})
    about = replace(about, accepted=_acceptances(findings, seen, terms.accepted, accepted))
    refuse_unaccepted(findings, dict(about.accepted), year.label)
    made = {**built.public, "about.json": about_bytes(about)}
    if corrected is not None and all(
        made[name] == corrected.get(name) for name in made if name != "about.json"
    ):
        raise Refused(
            f"Nothing of {year.label} r{terms.corrects} would change: import what was wrong first, and correct then."
        )
    sealed = {f"{table}.csv": to_csv(tables[table]) for table in SEALED}
    sealed[CATEGORY_COUNTS] = built.category_counts
    new = releases.write(year, terms.revision, made, sealed, built.texts)
    return Frozen(about, sha256(write_checksums(made)), new, findings, late)


def _acceptances(
    findings: tuple[CheckFinding, ...],
    seen: tuple[CheckFinding, ...],
    before: Mapping[str, str],
    now: Mapping[str, str],
) -> tuple[tuple[str, str], ...]:
    """What is accepted now, and what was accepted for the release that stands, where the check still warns of it, and of
    nobody else than it did then (`seen`)."""
    warned, then = _warned(findings), _warned(seen)
    kept = {
        name: reason
        for name, reason in before.items()
        if name in warned and warned[name] <= then.get(name, frozenset())
    }
    return tuple(sorted({**kept, **now}.items()))


def _warned(findings: tuple[CheckFinding, ...]) -> dict[str, frozenset[str]]:
    """Of whom each check warns."""
    found: dict[str, frozenset[str]] = {}
    for each in findings:
        if each.level is Level.WARNING:
            found[each.check] = found.get(each.check, frozenset()).union(each.authorities)
    return found


def _refuse_future(year: ReportingYear, terms: _Terms, today: date | None) -> None:
    """Refuse to tell of a day that has not come. Who asks knows what day it is, and `today` is None where nobody does."""
    if today is not None and max(terms.as_at, terms.entered_by) > today:
        day = max(terms.as_at, terms.entered_by)
        raise Refused(
            f"{year.label} cannot be frozen as at {day}: that day has not come. Wait for it, or name one with --as-at."
        )


def _refuse_unfreezable(year: ReportingYear, records: RecordStore, as_at: date) -> None:
    """Raise Refused with the rule that forbids freezing the year as at that day."""
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


def _newest_entry(records: RecordStore) -> date:
    days = [records.scan(table).select(pl.col("entered_on").max()).collect().item() for table in SEALED]
    return max(day for day in days if isinstance(day, date))


def outcome_meaning(scheme: Scheme) -> OutcomeMeaning:
    """The outcomes of a scheme as the measures see them."""
    return OutcomeMeaning(
        outcomes=tuple(scheme.outcomes),
        investigated=scheme.outcomes_counting_as("investigated"),
        upheld=scheme.outcomes_counting_as("upheld"),
    )


def late_records(records: RecordStore, year: ReportingYear, entered_by: date) -> dict[str, int]:
    """How many records about the year were entered after `entered_by`, by table; tables without any are left out."""
    late = {}
    for table, column in DAY_OF.items():
        about_year = pl.col(column).is_between(year.first_day, year.last_day)
        found = (
            records.scan(table)
            .filter(about_year, pl.col("entered_on") > entered_by)
            .select(pl.len())
            .collect()
            .item()
        )
        if found:
            late[table] = found
    return late
