"""Letters as published print some bases as letters of their year did, on request, and say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.letters.hand_made import CONTACTS, YEAR, release, scheme_of_england
from tests.letters.place import Place
from tests.letters.tampering import attached, attaching, verified, wrong
from tests.worlds import World
from upheld.cli import app
from upheld.errors import Missing, Refused
from upheld.letters.as_published import NO_QUIRKS, Quirks, as_published, quirks_of
from upheld.letters.context import LetterContext, letter_context
from upheld.letters.html import letter_page
from upheld.letters.prose_file import load_prose
from upheld.measures.measure import Measures
from upheld.register.years import ReportingYear
from upheld.wording.figures import FigureWords
from upheld.workspace import NEW_SETTINGS


def of_year(year: ReportingYear, slug: str, quirks: Quirks) -> LetterContext:
    made, texts = release(year=year)
    scheme = scheme_of_england()
    return letter_context(
        made, scheme, load_prose(scheme.prose_folder, year), texts, CONTACTS, slug, quirks=quirks
    )


def quirks_in(year: ReportingYear) -> Quirks:
    return quirks_of(scheme_of_england(), year)


def words_of(letter: LetterContext) -> dict[str, FigureWords]:
    return {one.words.measure: one.words for one in letter.figures}


def test_a_letter_as_published_says_so_and_an_ordinary_one_may_not_print_so(
    place: Place, tmp_path: Path
) -> None:
    published = (place.published / "bolsover.pdf").read_bytes()
    found = verified(tmp_path / "bolsover.pdf", published, place.beside)
    assert found.remarks == (
        "It prints bases as letters of 2019-20 did, on request: extremes-of-compliance-2019-20 and base-of-remedies-2019-20.",
    )
    files = {name: attached(published, name) for name in ("figures.csv", "definitions.jsonl")}
    said = wrong(tmp_path, attaching(place.letter(), files), place.beside)
    assert "does not say the same of bases as published as its definitions" in said
    assert "should have the line Base: 4 detailed investigations" in said


def test_the_quirks_change_no_count_and_no_verdict(place: Place) -> None:
    quirks = quirks_of(place.world.scheme, place.world.year("2019-20"))
    printed = as_published(place.release, quirks)
    assert printed.reviews is place.release.reviews
    assert printed.definitions.keys() == place.release.definitions.keys()


def test_bolsover_2019_20_prints_all_detailed_investigations_as_base_of_its_remedies() -> None:
    """As its letter of 22 July 2020 did: 0% of upheld cases, "based on a total of 4 detailed investigations"."""
    ordinary, published = (of_year(YEAR, "bolsover", quirks) for quirks in (NO_QUIRKS, quirks_in(YEAR)))
    words = words_of(published)
    assert words["satisfactory-remedy-rate"].base.replace("\N{NO-BREAK SPACE}", " ") == (
        "Base: 4 detailed investigations, 1 April 2019 to 31 March 2020."
    )
    assert words["satisfactory-remedy-rate"].quirk == "base-of-remedies-2019-20"
    assert words["satisfactory-remedy-rate"].of_base == "of 1 upheld decision"
    assert words_of(ordinary)["satisfactory-remedy-rate"].base.startswith("Base: 1 upheld decision,")
    assert words["upheld-rate"] == words_of(ordinary)["upheld-rate"]
    text = letter_page(published)
    assert text.count("This letter reproduces how letters of 2019-20 printed their bases.") == 2
    assert "all detailed investigations, although the rate is one of upheld decisions" in text
    assert "(bases as published)" in text
    assert "as published" not in letter_page(ordinary)
    assert (ordinary.quirks, ordinary.as_published) == ((), None)


def test_letters_of_2022_23_print_the_right_number_under_the_old_label() -> None:
    year = ReportingYear(date(2022, 4, 1), date(2023, 3, 31))
    words = words_of(of_year(year, "bolsover", quirks_in(year)))["satisfactory-remedy-rate"]
    assert words.base.startswith("Base: 1 detailed investigation,")
    assert words.quirk == "label-of-remedies-2022-23"
    many = words_of(of_year(year, "birmingham", quirks_in(year)))["satisfactory-remedy-rate"]
    assert many.base.startswith("Base: 103 detailed investigations,")
    assert many.of_base == "of 103 upheld decisions"


def test_what_is_nearly_all_prints_as_all() -> None:
    ordinary, published = (
        words_of(of_year(YEAR, "kent", quirks))["compliance-rate"] for quirks in (NO_QUIRKS, quirks_in(YEAR))
    )
    assert (ordinary.average, published.average) == ("over 99%", "100%")
    assert ordinary.base == published.base


def test_no_rate_has_no_base_to_print_otherwise() -> None:
    words = words_of(of_year(YEAR, "melton", quirks_in(YEAR)))["satisfactory-remedy-rate"]
    assert words.rate is None
    assert words.base.startswith("No cases,")


def test_a_year_without_quirks_says_which_have_them() -> None:
    scheme = scheme_of_england()
    with pytest.raises(Refused, match=r"Letters of 2018-19 have no quirks .*: 2019-20 and 2022-23\."):
        quirks_of(scheme, scheme.calendar.parse("2018-19"))
    none = replace(scheme, measures=Measures(()))
    with pytest.raises(Refused, match="knows of none in any year"):
        quirks_of(none, scheme.calendar.parse("2019-20"))


def test_what_is_new_in_a_year_is_told_by_the_definitions_and_not_by_quirks() -> None:
    assert "is new this year" not in letter_page(of_year(YEAR, "bolsover", quirks_in(YEAR)))


def test_the_command_writes_them_into_a_folder_of_their_own(tmp_path: Path) -> None:
    world = World(tmp_path / "place")
    world.folder.mkdir()
    (world.folder / "upheld.toml").write_text(NEW_SETTINGS, encoding="utf-8")
    world.decided("bolsover", 1, 3)
    world.frozen()
    run = CliRunner()
    told = run.invoke(app, ["--workspace", str(world.folder), "letters", "2019-20", "--as-published"])
    assert told.exit_code == 0, told.output
    assert (
        "As published, base-of-remedies-2019-20, in 1 letter: The base is printed as letters about 2019-20"
        in told.stdout
    )
    letters = world.folder / "letters" / "2019-20"
    assert [folder.name for folder in letters.iterdir()] == ["r1-as-published"]
    assert "Base: 4 detailed investigations" in (letters / "r1-as-published" / "bolsover.html").read_text(
        "utf-8"
    )
    refused = run.invoke(app, ["--workspace", str(world.folder), "letters", "2020-21", "--as-published"])
    assert isinstance(refused.exception, Missing)


def test_a_withdrawn_text_leaves_letters_as_published_too(tmp_path: Path) -> None:
    world = World(tmp_path / "place")
    world.folder.mkdir()
    (world.folder / "upheld.toml").write_text(NEW_SETTINGS, encoding="utf-8")
    world.case("19 000 001", "bolsover").decision(
        "upheld", published_on="2019-10-01", summary="Told of a person."
    )
    world.frozen()
    run = CliRunner()
    for more in ([], ["--as-published"]):
        told = run.invoke(app, ["--workspace", str(world.folder), "letters", "2019-20", *more])
        assert told.exit_code == 0, told.output
    pages = [
        world.folder / "letters" / "2019-20" / name / "bolsover.html" for name in ("r1", "r1-as-published")
    ]
    assert all("Told of a person." in page.read_text("utf-8") for page in pages)
    withdrawn = [
        "withdraw",
        "decision",
        "19 000 001",
        "--on",
        "2020-09-01",
        "--reason",
        "identifies a person",
    ]
    told = run.invoke(app, ["--workspace", str(world.folder), *withdrawn])
    assert told.exit_code == 0, told.output
    assert "letters/2019-20/r1-as-published/bolsover.pdf" in told.stdout
    assert not any("Told of a person." in page.read_text("utf-8") for page in pages)
    assert "Base: 1 detailed investigation," in pages[1].read_text("utf-8")
