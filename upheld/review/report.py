"""The report of a review: its prose filled from the tables, with the tables and pictures that belong to it.

Belongs here: which texts are said, and the document they make. Not here: the texts, what fills them (`places`), the
pictures (`pictured`), and whether every number is traced (`tracing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from upheld.documents.document import Block, Document, Points, Section, Tabled, Text
from upheld.documents.runs import Paragraph, Run, fill, fill_line
from upheld.errors import Refused
from upheld.release.model import Release
from upheld.review.pictured import picture_of
from upheld.review.places import Answers, Places, printed
from upheld.review.prose import BlockProse, ReviewProse, SectionProse
from upheld.review.sheets import Sheets, row_key
from upheld.review.tables import ILLUSTRATIVE
from upheld.review.years import years_sheet
from upheld.scheme import Scheme
from upheld.tables.table import Column, Table

TRACED = Section(
    "Where the other numbers stand",
    "other-numbers",
    (),
)
"""The last section: numbers of the text that stand in no table shown in it."""


def review_report(release: Release, scheme: Scheme, sheets: Sheets, prose: ReviewProse) -> Document:
    """The report. Raises Refused where a text needs what is not there: it has to be made to depend on it."""
    answers = Answers(sheets, prose, scheme, release)
    report = _Report(release, scheme, sheets, answers)
    about = release.about
    title = fill_line(prose.title, answers.places)
    lead = [text for block in prose.lead for text in report.blocks(block, "lead") if isinstance(text, Text)]
    sections = [section for each in prose.section for section in report.section(each)]
    sections += _other_numbers(sheets, [*lead], sections)
    footer = (scheme.issuer.ombudsman, f"Release {about.name}")
    return Document(
        title=f"{title} (illustrative data)" if about.illustrative else title,
        subtitle=fill_line(prose.subtitle, answers.places),
        lang="en-GB",
        author=scheme.issuer.ombudsman,
        written=about.as_at,
        description=fill_line(prose.description, answers.places),
        keywords=(*prose.keywords, about.year.label),
        running=(title,),
        footer=(*footer, "Illustrative data") if about.illustrative else footer,
        illustrative=prose.illustrative if about.illustrative else None,
        sections=tuple(sections),
        contents=True,
        lead=tuple(lead),
    )


def linked(document: Document) -> Document:
    """The report for a page: each traced number leads to the row it stands in."""
    ids = {
        row
        for section in document.sections
        for each in section.blocks
        if isinstance(each, Tabled)
        for row in each.row_ids
    }

    def led(paragraph: Paragraph) -> Paragraph:
        return tuple(replace(run, href=_row_id(run.cell, ids)) if run.cell else run for run in paragraph)

    def of(block: Block) -> Block:
        if isinstance(block, Text):
            return replace(block, runs=led(block.runs))
        return replace(block, items=tuple(map(led, block.items))) if isinstance(block, Points) else block

    sections = tuple(replace(each, blocks=tuple(map(of, each.blocks))) for each in document.sections)
    lead = tuple(replace(text, runs=led(text.runs)) for text in document.lead)
    return replace(document, sections=sections, lead=lead)


def runs_of(document: Document) -> Iterator[tuple[str, Paragraph]]:
    """Every paragraph of a report, with the section it stands in."""
    for text in document.lead:
        yield document.title, text.runs
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Text):
                yield section.heading, block.runs
            elif isinstance(block, Points):
                yield from ((section.heading, item) for item in block.items)


class _Report:
    def __init__(self, release: Release, scheme: Scheme, sheets: Sheets, answers: Answers) -> None:
        self._release = release
        self._scheme = scheme
        self._sheets = sheets
        self._answers = answers

    def section(self, prose: SectionProse) -> Iterator[Section]:
        """The section, where it has anything to say."""
        if not self._holds(prose.when):
            return
        blocks: list[Block] = []
        for each in prose.block:
            for block in self.blocks(each, prose.key):
                _add(blocks, block, each.follows)
        if blocks:
            heading = fill_line(prose.heading, self._answers.places)
            yield Section(heading, prose.key, tuple(blocks), prose.level, prose.panel)

    def blocks(self, prose: BlockProse, section: str) -> Iterator[Block]:
        """The blocks that a piece of prose makes: one, or none."""
        if not self._holds(prose.when):
            return
        if prose.text:
            yield Text(self._filled(prose.text, self._answers.places, section), prose.small)
        elif prose.each:
            rows = self._answers.rows(prose.each)
            items = tuple(self._filled(prose.points[0], places, section) for places in rows)
            if items:
                yield Points(items)
        elif prose.points:
            yield Points(tuple(self._filled(text, self._answers.places, section) for text in prose.points))
        elif prose.table:
            tabled = self._table(prose)
            if tabled is not None:
                yield tabled
        else:
            picture = picture_of(prose.picture, self._release, self._scheme, self._sheets)
            if picture is not None:
                yield replace(picture, caption=prose.caption)

    def _holds(self, when: Iterable[str]) -> bool:
        return all(
            (each.removeprefix("not ") in self._answers.holds) is not each.startswith("not ") for each in when
        )

    def _filled(self, text: str, places: Places, section: str) -> Paragraph:
        try:
            return fill(text, places)
        except KeyError as missing:
            raise Refused(
                f"The review’s section {section} needs {{{missing.args[0]}}}, which {self._release.about.name} does not have. "
                f"Make that text depend on it, with `when`."
            ) from missing

    def _table(self, prose: BlockProse) -> Tabled | None:
        name = prose.table
        if name.endswith(".years"):
            name = years_sheet(name.removesuffix(".years"))
        if not self._sheets.has(name):
            return None
        table = self._sheets.table(name)
        explained = {note for definition in self._release.definitions.values() for note in definition.notes}
        notes = tuple(note for note in table.notes if note != ILLUSTRATIVE and note not in explained)
        if not table.rows:
            return None
        ids = tuple(f"{name}/{row_key(row[0])}" for row in table.rows)
        kept = _with_columns(replace(table, notes=notes, source=""), prose.columns)
        return Tabled(kept, _widths(kept), row_ids=ids)


def _add(blocks: list[Block], block: Block, follows: bool) -> None:
    """Add a block, or let it run on from the one before where it follows it."""
    before = blocks[-1] if blocks and follows else None
    if isinstance(block, Text) and isinstance(before, Text):
        blocks[-1] = replace(before, runs=(*before.runs, Run(" "), *block.runs))
    elif isinstance(block, Points) and isinstance(before, Points):
        blocks[-1] = replace(before, items=(*before.items, *block.items))
    else:
        blocks.append(block)


def _with_columns(table: Table, names: list[str]) -> Table:
    """The table with these columns alone, the first always; all where none is named, but those that are empty."""
    wanted = {table.columns[0].name, *names} if names else {column.name for column in table.columns}
    kept = [
        at
        for at, column in enumerate(table.columns)
        if column.name in wanted and any(row[at] is not None for row in table.rows)
    ]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def _widths(table: Table) -> tuple[int, ...]:
    """Shares of the width: what the longest word of the heading needs, and the text of the cells up to a line."""
    found = []
    most = max(22, 140 // len(table.columns))
    for at, column in enumerate(table.columns):
        heading = max(len(word) for word in column.heading.split())
        cells = max(len(printed(row[at])) for row in table.rows)
        found.append(max(heading, min(cells, 26 if at == 0 else most), 6) + 3)
    return tuple(found)


def _row_id(address: str, ids: set[str]) -> str:
    sheet, row, _ = address.split("/")
    named = f"{sheet}/{row}" if f"{sheet}/{row}" in ids else address
    return f"#{named}" if named in ids else ""


def _other_numbers(sheets: Sheets, lead: list[Text], sections: list[Section]) -> list[Section]:
    """A table of the cells that the text names and no table in it shows."""
    tables = [block for section in sections for block in section.blocks if isinstance(block, Tabled)]
    # A row that is shown need not show that cell: the page leads to the row, and the workbook has it whole.
    ids = {row for tabled in tables for row in tabled.row_ids}
    named: dict[str, None] = {}
    paragraphs = [text.runs for text in lead]
    for section in sections:
        for block in section.blocks:
            paragraphs += (
                [block.runs] if isinstance(block, Text) else block.items if isinstance(block, Points) else []
            )
    for runs in paragraphs:
        named |= {
            run.cell: None
            for run in runs
            if run.cell and any(each.isdigit() for each in run.text) and _row_id(run.cell, ids) == ""
        }
    if not named:
        return []
    rows = []
    for address in sorted(named):
        sheet, row, _ = address.split("/")
        found = sheets.find(address)
        rows.append((f"{sheet}, {row}", found.column.heading, printed(found.cell)))
    columns = (
        Column("row", "Table and row"),
        Column("column", "Column"),
        Column("value", "What stands there"),
    )
    table = Table("Numbers of the text, by the table, row and column of the workbook", columns, tuple(rows))
    return [replace(TRACED, blocks=(Tabled(table, (38, 32, 42), row_ids=tuple(sorted(named))),))]


__all__ = ["linked", "review_report", "runs_of"]
