"""Downloads: the open data as files, every table of every year in every form, with nothing left out.

    data/2019-20/figures.csv, .json, .parquet, .schema.json     each table of a year
    data/2019-20/tables.xlsx, tables.ods                        all tables of a year, a sheet each
    data/2019-20/dictionary.csv, .json; definitions.csv, .json
    data/all/figures.csv, .json, .parquet, .schema.json         the same table for all years
    data/LICENCE; SHA256SUMS in every folder

A table that ODS cannot hold (`ods.MOST_ROWS`) is in the other forms alone. Belongs here: files and their names. Not here: what
is in a table (`open_figures`, `open_cases`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from upheld.publication import addresses
from upheld.publication.inputs import SiteInputs
from upheld.publication.making import Part
from upheld.publication.open_cases import TABLES as OF_CASES
from upheld.publication.open_data import OpenTable, YearData
from upheld.publication.open_figures import TABLES as OF_FIGURES
from upheld.publication.page import Download, SiteFile
from upheld.release.canonical import list_checksums, sha256
from upheld.release.model import Release, Texts
from upheld.tables.dictionary import columns_dictionary, definitions_dictionary
from upheld.tables.ods import MOST_ROWS, to_ods
from upheld.tables.parquet import to_parquet
from upheld.tables.schema import table_schema
from upheld.tables.table import Table, to_csv, to_json
from upheld.tables.workbook import Sheet, Workbook
from upheld.tables.xlsx import to_xlsx

OPEN_TABLES: tuple[OpenTable, ...] = (*OF_FIGURES, *OF_CASES)
ALL_YEARS = "all"
CHECKSUMS = "SHA256SUMS"
LICENCE = "LICENCE"


def folders(inputs: SiteInputs) -> tuple[Part, ...]:
    """The folders of the open data, in a lasting order: each can be made by itself, and gives its files one at a time."""
    years = [_year_data(inputs, release) for release in inputs.releases]
    return (
        partial(_with_checksums, ALL_YEARS, partial(_of_all, years)),
        *(partial(_with_checksums, data.year, partial(_of_year, data)) for data in years),
        partial(_with_checksums, "", partial(_of_none, inputs)),
    )


def titles(labels: Sequence[str]) -> Mapping[str, str]:
    """The title of every table of these years and of all of them together, by the address of its CSV."""
    of_years = {
        addresses.table(each.name, label): each.titled([label]) for label in labels for each in OPEN_TABLES
    }
    return of_years | {addresses.table(each.name): each.titled(labels) for each in OPEN_TABLES}


def _year_data(inputs: SiteInputs, release: Release) -> YearData:
    texts = inputs.texts.get(release.about.year.label, Texts({}))
    return YearData(release, texts, inputs.scheme, inputs.origin)


_Named = tuple[str, str, bytes]
"""What a file holds, its name in its folder, and its bytes."""


def _with_checksums(folder: str, files: Callable[[], Iterable[_Named]]) -> Iterator[SiteFile]:
    place = f"{addresses.DATA}{folder}/" if folder else addresses.DATA
    sums: dict[str, str] = {}
    for title, name, content in files():
        sums[name] = sha256(content)
        yield _download(f"{place}{name}", title, content)
    listed = list_checksums(sums)
    yield _download(f"{place}{CHECKSUMS}", f"Checksums, {folder}" if folder else "Checksums", listed)


def _download(address: str, title: str, content: bytes) -> SiteFile:
    name = address.rpartition("/")[2]
    form = name.partition(".")[2] or "text"
    about = Download(address, title, form, len(content), sha256(content))
    return SiteFile(addresses.file_of(address), content, about)


def _of_year(data: YearData) -> Iterator[_Named]:
    tables = [(each.name, each.of(data)) for each in OPEN_TABLES]
    for name, table in tables:
        yield from _forms(name, table)
    sheets = tuple(Sheet(name, table) for name, table in tables)
    definitions = definitions_dictionary(data.release, data.scheme)
    dictionary = columns_dictionary(sheets)
    for name, table in (("dictionary", dictionary), ("definitions", definitions)):
        yield (table.title, f"{name}.csv", to_csv(table).encode())
        yield (table.title, f"{name}.json", to_json(table).encode())
    front = (Sheet("dictionary", dictionary), Sheet("definitions", definitions))
    title = f"All tables, {data.year}"
    yield (title, "tables.xlsx", to_xlsx(_workbook(data, (*front, *sheets))))
    fit = tuple(sheet for sheet in sheets if len(sheet.table.rows) <= MOST_ROWS)
    yield (title, "tables.ods", to_ods(_workbook(data, (*front, *fit))))


def _of_all(years: Sequence[YearData]) -> Iterator[_Named]:
    for each in OPEN_TABLES:
        yield from _forms(each.name, each.of(*years))


def _forms(name: str, table: Table) -> Iterator[_Named]:
    yield (table.title, f"{name}.csv", to_csv(table).encode())
    yield (table.title, f"{name}.json", to_json(table).encode())
    yield (table.title, f"{name}.parquet", to_parquet(table))
    yield (table.title, f"{name}.schema.json", table_schema(table).encode())


def _workbook(data: YearData, sheets: Iterable[Sheet]) -> Workbook:
    about, issuer = data.release.about, data.scheme.issuer
    licence = data.scheme.issuer.data_licence
    illustrative = "Illustrative data: made from sample records. Nothing here was published by an ombudsman."
    return Workbook(
        title=f"{issuer.ombudsman}: open data, {data.year}",
        author=issuer.ombudsman,
        written=about.as_at,
        cover=(
            f"Release {about.name}, as at {about.as_at.isoformat()}. SHA-256: {data.release.checksum}.",
            f"{licence.title}: {licence.address}",
            licence.attribution,
            f"Other forms, other years and a page for each authority: {data.origin}{addresses.DATA}",
        ),
        notes=("Withheld decisions are counted and never listed.",),
        sheets=tuple(sheets),
        banner=(illustrative,) if about.illustrative else (),
    )


def _of_none(inputs: SiteInputs) -> Iterator[_Named]:
    yield ("Licence", LICENCE, _licence(inputs))


def _licence(inputs: SiteInputs) -> bytes:
    licence = inputs.scheme.issuer.data_licence
    lines = [f"The data on this site may be used under the {licence.title}:", licence.address, ""]
    lines += ["Say where it is from:", licence.attribution]
    if any(release.about.illustrative for release in inputs.releases):
        lines += ["", "Illustrative data: made from sample records, and not about anything that happened."]
    return "\n".join([*lines, ""]).encode()
