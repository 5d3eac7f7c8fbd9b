"""Hostile text in records is text in feeds and tables too: nothing in it becomes markup, a formula or a break of the file."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import polars as pl
import pytest

from tests.publication.published_world import publish, workspace_of
from tests.release.taken_down import three
from tests.worlds import World
from upheld.release.freeze import freeze
from upheld.workspace import make_workspace

HOSTILE = '=HYPERLINK("x","y")<script>alert(1)</script>&amp;"\' ]]> ' + "n" * 10_000
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = World(make_workspace(tmp_path_factory.mktemp("hostile") / "made").folder, three())
    world.case("19 000 001").decision(published_on="2019-10-01", summary="'" + HOSTILE)
    world.imported()
    freeze(world.year("2019-20"), world.store, world.releases, world.scheme)
    return publish(workspace_of(world.folder, three())).edition.public


@pytest.mark.parametrize(
    "feed", ["feed.xml", "authority/watford/feed.xml", "decision/category/housing/feed.xml"]
)
def test_a_feed_holds_it_as_text(current: Path, feed: str) -> None:
    whole = ET.parse(current / feed).getroot()
    summaries = [str(each.text) for each in whole.iter(f"{ATOM}summary")]
    assert any(HOSTILE in summary for summary in summaries)
    assert {each.tag for each in whole.iter()} <= {
        f"{ATOM}{name}"
        for name in (
            "feed",
            "entry",
            "id",
            "title",
            "updated",
            "author",
            "name",
            "rights",
            "link",
            "category",
            "summary",
        )
    }


def test_every_table_holds_it_as_text_and_no_spreadsheet_takes_it_for_a_formula(current: Path) -> None:
    folder = current / "data" / "2019-20"
    with (folder / "decisions.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["summary"].startswith("'")
    assert HOSTILE in row["summary"]
    (told,) = json.loads((folder / "decisions.json").read_bytes())["rows"]
    assert told["summary"] == pl.read_parquet(folder / "decisions.parquet")["summary"][0] == "'" + HOSTILE
