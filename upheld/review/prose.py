"""The reviewed texts of a national review: read from a scheme's `prose/review.toml`, and checked.

Belongs here: the shape of that file, and refusing one that names what is not in the vocabulary. Not here: the vocabulary
(`vocabulary`), and what fills the texts (`places`).
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from upheld.errors import Invalid, Missing, Problem
from upheld.measures.toml_table import nearest_word
from upheld.review import vocabulary
from upheld.review.changes import COUNTS
from upheld.scheme import NounPair, Scheme

FILE = "review.toml"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class PartTitles(_Part):
    """What the bodies with a group are called together, those without, and all."""

    grouped: str
    apart: str
    whole: str


class CountBreak(_Part):
    """A year (by its ending calendar year) from which counts cannot be compared with earlier ones, and why."""

    of: list[str]
    year: int
    note: str


class BlockProse(_Part):
    """One thing under a heading: a text, a list, a table or a picture; and what must hold for it.

    A text that `follows` is part of the paragraph before it, and a list of the list. `columns` are those of a table that
    are shown, all where none is named.
    """

    text: str = ""
    points: list[str] = []
    each: str = ""
    table: str = ""
    picture: str = ""
    columns: list[str] = []
    caption: str = ""
    small: bool = False
    follows: bool = False
    when: list[str] = []


class SectionProse(_Part):
    """A heading with its blocks, and what must hold for the section to be there."""

    heading: str
    key: str
    level: Literal[2, 3] = 2
    panel: bool = False
    when: list[str] = []
    block: list[BlockProse]


class ReviewProse(_Part):
    """The texts of a review. `literals` are the reviewed pieces of text with a number or a comparison in them that is no
    claim about the figures, such as "95%"."""

    title: str
    subtitle: str
    description: str
    keywords: list[str]
    illustrative: str
    literals: list[str]
    bodies: PartTitles
    noun: dict[str, NounPair]
    breaks: list[CountBreak] = Field(default=[], alias="break")
    lead: list[BlockProse]
    section: list[SectionProse]


def load_review_prose(scheme: Scheme) -> ReviewProse:
    """The prose of a scheme's review. Raises Missing where it has none, and Invalid with every problem found."""
    path = scheme.prose_folder / FILE
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        prose = ReviewProse.model_validate(read)
    except FileNotFoundError as absent:
        raise Missing(
            f"There is no {FILE} in {path.parent}: it holds the texts of the national review. The one of another scheme shows how."
        ) from absent
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Invalid(
            [Problem(FILE, 0, "", "", f"cannot be read as TOML: {broken}", "Mend that line.")]
        ) from broken
    except ValidationError as wrong:
        raise Invalid(
            [
                Problem(
                    FILE,
                    0,
                    ".".join(str(part) for part in error["loc"]),
                    "" if error["type"] == "missing" else str(error["input"])[:60],
                    error["msg"],
                    "Compare with the scheme that comes with Upheld.",
                )
                for error in wrong.errors()
            ]
        ) from wrong
    problems = list(_problems(prose, scheme))
    if problems:
        raise Invalid(problems)
    return prose


def _problems(prose: ReviewProse, scheme: Scheme) -> Iterator[Problem]:
    measures = [measure.slug for measure in scheme.measures]
    known, conditions = vocabulary.places(measures), vocabulary.conditions(measures)
    nouns = {f"{count}.noun" for count in prose.noun}
    known = frozenset(name for name in known if not name.endswith(".noun")) | (nouns & known)
    for name in ("title", "subtitle", "description"):
        yield from _unknown_places(getattr(prose, name), name, known)
    for name in sorted(set(prose.noun) - set(vocabulary.COUNT_PLACES)):
        yield _problem(f"noun.{name}", name, "no such count", vocabulary.COUNT_PLACES)
    for number, each in enumerate(prose.breaks, start=1):
        for of in each.of:
            if of not in COUNTS:
                yield _problem(f"break {number}.of", of, "no such count", COUNTS)
    for number, block in enumerate(prose.lead, start=1):
        yield from _of_block(block, f"lead {number}", measures, known, conditions)
    for section in prose.section:
        yield from _unknown_places(section.heading, f"section {section.key}.heading", known)
        yield from _unknown_conditions(section.when, f"section {section.key}.when", conditions)
        for number, block in enumerate(section.block, start=1):
            yield from _of_block(block, f"section {section.key}, block {number}", measures, known, conditions)


def _of_block(
    block: BlockProse, place: str, measures: list[str], known: frozenset[str], conditions: frozenset[str]
) -> Iterator[Problem]:
    yield from _unknown_conditions(block.when, f"{place}.when", conditions)
    if sum(map(bool, (block.text, block.points, block.table, block.picture))) != 1:
        yield Problem(
            FILE, 0, place, "", "is not one thing", "Give one of text, points, table and picture, and no two."
        )
    if block.each:
        if block.each not in vocabulary.EACH or len(block.points) != 1:
            yield _problem(
                f"{place}.each", block.each, "no such list, or not with one point", vocabulary.EACH
            )
            return
        known |= {f"row.{column}" for column in vocabulary.EACH[block.each][1]}
    for text in (block.text, block.caption, *block.points):
        yield from _unknown_places(text, place, known)
    tables = vocabulary.TABLES | {*measures, *(f"{measure}.years" for measure in measures)}
    pictures = vocabulary.PICTURES | {f"{one}.{kind}" for one in measures for kind in ("groups", "years")}
    if block.table and block.table not in tables:
        yield _problem(f"{place}.table", block.table, "no such table", tables)
    if block.picture and block.picture not in pictures:
        yield _problem(f"{place}.picture", block.picture, "no such picture", pictures)


def _unknown_places(text: str, place: str, known: frozenset[str]) -> Iterator[Problem]:
    try:
        found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as broken:
        yield Problem(
            FILE, 0, place, "", f"has a stray brace: {broken}", "Write {{ for a brace that is meant."
        )
        return
    for unknown in sorted(found - known):
        yield _problem(place, f"{{{unknown}}}", "no such place", known)


def _unknown_conditions(when: list[str], place: str, conditions: frozenset[str]) -> Iterator[Problem]:
    for unknown in sorted({each.removeprefix("not ") for each in when} - conditions):
        yield _problem(place, unknown, "no such condition", conditions)


def _problem(
    place: str, value: str, reason: str, expected: Mapping[str, object] | frozenset[str] | list[str]
) -> Problem:
    names = sorted(expected)
    way_out = f"Expected one of: {', '.join(names[:40])}.{nearest_word(value.strip('{}'), names)}"
    return Problem(FILE, 0, place, value, reason, way_out)
