"""A text that is withdrawn leaves the site with the same command: every page, table, feed, letter and edition, what waits for
its time, and the search.

Gone is what no byte under the site's folder holds any more, whatever form it is packed in.
"""

from __future__ import annotations

import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.publication.decoded import holding
from tests.publication.published_world import command_line, marked, publish, quiet, workspace_of
from tests.publication.small_site import NOON
from tests.release.taken_down import DECISION, IMPROVEMENT, MARKS, OTHER, REPORT, three
from upheld.cli import main
from upheld.publication import search
from upheld.publishing import frozen_releases, publisher_of
from upheld.release.withdraw import Kind
from upheld.workspace import Workspace

RECORDS = [DECISION, IMPROVEMENT, REPORT]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose site was published twice, with an edition that waits for its time."""
    folder = tmp_path_factory.mktemp("site") / "made"
    marked(folder)
    workspace = workspace_of(folder, three())
    publisher = publisher_of(workspace, quiet, with_search=search.is_there())
    publisher.publish(["2018-19/r1", "2019-20/r1"])
    publisher.publish(frozen_releases(workspace))
    publisher.prepare(frozen_releases(workspace), NOON + timedelta(days=1), NOON)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "copy", symlinks=True))


def upheld(monkeypatch: pytest.MonkeyPatch, folder: Path, *words: str) -> None:
    command_line(monkeypatch, three())
    monkeypatch.setattr(sys, "argv", ["upheld", "--workspace", str(folder), *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "record"), RECORDS)
def test_one_command_takes_a_text_out_of_everything_under_the_site(
    kind: Kind, record: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mark, site = MARKS[kind, record], folder / "site"
    before = holding(site, mark)
    endings = {name.rpartition(".")[2] for name in before}
    assert {"html", "json", "csv", "parquet", "xlsx", "ods"} <= endings
    assert {name.split("/")[0] for name in before} == {"editions", "prepared"}
    upheld(
        monkeypatch, folder, "withdraw", kind, record, "--on", "2021-06-01", "--reason", "identifies a person"
    )
    assert holding(site, mark) == set()
    assert "000001, 000002" in capsys.readouterr().out
    workspace = Workspace(folder)
    assert [each.folder.name for each in publisher_of(workspace, quiet).editions.all] == ["000003"]
    # What else was said stays, and where the text was stands that it was withdrawn, and when.
    assert holding(site / "current", OTHER)
    assert holding(site / "prepared", OTHER)
    tables = (site / "current" / "data" / "2019-20").glob("*.csv")
    assert any("2021-06-01" in table.read_text() for table in tables)


@pytest.mark.slow
def test_the_search_knew_the_text_and_does_not_any_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not search.is_there():
        pytest.skip("Pagefind is not installed")
    site = folder / "site"
    assert any("/pagefind/" in name for name in holding(site, MARKS[DECISION]))
    upheld(
        monkeypatch, folder, "withdraw", *DECISION, "--on", "2021-06-01", "--reason", "identifies a person"
    )
    assert (site / "current" / "pagefind" / "pagefind.js").is_file()
    assert not any("/pagefind/" in name for name in holding(site, MARKS[DECISION]))


def test_a_feed_says_of_a_withdrawn_text_that_it_was_withdrawn(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = folder / "site" / "current" / "authority" / "watford" / "feed.xml"
    assert MARKS[DECISION] in feed.read_text()
    upheld(
        monkeypatch, folder, "withdraw", *DECISION, "--on", "2021-06-01", "--reason", "identifies a person"
    )
    assert "was withdrawn on" in feed.read_text()
    assert "<updated>2021-06-01T00:00:00+01:00</updated>" in feed.read_text()


def test_without_a_site_a_withdrawal_makes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marked(tmp_path / "made")
    words = ("withdraw", *DECISION, "--on", "2021-06-01", "--reason", "identifies a person")
    upheld(monkeypatch, tmp_path / "made", *words)
    assert not (tmp_path / "made" / "site").exists()


def test_a_correction_keeps_the_old_figures_at_their_address_and_says_so(made: Path) -> None:
    current = made / "site" / "current"
    old = (current / "authority" / "watford" / "2019-20" / "r1" / "index.html").read_text()
    new = (current / "authority" / "watford" / "2019-20" / "index.html").read_text()
    assert "replaced by revision 2" in old
    assert "corrected: this is revision 2. One came late." in new


def test_publishing_again_changes_nothing(folder: Path) -> None:
    workspace = workspace_of(folder, three())
    publisher_of(workspace, quiet).cancel()
    done = publish(workspace, with_search=search.is_there())
    assert not done.changes
    assert done.edition.folder.name == "000002"
