"""Which council a postcode lies in: the look-up that a page loads and reads in the browser.

Belongs here: what a postcode looks like, the index and its file. Not here: files of postcodes (postcode_files.py).

The index is run-length coded. Postcodes are sorted by their first half (S44) and then by their second (6NJ); wherever the
council changes from one to the next, the second half and the new council are noted. It says of every postcode what was
true of the last one before it that was known, and so nothing at all where the first half is unknown or lies abroad. That
also answers for a postcode newer than the index, and for one that never was: an answer is to be taken as "about here".
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from sys import intern
from typing import Any

from upheld.errors import Invalid, Problem

POSTCODE = re.compile(r"(GIR|[A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")
"""One postcode has a form of its own: that of the bank for which it was made."""
RUN = re.compile(r"(\d[A-Z]{2})(-|\d+)")
Halves = tuple[str, str]
WAY_OUT = "Bring the file back from a copy, or import postcodes anew."


@dataclass(frozen=True, slots=True)
class PostcodeIndex:
    """For each first half the second halves from which a council begins; None where none of ours does.

    `about` is what the file says of itself: title, attribution and so on.
    """

    about: Mapping[str, Any]
    runs: Mapping[str, tuple[tuple[str, str | None], ...]]

    def find(self, postcode: str) -> str | None:
        """The slug of the council of the lowest tier in which a postcode lies, by the index; None where it tells none."""
        halves = halves_of(postcode)
        if halves is None:
            return None
        runs = self.runs.get(halves[0], ())
        place = bisect_right(runs, halves[1], key=lambda run: run[0])
        return runs[place - 1][1] if place else None


def halves_of(text: str) -> Halves | None:
    """The two halves of a postcode, however it is spaced; None for what cannot be one."""
    match = POSTCODE.fullmatch(re.sub(r"\s+", "", text).upper())
    return (match[1], match[2]) if match else None


def places_of(placed: Iterable[tuple[Halves, str]]) -> dict[str, dict[str, str]]:
    """For each first half the slug at each second half, or an empty text for elsewhere; of one that comes twice the last.

    A country has millions of postcodes and few thousand second halves: each text is kept once.
    """
    places: dict[str, dict[str, str]] = {}
    for (first, second), slug in placed:
        places.setdefault(first, {})[intern(second)] = slug
    return places


def index_of(places: Mapping[str, Mapping[str, str]], about: Mapping[str, Any]) -> PostcodeIndex:
    """The index of these postcodes, as `places_of` gives them. First halves with no postcode of ours are left out."""
    runs: dict[str, tuple[tuple[str, str | None], ...]] = {}
    for first, of_first in sorted(places.items()):
        changes: list[tuple[str, str | None]] = []
        for second, slug in sorted(of_first.items()):
            if not changes or changes[-1][1] != (slug or None):
                changes.append((second, slug or None))
        if any(slug for _, slug in changes):
            runs[first] = tuple(changes)
    return PostcodeIndex(about, runs)


def postcodes_text(index: PostcodeIndex) -> str:
    """The index as JSON, a first half to a line: "S44": "5AA74 5BL70 ..." by the places of councils in `authorities`."""
    slugs = sorted({slug for runs in index.runs.values() for _, slug in runs if slug})
    numbers: dict[str | None, str] = {slug: str(number) for number, slug in enumerate(slugs)}
    numbers[None] = "-"
    lines = ["{", *(f"{json.dumps(key)}: {_compact(value)}," for key, value in index.about.items())]
    lines += [f'"authorities": {_compact(slugs)},', '"runs": {']
    lines.append(
        ",\n".join(
            f'"{first}":"{" ".join(second + numbers[slug] for second, slug in runs)}"'
            for first, runs in sorted(index.runs.items())
        )
    )
    lines += ["}", "}"]
    return "\n".join(lines) + "\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def postcodes_from(text: str, called: str) -> PostcodeIndex:
    """The index as `postcodes_text` wrote it. Raises Invalid where it is not such a file."""
    try:
        content = json.loads(text)
        slugs: list[str] = content.pop("authorities")
        runs = {first: _runs(first, coded, slugs) for first, coded in content.pop("runs").items()}
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, RecursionError) as broken:
        reason = f"it is no index of postcodes ({type(broken).__name__}: {str(broken)[:80]})"
        raise Invalid([Problem(called, 0, "", "", reason, WAY_OUT)]) from broken
    return PostcodeIndex(content, runs)


def _runs(first: str, coded: str, slugs: list[str]) -> tuple[tuple[str, str | None], ...]:
    runs: list[tuple[str, str | None]] = []
    for token in coded.split(" "):
        match = RUN.fullmatch(token)
        if match is None or (runs and match[1] <= runs[-1][0]):
            raise ValueError(f"{first} {token}")
        runs.append((match[1], None if match[2] == "-" else slugs[int(match[2])]))
    return tuple(runs)
