"""A written review: the folder of report, workbooks and open data, written once with its checksums.

Belongs here: which files there are and under which names. Not here: what they say, and that a set is written once
(`documents.written_set`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from upheld.documents.html import document_page
from upheld.documents.pdf import Attachment, press_document
from upheld.documents.press import Press
from upheld.documents.written_set import written_once
from upheld.release.model import Release
from upheld.release.past import PastYear
from upheld.review.making import Review, make_review
from upheld.review.places import printed
from upheld.review.report import linked, runs_of
from upheld.review.tables import reading_workbook
from upheld.scheme import Scheme
from upheld.tables.dictionary import columns_dictionary, definitions_dictionary
from upheld.tables.ods import to_ods
from upheld.tables.parquet import to_parquet
from upheld.tables.schema import table_schema
from upheld.tables.table import Column, Table, to_csv, to_json
from upheld.tables.xlsx import to_xlsx

Progress = Callable[[str], None]

NUMBERS = "numbers.csv"
"""The file inside the PDF that says where each number of its text stands."""


@dataclass(frozen=True, slots=True)
class WrittenReview:
    """A written review. `already` says that the same files, byte for byte, stood there before."""

    folder: Path
    files: int
    tables: int
    already: bool


def write_review(
    release: Release, scheme: Scheme, past: Sequence[PastYear], folder: Path, progress: Progress | None = None
) -> WrittenReview:
    """Make the review of a release and write all its files into a new `folder`.

    They appear at once, when they are whole. Raises Conflict where `folder` holds anything else than these very files, and
    what `make_review` raises.
    """
    say = progress or _silent
    say("Making tables and report")
    review = make_review(release, scheme, past)
    written = 0
    with written_once(folder, "Files of a review") as making:
        for name, content in _files(review, release, scheme, say):
            making.add(name, content)
            written += 1
    return WrittenReview(folder, written, len(review.sheets.sheets), making.already)


def _silent(_step: str) -> None:
    """Tell nobody."""


def _files(review: Review, release: Release, scheme: Scheme, say: Progress) -> Iterator[tuple[str, bytes]]:
    yield "review.html", document_page(linked(review.report)).encode()
    say("Setting the PDF")
    numbers = to_csv(numbers_table(review))
    kind = "Illustrative: every" if release.about.illustrative else "Every"
    attached = Attachment(
        NUMBERS, numbers, "text/csv", f"{kind} number of the text with the cell it stands in"
    )
    yield "review.pdf", press_document(Press(), review.report, (attached,))
    say("Writing workbooks")
    yield "tables.xlsx", to_xlsx(review.workbook)
    yield "tables.ods", to_ods(reading_workbook(review.workbook))
    say("Writing open data")
    for sheet in review.sheets:
        yield f"csv/{sheet.name}.csv", to_csv(sheet.table).encode()
        yield f"json/{sheet.name}.json", to_json(sheet.table).encode()
        yield f"parquet/{sheet.name}.parquet", to_parquet(sheet.table)
        yield f"schema/{sheet.name}.json", table_schema(sheet.table).encode()
    yield "dictionary.csv", to_csv(columns_dictionary(review.sheets)).encode()
    yield "definitions.csv", to_csv(definitions_dictionary(release, scheme)).encode()


def numbers_table(review: Review) -> Table:
    """Every number and comparison of the report's text, in order, with its section and the cell it stands in."""
    rows = tuple(
        (section, run.text, *run.cell.split("/"), printed(review.sheets.find(run.cell).cell))
        for section, paragraph in runs_of(review.report)
        for run in paragraph
        if run.cell
    )
    columns = (
        Column("section", "Section"),
        Column("text", "In the text"),
        Column("sheet", "Sheet"),
        Column("row", "Row"),
        Column("column", "Column"),
        Column("cell", "What the cell holds"),
    )
    return Table("Where each number of the text stands", columns, rows)
