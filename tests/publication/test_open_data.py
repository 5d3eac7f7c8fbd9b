"""The open data: every table of every year in every form, nothing left out, and the same number wherever it stands.

One test goes over all authorities, measures and years of a small world and reads each form with a reader of somebody else's.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from tests.publication.published_world import publish, workspace_of
from tests.release.years import YEARS, freeze_all, three_years
from tests.worlds import few
from upheld.publication.downloads import OPEN_TABLES
from upheld.workspace import SETTINGS

KEY = ("authority", "measure", "year")
SAID = ("numerator", "denominator", "rate", "average", "verdict")

Figures = dict[tuple[str, ...], tuple[str, ...]]


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a workspace of three years; what the world can read of it."""
    world = three_years(tmp_path_factory.mktemp("open"))
    (world.folder / SETTINGS).write_text(
        'scheme = "england"\n[site]\naddress = "https://upheld.example"\n'
        'security_contact = "mailto:safe@upheld.example"\nsecurity_expires = 2027-03-31\n'
    )
    freeze_all(world, *YEARS)
    return publish(workspace_of(world.folder, few())).edition.public


def text(cell: object) -> str:
    return "" if cell is None else str(int(cell) if isinstance(cell, float) else cell)


def picked(row: Mapping[str, object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(text(row[name]) for name in KEY), tuple(text(row.get(name)) for name in SAID)


def of_csv(path: Path) -> Figures:
    with path.open(newline="") as file:
        return dict(picked(row) for row in csv.DictReader(file) if row.get("kind", "figure") == "figure")


def of_json(path: Path) -> Figures:
    return dict(picked(row) for row in json.loads(path.read_bytes())["rows"])


def of_parquet(path: Path) -> Figures:
    return dict(picked(row) for row in pl.read_parquet(path).iter_rows(named=True))


def of_workbook(path: Path) -> Figures:
    labels = {
        column.heading: column.name
        for table in OPEN_TABLES
        if table.name == "figures"
        for column in table.columns
    }
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())).get_sheet_by_name("figures").to_python()
    )
    head = next(
        number for number, row in enumerate(rows) if row[:3] == ["Authority", "Name", "Reporting year"]
    )
    names = [labels[str(cell)] for cell in rows[head]]
    found = (
        dict(zip(names, [cell if cell != "" else None for cell in row], strict=True))
        for row in rows[head + 1 :]
    )
    return dict(picked(row) for row in found)


def of_twins(current: Path) -> Figures:
    """What the pages of authorities say to programs."""
    found: Figures = {}
    for path in sorted(current.glob("authority/*/*/index.json")):
        twin = json.loads(path.read_bytes())
        if "figures" in twin:
            for measure, said in twin["figures"].items():
                key = (path.parent.parent.name, measure, twin["release"]["year"])
                found[key] = tuple(text(said[name]) for name in SAID)
    return found


def test_every_form_says_the_same_of_every_authority_measure_and_year(current: Path) -> None:
    pages = of_twins(current)
    assert {key[2] for key in pages} == set(YEARS)
    assert len(pages) > 100
    together: Figures = {}
    for label in YEARS:
        folder = current / "data" / label
        figures = of_csv(folder / "figures.csv")
        assert figures == {key: said for key, said in pages.items() if key[2] == label}
        assert of_json(folder / "figures.json") == figures
        assert of_parquet(folder / "figures.parquet") == figures
        assert of_workbook(folder / "tables.xlsx") == figures
        assert of_workbook(folder / "tables.ods") == figures
        together |= figures
    for read, form in ((of_csv, "csv"), (of_json, "json"), (of_parquet, "parquet")):
        assert read(current / "data" / "all" / f"figures.{form}") == together
    own: Figures = {}
    for path in current.glob("authority/*/*/figures.csv"):
        own |= of_csv(path)
    assert own == pages


def test_the_page_of_an_authority_prints_the_figure_of_the_table(current: Path) -> None:
    figures = of_csv(current / "data" / "2019-20" / "figures.csv")
    numerator, base, rate, average, _ = figures["bolsover", "upheld-rate", "2019-20"]
    assert (numerator, base, rate) == ("7", "8", "88%")
    page = re.sub(
        r"<[^>]+>|\s+", " ", (current / "authority" / "bolsover" / "2019-20" / "index.html").read_text()
    )
    assert "88%" in page
    assert average in page


def test_every_table_of_every_year_is_there_in_every_form(current: Path) -> None:
    for label in (*YEARS, "all"):
        there = {path.name for path in (current / "data" / label).iterdir()}
        for table in OPEN_TABLES:
            assert {f"{table.name}.{form}" for form in ("csv", "json", "parquet", "schema.json")} <= there
    for label in YEARS:
        there = {path.name for path in (current / "data" / label).iterdir()}
        assert {"tables.xlsx", "tables.ods", "dictionary.csv", "definitions.json", "SHA256SUMS"} <= there
    assert "Open Government Licence" in (current / "data" / "LICENCE").read_text()


def test_all_years_hold_the_rows_of_every_year_one_below_the_other(current: Path) -> None:
    def rows(label: str, name: str) -> list[str]:
        return (current / "data" / label / f"{name}.csv").read_text().splitlines()

    for table in OPEN_TABLES:
        assert rows("all", table.name) == rows(YEARS[0], table.name)[:1] + [
            row for label in YEARS for row in rows(label, table.name)[1:]
        ]


def test_the_page_of_the_data_lists_every_file_with_its_size(current: Path) -> None:
    listed = {
        each["address"]: each["size"]
        for each in json.loads((current / "data" / "index.json").read_bytes())["downloads"]
    }
    there = {
        f"https://upheld.example/{path.relative_to(current)}": path.stat().st_size
        for path in (current / "data").rglob("*")
        if path.is_file() and path.suffix != ".gz" and not path.name.startswith("index.")
    }
    assert listed == there


def feed_entries(path: Path) -> Iterator[tuple[str, str]]:
    content = path.read_text()
    yield from re.findall(r"<entry>\n<id>([^<]+)</id>\n<title>([^<]+)</title>", content)


def test_feeds_are_there_for_all_and_for_each_authority_with_ids_that_last(current: Path) -> None:
    everything = dict(feed_entries(current / "feed.xml"))
    assert "Annual review 2019-20" in everything.values()
    assert all(each.startswith("urn:uuid:") for each in everything)
    assert (current / "authority" / "bolsover" / "feed.xml").is_file()
    assert (current / "decision" / "category" / "housing" / "feed.xml").is_file()
    assert "<updated>2020-04-30T00:00:00+01:00</updated>" in (current / "feed.xml").read_text()


def test_programs_are_told_where_everything_is(current: Path) -> None:
    listed = re.findall(r"<loc>([^<]+)</loc>", (current / "sitemap.xml").read_text())
    assert "https://upheld.example/" in listed
    assert "https://upheld.example/authority/bolsover/" in listed
    assert "https://upheld.example/404.html" not in listed
    assert "Sitemap: https://upheld.example/sitemap.xml" in (current / "robots.txt").read_text()
    assert (current / ".well-known" / "security.txt").read_text() == (
        "Contact: mailto:safe@upheld.example\nExpires: 2027-03-31T00:00:00Z\n"
        "Canonical: https://upheld.example/.well-known/security.txt\n"
    )


def test_whatever_is_compressed_is_what_it_stands_beside(current: Path) -> None:
    packed = sorted(current.rglob("*.gz"))
    assert packed
    for path in packed:
        assert (
            gzip.decompress(path.read_bytes()) == path.with_name(path.name.removesuffix(".gz")).read_bytes()
        )
