"""Nothing private gets out: a mark in every field that is not for the public, and a search of every public byte.

The search goes through the release's public part, the texts beside it, what `show` prints, and the letters, in which text
and attached files are compressed and must be decoded first.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from tests.worlds import World, few
from upheld.letters.letter_set import write_letters
from upheld.letters.printed import text_of_pdf
from upheld.letters.prose_file import load_prose
from upheld.records.contract import Contact
from upheld.records.tables import from_frame
from upheld.release.load import load_release
from upheld.wording.show import review_as_json, show_review

PRIVATE = "Zx9Private"
PUBLIC = "Qw7Public"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A year in which every field that is not public holds a mark, each its own, and every public text another."""
    world = World(tmp_path_factory.mktemp("private"), few())
    numbered = iter(range(1000))

    def mark(what: str) -> str:
        return f"{PRIVATE}{next(numbered)}-{what}"

    hidden = {
        "subcategory": mark("subcategory"),
        "acting_for_it": mark("provider"),
        "acting_for_it_publishable": "yes",
    }
    secret = {"text": mark("text"), "evidence": mark("evidence"), "held_by": "derby"}
    # Published, with an improvement that was done, one that was not, and a remedy for a person.
    world.case("19 000 001", **hidden).decision(
        published_on="2019-10-01", summary=f"{PUBLIC} summary"
    ).recommendation(public_summary=f"{PUBLIC} improvement", **secret).recommendation(
        public_summary=f"{PUBLIC} promise", text=mark("text"), completed_on="", status="agreed"
    ).recommendation(text=mark("unsummarised")).recommendation(
        kind="personal_remedy", remedy_type="apology", text=mark("remedy"), evidence=mark("remedy")
    ).compliance("satisfied_late", note=mark("note"))
    # Not published yet, or later than the as-at day; withheld.
    world.case("19 000 002").decision(summary=mark("not-yet")).recommendation(
        public_summary=mark("not-yet"), text=mark("text")
    ).compliance("not_satisfied", note=mark("note"))
    world.case("19 000 003").decision(published_on="2020-05-01", summary=mark("later")).recommendation(
        public_summary=mark("later")
    )
    world.case("19 000 004").decision(
        publication="withheld", withheld_reason=mark("reason"), summary=mark("withheld")
    ).recommendation(public_summary=mark("withheld"))
    # Replaced: what it said is no longer said.
    world.case("19 000 005").decision(published_on="2019-10-01", summary=mark("replaced")).recommendation(
        public_summary=mark("replaced")
    ).replaced_on("2019-12-01", "not_upheld")
    # A public summary without agreement is no promise.
    world.case("19 000 006").decision(published_on="2019-10-01").recommendation(
        public_summary=mark("refused"), status="refused", agreed_on="", due_on="", completed_on=""
    )
    world.report(
        "R1", "19 000 001", published_on="2019-11-01", title=f"{PUBLIC} report", response=mark("response")
    )
    world.report("R2", "19 000 002", title=mark("title"), response=mark("response"))
    world.report(
        "R3", "19 000 004", publication="withheld", withheld_reason=mark("reason"), title=mark("title")
    )
    world.event("E1", "2019-05-01", client=mark("client")).event(
        "E2", "2019-05-01", "seminar", client=mark("client"), authorities="derby"
    )
    world.contact(
        "watford", "chief_executive", name=f"{PUBLIC} addressee", email=f"{mark('email')}@example.org"
    )
    for role in ("link_officer", "leader", "monitoring_officer", "scrutiny_chair"):
        world.contact(
            "watford", role, name=mark(role), title=mark(role), email=f"{mark('email')}@example.org"
        )
    world.contact(
        "derby",
        "chief_executive",
        "2010-01-01",
        held_to="2012-01-01",
        name=mark("former"),
        title=mark("former"),
    )
    world.frozen()
    return world


def the_case_numbers_not_public() -> tuple[str, ...]:
    return ("19 000 002", "19 000 003", "19 000 004")


def marks_in(found: bytes | str) -> list[str]:
    text = found.decode("utf-8", "replace") if isinstance(found, bytes) else found
    return [piece.split()[0][:60] for piece in text.split(PRIVATE)[1:]]


def test_every_mark_is_in_the_sealed_part_or_the_contacts_so_that_the_search_means_something(
    world: World,
) -> None:
    planted = {
        cell for rows in world.rows.values() for row in rows for cell in row.values() if PRIVATE in cell
    }
    assert len(planted) > 25
    sealed = world.stored().sealed
    assert sealed is not None
    kept = b"".join(sealed.values()).decode()
    lost = {cell.removeprefix(PRIVATE) for cell in planted if cell not in kept}
    # Contacts are not sealed; and what was written to be published and is not public on the day is left out even there.
    assert {each.split("-", 1)[1].split("@")[0] for each in lost} <= {
        "email", "link_officer", "leader", "monitoring_officer", "scrutiny_chair", "former", "not-yet", "later", "withheld", "title",
    }  # fmt: skip


def test_no_mark_is_in_the_public_part_or_in_the_texts_beside_it(world: World) -> None:
    year = world.folder / "releases" / "2019-20"
    public = [*(year / "r1" / "public").iterdir(), year / "texts.jsonl"]
    assert len(public) > 13
    assert {path.name: marks_in(path.read_bytes()) for path in public if marks_in(path.read_bytes())} == {}


def test_what_may_be_read_is_there(world: World) -> None:
    texts = (world.folder / "releases" / "2019-20" / "texts.jsonl").read_text(encoding="utf-8")
    assert all(f"{PUBLIC} {each}" in texts for each in ("summary", "improvement", "promise", "report"))


def test_a_decision_that_is_not_public_is_counted_and_never_named(world: World) -> None:
    release = load_release(world.stored().public)
    review = release.review("watford")
    assert (review.counts["upheld"], review.counts["upheld_not_public"]) == (5, 3)
    assert [each.case for each in review.decisions] == ["19 000 001", "19 000 006"]
    assert {(each.result, each.case, each.sequence) for each in review.findings} == {
        ("satisfied_late", "19 000 001", 1),
        ("not_satisfied", None, None),
    }
    named = b"".join(
        content for name, content in world.stored().public.items() if name != "reports.csv"
    ).decode()
    assert [number for number in the_case_numbers_not_public() if number in named] == []
    assert [each.number for each in review.reports] == ["R1"]


def test_nobody_but_their_owner_can_look_into_records_and_sealed_parts(world: World) -> None:
    assert stat.S_IMODE(world.store.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((world.stored().folder / "sealed").stat().st_mode) == 0o700
    assert stat.S_IMODE((world.stored().folder / "public").stat().st_mode) & 0o055 == 0o055


def test_no_mark_is_in_what_show_prints(world: World) -> None:
    release = load_release(world.stored().public)
    texts = world.releases.texts(world.year("2019-20"))
    for slug in release.reviews:
        said = show_review(release, world.scheme, slug, texts)
        said += json.dumps(review_as_json(release, world.scheme, slug, texts), ensure_ascii=False)
        assert marks_in(said) == []


def everything_in(pdf: Path) -> Iterator[str]:
    """All that a PDF says: its text, its attached files, its metadata and every string and stream in it."""
    yield text_of_pdf(pdf)
    with pikepdf.open(pdf) as opened:
        for attached in opened.attachments.values():
            yield attached.get_file().read_bytes().decode("utf-8", "replace")
        for each in opened.objects:
            yield repr(each)
            if isinstance(each, pikepdf.Stream):
                yield each.read_bytes().decode("utf-8", "replace")


def test_no_mark_is_in_a_letter_but_the_addressee_s_name(world: World) -> None:
    release = load_release(world.stored().public)
    contacts = from_frame(Contact, world.store.scan("contacts").collect())
    texts = world.releases.texts(world.year("2019-20"))
    made = write_letters(
        release,
        world.scheme,
        load_prose(world.scheme.prose_folder, release.about.year),
        texts,
        contacts,
        world.folder / "letters" / "r1",
    )
    files = [path for path in made.folder.iterdir() if path.suffix != ".pdf"]
    assert {path.name: marks_in(path.read_bytes()) for path in files if marks_in(path.read_bytes())} == {}
    for pdf in (made.folder / "watford.pdf", made.folder / "derby.pdf"):
        assert marks_in("\n".join(everything_in(pdf))) == []
    said = text_of_pdf(made.folder / "watford.pdf")
    assert "Watford" in said
    assert "addressee" in said
