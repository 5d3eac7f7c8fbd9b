"""The data: every table for download, and how to ask this site for what a page says.

Belongs here: the list of downloads that others made, with sizes and checksums. Not here: making them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Download, Page


def page(contents: Contents, downloads: Sequence[Download]) -> Page:
    """The list of these downloads, by title, each table in every form."""
    tables: defaultdict[str, list[Download]] = defaultdict(list)
    for download in downloads:
        tables[download.title].append(download)
    example = next(iter(contents.years_of))
    return Page(
        address=addresses.DATA,
        heading="Data",
        description="Every figure, count and list on this site, to download and use again: no caps, no sign-in, with checksums and a licence.",
        template="data.html.j2",
        content={
            "tables": [
                (title, [(each, size(each.size)) for each in forms]) for title, forms in tables.items()
            ],
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


def size(count: int) -> str:
    """A size as people read it: "640 bytes", "12 kB", "1.4 MB"."""
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{(count + 500) // 1000} kB"
    return f"{count // 100_000 / 10:.1f} MB"
