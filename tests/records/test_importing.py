"""Importing: all or nothing, again without a change, and never half."""

from __future__ import annotations

import fcntl
import json
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.worlds import World, bytes_of, write_file
from upheld.errors import Conflict, Invalid, Refused
from upheld.records.importing import TableImported, import_opening, import_records
from upheld.records.store import RecordStore
from upheld.release.freeze import freeze


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def generation(world: World) -> str:
    return (world.folder / "records" / "current").read_text()


def counted(world: World) -> dict[str, tuple[int, int, int]]:
    """New, changed, unchanged, of each table that holds anything."""
    done = world.imported().tables
    return {
        each.table: (each.new, each.changed, each.unchanged)
        for each in done
        if each != TableImported(each.table, 0, 0, 0)
    }


def test_what_was_imported_is_counted_table_by_table(world: World) -> None:
    world.case("19 000 001").decision().recommendation().compliance()
    world.case("19 000 002")
    assert counted(world) == {
        "cases": (2, 0, 0),
        "decisions": (1, 0, 0),
        "recommendations": (1, 0, 0),
        "compliance": (1, 0, 0),
    }


def test_the_same_files_again_change_nothing(world: World) -> None:
    world.case("19 000 001", subcategory="noise").decision().recommendation(
        earlier_due_on="2019-10-01"
    ).compliance()
    world.report("R1", "19 000 001").event("E1", "2019-05-01", authorities="derby;watford").contact(
        "derby", "leader"
    )
    world.imported()
    before, held = generation(world), bytes_of(world.folder / "records")
    again = world.imported()
    assert not again.changed_anything
    assert sum(each.unchanged for each in again.tables) == 7
    assert generation(world) == before
    assert bytes_of(world.folder / "records") == held


def test_the_same_content_written_otherwise_changes_nothing(world: World) -> None:
    world.case("19 000 001", "Bolsover District Council")
    world.imported()
    rows = [{"Entered on": "2019-05-01", "category": "housing", "reference": "19 000 001", "authority": "E07000033",
             "received_on": "2019-05-01", "illustrative": "no", "subcategory": ""}]  # fmt: skip
    path = write_file(world.folder / "other.csv", rows)
    assert not import_records([path], world.store, world.scheme).changed_anything


def test_a_changed_row_takes_the_old_one_s_place_and_is_counted(world: World) -> None:
    world.case("19 000 001").decision("not_upheld")
    world.case("19 000 002")
    world.imported()
    world.rows["decisions"][0]["outcome"] = "upheld"
    assert counted(world) == {"cases": (0, 0, 2), "decisions": (0, 1, 0)}
    assert world.store.tables()["decisions"].get_column("outcome").to_list() == ["upheld"]


def test_a_decision_is_replaced_by_one_of_a_later_import(world: World) -> None:
    case = world.case("19 000 001").decision("not_upheld")
    world.imported()
    case.replaced_on("2019-12-01", "upheld")
    assert counted(world)["decisions"] == (1, 1, 0)
    standing = world.store.tables()["decisions"].select("sequence", "standing").rows()
    assert standing == [(1, "replaced"), (2, "standing")]


def test_a_later_import_may_bring_only_what_is_new(world: World) -> None:
    world.case("19 000 001")
    world.imported()
    later = World(world.folder)
    later.case("19 000 001").decision()
    del later.rows["cases"][:]
    assert counted(later) == {"decisions": (1, 0, 0)}
    assert later.store.tables()["cases"].height == 1


def test_every_problem_of_every_file_is_told_at_once_and_nothing_changes(world: World) -> None:
    world.case("19 000 001")
    world.imported()
    held = bytes_of(world.folder / "records")
    bad = World(world.folder)
    bad.case("19 000 002", "Nowhere")
    bad.case("19 000 003", received_on="31/02/2019")
    bad.case("19 000 004").decision(decided_on="2019-13-01")
    with pytest.raises(Invalid) as refused:
        bad.imported()
    # What cannot be read is told before names are looked up.
    assert [(each.file, each.row, each.column) for each in refused.value.problems] == [
        ("cases.csv", 3, "entered_on"),
        ("cases.csv", 3, "received_on"),
        ("decisions.csv", 2, "decided_on"),
        ("decisions.csv", 2, "entered_on"),
    ]
    assert str(refused.value) == "4 problems were found"
    assert bytes_of(world.folder / "records") == held


def test_a_rule_broken_by_a_row_imported_earlier_is_told_with_that(world: World) -> None:
    world.case("19 000 001").decision()
    world.imported()
    later = World(world.folder)
    case = later.case("19 000 001")
    case.sequence = 1
    case.decision(decided_on="2019-10-01")
    with pytest.raises(Invalid) as refused:
        later.imported()
    assert [each.file for each in refused.value.problems] == ["(imported earlier)", "decisions.csv"]


def test_a_refused_first_import_leaves_an_empty_store(world: World) -> None:
    world.case(authority="Nowhere")
    with pytest.raises(Invalid):
        world.imported()
    assert world.store.is_empty
    assert bytes_of(world.folder / "records") == {}


def test_two_files_of_one_name_are_told_apart_by_their_folders(world: World) -> None:
    world.case(authority="Nowhere")
    paths = [*world.files("one"), *world.files("two")]
    with pytest.raises(Invalid) as refused:
        import_records(paths, world.store, world.scheme)
    assert {each.file for each in refused.value.problems} == {str(path) for path in paths}


def test_a_second_import_at_the_same_time_is_told_to_wait(world: World) -> None:
    world.case()
    with world.store.locked(), pytest.raises(Conflict, match="Something else is being imported"):
        world.imported()
    assert world.imported().changed_anything


def test_a_lock_that_another_process_holds_counts(world: World) -> None:
    world.case()
    (world.folder / "records").mkdir()
    with (world.folder / "records" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Conflict):
            world.imported()


# --- the opening position


def opening(world: World, day: str = "2019-03-31") -> None:
    import_opening(world.files("opening"), date.fromisoformat(day), world.store, world.scheme)


def test_an_opening_position_keeps_its_day_through_later_imports(world: World) -> None:
    world.case("18 000 001", received_on="2019-03-31").decision("upheld", "2019-03-31").recommendation(
        agreed_on="2019-03-31"
    )
    opening(world)
    later = World(world.folder)
    later.case("19 000 001")
    later.imported()
    assert world.store.about.opening_day == date(2019, 3, 31)


def test_a_year_up_to_the_opening_day_cannot_be_frozen_and_the_next_one_can(world: World) -> None:
    world.case("18 000 001", received_on="2019-03-31")
    opening(world)
    with pytest.raises(Refused, match="2018-19 are an opening position up to 2019-03-31"):
        freeze(world.year("2018-19"), world.store, world.releases, world.scheme)
    assert freeze(world.year("2019-20"), world.store, world.releases, world.scheme).new


def test_a_year_in_whose_midst_the_opening_day_lies_cannot_be_frozen(world: World) -> None:
    world.case("18 000 001", received_on="2019-03-31")
    opening(world, "2019-04-01")
    with pytest.raises(Refused, match="not whole"):
        freeze(world.year("2019-20"), world.store, world.releases, world.scheme)


def test_an_opening_position_holds_nothing_of_a_later_day(world: World) -> None:
    case = world.case("18 000 001", received_on="2019-04-01").decision("upheld", "2019-04-02")
    case.recommendation(agreed_on="2019-04-03", due_on="2019-06-01", completed_on="2019-05-01")
    with pytest.raises(Invalid) as refused:
        opening(world)
    assert [(each.file, each.column, each.reason) for each in refused.value.problems] == [
        ("cases.csv", "received_on", "after the opening day, 2019-03-31"),
        ("decisions.csv", "decided_on", "after the opening day, 2019-03-31"),
        ("recommendations.csv", "agreed_on", "after the opening day, 2019-03-31"),
    ]
    assert world.store.about.opening_day is None


def test_an_opening_position_holds_no_other_tables(world: World) -> None:
    world.case("18 000 001", received_on="2019-03-01")
    world.report("R1", "18 000 001", "2019-03-01").event("E1", "2019-03-01").contact("derby", "leader")
    with pytest.raises(Invalid) as refused:
        opening(world)
    assert [each.reason for each in refused.value.problems] == [
        "an opening position holds no contacts",
        "an opening position holds no events",
        "an opening position holds no reports",
    ]


# --- killed at any moment

KILLED = """
import os, signal, sys
from pathlib import Path
from upheld.records import store
from upheld.records.importing import import_records
from upheld.records.store import RecordStore
from upheld.scheme import england, load_scheme

def die(*args, **more):
    os.kill(os.getpid(), signal.SIGKILL)

point, folder = sys.argv[1], Path(sys.argv[2])
if point == "target made":
    store._canonical = die
elif point == "tables written":
    store.json.dumps = die
elif point == "everything written":
    os.fsync = die
elif point == "pointer written beside":
    Path.replace = die
elif point == "pointer replaced":
    replace = Path.replace
    Path.replace = lambda path, to: (replace(path, to), die())
import_records([Path(name) for name in sys.argv[3:]], RecordStore(folder), load_scheme(england()))
"""


@pytest.mark.parametrize(
    ("point", "known_after"),
    [
        ("target made", 1),
        ("tables written", 1),
        ("everything written", 1),
        ("pointer written beside", 1),
        ("pointer replaced", 2),
    ],
)
def test_an_import_killed_at_any_moment_leaves_the_old_state_or_the_new(
    world: World, point: str, known_after: int
) -> None:
    world.case("19 000 001")
    world.imported()
    world.case("19 000 002")
    files = [str(path) for path in world.files()]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, point, str(world.folder / "records"), *files],
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert world.store.tables()["cases"].height == known_after
    # The next import finds its way, and leaves one generation and nothing of what was broken off.
    world.case("19 000 003")
    world.imported()
    assert world.store.tables()["cases"].height == 3
    folders = [path.name for path in (world.folder / "records").iterdir() if path.is_dir()]
    assert folders == [generation(world)]


# --- what the store keeps


def test_the_store_is_sorted_by_authority_and_date_with_words_as_codes(world: World) -> None:
    world.case("19 000 001", "watford", "2019-06-01").decision()
    world.case("19 000 002", "derby", "2019-07-01").decision()
    world.case("19 000 003", "derby", "2019-05-01").decision(decided_on="2019-08-01")
    world.imported()
    store = RecordStore(world.folder / "records")
    assert store.codes()["authority"] == ["derby", "watford"]
    coded = store.scan_coded("cases").collect()
    assert coded.select("authority", "reference").rows() == [
        (0, "19 000 003"),
        (0, "19 000 002"),
        (1, "19 000 001"),
    ]
    assert store.scan_coded("decisions").collect().select("authority", "case").rows() == [
        (0, "19 000 003"),
        (0, "19 000 002"),
        (1, "19 000 001"),
    ]
    assert store.scan("cases").collect().get_column("authority").to_list() == ["watford", "derby", "derby"]


def test_the_same_records_in_another_order_make_the_same_store(world: World, tmp_path: Path) -> None:
    world.case("19 000 001").decision()
    world.case("19 000 002", "derby").decision()
    world.imported()
    other = World(tmp_path / "other")
    other.folder.mkdir()
    other.rows = {table: rows[::-1] for table, rows in world.rows.items()}
    other.imported()
    assert bytes_of(other.folder / "records") == bytes_of(world.folder / "records")


def test_an_empty_store_has_every_table_and_no_rows(world: World) -> None:
    tables = world.store.tables()
    assert tables.keys() >= world.rows.keys()
    assert {frame.height for frame in tables.values()} == {0}
    with pytest.raises(Conflict, match="No records were imported yet"):
        world.store.scan_coded("cases")
    assert world.store.codes() == {}


def test_the_store_says_what_holds_for_it_as_a_whole(world: World) -> None:
    world.case("18 000 001", received_on="2019-03-01")
    opening(world)
    about = world.folder / "records" / generation(world) / "about.json"
    assert json.loads(about.read_text()) == {"opening_day": "2019-03-31"}
