"""Releases: which there are, what each stands on, and what a correction changed.

Belongs here: the calendar and the page of a year. Not here: finding a difference (`release.difference`) and saying it
(`wording.differences`).
"""

from __future__ import annotations

from collections.abc import Iterator
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
    newest_first = list(reversed(contents.inputs.releases))
    yield Page(
        address=addresses.RELEASES,
        heading="Releases and corrections",
        description="Every year’s figures as they were frozen, each correction with its reason, and what it changed.",
        template="releases.html.j2",
        content={"releases": [_row(release) for release in newest_first]},
        twin={
            "releases": [
                _row(release) | {"as_at": release.about.as_at.isoformat()} for release in newest_first
            ]
        },
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
            "rows": _facts(release),
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


def _row(release: Release) -> dict[str, Any]:
    about = release.about
    return {
        "year": about.year.label,
        "revision": about.revision,
        "as_at": about.as_at,
        "why": about.why or "",
        "authorities": len(release.reviews),
        "checksum": release.checksum,
    }


def _facts(release: Release) -> list[tuple[str, str]]:
    about = release.about
    rows = [
        ("Period", dates.period(about.year)),
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
