"""Paragraphs as runs: pieces of plain text, each in one style.

Belongs here: how a text of the prose, with its emphasis and its places, becomes runs. Emphasis is looked for before the
places are filled, so that nothing that comes from records is ever taken for markup. Not here: reading the prose.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style: "" (plain), "strong", "em"; a link where it has an address.

    `cell` names the cell of a table from which a number in the text was taken, for texts that must show where theirs are
    from: "sheet/row/column".
    """

    text: str
    style: str = ""
    href: str = ""
    cell: str = ""


Paragraph = tuple[Run, ...]


_EMPHASIS = re.compile(r"\*(?P<strong>[^*]+)\*|(?<![\w{])_(?P<em>[^_]+)_(?!\w)")


def fill(text: str, places: Mapping[str, str | Run]) -> Paragraph:
    """A text of the prose as runs, its places filled. Emphasis is looked for before filling, never in what is filled in."""
    runs: list[Run] = []
    end = 0
    for match in _EMPHASIS.finditer(text):
        runs += _filled(text[end : match.start()], "", places)
        style = "strong" if match["strong"] else "em"
        runs += _filled(match[style], style, places)
        end = match.end()
    runs += _filled(text[end:], "", places)
    joined: list[Run] = []
    for run in runs:
        if joined and _alike(joined[-1], run):
            joined[-1] = Run(joined[-1].text + run.text, run.style)
        elif run.text:
            joined.append(run)
    return tuple(joined)


def _alike(one: Run, other: Run) -> bool:
    """Whether two runs can be one: neither leads anywhere, and they look the same."""
    return not (one.href or other.href or one.cell or other.cell) and one.style == other.style


def fill_line(text: str, places: Mapping[str, str | Run]) -> str:
    """A text of the prose as plain text, its places filled."""
    return "".join(run.text for run in fill(text, places))


def _filled(text: str, style: str, places: Mapping[str, str | Run]) -> list[Run]:
    runs: list[Run] = []
    for literal, name, _, _ in string.Formatter().parse(text):
        if literal:
            runs.append(Run(literal, style))
        if name is not None:
            found = places[name]
            runs.append(found if isinstance(found, Run) else Run(found, style))
    return runs
