"""The small tree of errors that Upheld raises on purpose.

Belongs here: what can go wrong in a way a person can mend. Each kind maps once to an exit code. Does not belong here:
programming mistakes, which stay ordinary exceptions so that they are seen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LINE_BREAKS = {"\n": "new line", "\r": "new line", "\t": "tab"}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with outside data: where it stands, what stands there, why it will not do, and the way out.

    `row` counts as a spreadsheet does: the header is row 1. Row 0 means the file as a whole.
    """

    file: str
    row: int
    column: str
    value: str
    reason: str
    way_out: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {_short(self.column)}"
        found = f": {visible(_short(self.value))!r}" if self.value else ""
        way_out = f" {self.way_out}" if self.way_out else ""
        return visible(f"{place}{found}: {self.reason}.{way_out}")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def visible(text: str) -> str:
    """The text with names for the characters that nobody would see, as in [no-break space]; none reaches a terminal."""
    if text.isprintable():
        return text
    return "".join(
        each
        if each.isprintable()
        else f"[{LINE_BREAKS.get(each) or unicodedata.name(each, '').lower() or f'U+{ord(each):04X}'}]"
        for each in text
    )


class UpheldError(Exception):
    """Anything Upheld refuses or cannot do, said in a sentence a person can act on."""

    exit_code = 1


class Refused(UpheldError):
    """A rule forbids it: the sentence says which, and what to do instead."""

    exit_code = 3


class Conflict(UpheldError):
    """Something that is written once stands there already, with other content."""

    exit_code = 4


class Missing(UpheldError):
    """Something named is not there: the sentence says what was looked for and what to type to make it."""

    exit_code = 5


class Invalid(UpheldError):
    """Outside data breaks its contract. Carries every problem found, not the first."""

    exit_code = 2

    def __init__(self, problems: Sequence[Problem], sentence: str = "") -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        said = sentence or (f"{count} problem was found" if count == 1 else f"{count:,} problems were found")
        super().__init__(said)

    def __reduce__(self) -> tuple[type[Invalid], tuple[tuple[Problem, ...], str]]:
        """As it was, also where it comes from another process."""
        return Invalid, (self.problems, str(self))


def misfits(path: Path, errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """The problems of a scheme's file that a pydantic model refused, from the errors as pydantic lists them."""
    return [
        Problem(
            str(path),
            0,
            ".".join(str(part) for part in error["loc"]),
            "" if error["type"] == "missing" else str(error["input"]),
            error["msg"],
            "Compare with the scheme that comes with Upheld.",
        )
        for error in errors
    ]
