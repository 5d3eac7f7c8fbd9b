"""The product away from its repository: installed from its wheel, elsewhere, with no network, it does the whole job.

Belongs here: what only an installed copy can show. That the wheel holds its data is in test_repository.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

# Runs the command line of the unpacked wheel. The parts it needs come from this environment; the repository is not on
# the path, and a connection would end the run.
COMMAND = """
import socket, sys
def refuse(*given, **named):
    raise AssertionError("a connection was opened")
socket.socket.connect = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
site, parts, *arguments = sys.argv[1:]
sys.path[:0] = [site]
sys.path.append(parts)
sys.argv = ["upheld", *arguments]
import upheld.cli
assert upheld.cli.__file__.startswith(site)
assert "django" not in sys.modules
upheld.cli.main()
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index",
         "--disable-pip-version-check", "--wheel-dir", str(folder), str(root)],
        check=True, capture_output=True, text=True,
        env={**os.environ, "PIP_CONFIG_FILE": os.devnull},
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _upheld(unpacked: Path, place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", COMMAND, str(unpacked), sysconfig.get_path("purelib"), *arguments],
        cwd=place, capture_output=True, text=True, encoding="utf-8",
        env={"PATH": os.defpath, "HOME": str(place), "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati"},
    )  # fmt: skip


def test_it_says_its_version(unpacked: Path, tmp_path: Path) -> None:
    told = _upheld(unpacked, tmp_path, "--version")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("upheld 0.")


@pytest.mark.slow
def test_it_does_the_whole_demo(unpacked: Path, tmp_path: Path) -> None:
    told = _upheld(unpacked, tmp_path, "demo")
    assert told.returncode == 0, told.stderr
    letters = tmp_path / "demo" / "letters"
    pdf, html = (sorted(letters.rglob(pattern)) for pattern in ("*.pdf", "*.html"))
    assert len(pdf) >= 343
    assert {path.stem for path in pdf} <= {path.stem for path in html}
    assert "illustrative" in told.stdout.lower()
    assert [path.name for path in tmp_path.iterdir()] == ["demo"], "everything it writes is in the one folder"
