"""The data: every table for download, and how to ask this site for what a page says.

Belongs here: the list of downloads that others made, with sizes and checksums. Not here: making them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Download, Page

_FORMS = {"csv": "CSV", "json": "JSON", "parquet": "Parquet", "xlsx": "XLSX", "ods": "ODS"}
_FORMS |= {"schema.json": "schema (JSON)"}


@dataclass(frozen=True, slots=True)
class Named:
    """A download as a link names it: by itself it says what is fetched, in which form, and how large it is."""

    address: str
    title: str
    form: str
    size: str


@dataclass(frozen=True, slots=True)
class Folder:
    """The tables of a year, or of all years together: each a title and its forms. `place` is its id on the page."""

    title: str
    place: str
    open: bool
    tables: tuple[tuple[str, tuple[Named, ...]], ...]


def page(contents: Contents, downloads: Sequence[Download]) -> Page:
    """The list of these downloads: all years together, then each year, the newest first and the others folded."""
    example = next(iter(contents.years_of))
    folders = tuple(_folders(contents, downloads))
    return Page(
        address=addresses.DATA,
        heading="Data",
        description="Every figure, count and list on this site, to download and use again: no caps, no sign-in, with checksums and a licence.",
        template="data.html.j2",
        content={
            "folders": folders,
            "example": addresses.twin_of(addresses.authority_year(example, contents.years_of[example][-1])),
            "csv": addresses.figures_csv(example, contents.years_of[example][-1]),
        },
        twin={
            "downloads": [
                {
                    "title": each.title,
                    "form": each.form,
                    "address": contents.inputs.origin + each.address,
                    "size": each.size,
                    "sha256": each.sha256,
                }
                for each in downloads
            ]
        },
        illustrative=contents.illustrative,
        section="Data",
    )


def _folders(contents: Contents, downloads: Iterable[Download]) -> Iterator[Folder]:
    by_folder: defaultdict[str, dict[str, list[Named]]] = defaultdict(dict)
    for download in downloads:
        folder = _folder_of(download)
        by_folder[folder].setdefault(download.title, []).append(_named(download))
    newest = contents.newest.about.year.label
    titles = {newest: newest, "all": "All years together"}
    titles |= {label: label for label in reversed(contents.years)} | {"": "Licence and checksums"}
    for folder, title in titles.items():
        if folder in by_folder:
            tables = tuple((table, tuple(forms)) for table, forms in by_folder[folder].items())
            yield Folder(title, f"of-{folder or 'whole'}", folder in (newest, "all"), tables)


def _folder_of(download: Download) -> str:
    return download.address.removeprefix(addresses.DATA).rpartition("/")[0]


def _named(download: Download) -> Named:
    """A download as a link names it. Tables that every year has are told apart by their year."""
    folder = _folder_of(download)
    title = (
        download.title if folder in ("", "all") or folder in download.title else f"{download.title}, {folder}"
    )
    return Named(download.address, title, _FORMS.get(download.form, download.form), size(download.size))


def size(count: int) -> str:
    """A size as people read it: "640 bytes", "12 kB", "1.4 MB"."""
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{(count + 500) // 1000} kB"
    return f"{count // 100_000 / 10:.1f} MB"
