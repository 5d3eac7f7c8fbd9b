"""The texts of packs, as a scheme has them reviewed: headings, paragraphs, questions, what an officer is asked to add.

Belongs here: what such a file consists of, and its check. Not here: which facts choose and fill the texts (`facts`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from upheld.documents.places import check_places
from upheld.documents.runs import Paragraph, fill, fill_line
from upheld.errors import Invalid, Missing, Problem
from upheld.measures.toml_table import TomlTable
from upheld.packs.facts import CONDITIONS, PLACES, Facts

_LINES = ("title", "subtitle", "short_title", "description", "correction")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as it stands in the prose, and what must hold, all of it, for it to be said."""

    text: str
    when: tuple[str, ...]


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
def load_pack_prose(path: Path, sections: tuple[str, ...]) -> PackProse:
    """The prose in `path` of a pack with these sections, which are its page's addresses too. Raises Missing where it is absent, Invalid with every problem found in it."""
    problems: list[Problem] = []
    try:
        file = TomlTable(tomllib.loads(path.read_text(encoding="utf-8")), path.name, "", problems)
    except FileNotFoundError as absent:
        raise Missing(f"There is no {path.name} in {path.parent}: it holds the texts of a pack.") from absent
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Invalid(
            [Problem(path.name, 0, "", "", f"cannot be read as TOML: {broken}", "Mend that line.")]
        ) from broken
    prose = _read(file, sections)
    if problems:
        raise Invalid(problems)
    return prose


def _read(file: TomlTable, sections: tuple[str, ...]) -> PackProse:
    pack, heading = file.table("pack"), file.table("heading")
    lines = {name: _text(pack, name) for name in _LINES}
    lines["add_lead"] = _text(pack, "add_lead") if pack.has("add_lead") else ""
    figures = pack.slugs("figures")
    headings = {section: _text(heading, section) for section in sections}
    passages: dict[str, list[Passage]] = {}
    of_passages, of_questions, of_additions = (
        file.tables("passage", required=True),
        file.tables("question"),
        file.tables("add"),
    )
    for table in of_passages:
        passages.setdefault(table.choice("section", sections), []).append(_passage(table))
    questions = [
        Question(_passage(table), _text(table, "from"), table.choice("see", sections))
        for table in of_questions
    ]
    additions = {}
    for table in of_additions:
        additions[table.choice("section", sections)] = table.texts("items", required=True)
    for table in (pack, heading, file, *of_passages, *of_questions, *of_additions):
        table.close()
    return PackProse(
        lines=lines,
        figures=figures,
        headings=headings,
        passages={section: tuple(texts) for section, texts in passages.items()},
        questions=tuple(questions),
        additions=additions,
    )


def _passage(table: TomlTable) -> Passage:
    return Passage(_text(table, "text"), table.texts("when", allowed=sorted(CONDITIONS)))


def _text(table: TomlTable, key: str) -> str:
    text = table.text(key)
    check_places(table, key, text, PLACES)
    return text
