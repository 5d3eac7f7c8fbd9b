"""Checks: what a statistician looks at before a year is frozen.

Belongs here: questions put to a whole release, each answered in a sentence. A note is something that a person should have
seen. A warning must be accepted, by its name and with a reason that is frozen too. An error stops the freezing. Not here:
whether a frozen release is what it says it is (`verify`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from upheld.errors import Refused
from upheld.measures.measure import MeasureVersion
from upheld.measures.rate import decimal_text, print_rate
from upheld.measures.verdict import FEWEST_CASES, LISTED, tail_probabilities
from upheld.register.years import YearCalendar
from upheld.release.model import Release
from upheld.release.series import SeriesRow

ONE_IN = 20
"""A jump is reported when chance alone would show one in any of the year's comparisons less than once in 20 years."""


class Level(StrEnum):
    """What a finding asks for: to be seen, to be accepted with a reason, or to be mended."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """What a check found: its name, how many it is about, in a sentence, and the authorities by slug."""

    check: str
    sentence: str
    authorities: tuple[str, ...] = ()
    level: Level = Level.NOTE


def check_release(release: Release, late: Mapping[str, int]) -> tuple[CheckFinding, ...]:
    """Everything the checks find, in a fixed order. `late` counts records entered later than any it holds, by table."""
    found: list[CheckFinding] = []
    for check in _CHECKS:
        found.extend(check(release))
    for table, number in late.items():
        found.append(CheckFinding("late records", _late(_RECORDS[table], number, release.about.entered_by)))
    return tuple(found)


def refuse_unaccepted(findings: tuple[CheckFinding, ...], accepted: Mapping[str, str], year: str) -> None:
    """Raise Refused for errors, for warnings that nobody accepted, and for acceptances of what no check found."""
    errors = [each for each in findings if each.level is Level.ERROR]
    if errors:
        said = " ".join(each.sentence for each in errors)
        raise Refused(f"{year} cannot be frozen: {said} Mend the records and import them again.")
    warned = {each.check for each in findings if each.level is Level.WARNING}
    open_ = [each for each in findings if each.level is Level.WARNING and each.check not in accepted]
    if open_:
        said = "\n".join(f"  {each.check}: {each.sentence}" for each in open_)
        raise Refused(
            f"The checks warn of this before {year} is frozen:\n{said}\n"
            f"Mend the records, or accept a warning with your reason, which is frozen too: --accept '{open_[0].check}=why'."
        )
    for name, reason in accepted.items():
        if name not in warned:
            raise Refused(f"No check warns of {name!r}, so there is nothing to accept.")
        if not reason.strip():
            raise Refused(f"Say why {name!r} is accepted: --accept '{name}=why'.")


_RECORDS = {
    "cases": ("case", "cases"),
    "decisions": ("decision", "decisions"),
    "compliance": ("compliance outcome", "compliance outcomes"),
    "reports": ("report", "reports"),
}


def _late(noun: tuple[str, str], number: int, entered_by: date) -> str:
    one, many = noun
    if number == 1:
        return f"1 {one} of the year was entered after {entered_by}: it waits for a correction."
    return f"{number:,} {many} of the year were entered after {entered_by}: they wait for a correction."


def _adding_up(release: Release) -> Iterator[CheckFinding]:
    slugs = tuple(
        slug
        for slug, review in release.reviews.items()
        if review.counts["decided"]
        != sum(number for name, number in review.counts.items() if name.startswith("outcome."))
    )
    if slugs:
        yield CheckFinding(
            "adding up", f"Outcomes do not add up to decisions at {_authorities(slugs)}.", slugs, Level.ERROR
        )


def _before(release: Release) -> dict[tuple[str, str], SeriesRow]:
    """The figures of the year before, by authority and measure."""
    year = release.about.year
    label = YearCalendar(year.first_day.month).previous(year).label
    return {
        (slug, row.measure): row
        for slug, review in release.reviews.items()
        for row in review.series
        if row.year == label
    }


def _missing(release: Release) -> Iterator[CheckFinding]:
    """Authorities that had figures last year and have no record at all in this one."""
    counted = {measure for measure, each in release.definitions.items() if each.denominator != "residents"}
    had = {
        slug for (slug, measure), row in _before(release).items() if measure in counted and row.denominator
    }
    slugs = tuple(slug for slug in sorted(had) if not any(release.reviews[slug].counts.values()))
    if slugs:
        sentence = f"{_authorities(slugs)} had figures last year and {_have(slugs)} no record in this one: {_named(release, slugs)}."
        yield CheckFinding("missing", sentence, slugs, Level.WARNING)


def _unexpected(release: Release) -> Iterator[CheckFinding]:
    """Bodies that received complaints although they had closed more than a year before the year began."""
    long_ago = release.about.year.first_day - timedelta(days=366)
    slugs = tuple(
        slug
        for slug, review in release.reviews.items()
        if review.counts["received"]
        and review.authority.closed_on is not None
        and review.authority.closed_on < long_ago
    )
    if slugs:
        sentence = f"Complaints were received about {_authorities(slugs)} that had closed more than a year before: {_named(release, slugs)}."
        yield CheckFinding("unexpected", sentence, slugs, Level.WARNING)


def _vanished(release: Release) -> Iterator[CheckFinding]:
    """Bases of five or more last year that are nothing this year, of bodies still open at its end."""
    for measure, definition in release.definitions.items():
        slugs = tuple(
            slug
            for (slug, of_measure), row in _before(release).items()
            if of_measure == measure
            and row.denominator >= FEWEST_CASES
            and release.reviews[slug].authority.open_at_end
            and measure in release.reviews[slug].figures
            and release.reviews[slug].figures[measure].denominator == 0
        )
        if slugs:
            sentence = (
                f"{definition.public_label}: the base of {_authorities(slugs)} was {FEWEST_CASES} or more "
                f"last year and is 0: {_named(release, slugs)}."
            )
            yield CheckFinding("vanished base", sentence, slugs, Level.WARNING)


def _jumps(release: Release) -> Iterator[CheckFinding]:
    """Rates that differ from last year's by more than chance, over all comparisons of the year (Bonferroni)."""
    pairs = [
        (slug, release.definitions[measure], row)
        for (slug, measure), row in _before(release).items()
        if measure in release.definitions and release.definitions[measure].verdict and row.denominator
    ]
    limit = Fraction(1, ONE_IN * 2 * max(len(pairs), 1))
    for slug, definition, row in pairs:
        figure = release.reviews[slug].figures.get(definition.measure)
        if figure is None or not figure.denominator:
            continue
        tails = tail_probabilities(figure.numerator, figure.denominator, row.numerator, row.denominator)
        if min(tails) < limit:
            now = _printed(definition, figure.numerator, figure.denominator)
            then = _printed(definition, row.numerator, row.denominator)
            name = release.reviews[slug].authority.name
            sentence = f"{definition.public_label}, {name}: {now}, after {then} last year: more than chance."
            yield CheckFinding("jump", sentence, (slug,), Level.WARNING)


def _printed(definition: MeasureVersion, numerator: int, denominator: int) -> str:
    return f"{print_rate(definition, Fraction(numerator, denominator))} ({numerator} of {denominator})"


def _named(release: Release, slugs: tuple[str, ...]) -> str:
    names = ", ".join(release.reviews[slug].authority.name for slug in slugs[:5])
    return names if len(slugs) <= 5 else f"{names} and {len(slugs) - 5:,} more"


def _nothing_received(release: Release) -> Iterator[CheckFinding]:
    slugs = tuple(slug for slug, review in release.reviews.items() if not any(review.counts.values()))
    if slugs:
        yield CheckFinding("no records", f"Nothing at all is recorded about {_authorities(slugs)}.", slugs)


def _closed(release: Release) -> Iterator[CheckFinding]:
    slugs = tuple(slug for slug, review in release.reviews.items() if not review.authority.open_at_end)
    if slugs:
        yield CheckFinding(
            "closed",
            f"{_authorities(slugs)} had closed by the year's end and {_have(slugs)} records in it.",
            slugs,
        )


def _no_base(release: Release) -> Iterator[CheckFinding]:
    for measure, definition in release.definitions.items():
        slugs = tuple(
            slug
            for slug, review in release.reviews.items()
            if review.letter and measure in review.figures and review.figures[measure].rate is None
        )
        if slugs:
            sentence = f"{definition.public_label}: {_authorities(slugs)} {_have(slugs)} no base, so no rate is printed."
            yield CheckFinding("no base", sentence, slugs)


def _without_verdict(release: Release) -> Iterator[CheckFinding]:
    """Groups too small for any verdict: fewer than five other members have a base."""
    for measure, definition in release.definitions.items():
        slugs = tuple(
            slug
            for slug, review in release.reviews.items()
            if (figure := review.figures.get(measure))
            and definition.verdict
            and figure.group
            and figure.denominator
            and figure.verdict is None
        )
        if slugs:
            sentence = f"{definition.public_label}: {_authorities(slugs)} {_have(slugs)} too few others to be compared with."
            yield CheckFinding("no verdict", sentence, slugs)


def _listings(release: Release) -> Iterator[CheckFinding]:
    for listing in release.listings:
        label = release.definitions[listing.measure].public_label
        stand = "stands" if listing.listed == 1 else "stand"
        yield CheckFinding(
            "verdicts",
            f"{label}: {listing.listed} of {listing.compared} {stand} out; chance alone would list {listing.by_chance}.",
        )


def _listings_over_years(release: Release) -> Iterator[CheckFinding]:
    rows = [row for review in release.reviews.values() for row in review.observed if row.verdict is not None]
    for measure, by in dict.fromkeys((row.measure, row.by) for row in rows):
        judged = [row for row in rows if (row.measure, row.by) == (measure, by)]
        listed = sum(row.verdict in LISTED for row in judged)
        by_chance = sum((Fraction(row.by_chance or "0") for row in judged), Fraction(0))
        stand = "stands" if listed == 1 else "stand"
        yield CheckFinding(
            "verdicts",
            f"{release.definitions[measure].public_label}, {judged[0].first_year} to {judged[0].last_year} by {by}: {listed} "
            f"of {len(judged)} {stand} out; chance alone would list {decimal_text(by_chance, 1)} at most.",
        )


def _overdue(release: Release) -> Iterator[CheckFinding]:
    slugs = tuple(slug for slug, review in release.reviews.items() if review.counts["overdue"])
    if slugs:
        number = sum(release.reviews[slug].counts["overdue"] for slug in slugs)
        cases = "1 case was" if number == 1 else f"{number:,} cases were"
        yield CheckFinding(
            "overdue",
            f"{cases} overdue at the year's end with no outcome yet, at {_authorities(slugs)}.",
            slugs,
        )


def _not_public(release: Release) -> Iterator[CheckFinding]:
    upheld = sum(review.counts["upheld"] for review in release.reviews.values())
    hidden = sum(review.counts["upheld_not_public"] for review in release.reviews.values())
    if hidden:
        decisions = (
            "upheld " + ("decision" if upheld == 1 else "decisions") + (" was" if hidden == 1 else " were")
        )
        yield CheckFinding(
            "not public",
            f"{hidden:,} of {upheld:,} {decisions} not published by {release.about.as_at}: counted, not listed.",
        )


def _authorities(slugs: tuple[str, ...]) -> str:
    return "1 authority" if len(slugs) == 1 else f"{len(slugs):,} authorities"


def _have(slugs: tuple[str, ...]) -> str:
    return "has" if len(slugs) == 1 else "have"


_CHECKS: tuple[Callable[[Release], Iterator[CheckFinding]], ...] = (
    _adding_up,
    _missing,
    _unexpected,
    _vanished,
    _jumps,
    _nothing_received,
    _closed,
    _no_base,
    _without_verdict,
    _listings,
    _listings_over_years,
    _overdue,
    _not_public,
)
