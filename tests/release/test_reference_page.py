"""The page about releases names every file and every column, and what it tells people to type is true."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.worlds import World
from upheld.release.load import load_release
from upheld.release.model import Tombstone
from upheld.release.verify import FILES_OF


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = World(tmp_path_factory.mktemp("page"))
    world.case("19 000 001").decision(published_on="2019-10-01", summary="Delay.")
    world.frozen()
    return world


def sections(root: Path) -> dict[str, str]:
    """The text under each heading that names a file."""
    page = (root / "docs" / "reference" / "releases.md").read_text(encoding="utf-8")
    parts = re.split(r"^###? (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_file_is_explained(root: Path) -> None:
    found = sections(root)
    assert FILES_OF["public"] <= set(found)
    assert all(f"`{name}`" in found["The sealed part"] or name in found for name in FILES_OF["sealed"])


@pytest.mark.parametrize("name", sorted(FILES_OF["public"] | {"category_counts.csv"}))
def test_every_column_and_key_is_explained(world: World, root: Path, name: str) -> None:
    files = {**(world.stored().sealed or {}), **world.stored().public}
    text = sections(root)[name]
    if name.endswith(".csv"):
        names = next(csv.reader(files[name].decode().splitlines()))
    elif name.endswith("about.json"):
        names = list(json.loads(files[name]))
    else:
        names = []
    if name == "observed_by_category.csv":
        assert "The same columns" in text
        return
    assert [each for each in names if f"`{each}`" not in text] == []


def test_every_count_is_named(root: Path, world: World) -> None:
    said = re.sub(r"\s+", " ", sections(root)["counts.csv"])
    for name in load_release(world.stored().public).review("watford").counts:
        assert f"`{name}`" in said or f"`{name.partition('.')[0]}.…`" in said


def test_a_tombstone_is_explained(root: Path) -> None:
    text = sections(root)["Texts"]
    assert all(f"`{name}`" in text for name in Tombstone.__dataclass_fields__)


def test_what_it_tells_people_to_type_is_true(world: World, root: Path) -> None:
    public = world.stored().folder / "public"

    def typed(*command: str, given: bytes = b"") -> str:
        return subprocess.run(
            command, cwd=public, input=given, capture_output=True, check=True
        ).stdout.decode()

    assert all(
        line.endswith(": OK") for line in typed("sha256sum", "--check", "--strict", "SHA256SUMS").splitlines()
    )
    release = load_release(world.stored().public)
    assert typed("sha256sum", "SHA256SUMS").split()[0] == release.checksum
    (decision,) = release.review("watford").decisions
    name = typed("sha256sum", given=b"decision 19 000 001/1\nDelay.").split()[0]
    assert name == decision.text
    assert f"{name}  -" in sections(root)["Texts"]
