"""The case packs of a release: a workbook for every authority with a row in it, written once, whole, for the operator alone.

Belongs here: which workbooks there are, and where they go. Not here: what stands in one (`cases`), and sending it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from upheld.documents.written_set import written_once
from upheld.packs.case_rows import CaseRows, rows_by_authority
from upheld.packs.cases import case_workbook
from upheld.release.model import Release
from upheld.scheme import Scheme
from upheld.tables.xlsx import to_xlsx

Progress = Callable[[int, int, str], None]
"""Told after each workbook: how many are done, of how many, and whose was the last."""


@dataclass(frozen=True, slots=True)
class CasePacks:
    """The workbooks of a release, by authority; `already` says that the same ones, byte for byte, stood there before."""

    folder: Path
    files: Mapping[str, str]
    already: bool


def write_case_packs(
    release: Release,
    scheme: Scheme,
    tables: Mapping[str, pl.DataFrame],
    folder: Path,
    progress: Progress | None = None,
) -> CasePacks:
    """Write the case lists of every authority of the release into a new `folder` that only its owner can enter.

    `tables` are those of its sealed part (`release.sealed`). A body that is in no list of the year but has promises still
    open has a workbook too. The set appears at once, when it is whole. Raises Refused where the lists of an authority do
    not come to what the release counts, and Conflict where `folder` holds anything else than this very set.
    """
    rows = rows_by_authority(release.about, tables, scheme.reference)
    slugs = sorted({*release.reviews, *(slug for slug in rows if rows[slug].promises)})
    files: dict[str, str] = {}
    with written_once(folder, "Case packs", private=True) as making:
        for done, slug in enumerate(slugs, start=1):
            workbook = case_workbook(release, scheme, slug, rows.get(slug) or CaseRows())
            files[slug] = f"{slug}.xlsx"
            making.add(files[slug], to_xlsx(workbook))
            if progress is not None:
                progress(done, len(slugs), workbook.title)
    return CasePacks(folder, files, making.already)
