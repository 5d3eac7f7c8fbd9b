"""Verifying: whether a release is what it says it is.

The public part alone is enough to compute every rate, average, interval and verdict again from its counts, and to check
every byte against the list of checksums. With the sealed part, the counts are made again from the records, and so is
every public byte. Belongs here: those comparisons. Not here: the making, which is `build`'s.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from upheld.errors import Invalid, Problem, Refused
from upheld.measures.comparison import compare
from upheld.measures.counting import OutcomeMeaning, count_of_rule
from upheld.measures.measure import MeasureVersion
from upheld.measures.rate import print_rate
from upheld.register.years import ReportingYear, YearCalendar
from upheld.release.build import build, definitions_used, public_of_state
from upheld.release.canonical import read_checksums, read_rows, sha256, write_checksums
from upheld.release.earlier import CATEGORY_COUNTS, PUBLISHED, Earlier, series_of
from upheld.release.load import (
    load_about,
    load_adjustments,
    load_counts,
    load_definitions,
    load_figures,
    load_meaning,
    load_register,
    load_release,
    load_series,
)
from upheld.release.model import PUBLISHED_SINCE, About, AuthorityReview, Release
from upheld.release.sealed import read_sealed
from upheld.release.select import SEALED, made_up
from upheld.release.series import CategoryCount, rate_of
from upheld.release.store import CHECKSUMS, ReleaseStore, StoredRelease

Files = Mapping[str, bytes]

FILES_OF = {
    "public": frozenset(
        {"about.json", "definitions.jsonl", "events.json", "outcomes.json"}
        | {f"{name}.csv" for name in ("counts", "decisions", "figures", "findings", "groups")}
        | {f"{name}.csv" for name in ("listings", "promises", "register", "reports")}
        | {
            f"{name}.csv"
            for name in ("adjustments", "categories", "observed", "observed_by_category", "series")
        }
    ),
    "sealed": frozenset({CATEGORY_COUNTS, *(f"{table}.csv" for table in SEALED)}),
}
"""The files of each part of a release."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found to be true: how many figures and files, and whether the records were counted again."""

    about: About
    checksum: str
    files: int
    figures: int
    recounted: bool


def open_release(stored: StoredRelease) -> Release:
    """A release to be told about: its bytes are those that were frozen. Raises Invalid where they are not."""
    public = stored.public
    problems = list(_check_bytes("public", public, stored.checksums("public")))
    if problems:
        raise Invalid(problems, "The release was changed after it was frozen")
    return load_release(public)


def verify(stored: StoredRelease, beside: ReleaseStore | None = None) -> Verified:
    """Compute a release again. Raises Invalid with everything that does not come out as it stands.

    What it says of earlier years is compared with the releases it stands on, where they stand `beside` it.
    """
    public, sealed = stored.public, stored.sealed
    problems = list(_check_bytes("public", public, stored.checksums("public")))
    if sealed is not None:
        problems += _check_bytes("sealed", sealed, stored.checksums("sealed"))
    if problems:
        raise Invalid(problems, "The release was changed after it was frozen")
    try:
        release = load_release(public)
        problems += _recompute(public)
        problems += _weigh(public, release)
        problems += _look_back(public, release, beside)
        if sealed is not None:
            problems += _recount(public, sealed)
    except Refused as refused:
        problems.append(_problem("series.csv", str(refused)))
    except (csv.Error, LookupError, TypeError, ValueError) as broken:
        reason = f"cannot be read as a release ({type(broken).__name__}: {broken})"
        raise Invalid([_problem("public", reason)], "The release does not come out as it stands") from broken
    if problems:
        raise Invalid(sorted(problems), "The release does not come out as it stands")
    figures = sum(len(review.figures) for review in release.reviews.values())
    return Verified(
        release.about, release.checksum, len(public) + len(sealed or {}), figures, sealed is not None
    )


def _problem(file: str, reason: str, value: str = "", column: str = "") -> Problem:
    return Problem(
        file, 0, column, value, reason, "Restore the release from a copy whose checksum is the published one."
    )


def _check_bytes(part: str, files: Files, checksums: bytes) -> Iterator[Problem]:
    try:
        listed = read_checksums(checksums)
    except ValueError:
        yield _problem(f"{part}/{CHECKSUMS}", "is no list of checksums")
        return
    for name in sorted(FILES_OF[part] - files.keys() - listed.keys()):
        yield _problem(f"{part}/{name}", "belongs to every release, and is neither there nor listed")
    for name in sorted({*listed, *files}):
        if name not in files:
            yield _problem(f"{part}/{name}", "is listed in SHA256SUMS and not there")
        elif name not in listed:
            yield _problem(f"{part}/{name}", "is there and not listed in SHA256SUMS")
        elif sha256(files[name]) != listed[name]:
            yield _problem(f"{part}/{name}", "does not have the checksum that SHA256SUMS gives")
    if listed == {name: sha256(files[name]) for name in files} and checksums != write_checksums(files):
        yield _problem(f"{part}/{CHECKSUMS}", "is not written as every release writes it")


def _recompute(public: Files) -> Iterator[Problem]:
    """Every average, interval and verdict again from the numerators and bases, and every table that follows from them."""
    about = load_about(public)
    definitions, register = load_definitions(public), load_register(public)
    if about.definitions != definitions_used(definitions):
        yield _problem("about.json", "names other definitions than definitions.jsonl holds")
    groups = {row.slug: row.group for row in register}
    closed = frozenset(row.slug for row in register if not row.open_at_end)
    frozen = load_figures(public, about.year.label)
    again = {
        slug: compare(
            definition,
            about.year.label,
            {each.authority: (each.numerator, each.denominator) for each in frozen.get(slug, {}).values()},
            groups,
            closed,
        )
        for slug, definition in definitions.items()
    }
    made = public_of_state(
        about,
        definitions,
        load_meaning(public),
        register,
        load_counts(public),
        again,
        load_series(public),
        load_adjustments(public),
    )
    yield from _differences(public, made, "does not follow from the counts")


def _weigh(public: Files, release: Release) -> Iterator[Problem]:
    """Figures and lists against the counts, and the counts against one another."""
    meaning = load_meaning(public)
    residents = {row.slug: row.residents or 0 for row in load_register(public)}

    def wrong(file: str, slug: str, reason: str) -> Problem:
        return _problem(file, reason, slug, "authority")

    for slug, review in release.reviews.items():
        counts = review.counts
        for name, expected in _expected(review, meaning).items():
            if counts[name] != expected:
                reason = f"{name} is {counts[name]}, and what stands beside it comes to {expected}"
                yield wrong("counts.csv", slug, reason)
        for outcome in meaning.outcomes:
            made, listed = (
                counts[f"outcome.{outcome}"],
                sum(each.outcome == outcome for each in review.decisions),
            )
            if listed > made:
                yield wrong("decisions.csv", slug, f"{listed} {outcome} are listed, and {made} were made")
        for measure, figure in review.figures.items():
            definition = release.definitions[measure]
            base = definition.denominator
            counted = (
                count_of_rule(definition.numerator, counts, meaning),
                residents[slug] if base == "residents" else count_of_rule(base, counts, meaning),
            )
            if (figure.numerator, figure.denominator) != counted:
                reason = f"{measure} is {figure.numerator} of {figure.denominator}, and the counts say {counted[0]} of {counted[1]}"
                yield wrong("figures.csv", slug, reason)
    year, since = release.about.year, release.about.published_since
    for decision in release.published_since:
        if decision.decided_on >= year.first_day:
            yield _problem(PUBLISHED_SINCE, f"{decision.case} was not made before {year.label}")
        if since is None or decision.published_on <= since:
            yield _problem(PUBLISHED_SINCE, f"{decision.case} was not published since {since}")


def _expected(review: AuthorityReview, meaning: OutcomeMeaning) -> dict[str, int]:
    """Counts by name as they follow from other counts and from what is listed."""
    counts = review.counts
    of = {outcome: counts[f"outcome.{outcome}"] for outcome in meaning.outcomes}
    late = sum(each.result == "satisfied_late" for each in review.findings)
    return {
        "decided": sum(of.values()),
        "investigated": sum(of[outcome] for outcome in meaning.investigated),
        "upheld": sum(of[outcome] for outcome in meaning.upheld),
        "upheld_not_public": counts["upheld"]
        - sum(each.outcome in meaning.upheld for each in review.decisions),
        "compliance.satisfied_late": late,
        "compliance.not_satisfied": len(review.findings) - late,
        "open_at_end": counts["open_at_start"] + counts["received"] - counts["first_decided"],
    }


def _look_back(public: Files, release: Release, beside: ReleaseStore | None) -> Iterator[Problem]:
    """The series: every row of a year before, from something the release stands on, and printed as its counts say; and
    as the releases of those years say it, where they are here."""
    about, series = release.about, load_series(public)
    calendar = YearCalendar(about.year.first_day.month)
    releases = dict(each.split(" ") for each in about.stands_on if "/" in each)
    published = {f"{row.year} {PUBLISHED}" for row in series if f"{row.year} as published" in about.stands_on}
    for row in series:
        definition = release.definitions.get(row.measure)
        origins = {name for name in releases if name.startswith(f"{row.year}/")}
        if f"{row.year} {row.origin}" not in published and row.origin not in origins:
            yield _problem(
                "series.csv", f"{row.year}: stands on {row.origin}, which about.json does not name"
            )
        # Figures known as published name no version: they were printed by the one that holds for their year.
        version = row.version or _version_in(definition, calendar.parse(row.year))
        if definition is not None and version == definition.version:
            rate = rate_of(row.numerator, row.denominator)
            printed = None if rate is None else print_rate(definition, rate)
            if row.rate != printed:
                reason = f"{row.measure} {row.year} is {row.rate}, and its counts say {printed}"
                yield _problem("series.csv", reason, row.authority, "authority")
    for name, checksum in releases.items():
        label, _, revision = name.partition("/r")
        year = calendar.parse(label)
        if beside is None or int(revision) not in beside.revisions(year):
            continue
        theirs = beside.find(year, int(revision)).public
        if sha256(write_checksums(theirs)) != checksum:
            yield _problem("about.json", f"stands on {name}, which has another checksum here")
        elif set(series_of(theirs, year, name)) != {row for row in series if row.origin == name}:
            yield _problem("series.csv", f"does not say of {label} what {name} says")


def _version_in(definition: MeasureVersion | None, year: ReportingYear) -> int | None:
    """The version of a definition where it holds for a year, else None."""
    if definition is None or (definition.first_year is not None and year.ending < definition.first_year):
        return None
    return definition.version


def _recount(public: Files, sealed: Files) -> Iterator[Problem]:
    """The whole public part again from the sealed records."""
    about = load_about(public)
    tables = read_sealed(sealed)
    about = replace(about, illustrative=made_up(tables))
    register = load_register(public)
    label = about.year.label
    by_category = read_rows(CategoryCount, sealed[CATEGORY_COUNTS], f"sealed/{CATEGORY_COUNTS}")
    earlier = Earlier(
        series=load_series(public),
        adjustments=tuple(each for each in load_adjustments(public) if each.made_in != label),
        categories=tuple(each for each in by_category if each.made_in != label),
        stands_on=about.stands_on,
    )
    built = build(
        about, load_definitions(public), load_meaning(public), tables, lambda counts: register, earlier
    )
    yield from _differences(public, built.public, "does not follow from the sealed records")
    counted = {CATEGORY_COUNTS: built.category_counts}
    yield from _differences(sealed, counted, "does not follow from the sealed records")


def _differences(frozen: Files, made: Files, reason: str) -> Iterator[Problem]:
    for name, content in made.items():
        if frozen.get(name) == content:
            continue
        before, after = frozen.get(name, b"").decode().splitlines(), content.decode().splitlines()
        row = next(
            (number for number, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0
        )
        shown = before[row] if row < len(before) else ""
        yield Problem(
            name, row + 1, "", shown, reason, f"It should be: {after[row] if row < len(after) else ''}"
        )
