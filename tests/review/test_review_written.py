"""The files of a review: whole, the same bytes twice, accessible, nothing private in them, and written by one command."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pikepdf
import polars as pl
import pytest
from typer.testing import CliRunner

from tests.documents.checks import check_page, check_pdf
from tests.review.worlds import LABELS, reviewed_years
from tests.worlds import World, bytes_of
from upheld.cli import app
from upheld.documents.document import Pictured, Tabled
from upheld.errors import Conflict
from upheld.letters.printed import text_of_pdf
from upheld.release.load import load_release
from upheld.release.past import read_past
from upheld.review.making import Review
from upheld.review.report import runs_of
from upheld.review.tables import MOST_ROWS, reading_workbook
from upheld.review.written import WrittenReview, write_review
from upheld.workspace import make_workspace

PRIVATE = "Zx9Private"


def written(world: World, label: str, folder: Path) -> WrittenReview:
    release = load_release(world.stored(label).public)
    past = read_past(release, world.releases, world.scheme)
    return write_review(release, world.scheme, past, folder)


@pytest.fixture(scope="module")
def made(world: World, tmp_path_factory: pytest.TempPathFactory) -> WrittenReview:
    return written(world, "2020-21", tmp_path_factory.mktemp("files") / "r1")


@pytest.fixture(scope="module")
def review(review_of: object) -> Review:
    assert callable(review_of)
    found = review_of("2020-21")
    assert isinstance(found, Review)
    return found


def test_every_table_is_there_in_every_form(made: WrittenReview, review: Review) -> None:
    names = {sheet.name for sheet in review.sheets}
    for folder, ending in (("csv", "csv"), ("json", "json"), ("schema", "json"), ("parquet", "parquet")):
        assert {path.name for path in (made.folder / folder).iterdir()} == {
            f"{name}.{ending}" for name in names
        }
    assert made.tables == len(names)
    whole = {path.name for path in made.folder.iterdir() if path.is_file()}
    assert whole == {
        *("review.html", "review.pdf", "tables.xlsx", "tables.ods", "dictionary.csv", "definitions.csv"),
        "SHA256SUMS",
    }


def test_the_checksums_are_those_of_the_files(made: WrittenReview) -> None:
    lines = (made.folder / "SHA256SUMS").read_text("ascii").splitlines()
    listed = {name: checksum for checksum, name in (line.split("  ") for line in lines)}
    found = bytes_of(made.folder)
    del found["SHA256SUMS"]
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
    assert made.files == len(listed)


def test_the_same_review_is_the_same_bytes(world: World, made: WrittenReview, tmp_path: Path) -> None:
    again = written(world, "2020-21", tmp_path / "r1")
    assert not again.already
    assert bytes_of(again.folder) == bytes_of(made.folder)
    assert written(world, "2020-21", again.folder).already


def test_it_is_written_once(world: World, tmp_path: Path) -> None:
    written(world, "2019-20", tmp_path / "r1")
    before = bytes_of(tmp_path / "r1")
    with pytest.raises(Conflict, match="written once"):
        written(world, "2018-19", tmp_path / "r1")
    assert bytes_of(tmp_path / "r1") == before
    assert [path.name for path in tmp_path.iterdir()] == ["r1"]


def test_forms_hold_the_same_numbers(made: WrittenReview, review: Review) -> None:
    table = review.sheets.table("received-decided")
    rows = list(csv.DictReader(io.StringIO((made.folder / "csv/received-decided.csv").read_text("utf-8"))))
    assert [int(row["received"]) for row in rows] == [row[2] for row in table.rows]
    read = json.loads((made.folder / "json/received-decided.json").read_text("utf-8"))
    assert [row["received"] for row in read["rows"]] == [row[2] for row in table.rows]
    frame = pl.read_parquet(made.folder / "parquet/received-decided.parquet")
    assert frame.get_column("received").to_list() == [row[2] for row in table.rows]


def test_the_dictionary_explains_every_column(made: WrittenReview, review: Review) -> None:
    rows = list(csv.DictReader(io.StringIO((made.folder / "dictionary.csv").read_text("utf-8"))))
    assert {(row["table"], row["column"]) for row in rows} == {
        (sheet.name, column.name) for sheet in review.sheets for column in sheet.table.columns
    }


def test_the_page_stands_by_itself_and_every_number_in_it_leads_somewhere(
    made: WrittenReview, review: Review
) -> None:
    source = (made.folder / "review.html").read_text("utf-8")
    read = check_page(source)
    cells = [attributes["data-cell"] for _, attributes in read.tags if "data-cell" in attributes]
    assert cells == [run.cell for _, runs in runs_of(review.report) for run in runs if run.cell]


def test_the_pdf_is_accessible_and_archivable(made: WrittenReview, review: Review) -> None:
    blocks = [block for section in review.report.sections for block in section.blocks]
    check_pdf(
        (made.folder / "review.pdf").read_bytes(),
        review.report.title,
        figures=sum(isinstance(block, Pictured) for block in blocks),
        tables=sum(isinstance(block, Tabled) for block in blocks),
    )


def test_where_each_number_stands_travels_inside_the_pdf(made: WrittenReview, review: Review) -> None:
    with pikepdf.open(made.folder / "review.pdf") as pdf:
        assert list(pdf.attachments) == ["numbers.csv"]
        content = pdf.attachments["numbers.csv"].get_file().read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(content)))
    assert len(rows) == sum(bool(run.cell) for _, runs in runs_of(review.report) for run in runs)
    received = [row for row in rows if (row["sheet"], row["column"]) == ("received-decided", "received")]
    assert {row["text"] for row in received if row["row"] == "all-bodies"} == {"69"}


def test_pdf_and_page_say_the_same(made: WrittenReview, review: Review) -> None:
    page = (made.folder / "review.html").read_text("utf-8")
    pdf = "".join(text_of_pdf(made.folder / "review.pdf").split())
    for section in review.report.sections:
        assert section.heading in page
        assert "".join(section.heading.split()) in pdf


def test_long_tables_are_not_in_the_ods_and_it_says_so(review: Review) -> None:
    cut = reading_workbook(review.workbook)
    assert all(len(sheet.table.rows) <= MOST_ROWS for sheet in cut)
    long = [sheet.name for sheet in review.workbook if len(sheet.table.rows) > MOST_ROWS]
    assert all(name in cut.cover[-1] for name in long)


def test_an_illustrative_review_says_so_everywhere(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    world = reviewed_years(tmp_path / "first", LABELS[:1])
    marked = World(tmp_path / "marked", world.scheme, rows=world.rows)
    marked.folder.mkdir()
    for rows in marked.rows.values():
        for row in rows:
            row["illustrative"] = "yes"
    marked.frozen("2018-19")
    folder = written(marked, "2018-19", tmp_path / "r1").folder
    assert "No ombudsman published this review" in (folder / "review.html").read_text("utf-8")
    assert "Illustrative" in text_of_pdf(folder / "review.pdf")
    for path in (folder / "json").iterdir():
        assert "Illustrative data" in path.read_text("utf-8"), path.name
    with zipfile.ZipFile(folder / "tables.xlsx") as packed:
        assert "Illustrative data" in packed.read("xl/sharedStrings.xml").decode()


def test_nothing_private_is_in_any_file(tmp_path: Path) -> None:
    world = World(tmp_path / "private")
    world.folder.mkdir()
    hidden = {"subcategory": f"{PRIVATE} a", "acting_for_it": f"{PRIVATE} b"}
    world.case("19 000 001", **hidden).decision(
        published_on="2019-10-01", summary=f"{PRIVATE} a summary that can be withdrawn"
    ).recommendation(
        text=f"{PRIVATE} c", public_summary=f"{PRIVATE} an improvement", evidence=f"{PRIVATE} d"
    ).compliance("satisfied_late", note=f"{PRIVATE} e")
    world.case("19 000 002", category="planning_development").decision(
        publication="withheld", withheld_reason=f"{PRIVATE} f"
    ).recommendation(text=f"{PRIVATE} g", public_summary=f"{PRIVATE} h").compliance("not_satisfied")
    world.report("19-001", "19 000 001", published_on="2019-12-01", title=f"{PRIVATE} a title")
    world.contact("watford", "chief_executive", name=f"{PRIVATE} i", email="zx9private@example.org")
    world.frozen()
    folder = written(world, "2019-20", tmp_path / "r1").folder
    read = {name: content.decode("utf-8", "replace") for name, content in bytes_of(folder).items()}
    read["review.pdf"] = text_of_pdf(folder / "review.pdf")
    for name in ("tables.xlsx", "tables.ods"):
        with zipfile.ZipFile(folder / name) as packed:
            read[name] = "".join(packed.read(part).decode("utf-8", "replace") for part in packed.namelist())
    for path in (folder / "parquet").iterdir():
        read[f"parquet/{path.name}"] = str(pl.read_parquet(path).rows())
    for name, text in read.items():
        assert PRIVATE.lower() not in text.lower(), name
        assert "19 000 002" not in text, name
    by_category = read["csv/by-category-authority.csv"]
    assert "Planning" not in by_category
    assert "watford,Watford Borough Council,Not shown,1,1,1,1" in by_category


def test_the_command_writes_it_into_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path / "records")
    world.folder.mkdir()
    world.decided("bolsover", 3, 2)
    place = make_workspace(tmp_path / "place")
    monkeypatch.setenv("UPHELD_WORKSPACE", str(place.folder))
    runner = CliRunner()
    for line in (["import", *map(str, world.files())], ["freeze", "2019-20"]):
        done = runner.invoke(app, line, catch_exceptions=False)
        assert done.exit_code == 0, done.output
    first = runner.invoke(app, ["review", "2019-20"], catch_exceptions=False)
    assert "2019-20, revision 1 is written" in " ".join(first.output.split())
    again = runner.invoke(app, ["review", "2019-20"], catch_exceptions=False)
    assert "nothing has changed" in " ".join(again.output.split())
    assert (place.folder / "review" / "2019-20" / "r1" / "review.pdf").is_file()
