"""One document in three forms: the same words in each, harmless, accessible, and the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import odfdo
import pikepdf
import pytest

from tests.documents.checks import check_odt, check_page, check_pdf
from tests.documents.reports import report, table
from upheld.documents.document import Document, Section, Tabled, Text
from upheld.documents.html import document_page
from upheld.documents.odt import document_odt
from upheld.documents.pdf import Attachment, draw_document, press_document
from upheld.documents.press import Press
from upheld.documents.runs import Run
from upheld.letters.printed import text_of_pdf


@lru_cache(maxsize=1)
def press() -> Press:
    return Press()


def flat(text: str) -> str:
    """Text without white space and places to break."""
    return re.sub("[\\s\u200b]+", "", text)


def sentences(document: Document) -> list[str]:
    """Everything a reader must find in any form."""
    found = [document.title, document.subtitle, document.author]
    for section in document.sections:
        found.append(section.heading)
        for block in section.blocks:
            if isinstance(block, Text):
                found.append("".join(run.text for run in block.runs))
            elif isinstance(block, Tabled):
                found += [block.table.title, *block.table.notes, block.table.source]
                found += [column.heading for column in block.table.columns]
                found += [cell for row in block.table.rows for cell in row if isinstance(cell, str)]
                found += [f"{cell:,}" for row in block.table.rows for cell in row if isinstance(cell, int)]
    return found


def test_a_page_stands_by_itself_and_says_everything() -> None:
    read = check_page(document_page(report()))
    words = flat("".join(read.words))
    for one in sentences(report()):
        assert flat(one) in words


def test_a_pdf_is_accessible_archivable_and_says_everything(tmp_path: Path) -> None:
    document = report()
    pdf = press_document(press(), document)
    check_pdf(pdf, document.title, figures=2, tables=1)
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    words = flat(text_of_pdf(path))
    for one in sentences(document):
        assert flat(one) in words


def test_an_odt_opens_and_says_everything() -> None:
    document = report()
    odt = document_odt(document)
    words = flat(check_odt(odt))
    for one in sentences(document):
        assert flat(one) in words
    opened = odfdo.Document(io.BytesIO(odt))
    assert opened.meta.title == document.title
    assert str(opened.meta.language) == "en-GB"
    assert [int(header.level) for header in opened.body.headers] == [1, 2, 2, 3, 4]
    assert len(opened.body.lists) == 4  # the contents, and the three of the report
    assert len(opened.body.tables) == 1
    assert len(opened.body.tables[0].rows) == 71


def test_the_same_document_is_the_same_bytes() -> None:
    assert press_document(Press(), report()) == press_document(press(), report())
    assert document_odt(report()) == document_odt(report())
    with zipfile.ZipFile(io.BytesIO(document_odt(report()))) as packed:
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in packed.infolist()} == {3}


def test_hostile_text_is_text() -> None:
    source = document_page(report())
    assert "<script>" not in source
    assert "&lt;script&gt;" in source
    with zipfile.ZipFile(io.BytesIO(document_odt(report()))) as packed:
        content = packed.read("content.xml").decode()
    assert "<script>" not in content
    assert "{{ 1 }}" in content


def test_what_no_xml_may_hold_is_left_out_of_an_odt() -> None:
    steering = replace(report(), subtitle="bell \x07 and \x0b nothing \ufffe of it")
    assert "bell  and  nothing  of it" in check_odt(document_odt(steering))


def test_a_picture_in_an_odt_is_said_in_words_or_is_decoration() -> None:
    with zipfile.ZipFile(io.BytesIO(document_odt(report()))) as packed:
        content = packed.read("content.xml").decode()
        drawn = [name for name in packed.namelist() if name.startswith("Pictures/")]
        assert all("Source Sans" not in packed.read(name).decode() for name in drawn)
    frames = re.findall(r"<draw:frame .*?</draw:frame>", content)
    assert len(frames) == len(drawn) == 3
    assert all(("<svg:desc>" in frame) != ('loext:decorative="true"' in frame) for frame in frames)


def test_illustrative_data_says_so_on_every_page_and_real_data_never() -> None:
    with pikepdf.open(io.BytesIO(press_document(press(), report()))) as pdf:
        assert len(pdf.pages) > 3
    assert 'class="band"><span><strong>Illustrative.' in document_page(report())
    with zipfile.ZipFile(io.BytesIO(document_odt(report()))) as packed:
        assert "Illustrative." in packed.read("styles.xml").decode()
    real = report(illustrative=False)
    assert "llustrative" not in document_page(real)
    with zipfile.ZipFile(io.BytesIO(document_odt(real))) as packed:
        assert all(b"llustrative" not in packed.read(name) for name in packed.namelist())


def test_the_header_of_a_long_table_stands_on_each_of_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(press_document(press(), report(contents=False)))
    words = flat(text_of_pdf(path))
    assert words.count("CategoryDecidedRate(%)") >= 2


def test_files_travel_inside_a_pdf() -> None:
    attached = Attachment("figures.csv", "a,b\n#1,*2*\n", "text/csv", "The figures")
    with pikepdf.open(io.BytesIO(press_document(press(), report(), (attached,)))) as pdf:
        assert list(pdf.attachments) == ["figures.csv"]
        assert pdf.attachments["figures.csv"].get_file().read_bytes() == b"a,b\n#1,*2*\n"


def test_pages_can_be_drawn() -> None:
    assert all(one.startswith(b"\x89PNG") for one in draw_document(press(), report(), ppi=30))


def test_a_document_without_contents_begins_at_once() -> None:
    assert "<nav" not in document_page(report(contents=False))
    assert "<nav" in document_page(report())


@pytest.mark.parametrize(
    "sections",
    [
        (Section("One", "key", ()), Section("Two", "key", ())),
        (Section("One", "", ()),),
        (Section("One", "one", (), level=3),),
        (Section("One", "one", ()), Section("Two", "two", (), level=4)),
        (Section("One", "one", (), level=1),),
    ],
)
def test_keys_are_their_own_and_headings_skip_no_level(sections: tuple[Section, ...]) -> None:
    with pytest.raises(ValueError, match=r"a section has no key|a heading skips a level"):
        replace(report(), sections=sections)


@pytest.mark.parametrize(("rows", "widths"), [(0, (1, 1, 1)), (3, (1, 1))])
def test_a_table_has_rows_and_each_column_a_width(rows: int, widths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="a table without rows"):
        Tabled(table(rows), widths)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("one\u2011off", "one-off"),
        ("thin\u2009space", "thinspace"),
        ("a smile \U0001f600 here", "asmile[U+1F600]here"),
        ("\u4e2d and \u0645", "[U+4E2D]and[U+0645]"),
        ("zero\ufeffwidth\u200djoined\u00adsoft", "zerowidthjoined"),
        ("Welsh: \u0175 \u0177; Greek: \u03a9", "Welsh:\u0175\u0177;Greek:\u03a9"),
    ],
)
def test_a_sign_the_font_has_not_stops_nothing_and_is_named(text: str, printed: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    document = replace(report(), lead=(Text((Run(text),)),))
    attached = Attachment("a.csv", text, "text/csv", "A file")
    pdf = press_document(press(), document, (attached,))
    check_pdf(pdf, document.title, figures=2, tables=1, validated=False)
    path.write_bytes(pdf)
    assert printed in flat(text_of_pdf(path))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.attachments["a.csv"].get_file().read_bytes().decode() == text
    assert text in "".join(check_page(document_page(document)).words)
