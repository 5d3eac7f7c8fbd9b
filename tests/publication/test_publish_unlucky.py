"""Publishing on a disk that somebody meddled with: what is damaged is told or mended, and nothing that waits comes out early."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.publication.small_site import FIRST, NOON, SECOND, SmallSite, page
from upheld.errors import Conflict, Invalid, Missing, Refused, UpheldError
from upheld.publication import search
from upheld.publication.edition import Edition
from upheld.publication.publish import Publisher

AT = NOON + timedelta(hours=1)
CORRECTED, LATEST = "2019-20/r2", "2019-20/r3"


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    """A site of the first release, published."""
    made = SmallSite(tmp_path)
    made.said |= {CORRECTED: "Corrected while it waited.", LATEST: "Corrected once more."}
    made.publisher.publish([FIRST])
    return made


def in_force(site: SmallSite) -> Edition:
    current = site.editions.current
    assert current is not None
    return current


# --- what waits


def test_a_correction_of_a_year_that_waits_does_not_come_out_before_it(site: SmallSite) -> None:
    site.publisher.prepare([FIRST, SECOND], AT, NOON)
    site.publisher.publish([FIRST, SECOND, CORRECTED])
    assert not any("2019-20" in path for path in site.shown)
    assert all(b"2019-20" not in content for content in site.shown.values())
    site.publisher.publish_due(AT)
    assert {page(SECOND), page(CORRECTED)} <= site.shown.keys()


def test_a_correction_that_waits_leaves_what_it_corrects_in_force(site: SmallSite) -> None:
    site.publisher.publish([FIRST, SECOND])
    site.publisher.prepare([FIRST, SECOND, CORRECTED], AT, NOON)
    site.publisher.publish([FIRST, SECOND, CORRECTED, LATEST])
    assert page(SECOND) in site.shown
    assert page(CORRECTED) not in site.shown
    assert page(LATEST) not in site.shown


def test_of_two_that_were_prepared_the_later_one_stands_for_both(site: SmallSite) -> None:
    site.publisher.prepare([FIRST, SECOND], AT, NOON)
    site.publisher.prepare([FIRST, SECOND], AT + timedelta(hours=1), NOON)
    assert site.publisher.publish_due(AT) is None
    assert site.publisher.publish_due(AT + timedelta(hours=1)) is not None
    assert site.publisher.publish_due(AT + timedelta(hours=1)) is None


def test_what_waited_comes_out_on_a_disk_without_hard_links_too(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    site.publisher.prepare([FIRST, SECOND], AT, NOON)
    monkeypatch.setattr(os, "link", no_links)
    site.publisher.publish_due(AT)
    assert page(SECOND) in site.shown
    in_force(site).verify()


@pytest.mark.parametrize("said", ["{", "{}", '{"at": "soon"}', '{"at": "2020-07-29T13:00"}'])
def test_what_waits_and_cannot_say_for_when_is_told_and_thrown_away_on_request(
    site: SmallSite, said: str
) -> None:
    waiting = site.publisher.prepare([FIRST, SECOND], AT, NOON).edition
    (waiting.folder / "about.json").write_text(said)
    with pytest.raises(Invalid, match="prepared") as refused:
        site.publisher.publish_due(AT)
    assert "about.json: cannot be read" in str(refused.value.problems[0])
    assert page(SECOND) not in site.shown
    assert site.publisher.cancel()


# --- an edition that was changed on disk


def unlink_page(edition: Edition) -> None:
    (edition.public / page(FIRST)).unlink()


def change_page(edition: Edition) -> None:
    changed = edition.public / page(FIRST)
    changed.unlink()
    changed.write_text("Otherwise.")


def add_file(edition: Edition) -> None:
    (edition.public / "more.html").write_text("More.")


def add_link_to_a_folder(edition: Edition) -> None:
    (edition.public / "more").symlink_to(edition.folder.parent)


def break_list(edition: Edition) -> None:
    (edition.folder / "files.csv").write_text("path\n")


def lose_list(edition: Edition) -> None:
    (edition.folder / "files.csv").unlink()


def break_about(edition: Edition) -> None:
    (edition.folder / "about.json").write_text("{")


DAMAGES = [unlink_page, change_page, add_file, add_link_to_a_folder, break_list, lose_list, break_about]


@pytest.mark.parametrize("releases", [[FIRST], [FIRST, SECOND]], ids=["the same", "more"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_to_publish_again_mends_a_site_that_was_changed_on_disk(
    site: SmallSite, damage: Callable[[Edition], None], releases: list[str]
) -> None:
    damage(in_force(site))
    site.publisher.publish(releases)
    in_force(site).verify()
    assert set(in_force(site).about.releases) == set(releases)
    assert site.shown.keys() == {
        *("index.html", "data/table.csv", "data/SHA256SUMS"),
        *(form for name in releases for form in (page(name), f"{page(name)}.gz")),
    }


def test_a_search_that_found_nothing_to_search_does_not_stop_the_next_edition(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    publisher = replace(site.publisher, index=search.index)
    publisher.publish([FIRST])
    publisher.publish([FIRST, SECOND])
    assert page(SECOND) in site.shown


def test_a_site_that_was_built_anew_says_that_every_file_is_another_and_which_are_gone(
    site: SmallSite,
) -> None:
    site.more = {"gone.html": b"<p>Gone</p>"}
    site.publisher.publish([FIRST])
    unlink_page(in_force(site))
    site.more = {}
    done = site.publisher.publish([FIRST])
    assert done.changes.removed == ("gone.html",)
    assert set(done.changes.changed) == {"index.html", page(FIRST), "data/table.csv", "data/SHA256SUMS"}
    assert json.loads((done.edition.folder / "changes.json").read_text())["removed"] == ["gone.html"]


@pytest.mark.parametrize("damage", DAMAGES[:-1])
def test_a_withdrawal_goes_through_on_a_site_that_was_changed_on_disk(
    site: SmallSite, damage: Callable[[Edition], None]
) -> None:
    site.publisher.publish([FIRST, SECOND])
    for edition in site.editions.all:
        damage(edition)
    break_about(site.editions.all[0])
    site.said, site.withdrawn = {FIRST: "Withdrawn.", SECOND: "Withdrawn."}, ("0" * 64,)
    assert site.publisher.take_out() == ("000001", "000002")
    assert all(b"figures" not in content for content in site.shown.values())
    in_force(site).verify()


def test_nobody_guesses_what_may_be_shown_while_another_edition_waits(site: SmallSite) -> None:
    site.publisher.publish([FIRST])
    site.publisher.prepare([FIRST, SECOND], AT, NOON)
    break_about(in_force(site))
    with pytest.raises(Refused, match="cannot be read, and an edition waits"):
        site.publisher.publish([FIRST, SECOND])
    assert site.publisher.cancel()
    site.publisher.publish([FIRST])
    in_force(site).verify()


# --- the folders


def test_a_link_that_leads_nowhere_is_told_with_a_way_out_that_is_one(site: SmallSite) -> None:
    shutil.rmtree(in_force(site).folder)
    with pytest.raises(Missing, match="remove that link and type `upheld publish`"):
        site.publisher.publish([FIRST])
    (site.folder / "site" / "current").unlink()
    site.publisher.publish([FIRST])
    assert page(FIRST) in site.shown


@pytest.mark.parametrize(
    "act",
    [
        lambda publisher: publisher.publish([FIRST, SECOND]),
        lambda publisher: publisher.prepare([FIRST, SECOND], AT, NOON),
        lambda publisher: publisher.take_out(),
    ],
)
def test_a_folder_in_place_of_the_link_is_told_before_anything_is_built(
    site: SmallSite, act: Callable[[Publisher], object]
) -> None:
    link = site.folder / "site" / "current"
    copied = link.resolve()
    link.unlink()
    shutil.copytree(copied, link)
    with pytest.raises(Conflict, match="move it away"):
        act(site.publisher)
    assert [each.folder.name for each in site.editions.all] == ["000001"]
    link.rename(site.folder / "moved")
    site.publisher.publish([FIRST, SECOND])
    assert page(SECOND) in site.shown


def test_what_a_killed_run_left_is_swept_and_what_others_put_there_is_not_touched(site: SmallSite) -> None:
    editions, elsewhere = site.folder / "site" / "editions", site.folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("x")
    (editions / ".part").symlink_to(elsewhere)
    (editions / ".000000.gone" / "public").mkdir(parents=True)
    for name in (".DS_Store", ".nfs000001", "000009", ".partly"):
        (editions / name).write_text("x")
    (editions / "notes").mkdir()
    site.publisher.publish([FIRST, SECOND])
    left = {path.name for path in editions.iterdir()}
    assert left == {"000001", "000002", "notes", ".DS_Store", ".nfs000001", "000009", ".partly"}
    assert (elsewhere / "kept").is_file()


def test_who_goes_back_twice_never_comes_to_what_was_gone_back_from(site: SmallSite) -> None:
    site.said[FIRST] = "Wrong figures."
    site.publisher.publish([FIRST])
    site.publisher.roll_back()
    site.said[FIRST] = "Right figures."
    site.publisher.publish([FIRST])
    assert site.publisher.roll_back().edition.folder.name == "000001"
    with pytest.raises(UpheldError, match="no edition before"):
        site.publisher.roll_back()
