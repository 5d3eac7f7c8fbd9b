"""The whole site, file by file.

Belongs here: which kinds of page there are, and the order in which they are made: year by year, so that the words and
pictures of one year are dropped before those of the next are made. Not here: any page.
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.errors import Refused
from upheld.pictures.map_of_release import has_map
from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.inputs import SiteInputs, StoredFile
from upheld.publication.page import Page, SiteFile
from upheld.publication.pages import (
    about,
    authorities,
    authority,
    cases,
    compare,
    data,
    decisions,
    groups,
    home,
    improvements,
    maps,
    methods,
    releases,
    reports,
    reviews,
    ways,
)
from upheld.publication.setting import Setter, fonts, icon, map_style, scripts, style
from upheld.publication.year import YearOfSite
from upheld.register.areas import Areas
from upheld.release.canonical import sha256

__all__ = ["SiteFile", "site_files"]


def site_files(inputs: SiteInputs) -> Iterator[SiteFile]:
    """Every file of the site, one at a time; the same inputs give the same files in the same order.

    Raises Refused where a letter on disk is not the one its manifest names, or there is nothing to publish.
    """
    contents = Contents(inputs)
    setter = Setter(contents)
    for page in _pages(contents):
        yield from setter.files(page)
    if inputs.areas is not None:
        yield from _of_maps(contents, setter, inputs.areas)
    for release in (*inputs.releases, *inputs.replaced):
        yield from authority.tables(contents, release)
    yield SiteFile(addresses.file_of(addresses.STYLE), style())
    yield icon()
    yield from fonts()
    yield from scripts()
    yield from _letters(inputs)
    yield from _reviews(inputs)


def _pages(contents: Contents) -> Iterator[Page]:
    for release in contents.inputs.replaced:
        replaced = YearOfSite(contents, release)
        for slug in release.reviews:
            yield from authority.pages(replaced, slug)
    for release in contents.inputs.releases:
        yield from _of_year(YearOfSite(contents, release))
    yield authorities.page(contents)
    yield from ways.of_all(contents)
    yield decisions.index(contents)
    yield from cases.pages(contents)
    yield reports.index(contents)
    yield from methods.pages(contents)
    yield data.page(contents)
    yield from releases.pages(contents)
    yield from about.pages(contents)


def _of_year(year: YearOfSite) -> Iterator[Page]:
    for slug in year.release.reviews:
        yield from authority.pages(year, slug)
        yield from decisions.of_authority(year, slug)
    yield from maps.pages(year)
    yield from groups.pages(year)
    yield from ways.of_year(year)
    yield from decisions.of_year(year)
    yield from improvements.of_year(year)
    yield reports.of_year(year)
    yield from reviews.pages(year)
    if year.release is year.contents.newest:
        yield home.page(year)
        yield improvements.index(year)
        yield compare.page(year)


def _of_maps(contents: Contents, setter: Setter, areas: Areas) -> Iterator[SiteFile]:
    """What scripts of map and search read, and the style of maps."""
    for release in contents.inputs.releases:
        year = YearOfSite(contents, release)
        for measure in year.percent:
            if has_map(areas, measure):
                yield setter.panels(year, measure)
    yield from home.search_files(YearOfSite(contents, contents.newest))
    yield map_style()


def _letters(inputs: SiteInputs) -> Iterator[SiteFile]:
    for letters in inputs.letters:
        for form, files in (("pdf", letters.pdf), ("html", letters.html)):
            for slug, file in files.items():
                address = addresses.letter(slug, letters.year, letters.revision, form)
                yield SiteFile(addresses.file_of(address), _read(file))


def _reviews(inputs: SiteInputs) -> Iterator[SiteFile]:
    for review in inputs.reviews:
        for name, file in review.files.items():
            address = addresses.review_file(review.year, review.revision, name)
            yield SiteFile(addresses.file_of(address), _read(file))


def _read(file: StoredFile) -> bytes:
    content = file.path.read_bytes()
    if sha256(content) != file.sha256:
        raise Refused(
            f"{file.path} is not what its list of checksums names: it was changed after it was written."
        )
    return content
