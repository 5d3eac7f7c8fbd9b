"""Case packs: each authority's own rows and nobody else's, as many as the release counts, written once and privately."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.packs.opened import everything_in, packs_of, references_in, table_in, texts_in
from tests.tables.books import HOSTILE, LONG_NAME
from tests.worlds import World, few
from upheld.errors import Conflict, Refused
from upheld.packs.case_rows import rows_by_authority
from upheld.packs.case_set import write_case_packs
from upheld.packs.cases import case_workbook
from upheld.release.load import load_release
from upheld.release.sealed import read_sealed
from upheld.tables.cell_text import cell_text

OWN = {
    "watford": ("19 000 001a", "19 000 002", "19 000 003", "18 000 004"),
    "derby": ("19 000 001b", "19 000 005"),
    "northampton": ("18 000 006",),
}
HIDDEN = "Zx9Hidden"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A joint case of Watford and Derby, texts that name each other's references, a council that closed and whose promise
    another holds, decisions public, withheld and replaced, and a mark in every field that is not for a link officer."""
    world = World(tmp_path_factory.mktemp("packs"), few())
    hidden = {"evidence": f"{HIDDEN} evidence"}
    world.case(
        "19 000 001a", "watford", subcategory="as in 19 000 001b", acting_for_it="A provider (19000001B)"
    ).decision(published_on="2019-10-01", summary=f"{HIDDEN} summary", satisfactory_remedy="yes").recommendation(
        text="Read 19\u00a0000\u00a0001b and 19 000 001a again.", public_summary=f"{HIDDEN} improvement", **hidden
    ).recommendation(
        kind="personal_remedy", remedy_type="apology", text="Say sorry, see 19.000.001b or 19/000_001b.", completed_on="", status="agreed",
        due_on="2020-02-01", earlier_due_on="2019-11-01;2019-12-01",
    )  # fmt: skip
    world.case("19 000 001b", "derby").decision("not_upheld")
    world.case("19 000 002", "watford", arises_from="18 000 004").decision(
        publication="withheld", withheld_reason="identifies a child"
    ).recommendation(completed_on="2019-12-21", **hidden).compliance("satisfied_late", note=f"{HIDDEN} note")
    world.case("19 000 003", "watford", arises_from="19 000 005")
    world.case("18 000 004", "watford", "2018-05-01").decision("upheld", "2018-09-01").recommendation(
        agreed_on="2018-09-01", due_on="2019-01-01", completed_on="", status="agreed", held_by="derby"
    ).compliance("not_satisfied", "2019-06-01")
    world.case("19 000 005", "derby").decision("closed_initial").replaced_on("2019-12-01", "upheld")
    world.case("18 000 006", "northampton", "2018-05-01").decision("upheld", "2018-09-01").recommendation(
        agreed_on="2018-09-01",
        due_on="2020-04-10",
        completed_on="2020-04-20",
        held_by="west-northamptonshire",
    )
    world.frozen()
    return world


@pytest.fixture(scope="module")
def folder(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packs_of(world, tmp_path_factory.mktemp("written") / "cases").folder


def test_there_is_a_workbook_for_every_body_of_the_year(
    folder: Path,
) -> None:
    names = {path.stem for path in folder.glob("*.xlsx")}
    assert {"watford", "derby", "bolsover", "northampton"} <= names
    assert "exmoor-national-park" not in names


def test_nobody_sees_a_reference_that_is_another_s(world: World, folder: Path) -> None:
    own = {slug: {each.replace(" ", "") for each in references} for slug, references in OWN.items()}
    known = set().union(*own.values())
    for path in folder.glob("*.xlsx"):
        seen = set(references_in(everything_in(path))) & known
        assert seen <= own.get(path.stem, set()), path.name
        assert seen == own.get(path.stem, set()), "the search finds what is there"


def test_where_a_text_named_another_s_case_it_says_that_something_stood_there(folder: Path) -> None:
    (first, second, _) = table_in(folder / "watford.xlsx", "Recommendations")
    assert first["What was agreed"] == "Read [another reference] and 19 000 001a again."
    assert second["What was agreed"] == "Say sorry, see [another reference] or [another reference]."
    received = {row["Reference"]: row for row in table_in(folder / "watford.xlsx", "Cases received")}
    assert received["19 000 001a"]["Subcategory"] == "as in [another reference]"
    assert received["19 000 001a"]["Provider acting for it"] == "A provider ([another reference])"
    assert (received["19 000 002"]["Arises from"], received["19 000 003"]["Arises from"]) == (
        "18 000 004",
        "",
    )


def test_nothing_that_is_the_ombudsman_s_own_is_in_a_workbook(folder: Path) -> None:
    assert [path.name for path in folder.iterdir() if HIDDEN in path.read_bytes().decode("latin-1")] == []
    assert [path.name for path in folder.glob("*.xlsx") if HIDDEN in everything_in(path)] == []


def test_a_decision_shows_how_it_stands_with_its_publication(folder: Path) -> None:
    rows = {row["Reference"]: row for row in table_in(folder / "watford.xlsx", "Decisions")}
    assert rows["19 000 001a"] == {
        "Reference": "19 000 001a",
        "Decision": 1,
        "Decided": date(2019, 9, 1),
        "Category": "Housing",
        "Outcome": "Upheld",
        "Satisfactory remedy": "yes",
        "Publication": "Published",
        "Published": date(2019, 10, 1),
        "Class of reason": "",
        "Replaces decision": "",
    }
    assert (rows["19 000 002"]["Publication"], rows["19 000 002"]["Class of reason"]) == (
        "Withheld",
        "identifies a child",
    )
    (joint, again) = table_in(folder / "derby.xlsx", "Decisions")
    assert (joint["Satisfactory remedy"], again["Decision"], again["Replaces decision"]) == ("", 2, 1)


def test_an_open_promise_shows_its_due_dates_and_how_late_it_is(folder: Path) -> None:
    by_reference = {row["Reference"]: row for row in table_in(folder / "watford.xlsx", "Open promises")}
    remedy = by_reference["19 000 001a"]
    assert (remedy["For whom"], remedy["Due"], remedy["Due before that"]) == (
        "Remedy for a person",
        date(2020, 2, 1),
        "2019-11-01; 2019-12-01",
    )
    assert (remedy["How it stands"], remedy["Days late"], remedy["Overdue at the year’s end"]) == (
        "Overdue",
        89,
        "yes",
    )
    old = by_reference["18 000 004"]  # its outcome is recorded, so the rate knows of it
    assert (old["Owed now by"], old["Overdue at the year’s end"]) == ("Derby City Council", "no")
    assert len(by_reference) == 2
    (compliance, late) = table_in(folder / "watford.xlsx", "Compliance")
    assert (compliance["Result"], late["Result"], late["Days late"]) == (
        "Not satisfied",
        "Satisfied, late",
        20,
    )


def test_a_body_that_closed_has_its_own_workbook_and_whoever_owes_its_promise_is_told_the_number(
    folder: Path,
) -> None:
    (promise,) = table_in(folder / "northampton.xlsx", "Open promises")
    assert (promise["How it stands"], promise["Days late"]) == ("Done late", 10)
    cover = " ".join(texts_in(folder / "derby.xlsx", "Cover"))
    assert "1 promise made by Watford Borough Council is recorded as owed by Derby City Council now." in cover
    assert "owed" not in " ".join(texts_in(folder / "bolsover.xlsx", "Cover"))


def test_cover_and_every_sheet_say_whom_it_is_for_and_that_it_is_not_for_publication(folder: Path) -> None:
    banner = "Not for publication: for the link officer of Watford Borough Council alone."
    for sheet in (
        "Cover",
        "Contents",
        "Notes",
        "Cases received",
        "Decisions",
        "Compliance",
        "Recommendations",
        "Open promises",
        "Counts",
    ):
        assert texts_in(folder / "watford.xlsx", sheet)[1] == banner
    assert (
        "For the link officer of Watford Borough Council, and for nobody else."
        in texts_in(folder / "watford.xlsx", "Cover")[3]
    )


def test_the_sheets_say_what_their_rows_come_to(folder: Path) -> None:
    said = {
        sheet: texts_in(folder / "watford.xlsx", sheet)[2]
        for sheet in ("Cases received", "Decisions", "Compliance", "Recommendations", "Open promises")
    }
    assert said == {
        "Cases received": "3 cases were received in the year.",
        "Decisions": "2 decisions of the year. Upheld: 2.",
        "Compliance": "2 compliance outcomes of the year. Satisfied, late: 1; Not satisfied: 1.",
        "Recommendations": "3 recommendations of the year. Remedies for people: 1; Service improvements: 2.",
        "Open promises": "2 promises were open when the year ended; 1 decision was overdue then with no outcome yet.",
    }


def test_an_authority_with_nothing_has_a_workbook_that_says_so(folder: Path) -> None:
    assert texts_in(folder / "bolsover.xlsx", "Decisions")[2:4] == [
        "0 decisions of the year.",
        "There is nothing to list.",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda counts: counts | {"received": 4}, "Cases received: 3 in the lists, 4 in the release"),
        (lambda counts: counts | {"overdue": 0}, "no outcome yet: 1 in the lists, 0 in the release"),
        (
            lambda counts: counts | {"compliance.satisfied_late": 2},
            "satisfied, late: 1 in the lists, 2 in the release",
        ),
        (lambda counts: counts | {"personal_remedies": 0}, "agreed: 1 in the lists, 0 in the release"),
        (lambda counts: counts | {"outcome.upheld": 1}, "Upheld: 2 in the lists, 1 in the release"),
    ],
)
def test_lists_that_do_not_come_to_what_the_release_counts_are_not_written(
    world: World, tmp_path: Path, change: Callable[[dict[str, int]], dict[str, int]], said: str
) -> None:
    stored = world.stored()
    release = load_release(stored.public)
    watford = release.review("watford")
    wrong = replace(
        release, reviews={**release.reviews, "watford": replace(watford, counts=change(dict(watford.counts)))}
    )
    assert stored.sealed is not None
    with pytest.raises(Refused) as refused:
        write_case_packs(wrong, world.scheme, read_sealed(stored.sealed), tmp_path / "packs" / "cases")
    assert "The case lists of Watford Borough Council are not written" in str(refused.value)
    assert said in str(refused.value)
    assert list((tmp_path / "packs").iterdir()) == []


def test_a_row_too_many_is_noticed_too(world: World, tmp_path: Path) -> None:
    stored = world.stored()
    assert stored.sealed is not None
    tables = read_sealed(stored.sealed)
    tables["cases"] = tables["cases"].vstack(
        tables["cases"].filter(tables["cases"]["reference"] == "19 000 005")
    )
    with pytest.raises(
        Refused, match=r"Derby City Council.*Cases received: 3 in the lists, 2 in the release"
    ):
        write_case_packs(load_release(stored.public), world.scheme, tables, tmp_path / "cases")


def test_a_workbook_with_a_row_of_somebody_else_is_never_made(world: World) -> None:
    stored = world.stored()
    assert stored.sealed is not None
    release = load_release(stored.public)
    rows = rows_by_authority(release.about, read_sealed(stored.sealed), world.scheme.reference)
    rows["watford"].promises.append(rows["northampton"].promises[0])
    with pytest.raises(
        Refused, match="Watford Borough Council are not written: rows of northampton are among them"
    ):
        case_workbook(release, world.scheme, "watford", rows["watford"])


def test_a_set_is_private_its_checksums_are_true_and_it_is_written_once(world: World, tmp_path: Path) -> None:
    written = packs_of(world, tmp_path / "cases")
    assert not written.already
    assert stat.S_IMODE(written.folder.stat().st_mode) == 0o700
    sums = dict(
        reversed(line.split("  ")) for line in (written.folder / "SHA256SUMS").read_text().splitlines()
    )
    assert set(sums) == set(written.files.values())
    for name, checksum in sums.items():
        assert hashlib.sha256((written.folder / name).read_bytes()).hexdigest() == checksum
    assert packs_of(world, tmp_path / "cases").already
    (written.folder / "watford.xlsx").write_bytes(b"changed")
    with pytest.raises(Conflict, match=r"Case packs stand in .* already and are not these: watford\.xlsx"):
        packs_of(world, tmp_path / "cases")
    assert list(tmp_path.glob(".*")) == []


def test_hostile_text_reaches_the_link_officer_as_text(tmp_path: Path) -> None:
    texts = (*HOSTILE, LONG_NAME)
    world = World(tmp_path, few())
    for _ in texts:
        world.case(subcategory="to come").decision().recommendation()
    world.frozen()
    stored = world.stored()
    assert stored.sealed is not None
    tables = read_sealed(stored.sealed)
    # Put where an import would have refused some of it: what a pack is made of may have come another way.
    tables["cases"] = tables["cases"].with_columns(subcategory=pl.Series(texts))
    tables["recommendations"] = tables["recommendations"].with_columns(text=pl.Series(texts))
    written = write_case_packs(load_release(stored.public), world.scheme, tables, tmp_path / "cases")
    watford = written.folder / "watford.xlsx"
    fit = [cell_text(text) for text in texts]
    assert [row["What was agreed"] for row in table_in(watford, "Recommendations")] == fit
    assert [row["Subcategory"] for row in table_in(watford, "Cases received")] == fit
    assert "<f>" not in everything_in(watford)


def test_a_body_gone_before_the_year_has_a_workbook_while_a_promise_of_its_is_open(tmp_path: Path) -> None:
    world = World(tmp_path, few())
    world.case("20 000 001", "northampton", "2020-05-01").decision("upheld", "2020-09-01").recommendation(
        agreed_on="2020-09-01",
        due_on="2022-01-01",
        completed_on="",
        status="agreed",
        held_by="west-northamptonshire",
    )
    world.frozen("2021-22")
    assert "northampton" not in load_release(world.stored("2021-22").public).reviews
    folder = packs_of(world, tmp_path / "cases", "2021-22").folder
    (promise,) = table_in(folder / "northampton.xlsx", "Open promises")
    assert (promise["Owed now by"], promise["Days late"]) == ("West Northamptonshire Council", 119)
    cover = " ".join(texts_in(folder / "northampton.xlsx", "Cover"))
    assert "closed on 31 March 2021" in cover
    assert "West Northamptonshire Council, whose link officer they are for now" in cover
    successor = " ".join(texts_in(folder / "west-northamptonshire.xlsx", "Cover"))
    assert (
        "1 promise made by Northampton Borough Council is recorded as owed by West Northamptonshire Council now."
        in successor
    )
    assert "20000001" not in set(references_in(everything_in(folder / "west-northamptonshire.xlsx")))


def test_illustrative_lists_say_so_on_every_sheet(tmp_path: Path) -> None:
    world = World(tmp_path, few())
    world.case("19 000 001", illustrative="yes").decision()
    world.frozen()
    written = packs_of(world, tmp_path / "cases")
    for sheet in ("Cover", "Decisions", "Counts"):
        assert texts_in(written.folder / "watford.xlsx", sheet)[1].startswith("Illustrative data")
