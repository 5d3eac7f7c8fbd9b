"""Verifying: an honest release is true, with its records or without; each tampering is found, and said where."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.worlds import World, few
from upheld.errors import Invalid, Missing
from upheld.release.canonical import write_checksums
from upheld.release.store import StoredRelease
from upheld.release.verify import verify

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release with a verdict, a promise, a finding, a report and a course in it."""
    world = World(tmp_path_factory.mktemp("verify"), few())
    for slug in ("bolsover", "amber-valley", "ashfield", "gedling", "mansfield", "rushcliffe"):
        world.decided(slug, 5, 5)
    world.case("19 000 001", "watford", illustrative="yes").decision(
        published_on="2019-10-01", summary="Delay."
    ).recommendation(public_summary="Set a limit").compliance("satisfied_late")
    world.case("19 000 002", "watford").decision("closed_initial", published_on="2019-10-01")
    world.report("R1", "19 000 001", published_on="2019-11-01", title="A report").event("E1", "2019-05-01")
    world.frozen()
    return world.stored().folder


@pytest.fixture
def release(frozen: Path, tmp_path: Path) -> StoredRelease:
    """A copy that may be tampered with."""
    shutil.copytree(frozen, tmp_path / "r1")
    return StoredRelease(tmp_path / "r1")


def problems(release: StoredRelease) -> list[str]:
    with pytest.raises(Invalid) as invalid:
        verify(release)
    return [f"{each.file}: {each.reason}" for each in invalid.value.problems]


def tamper(release: StoredRelease, change: Change, part: str = "public") -> StoredRelease:
    """Change files of a part, and write its checksums anew as somebody would who covers his tracks."""
    files = {
        path.name: path.read_bytes()
        for path in (release.folder / part).iterdir()
        if path.name != "SHA256SUMS"
    }
    change(files)
    shutil.rmtree(release.folder / part)
    (release.folder / part).mkdir()
    for name, content in {**files, "SHA256SUMS": write_checksums(files)}.items():
        (release.folder / part / name).write_bytes(content)
    return release


def swap(name: str, before: str, after: str) -> Change:
    def change(files: dict[str, bytes]) -> None:
        assert before.encode() in files[name]
        files[name] = files[name].replace(before.encode(), after.encode(), 1)

    return change


def without_sealed(release: StoredRelease) -> StoredRelease:
    shutil.rmtree(release.folder / "sealed")
    return release


# --- honest


def test_an_honest_release_is_true(release: StoredRelease) -> None:
    found = verify(release)
    files = len(release.public) + len(release.sealed or {})
    assert (found.recounted, found.files, found.about.name) == (True, files, "2019-20, revision 1")
    assert found.figures == sum(1 for _ in release.public["figures.csv"].splitlines()) - 1


def test_the_public_part_can_be_verified_alone(release: StoredRelease) -> None:
    whole = verify(release)
    alone = verify(without_sealed(release))
    assert (alone.recounted, alone.files, alone.checksum) == (False, len(release.public), whole.checksum)


def test_a_folder_that_is_no_release_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="public is not there: it is one part of a release"):
        verify(StoredRelease(tmp_path))


# --- changed, without the checksums


@pytest.mark.parametrize("part", ["public", "sealed"])
def test_a_changed_byte_is_found(release: StoredRelease, part: str) -> None:
    name = "figures.csv" if part == "public" else "cases.csv"
    path = release.folder / part / name
    path.write_bytes(path.read_bytes().replace(b"bolsover", b"bolsovor", 1))
    assert problems(release) == [f"{part}/{name}: does not have the checksum that SHA256SUMS gives"]


def test_a_removed_file_is_found(release: StoredRelease) -> None:
    (release.folder / "public" / "groups.csv").unlink()
    assert problems(release) == ["public/groups.csv: is listed in SHA256SUMS and not there"]


def test_an_added_file_is_found(release: StoredRelease) -> None:
    (release.folder / "public" / "notes.csv").write_text("x")
    assert problems(release) == ["public/notes.csv: is there and not listed in SHA256SUMS"]


def test_a_removed_list_of_checksums_is_found(release: StoredRelease) -> None:
    (release.folder / "sealed" / "SHA256SUMS").unlink()
    assert problems(release) == [
        f"sealed/{name}: is there and not listed in SHA256SUMS" for name in sorted(release.sealed or {})
    ]


def test_a_broken_list_of_checksums_is_found(release: StoredRelease) -> None:
    (release.folder / "public" / "SHA256SUMS").write_text("nonsense\n")
    assert problems(release) == ["public/SHA256SUMS: is no list of checksums"]


def test_a_list_of_checksums_in_another_order_is_found(release: StoredRelease) -> None:
    path = release.folder / "public" / "SHA256SUMS"
    path.write_bytes(b"".join(sorted(path.read_bytes().splitlines(keepends=True), reverse=True)))
    assert problems(release) == ["public/SHA256SUMS: is not written as every release writes it"]


# --- changed, and the checksums with it


def test_a_removed_file_is_found_although_its_checksum_went_with_it(release: StoredRelease) -> None:
    tamper(release, lambda files: files.pop("findings.csv") and None)
    assert problems(release) == [
        "public/findings.csv: belongs to every release, and is neither there nor listed"
    ]


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("counts.csv", "bolsover,upheld,5", "bolsover,upheld,4", "counts.csv: upheld is 4, and what stands beside it comes to 5"),
        ("counts.csv", "bolsover,investigated,10", "bolsover,investigated,11", "counts.csv: investigated is 11"),
        ("counts.csv", "bolsover,decided,10", "bolsover,decided,9", "counts.csv: decided is 9, and what stands beside it comes to 10"),
        ("counts.csv", "bolsover,upheld_not_public,5", "bolsover,upheld_not_public,4", "counts.csv: upheld_not_public is 4"),
        ("counts.csv", "bolsover,received,10", "bolsover,received,12", "counts.csv: open_at_end is 0"),
        ("figures.csv", "bolsover,upheld-rate,1,5,10,50%", "bolsover,upheld-rate,1,6,10,60%", "figures.csv: upheld-rate is 6 of 10, and the counts say 5 of 10"),
        ("figures.csv", "cannot be told apart", "clearly lower", "figures.csv: does not follow from the counts"),
        ("figures.csv", ",0.187", ",0.287", "figures.csv: does not follow from the counts"),
        ("figures.csv", ",50%,", ",51%,", "figures.csv: does not follow from the counts"),
        ("groups.csv", "district,upheld-rate,1,9", "district,upheld-rate,1,8", "groups.csv: does not follow from the counts"),
        ("listings.csv", "upheld-rate,7,0", "upheld-rate,7,1", "listings.csv: does not follow from the counts"),
        ("definitions.jsonl", "found at fault", "not found at fault", "about.json: names other definitions than definitions.jsonl holds"),
        ("outcomes.json", '"not_upheld",\n    "upheld"\n  ],\n  "outcomes"', '"upheld"\n  ],\n  "outcomes"', "counts.csv: investigated is 10"),
        ("findings.csv", "satisfied_late", "not_satisfied", "counts.csv: compliance.satisfied_late is 1"),
        ("decisions.csv", "closed_initial", "invalid", "decisions.csv: 1 invalid are listed, and 0 were made"),
        ("register.csv", ",district,district,", ",district,unitary,", "figures.csv: does not follow from the counts"),
    ],
)  # fmt: skip
def test_a_change_is_found_from_the_public_part_alone(
    release: StoredRelease, name: str, before: str, after: str, said: str
) -> None:
    tamper(without_sealed(release), swap(name, before, after))
    assert any(said in each for each in problems(release)), problems(release)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("promises.csv", "done", "overdue"),
        ("decisions.csv", "2019-10-01", "2019-10-02"),
        ("reports.csv", "2019-11-01", "2019-11-02"),
        ("events.json", '"courses": 1', '"courses": 2'),
        ("about.json", '"illustrative": true', '"illustrative": false'),
        ("counts.csv", "watford,service_improvements,1", "watford,service_improvements,2"),
        ("counts.csv", "watford,reports.public,1", "watford,reports.public,2"),
    ],
)
def test_a_change_is_found_by_counting_the_sealed_records_again(
    release: StoredRelease, name: str, before: str, after: str
) -> None:
    tamper(release, swap(name, before, after))
    assert f"{name}: does not follow from the sealed records" in problems(release)


def test_a_problem_says_what_it_should_be(release: StoredRelease) -> None:
    tamper(release, swap("reports.csv", "2019-11-01", "2019-11-02"))
    with pytest.raises(Invalid) as invalid:
        verify(release)
    (found,) = invalid.value.problems
    assert (found.row, "2019-11-02" in found.value) == (2, True)
    assert found.way_out.startswith("It should be: watford,R1,public,2019-10-01,2019-11-01,19 000 001,")


def test_changed_records_are_found_although_their_checksums_agree(release: StoredRelease) -> None:
    tamper(release, swap("decisions.csv", "not_upheld", "upheld"), "sealed")
    assert "counts.csv: does not follow from the sealed records" in problems(release)


def test_the_mark_of_made_up_records_cannot_be_taken_off(release: StoredRelease) -> None:
    tamper(release, swap("about.json", '"illustrative": true', '"illustrative": false'))
    assert problems(release) == ["about.json: does not follow from the sealed records"]
    changed = release.folder / "public" / "about.json"
    assert json.loads(changed.read_bytes())["illustrative"] is False


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("about.json", b"{}"),
        ("about.json", b"nonsense"),
        ("counts.csv", b"authority,name,count\nbolsover,decided\n"),
        ("register.csv", b"\xff\xfe"),
        ("counts.csv", b'authority,name,count\n"bolsover,decided,1\n'),
        ("counts.csv", b"authority,name,count\nbolsover,decided,ten\n"),
        ("figures.csv", b"authority\n"),
        ("definitions.jsonl", b"{}\n"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_no_traceback(
    release: StoredRelease, name: str, content: bytes
) -> None:
    tamper(release, lambda files: files.update({name: content}))
    assert problems(release)
