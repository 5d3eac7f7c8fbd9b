"""Killed: an import or a freezing that dies at any moment leaves the old state or the new, and the next one succeeds.

`test_importing` and `test_freeze` kill at named points. Here runs are killed at moments drawn once and for all, and before
the touches of the file system one after another.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import ROOT
from tests.worlds import FEW, World, bytes_of, few
from upheld.records.importing import import_records
from upheld.records.store import RecordStore
from upheld.release.freeze import freeze
from upheld.release.store import ReleaseStore

CASES = 1_000
KILLS = 15

NURSERY = """
# One process that has loaded everything; each run is a child of it, in a copy of the workspace of its own.
import json, os, signal, sys, time
from pathlib import Path
from tests.records.test_killed import run
from tests.worlds import few

few()
what, runs = sys.argv[1], json.loads(sys.argv[2])
said = []
for folder, delay, touch in runs:
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        touches = 0

        def before(event, arguments):
            global touches
            if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir", "os.listdir"):
                if folder in str(arguments[0]):
                    touches += 1
                    if touches == touch:
                        os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(before)
        run(what, Path(folder))
        (Path(folder) / "touches").write_text(str(touches))
        os._exit(0)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    said.append((os.waitpid(child, 0)[1], time.monotonic() - started))
print(json.dumps(said))
"""


def run(what: str, folder: Path) -> None:
    """Import the files of a folder, or freeze its year."""
    scheme = few()
    records = RecordStore(folder / "records")
    if what == "import":
        import_records(sorted((folder / "files").glob("*.csv")), records, scheme)
    else:
        freeze(scheme.calendar.year(2020), records, ReleaseStore(folder / "releases"), scheme)


def runs(what: str, plan: Sequence[tuple[Path, float | None, int | None]]) -> list[tuple[int, float]]:
    """Run in each folder: killed after so many seconds, before touching the file system so often, or not at all. Gives the
    signal that ended each, and how long it took."""
    listed = json.dumps([(str(folder), delay, touch) for folder, delay, touch in plan])
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", NURSERY, what, listed],
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [(int(ended), float(took)) for ended, took in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace into which a few cases were imported, and the files of some thousands more."""
    folder = tmp_path_factory.mktemp("killed") / "before"
    folder.mkdir()
    world = World(folder)
    open_all_the_time = FEW[:8]
    for number in range(CASES):
        outcome = ("upheld", "not_upheld", "closed_initial")[number % 3]
        reference = f"19 {number // 1000:03d} {number % 1000:03d}"
        case = world.case(reference, open_all_the_time[number % 8]).decision(outcome)
        if outcome == "upheld":
            case.recommendation().compliance()
        if number == 3:
            world.imported()
    world.files()
    return folder


def tables(folder: Path) -> dict[str, pl.DataFrame]:
    return RecordStore(folder / "records").tables()


def same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> bool:
    return all(one[table].equals(other[table]) for table in one)


def copies(before: Path, folder: Path, number: int) -> list[Path]:
    return [Path(shutil.copytree(before, folder / str(place))) for place in range(number)]


MOMENTS = pytest.mark.parametrize(
    "at", ["moments of its length", pytest.param("touches of the file system", marks=pytest.mark.slow)]
)


def killed(what: str, at: str, before: Path, folder: Path) -> tuple[Path, list[Path]]:
    """A run that was let be, and runs that were killed: at moments spread over its length, or before it touches a file or a
    folder for the so-many-th time."""
    chance = random.Random(20200331)
    whole, again, *rest = copies(before, folder, 2 + KILLS)
    ends, lengths = zip(*runs(what, [(whole, None, None), (again, None, None)]), strict=True)
    assert ends == (0, 0)
    took = min(lengths)
    touches = int((whole / "touches").read_text())
    (whole / "touches").unlink()
    plan: list[tuple[Path, float | None, int | None]] = []
    if at.startswith("moments"):
        plan += [(each, took * (place + chance.random()) / KILLS, None) for place, each in enumerate(rest)]
    else:
        plan += [(each, None, chance.randint(1, touches)) for each in rest[:-1]]
        plan += [(rest[-1], None, touches)]
    ends = tuple(ended for ended, _ in runs(what, plan))
    # A run may have ended of itself before it was to be killed: on a busy machine no two take as long.
    assert set(ends) <= {0, signal.SIGKILL}
    assert ends.count(signal.SIGKILL) >= 3
    return whole, rest


def in_force(folder: Path) -> dict[str, bytes]:
    """The files of the records that count."""
    records = folder / "records"
    return bytes_of(records / (records / "current").read_text())


@MOMENTS
def test_an_import_killed_at_any_moment_leaves_the_old_records_or_the_new(
    at: str, before: Path, tmp_path: Path
) -> None:
    whole, broken_off = killed("import", at, before, tmp_path)
    old, new = tables(before), tables(whole)
    assert (old["cases"].height, new["cases"].height) == (4, CASES)
    found = set()
    for folder in broken_off:
        state = tables(folder)
        assert same(state, old) or same(state, new), folder.name
        found.add(state["cases"].height)
        run("import", folder)
        assert in_force(folder) == in_force(whole), folder.name
    assert 4 in found


@MOMENTS
def test_a_freezing_killed_at_any_moment_leaves_no_release_or_the_whole(
    at: str, before: Path, tmp_path: Path
) -> None:
    ready = Path(shutil.copytree(before, tmp_path / "ready"))
    run("import", ready)
    whole, broken_off = killed("freeze", at, ready, tmp_path)
    year = few().calendar.year(2020)
    right = ReleaseStore(whole / "releases").find(year)
    expected = bytes_of(whole / "releases")
    for folder in broken_off:
        store = ReleaseStore(folder / "releases")
        if store.revisions(year):
            release = store.find(year)
            assert (release.public, release.sealed) == (right.public, right.sealed), folder.name
        run("freeze", folder)
        assert bytes_of(folder / "releases") == expected, folder.name
        assert bytes_of(folder / "records") == bytes_of(ready / "records")
