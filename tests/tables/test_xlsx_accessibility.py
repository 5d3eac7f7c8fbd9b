"""An XLSX as somebody meets it who hears it read: found by reading the XML that a screen reader's program reads."""

from __future__ import annotations

import re

import pytest

from tests.tables.books import FORMS, ordinary, parts, rows_of, sheet_names, xml_of_sheet


@pytest.fixture(scope="module")
def content() -> bytes:
    return FORMS["xlsx"](ordinary(banner=("Illustrative data: made up.",)))


def test_the_file_says_its_title_author_language_and_day(content: bytes) -> None:
    core = parts(content)["docProps/core.xml"]
    for said in (
        "<dc:title>Figures for 2019-20</dc:title>",
        "<dc:creator>An Ombudsman</dc:creator>",
        "<dc:language>en-GB</dc:language>",
        "2020-07-22T00:00:00Z",
    ):
        assert said in core


def test_every_table_is_marked_by_name_with_its_headings(content: bytes) -> None:
    names = []
    for sheet in ("Contents", "Notes", "Cases"):
        _, table = xml_of_sheet(content, sheet)
        assert table is not None
        assert 'headerRowCount="0"' not in table
        names.append(re.search(r'displayName="([^"]+)"', table))
        headings = re.findall(r'<tableColumn id="\d+" name="([^"]*)"', table)
        assert headings and all(headings)
    assert len({found[1] for found in names if found}) == 3


def test_no_sheet_has_two_tables_or_a_merged_cell_or_a_hidden_one(content: bytes) -> None:
    for name in sheet_names(content):
        xml, _ = xml_of_sheet(content, name)
        assert xml.count("<tablePart ") <= 1
        assert "mergeCell" not in xml
        assert "hidden" not in xml
    assert "hidden" not in parts(content)["xl/workbook.xml"]


def test_nothing_stands_beside_or_below_a_table(content: bytes) -> None:
    for name in ("Contents", "Notes", "Cases"):
        xml, table = xml_of_sheet(content, name)
        area = re.search(r'<table [^>]*ref="A(\d+):([A-Z]+)(\d+)"', table or "")
        assert area is not None
        head, last_column, last = int(area[1]), area[2], int(area[3])
        cells = [(letters, int(row)) for letters, row in re.findall(r'<c r="([A-Z]+)(\d+)"', xml)]
        assert all(row <= last and letters <= last_column for letters, row in cells)
        assert {letters for letters, row in cells if row < head} == {"A"}
        assert {row for _, row in cells} == set(range(1, last + 1))  # no empty row between title and table


def test_title_in_the_first_cell_which_is_the_active_one_and_the_cover_is_shown_first(content: bytes) -> None:
    for name in sheet_names(content):
        assert rows_of("xlsx", content, name)[0][0] in (
            "Figures for 2019-20",
            "Contents",
            "Notes",
            "Cases by name",
            "Nothing here",
        )
        xml, _ = xml_of_sheet(content, name)
        active = re.search(r'<selection pane="bottomRight"[^>]*activeCell="([^"]+)"', xml)
        assert active is None  # none said: the first
    assert "activeTab" not in parts(content)["xl/workbook.xml"]


def test_headings_stay_in_view_and_are_printed_on_every_page(content: bytes) -> None:
    xml, table = xml_of_sheet(content, "Cases")
    assert table is not None
    head = re.search(r'ref="A(\d+):', table)
    assert head is not None
    assert f'ySplit="{head[1]}"' in xml
    assert f"Cases!${head[1]}:${head[1]}" in parts(content)["xl/workbook.xml"]
    assert "Illustrative data: made up." in xml.partition("<oddHeader>")[2]


def test_links_lead_to_every_sheet_and_back(content: bytes) -> None:
    xml, _ = xml_of_sheet(content, "Contents")
    assert re.findall(r'location="([^"]+)"', xml) == [
        "'Cover'!A1",
        "'Notes'!A1",
        "'Cases'!A1",
        "'It''s empty'!A1",
    ]
    for name in ("Notes", "Cases", "It's empty"):
        assert "'Contents'!A1" in xml_of_sheet(content, name)[0]
    assert "'Contents'!A1" in xml_of_sheet(content, "Cover")[0]
