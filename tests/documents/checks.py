"""What every set document must be, whatever it says: checks of pages, PDFs and ODTs that several rooms' tests share."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

import page
import pikepdf

FALSE_ALARM = {"PDFA3U-STREAM-LENGTH-001"}
"""The checker raises it on about one file in a hundred; accepted where it is the only finding."""

VOID = {"meta", "br", "link", "img", "hr", "input"}
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


class Page(HTMLParser):
    """Tags in order, attributes, words, and whether everything that opens closes."""

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


def check_page(source: str) -> Page:
    """A page that stands by itself, with one title, headings in order, and every reference to something that is there."""
    read = Page(source)
    assert read.open == []
    assert source.startswith("<!doctype html>")
    assert ("html", {"lang": "en-GB"}) in read.tags
    names = [tag for tag, _ in read.tags]
    assert names.count("h1") == names.count("main") == 1
    assert not {"script", "link", "img", "iframe", "object"} & set(names)
    assert "url(" not in source
    assert not re.search(r'\bon\w+="', re.sub(r"<bdi>.*?</bdi>", "", source, flags=re.DOTALL))
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in read.tags:
        for reference in (attributes.get("aria-labelledby") or "").split():
            assert reference in ids
        if (attributes.get("href") or "").startswith("#"):
            assert (attributes["href"] or "")[1:] in ids
    assert not any("style" in attributes for _, attributes in read.tags), "a served page may carry none"
    check_levels([int(tag[1]) for tag in names if re.fullmatch(r"h[1-6]", tag)])
    assert names.count("caption") + sum(
        "aria-labelledby" in attributes for tag, attributes in read.tags if tag == "table"
    ) == names.count("table")
    return read


def check_levels(headings: list[int]) -> None:
    """Headings that begin with a title and never skip a level."""
    assert headings[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(headings))


def structure(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The tags of a PDF, in the order in which they are read."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from structure(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from structure(node.K)


def check_pdf(pdf: bytes, title: str, *, figures: int, tables: int, validated: bool = True) -> None:
    """A PDF with title, language, headings in order, words for each picture, headed tables, and one typeface."""
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3U) if validated else ():
        found = {failure.rule_id for failure in page.validate_pdf_bytes(pdf, profile=profile).failures}
        assert found <= FALSE_ALARM
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert str(read.Root.Lang) == "en-GB"
        assert bool(read.Root.MarkInfo.Marked)
        assert str(read.docinfo.Title) == title
        nodes = list(structure(read.Root.StructTreeRoot.K))
        kinds = [str(node.S) for node in nodes]
        pictures = [node for node in nodes if str(node.S) == "/Figure"]
        assert len(pictures) == figures
        for node in pictures:
            assert (str(node.get("/Alt", "")) or str(node.get("/A", {}).get("/Alt", ""))).strip()
        check_levels([int(kind[2]) for kind in kinds if re.fullmatch(r"/H\d", kind)])
        assert kinds.count("/Table") == kinds.count("/THead") == tables
        names = {
            str(found.BaseFont)
            for found in read.objects
            if isinstance(found, pikepdf.Dictionary) and "/BaseFont" in found
        }
        assert names
        assert all(re.fullmatch(r"/[A-Z]{6}\+SourceSansPro-\w+(-Identity-H)?", name) for name in names)


def check_odt(odt: bytes) -> str:
    """An ODT of good XML, its type first, its headings in order, its tables with header rows; the words in it."""
    with zipfile.ZipFile(io.BytesIO(odt)) as packed:
        assert packed.namelist()[0] == "mimetype"
        assert packed.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        trees = {
            name: ElementTree.fromstring(packed.read(name))
            for name in packed.namelist()
            if name != "mimetype"
        }
        listed = set(re.findall(r'full-path="([^"]+)"', packed.read("META-INF/manifest.xml").decode()))
    assert listed == set(trees) - {"META-INF/manifest.xml"} | {"/"}
    content = trees["content.xml"]
    check_levels([int(each.attrib[f"{TEXT}outline-level"]) for each in content.iter(f"{TEXT}h")])
    for table in content.iter(f"{TABLE}table"):
        assert table.find(f"{TABLE}table-header-rows") is not None
    return "".join(content.itertext()) + "".join(trees["styles.xml"].itertext())
