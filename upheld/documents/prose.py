"""Reviewed texts, read from a scheme's prose files: TOML with a closed list of places and conditions.

Belongs here: reading a text, a list and a table of such a file, and noting everything wrong with it, so that one reading
names all there is to mend. Not here: which texts there are (`packs.prose`), and how they are filled (`runs`).
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from upheld.errors import Invalid, Missing, Problem


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as it stands in the prose, and what must hold, all of it, for it to be said."""

    text: str
    when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProseFile:
    """One file under reading. `places` is what its texts may leave to be filled in, `conditions` what they may depend on."""

    name: str
    whole: Mapping[str, object]
    places: frozenset[str]
    conditions: frozenset[str]
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path, holds: str, places: frozenset[str], conditions: frozenset[str]) -> ProseFile:
        """The file at `path`, which `holds` what it says. Raises Missing where there is none, Invalid where it is no TOML."""
        try:
            whole = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as absent:
            raise Missing(f"There is no {path.name} in {path.parent}: it holds {holds}.") from absent
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
            raise Invalid(
                [Problem(path.name, 0, "", "", f"cannot be read as TOML: {broken}", "Mend that line.")]
            ) from broken
        return cls(path.name, whole, places, conditions)

    def done(self) -> None:
        """Raises Invalid with every problem found, if there is any."""
        if self.problems:
            raise Invalid(self.problems)

    def problem(self, place: str, found: str, reason: str, way_out: str) -> None:
        """Note something wrong."""
        self.problems.append(Problem(self.name, 0, place, found, reason, way_out))

    def expect(self, place: str, found: str, known: frozenset[str] | tuple[str, ...], what: str) -> None:
        """Note a word that is not one of `known`."""
        if found not in known:
            self.problem(place, found, f"no such {what}", f"Expected one of: {', '.join(sorted(known))}.")

    def table(self, place: str) -> Mapping[str, object]:
        """A table of the file."""
        found = self.whole.get(place)
        if isinstance(found, dict):
            return found
        self.problem(place, "", "is missing, or is no table", f"Expected [{place}].")
        return {}

    def tables(self, place: str) -> Iterator[tuple[str, Mapping[str, object]]]:
        """The tables of a list, each with its place; none where the file has no such list."""
        found = self.whole.get(place, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.problem(place, "", "is no list of tables", f"Expected [[{place}]].")
            return
        for index, table in enumerate(found, start=1):
            yield f"{place} {index}", table

    def line(self, table: Mapping[str, object], key: str, place: str) -> str:
        """A text of a table, its places checked; an empty text is none."""
        found = table.get(key)
        if not isinstance(found, str) or not found.strip():
            self.problem(
                f"{place}.{key}",
                str(found or ""),
                "is missing, or is no text",
                "Expected a text in quotes.",
            )
            return ""
        self._check_places(found, f"{place}.{key}")
        return found

    def lines(self, table: Mapping[str, object], key: str, place: str) -> tuple[str, ...]:
        """A list of texts."""
        found = table.get(key, [])
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            for one in found:
                self._check_places(one, f"{place}.{key}")
            return tuple(found)
        self.problem(
            f"{place}.{key}",
            str(found),
            "is no list of texts",
            "Expected texts in quotes, between [ and ].",
        )
        return ()

    def when(self, table: Mapping[str, object], place: str) -> tuple[str, ...]:
        """The conditions of a text."""
        names = self.lines(table, "when", place)
        for name in names:
            self.expect(f"{place}.when", name, self.conditions, "condition")
        return names

    def passage(self, table: Mapping[str, object], place: str) -> Passage:
        """A paragraph with its conditions."""
        return Passage(self.line(table, "text", place), self.when(table, place))

    def check_keys(self, table: Mapping[str, object], place: str, known: frozenset[str]) -> None:
        """Note keys that mean nothing: a condition misspelt would hold for everybody."""
        for key in table:
            self.expect(place, key, known, "key")

    def _check_places(self, text: str, place: str) -> None:
        try:
            found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError as broken:
            self.problem(place, "", f"has a stray brace: {broken}", "Write {{ for a brace that is meant.")
            return
        for unknown in sorted(found - self.places):
            self.problem(
                place,
                f"{{{unknown}}}",
                "no such place",
                f"Expected one of: {', '.join(sorted(self.places))}.",
            )
