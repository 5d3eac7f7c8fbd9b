"""The pages of the site and what belongs to them, file by file.

Belongs here: which kinds of page there are, and the order in which they are made: year by year, so that the words and
pictures of one year are dropped before those of the next are made. Not here: any page, and what is no page (`assembly`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from upheld.errors import Refused
from upheld.pictures.map_of_release import has_map
from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.inputs import SiteInputs, StoredFile
from upheld.publication.page import Download, Page, SiteFile
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
from upheld.publication.setting import Setter, fonts, map_style, scripts, style
from upheld.publication.year import YearOfSite
from upheld.release.canonical import sha256


def about_years(inputs: SiteInputs) -> Iterator[SiteFile]:
    """Every page about authorities and years, maps, letters, reviews and what all pages load, one file at a time.

    Raises Refused where a letter on disk is not the one its manifest names, or there is nothing to publish.
    """
    contents = Contents(inputs)
    setter = Setter(contents)
    for release in inputs.replaced:
        yield from _set(setter, _of_replaced(YearOfSite(contents, release)))
    for release in inputs.releases:
        year = YearOfSite(contents, release)
        yield from _set(setter, _of_year(year))
        yield from _panels(year, setter)
    yield from _set(setter, _of_no_year(contents))
    if inputs.areas is not None:
        yield from home.search_files(YearOfSite(contents, contents.newest))
        yield map_style()
    for release in (*inputs.releases, *inputs.replaced):
        yield from authority.tables(contents, release)
    yield SiteFile(addresses.file_of(addresses.STYLE), style())
    yield from fonts()
    yield from scripts()
    yield from _letters(inputs)
    yield from _reviews(inputs)


def about_cases(inputs: SiteInputs) -> Iterator[SiteFile]:
    """The page of every case of which a decision is published."""
    contents = Contents(inputs)
    yield from _set(Setter(contents), cases.pages(contents))


def about_data(inputs: SiteInputs, downloads: Sequence[Download]) -> Iterator[SiteFile]:
    """The page that lists the open data."""
    contents = Contents(inputs)
    yield from Setter(contents).files(data.page(contents, downloads))


def _set(setter: Setter, pages: Iterable[Page]) -> Iterator[SiteFile]:
    for page in pages:
        yield from setter.files(page)


def _of_replaced(year: YearOfSite) -> Iterator[Page]:
    for slug in year.release.reviews:
        yield from authority.pages(year, slug)


def _of_no_year(contents: Contents) -> Iterator[Page]:
    yield authorities.page(contents)
    yield from ways.of_all(contents)
    yield decisions.index(contents)
    yield reports.index(contents)
    yield from methods.pages(contents)
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


def _panels(year: YearOfSite, setter: Setter) -> Iterator[SiteFile]:
    """What the script of maps reads: with the pages of the year, which have found the same words."""
    areas = year.contents.inputs.areas
    for measure in year.percent:
        if areas is not None and has_map(areas, measure):
            yield setter.panels(year, measure)


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
