"""The methods page: chapters, worked examples and definitions, put together as Markdown.

Belongs here: the order of a chapter, tables, and filling in what was computed. Not here: any sentence about a method; that
stands in the chapters and in the scheme's definitions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from tests.spec import definitions, worked, worked_records
from tests.spec.chapter import Chapter, Example, chapters
from tests.spec.worked import Given, Row, Worked, scheme
from upheld.measures.rate import PER
from upheld.measures.verdict import CLEARLY_ONE_IN, FEWEST_CASES, FEWEST_OTHERS, ONE_IN
from upheld.release.checks import ONE_IN as JUMP_ONE_IN
from upheld.wording.numbers import capital, digits, words

MADE_BY = (
    "<!-- Made by tools/make_methods.py from tests/spec/chapters and the scheme's definitions. Change those, "
    "not this page. -->"
)
_NUMBER = re.compile(r"–|(over |under )?[\d,.]+%?|[\d,]+ of [\d,]+.*")
"""What stands right in a column: a number, a rate, a count of a base."""

KINDS: Mapping[str, Callable[[Given], Worked]] = {
    kind.__name__: kind for kind in (*worked.KINDS, *worked_records.KINDS)
}


def work(example: Example) -> Worked:
    """Compute an example with the package's own functions. Raises KeyError for a kind there is not."""
    return KINDS[example.kind](example.given)


def constants() -> dict[str, str]:
    """What prose may name in braces: the thresholds, as the code and the scheme have them."""
    england = scheme()
    year = england.calendar.year(2020)
    return {
        "ombudsman": england.issuer.ombudsman,
        "one_in": digits(ONE_IN),
        "jump_one_in": digits(JUMP_ONE_IN),
        "clearly_one_in": digits(CLEARLY_ONE_IN),
        "fewest_cases": words(FEWEST_CASES),
        "fewest_others": words(FEWEST_OTHERS),
        "per": digits(PER),
        "first_day": worked_records._day(year.first_day).rpartition(" ")[0],
        "last_day": worked_records._day(year.last_day).rpartition(" ")[0],
        "freezing_waits_days": digits(england.rules.freezing_waits_days),
        "reference": england.reference.example,
    }


def methods_page() -> str:
    """The whole page."""
    every = chapters()
    known = constants()
    inserts = {
        "": "",
        "outcomes": definitions.outcomes_text(scheme()),
        "measures": definitions.measures_text(scheme()),
        "groups": definitions.groups_text(scheme()),
        "breaks": definitions.breaks_text(scheme()),
        "choices": _choices(every, known),
        "sources": _sources(every),
    }
    first, *rest = every
    contents = "\n".join(f"- [{each.title}](#{_anchor(each.title)})" for each in rest)
    parts = [f"# {first.title}", MADE_BY, first.plain.format_map(known), contents]
    parts += [_chapter(each, inserts[each.insert], known) for each in rest]
    return "\n\n".join(parts) + "\n"


def _chapter(chapter: Chapter, insert: str, known: Mapping[str, str]) -> str:
    parts = [f"## {chapter.title}", chapter.plain.format_map(known), insert]
    parts += [_example(each) for each in chapter.examples]
    if chapter.symbols:
        parts += ["**In symbols.** " + chapter.symbols.format_map(known)]
    parts += [f"*A choice.* {choice.format_map(known)}" for choice in chapter.choices]
    return "\n\n".join(part for part in parts if part)


def _example(example: Example) -> str:
    found = work(example)
    parts = [f"> **Worked example: {example.title}.** ({capital(example.origin)}.)"]
    if found.given_rows:
        parts.append(_table(found.given_header, found.given_rows))
    parts.append(example.says.format_map(found.values))
    if found.rows:
        parts.append(_table(found.header, found.rows))
    text = "\n\n".join(part for part in parts if part)
    return "\n".join(
        f"> {line}".rstrip() if not line.startswith("> ") else line for line in text.splitlines()
    )


def _table(header: Row, rows: Sequence[Row]) -> str:
    columns = range(len(header))
    ruler = ["---:" if all(_NUMBER.fullmatch(row[k]) for row in rows) else "---" for k in columns]
    lines = [header, tuple(ruler), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _choices(every: Sequence[Chapter], known: Mapping[str, str]) -> str:
    lines = []
    for chapter in every:
        link = f"[{chapter.title}](#{_anchor(chapter.title)})"
        lines += [f"- {choice.format_map(known)} ({link})" for choice in chapter.choices]
    return "\n".join(lines)


def _sources(every: Sequence[Chapter]) -> str:
    found = sorted({source for chapter in every for source in chapter.sources})
    return "\n".join(f"- {source}" for source in found)


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
