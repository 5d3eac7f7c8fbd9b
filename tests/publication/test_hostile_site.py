"""Hostile text in records is text in every file of the site: page, twin, feed, table, workbook, and in addresses it has no part."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from tests.publication.hostile_site import TEXTS, hostile_site
from upheld.publication.setting import icon
from upheld.wording.record_texts import TURNING, fit


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_site(tmp_path_factory.mktemp("hostile") / "made").public


class Elements(HTMLParser):
    """What a page is made of, and its text."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def pages(current: Path) -> Iterator[Path]:
    """The pages of the site; letters carry their style, and have tests of their own."""
    for page in sorted(current.rglob("*.html")):
        if page.relative_to(current).parts[0] != "letter":
            yield page


def test_no_text_becomes_an_element_an_attribute_or_a_link(current: Path) -> None:
    for page in pages(current):
        for tag, attributes in Elements(page).found:
            assert tag not in ("img", "iframe", "object", "style", "base"), page
            if tag == "script":
                assert attributes["src"].startswith("/script/"), page
            assert not any(name.startswith("on") for name in attributes), page
            for name in ("href", "src", "action"):
                link = attributes.get(name, "")
                if link == icon():
                    continue  # the one address that carries what it shows, and we made it
                assert not re.match(r"\s*(?:javascript|data|vbscript):", link, re.IGNORECASE), page
                assert not any(harm in link for harm in ("evil", "..", "%2e")), page


def test_no_page_holds_a_sign_that_steers_or_turns(current: Path) -> None:
    for page in pages(current):
        text = page.read_text(encoding="utf-8")
        assert not TURNING & set(text), page
        odd = {one for one in text if unicodedata.category(one) in ("Cc", "Cs")}
        assert odd <= {"\n"}, page


@pytest.mark.parametrize("reference", TEXTS)
def test_each_text_is_on_the_page_of_its_case_and_in_its_twin_as_it_is(current: Path, reference: str) -> None:
    folder = current / "decision" / reference.replace(" ", "-")
    shown = " ".join(Elements(folder / "index.html").text.split())
    assert fit(TEXTS[reference]) in shown
    twin = json.loads((folder / "index.json").read_bytes())
    assert fit(TEXTS[reference]) in json.dumps(twin, ensure_ascii=False) or fit(TEXTS[reference]) in list(
        strings(twin)
    )


def strings(found: object) -> Iterator[str]:
    """Every string in what was read from JSON."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for each in found.values():
            yield from strings(each)
    elif isinstance(found, list):
        for each in found:
            yield from strings(each)


def test_every_case_has_one_folder_by_its_reference_and_nothing_lies_outside(current: Path) -> None:
    cases = {path.name for path in (current / "decision").iterdir() if path.name.startswith("19-")}
    assert cases == {reference.replace(" ", "-") for reference in TEXTS}
    plain = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
    for path in current.rglob("*"):
        parts = path.relative_to(current).parts
        assert all(plain.fullmatch(part) for part in parts if part != ".well-known"), path


def test_every_feed_and_sitemap_is_well_formed(current: Path) -> None:
    found = sorted(current.rglob("*.xml"))
    assert len(found) > 3
    for path in found:
        for element in ET.fromstring(path.read_bytes()).iter():
            assert not element.tag.endswith(("script", "img"))
            assert "evil" not in "".join(element.attrib.values())


def test_every_json_file_can_be_read(current: Path) -> None:
    for path in current.rglob("*.json"):
        json.loads(path.read_bytes())


def test_no_cell_of_a_table_begins_a_formula(current: Path) -> None:
    for path in current.rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), (path, cell[:40])
                assert not cell.startswith("-") or re.fullmatch(r"-?[0-9.]+", cell), (path, cell[:40])


def test_no_cell_of_a_workbook_is_a_formula_and_all_its_parts_are_well_formed(current: Path) -> None:
    books = [path for path in current.rglob("*") if path.suffix in (".xlsx", ".ods")]
    assert {path.suffix for path in books} == {".xlsx", ".ods"}
    for path in books:
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                if not name.endswith((".xml", ".rels")):
                    continue
                for element in ET.fromstring(book.read(name)).iter():
                    assert not element.tag.endswith("}f"), (path, name)
                    assert not any(key.endswith("}formula") for key in element.attrib), (path, name)


def test_programs_get_each_text_whole(current: Path) -> None:
    table = pl.read_parquet(current / "data" / "2019-20" / "decisions.parquet")
    told = dict(zip(table["case"], table["summary"], strict=True))
    assert told.keys() == TEXTS.keys()
    for reference, text in TEXTS.items():
        assert fit(told[reference]) == fit(text), reference
