"""Publishing: the site changes all at once or not at all, says exactly what changed, and goes back.

The site of these tests is small and made by hand (`small_site`); the switch is the same for a large one.
"""

from __future__ import annotations

import gzip
import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.publication.small_site import FIRST, NOON, SECOND, SmallSite, page, read
from upheld.errors import Conflict, Invalid, Refused
from upheld.publication.manifest import Changes


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    return SmallSite(tmp_path)


def inodes(folder: Path) -> dict[str, int]:
    return {str(each.relative_to(folder)): each.stat().st_ino for each in folder.rglob("*") if each.is_file()}


# --- at once


def test_a_first_publication_adds_every_file(site: SmallSite) -> None:
    done = site.publisher.publish([FIRST])
    assert set(done.changes.added) == {"index.html", page(FIRST), "data/table.csv", "data/SHA256SUMS"}
    assert (done.changes.changed, done.changes.removed) == ((), ())
    assert site.shown["index.html"].startswith(b"<h1")


def test_a_text_of_some_size_has_its_compressed_form_beside_it(site: SmallSite) -> None:
    site.publisher.publish([FIRST])
    assert gzip.decompress(site.shown[f"{page(FIRST)}.gz"]) == site.shown[page(FIRST)]
    assert "index.html.gz" not in site.shown


def test_the_list_of_changes_is_exact_and_what_stays_the_same_is_not_written_again(site: SmallSite) -> None:
    site.more = {"gone.html": b"<p>Gone</p>", "stays.html": b"<p>Stays</p>"}
    first = site.publisher.publish([FIRST])
    before = inodes(first.edition.public)
    site.more = {"come.html": b"<p>Come</p>", "stays.html": b"<p>Stays</p>"}
    second = site.publisher.publish([FIRST, SECOND])
    assert second.changes == Changes(
        added=(page(SECOND), "come.html"),
        changed=("data/SHA256SUMS", "data/table.csv", "index.html"),
        removed=("gone.html",),
    )
    listed = json.loads((second.edition.folder / "changes.json").read_text())
    assert listed == {
        "added": [page(SECOND), "come.html"],
        "changed": ["data/SHA256SUMS", "data/table.csv", "index.html"],
        "removed": ["gone.html"],
    }
    after = inodes(second.edition.public)
    same = {name for name in before.keys() & after.keys() if before[name] == after[name]}
    assert same == {page(FIRST), f"{page(FIRST)}.gz", "stays.html"}


def test_publishing_the_same_again_makes_no_edition(site: SmallSite) -> None:
    first = site.publisher.publish([FIRST])
    again = site.publisher.publish([FIRST])
    assert not again.changes
    assert again.edition.folder == first.edition.folder
    assert len(site.editions.all) == 1


def test_the_same_files_give_the_same_bytes_wherever_they_are_published(
    site: SmallSite, tmp_path: Path
) -> None:
    other = SmallSite(tmp_path / "other")
    assert read(site.publisher.publish([FIRST]).edition.folder) == read(
        other.publisher.publish([FIRST]).edition.folder
    )


def test_old_editions_leave_the_disk_but_for_a_few(site: SmallSite) -> None:
    for number in range(8):
        site.said[FIRST] = f"Version {number}."
        site.publisher.publish([FIRST])
    assert [each.folder.name for each in site.editions.all] == [f"{n:06d}" for n in range(4, 9)]


# --- a failed build changes nothing


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        ("a.html", b'<a href="nowhere.html">x</a>', "is linked to and is no page of the site"),
        ("a.html", b'<a href="index.html#nowhere">x</a>', "is linked to and is no place of that page"),
        ("a.html", b'<a href="../../etc/passwd">x</a>', "leads out of the site"),
        ("a.html", b'<img src="https://elsewhere.example/x.png">', "would be loaded from outside the site"),
        ("a.css", b"p { background: url(nowhere.svg) }", "is linked to and is no page of the site"),
        (
            "map.xml",
            b"<loc>https://upheld.example/nowhere.html</loc>",
            "is linked to and is no page of the site",
        ),
        ("more/SHA256SUMS", b"00  x.csv\n", "is not there"),
        ("index.html", b"twice", "is the address of two files"),
        ("../up.html", b"x", "is no address that a page can have"),
        ("a//b.html", b"x", "is no address that a page can have"),
        (".git/config", b"x", "is no address that a page can have"),
        ("x.html.gz", b"x", "is no address that a page can have"),
    ],
)
def test_a_site_with_a_fault_is_not_published(
    site: SmallSite, path: str, content: bytes, reason: str
) -> None:
    site.publisher.publish([FIRST])
    before = read(site.folder / "site")
    site.more = {path: content}
    with pytest.raises(Invalid) as refused:
        site.publisher.publish([FIRST])
    assert [problem.reason for problem in refused.value.problems] == [reason]
    assert read(site.folder / "site") == before


@pytest.mark.parametrize(
    "link",
    [
        *(
            "index.html",
            "./index.html",
            "/index.html",
            "/",
            "",
            "#here",
            "data/table.csv",
            "deep/",
            "/deep/#there",
        ),
        *("https://elsewhere.example/", "mailto:someone@council.example", "https://upheld.example/deep/"),
        *("https://upheld.example", "index.html?council=bolsover&amp;year=2019-20#top"),
    ],
)
def test_a_link_that_leads_somewhere_is_right(site: SmallSite, link: str) -> None:
    site.more = {
        "a.html": f'<p id="here"><a href="{link}">x</a></p>'.encode(),
        "deep/index.html": b'<a id="there" href="../a.html">up</a>',
    }
    site.publisher.publish([FIRST])


def test_an_edition_that_was_changed_on_disk_is_not_gone_back_to(site: SmallSite) -> None:
    first = site.publisher.publish([FIRST])
    site.publisher.publish([FIRST, SECOND])
    (first.edition.public / "index.html").unlink()
    (first.edition.public / "index.html").write_text("Otherwise.")
    (first.edition.public / "new.html").write_text("New.")
    with pytest.raises(Invalid) as refused:
        site.publisher.roll_back()
    assert [(problem.file, problem.reason) for problem in refused.value.problems] == [
        ("index.html", "is not what was built"),
        ("new.html", "is there and not listed"),
    ]
    assert page(SECOND) in site.shown


def test_two_cannot_publish_at_once(site: SmallSite) -> None:
    with site.editions.locked(), pytest.raises(Conflict, match="being published"):
        site.publisher.publish([FIRST])


# --- back


def test_going_back_shows_the_edition_before_byte_for_byte(site: SmallSite) -> None:
    site.publisher.publish([FIRST])
    old = site.shown
    site.publisher.publish([FIRST, SECOND])
    new = site.shown
    done = site.publisher.roll_back()
    assert site.shown == old
    assert done.changes.removed == (page(SECOND),)
    with pytest.raises(Refused, match="no edition before"):
        site.publisher.roll_back()
    site.publisher.publish([FIRST, SECOND])
    assert site.shown == new


# --- at a time


def test_what_is_prepared_is_nowhere_to_be_read_before_its_time(site: SmallSite) -> None:
    site.publisher.publish([FIRST])
    before = site.shown
    at = NOON + timedelta(hours=1)
    site.publisher.prepare([FIRST, SECOND], at, NOON)
    assert site.shown == before
    assert stat.S_IMODE((site.folder / "site" / "prepared").stat().st_mode) == 0o700
    outside = [path for path in read(site.folder / "site") if not path.startswith("prepared/")]
    assert all(b"New figures" not in (site.folder / "site" / path).read_bytes() for path in outside)
    assert site.publisher.publish_due(at - timedelta(seconds=1)) is None
    assert site.shown == before
    done = site.publisher.publish_due(at)
    assert done is not None
    assert done.changes.added == (page(SECOND),)
    assert b"New figures" in site.shown[page(SECOND)]
    assert site.editions.prepared is None
    assert site.publisher.publish_due(at) is None


def test_what_is_published_meanwhile_holds_back_what_waits_and_is_not_lost_when_it_comes(
    site: SmallSite,
) -> None:
    site.publisher.publish([FIRST])
    at = NOON + timedelta(hours=1)
    site.publisher.prepare([FIRST, SECOND], at, NOON)
    site.said[FIRST] = "Old figures, corrected."
    site.publisher.publish([FIRST, SECOND])
    assert b"corrected" in site.shown[page(FIRST)]
    assert page(SECOND) not in site.shown
    site.publisher.publish_due(at)
    assert b"corrected" in site.shown[page(FIRST)]
    assert page(SECOND) in site.shown


def test_a_time_that_is_past_is_refused_and_what_waits_can_be_thrown_away(site: SmallSite) -> None:
    with pytest.raises(Refused, match="is past"):
        site.publisher.prepare([FIRST], NOON, NOON)
    site.publisher.prepare([FIRST], NOON + timedelta(hours=1), NOON)
    with pytest.raises(Refused, match="waits for its time"):
        site.publisher.publish([FIRST])
    assert site.publisher.cancel()
    assert not site.publisher.cancel()
    site.publisher.publish([FIRST])


def test_a_prepared_site_that_was_changed_on_disk_is_not_published(site: SmallSite) -> None:
    waiting = site.publisher.prepare([FIRST], NOON + timedelta(hours=1), NOON)
    (waiting.edition.public / "index.html").write_text("Otherwise.")
    with pytest.raises(Invalid):
        site.publisher.publish_due(NOON + timedelta(hours=1))
    assert site.editions.current is None


# --- withdrawn


def test_what_is_withdrawn_leaves_every_edition_and_what_waits(site: SmallSite) -> None:
    site.said = {FIRST: "A person can be told from this.", SECOND: "A person can be told from this too."}
    site.publisher.publish([FIRST])
    site.more = {"another.html": b"<p>x</p>"}
    site.publisher.publish([FIRST])
    at = NOON + timedelta(hours=1)
    site.publisher.prepare([FIRST, SECOND], at, NOON)
    site.said = {FIRST: "Withdrawn.", SECOND: "Withdrawn."}
    site.withdrawn = ("0" * 64,)
    assert site.publisher.take_out() == ("000001", "000002")
    everything = read(site.folder / "site")
    assert everything
    for path, content in everything.items():
        plain = gzip.decompress(content) if path.endswith(".gz") else content
        assert b"A person" not in plain, path
    assert page(SECOND) not in site.shown
    site.publisher.publish_due(at)
    assert b"Withdrawn." in site.shown[page(SECOND)]
    assert site.publisher.take_out() == ()


def test_nobody_goes_back_to_an_edition_from_before_a_withdrawal(site: SmallSite) -> None:
    site.publisher.publish([FIRST])
    site.withdrawn = ("0" * 64,)
    site.publisher.publish([FIRST, SECOND])
    with pytest.raises(Refused, match="before a text was withdrawn"):
        site.publisher.roll_back()


def test_what_waits_is_built_anew_if_a_text_was_withdrawn_since(site: SmallSite) -> None:
    at = NOON + timedelta(hours=1)
    site.publisher.prepare([FIRST], at, NOON)
    site.said, site.withdrawn = {FIRST: "Withdrawn."}, ("0" * 64,)
    site.publisher.publish_due(at)
    assert b"Withdrawn." in site.shown[page(FIRST)]
