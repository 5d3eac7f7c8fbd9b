"""`upheld packs`: what it says, where it writes, and what it needs."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.worlds import World, english
from upheld.cli import app
from upheld.errors import Invalid, Missing
from upheld.workspace import make_workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace in which 2019-20 is frozen."""
    folder = make_workspace(tmp_path / "place").folder
    world = World(folder, english())
    world.case("19 000 001").decision().recommendation().compliance()
    world.frozen("2019-20")
    return folder


def packs(place: Path) -> Result:
    return CliRunner().invoke(app, ["--workspace", str(place), "packs", "2019-20"])


@pytest.mark.slow
def test_packs_are_written_once_where_their_owner_alone_can_read_them(place: Path) -> None:
    told = packs(place)
    assert told.exit_code == 0
    assert "Writing case lists: 50 of" in told.stderr
    assert "to nobody else" in told.stdout
    folder = place / "packs" / "2019-20" / "r1" / "cases"
    assert (folder / "watford.xlsx").is_file()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "stood there already, the same" in packs(place).stdout


def test_without_the_sealed_part_there_is_nothing_to_make_them_from(place: Path) -> None:
    shutil.rmtree(place / "releases" / "2019-20" / "r1" / "sealed")
    told = packs(place)
    assert isinstance(told.exception, Missing)
    assert "restore it from a backup" in str(told.exception)
    assert not (place / "packs").exists()


def test_nothing_is_written_from_a_release_that_was_changed(place: Path) -> None:
    counts = place / "releases" / "2019-20" / "r1" / "public" / "counts.csv"
    counts.write_bytes(counts.read_bytes().replace(b"received,1", b"received,2"))
    assert isinstance(packs(place).exception, Invalid)
    assert not (place / "packs").exists()
