"""The equal-area layout: a hexagon each, none twice, and roughly where the council is."""

from __future__ import annotations

from upheld.register.layout import EqualAreaLayout, around, lay_out
from upheld.register.topology import Ring

LAND: tuple[Ring, ...] = (((0, 0), (900, 0), (900, 900), (0, 900)),)
CENTRES = {f"c{x}{y}": (150 + 300 * x, 150 + 300 * y) for x in range(3) for y in range(3)}


def test_every_council_has_a_hexagon_of_its_own() -> None:
    layout = lay_out(CENTRES, LAND)
    assert set(layout.cells) == set(CENTRES)
    assert len(set(layout.cells.values())) == 9


def test_north_is_up_and_east_is_right() -> None:
    cells = lay_out(CENTRES, LAND).cells
    assert cells["c02"][1] < cells["c00"][1], "a row further up has a smaller number"
    assert cells["c01"][0] < cells["c21"][0]


def test_the_same_councils_are_laid_out_the_same() -> None:
    assert lay_out(dict(reversed(CENTRES.items())), LAND) == lay_out(CENTRES, LAND)


def test_a_country_too_small_for_its_councils_has_room_all_the_same() -> None:
    tiny = dict.fromkeys(CENTRES, (1, 1))
    assert len(set(lay_out(tiny, (((0, 0), (2, 0), (2, 2), (0, 2)),)).cells.values())) == 9
    assert lay_out({}, LAND).size == (0, 0)


def test_six_hexagons_lie_around_one() -> None:
    for cell in ((2, 2), (2, 3)):
        beside = list(around(cell))
        assert len(set(beside)) == 6
        assert all(cell in set(around(each)) for each in beside), "beside is mutual"


def test_neighbours_are_those_that_touch() -> None:
    layout = EqualAreaLayout({"a": (0, 0), "b": (1, 0), "c": (0, 1), "d": (5, 5)})
    assert layout.beside("a") == ("b", "c")
    assert layout.beside("d") == ()
    assert layout.size == (6, 6)
