"""Publishing a workspace: from its releases, texts and letters to the site in its `site` folder.

Belongs here: which releases and letters there are, and what the site is made with. Not here: how it is made and switched
(`publication`), and times and messages (`cli`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from upheld.errors import Missing
from upheld.letters.letter_set import MANIFEST
from upheld.publication import search
from upheld.publication.agreement import FiguresAgree, FrozenFigures
from upheld.publication.assembly import assembled
from upheld.publication.editions import Editions
from upheld.publication.inputs import (
    CHECKSUMS,
    LettersOfYear,
    PublicFrom,
    ReviewOfYear,
    SiteInputs,
    read_letters,
    read_review,
)
from upheld.publication.making import Site
from upheld.publication.publish import Publisher
from upheld.register.postcodes import postcodes_text
from upheld.register.years import ReportingYear
from upheld.release.model import Release
from upheld.release.store import StoredRelease
from upheld.release.verify import open_release
from upheld.wording.sayings import load_sayings
from upheld.workspace import Workspace

Found = TypeVar("Found")
Progress = Callable[[str], None]


def publisher_of(workspace: Workspace, progress: Progress, *, with_search: bool = True) -> Publisher:
    """What publishes the site of a workspace."""

    return Publisher(
        editions=Editions(workspace.site),
        address=workspace.settings.address,
        site_of=partial(_site, workspace, with_search),
        index=search.index if with_search else None,
        withdrawn=tuple(sorted(each.sha256 for each in workspace.releases.tombstones())),
        progress=progress,
    )


def take_out_of_site(workspace: Workspace, progress: Progress) -> tuple[str, ...]:
    """Build the site anew without what was withdrawn; the names of the editions removed. Nothing where there is no site."""
    if not workspace.site.is_dir():
        return ()
    editions = Editions(workspace.site)
    known = [each for each in (editions.current, editions.prepared) if each is not None]
    searched = search.is_there() and any(each.about.search for each in known)
    return publisher_of(workspace, progress, with_search=searched).take_out()


def frozen_releases(workspace: Workspace) -> tuple[str, ...]:
    """The names of all revisions of all frozen years. Raises Missing where there is none."""
    names = tuple(
        f"{year.label}/r{revision}"
        for year in workspace.releases.years(workspace.scheme.calendar)
        for revision in workspace.releases.revisions(year)
    )
    if not names:
        raise Missing("There is nothing to publish: freeze a year first, with `upheld freeze`.")
    return names


def _site(workspace: Workspace, with_search: bool, names: Sequence[str]) -> Site:
    scheme = workspace.scheme
    by_year: dict[ReportingYear, list[int]] = {}
    for name in names:
        label, _, number = name.rpartition("/r")
        by_year.setdefault(scheme.calendar.parse(label), []).append(int(number))
    newest: list[Release] = []
    replaced: list[Release] = []
    frozen: list[FrozenFigures] = []
    for year in sorted(by_year):
        *older, last = sorted(by_year[year])
        for revision in (*older, last):
            stored = workspace.releases.find(year, revision)
            release = open_release(stored)
            (newest if revision == last else replaced).append(release)
            frozen.append(_frozen(stored, year, revision, newest=revision == last))
    inputs = SiteInputs(
        scheme=scheme,
        origin=workspace.settings.address,
        releases=tuple(newest),
        replaced=tuple(replaced),
        texts={year.label: workspace.releases.texts(year) for year in by_year},
        sayings=load_sayings(scheme.prose_folder),
        leading=_leading(workspace, by_year),
        letters=tuple(_letters(workspace, by_year)),
        reviews=tuple(_reviews(workspace, by_year)),
        areas=_there(workspace.areas),
        searchable=with_search,
        postcodes=_postcodes(workspace),
        public_from=_public_from(workspace, by_year),
    )
    return assembled(inputs, workspace.settings.security, (FiguresAgree(tuple(frozen)),))


def _there(load: Callable[[], Found]) -> Found | None:
    """What is loaded; None where the scheme has none: then there are tables and lists without a map."""
    try:
        return load()
    except Missing:
        return None


def _postcodes(workspace: Workspace) -> str | None:
    index = _there(workspace.postcodes)
    return None if index is None else postcodes_text(index)


def _frozen(stored: StoredRelease, year: ReportingYear, revision: int, *, newest: bool) -> FrozenFigures:
    return FrozenFigures.read(year.label, revision, newest, stored.public)


def _leading(workspace: Workspace, years: Iterable[ReportingYear]) -> tuple[str, ...]:
    """The measures that lead a letter of the newest year that has prose; none where no year has."""
    for year in sorted(years, reverse=True):
        try:
            return workspace.prose(year).figures
        except Missing:
            continue
    return ()


def _public_from(workspace: Workspace, years: Iterable[ReportingYear]) -> dict[str, PublicFrom]:
    """When the figures of these years became public, as their letters say. Of these alone: of a year whose release still
    waits for its hour, the site that is in force says nothing."""
    found = {}
    for year in sorted(years):
        prose = _there(lambda year=year: workspace.prose(year))  # type: ignore[misc]  # bound at once
        if prose is not None:
            found[year.label] = PublicFrom(prose.published_on, prose.published_time)
    return found


def _letters(workspace: Workspace, years: Mapping[ReportingYear, list[int]]) -> list[LettersOfYear]:
    found = []
    for year, revisions in sorted(years.items()):
        for revision in sorted(revisions):
            folder = workspace.letters_of(year, revision)
            if (folder / MANIFEST).is_file():
                found.append(read_letters(folder, year.label, revision))
    return found


def _reviews(workspace: Workspace, years: Mapping[ReportingYear, list[int]]) -> list[ReviewOfYear]:
    found = []
    for year, revisions in sorted(years.items()):
        for revision in sorted(revisions):
            folder = workspace.review_of(year, revision)
            if (folder / CHECKSUMS).is_file():
                found.append(read_review(folder, year.label, revision))
    return found
