"""The commands publish and serve: what they say, what they refuse, and what settings they need."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.publication.published_world import command_line, publish, workspace_of
from tests.release.years import freeze_all, three_years
from tests.worlds import few
from upheld.cli import main
from upheld.errors import Invalid
from upheld.settings import read_settings
from upheld.workspace import SETTINGS, Workspace

LATER = "2199-07-30 00:01"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one frozen year, published."""
    world = three_years(tmp_path_factory.mktemp("commands"))
    (world.folder / SETTINGS).write_text('scheme = "england"\n')
    freeze_all(world, "2017-18")
    publish(workspace_of(world.folder, few()))
    return world.folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    command_line(monkeypatch, few())
    return Path(shutil.copytree(made, tmp_path / "copy", symlinks=True))


def said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["upheld", "--workspace", str(folder), *words])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    code = ended.value.code
    return (code if isinstance(code, int) else 0), told.out + told.err


def test_publishing_says_what_was_published_and_what_has_not_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = said(folder, monkeypatch, capsys, "publish", "--without-search")
    assert (code, "Nothing has changed: the edition 000001 stays in force." in told) == (0, True)
    shutil.rmtree(folder / "site")
    code, told = said(folder, monkeypatch, capsys, "publish", "--without-search")
    assert code == 0
    assert "Published: edition 000001" in told
    assert "There is no security.txt" in told


def test_a_site_is_prepared_waits_and_can_be_thrown_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = said(folder, monkeypatch, capsys, "publish", "--at", LATER, "--without-search")
    assert code == 0
    assert "Prepared for 30 July 2199, 00:01 (Europe/London), and nowhere to be read before." in told
    assert "Its time has not come." in said(folder, monkeypatch, capsys, "publish", "--due")[1]
    assert "thrown away" in said(folder, monkeypatch, capsys, "publish", "--cancel")[1]
    assert "Nothing was prepared." in said(folder, monkeypatch, capsys, "publish", "--due")[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--at", "tomorrow"), "'tomorrow' is no time"),
        (("--at", "2020-07-29 12:00"), "is past"),
        (("--at", "2199-10-27 01:30"), "clocks change then"),
        (("--at", "2199-03-31 01:30"), "clocks change then"),
        (("--at", "2199-02-30 01:30"), "is no time"),
        (("--at", "0001-01-01 00:00+14:00"), "check the year"),
        (("--at", "9999-12-31 23:59-12:00"), "check the year"),
        (("--at", ""), "is no time"),
        (("--at", LATER, "--due"), "give one"),
        (("--rollback",), "no edition before"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    words: tuple[str, ...],
    sentence: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, told = said(folder, monkeypatch, capsys, "publish", *words, "--without-search")
    assert (code, sentence in told) == (3, True), told


@pytest.mark.parametrize(
    ("written", "said_as"),
    [
        ("2199-10-27 01:30+01:00", "27 October 2199, 01:30"),
        ("2199-10-27 01:30+00:00", "27 October 2199, 01:30"),
        ("2199-07-30T00:01:00Z", "30 July 2199, 01:01"),
        ("2199-07-30 00:01-05:00", "30 July 2199, 06:01"),
        ("2199-12-30", "30 December 2199, 00:00"),
    ],
)
def test_a_time_of_another_place_is_the_same_moment_here(
    written: str,
    said_as: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, told = said(folder, monkeypatch, capsys, "publish", "--at", written, "--without-search")
    assert (code, f"Prepared for {said_as} (Europe/London)" in told) == (0, True), told


def test_nothing_is_published_while_a_text_may_be_withdrawn(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workspace(folder).records.locked():
        code, told = said(folder, monkeypatch, capsys, "publish", "--without-search")
    assert (code, "Something else is being" in told) == (4, True)


def test_nothing_is_served_before_anything_is_published(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(folder / "site")
    code, told = said(folder, monkeypatch, capsys, "serve")
    assert (code, "Nothing is published yet" in told) == (3, True)


def test_settings_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / SETTINGS
    path.write_bytes(b'scheme = "\xe9"\n')
    with pytest.raises(Invalid) as refused:
        read_settings(path)
    assert "not valid TOML" in refused.value.problems[0].reason


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ('site = "x"', "is no table"),
        ('[site]\naddress = "complaints.example"', "is no address of a site"),
        ('[site]\naddress = "https://complaints.example/"', "is no address of a site"),
        ('[site]\ncolour = "red"', "no such setting"),
        (
            '[site]\nsecurity_contact = "mailto:a@b.example"',
            "has one of security_contact and security_expires",
        ),
        ('[site]\nsecurity_contact = "me"\nsecurity_expires = 2027-01-01', "is no address"),
        ('[site]\nsecurity_contact = "mailto:a@b.example"\nsecurity_expires = "soon"', "is no day"),
    ],
)
def test_a_setting_of_the_site_that_will_not_do_is_refused(lines: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / SETTINGS
    path.write_text(f'scheme = "england"\n{lines}\n')
    with pytest.raises(Invalid) as refused:
        read_settings(path)
    assert [problem.reason for problem in refused.value.problems] == [reason]


def test_who_goes_back_while_something_waits_is_told_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    current = folder / "site" / "current"
    later = shutil.copytree(current.resolve().parent, folder / "site" / "editions" / "000002")
    current.unlink()
    current.symlink_to(Path("editions") / later.name / "public")
    code, told = said(folder, monkeypatch, capsys, "publish", "--rollback")
    assert (code, "waits for its time" in told) == (0, False), told
    said(folder, monkeypatch, capsys, "publish", "--at", LATER, "--without-search")
    current.unlink()
    current.symlink_to(Path("editions") / later.name / "public")
    code, told = said(folder, monkeypatch, capsys, "publish", "--rollback")
    assert (code, "What waits for its time was built as" in told) == (0, True), told


@pytest.mark.parametrize("port", ["-1", "65536", "many"])
def test_a_port_that_there_is_not_is_refused(
    port: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = said(folder, monkeypatch, capsys, "serve", "--port", port)
    assert (code, "--port" in told) == (2, True), told


def test_a_link_that_leads_nowhere_is_told_by_serve_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(folder / "site" / "editions")
    code, told = said(folder, monkeypatch, capsys, "serve")
    assert (code, "remove that link and type" in told) == (5, True), told


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "Make room on that disk, and give the command again."),
        (errno.EACCES, "Let whoever gives this command write there"),
        (errno.EROFS, "Let whoever gives this command write there"),
    ],
)
def test_a_disk_that_refuses_is_told_with_the_file_and_the_way_out(
    number: int,
    sentence: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.rmtree(folder / "site")

    opened = open

    def refuses(path: Any, mode: str = "r", *more: Any, **kinds: Any) -> Any:
        if "w" in mode and "/public/" in str(path):
            raise OSError(number, os.strerror(number))
        return opened(path, mode, *more, **kinds)

    monkeypatch.setattr("builtins.open", refuses)
    code, told = said(folder, monkeypatch, capsys, "publish", "--without-search")
    assert code == 1
    assert "The machine refused: " in told
    assert str(folder / "site" / "editions" / ".part" / "public") in told
    assert sentence in told
    assert not (folder / "site" / "current").exists()
