"""The guide to updating the register: its tables are imported over the register of England, as a reader would."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from upheld.register.importing import import_authorities, import_neighbours, import_population
from upheld.register.population import Residents
from upheld.scheme import england, load_scheme
from upheld.workspace import Workspace, make_workspace

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "update-the-register.md"


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    blocks = re.findall(r"```csv\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    paths = [tmp_path / f"{number}.csv" for number in range(len(blocks))]
    for path, block in zip(paths, blocks, strict=True):
        path.write_text(block, encoding="utf-8")
    return paths


def test_the_tables_of_the_guide_can_be_imported(tables: list[Path], tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "review")
    assert workspace.scheme.neighbours.lists == {}
    merger, merger_facts, codes, residents, neighbours = tables
    place = workspace.register_place
    done = [
        import_authorities([merger, merger_facts], place),
        import_authorities([codes], place),
        import_population([residents], place),
        import_neighbours([neighbours], place),
    ]
    assert [sum(table.new for table in each.tables) for each in done] == [5, 0, 2, 2]
    assert [sum(table.changed for table in each.tables) for each in done] == [2, 2, 0, 0]
    assert not any(each.left_out or each.gone for each in done)

    scheme = Workspace(workspace.folder).scheme
    register = scheme.register
    assert register.predecessors("adur-and-worthing") == ("adur", "worthing")
    adur = register.of_year("adur", scheme.calendar.year(2026), scheme.group_of_type)
    assert (adur.group, adur.open_at_end) == ("district", True), "it closed on the last day of the year"
    after = register.of_year("adur-and-worthing", scheme.calendar.year(2027), scheme.group_of_type)
    assert (after.group, after.county, after.open_at_end) == ("district", "west-sussex", True)
    assert not register.authority("worthing").open_on(date(2026, 4, 1))
    assert register.resolve("E07000033").slug == register.resolve("E07999998").slug == "bolsover"
    assert scheme.population.residents("derby", scheme.calendar.year(2023)) == Residents(2021, 261_400)
    assert scheme.neighbours.named("by-size").nearest["bolsover"] == ("chesterfield", "mansfield")
    assert load_scheme(england()).register.authority("adur").closed_on is None, (
        "the scheme's own tables are as they were"
    )
