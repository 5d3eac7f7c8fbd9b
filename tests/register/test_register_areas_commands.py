"""Areas on the command line: import boundaries, import postcodes, and what is said of both."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.register.shapes import box, feature, geojson, write
from upheld.cli import main
from upheld.workspace import make_workspace

Upheld = Callable[..., tuple[int, str]]


@pytest.fixture
def upheld(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Upheld:
    place = make_workspace(tmp_path / "workspace").folder
    monkeypatch.setenv("UPHELD_WORKSPACE", str(place))

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["upheld", *map(str, arguments)])
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        told = capsys.readouterr()
        return code, " ".join((told.out + told.err).split())

    return run


BOLSOVER = geojson(feature([[box(0, 0, 9, 9)]], LAD21CD="E07000033", LAD21NM="Bolsover"))


def test_boundaries_are_imported_once(upheld: Upheld, tmp_path: Path) -> None:
    path = write(tmp_path, BOLSOVER)
    code, said = upheld("import", "boundaries", "--source", "By hand.", path)
    assert code == 0
    assert "boundaries 1 new" in said
    assert "The file has no boundary of adur, amber-valley," in said and "more: they are on no map" in said
    assert "Nothing changed" in upheld("import", "boundaries", "--source", "By hand.", path)[1]


def test_postcodes_are_imported(upheld: Upheld, tmp_path: Path) -> None:
    path = write(tmp_path, "pcds,lad25cd\nS44 6NJ,E07000033\nEH1 1YJ,S12000036\n", "onspd.csv")
    code, said = upheld("import", "postcodes", "--source", "By hand.", path)
    assert code == 0
    assert "postcodes 1 new" in said
    assert "nobody of that code: 1 code." in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("boundaries", "shapes.geojson"), "--source"),
        (("postcodes", "onspd.csv"), "--source"),
        (("boundaries", "--source", "x", "a", "b"), "give one"),
        (("boundaries", "--source", "x", "--projection", "utm", "a"), "wgs84 or bng"),
        (
            ("postcodes", "--source", "x", "--projection", "bng", "a"),
            "--projection belongs to import boundaries",
        ),
        (
            ("--source", "x", "a.csv"),
            "belongs to import population, import neighbours, import boundaries and import postcodes",
        ),
        (("boundaries", "--source", "x", "absent.geojson"), "no such file"),
    ],
)
def test_what_cannot_be_done_is_said(upheld: Upheld, arguments: tuple[str, ...], said: str) -> None:
    code, told = upheld("import", *arguments)
    assert code in (2, 3)
    assert said in told
