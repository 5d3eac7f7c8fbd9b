"""The demonstration: the whole 2019-20 review of the English councils, and what must be true of it.

Belongs here: golden facts read from the finished letters, as a reader would read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest

from tools.make_pictures import PICTURES, letter_pictures
from upheld.demo import DEMO_YEAR, Demo, freeze_years, run_demo
from upheld.letters.context import letter_context
from upheld.letters.printed import text_of_pdf
from upheld.letters.proof.reader import proof_read, proof_reader
from upheld.letters.situations import SITUATIONS, seen, situations_of
from upheld.letters.verify import Beside, read_letter, verify_letter
from upheld.measures.figure import Figure
from upheld.measures.rate import print_rate
from upheld.release.load import load_release
from upheld.wording.caution import chance_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return run_demo(tmp_path_factory.mktemp("place") / "demo", lambda line: None)


def figures(demo: Demo, slug: str) -> Mapping[str, Figure]:
    return demo.release.review(slug).figures


def printed(demo: Demo, slug: str, measure: str) -> tuple[str | None, str | None, int, int, str | None]:
    figure = figures(demo, slug)[measure]
    definition = demo.release.definitions[measure]
    rate, average = (
        None if each is None else print_rate(definition, each) for each in (figure.rate, figure.average)
    )
    return rate, average, figure.numerator, figure.denominator, figure.verdict and figure.verdict.value


def letter(demo: Demo, slug: str) -> str:
    return " ".join(text_of_pdf(demo.letters.folder / f"{slug}.pdf").split())


def test_every_council_of_the_year_gets_a_letter_in_both_forms(demo: Demo) -> None:
    councils = [
        slug
        for slug, review in demo.release.reviews.items()
        if review.authority.group and review.authority.open_at_end
    ]
    assert len(councils) == 343
    for slug in councils:
        assert (demo.letters.folder / f"{slug}.pdf").is_file()
        assert (demo.letters.folder / f"{slug}.html").is_file()


@pytest.mark.parametrize(
    ("slug", "measure", "expected"),
    [
        ("bolsover", "upheld-rate", ("25%", "45%", 1, 4, "too few to say")),
        ("bolsover", "compliance-rate", ("100%", "99%", 1, 1, None)),
        ("bolsover", "satisfactory-remedy-rate", ("0%", "20%", 0, 1, "too few to say")),
    ],
)
def test_bolsover_prints_what_was_published(
    demo: Demo, slug: str, measure: str, expected: tuple[object, ...]
) -> None:
    assert printed(demo, slug, measure) == expected


def test_the_letter_to_bolsover_says_its_figures_in_words(demo: Demo) -> None:
    said = letter(demo, "bolsover")
    for words in (
        "1 upheld decision of 4 detailed investigations",
        "district councils is 45%",
        "1 outcome satisfied of 1 compliance outcome",
        "district councils is 99%",
        "0 satisfactory remedies of 1 upheld decision",
        "district councils is 20%",
        "Base: 1 upheld decision",
        "Too few to say",
        "118 courses",
        "47 more than the year before",
        "more than 1,400 people",
        "178 people",
        "143 authorities",
        "29 July 2020",
    ):
        assert words in said.replace("\N{NO-BREAK SPACE}", " "), words


def test_the_outcome_tables_that_are_known_come_out(demo: Demo) -> None:
    bolsover = demo.release.review("bolsover").counts
    assert (bolsover["received"], bolsover["decided"]) == (11, 16)
    assert [
        bolsover[f"outcome.{each}"]
        for each in ("invalid", "advice", "referred_back", "closed_initial", "not_upheld", "upheld")
    ] == [2, 0, 2, 8, 3, 1]
    assert (
        figures(demo, "bury")["upheld-rate"].numerator,
        demo.release.review("bury").counts["decided"],
    ) == (6, 72)
    assert demo.release.review("melton").counts["decided"] == 10
    assert demo.release.review("northumberland").counts["compliance.satisfied_late"] == 2


def test_every_letter_of_every_year_is_proof_read_and_every_situation_is_among_them(demo: Demo) -> None:
    place, found, read = demo.workspace, set(), 0
    freeze_years(place, range(DEMO_YEAR + 1, demo.sample.last_year + 1), lambda line: None)
    for year in place.releases.years(place.scheme.calendar):
        release = load_release(place.releases.find(year).public)
        prose, texts, contacts = place.prose(year), place.releases.texts(year), place.contacts()
        reader, chance = proof_reader(release, place.scheme, prose, texts, contacts), chance_of(release)
        for slug in (slug for slug, review in release.reviews.items() if review.letter):
            letter = letter_context(release, place.scheme, prose, texts, contacts, slug, chance)
            assert proof_read(reader, letter) == (), f"{slug} {year.label}"
            found |= {one.slug for one in situations_of(seen(release, place.scheme, letter))}
            read += 1
        councils = [one for one in release.reviews.values() if one.letter and one.authority.group]
        assert len(councils) > 300
    assert read > 3_500
    assert found == {situation.slug for situation in SITUATIONS}


def test_everything_says_that_it_is_illustrative(demo: Demo) -> None:
    assert demo.release.about.illustrative
    for slug in ("bolsover", "kent", "bournemouth", "broads-authority"):
        pdf = demo.letters.folder / f"{slug}.pdf"
        with pikepdf.open(pdf) as opened:
            pages = len(opened.pages)
            assert "illustrative" in str(opened.docinfo["/Title"]).lower()
        assert text_of_pdf(pdf).count("No ombudsman sent this letter") >= pages
        assert "No ombudsman sent this letter" in (demo.letters.folder / f"{slug}.html").read_text("utf-8")


def test_the_list_of_checksums_is_true_of_every_letter(demo: Demo) -> None:
    listed = (demo.letters.folder / "SHA256SUMS").read_text("ascii").splitlines()
    assert len(listed) == 2 * len(demo.letters.letters) + 1
    for line in listed:
        checksum, name = line.split("  ")
        assert hashlib.sha256((demo.letters.folder / name).read_bytes()).hexdigest() == checksum


def test_every_letter_proves_itself_and_is_the_one_of_the_set(demo: Demo) -> None:
    beside = Beside(demo.release, [demo.letters.folder])
    for each in demo.letters.letters:
        found = verify_letter(read_letter(demo.letters.folder / each.pdf), beside)
        assert found.checked[-1].endswith(f"/{each.pdf}."), each.pdf
        assert (
            "Complaints upheld, Recommendations carried out and Put right before it reached us"
            in found.checked[2]
        )
        assert not found.not_checked


def test_no_contact_and_no_private_text_is_in_a_public_file(demo: Demo) -> None:
    releases = demo.workspace.folder / "releases" / "2019-20"
    public = [*releases.glob("r1/public/*"), releases / "texts.jsonl", *demo.letters.folder.glob("*.html")]
    for path in public:
        content = path.read_text("utf-8")
        assert ".example" not in content, path
        assert "@" not in content.replace("@media", "").replace("@font-face", "").replace("@page", ""), path


def test_the_pictures_in_the_documentation_are_pages_of_this_letter(demo: Demo) -> None:
    for name, picture in letter_pictures(demo.workspace, demo.release).items():
        assert (PICTURES / name).read_bytes() == picture, (
            f"{name} is out of date: python tools/make_pictures.py"
        )


def test_doing_it_all_again_finds_it_done(demo: Demo) -> None:
    before = {path: path.stat().st_mtime_ns for path in Path(demo.letters.folder).iterdir()}
    again = run_demo(demo.workspace.folder, lambda line: None)
    assert not any(frozen.new for frozen in again.frozen.values())
    assert again.review.already and again.case_lists.already
    assert again.letters.already
    assert before == {path: path.stat().st_mtime_ns for path in Path(demo.letters.folder).iterdir()}
