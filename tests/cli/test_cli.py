"""The command line: what each command says, what it gives back, and that nobody ever sees a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli.conftest import Upheld
from tests.conftest import ROOT
from tests.worlds import World, bytes_of
from upheld import __version__
from upheld.cli import app
from upheld.errors import Conflict, Invalid, Missing, Refused

COMMANDS = (
    *("init", "demo", "sample", "import", "freeze", "verify", "diff", "withdraw", "show", "letters"),
    *("gallery", "packs", "proof-read", "review", "scrutiny", "publish", "serve"),
)


# --- help


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example(command: str) -> None:
    said = CliRunner().invoke(app, [command, "--help"])
    assert said.exit_code == 0
    assert f"upheld {command}" in " ".join(said.output.split()).partition("Example")[2]


def test_every_command_is_listed_here(upheld: Upheld) -> None:
    assert {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    } == set(COMMANDS)
    said = upheld("--help")
    assert said.code == 0
    assert "Begin with `upheld demo`" in " ".join(said.out.split())


def test_the_version_is_printed(upheld: Upheld) -> None:
    assert upheld("--version").out == f"upheld {__version__}\n"


# --- the line, by hand


def test_from_an_empty_folder_to_a_release_that_is_shown(upheld: Upheld, world: World) -> None:
    made = upheld("init", "review")
    assert made.out == "review is a workspace. Next: upheld --workspace review import FILE...\n"
    imported = upheld("--workspace", "review", "import", *world.files())
    assert imported.code == 0
    assert [line.split() for line in imported.out.splitlines()] == [
        ["cases", "2", "new", "0", "changed", "0", "unchanged"],
        ["decisions", "2", "new", "0", "changed", "0", "unchanged"],
        ["recommendations", "1", "new", "0", "changed", "0", "unchanged"],
        ["compliance", "1", "new", "0", "changed", "0", "unchanged"],
    ]
    again = upheld("--workspace", "review", "import", *world.files())
    assert again.out.startswith("Nothing changed: ")
    frozen = upheld("--workspace", "review", "freeze", "2019-20")
    assert "Frozen: 2019-20, revision 1, as at 2020-04-30, in " in frozen.out
    assert "Next: upheld verify 2019-20" in frozen.out
    assert (
        "Frozen before, and nothing has changed" in upheld("--workspace", "review", "freeze", "2019-20").out
    )
    verified = upheld("--workspace", "review", "verify", "2019-20")
    assert verified.out.startswith("True: 2019-20, revision 1. ")
    assert "counted again from the sealed records" in verified.out
    checksum = next(line for line in frozen.out.splitlines() if line.startswith("Checksum: "))
    assert checksum in verified.out.splitlines()
    shown = upheld("--workspace", "review", "show", "Watford Borough Council", "2019-20")
    assert shown.out.startswith("Watford Borough Council")


def test_show_for_programs_is_json(frozen: Upheld) -> None:
    found = json.loads(frozen("show", "watford", "2019-20", "--json").out)
    assert found["authority"]["slug"] == "watford"
    assert found["release"]["year"] == "2019-20"


def test_packs_for_scrutiny_are_written_for_one_or_for_all(
    frozen: Upheld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = frozen("scrutiny", "2019-20", "watford", "--to", "out")
    assert said.code == 0
    assert [Path(line) for line in said.out.split()] == [
        Path("out") / kind / f"watford.{form}"
        for kind in ("scrutiny", "monitoring")
        for form in ("html", "pdf", "odt")
    ]
    assert all(Path(line).is_file() for line in said.out.split())
    refused = frozen("scrutiny", "2019-20", "watfrod")
    assert (refused.code, refused.out) == (Refused.exit_code, "")
    assert "watford" in refused.err.lower()
    assert frozen("scrutiny", "2019-20", "--beside", "nobodys").code == Missing.exit_code


def test_the_workspace_is_found_from_inside_it_and_from_the_environment(
    frozen: Upheld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "here" / "releases" / "2019-20"
    monkeypatch.chdir(inside)
    assert frozen("verify", "2019-20").code == 0
    monkeypatch.chdir(tmp_path)
    assert frozen("verify", "2019-20").code == Missing.exit_code
    monkeypatch.setenv("UPHELD_WORKSPACE", str(tmp_path / "here"))
    assert frozen("verify", "2019-20").code == 0


def test_a_release_is_verified_by_its_folder_without_a_workspace(
    frozen: Upheld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here" / "releases" / "2019-20" / "r1"
    monkeypatch.chdir(tmp_path)
    assert frozen("verify", folder).code == 0
    (folder / "sealed").rename(tmp_path / "kept")
    assert "the sealed part is not here: counts taken as given" in frozen("verify", folder).out


@pytest.mark.parametrize("year", ["2019-20", "2019/20", "2019-2020", "2019-20/r1"])
def test_a_year_may_be_written_in_several_ways(frozen: Upheld, year: str) -> None:
    assert frozen("verify", year).out.startswith("True: 2019-20, revision 1.")


def test_a_correction_and_what_it_changed(frozen: Upheld, world: World) -> None:
    world.rows["decisions"][1]["outcome"] = "upheld"
    assert "1 changed" in frozen("import", *world.files()).out
    made = frozen("freeze", "2019-20", "--corrects", "r1", "--why", "One case was miscoded.")
    assert "Frozen: 2019-20, revision 2, as at 2020-04-30" in made.out
    said = frozen("diff", "2019-20/r1", "2019-20/r2").out
    assert "Why it was corrected: One case was miscoded." in said
    assert "Watford Borough Council: upheld was 1, is 2." in said
    assert frozen("verify", "2019-20/r1").out.startswith("True: 2019-20, revision 1.")


def test_an_opening_position_is_imported_with_its_day(upheld: Upheld, world: World) -> None:
    upheld("init", ".")
    opening = World(world.folder)
    opening.case("18 000 001", received_on="2019-03-01")
    files = opening.files("opening")
    assert upheld("import", "opening", "--as-at", "2019-03-31", *files).code == 0
    said = upheld("freeze", "2018-19")
    assert (said.code, "an opening position up to 2019-03-31" in said.err) == (Refused.exit_code, True)


# --- refusals


def test_bad_files_are_refused_with_every_problem_and_nothing_is_imported(
    upheld: Upheld, world: World, tmp_path: Path
) -> None:
    upheld("init", ".")
    world.rows["cases"][0] |= {"authority": "", "received_on": "31/02/2019"}
    said = upheld("import", *world.files())
    assert said.code == Invalid.exit_code == 2
    assert said.out == ""
    assert said.err.splitlines()[-4:] == [
        "2 problems were found:",
        "  cases.csv, row 2, column authority: the cell is empty. Every row needs one.",
        "  cases.csv, row 2, column received_on: '31/02/2019': no such day in the calendar. Check the day and the month.",
        "Nothing was imported.",
    ]
    assert bytes_of(tmp_path / "here").keys() == {"upheld.toml"}


def test_many_problems_are_counted_after_the_first_ones(upheld: Upheld, world: World) -> None:
    upheld("init", ".")
    for number in range(30):
        world.case(f"19 001 {number:03d}", "Nowhere")
    said = upheld("import", *world.files()).err.splitlines()
    assert "30 problems were found:" in said
    assert "  and 5 more:" in said
    assert "    5 in cases.csv, column authority: no such authority" in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["freeze", "2018-19", "--as-at", "2019-03-30"], Refused.exit_code, "2018-19 ends on 2019-03-31"),
        (["freeze", "2019-20", "--why", "x"], Refused.exit_code, "A reason belongs to a correction"),
        (["freeze", "2019-20", "--corrects", "r1"], Refused.exit_code, "A correction says why"),
        (
            ["freeze", "2019-20", "--corrects", "first", "--why", "x"],
            Refused.exit_code,
            "'first' is not a revision",
        ),
        (["freeze", "2019-20", "--corrects", "r7", "--why", "x"], Refused.exit_code, "the newest is r1"),
        (["freeze", "2019-20", "--as-at", "2020-05-01"], Conflict.exit_code, "2019-20 r1 is frozen"),
        (
            ["freeze", "last-year"],
            Refused.exit_code,
            "'last-year' is not a reporting year. Write it like 2019-20.",
        ),
        (
            ["verify", "2018-19"],
            Missing.exit_code,
            "2018-19 is not frozen yet: type `upheld freeze 2018-19`.",
        ),
        (["verify", "2019-20/r2"], Missing.exit_code, "2019-20 has no revision 2; there is r1."),
        (["show", "Bolsovr", "2019-20"], Refused.exit_code, "Bolsover District Council"),
        (
            ["show", "exmoor-national-park", "2019-20"],
            Missing.exit_code,
            "has nothing about exmoor-national-park",
        ),
        (
            ["import", "opening", "x.csv"],
            Refused.exit_code,
            "An opening position needs its day and its files",
        ),
        (
            ["import", "opening", "--as-at", "2019-03-31"],
            Refused.exit_code,
            "An opening position needs its day and its files",
        ),
        (
            ["import", "x.csv", "--as-at", "2019-03-31"],
            Refused.exit_code,
            "--as-at belongs to import opening",
        ),
        (["import", "x.csv"], Invalid.exit_code, "x.csv: there is no such file. Check the path."),
        (["init", "."], Conflict.exit_code, "is a workspace already"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_with_its_exit_code(
    frozen: Upheld, arguments: list[str], code: int, words: str
) -> None:
    said = frozen(*arguments)
    assert (said.code, said.out) == (code, "")
    assert words in said.err
    assert "Traceback" not in said.err


def test_freezing_before_importing_is_refused(upheld: Upheld) -> None:
    upheld("init", ".")
    said = upheld("freeze", "2019-20")
    assert (said.code, said.err.splitlines()[-1]) == (
        3,
        "No records were imported yet: type `upheld import FILE...`.",
    )


def test_a_tampered_release_fails_and_is_not_said_to_be_unchanged(frozen: Upheld, tmp_path: Path) -> None:
    path = tmp_path / "here" / "releases" / "2019-20" / "r1" / "public" / "counts.csv"
    path.write_bytes(path.read_bytes().replace(b"watford,upheld,1", b"watford,upheld,0"))
    said = frozen("verify", "2019-20")
    assert said.code == 2
    assert "The release was changed after it was frozen:" in said.err
    assert "public/counts.csv: does not have the checksum that SHA256SUMS gives" in said.err
    assert "Nothing was" not in said.err


def test_outside_a_workspace_one_is_told_how_to_make_one(upheld: Upheld) -> None:
    said = upheld("freeze", "2019-20")
    assert said.code == 5
    assert "is not in a workspace: no upheld.toml here or above. Type `upheld init" in said.err


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("scheme = 'england'\ncolour = 'red'\n", "colour: 'red': no such setting"),
        ("", "does not name a scheme"),
        ("scheme =", "not valid TOML"),
        ("scheme = 'nowhere'", "is not there: a scheme is a folder with a scheme.toml in it"),
    ],
)
def test_bad_settings_are_refused_with_their_place(upheld: Upheld, settings: str, words: str) -> None:
    Path("upheld.toml").write_text(settings, encoding="utf-8")
    said = upheld("freeze", "2019-20")
    assert said.code in (2, 5)
    assert words in said.err


def test_a_folder_with_something_in_it_is_no_place_for_a_workspace(upheld: Upheld) -> None:
    Path("notes.txt").write_text("x")
    assert (upheld("init", ".").code, upheld("init", "notes.txt").code) == (4, 4)


# --- as a program among programs


def test_in_a_pipe_everything_is_plain_and_results_stand_apart_from_progress(
    workspace: Path, world: World, tmp_path: Path
) -> None:
    shutil.copytree(workspace, tmp_path / "piped")
    env = {
        **os.environ,
        "UPHELD_WORKSPACE": str(tmp_path / "piped"),
        "TERM": "xterm-256color",
        "PYTHONPATH": str(ROOT),
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", "from upheld.cli import main; main()", *arguments]
        return subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, check=False)

    imported = run("import", *map(str, world.files()))
    shown = run("show", "watford", "2019-20")
    refused = run("freeze", "2018-19", "--as-at", "2018-01-01")
    assert [each.returncode for each in (imported, shown, refused)] == [0, 0, 3]
    for each in (imported, shown, refused):
        assert b"\x1b" not in each.stdout + each.stderr
        assert b"Traceback" not in each.stderr
    assert b"reading cases.csv" in imported.stderr
    assert b"reading" not in imported.stdout
    assert refused.stdout == b""


# --- beside nearest neighbours


def test_figures_may_be_shown_beside_the_nearest_neighbours_of_a_list(frozen: Upheld, tmp_path: Path) -> None:
    listed = tmp_path / "neighbours.csv"
    listed.write_text(
        "authority,neighbour,rank,list,source\nWatford,Hertsmere,1,alike,a made-up list\n", encoding="utf-8"
    )
    assert "neighbours" in frozen("import", "neighbours", listed).out
    said = frozen("show", "watford", "2019-20", "--beside", "alike")
    assert said.code == 0
    assert "beside its nearest neighbours by the list alike" in said.out
    assert "Neighbours: Hertsmere." in said.out
    assert "Source of the list: a made-up list." in said.out
    assert "Missing" not in said.out
    unknown = frozen("show", "watford", "2019-20", "--beside", "unlike")
    assert (unknown.code, "There is: alike." in unknown.err) == (Missing.exit_code, True)
    both = frozen("show", "watford", "2019-20", "--beside", "alike", "--json")
    assert both.code == Refused.exit_code


def test_a_file_of_another_kind_is_no_published_figure(frozen: Upheld, tmp_path: Path) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_text("reference,authority,received_on,category,entered_on\n", encoding="utf-8")
    said = frozen("import", "published-figures", cases)
    assert said.code == Invalid.exit_code
    assert "holds cases, not published_figures. Import it without naming a kind." in said.err
