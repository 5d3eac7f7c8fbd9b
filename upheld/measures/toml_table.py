"""A strict reader of settings: every key is asked for by name and type, and what was not asked for is
refused.

Belongs here: keys, types and the places of problems, for any TOML table. Not here: what the settings mean.
Problems are collected, never raised one at a time; a reader goes on with a stand-in, and its caller raises at
the end.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from upheld.errors import Problem

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KINDS = {
    bool: "yes or no",
    int: "a whole number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a table",
    date: "a day, written year-month-day",
    time: "a time of day, like 09:30:00",
}


@dataclass(slots=True)
class TomlTable:
    """One table of a settings file; `place` is its dotted path, such as version[2].numerator ("" for the
    file's top)."""

    data: Mapping[str, object]
    file: str
    place: str
    problems: list[Problem]
    asked: set[str] = field(default_factory=set)

    def where(self, key: str) -> str:
        """The dotted path of a key of this table."""
        return f"{self.place}.{key}" if self.place and key else self.place or key

    def refuse(self, key: str, reason: str, way_out: str, value: object = None) -> None:
        """Note a problem with a key (or with the table, for key ""); the value shown is the one found there."""
        shown = self.data.get(key) if value is None else value
        self.problems.append(Problem(self.file, 0, self.where(key), _shown(shown), reason, way_out))

    def has(self, key: str) -> bool:
        """Whether the key is there, whatever it holds."""
        self.asked.add(key)
        return key in self.data

    def text(self, key: str, otherwise: str | None = None) -> str:
        """Text that is not blank; `otherwise` stands in where the key may be left out."""
        found = self._found(key, str, otherwise is None)
        if not isinstance(found, str):
            return otherwise or ""
        if not found.strip() or found != found.strip():
            self.refuse(
                key, "is blank, or begins or ends with a space", "Expected text without space around it."
            )
        return found

    def choice(self, key: str, allowed: Sequence[str], otherwise: str | None = None) -> str:
        """One of the words `allowed`."""
        found = self._found(key, str, otherwise is None)
        if isinstance(found, str):
            if found in allowed:
                return found
            self.refuse(
                key, "is not known here", f"Expected {_one_of(allowed)}.{nearest_word(found, allowed)}"
            )
        return otherwise or allowed[0]

    def whole(
        self, key: str, least: int, most: int, otherwise: int | None = None, required: bool = False
    ) -> int | None:
        """A whole number from `least` to `most`."""
        found = self._found(key, int, required)
        if not isinstance(found, int):
            return otherwise
        if not least <= found <= most:
            self.refuse(key, "is out of range", f"Expected a whole number from {least} to {most}.")
            return otherwise
        return found

    def flag(self, key: str) -> bool:
        """true or false; there is no default, for leaving it out would be an answer."""
        return bool(self._found(key, bool, True))

    def day(self, key: str) -> date | None:
        """A day that must be there, without a time of day."""
        found = self._found(key, date, True)
        if isinstance(found, datetime):
            self.refuse(key, "has a time of day", f"Expected {_KINDS[date]}.", value=str(found))
            return None
        return found if isinstance(found, date) else None

    def clock(self, key: str) -> time | None:
        """A time of day, where one is given."""
        found = self._found(key, time, False)
        return found if isinstance(found, time) else None

    def texts(
        self, key: str, required: bool = False, allowed: Sequence[str] | None = None
    ) -> tuple[str, ...]:
        """A list of texts without repeats: words from `allowed` where that is given. Required lists are not
        empty."""
        found = self._found(key, list, required)
        if not isinstance(found, list):
            return ()
        if required and not found:
            self.refuse(key, "is an empty list", "Expected at least one entry.")
        texts: list[str] = []
        for item in found:
            if not isinstance(item, str) or not item.strip():
                self.refuse(key, "holds something that is not text", "Expected a list of texts.", value=item)
            elif item in texts:
                self.refuse(key, "is listed twice", "Leave one of them out.", value=item)
            elif allowed is not None and item not in allowed:
                way_out = f"Expected {_one_of(allowed)}.{nearest_word(item, allowed)}"
                self.refuse(key, "is not known here", way_out, value=item)
            else:
                texts.append(item)
        return tuple(texts)

    def slugs(self, key: str) -> tuple[str, ...]:
        """An optional list of slugs: small letters, digits and single hyphens."""
        found = self.texts(key)
        for slug in found:
            if not _SLUG.fullmatch(slug):
                self.refuse(
                    key,
                    "is not a slug",
                    "Expected small letters, digits and hyphens, such as some-town.",
                    value=slug,
                )
        return found

    def table(self, key: str) -> TomlTable:
        """The table under a key; an empty one stands in where it is missing or is something else."""
        found = self._found(key, dict, True)
        inner = found if isinstance(found, dict) else {}
        # What is missing altogether is reported once, not once for each key that it would have held.
        problems = self.problems if isinstance(found, dict) else []
        return TomlTable(inner, self.file, self.where(key), problems)

    def tables(self, key: str, required: bool = False) -> list[TomlTable]:
        """The list of tables under a key, counted from 1."""
        found = self._found(key, list, required)
        if not isinstance(found, list):
            return []
        if required and not found:
            self.refuse(key, "is an empty list", "Expected at least one entry.")
        inner: list[TomlTable] = []
        for number, item in enumerate(found, start=1):
            if isinstance(item, dict):
                inner.append(TomlTable(item, self.file, f"{self.where(key)}[{number}]", self.problems))
            else:
                self.refuse(
                    f"{key}[{number}]", "is not a table", "Expected a table of keys and values.", value=item
                )
        return inner

    def close(self) -> None:
        """Refuse whatever stands in the table and was not asked for."""
        for key in self.data:
            if key not in self.asked:
                way_out = f"Leave it out, or use {_one_of(sorted(self.asked))}.{nearest_word(key, sorted(self.asked))}"
                self.refuse(key, "is not a key of this table", way_out)

    def _found(self, key: str, kind: type, required: bool) -> object:
        self.asked.add(key)
        if key not in self.data:
            if required:
                self.refuse(key, "is missing", f"Add it: expected {_KINDS[kind]}.")
            return None
        found = self.data[key]
        # A bool is an int to Python, but not to a reader of settings.
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            reason = f"is {_KINDS.get(type(found), 'something else')}"
            self.refuse(key, reason, f"Expected {_KINDS[kind]}{' (true or false)' if kind is bool else ''}.")
            return None
        return found


def is_slug(text: str) -> bool:
    """Whether `text` is small letters, digits and single hyphens."""
    return bool(_SLUG.fullmatch(text))


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | date | time) else repr(value)


def _one_of(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def nearest_word(word: str, words: Sequence[str]) -> str:
    """A sentence with the known word most like `word`, to stand after a way out; nothing where none is like it."""
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return f" Perhaps {near[0]} was meant." if near else ""
