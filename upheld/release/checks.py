"""Checks: what a statistician looks at before a release goes further.

Belongs here: questions put to a whole release, each answered in a sentence. A finding is no error: it is something that
a person should have seen. Not here: whether the release is what it says it is (`verify`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from upheld.release.model import Release


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """What a check found: its name, how many it is about, in a sentence, and the authorities by slug."""

    check: str
    sentence: str
    authorities: tuple[str, ...] = ()


def check_release(release: Release, late: Mapping[str, int]) -> tuple[CheckFinding, ...]:
    """Everything the checks find, in a fixed order. `late` counts records entered after the as-at day, by table."""
    found: list[CheckFinding] = []
    for check in _CHECKS:
        found.extend(check(release))
    for table, number in late.items():
        found.append(CheckFinding("late records", _late(_RECORDS[table], number, release.about.as_at)))
    return tuple(found)


_RECORDS = {
    "cases": ("case", "cases"),
    "decisions": ("decision", "decisions"),
    "compliance": ("compliance outcome", "compliance outcomes"),
    "reports": ("report", "reports"),
}


def _late(noun: tuple[str, str], number: int, as_at: date) -> str:
    one, many = noun
    if number == 1:
        return f"1 {one} of the year was entered after {as_at}: it waits for a correction."
    return f"{number:,} {many} of the year were entered after {as_at}: they wait for a correction."


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
    _nothing_received,
    _closed,
    _no_base,
    _without_verdict,
    _listings,
    _overdue,
    _not_public,
)
