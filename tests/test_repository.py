"""The repository as a set of files: nothing in it that a stranger's machine could not use, and documents that are whole.

Belongs here: rules about files that are tracked, and the wheel they make. Rules about the code are in test_architecture.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".venv", "build", "demo", "dist"}
BINARY = {".png", ".pdf", ".parquet", ".xlsx", ".ods", ".ttf", ".woff2"}

# Written in pieces, so that this file does not hold what it looks for.
INDEX_ADDRESSES = [
    "pypi" + r"\.org",
    "python" + "hosted",
    "registry" + r"\.npm",
    "deb" + r"\.debian",
    "archive" + r"\.ubuntu",
    "anaconda" + r"\.org",
    "--(extra-)?" + "index-url",
    "--" + "find-links",
    "file:" + "//",
]
MACHINE_PATHS = [
    r"(?<![\w.~-])/" + folder + r"/\w" for folder in ("work", "home", "root", "Users", "tmp", "opt", "mnt")
]
MOST_BYTES = 2_000_000
MOST_LINES = 400


def _files() -> list[Path]:
    """Tracked files, and those about to be: everything but what .gitignore names. Without git, everything."""
    if (ROOT / ".git").exists():
        # The checkout may belong to another user than the one who runs the tests.
        told = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        paths = [ROOT / name for name in told.stdout.split("\0") if name]
    else:
        paths = [p for p in ROOT.rglob("*") if not NOT_OURS & set(p.relative_to(ROOT).parts)]
    return sorted(p for p in paths if p.is_file() and "__pycache__" not in p.parts)


FILES = _files()
TEXTS = [path for path in FILES if path.suffix not in BINARY]
ADRS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _lines_with(patterns: list[str]) -> list[str]:
    looked_for = re.compile("|".join(patterns), re.IGNORECASE)
    return [
        f"{_name(path)}:{number}: {line.strip()[:100]}"
        for path in TEXTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if looked_for.search(line)
    ]


def test_no_address_of_a_package_index() -> None:
    allowed = re.compile(
        "no-emit-" + "(index-url|find-links)"
    )  # the Makefile tells the compiler to leave them out
    assert [line for line in _lines_with(INDEX_ADDRESSES) if not allowed.search(line)] == []


def test_no_path_of_anybody_s_machine() -> None:
    assert _lines_with(MACHINE_PATHS) == []


def test_no_file_is_large() -> None:
    assert [
        f"{_name(path)}: {path.stat().st_size:,} bytes" for path in FILES if path.stat().st_size > MOST_BYTES
    ] == []


def test_text_is_utf8_with_unix_line_ends() -> None:
    assert [_name(path) for path in TEXTS if b"\r" in path.read_bytes()] == []
    for path in TEXTS:
        path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".py"], ids=_name)
def test_a_module_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("room", ["core", "site", "office", "dev", "spark", "store"])
def test_a_lock_pins_every_part_by_hash(room: str) -> None:
    text = (ROOT / "locks" / f"{room}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text)[1:]
    assert blocks
    for block in blocks:
        assert re.match(r"[a-z0-9-]+==\S+", block), block[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]


def _pins(room: str) -> dict[str, str]:
    text = (ROOT / "locks" / f"{room}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def test_the_locks_agree() -> None:
    core = _pins("core")
    assert not {"pandas", "pyarrow", "django"} & set(core)
    for room in ("site", "office", "dev", "spark"):
        pins = _pins(room)
        assert core.items() <= pins.items(), f"{room} holds core, at the same versions"


@pytest.mark.parametrize("path", ADRS, ids=_name)
def test_a_decision_names_what_was_ruled_out_and_what_it_costs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(r"# \d{4} \S", text)
    assert text.startswith(f"# {path.name[:4]} ")
    assert re.search(r"^Status: (accepted|superseded by \d{4}), \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Decision", "Why", "Ruled out", "Cost"]
    assert len(text.split()) < 600, "an ADR is short"


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    assert ADRS
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in ADRS if f"({path.name})" not in index] == []


def _targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))


def test_the_readme_names_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`| {4})make ([a-z-]+)", readme))
    assert {"demo", "test"} <= named
    assert named <= _targets()


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in (p for p in FILES if p.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists():
                broken.append(f"{_name(path)}: {target}")
    assert broken == []


def test_the_wheel_holds_the_data_that_the_package_needs(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index",
         "--disable-pip-version-check", "--wheel-dir", str(tmp_path), str(ROOT)],
        check=True, capture_output=True, text=True,
        env={**os.environ, "PIP_CONFIG_FILE": os.devnull},
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    wanted = {_name(path) for path in FILES if path.is_relative_to(ROOT / "upheld")}
    assert wanted
    assert wanted <= inside
    assert not {name for name in inside if name.startswith(("tests/", "docs/", "tools/"))}
    assert any(name.endswith("/LICENCE") for name in inside)
