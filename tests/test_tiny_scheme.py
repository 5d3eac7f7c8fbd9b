"""Another ombudsman, whole: other bodies, other outcomes, calendar years, no residents, measures and prose of its own.

It goes the same way as the scheme that comes with Upheld, from files to letters. That it can is the proof that nothing of
England is in the code.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.worlds import TINY, CaseInMaking, World, bytes_of, tiny
from upheld.errors import Invalid
from upheld.letters.letter_set import write_letters
from upheld.letters.printed import text_of_pdf
from upheld.letters.prose_file import load_prose
from upheld.measures.figure import Verdict
from upheld.records.contract import Contact
from upheld.records.tables import from_frame
from upheld.release.load import load_release
from upheld.release.verify import verify
from upheld.wording.show import show_review

PORTS = ("anse", "baye", "cove", "dune", "estuary", "fjord")


def year_of_the_archipelago(folder: Path) -> World:
    """2021: six ports with examinations, a port that closed in February, a registry, a ministry and a ferry firm."""
    folder.mkdir()
    world = World(folder, tiny(), category="berths", remedy="new_rule")

    def case(
        number: int,
        authority: str,
        outcome: str,
        decided_on: str = "2021-05-01",
        received_on: str = "2021-02-01",
    ) -> CaseInMaking:
        made = world.case(f"K2021/{number:03d}", authority, received_on)
        return made.decision(outcome, decided_on, published_on="2022-01-10", summary=f"About {number}.")

    number = 0
    for port in PORTS:
        outcomes: Sequence[str] = (
            "fault_found",
            "fault_admitted",
            "no_fault",
            "no_fault",
            "no_fault",
            "settled",
        )
        for outcome in outcomes if port != "anse" else ("fault_found",) * 9 + ("no_fault",):
            number += 1
            case(number, port, outcome)
    case(101, "Port of Old Quay", "fault_found")
    case(102, "land", "fault_admitted", "2021-12-31").recommendation(
        agreed_on="2021-12-31",
        due_on="2022-02-01",
        completed_on="",
        status="agreed",
        public_summary="Answer letters",
    )
    case(103, "Ministry of Roads", "no_fault", "2021-01-01", "2020-12-31")
    case(104, "Red Funnel Line", "fault_found")
    case(105, "P-03", "fault_found", "2020-12-31", "2020-12-30").recommendation(
        agreed_on="2020-12-31", due_on="2021-02-01", completed_on="2021-03-01"
    ).compliance("satisfied_late", "2021-03-02")
    world.event("G1", "2021-09-01", "seminar", place="Baye", authorities="Dünen;cove", delegates="4")
    world.contact("dune", "harbour_master", name="Captain Sand", title="Harbour master of Dune")
    return world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    made = year_of_the_archipelago(tmp_path_factory.mktemp("tiny") / "world")
    made.frozen("2021")
    return made


def test_years_are_calendar_years(world: World) -> None:
    year = world.year("2021")
    assert (year.label, year.first_day, year.last_day) == ("2021", date(2021, 1, 1), date(2021, 12, 31))
    assert load_release(world.stored("2021").public).about.as_at == date(2022, 2, 14)


def test_the_same_files_again_change_nothing(world: World) -> None:
    assert not world.imported().changed_anything


def test_who_is_in_the_year(world: World) -> None:
    reviews = load_release(world.stored("2021").public).reviews
    assert sorted(reviews) == sorted([*PORTS, "gulf", "haven", "old-quay", "land", "roads", "red-funnel"])
    assert {slug: review.letter for slug, review in reviews.items() if not review.letter} == {
        "red-funnel": False
    }
    assert reviews["old-quay"].lineage.successors == ("haven",)


def test_both_outcomes_with_fault_count_as_upheld(world: World) -> None:
    counts = load_release(world.stored("2021").public).review("dune").counts
    assert (counts["decided"], counts["investigated"], counts["upheld"]) == (6, 5, 2)
    assert (counts["outcome.fault_found"], counts["outcome.fault_admitted"], counts["outcome.settled"]) == (
        1,
        1,
        1,
    )
    assert "outcome.upheld" not in counts


def test_its_own_measures_pooled_by_hand(world: World) -> None:
    release = load_release(world.stored("2021").public)
    assert list(release.definitions) == ["fault-rate", "kept-promises"]
    figure = release.review("anse").figures["fault-rate"]
    assert figure.group is not None
    # 9 of 10, five ports with 2 of 5 each, and 1 of 1 of the port that closed; eight ports were open at the year's end.
    assert (figure.numerator, figure.denominator, figure.group.numerator, figure.group.denominator) == (
        9,
        10,
        20,
        36,
    )
    assert (figure.group.members, figure.group.members_with_base) == (8, 7)
    assert figure.verdict is Verdict.HIGHER
    assert release.review("roads").figures["fault-rate"].verdict is None
    assert release.review("land").figures["fault-rate"].group is None
    kept = release.review("cove").figures["kept-promises"]
    assert (kept.numerator, kept.denominator, kept.average, kept.version) == (1, 1, None, 3)


def test_a_measure_that_did_not_exist_yet_is_not_in_the_year(world: World) -> None:
    assert list(world.scheme.measures.for_year(2020)) == ["fault-rate"]


def test_the_release_verifies_with_and_without_its_records(world: World, tmp_path: Path) -> None:
    stored = world.stored("2021")
    assert verify(stored).recounted
    shutil.copytree(stored.folder, tmp_path / "r1")
    shutil.rmtree(tmp_path / "r1" / "sealed")
    assert not verify(type(stored)(tmp_path / "r1")).recounted


def test_show_says_it_in_the_scheme_s_own_words(world: World) -> None:
    release = load_release(world.stored("2021").public)
    texts = world.releases.texts(world.year("2021"))
    said = show_review(release, world.scheme, "dune", texts)
    assert "There was fault in 40% of what we examined." in said
    for slug in release.reviews:
        assert "council" not in show_review(release, world.scheme, slug, texts).lower()


def test_letters_are_written_in_the_scheme_s_own_words(world: World) -> None:
    release = load_release(world.stored("2021").public)
    contacts = from_frame(Contact, world.store.scan("contacts").collect())
    texts = world.releases.texts(world.year("2021"))
    prose = load_prose(world.scheme.prose_folder, world.year("2021"))
    made = write_letters(
        release,
        world.scheme,
        prose,
        texts,
        contacts,
        world.folder / "letters" / "r1",
    )
    assert [each.authority for each in made.letters] == sorted(release.reviews.keys() - {"red-funnel"})
    assert [each.authority for each in made.letters if each.annex] == ["old-quay"]
    for page in made.folder.glob("*.html"):
        said = page.read_text(encoding="utf-8").lower()
        assert not {word for word in ("council", "england", "lgo.org") if word in said}, page.name
    said = text_of_pdf(made.folder / "dune.pdf")
    for words in ("To Captain Sand", "Letter for 2021", "B. After", "It was a year of storms."):
        assert words in " ".join(said.split()), words
    assert write_letters(release, world.scheme, prose, texts, contacts, made.folder).already


def test_another_scheme_s_codes_are_refused_with_its_own_lists(tmp_path: Path) -> None:
    world = World(tmp_path, tiny(), category="housing")
    world.case("19 000 001", "anse").decision("upheld")
    with pytest.raises(Invalid) as refused:
        world.imported()
    assert [(each.column, each.way_out) for each in refused.value.problems] == [
        ("category", "Use one of: berths, papers."),
        ("reference", "Write it like K2021/001."),
        ("outcome", "Use one of: not_ours, settled, no_fault, fault_admitted, fault_found."),
    ]


def test_a_workspace_names_a_scheme_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from upheld.cli import app

    world = year_of_the_archipelago(tmp_path / "world")
    files = [str(path) for path in world.files()]
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    shutil.copytree(TINY, tmp_path / "scheme")
    (workspace / "upheld.toml").write_text('scheme = "../scheme"\n')
    monkeypatch.setenv("UPHELD_WORKSPACE", str(workspace))
    runner = CliRunner()
    for line in (
        ["import", *files],
        ["freeze", "2021"],
        ["verify", "2021"],
        ["show", "Dünen", "2021"],
        ["letters", "2021"],
    ):
        done = runner.invoke(app, line, catch_exceptions=False)
        assert done.exit_code == 0, done.output
    again = World(tmp_path / "again", tiny(), rows=world.rows)
    again.folder.mkdir()
    again.frozen("2021")
    assert bytes_of(again.folder / "releases") == bytes_of(workspace / "releases")
    assert len(list((workspace / "letters").rglob("*.pdf"))) == 11
