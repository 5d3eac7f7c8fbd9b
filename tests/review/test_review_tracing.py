"""Every number in a report is traced to its cell, every comparison is borne; seeded faults are caught, one of each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.worlds import english
from upheld.documents.document import Document, Pictured, Points, Section, Text
from upheld.documents.runs import Paragraph, Run
from upheld.errors import Invalid
from upheld.review.making import Review
from upheld.review.prose import load_review_prose
from upheld.review.report import linked, runs_of
from upheld.review.sheets import Sheets, row_key
from upheld.review.tracing import check_traced
from upheld.tables.table import Cell
from upheld.tables.workbook import Sheet

Reviews = Callable[[str], Review]
YEAR = "2019-20"


@pytest.fixture
def review(review_of: Reviews) -> Review:
    return review_of(YEAR)


def literals() -> list[str]:
    return load_review_prose(english()).literals


def reasons(document: Document, sheets: Sheets) -> str:
    with pytest.raises(Invalid) as refused:
        check_traced(document, sheets, literals())
    return " | ".join(f"{each.column}: {each.value} {each.reason}" for each in refused.value.problems)


def with_text(document: Document, *runs: Run) -> Document:
    """The report with one more paragraph."""
    more = Section("More", "more", (Text(runs),))
    return replace(document, sections=(*document.sections, more))


def with_run(document: Document, old: str, new: Run) -> Document:
    """The report with another run in the place of those whose cell is `old`."""

    def changed(paragraph: Paragraph) -> Paragraph:
        return tuple(new if run.cell == old else run for run in paragraph)

    lead = tuple(replace(text, runs=changed(text.runs)) for text in document.lead)
    sections = []
    for section in document.sections:
        blocks = []
        for block in section.blocks:
            if isinstance(block, Text):
                block = replace(block, runs=changed(block.runs))
            elif isinstance(block, Points):
                block = replace(block, items=tuple(changed(item) for item in block.items))
            blocks.append(block)
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(document, lead=lead, sections=tuple(sections))


def with_cell(sheets: Sheets, address: str, cell: Cell) -> Sheets:
    """The tables with another cell at an address."""
    name, key, column = address.split("/")

    def changed(sheet: Sheet) -> Sheet:
        if sheet.name != name:
            return sheet
        at = [each.name for each in sheet.table.columns].index(column)
        rows = tuple(
            (*row[:at], cell, *row[at + 1 :]) if row_key(row[0]) == key else row for row in sheet.table.rows
        )
        assert rows != sheet.table.rows
        return replace(sheet, table=replace(sheet.table, rows=rows))

    return Sheets(changed(sheet) for sheet in sheets)


def test_the_report_passes(review: Review) -> None:
    check_traced(review.report, review.sheets, literals())
    assert sum(bool(run.cell) for _, paragraph in runs_of(review.report) for run in paragraph) > 40


def test_a_number_in_the_text_leads_to_the_row_it_stands_in(review: Review) -> None:
    for _, paragraph in runs_of(linked(review.report)):
        for run in paragraph:
            if run.cell and any(sign.isdigit() for sign in run.text):
                assert run.href.startswith("#"), run


def test_a_changed_number_in_the_text_is_caught(review: Review) -> None:
    changed = with_run(
        review.report,
        "received-decided/all-bodies/received",
        Run("1", cell="received-decided/all-bodies/received"),
    )
    assert "is not what received-decided/all-bodies/received holds" in reasons(changed, review.sheets)


def test_a_changed_cell_is_caught(review: Review) -> None:
    changed = with_cell(review.sheets, "received-decided/all-bodies/received", 1)
    assert "is not what received-decided/all-bodies/received holds: 1" in reasons(review.report, changed)


def test_a_changed_rate_is_caught(review: Review) -> None:
    changed = with_cell(review.sheets, "upheld-rate/councils/rate", "99%")
    assert "is not what upheld-rate/councils/rate holds: 99%" in reasons(review.report, changed)


def test_a_cell_that_is_not_there_is_caught(review: Review) -> None:
    stray = with_text(review.report, Run("12", cell="upheld-rate/nobody/rate"))
    assert "names upheld-rate/nobody/rate, which is no cell" in reasons(stray, review.sheets)


def test_an_empty_cell_proves_nothing(review: Review) -> None:
    empty = with_text(review.report, Run("12", cell="changes/received/record"))
    assert "holds: nothing" in reasons(empty, review.sheets)


@pytest.mark.parametrize(
    "text",
    [
        "We upheld 63 of them.",
        "Rates rose by 2.5 points.",
        "There were twelve reports.",
        "Half of them were late.",
        "A third were upheld.",
        "It was twice what it had been.",
        "Dozens wrote to us.",
        "Some thousands were closed.",
        "About 40 per cent were upheld.",
        "In 2018-19 it was the same.",
    ],
)
def test_a_number_that_is_traced_to_nothing_is_caught(review: Review, text: str) -> None:
    assert "is traced to no cell" in reasons(with_text(review.report, Run(text)), review.sheets)


def test_a_number_cannot_hide_between_two_runs(review: Review) -> None:
    split = with_text(review.report, Run("There were six"), Run("ty", "strong"), Run(" reports."))
    assert "sixty is traced to no cell" in reasons(split, review.sheets)


@pytest.mark.parametrize(
    "text",
    [
        "Complaints were upheld more often.",
        "Fewer people wrote.",
        "The rate fell.",
        "It was the highest rate ever.",
        "Compliance improved.",
        "Receipts increased.",
        "Councils did better.",
    ],
)
def test_a_comparison_that_is_traced_to_nothing_is_caught(review: Review, text: str) -> None:
    assert "compares, and is traced to no cell" in reasons(with_text(review.report, Run(text)), review.sheets)


@pytest.mark.parametrize(
    ("address", "cell", "reason"),
    [
        ("changes/received/direction", "fewer than", "says"),
        ("changes/received/difference", 999, "says 999"),
        ("changes/received/before", 1, "compares with a year that is not known"),
        ("changes/upheld/now", 1, "is not the count of the year"),
        ("rate-changes/complaints-upheld/direction", "lower", "says lower"),
        ("highest-lowest/category-most-often-received/name", "Other", "does not stand alone there"),
        ("counts-by-year/2018-19/received", 10_000, "compares with a year that is not known"),
    ],
)
def test_a_claim_that_the_years_do_not_bear_is_caught(
    review: Review, address: str, cell: Cell, reason: str
) -> None:
    changed = with_cell(review.sheets, address, cell)
    assert reason in reasons(review.report, changed)


def test_a_record_over_too_few_years_is_caught(review: Review) -> None:
    once = with_cell(review.sheets, "changes/received/record", "the most of any year since")
    claimed = with_cell(once, "changes/received/since", "2018-19")
    assert "claims the most of any year since 2018-19" in reasons(review.report, claimed)


def test_a_comparison_across_a_break_is_caught(review_of: Reviews) -> None:
    later = review_of("2020-21")
    sheets = with_cell(later.sheets, "changes/received/direction", "more than")
    assert "across a break" in reasons(later.report, sheets)


def test_a_highest_rate_that_chance_could_have_made_is_caught(review: Review) -> None:
    named = with_cell(review.sheets, "highest-lowest/category-least-often-upheld/name", "Other")
    claimed = with_cell(named, "highest-lowest/category-least-often-upheld/value", "66%")
    found = reasons(review.report, claimed)
    assert "which chance could have put there" in found or "does not stand alone there" in found


def test_headings_titles_and_captions_are_read_too(review: Review) -> None:
    report = review.report
    titled = replace(report, subtitle="What 12,345 people brought to us")
    assert "12,345 stands in no cell" in reasons(titled, review.sheets)
    headed = replace(
        report, sections=(replace(report.sections[0], heading="77 findings"), *report.sections[1:])
    )
    assert "77 stands in no cell" in reasons(headed, review.sheets)


def test_the_words_of_a_picture_are_read_too(review: Review) -> None:
    drawn = Pictured("<svg/>", "<svg/>", "Upheld, on a scale from 0% to 100%: 98,765 of them.")
    section = Section("Drawn", "drawn", (drawn,))
    changed = replace(review.report, sections=(*review.report.sections, section))
    assert "98,765 stands in no cell" in reasons(changed, review.sheets)


def test_what_is_said_in_words_is_traced_to_the_whole_number(review: Review) -> None:
    cell = "events/2019-20/courses"
    assert any(run.text == "1" and run.cell == cell for _, runs in runs_of(review.report) for run in runs)
    check_traced(with_text(review.report, Run("one", cell=cell)), review.sheets, literals())
    assert "is not what" in reasons(with_text(review.report, Run("two", cell=cell)), review.sheets)


def test_a_literal_is_taken_as_a_whole(review: Review) -> None:
    check_traced(with_text(review.report, Run("The 95% range.")), review.sheets, literals())
    assert "195" in reasons(with_text(review.report, Run("The 195% range.")), review.sheets)
