"""The texts of packs, as a scheme has them reviewed: headings, paragraphs, questions, what an officer is asked to add.

Belongs here: what such a file consists of, and its check. Not here: which facts choose and fill the texts (`facts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from upheld.documents.prose import Passage, ProseFile
from upheld.documents.runs import Paragraph, fill, fill_line
from upheld.packs.facts import CONDITIONS, PLACES, Facts

SECTIONS = frozenset(
    {
        *("short", "figures", "changed", "findings", "promises", "compliance", "reports", "questions"),
        *("neighbours", "duty", "earlier", "next", "made"),
    }
)
"""The sections that a pack can have; each has its heading in the prose and is one of the page's addresses."""

_LINES = ("title", "subtitle", "short_title", "description", "correction", "add_lead")


@dataclass(frozen=True, slots=True)
class Question:
    """A question to ask, when it is asked, the number it comes from, and the section in which that number stands."""

    asks: Passage
    comes_from: str
    see: str


@dataclass(frozen=True, slots=True)
class PackProse:
    """The texts of one pack. `figures` are the measures shown in full, in this order; `additions` are by section: what is asked of whoever goes on writing."""

    lines: Mapping[str, str]
    figures: tuple[str, ...]
    headings: Mapping[str, str]
    passages: Mapping[str, tuple[Passage, ...]]
    questions: tuple[Question, ...]
    additions: Mapping[str, tuple[str, ...]]

    def line(self, name: str, facts: Facts) -> str:
        """One of the pack's lines, filled."""
        return fill_line(self.lines[name], facts.places)

    def said(self, section: str, facts: Facts) -> tuple[Paragraph, ...]:
        """The paragraphs of a section of which every condition holds."""
        return tuple(
            fill(passage.text, facts.places)
            for passage in self.passages.get(section, ())
            if set(passage.when) <= facts.holds
        )

    def asked(self, facts: Facts) -> tuple[Question, ...]:
        """The questions of which every condition holds, in the order of the prose."""
        return tuple(question for question in self.questions if set(question.asks.when) <= facts.holds)


@lru_cache(maxsize=8)
def load_pack_prose(path: Path) -> PackProse:
    """The prose in `path`. Raises Missing where it is absent, Invalid with every problem found in it."""
    file = ProseFile.open(path, "the texts of a pack", PLACES, CONDITIONS)
    file.check_keys(file.whole, "", frozenset({"pack", "heading", "passage", "question", "add"}))
    pack, heading = file.table("pack"), file.table("heading")
    headings = {}
    for section in heading:
        file.expect("heading", section, SECTIONS, "section")
        headings[section] = file.line(heading, section, "heading")
    passages: dict[str, list[Passage]] = {}
    for place, table in file.tables("passage"):
        file.check_keys(table, place, frozenset({"section", "when", "text"}))
        passages.setdefault(_section(file, table, place, headings), []).append(file.passage(table, place))
    questions = []
    for place, table in file.tables("question"):
        file.check_keys(table, place, frozenset({"when", "text", "from", "see"}))
        see = table.get("see")
        file.expect(f"{place}.see", str(see or ""), frozenset(headings), "section with a heading")
        questions.append(
            Question(file.passage(table, place), file.line(table, "from", place), str(see or ""))
        )
    additions = {}
    for place, table in file.tables("add"):
        file.check_keys(table, place, frozenset({"section", "items"}))
        additions[_section(file, table, place, headings)] = file.lines(table, "items", place)
    prose = PackProse(
        lines={name: file.line(pack, name, "pack") for name in _LINES},
        figures=file.lines(pack, "figures", "pack"),
        headings=headings,
        passages={section: tuple(texts) for section, texts in passages.items()},
        questions=tuple(questions),
        additions=additions,
    )
    file.done()
    return prose


def _section(file: ProseFile, table: Mapping[str, object], place: str, headings: Mapping[str, str]) -> str:
    section = str(table.get("section") or "")
    file.expect(f"{place}.section", section, frozenset(headings), "section with a heading")
    return section
