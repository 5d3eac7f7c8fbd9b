"""Tracing: whether every number in a report stands in the cell it names, and every comparison is borne by the years.

Belongs here: looking at a finished report with the eyes of a stranger, who has it and its tables and nothing else. Not
here: making it.

A number in the text is a run that names its cell and prints what stands there, or it is one of the reviewed literals of
the prose. So it is with comparisons ("more than", "the most"): the words are cells too, and each is worked out again here
from the years and the tables, another way than it was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from upheld.documents.document import Document, Pictured
from upheld.documents.runs import Run
from upheld.errors import Invalid, Missing, Problem
from upheld.review.bearing import not_borne
from upheld.review.places import printed, prints
from upheld.review.report import runs_of
from upheld.review.sheets import Sheets
from upheld.wording.numbers import NBSP

_NUMBER = re.compile(
    r"[0-9][0-9,.]*[0-9]|[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores?|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|half|halves|third|thirds|"
    r"quarters?|twice|double[ds]?|once|tenth|per cent)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:more|fewer|less|lesser|most|fewest|least|higher|lower|highest|lowest|larger|smaller|largest|smallest|greater|"
    r"greatest|rose|risen|rises?|rising|fell|fallen|falls?|falling|grew|grown|growing|increas\w+|decreas\w+|declin\w+|"
    r"record|better|worse|best|worst|improved|ever)\b",
    re.IGNORECASE,
)


def check_traced(document: Document, sheets: Sheets, literals: Sequence[str]) -> None:
    """Raises Invalid with every number that is not traced, or not what its cell holds, and every claim that is not borne."""
    problems = [
        *_of_runs(document, sheets, literals),
        *_of_lines(document, sheets, literals),
        *(
            _problem("the tables", address, reason, "The years do not bear it.")
            for address, reason in not_borne(sheets)
        ),
    ]
    if problems:
        raise Invalid(problems)


def _of_runs(document: Document, sheets: Sheets, literals: Sequence[str]) -> Iterator[Problem]:
    for section, paragraph in runs_of(document):
        for run in paragraph:
            if run.cell:
                yield from _of_cell(run, section, sheets)
        # What stands between two numbers is read whole, so that a number cannot hide at the edge of a run.
        for untraced in "".join("\x00" if run.cell else run.text for run in paragraph).split("\x00"):
            yield from _of_text(untraced, section, literals)


def _of_cell(run: Run, section: str, sheets: Sheets) -> Iterator[Problem]:
    try:
        found = sheets.find(run.cell)
    except Missing:
        yield _problem(section, run.text, f"names {run.cell}, which is no cell", "Name the cell it is from.")
        return
    if found.cell is None or not prints(run.text, found.cell):
        shown = printed(found.cell) or "nothing"
        yield _problem(
            section, run.text, f"is not what {run.cell} holds: {shown}", "Print what stands there."
        )


def _of_text(text: str, section: str, literals: Sequence[str]) -> Iterator[Problem]:
    bare = _without(text, literals)
    for found in _NUMBER.findall(bare):
        yield _problem(
            section, found, f"is traced to no cell, in “{text.strip()[:60]}”", "Fill it from a cell."
        )
    for found in _CLAIM.findall(bare):
        yield _problem(
            section,
            found,
            f"compares, and is traced to no cell, in “{text.strip()[:60]}”",
            "Fill it from a cell that the years bear, or list the words among the reviewed literals.",
        )


def _of_lines(document: Document, sheets: Sheets, literals: Sequence[str]) -> Iterator[Problem]:
    """Titles, headings, descriptions and captions: a number in them must be part of what some cell prints."""
    about = _printed_in(sheets, ("about",))
    everything = _printed_in(sheets, [sheet.name for sheet in sheets if len(sheet.table.rows) <= 100])
    lines = [document.title, document.subtitle, document.description, document.illustrative or ""]
    lines += [*document.running, *document.footer, *(section.heading for section in document.sections)]
    for line in lines:
        yield from _unprinted(line, about, literals)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Pictured):
                yield from _unprinted(block.caption, about, literals)
                yield from _unprinted(block.alt, everything, (*literals, "0% to 100%"))


def _printed_in(sheets: Sheets, names: Sequence[str]) -> frozenset[str]:
    return frozenset(
        token
        for name in names
        for row in sheets.table(name).rows
        for cell in row
        for token in _NUMBER.findall(printed(cell))
    )


def _unprinted(line: str, known: frozenset[str], literals: Sequence[str]) -> Iterator[Problem]:
    for found in _NUMBER.findall(_without(line, literals)):
        if found not in known:
            yield _problem(line[:60], found, "stands in no cell", "Take it away, or fill it from a cell.")


def _without(text: str, literals: Sequence[str]) -> str:
    """The text without its reviewed literals, as words of their own; the longest are taken away first."""
    bare = text.replace(NBSP, " ")
    for literal in sorted(literals, key=len, reverse=True):
        bare = re.sub(rf"(?<!\w){re.escape(literal)}(?!\w)", " ", bare)
    return bare


def _problem(place: str, value: str, reason: str, way_out: str) -> Problem:
    return Problem("the review", 0, place, value, reason, way_out)
