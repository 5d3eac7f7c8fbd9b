"""A published text that is taken down is gone: from every year, every revision and every letter; a tombstone stays.

Gone is what no public byte holds any more, texts and attached files of PDFs decoded. Every text of this world is one mark.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import pytest

from tests.release.taken_down import (
    DAY,
    DECISION,
    IMPROVEMENT,
    MARKS,
    OLDER,
    OTHER,
    REASON,
    REPORT,
    SAME,
    checksums_are_true,
    corrected,
    holding,
    letters,
    manifest,
    of,
    public_bytes,
    release_of,
    rows_of,
    taken,
    three,
)
from tests.worlds import World, bytes_of
from upheld.cli import main
from upheld.documents import written_set
from upheld.errors import Invalid, Missing, Refused
from upheld.letters import letter_set
from upheld.release.freeze import freeze
from upheld.release.model import Tombstone
from upheld.release.store import ReleaseStore
from upheld.release.verify import verify
from upheld.release.withdraw import Kind
from upheld.workspace import Workspace, make_workspace


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with 2018-19 frozen, 2019-20 frozen and corrected, and the letters of both its revisions."""
    folder = make_workspace(tmp_path_factory.mktemp("withdraw") / "made").folder
    world = World(folder, three())
    world.case("19 000 001").decision(published_on="2019-10-01", summary=MARKS[DECISION]).recommendation(
        public_summary=MARKS[IMPROVEMENT], completed_on="", status="agreed"
    ).recommendation(public_summary=OTHER)
    for reference in ("19 000 002", "19 000 003"):
        world.case(reference).decision(published_on="2019-10-01", summary=SAME)
    world.case("19 000 004", "derby").decision(published_on="2019-10-01")
    world.case("18 000 001", received_on="2018-05-01").decision(
        decided_on="2018-09-01", published_on="2018-10-01"
    ).recommendation(public_summary=OLDER, agreed_on="2018-09-01", held_by="derby", completed_on="2019-11-01")
    world.report("R1", "19 000 001;19 000 004", published_on="2019-11-01", title=MARKS[REPORT])
    world.imported()
    for label in ("2018-19", "2019-20"):
        freeze(world.year(label), world.store, world.releases, world.scheme)
    letters(world, 1)
    world.case("19 000 005", "kent", entered_on="2020-06-01")
    corrected(world, 1)
    letters(world, 2)
    return folder


@pytest.fixture
def world(made: Path, tmp_path: Path) -> World:
    """A copy of that workspace."""
    shutil.copytree(made, tmp_path / "copy")
    return World(tmp_path / "copy", three())


# --- gone


@pytest.mark.parametrize(
    ("kind", "record", "authorities"),
    [(*DECISION, ("watford",)), (*IMPROVEMENT, ("watford",)), (*REPORT, ("derby", "watford"))],
)
def test_a_withdrawn_text_is_in_no_release_and_no_letter(
    world: World, kind: Kind, record: str, authorities: tuple[str, ...]
) -> None:
    mark = MARKS[kind, record]
    before = holding(world, mark)
    expected = {
        f"letters/2019-20/r{r}/{slug}.{end}"
        for r in (1, 2)
        for slug in authorities
        for end in ("pdf", "html")
    }
    assert before == expected | {"releases/2019-20/texts.jsonl"}
    untouched = {name: content for name, content in bytes_of(world.folder).items() if name not in before}
    done = taken(world, kind, record)
    assert holding(world, mark) == set()
    assert {slug for _, _, slug in done.touched} == set(authorities)
    # What else was said stays; and nothing was written but what had to be.
    for other in {*MARKS.values(), OTHER} - {mark}:
        assert "releases/2019-20/texts.jsonl" in holding(world, other)
        assert "letters/2019-20/r1/watford.pdf" in holding(world, other)
    changed = {name for name, content in untouched.items() if bytes_of(world.folder).get(name) != content}
    assert changed == {
        f"letters/2019-20/r{r}/{name}" for r in (1, 2) for name in ("SHA256SUMS", "manifest.csv")
    }
    assert checksums_are_true(of(world, 1))
    assert checksums_are_true(of(world, 2))


def test_no_count_changes_and_every_release_is_still_true(world: World) -> None:
    held = {name: each for name, each in bytes_of(world.folder / "releases").items() if "/r" in name}
    for kind, record in MARKS:
        taken(world, kind, record)
    assert {name: each for name, each in bytes_of(world.folder / "releases").items() if "/r" in name} == held
    for label, revision in (("2018-19", 1), ("2019-20", 1), ("2019-20", 2)):
        assert verify(world.releases.find(world.year(label), revision), world.releases).recounted


def test_the_same_words_of_another_record_stay(world: World) -> None:
    def said() -> int:
        return dict(public_bytes(world))["letters/2019-20/r1/watford.html"].count(SAME)

    assert said() == 2
    taken(world, "decision", "19 000 002")
    assert said() == 1
    texts = world.releases.texts(world.year("2019-20"))
    shown = {row.case: texts.read(row.text) for row in release_of(world).review("watford").decisions}
    assert (shown["19 000 002"], shown["19 000 003"]) == (None, SAME)


def test_an_improvement_leaves_every_year_that_it_was_open_in_and_whoever_owes_it_now(world: World) -> None:
    assert {name for name in holding(world, OLDER) if "texts" in name} == {
        "releases/2018-19/texts.jsonl",
        "releases/2019-20/texts.jsonl",
    }
    done = taken(world, "improvement", "18 000 001/1")
    assert holding(world, OLDER) == set()
    assert {(year.label, revision, slug) for year, revision, slug in done.touched} == {
        (label, revision, slug)
        for label, revision in (("2018-19", 1), ("2019-20", 1), ("2019-20", 2))
        for slug in ("derby", "watford")
    }
    assert len(done.tombstones) == 1


def test_a_text_that_was_written_anew_between_two_revisions_goes_in_both_forms(world: World) -> None:
    rewritten = "Zq7rewritten"
    world.rows = rows_of(world)
    world.rows["decisions"][0]["summary"] = rewritten
    corrected(world, 2)
    assert holding(world, rewritten) == {"releases/2019-20/texts.jsonl"}
    assert len(taken(world, *DECISION).tombstones) == 2
    assert holding(world, rewritten) | holding(world, MARKS[DECISION]) == set()


# --- what stays


def test_a_tombstone_says_what_it_was_of_when_and_for_what_class_of_reason(world: World) -> None:
    (tombstone,) = taken(world, *DECISION).tombstones
    named = release_of(world).review("watford").decisions[0].text
    assert tombstone == Tombstone(str(named), "decision", "19 000 001", DAY, REASON)
    assert world.releases.tombstones() == (tombstone,)
    texts = world.releases.texts(world.year("2019-20"))
    assert (texts.read(named), texts.withdrawn_on(named)) == (None, DAY)
    page = (of(world, 2) / "watford.html").read_text(encoding="utf-8")
    assert "The summary was withdrawn on 1 June 2021. The figures count it still." in page.replace(
        "\u00a0", " "
    )


def test_the_letters_that_were_replaced_are_named_with_the_checksums_they_had(world: World) -> None:
    names = ("watford.html", "watford.pdf")
    had = [{name: hashlib.sha256((of(world, 1) / name).read_bytes()).hexdigest() for name in names}]
    taken(world, *DECISION)
    had.append({name: hashlib.sha256((of(world, 1) / name).read_bytes()).hexdigest() for name in names})
    taken(world, *IMPROVEMENT)
    rows = (of(world, 1) / "superseded.csv").read_text().splitlines()
    assert rows[0] == "file,sha256"
    assert rows[1:] == sorted(f"{name},{sums[name]}" for sums in had for name in names)


def test_where_no_letters_were_written_none_are(world: World) -> None:
    shutil.rmtree(world.folder / "letters")
    taken(world, *DECISION)
    assert not (world.folder / "letters").exists()
    assert holding(world, MARKS[DECISION]) == set()


# --- it does not come back


def test_nothing_that_is_done_afterwards_brings_a_text_back(world: World) -> None:
    for kind, record in MARKS:
        taken(world, kind, record)
    year = world.year("2019-20")
    assert not freeze(year, world.store, world.releases, world.scheme).new
    assert (letters(world, 1), letters(world, 2)) == (True, True)
    world.rows = rows_of(world)
    world.case("19 000 006", "kent", entered_on="2020-07-01")
    corrected(world, 2)
    assert letters(world, 3) is False
    for mark in MARKS.values():
        assert holding(world, mark) == set()
    page = (of(world, 3) / "watford.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert page.count("withdrawn on 1 June 2021") >= 3
    verify(world.releases.find(year, 3), world.releases)


# --- once more


def test_doing_it_again_changes_nothing_and_keeps_the_first_day_and_reason(world: World) -> None:
    taken(world, *DECISION)
    held = bytes_of(world.folder)
    taken(world, *DECISION, reason="something else")
    assert bytes_of(world.folder) == held


class Killed(BaseException):
    """What stands for a process that ends here: nobody catches it."""


@pytest.mark.parametrize("step", range(1, 9))
def test_killed_at_any_step_it_is_completed_by_doing_it_again(
    world: World, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file that changes is put into its place whole: the tombstones, the texts of two years (one of which changes),
    then of a set two letters, what they supersede, manifest and checksums. Each is left half written in its turn."""
    shutil.rmtree(of(world, 2))
    done = 0

    def put(path: Path, content: bytes) -> None:
        nonlocal done
        done += 1
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(content[: len(content) // 2] if done == step else content)
        if done == step:
            raise Killed
        beside.replace(path)

    with monkeypatch.context() as patch:
        patch.setattr(ReleaseStore, "_replace", staticmethod(put))
        for room in (letter_set, written_set):
            patch.setattr(room, "replace_file", put)
        if step <= 7:
            with pytest.raises(Killed):
                taken(world, *DECISION)
        else:
            taken(world, *DECISION)
            assert done == 7
    if step > 1:  # from the first moment no reader gets it
        name = release_of(world).review("watford").decisions[0].text
        assert world.releases.texts(world.year("2019-20")).read(name) is None
    whole = {"watford.html", "watford.pdf"}
    had = {row["file"]: row["sha256"] for row in manifest(of(world, 1))} if step <= 6 else {}
    taken(world, *DECISION)
    assert holding(world, MARKS[DECISION]) == set()
    assert checksums_are_true(of(world, 1))
    superseded = (of(world, 1) / "superseded.csv").read_text().splitlines()[1:]
    assert {row.split(",")[0] for row in superseded} == whole
    assert len(superseded) == 2
    assert all(f"{name},{had[name]}" in superseded for name in whole & had.keys())
    assert letters(world, 1) is True
    assert list(world.folder.rglob(".*.part")) == []


def test_what_killed_runs_left_behind_goes_too(world: World) -> None:
    half_set, half_texts = (
        of(world, 1).parent / ".r1-abc",
        world.folder / "releases" / "2018-19" / ".texts.jsonl.part",
    )
    shutil.copytree(of(world, 1), half_set)
    half_texts.write_text(MARKS[DECISION])
    taken(world, *DECISION)
    assert not half_set.exists()
    assert not half_texts.exists()


# --- refused


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_withdrawal_says_why(world: World, reason: str) -> None:
    with pytest.raises(Refused, match="for what class of reason"):
        taken(world, *DECISION, reason=reason)


@pytest.mark.parametrize(
    ("kind", "record", "words"),
    [
        (
            "decision",
            "19 000 004",
            "Name it by a case's reference",
        ),  # it is public, and nothing was written of it
        ("decision", "19 000 099", "Name it by a case's reference"),
        ("decision", "R1", "Name it by a case's reference"),
        ("improvement", "19 000 001", "Name it by case/number"),
        ("report", "R9", "Name it by a report's number"),
    ],
)
def test_what_was_never_published_cannot_be_withdrawn(
    world: World, kind: Kind, record: str, words: str
) -> None:
    held = bytes_of(world.folder)
    with pytest.raises(Missing, match=f"No release has a published text of the {kind} '{record}'. {words}"):
        taken(world, kind, record)
    assert bytes_of(world.folder) == held


def test_a_folder_that_is_no_year_is_no_hindrance(world: World) -> None:
    (world.folder / "releases" / "notes").mkdir()
    assert taken(world, *DECISION).tombstones


def test_the_command_says_which_letters_are_other_letters_now(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Workspace, "scheme", property(lambda self: three()))
    monkeypatch.chdir(world.folder)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["upheld", "withdraw", *arguments])
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        told = capsys.readouterr()
        return code, told.out, told.err

    command = ("decision", "19 000 001", "--on", "2021-06-01", "--reason", REASON)
    gallery = world.folder / "gallery"
    gallery.mkdir()
    (gallery / "01-letter.html").write_text(MARKS[DECISION], encoding="utf-8")
    code, said, _ = run(*command)
    assert code == 0
    assert said.splitlines() == [
        "Withdrawn: the decision 19 000 001. Its text is in no release, letter or pack of this workspace any more, and in no edition of its site.",
        *(
            f"  written anew without it: letters/2019-20/r{r}/watford.{end}"
            for r in (1, 2)
            for end in ("pdf", "html")
        ),
        "  removed, for its letters could hold it: gallery. `upheld gallery` makes it anew.",
        "Letters and packs already sent or printed are with their readers: tell them.",
    ]
    assert holding(world, MARKS[DECISION]) == set()
    code, said, _ = run(*command)
    assert (code, len(said.splitlines())) == (0, 1)
    code, said, refused = run("decision", "19 000 001", "--on", "2021-06-01", "--reason", " ")
    assert (code, said) == (Refused.exit_code, "")
    assert "class of reason" in refused
    code, said, refused = run("report", "R9", "--on", "2021-06-01", "--reason", REASON)
    assert (code, said) == (Missing.exit_code, "")
    assert "No release has a published text of the report 'R9'" in refused


def test_letters_written_anew_are_read_and_what_still_holds_the_text_is_said(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A letter is written anew with today's texts, which nobody has read with it: the proof-reader has."""
    monkeypatch.setattr(Workspace, "scheme", property(lambda self: three()))
    monkeypatch.chdir(world.folder)
    own = world.folder / "prose"
    own.mkdir()
    typed = ["upheld", "withdraw", "decision", "19 000 001", "--on", "2021-06-01", "--reason", REASON]
    monkeypatch.setattr(sys, "argv", typed)
    (own / "2020-paragraphs.toml").write_text("broken", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Invalid.exit_code
    assert "still in letters and packs of 2019-20/r1: mend what follows" in capsys.readouterr().out
    (own / "2020-paragraphs.toml").write_text(
        '[[paragraph]]\nauthority = "watford"\ntext = "You upheld 77 of 99."\nprepared_by = "A"\n'
        'reviewed_by = "B"\nreviewed_on = 2020-07-01\n',
        encoding="utf-8",
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Invalid.exit_code
    said = capsys.readouterr().out
    assert "'77'" in said
    assert "mend the texts, and withdraw again" in said
    assert holding(world, MARKS[DECISION]) == set()
    shutil.rmtree(own)
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    pages = (world.folder / "letters").rglob("*.html")
    assert not any("77 of 99" in page.read_text(encoding="utf-8") for page in pages)
