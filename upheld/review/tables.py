"""All the tables of a review, and the workbook they make.

Belongs here: their order, and what a reader must know of all of them. Not here: any one table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from upheld.release.model import Release
from upheld.release.past import PastYear
from upheld.review.carried_out import carried_out_sheets
from upheld.review.changes import SeriesBreak
from upheld.review.counted import counted_sheets
from upheld.review.extremes import extremes_table
from upheld.review.judged import judged_sheets
from upheld.review.pools import PartNames, Pools
from upheld.review.sheets import Sheets
from upheld.review.years import breaks_of, years_sheets
from upheld.scheme import Scheme
from upheld.tables.workbook import Sheet, Workbook
from upheld.wording.numbers import listed

ILLUSTRATIVE = "Illustrative data: made from sample records, and not about anything that happened."

MOST_ROWS = 500
"""A longer table is not in the ODS file, whose writing takes a millisecond for every two rows."""


def review_sheets(
    release: Release,
    scheme: Scheme,
    pools: Pools,
    past: Sequence[PastYear],
    names: PartNames,
    count_breaks: Sequence[SeriesBreak],
) -> Sheets:
    """Every table of the review of a release, each naming its source and, where it is so, that the data are made up."""
    judged = list(judged_sheets(release, scheme, pools))
    counted = list(counted_sheets(release, scheme, pools, names))
    by_name = {sheet.name: sheet.table for sheet in (*counted, *judged)}
    measures = {slug: by_name[slug] for slug in release.definitions}
    sheets = (
        *counted,
        *judged,
        Sheet("highest-lowest", extremes_table(release, pools, by_name["by-category"], measures)),
        *carried_out_sheets(release, scheme, pools),
        *years_sheets(release, scheme, pools, past, breaks_of(release, count_breaks)),
    )
    about = release.about
    source = f"Release {about.name}, as at {about.as_at.isoformat()}"
    said = (ILLUSTRATIVE,) if about.illustrative else ()
    return Sheets(
        Sheet(each.name, replace(each.table, notes=(*said, *each.table.notes), source=source))
        for each in sheets
    )


def review_workbook(release: Release, scheme: Scheme, title: str, sheets: Sheets) -> Workbook:
    """The workbook of the review."""
    about = release.about
    cover = (
        title,
        f"{scheme.issuer.ombudsman}. {scheme.issuer.legal_basis}.",
        f"Made from the release {about.name}, whose SHA-256 is {release.checksum}, and from the earlier releases it stands on.",
    )
    notes = (
        "A rate is rounded half up when it is printed; numerator and base are exact. Without a base there is no rate: the cell "
        "is empty.",
        "The range of a rate is its 95% interval: how far chance could have moved it.",
        "An address such as by-category/housing/received, as the report’s numbers have it, names a sheet, a row by its first "
        "cell, and a column.",
    )
    return Workbook(
        title=title,
        author=scheme.issuer.ombudsman,
        written=about.as_at,
        cover=cover,
        notes=notes,
        sheets=tuple(_without_banner(sheet) for sheet in sheets),
        banner=(ILLUSTRATIVE,) if about.illustrative else (),
    )


def reading_workbook(workbook: Workbook) -> Workbook:
    """The workbook without its longest tables: a spreadsheet of thousands of rows is for programs, which have better."""
    kept = tuple(sheet for sheet in workbook.sheets if len(sheet.table.rows) <= MOST_ROWS)
    left = [sheet.name for sheet in workbook.sheets if sheet not in kept]
    told = f"Not in this file, for their length: {listed(left)}. They stand beside it as CSV, and in the XLSX file."
    return replace(workbook, sheets=kept, cover=(*workbook.cover, told) if left else workbook.cover)


def _without_banner(sheet: Sheet) -> Sheet:
    """The sheet without the note that a workbook carries on every page."""
    notes = tuple(note for note in sheet.table.notes if note != ILLUSTRATIVE)
    return replace(sheet, table=replace(sheet.table, notes=notes))
