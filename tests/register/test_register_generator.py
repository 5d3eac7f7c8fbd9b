"""Making areas from postcodes: what becomes of places, and that what is committed is what the command makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.register.conftest import ENGLAND
from upheld.cli import app
from upheld.errors import Missing
from upheld.register import shaping
from upheld.register.from_postcodes import CELL, Placed, areas_from
from upheld.register.topology import twice_area_of

NOT_INSTALLED = "the extra `areas` is not installed"


def places(district: str, columns: range, rows: range) -> list[Placed]:
    """A postcode every kilometre."""
    return [
        Placed("", district, 400_000 + 1000 * column, 300_000 + 1000 * row)
        for column in columns
        for row in rows
    ]


def test_each_place_belongs_to_the_district_of_the_nearest_postcode() -> None:
    pytest.importorskip("shapely", reason=NOT_INSTALLED)
    west, east = places("west", range(20), range(20)), places("east", range(20, 40), range(20))
    topology = areas_from([*east, *west])
    assert set(topology.areas) == {"west", "east"}
    assert topology == areas_from([*west, *east]), "the order makes no difference"
    for slug in ("west", "east"):
        square_kilometres = twice_area_of(topology.polygons(slug)) / 2 * (CELL / 1000) ** 2
        assert 380 < square_kilometres < 460
    assert len(topology.outline(["west", "east"])) == 1


def test_a_postcode_astray_in_another_district_is_no_area_of_its_own() -> None:
    pytest.importorskip("shapely", reason=NOT_INSTALLED)
    astray = Placed("", "east", 405_400, 305_400)
    topology = areas_from(
        [*places("west", range(20), range(20)), *places("east", range(20, 40), range(20)), astray]
    )
    assert len(topology.polygons("east")) == 1
    assert len(topology.polygons("west")[0]) == 1, "and leaves no hole"


def test_land_ends_where_postcodes_end_and_at_another_country() -> None:
    pytest.importorskip("shapely", reason=NOT_INSTALLED)
    topology = areas_from([*places("ours", range(20), range(20)), *places("", range(20, 40), range(20))])
    (ring,) = topology.outline(["ours"])
    easts = [x * CELL for x, _ in ring]
    assert min(easts) >= 398_000, "the sea"
    assert max(easts) <= 420_500, "the border"


def test_a_moor_without_postcodes_is_land_and_a_far_islet_stays_by_itself() -> None:
    pytest.importorskip("shapely", reason=NOT_INSTALLED)
    around = [each for each in places("ours", range(30), range(30)) if not (
        405_000 < each.east < 425_000 and 305_000 < each.north < 325_000
    )]  # fmt: skip
    topology = areas_from([*around, Placed("", "ours", 460_000, 310_000)])
    assert len(topology.polygons("ours")) == 2
    assert all(len(polygon) == 1 for polygon in topology.polygons("ours")), "no hole where nobody lives"


def test_whoever_lacks_the_extra_is_told_what_to_type() -> None:
    with pytest.raises(Missing, match=r"pip install 'upheld\[areas\]'"):
        shaping.part("a_part_that_nobody_has")


def test_nothing_is_unpickled() -> None:
    folder = Path(shaping.__file__).parent
    assert not [
        path.name for path in folder.glob("*.py") if "import pickle" in path.read_text(encoding="utf-8")
    ]


@pytest.mark.slow
def test_what_is_committed_is_what_the_command_makes(tmp_path: Path) -> None:
    pytest.importorskip("shapely", reason=NOT_INSTALLED)
    pytest.importorskip("msgpack", reason=NOT_INSTALLED)
    for path in ENGLAND.rglob("*"):
        if path.is_file() and path.suffix in (".csv", ".toml"):
            copy = tmp_path / path.relative_to(ENGLAND)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    said = CliRunner().invoke(app, ["register", "areas", "--into", str(tmp_path)])
    assert said.exit_code == 0, said.output
    for name in ("areas.topo.json", "equal-areas.json", "postcodes.json"):
        assert (tmp_path / "areas" / name).read_bytes() == (ENGLAND / "areas" / name).read_bytes(), name
