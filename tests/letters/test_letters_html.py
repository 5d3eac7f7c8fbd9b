"""The HTML twin: the same letter, by itself, and harmless."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser

import pytest

from tests.letters.hand_made import letter, release
from upheld.letters.html import letter_page
from upheld.letters.pdf import letter_data

SLUGS = tuple(release()[0].reviews)
VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """Tags in order, attributes, and whether everything that opens closes."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_stands_by_itself(slug: str) -> None:
    source = letter_page(letter(slug))
    page = Page(source)
    assert page.open == []
    assert source.startswith("<!doctype html>")
    assert ("html", {"lang": "en-GB"}) in page.tags
    names = [tag for tag, _ in page.tags]
    assert names.count("h1") == names.count("main") == 1
    assert not {"script", "link", "img", "iframe", "object"} & set(names)
    assert "url(" not in source
    assert not re.search(r'\bon\w+="', re.sub(r"<bdi>.*?</bdi>", "", source, flags=re.DOTALL))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        for reference in (attributes.get("aria-labelledby") or "").split():
            assert reference in ids
    headings = [int(tag[1]) for tag in names if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(headings))
    assert names.count("caption") + sum(
        "aria-labelledby" in attributes for tag, attributes in page.tags if tag == "table"
    ) == names.count("table")


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
