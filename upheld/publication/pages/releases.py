"""Releases: which there are, what each stands on, and what a correction changed.

Belongs here: the calendar and the page of a year. Not here: finding a difference (`release.difference`) and saying it
(`wording.differences`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise
from typing import Any

from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Choice, Crumb, Page
from upheld.release.difference import difference
from upheld.release.model import Release
from upheld.wording import dates
from upheld.wording.differences import describe_difference


def pages(contents: Contents) -> Iterator[Page]:
    """The list of all, and a page for each year."""
    newest_first = [_row(contents, release) for release in reversed(contents.inputs.releases)]
    yield Page(
        address=addresses.RELEASES,
        heading="Releases and corrections",
        description="When each year’s figures were published, as they were frozen; each correction with its reason, and what it changed.",
        template="releases.html.j2",
        content={"releases": newest_first, "rule": _rule(contents)},
        twin={"rule": _rule(contents), "releases": [_plain(row) for row in newest_first]},
        illustrative=contents.illustrative,
        section="Data",
    )
    for release in contents.inputs.releases:
        yield _page(contents, release)


def _page(contents: Contents, release: Release) -> Page:
    about, label = release.about, release.about.year.label
    revisions = [
        *(each for each in contents.inputs.replaced if each.about.year.label == label),
        release,
    ]
    changes = [
        {
            "revision": after.about.revision,
            "why": after.about.why or "",
            "lines": list(describe_difference(difference(before, after), before, after)),
        }
        for before, after in pairwise(revisions)
    ]
    return Page(
        address=addresses.release(label),
        heading=f"Release of {label}",
        description=f"The figures of {label} as they were frozen: revision {about.revision}, as at {dates.day(about.as_at)}.",
        template="release.html.j2",
        content={
            "about": about,
            "rows": _facts(contents, release),
            "changes": list(reversed(changes)),
            "definitions": [
                (contents.voice.label(definition.public_label), definition, addresses.method(measure))
                for measure, definition in release.definitions.items()
            ],
            "years": [Choice(each, addresses.release(each), each == label) for each in contents.years],
        },
        twin={
            "year": label,
            "revision": about.revision,
            "as_at": about.as_at.isoformat(),
            "entered_by": about.entered_by.isoformat(),
            "corrects": about.corrects,
            "why": about.why,
            "software": about.software,
            "stands_on": list(about.stands_on),
            "accepted": dict(about.accepted),
            "checksum": release.checksum,
            "changes": changes,
        },
        illustrative=about.illustrative,
        crumbs=(Crumb("Releases", addresses.RELEASES), Crumb(label, "")),
        section="Data",
        release=f"Release {about.name}",
    )


def _row(contents: Contents, release: Release) -> dict[str, Any]:
    about = release.about
    public_from = contents.inputs.public_from.get(about.year.label)
    return {
        "published_on": public_from.day if public_from else None,
        "published_time": public_from.hour if public_from else None,
        "year": about.year.label,
        "revision": about.revision,
        "as_at": about.as_at,
        "why": about.why or "",
        "authorities": len(release.reviews),
        "checksum": release.checksum,
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: each.isoformat() if isinstance(each, date | time) else each for key, each in row.items()}


def _rule(contents: Contents) -> str:
    """When figures are published, in a sentence. It tells of no year that is to come: neither whether its release is made
    nor when it waits to be published."""
    known = [each for label in contents.years if (each := contents.inputs.public_from.get(label))]
    months = {each.day.month for each in known}
    when = f"each {dates.MONTHS[months.pop() - 1]}, " if len(months) == 1 and len(known) > 1 else ""
    hours = any(each.hour is not None for each in known)
    clock = f" Hours are in the time zone {contents.scheme.issuer.time_zone}." if hours else ""
    return f"The figures of a year are published {when}on the day and at the hour that its letters name; none can be read before.{clock}"


def _facts(contents: Contents, release: Release) -> list[tuple[str, str]]:
    about = release.about
    public_from = contents.inputs.public_from.get(about.year.label)
    hour = f", {dates.clock(public_from.hour)}" if public_from and public_from.hour is not None else ""
    published = [("First published", f"{dates.day(public_from.day)}{hour}")] if public_from else []
    rows = [
        ("Period", dates.period(about.year)),
        *published,
        ("Revision", str(about.revision)),
        ("As at", dates.day(about.as_at)),
        ("Entered by", dates.day(about.entered_by)),
        ("Authorities", f"{len(release.reviews):,}"),
        ("SHA-256 of the public part", release.checksum),
        ("Software", about.software),
    ]
    rows += [("Stands on", each) for each in about.stands_on]
    rows += [(f"Warning accepted: {name}", reason) for name, reason in about.accepted]
    return rows
