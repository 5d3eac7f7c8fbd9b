"""Freezing: when it may be done, that it is done once, and how a correction follows."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.worlds import World, bytes_of
from upheld.errors import Conflict, Missing, Refused
from upheld.release.freeze import Frozen, correct, freeze
from upheld.release.load import load_release
from upheld.release.model import PromiseState


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.case("19 000 001").decision("not_upheld", published_on="2019-10-01", summary="Nothing was wrong.")
    return world


def frozen(world: World, label: str = "2019-20", as_at: date | None = None) -> Frozen:
    return freeze(world.year(label), world.store, world.releases, world.scheme, as_at=as_at)


def corrected(
    world: World, corrects: int = 1, why: str = "Miscoded.", entered_by: date | None = None
) -> Frozen:
    world.imported()
    return correct(
        world.year("2019-20"),
        world.store,
        world.releases,
        world.scheme,
        corrects=corrects,
        why=why,
        entered_by=entered_by,
    )


def about(world: World, revision: int | None = None) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        world.releases.find(world.year("2019-20"), revision).public["about.json"]
    )
    return found


# --- when


def test_nothing_is_frozen_before_anything_was_imported(world: World) -> None:
    with pytest.raises(Refused, match="No records were imported yet"):
        frozen(world)


def test_a_year_is_not_frozen_before_its_last_day(world: World) -> None:
    world.imported()
    with pytest.raises(Refused, match="2019-20 ends on 2020-03-31: it cannot be frozen as at 2020-03-30"):
        frozen(world, as_at=date(2020, 3, 30))
    assert frozen(world, as_at=date(2020, 3, 31)).new


def test_freezing_waits_as_long_as_the_scheme_says(world: World) -> None:
    assert world.frozen().about.as_at == date(2020, 4, 30)


# --- once


def test_the_same_records_frozen_again_are_not_a_new_release(world: World) -> None:
    first = world.frozen()
    held = bytes_of(world.folder / "releases")
    again = frozen(world)
    assert (first.new, again.new, again.checksum) == (True, False, first.checksum)
    assert bytes_of(world.folder / "releases") == held


def test_a_day_chosen_at_first_holds_when_frozen_again(world: World) -> None:
    world.frozen(as_at=date(2020, 6, 30))
    assert (frozen(world).new, about(world)["as_at"]) == (False, "2020-06-30")


def test_other_bytes_are_a_conflict_that_names_the_files_and_the_way_out(world: World) -> None:
    world.frozen()
    held = bytes_of(world.folder / "releases")
    world.rows["decisions"][0]["outcome"] = "upheld"
    world.imported()
    with pytest.raises(Conflict) as conflict:
        frozen(world)
    assert "2019-20 r1 is frozen, and would now be different in " in str(conflict.value)
    for name in ("public/counts.csv", "public/figures.csv", "sealed/decisions.csv"):
        assert name in str(conflict.value)
    assert "reports.csv" not in str(conflict.value)
    assert "upheld freeze 2019-20 --corrects r1 --why '...'" in str(conflict.value)
    assert bytes_of(world.folder / "releases") == held


def test_another_day_is_another_release_and_so_a_conflict(world: World) -> None:
    world.frozen()
    with pytest.raises(Conflict, match=r"different in public/about\.json"):
        frozen(world, as_at=date(2020, 5, 1))


def test_a_year_that_is_not_frozen_and_a_revision_that_is_not_there_are_missing(world: World) -> None:
    year = world.year("2019-20")
    with pytest.raises(Missing, match="2019-20 is not frozen yet: type `upheld freeze 2019-20`"):
        world.releases.find(year)
    world.frozen()
    with pytest.raises(Missing, match="2019-20 has no revision 2; there is r1"):
        world.releases.find(year, 2)


# --- corrections


def test_a_correction_names_what_it_corrects_and_why_and_the_old_one_stays(world: World) -> None:
    world.frozen()
    held = bytes_of(world.folder / "releases" / "2019-20" / "r1")
    world.rows["decisions"][0]["outcome"] = "upheld"
    made = corrected(world, why="One case was miscoded.")
    assert (made.new, made.about.name) == (True, "2019-20, revision 2")
    assert (about(world)["corrects"], about(world)["why"]) == (1, "One case was miscoded.")
    assert about(world, 1)["corrects"] is None
    assert bytes_of(world.folder / "releases" / "2019-20" / "r1") == held
    assert load_release(world.stored().public).review("watford").counts["upheld"] == 1


def test_a_correction_takes_in_what_was_entered_late_and_keeps_the_day(world: World) -> None:
    world.frozen()
    world.case("19 000 002", entered_on="2020-06-01").decision("upheld", entered_on="2020-06-02")
    world.imported()
    assert dict(frozen(world).late) == {"cases": 1, "decisions": 1}
    made = corrected(world)
    assert (made.about.as_at, made.about.entered_by, dict(made.late)) == (
        date(2020, 4, 30),
        date(2020, 6, 2),
        {},
    )
    assert load_release(world.stored().public).review("watford").counts["decided"] == 2


def test_a_correction_can_stop_at_a_day_of_entries(world: World) -> None:
    world.frozen()
    world.case("19 000 002", entered_on="2020-06-01").decision("upheld", entered_on="2020-06-02")
    made = corrected(world, entered_by=date(2020, 6, 1))
    assert dict(made.late) == {"decisions": 1}


def test_a_corrected_year_frozen_again_is_its_newest_revision(world: World) -> None:
    world.frozen()
    world.rows["decisions"][0]["outcome"] = "upheld"
    made = corrected(world)
    again = frozen(world)
    assert (again.new, again.checksum, again.about) == (False, made.checksum, made.about)


def test_a_correction_still_counts_what_replaced_a_decision_of_an_earlier_year(world: World) -> None:
    world.case("18 000 001", received_on="2018-05-01").decision("not_upheld", "2019-03-01").replaced_on(
        "2019-06-01", "upheld"
    )
    world.frozen()
    world.case("19 000 002", entered_on="2021-01-01")
    corrected(world)
    assert load_release(world.stored().public).review("watford").counts["replacing_earlier"] == 1


def test_only_the_newest_revision_can_be_corrected(world: World) -> None:
    with pytest.raises(Refused, match="2019-20 r1 cannot be corrected: it is not frozen yet"):
        corrected(world)
    world.frozen()
    with pytest.raises(Refused, match="r2 cannot be corrected: the newest is r1"):
        corrected(world, corrects=2)
    world.rows["decisions"][0]["outcome"] = "upheld"
    corrected(world)
    world.rows["decisions"][0]["outcome"] = "invalid"
    with pytest.raises(Refused, match="r1 cannot be corrected: the newest is r2"):
        corrected(world)


@pytest.mark.parametrize("why", ["", "  "])
def test_a_correction_says_why(world: World, why: str) -> None:
    world.frozen()
    with pytest.raises(Refused, match="A correction says why"):
        corrected(world, why=why)


def test_a_correction_that_changes_nothing_is_none(world: World) -> None:
    world.frozen()
    with pytest.raises(Refused, match="Nothing of 2019-20 r1 would change"):
        corrected(world)


# --- whole or absent

KILLED = """
import os, signal, sys
from pathlib import Path
from upheld.records.store import RecordStore
from upheld.release.freeze import freeze
from upheld.release import store
from tests.worlds import few

def die(*args, **more):
    os.kill(os.getpid(), signal.SIGKILL)

point, folder = sys.argv[1], Path(sys.argv[2])
if point == "first file":
    store.os.fsync = die
elif point == "texts":
    store.ReleaseStore._add_texts = die
else:
    Path.rename = die
scheme = few()
freeze(scheme.calendar.year(2020), RecordStore(folder / "records"), store.ReleaseStore(folder / "releases"), scheme)
"""


@pytest.mark.parametrize("point", ["first file", "texts", "everything but the move"])
def test_a_freezing_killed_at_any_moment_leaves_no_release_and_the_next_makes_it(
    world: World, point: str
) -> None:
    world.imported()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, point, str(world.folder)], capture_output=True, check=False, cwd=ROOT
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert world.releases.revisions(world.year("2019-20")) == ()
    assert frozen(world).new
    assert [
        path.name for path in (world.folder / "releases" / "2019-20").iterdir() if path.name.startswith(".")
    ] == []


# --- the same bytes everywhere

FROZEN_ELSEWHERE = """
import sys
from pathlib import Path
from upheld.records.importing import import_records
from upheld.records.store import RecordStore
from upheld.release.freeze import freeze
from upheld.release.store import ReleaseStore
from tests.worlds import few

folder = Path(sys.argv[1])
scheme = few()
records = RecordStore(folder / "records")
import_records([Path(name) for name in sys.argv[2:]], records, scheme)
print(freeze(scheme.calendar.year(2020), records, ReleaseStore(folder / "releases"), scheme).checksum)
"""


def test_the_same_files_give_the_same_bytes_on_any_machine(world: World) -> None:
    for number, slug in enumerate(
        ("bolsover", "derby", "watford", "ashfield", "gedling", "mansfield", "rushcliffe")
    ):
        world.decided(slug, 2 + number, 3)
        world.case(None, slug).decision(
            published_on="2019-10-01", summary=f"Délai {number} — naïve\u2028text."
        ).recommendation(public_summary="Set a limit").compliance("satisfied_late")
    world.report("R1", "19 000 001", published_on="2019-11-01", title="Ünlawful")
    world.event("E1", "2018-05-01", authorities="watford;derby")
    files = [str(path) for path in world.files()]
    made = {}
    for place, env in {
        "here": {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1", "POLARS_MAX_THREADS": "1"},
        "elsewhere": {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "77", "POLARS_MAX_THREADS": "4",
                      "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LANG": "C"},
    }.items():  # fmt: skip
        folder = world.folder / place
        folder.mkdir()
        listed = files if place == "here" else files[::-1]
        subprocess.run(
            [sys.executable, "-c", FROZEN_ELSEWHERE, str(folder), *listed],
            env={**os.environ, **env}, check=True, capture_output=True, cwd=ROOT,
        )  # fmt: skip
        made[place] = bytes_of(folder / "releases")
    assert made["here"] == made["elsewhere"]
    assert len(made["here"]) > 20
    assert b"\r" not in made["here"]["2019-20/r1/public/figures.csv"]


def test_a_text_with_a_separator_in_it_is_read_back_whole(world: World) -> None:
    summary = "One line\u2028and another."
    world.case("19 000 002").decision(published_on="2019-10-01", summary=summary)
    release = world.freeze()
    texts = world.releases.texts(world.year("2019-20"))
    (found,) = [each for each in release.review("watford").decisions if each.case == "19 000 002"]
    assert texts.read(found.text) == summary
    assert texts.read(None) is None
    assert texts.read("0" * 64) is None


# --- one record that is made up


@pytest.mark.parametrize(
    "table", ["cases", "decisions", "recommendations", "compliance", "reports", "events"]
)
def test_one_illustrative_record_makes_the_release_illustrative(world: World, table: str) -> None:
    world.case("19 000 002").decision().recommendation().compliance()
    world.report("R1", "19 000 002").event("E1", "2015-05-01")
    assert World(world.folder, rows=world.rows).frozen().about.illustrative is False
    world.rows[table][-1]["illustrative"] = "yes"
    (world.folder / "made-up").mkdir()
    made_up = World(world.folder / "made-up", rows=world.rows)
    assert made_up.frozen().about.illustrative is True
    assert load_release(made_up.stored().public).about.illustrative is True


# --- promises


@pytest.mark.parametrize(
    ("changed", "state", "days_late"),
    [
        ({}, PromiseState.DONE, 0),
        ({"completed_on": "2019-12-01"}, PromiseState.DONE, 0),
        ({"completed_on": "2019-12-11"}, PromiseState.DONE_LATE, 10),
        ({"completed_on": "", "status": "agreed"}, PromiseState.OVERDUE, 151),
        ({"completed_on": "", "status": "agreed", "due_on": "2020-04-30"}, PromiseState.OPEN, 0),
        ({"completed_on": "", "status": "ceased"}, PromiseState.CEASED, 0),
    ],
)
def test_a_promise_stands_as_it_did_on_the_day(
    world: World, changed: dict[str, str], state: PromiseState, days_late: int
) -> None:
    world.case("19 000 002").decision(published_on="2019-10-01").recommendation(
        public_summary="Set a limit", **changed
    )
    (promise,) = world.freeze().review("watford").promises
    assert (promise.state, promise.days_late) == (state, days_late)


def test_a_promise_of_an_earlier_year_is_shown_while_it_was_open_in_the_year(world: World) -> None:
    for reference, completed_on in (("18 000 001", "2019-03-31"), ("18 000 002", "2019-04-01")):
        world.case(reference, received_on="2018-05-01").decision(
            decided_on="2018-09-01", published_on="2018-10-01"
        ).recommendation(agreed_on="2018-09-01", completed_on=completed_on, public_summary="Set a limit")
    assert [each.case for each in world.freeze().review("watford").promises] == ["18 000 002"]


# --- events


def test_delegates_and_distinct_authorities_are_two_counts(world: World) -> None:
    world.event("S1", "2019-05-01", "seminar", place="York", delegates="30", authorities="derby;watford")
    world.event("S2", "2019-06-01", "seminar", place="Leeds", delegates="20", authorities="watford")
    world.event("C1", "2019-06-01", sector="care", delegates="12")
    world.event("C2", "2019-06-02", delegates="8").event("C3", "2018-05-01").event("C4", "2020-04-01")
    before, of_year = world.freeze().events
    assert (before.year, before.courses, before.seminars) == ("2018-19", 1, 0)
    assert (of_year.year, of_year.courses, of_year.course_delegates) == ("2019-20", 2, 20)
    assert of_year.courses_by_sector == (("care", 1), ("council", 1))
    assert (of_year.seminars, of_year.seminar_places) == (2, ("York", "Leeds"))
    assert (of_year.seminar_delegates, of_year.seminar_authorities) == (50, 2)
