"""The HTML twin: the same letter, by itself, and harmless."""

from __future__ import annotations

import re

import pytest

from tests.documents.checks import Page, check_page
from tests.letters.hand_made import letter, release
from upheld.letters.html import letter_page
from upheld.letters.pdf import letter_data

SLUGS = tuple(release()[0].reviews)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_stands_by_itself(slug: str) -> None:
    check_page(letter_page(letter(slug)))


@pytest.mark.parametrize("slug", SLUGS)
def test_it_says_what_the_pdf_says(slug: str) -> None:
    context = letter(slug)
    words = re.sub(r"\s+", "", "".join(Page(letter_page(context)).words))

    def flat(text: str) -> str:
        return re.sub(r"[\s\u200b]+", "", text)

    data = letter_data(context)
    for key in ("title", "subtitle", "day", "salutation", "glance_lead", "closing"):
        assert flat(data[key]) in words, key
    for section in data["sections"]:
        for paragraph in section["paragraphs"]:
            assert flat("".join(run["text"] for run in paragraph)) in words
    for figure in data["figures"]:
        for key in ("name", "heading", "text", "base"):
            assert flat(figure[key]) in words
    for listing in data["listings"]:
        for row in listing["rows"]:
            for cell in row:
                assert flat(cell["text"]) in words


def test_the_band_is_there_and_cannot_be_lost() -> None:
    assert 'class="band"><span><strong>Illustrative.' in letter_page(letter("bolsover"))
    real = letter_page(letter("bolsover", illustrative=False))
    assert "llustrative" not in real.replace("illustrative\n", "").split("<pre", 1)[0]


def test_hostile_text_is_text() -> None:
    source = letter_page(letter("craven"))
    assert "<b onclick" not in source
    assert "&lt;b onclick=" in source
    assert "\u202e" not in source


def test_no_element_carries_a_style_of_its_own_and_every_width_of_a_column_has_its_rule() -> None:
    source = letter_page(letter("bolsover"))
    assert " style=" not in source
    widths = set(re.findall(r'<th scope="col" class="(w[0-9]+)"', source))
    assert widths
    assert {width for width in widths if f".{width} {{" not in source} == set()
