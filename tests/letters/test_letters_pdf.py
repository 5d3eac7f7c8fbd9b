"""The PDF: what a checker, a screen reader and a spreadsheet find in it."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from functools import lru_cache

import pikepdf
import pytest

from tests.documents.checks import check_pdf
from tests.letters.hand_made import HOSTILE, letter, release
from upheld.documents.pdf import breakable
from upheld.documents.press import Press
from upheld.letters.pdf import draw_letter, letter_data, press_letter

SLUGS = tuple(release()[0].reviews)


@lru_cache(maxsize=1)
def press() -> Press:
    return Press()


@lru_cache(maxsize=64)
def pressed(slug: str, illustrative: bool = True) -> bytes:
    return press_letter(press(), letter(slug, illustrative))


@lru_cache(maxsize=64)
def text_of(slug: str, illustrative: bool = True) -> tuple[str, ...]:
    """The text of each page, by the characters each font says its glyphs stand for."""
    with pikepdf.open(io.BytesIO(pressed(slug, illustrative))) as pdf:
        return tuple(_page_text(one) for one in pdf.pages)


def _page_text(of_page: pikepdf.Page) -> str:
    fonts = {name: _unicode(font) for name, font in of_page.resources.Font.items()}
    shown: list[str] = []
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(of_page):
        match str(operator):
            case "Tf":
                current = fonts[str(operands[0])]
            case "Tj":
                shown.append(_decoded(bytes(operands[0]), current))
            case "TJ":
                shown += [
                    _decoded(bytes(part), current) for part in operands[0] if isinstance(part, pikepdf.String)
                ]
    return "".join(shown)


def _decoded(raw: bytes, font: dict[int, str]) -> str:
    return "".join(font.get(int.from_bytes(raw[at : at + 2], "big"), "") for at in range(0, len(raw), 2))


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    found: dict[int, str] = {}
    for code, value in re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", font.ToUnicode.read_bytes()):
        found[int(code, 16)] = bytes.fromhex(value.decode()).decode("utf-16-be")
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_it_is_accessible_and_archivable(slug: str) -> None:
    context = letter(slug)
    assert context.document_title.endswith("(illustrative data)")
    drawn = bool(context.behind.flow) and any(one.count for one in context.behind.flow)
    check_pdf(
        pressed(slug),
        context.document_title,
        figures=2 * len(context.figures) + drawn,
        tables=sum(bool(listing.rows) for listing in context.behind.listings),
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_the_figures_travel_inside(slug: str) -> None:
    context = letter(slug)
    with pikepdf.open(io.BytesIO(pressed(slug))) as pdf:
        assert sorted(pdf.attachments) == ["definitions.jsonl", "figures.csv"]
        definitions = pdf.attachments["definitions.jsonl"].get_file().read_bytes()
        attached = pdf.attachments["figures.csv"]
        content = attached.get_file().read_bytes()
        assert "figures" in attached.description.lower()
        assert "Illustrative" in attached.description
    assert content.decode("utf-8") == context.csv
    assert definitions.decode("utf-8") == context.definitions
    rows = list(csv.DictReader(io.StringIO(context.csv)))
    named = [row["definition_sha256"] for row in rows if row["kind"] == "figure"]
    assert named == [hashlib.sha256(line).hexdigest() for line in definitions.splitlines()]
    assert all(row["illustrative"] == "yes" for row in rows)


def test_the_same_letter_is_the_same_bytes() -> None:
    assert press_letter(Press(), letter("bolsover")) == pressed("bolsover")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_of_an_illustrative_letter_says_so(slug: str) -> None:
    for words in text_of(slug):
        assert "Illustrative." in words
        assert "Illustrative data" in words
    assert "Illustrative: sample records" in "".join(text_of(slug))


def test_a_real_letter_does_not() -> None:
    whole = "".join(text_of("bolsover", illustrative=False))
    assert "llustrative" not in whole
    with pikepdf.open(io.BytesIO(pressed("bolsover", illustrative=False))) as pdf:
        assert "llustrative" not in str(pdf.docinfo.Title)


def test_bolsover_prints_what_was_published() -> None:
    pages = [words.replace("\u00a0", " ") for words in text_of("bolsover")]
    assert len(pages) == 4
    for said in ("25%", "1 upheld decision", "of 4 detailed investigations", "average 45%", "Too few to say"):
        assert said in pages[2]
    for said in (
        "100%",
        "of 1 compliance outcome",
        "average 99%",
        "1 of 1 satisfied",
        "0%",
        "of 1 upheld decision",
        "average 20%",
    ):
        assert said in pages[2]
    assert "1 decisions" not in "".join(pages)
    assert "is one of 192 district" in "".join(pages)
    assert "47 more than the year before" in pages[1]


def test_hostile_text_is_text() -> None:
    whole = re.sub(r"[\s\u200b]", "", "".join(text_of("craven")))
    harmless = re.sub(r"[\s\u202e\u202c]", "", HOSTILE)
    assert harmless in whole
    assert whole.count("word") == 1_900
    assert "\u202e" not in whole


def test_pages_can_be_drawn() -> None:
    pages = draw_letter(press(), letter("adur"), ppi=40)
    assert len(pages) == 4
    assert all(one.startswith(b"\x89PNG") for one in pages)


def test_long_words_get_places_to_break_and_short_ones_none() -> None:
    assert breakable("a " + "x" * 30) == "a " + "x" * 12 + "\u200b" + "x" * 12 + "\u200b" + "x" * 6
    assert breakable("Environmental Services") == "Environmental Services"


def test_only_public_things_go_into_the_template() -> None:
    told = str(letter_data(letter("bolsover"))) + str(letter_data(letter("kent")))
    assert "example.org" not in told
    assert "Customer Standards Manager" not in told
