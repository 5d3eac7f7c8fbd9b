"""What the releases counted that a release stands on: whole earlier years, for whoever sets the years side by side.

A release quotes the figures of earlier years in its series; their plain counts stand in those releases themselves, and it
names each of them with its checksum. Belongs here: reading exactly those. Not here: adding anything up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from upheld.errors import Refused
from upheld.register.years import ReportingYear
from upheld.release.canonical import read_rows, sha256, write_checksums
from upheld.release.load import load_counts, load_register
from upheld.release.model import Release
from upheld.release.series import CategoryRow
from upheld.release.store import ReleaseStore
from upheld.scheme import Scheme


@dataclass(frozen=True, slots=True)
class PastYear:
    """An earlier year as its release froze it: who was in it, the group of each, and what was counted.

    `name` is the release's ("2018-19/r1"). A count of 0 is not there.
    """

    name: str
    year: ReportingYear
    groups: Mapping[str, str | None]
    counts: Mapping[str, Mapping[str, int]]
    categories: tuple[CategoryRow, ...]


def read_past(release: Release, releases: ReleaseStore, scheme: Scheme) -> tuple[PastYear, ...]:
    """The earlier years on which `release` stands, in order; years known only as published are not among them.

    Raises Missing where one of those releases is not here, and Refused where it is not the one that was stood on.
    """
    found: list[PastYear] = []
    for named in release.about.stands_on:
        name, _, checksum = named.partition(" ")
        label, slash, revision = name.partition("/r")
        if not slash:
            continue
        year = scheme.calendar.parse(label)
        public = releases.find(year, int(revision)).public
        if sha256(write_checksums(public)) != checksum:
            raise Refused(
                f"{release.about.name} stands on {name} with the checksum {checksum}, and the {name} that is here is "
                f"another. Put the one in its place that was frozen."
            )
        found.append(
            PastYear(
                name=name,
                year=year,
                groups={row.slug: row.group for row in load_register(public)},
                counts=load_counts(public),
                categories=read_rows(CategoryRow, public["categories.csv"], f"{name}/categories.csv"),
            )
        )
    return tuple(sorted(found, key=lambda past: past.year))
