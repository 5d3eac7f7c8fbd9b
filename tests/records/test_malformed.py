"""Malformed files: whatever is wrong, a person is told where, why and what to do, and everything is as it was."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.records.examples import EXAMPLES, raw, spoilt
from tests.records.malformed import malformed
from tests.records.malformed_cells import Malformed
from tests.worlds import bytes_of, english
from upheld import workspace as workspaces
from upheld.cli import main
from upheld.errors import Problem
from upheld.records.importing import import_records
from upheld.workspace import Workspace, make_workspace

ALL = malformed()

LEAKS = re.compile(
    r"Traceback|Error\b|Exception|panic|NoneType|<class|\bself\b|pydantic|polars|calamine|zipfile|unwrap|0x[0-9a-f]{6}"
    r"|\\x[0-9a-f]{2}(?!0)|\bstr\b|\bNone\b"
)
"""What only somebody who programs could make sense of."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace that holds the example records."""
    made = make_workspace(tmp_path_factory.mktemp("malformed") / "workspace")
    import_records(sorted(EXAMPLES.glob("*.csv")), made.records, english())
    return made


@pytest.fixture
def refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., str]:
    """Import files by the command, in this process, and give back what was said: it must be refused, and nothing changed."""
    monkeypatch.setattr(workspaces, "load_scheme", lambda *_, **__: english())
    monkeypatch.chdir(tmp_path)

    def run(*paths: object) -> str:
        before = bytes_of(workspace.folder)
        monkeypatch.setattr(
            sys, "argv", ["upheld", "--workspace", str(workspace.folder), "import", *map(str, paths)]
        )
        with pytest.raises(SystemExit) as ended:
            main()
        told = capfd.readouterr()
        assert ended.value.code == 2, told.err
        assert told.out == ""
        assert told.err.endswith("Nothing was imported.\n")
        assert bytes_of(workspace.folder) == before
        return told.err

    return run


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 150
    assert len({frozenset(each.files.items()) for each in ALL}) == len(ALL)


def test_what_they_are_made_from_is_good(workspace: Workspace) -> None:
    again = import_records(sorted(EXAMPLES.glob("*.csv")), workspace.records, english())
    assert not again.changed_anything


@pytest.mark.parametrize("bad", ALL, ids=str)
def test_a_malformed_file_is_refused_by_place_reason_and_way_out(
    bad: Malformed, refused: Callable[..., str], tmp_path: Path
) -> None:
    for name, content in bad.files.items():
        (tmp_path / name).write_bytes(content)
    said = refused(*bad.files)
    lines = [line for line in said.splitlines() if line.startswith("  ") and "more:" not in line]
    assert any(name in line for line in lines for name in bad.files)
    for line in lines[:25]:
        # The file, perhaps the row and the column, perhaps what stands there: the reason. The way out.
        shape = rf"  ({'|'.join(map(re.escape, (*bad.files, '(imported earlier)')))})(, sheet [^,:]+)?(, row \d+)?(, column [^:]+)?: .+\. .+[.?]"
        assert re.fullmatch(shape, line), line
        assert not LEAKS.search(line), line
        assert len(line) < 700, line
        assert line.isprintable(), line
    assert bad.says in said
    assert "".join(said.splitlines()).isprintable()


def test_what_is_no_file_at_all_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "round.csv").symlink_to("round.csv")
    (tmp_path / "lost.csv").symlink_to("gone.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "cases.csv").write_bytes(raw("cases"))
    for name, says in (
        ("folder.csv", "is a folder, not a file"),
        ("round.csv", "cannot be read (too many levels of symbolic links)"),
        ("lost.csv", "there is no such file"),
        ("pipe.csv", "is a device or a pipe, not a file"),
        ("/dev/zero", "is a device or a pipe, not a file"),
        ("cases.csv/inside.csv", "cannot be read (not a directory)"),
        ("x" * 300 + ".csv", "cannot be read (file name too long)"),
        ("", "is a folder, not a file"),
    ):
        assert says in refused(name), name
        assert says in refused("cases.csv", name), name


def test_a_file_that_may_not_be_read_is_refused(
    refused: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cases.csv").write_bytes(raw("cases"))

    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    real = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: forbidden(path) if path.name == "cases.csv" else real(path)
    )
    assert "cannot be read (permission denied). Check what it is" in refused("cases.csv")


def test_thousands_of_problems_are_told_in_a_page(refused: Callable[..., str], tmp_path: Path) -> None:
    header, first, *_ = raw("cases").decode().splitlines()
    rows = [
        first.replace("19 000 101", f"19 1{n:02d} {n:03d}").replace("2019-04-08", "soon") for n in range(100)
    ]
    (tmp_path / "cases.csv").write_text("\n".join([header, *rows]))
    said = refused("cases.csv")
    assert len(said.splitlines()) < 40
    assert "100 problems were found" in said
    assert "75 in cases.csv, column received_on: not a date" in said


def test_a_problem_shows_where_and_what(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_bytes(spoilt("cases", 3, received_on="12/31/2019"))
    assert Problem(
        "cases.csv",
        3,
        "received_on",
        "12/31/2019",
        "the month stands before the day",
        "Write 31/12/2019 if that is meant.",
    ).__str__() in refused("cases.csv")


def test_the_command_itself_ends_with_2_and_no_traceback(workspace: Workspace, tmp_path: Path) -> None:
    """A few of them in a process of their own, as a person would run it."""
    for bad in ALL[5::150]:
        for name, content in bad.files.items():
            (tmp_path / name).write_bytes(content)
        before = bytes_of(workspace.folder)
        ran = subprocess.run(
            [
                sys.executable,
                "-c",
                "from upheld.cli import main; main()",
                "--workspace",
                str(workspace.folder),
                "import",
                *bad.files,
            ],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert ran.returncode == 2, (bad, ran.stderr.decode())
        assert b"Traceback" not in ran.stderr
        assert b"Nothing was imported." in ran.stderr
        assert bytes_of(workspace.folder) == before
