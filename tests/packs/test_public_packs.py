"""The public packs as a set: written once, private things absent, a withdrawn text taken down from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.letters.hand_made import release, scheme_of_england
from tests.packs.made import KINDS, changed, press, read_files
from tests.release.taken_down import DAY, REASON, three
from tests.release.test_private import PUBLIC, marks_in, the_case_numbers_not_public, world
from tests.worlds import World
from upheld.errors import Conflict, Missing
from upheld.packs.public_packs import (
    PublicPacks,
    neighbours_for,
    packs_about,
    take_down_packs,
    write_public_packs,
)
from upheld.register.neighbours import NeighbourList, Neighbours
from upheld.release.canonical import read_checksums, sha256
from upheld.release.load import load_release
from upheld.release.model import Release, Texts
from upheld.release.withdraw import withdraw

__all__ = ["world"]

KEPT = ("adur", "bolsover", "suffolk-coastal")


def small() -> Release:
    made = release()[0]
    return replace(made, reviews={slug: made.reviews[slug] for slug in KEPT})


def write(folder: Path, of_release: Release, texts: Texts | None = None) -> PublicPacks:
    return write_public_packs(of_release, scheme_of_england(), texts or release()[1], None, folder, press())


def checksums_are_true(folder: Path) -> bool:
    there = {
        path.name: sha256(path.read_bytes())
        for path in folder.iterdir()
        if path.name not in ("SHA256SUMS", "superseded.csv")
    }
    return read_checksums((folder / "SHA256SUMS").read_bytes()) == there


def test_a_set_is_written_once(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    folder = tmp_path / "packs"
    made = write_public_packs(
        small(), scheme_of_england(), release()[1], None, folder, press(), lambda *step: told.append(step)
    )
    assert (made.authorities, made.files, made.already) == (3, 18, False)
    assert [step[:2] for step in told] == [(number, 6) for number in range(1, 7)]
    for kind in KINDS:
        names = {f"{slug}.{form}" for slug in KEPT for form in ("html", "pdf", "odt")}
        assert {path.name for path in (folder / kind).iterdir()} == names | {"SHA256SUMS"}
        assert checksums_are_true(folder / kind)
    assert write(folder, small()).already
    other = changed("bolsover", counts={**small().reviews["bolsover"].counts, "received": 99})
    other = replace(other, reviews={slug: other.reviews[slug] for slug in KEPT})
    with pytest.raises(Conflict, match=r"Packs stand in .* already"):
        write(folder, other)
    assert checksums_are_true(folder / "scrutiny")


def test_a_set_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, _of: int, _name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_public_packs(
            small(), scheme_of_england(), release()[1], None, tmp_path / "packs", press(), stop
        )
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nothing_private_is_in_any_form_of_a_pack(world: World, tmp_path: Path) -> None:
    of_release = load_release(world.stored().public)
    texts = world.releases.texts(world.year("2019-20"))
    for slug in of_release.reviews:
        files = packs_about(of_release, world.scheme, texts, None, press(), slug)
        assert len(files) == 6
        for name, text in read_files(files, tmp_path).items():
            assert marks_in(text) == [], name
            assert f"{PUBLIC} addressee" not in text
            flat = text.replace("\u00a0", " ")
            assert [number for number in the_case_numbers_not_public() if number in flat] == []
    told = " ".join(
        read_files(packs_about(of_release, world.scheme, texts, None, press(), "watford"), tmp_path).values()
    )
    assert all(f"{PUBLIC} {what}" in told for what in ("summary", "improvement", "promise", "report"))


@pytest.fixture
def withdrawn(tmp_path: Path) -> tuple[World, Path]:
    """A small country whose packs are written, and then a decision's text withdrawn."""
    (tmp_path / "world").mkdir()
    made = World(tmp_path / "world", three())
    made.case("19 000 001").decision(published_on="2019-10-01", summary="Zq1decision was found")
    made.case("19 000 002").decision(published_on="2019-10-01", summary="Zq2other was found")
    made.frozen()
    folder = tmp_path / "packs"
    of_release, texts = load_release(made.stored().public), made.releases.texts(made.year("2019-20"))
    write_public_packs(of_release, made.scheme, texts, None, folder, press())
    withdraw(
        "decision", "19 000 001", on=DAY, reason=REASON, releases=made.releases, calendar=made.scheme.calendar
    )
    return made, folder


def test_a_withdrawn_text_is_taken_down_from_every_form(
    withdrawn: tuple[World, Path], tmp_path: Path
) -> None:
    made, folder = withdrawn
    of_release, texts = load_release(made.stored().public), made.releases.texts(made.year("2019-20"))

    def holding(mark: str) -> set[str]:
        files = {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*.*")
            if path.suffix in (".html", ".pdf", ".odt")
        }
        return {name for name, text in read_files(files, tmp_path).items() if mark in text}

    before = {name: sha256((folder / name).read_bytes()) for name in holding("Zq1decision")}
    assert before.keys() == {f"{kind}/watford.{form}" for kind in KINDS for form in ("html", "pdf", "odt")}
    replaced = take_down_packs(of_release, made.scheme, texts, None, folder, press(), ["watford"])
    assert set(replaced) == before.keys()
    assert holding("Zq1decision") == set()
    assert holding("Zq2other") == before.keys()
    for kind in KINDS:
        assert checksums_are_true(folder / kind)
        told = (folder / kind / "superseded.csv").read_text().splitlines()
        assert told == [
            "file,sha256",
            *sorted(f"{Path(name).name},{each}" for name, each in before.items() if name.startswith(kind)),
        ]
    assert take_down_packs(of_release, made.scheme, texts, None, folder, press(), ["watford"]) == ()


def test_where_no_pack_was_written_there_is_nothing_to_take_down(tmp_path: Path) -> None:
    assert take_down_packs(small(), scheme_of_england(), release()[1], None, tmp_path, press(), KEPT) == ()


def test_the_one_list_that_was_imported_is_used_and_of_several_the_one_that_is_named() -> None:
    scheme = scheme_of_england()
    one, two = NeighbourList("one", "Somebody", {}), NeighbourList("two", "Somebody else", {})
    assert neighbours_for(scheme, None) is None
    assert neighbours_for(replace(scheme, neighbours=Neighbours({"one": one})), None) is one
    several = replace(scheme, neighbours=Neighbours({"one": one, "two": two}))
    assert neighbours_for(several, None) is None
    assert neighbours_for(several, "two") is two
    with pytest.raises(Missing):
        neighbours_for(several, "three")
