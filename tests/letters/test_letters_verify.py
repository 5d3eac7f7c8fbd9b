"""A letter proves itself: what it carries is computed again, and whatever was changed is named."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

from tests.letters.place import Place
from tests.letters.tampering import attached, attaching, cell_changed, changed, printing, verified, wrong
from upheld.cli import app
from upheld.documents.press import Press
from upheld.errors import Invalid
from upheld.letters.context import letter_context
from upheld.letters.pdf import press_letter
from upheld.letters.prose_file import load_prose
from upheld.letters.verify import Beside, read_letter, verify_letter
from upheld.measures.comparison import compare
from upheld.workspace import NEW_SETTINGS


def test_every_letter_verifies_alone_and_beside_its_release(place: Place) -> None:
    paths = sorted([*place.letters.glob("*.pdf"), *place.published.glob("*.pdf")])
    assert len(paths) >= 20
    for path in paths:
        alone, together = (verify_letter(read_letter(path), beside) for beside in (None, place.beside))
        assert len(alone.checked) == 4
        assert "cannot" not in " ".join(alone.checked)
        assert f"with the checksum {place.release.checksum}" in alone.not_checked[0]
        assert together.not_checked == ()
        assert (
            together.checked[-1] == f"File: byte for byte the letter 2019-20/{path.parent.name}/{path.name}."
        )


def test_it_says_what_it_computed(place: Place) -> None:
    found = verify_letter(read_letter(place.letters / "bolsover.pdf"))
    assert found.of.startswith("Bolsover District Council, 2019-20, revision 1")
    assert "4 figures" in found.checked[0]
    assert (
        "Complaints upheld, Recommendations carried out and Put right before it reached us"
        in found.checked[2]
    )
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("measure", "column", "cell", "said"),
    [
        ("upheld-rate", "rate", "26%", "from the counts follows 25%"),
        ("upheld-rate", "low", "2%", "from the counts follows 1%"),
        ("upheld-rate", "high_exact", "0.805881", "from the counts follows 0.805880"),
        ("upheld-rate", "verdict", "lower", "from the counts follows too few to say"),
        ("upheld-rate", "others_rate", "57%", "from the counts follows"),
        ("upheld-rate", "average", "58%", "from the counts follows"),
        ("upheld-rate", "others_numerator", "1", "from the counts follows 66"),
        ("upheld-rate", "numerator", "2", "the counts of the same table say 1 of 4"),
        ("upheld-rate", "denominator", "5", "the counts of the same table say 1 of 4"),
        ("upheld-rate", "average_numerator", "0", "no part of its group's"),
        ("upheld-rate", "definition_sha256", "0" * 64, "that of the attached definition is"),
        ("upheld-rate", "unit", "per_100000", "from the counts follows percent"),
        ("upheld", "count", "2", "the counts of the same table say 2 of 4"),
        ("outcome.not_upheld", "count", "4", "is not what stands beside it comes to, 5"),
        ("upheld-rate", "checksum", "1" * 64, "differs from the first row"),
        ("upheld-rate", "name", "Melton Borough Council", "differs from the first row"),
        ("upheld-rate", "denominator", "999999999", "which is no count"),
        ("upheld-rate", "denominator", "=4", "which is no count"),
    ],
)
def test_a_changed_cell_is_named(
    place: Place, tmp_path: Path, measure: str, column: str, cell: str, said: str
) -> None:
    assert said in wrong(tmp_path, cell_changed(place.letter(), measure, column, cell))


def test_a_changed_definition_is_named(place: Place, tmp_path: Path) -> None:
    lines = attached(place.letter(), "definitions.jsonl").decode()
    for before, after in (('"national_decimals":0', '"national_decimals":1'), ('"version":1', '"version":2')):
        said = wrong(
            tmp_path, attaching(place.letter(), {"definitions.jsonl": lines.replace(before, after).encode()})
        )
        assert "definition_sha256" in said or "definition" in said
        assert "that of the attached definition is" in said
    said = wrong(
        tmp_path, attaching(place.letter(), {"definitions.jsonl": lines.replace(",", ", ", 1).encode()})
    )
    assert "is not written as a definition is" in said
    first = lines.split("\n")[0]
    said = wrong(tmp_path, attaching(place.letter(), {"definitions.jsonl": f"{first}\n".encode()}))
    assert "are not about the same measures" in said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("25%", "15%", "should read 25% 1 upheld decision of 4 detailed investigations"),
        ("1 upheld decision", "2 upheld decision", "should read 25% 1 upheld decision"),
        (
            "of 4 detailed investigations",
            "of 5 detailed investigations",
            "should read 25% 1 upheld decision of 4",
        ),
        ("Too few to say", "Lower", "has the verdict too few to say"),
        ("Base: 4", "Base: 5", "should have the line Base: 4 detailed investigations"),
        ("Base: 1 compliance", "Base: 2 compliance", "should have the line Base: 1 compliance outcome"),
        ("Complaints upheld", "Complaints held", "before the first figure"),
        ("Put right before it", "Put it right before", "should have one base"),
        ("22 July 2020", "23 July 2020", "is not the date on the first page"),
        ("Annual Review letter 2020", "Annual Review letter 2002", "does not stand on the first page"),
        ("31 March 2020", "31 March 2002", "year of figures.csv"),
        ("revision 1", "revision 2", "is the release of figures.csv"),
        ("SHA-256 ", "SHA-256 0", "is printed as the checksum of figures.csv"),
    ],
)
def test_a_page_that_prints_otherwise_is_named(
    place: Place, tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert said in wrong(tmp_path, printing(place.letter(), before, after))


def test_files_from_another_letter_are_not_this_letters(place: Place, tmp_path: Path) -> None:
    others = {name: attached(place.letter("watford"), name) for name in ("figures.csv", "definitions.jsonl")}
    said = wrong(tmp_path, attaching(place.letter(), others))
    assert "is printed as the checksum of figures.csv, and is not that of the attached file" in said
    assert "should end in 'Watford Borough Council'" in said
    assert "should read 91% 20 upheld decisions of 22 detailed investigations" in said


def forged(place: Place) -> bytes:
    """Bolsover's letter with one more upheld, and everything that follows from it computed anew."""
    review = place.release.review("bolsover")
    counts = {
        **review.counts,
        "upheld": 2,
        "outcome.upheld": 2,
        "outcome.not_upheld": 2,
        "upheld_not_public": 2,
    }
    figures = {}
    for measure, definition in place.release.definitions.items():
        of = {
            slug: (each.figures[measure].numerator, each.figures[measure].denominator)
            for slug, each in place.release.reviews.items()
            if measure in each.figures
        }
        if measure == "upheld-rate":
            of["bolsover"] = (2, 4)
        if measure == "satisfactory-remedy-rate":
            of["bolsover"] = (0, 2)
        groups = {slug: each.authority.group for slug, each in place.release.reviews.items()}
        figures[measure] = compare(definition, "2019-20", of, groups)["bolsover"]
    reviews = {**place.release.reviews, "bolsover": replace(review, counts=counts, figures=figures)}
    release = replace(place.release, reviews=reviews)
    scheme, year = place.world.scheme, place.world.year("2019-20")
    prose = load_prose(scheme.prose_folder, year)
    texts = place.world.releases.texts(year)
    return press_letter(Press(), letter_context(release, scheme, prose, texts, [], "bolsover"))


def test_a_forgery_that_is_consistent_is_found_out_by_the_release_alone(place: Place, tmp_path: Path) -> None:
    alone = verified(tmp_path / "bolsover.pdf", forged(place))
    assert any("Whoever changed a count" in sentence for sentence in alone.not_checked)
    said = wrong(tmp_path, forged(place), place.beside)
    assert "upheld-rate: the release has 1" in said
    assert "upheld-rate: the release has 25%" in said
    assert "no letter of the set has it" in said


def test_another_release_is_said(place: Place, tmp_path: Path) -> None:
    other = replace(place.release, checksum="f" * 64)
    assert "is not the checksum of the release" in wrong(tmp_path, place.letter(), Beside(other))
    later = replace(place.release, about=replace(place.release.about, revision=2))
    assert "is not the release compared with" in wrong(tmp_path, place.letter(), Beside(later))


def test_a_file_saved_anew_is_none_of_the_set(place: Place, tmp_path: Path) -> None:
    saved = changed(place.letter(), lambda pdf: None)
    assert verified(tmp_path / "letter.pdf", saved, Beside(place.release)).not_checked
    assert "it was changed, or saved anew, after it was written" in wrong(tmp_path, saved, place.beside)


def test_a_letter_replaced_after_a_withdrawal_and_a_corrected_release_are_said(
    place: Place, tmp_path: Path
) -> None:
    folder = tmp_path / "2019-20" / "r1"
    folder.mkdir(parents=True)
    old = place.letter()
    alone = read_letter(place.letters / "bolsover.pdf").file.sha256
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  bolsover.pdf\n")
    (folder / "superseded.csv").write_text(f"file,sha256\nbolsover.pdf,{alone}\n")
    found = verified(tmp_path / "b.pdf", old, Beside(place.release, [folder], corrected_by="2019-20/r2"))
    assert any(
        "2019-20/r1/bolsover.pdf was written anew after a text was withdrawn" in each
        for each in found.remarks
    )
    assert any("corrected by 2019-20/r2" in each for each in found.remarks)
    assert not any(each.startswith("File:") for each in found.checked)


def test_a_mark_of_illustrative_data_that_is_not_everywhere_is_named(place: Place, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(attached(place.letter(), "figures.csv").decode())))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([rows[0], *([*row[:-1], "yes"] for row in rows[1:])])
    said = wrong(tmp_path, attaching(place.letter(), {"figures.csv": out.getvalue().encode()}))
    assert "figures are illustrative by figures.csv, and this page does not say so" in said
    assert "(illustrative data)" in said


def test_metadata_that_disagree_are_named(place: Place, tmp_path: Path) -> None:
    def title(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "Another letter"

    def day(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/CreationDate"] = "D:20210101000000Z"

    def words(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Keywords"] = "annual review"

    def xmp(pdf: pikepdf.Pdf) -> None:
        said = pdf.Root.Metadata.read_bytes().replace(b"<pdfaid:part>3<", b"<pdfaid:part>2<")
        pdf.Root.Metadata = pdf.make_stream(said)

    for change, said in (
        (title, "in all metadata"),
        (day, "is not the date on the first page and in all metadata"),
        (words, "do not name release 2019-20/r1"),
        (xmp, "does not say that it is PDF/A-3u"),
    ):
        assert said in wrong(tmp_path, changed(place.letter(), change))


# -- the command --------------------------------------------------------------------------------------------------------


def test_the_command_holds_a_letter_against_what_is_there(place: Place, tmp_path: Path) -> None:
    run = CliRunner()
    letter = str(place.letters / "bolsover.pdf")
    alone = run.invoke(app, ["--workspace", str(tmp_path), "verify", letter])
    assert alone.exit_code == 0, alone.output
    assert "Not checked:" in alone.stdout
    for folder in (
        place.world.folder / "releases" / "2019-20" / "r1",
        place.world.folder / "releases/2019-20/r1/public",
    ):
        told = run.invoke(app, ["--workspace", str(tmp_path), "verify", letter, "--release", str(folder)])
        assert told.exit_code == 0, told.output
        assert (
            "Release 2019-20, revision 1: checksum, definitions, every count and every figure are the same"
            in told.stdout
        )
    inside = run.invoke(app, ["--workspace", str(place.world.folder), "verify", letter])
    assert inside.exit_code == 0, inside.output
    assert "File: byte for byte the letter 2019-20/r1/bolsover.pdf." in inside.stdout
    assert "Not checked:" not in inside.stdout
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(cell_changed(place.letter(), "upheld-rate", "rate", "26%"))
    refused = run.invoke(app, ["--workspace", str(tmp_path), "verify", str(bad)])
    assert isinstance(refused.exception, Invalid)
    assert refused.exception.exit_code == 2


def test_a_release_that_is_not_in_the_workspace_is_said(place: Place, tmp_path: Path) -> None:
    (tmp_path / "upheld.toml").write_text(NEW_SETTINGS, encoding="utf-8")
    told = CliRunner().invoke(app, ["--workspace", str(tmp_path), "verify", str(place.letters / "kent.pdf")])
    assert told.exit_code == 0, told.output
    assert "Held against no release: 2019-20 is not frozen yet" in told.stdout
