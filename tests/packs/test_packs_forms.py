"""Each pack in its three forms: accessible, complete, the same bytes every time."""

from __future__ import annotations

import io
import re
from pathlib import Path

import odfdo
import pytest

from tests.documents.checks import check_odt, check_page, check_pdf
from tests.packs.made import KINDS, SLUGS, pack, press, read_files, words_of
from upheld.documents.document import Figured, Pictured, Tabled, Text
from upheld.documents.html import document_page
from upheld.documents.odt import document_odt
from upheld.documents.pdf import press_document
from upheld.documents.press import Press
from upheld.packs.public_packs import pack_files


def flat(text: str) -> str:
    return re.sub("[\\s\u200b]+", "", text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", SLUGS)
def test_each_form_is_accessible_and_says_everything(kind: str, slug: str, tmp_path: Path) -> None:
    document = pack(kind, slug)
    blocks = [block for section in document.sections for block in section.blocks]
    pictures = sum(
        isinstance(block, Pictured) or (isinstance(block, Figured) and block.picture is not None)
        for block in blocks
    )
    tables = sum(isinstance(block, Tabled) for block in blocks)
    files = dict(pack_files(press(), document, slug))
    page = check_page(files[f"{slug}.html"].decode())
    check_pdf(files[f"{slug}.pdf"], document.title, figures=pictures, tables=tables)
    odt = flat(check_odt(files[f"{slug}.odt"]))
    html, pdf = flat("".join(page.words)), flat(read_files(files, tmp_path)[f"{slug}.pdf"])
    for section in document.sections:
        assert flat(section.heading) in html
        assert flat(section.heading) in odt
        for block in section.blocks:
            if isinstance(block, Text):
                said = flat("".join(run.text for run in block.runs))
                assert said in html
                assert said in odt
                assert slug == "craven" or said in pdf
    opened = odfdo.Document(io.BytesIO(files[f"{slug}.odt"]))
    assert len(opened.body.tables) == tables


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_pack_is_the_same_bytes(kind: str) -> None:
    document = pack(kind, "birmingham")
    assert press_document(Press(), document) == press_document(press(), document)
    assert document_odt(document) == document_odt(document)
    assert document_page(document) == document_page(document)


@pytest.mark.parametrize("kind", KINDS)
def test_illustrative_data_says_so_and_real_data_never(kind: str) -> None:
    made = pack(kind, "kent")
    assert made.title.endswith("(illustrative data)")
    assert made.illustrative is not None
    assert "llustrative" not in words_of(pack(kind, "kent", illustrative=False))
