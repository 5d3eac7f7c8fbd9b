"""The command line, run in this process as `main` runs it, in a folder of its own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.worlds import World, english
from upheld.cli import main
from upheld.workspace import make_workspace


@dataclass
class Said:
    """What a command gave back: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Upheld = Callable[..., Said]


@pytest.fixture
def upheld(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Upheld:
    """Run the command line in this process, in a folder of its own, as `main` runs it."""
    monkeypatch.delenv("UPHELD_WORKSPACE", raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def run(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["upheld", *map(str, arguments)])
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run


def two_cases(folder: Path) -> World:
    """One case upheld and published, with what followed; one not upheld."""
    world = World(folder, english())
    world.case("19 000 001").decision(
        "upheld", published_on="2019-10-01", summary="Delay."
    ).recommendation().compliance()
    world.case("19 000 002").decision("not_upheld")
    return world


@pytest.fixture
def world(tmp_path: Path) -> World:
    return two_cases(tmp_path)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which 2019-20 is frozen."""
    folder = make_workspace(tmp_path_factory.mktemp("frozen") / "workspace").folder
    two_cases(folder).frozen("2019-20")
    shutil.rmtree(folder / "files")
    return folder


@pytest.fixture
def frozen(upheld: Upheld, workspace: Path, tmp_path: Path) -> Upheld:
    """The command line inside a copy of that workspace."""
    shutil.copytree(workspace, tmp_path / "here", dirs_exist_ok=True)
    return upheld
