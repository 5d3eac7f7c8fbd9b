"""The reviewed texts of letters: read from a scheme's prose, checked, and filled.

Belongs here: the closed list of places, conditions and slots, and which paragraphs are said. Not here: how a text becomes
runs (`runs`), and what the places hold (`places`).
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from upheld.documents.runs import Paragraph, Run, fill
from upheld.errors import Invalid, Missing, Problem
from upheld.register.years import ReportingYear
from upheld.wording.names import GroupNames
from upheld.wording.sayings import Saying, read_sayings

PLACES = frozenset(
    {
        *(
            "ending",
            "year_end",
            "period",
            "authority",
            "Authority",
            "short",
            "Short",
            "noun",
            "own_noun",
            "nouns",
            "addressee",
        ),
        *(
            "ombudsman",
            "body",
            "jurisdiction",
            "map",
            "website",
            "training",
            "published_on",
            "closed_on",
            "successors",
        ),
        *("groups", "groups_count", "group_one", "group_many", "members", "closed_too"),
        *("seminars", "courses", "breaks", "new_definitions"),
    }
)
"""What a text may leave to be filled in."""

CONDITIONS = frozenset({"own", "annex", "group", "no_group", "seminars", "courses", "breaks", "definitions"})
"""What a paragraph may be made to depend on."""

SLOTS = frozenset({"this_year", "changes", "map", "seminars"})
"""The places in a letter that a year's own paragraphs fill."""

_LINES = (
    *("title", "subtitle", "annex_title", "annex_subtitle", "sent", "salutation", "salutation_nobody"),
    *("salutation_several", "closing", "correction"),
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as it stands in the prose: its text or the slot it takes texts from, and what must hold for it."""

    text: str
    slot: str
    when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageSection:
    """A heading with its passages, and what must hold for the section to be said."""

    heading: str
    when: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """The texts for the letters of one year."""

    letter_date: date
    published_on: date
    lines: Mapping[str, str]
    figures: tuple[str, ...]
    seminar: GroupNames
    opening: tuple[Passage, ...]
    sections: tuple[PassageSection, ...]
    slots: Mapping[str, tuple[str, ...]]
    sayings: Mapping[str, Saying]


def load_prose(folder: Path, year: ReportingYear) -> Prose:
    """The prose of a scheme for `year`.

    Raises Missing where the year has none, saying which file to write, and Invalid with every problem found.
    """
    standing = _load(folder / "standing.toml", "the texts that stand in every year's letters")
    of_year_path = folder / f"{year.ending}.toml"
    of_year = _load(
        of_year_path,
        f"the date of the letters for {year.label}, the day of publication, and the paragraphs about that year",
    )
    problems: list[Problem] = []
    prose = _read(standing, of_year, of_year_path.name, problems)
    if problems or prose is None:
        raise Invalid(problems)
    return prose


def _load(path: Path, holds: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as absent:
        raise Missing(
            f"There is no {path.name} in {path.parent}: it holds {holds}. Write it; another year's file shows how."
        ) from absent
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Invalid(
            [Problem(path.name, 0, "", "", f"cannot be read as TOML: {broken}", "Mend that line.")]
        ) from broken


def _read(
    standing: Mapping[str, object], of_year: Mapping[str, object], year_file: str, problems: list[Problem]
) -> Prose | None:
    file = "standing.toml"
    letter = _table(standing.get("letter"), file, "letter", problems)
    lines = {name: _line(letter.get(name), file, f"letter.{name}", problems) for name in _LINES}
    figures = _strings(letter.get("figures"), file, "letter.figures", problems)
    seminar = _table(letter.get("seminar"), file, "letter.seminar", problems)
    pair = GroupNames(
        *(_line(seminar.get(form), file, f"letter.seminar.{form}", problems) for form in ("one", "many"))
    )
    opening = tuple(_passages(standing.get("opening"), file, "opening", problems))
    sections = tuple(
        PassageSection(
            _line(table.get("heading"), file, f"{place}.heading", problems),
            _conditions(table, file, place, problems),
            tuple(_passages(table.get("paragraph"), file, f"{place}.paragraph", problems)),
        )
        for place, table in _tables(standing.get("section"), file, "section", problems)
    )
    slots_table = _table(of_year.get("slots", {}), year_file, "slots", problems)
    slots: dict[str, tuple[str, ...]] = {}
    for name, texts in slots_table.items():
        if name not in SLOTS:
            problems.append(
                Problem(
                    year_file,
                    0,
                    f"slots.{name}",
                    "",
                    "no such slot",
                    f"Expected one of: {', '.join(sorted(SLOTS))}.",
                )
            )
        slots[name] = _strings(texts, year_file, f"slots.{name}", problems)
        for text in slots[name]:
            _check_places(text, year_file, f"slots.{name}", problems)
    dates = {name: of_year.get(name) for name in ("letter_date", "published_on")}
    for name, found in dates.items():
        if type(found) is not date:
            problems.append(
                Problem(year_file, 0, name, str(found or ""), "is not a day", "Write it like 2020-07-22.")
            )
    try:
        raw = standing.get("saying", {})
        sayings = read_sayings(raw if isinstance(raw, dict) else {}, file)
    except Invalid as invalid:
        problems.extend(invalid.problems)
        return None
    letter_date, published_on = dates["letter_date"], dates["published_on"]
    if not isinstance(letter_date, date) or not isinstance(published_on, date):
        return None
    if published_on < letter_date:
        problems.append(
            Problem(
                year_file,
                0,
                "published_on",
                str(published_on),
                "is before the letters' own date",
                "Mend one of the two.",
            )
        )
    return Prose(letter_date, published_on, lines, figures, pair, opening, sections, slots, sayings)


def _table(found: object, file: str, place: str, problems: list[Problem]) -> Mapping[str, object]:
    if isinstance(found, dict):
        return found
    problems.append(Problem(file, 0, place, "", "is missing, or is no table", f"Expected [{place}]."))
    return {}


def _tables(
    found: object, file: str, place: str, problems: list[Problem]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    if not isinstance(found, list) or not found:
        problems.append(
            Problem(file, 0, place, "", "is missing, or is no list of tables", f"Expected [[{place}]].")
        )
        return
    for index, table in enumerate(found, start=1):
        yield f"{place} {index}", _table(table, file, f"{place} {index}", problems)


def _line(found: object, file: str, place: str, problems: list[Problem]) -> str:
    if not isinstance(found, str) or not found.strip():
        problems.append(
            Problem(
                file, 0, place, str(found or ""), "is missing, or is no text", "Expected a text in quotes."
            )
        )
        return ""
    _check_places(found, file, place, problems)
    return found


def _strings(found: object, file: str, place: str, problems: list[Problem]) -> tuple[str, ...]:
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return tuple(found)
    problems.append(
        Problem(
            file,
            0,
            place,
            str(found or ""),
            "is no list of texts",
            "Expected texts in quotes, between [ and ].",
        )
    )
    return ()


def _passages(found: object, file: str, place: str, problems: list[Problem]) -> Iterator[Passage]:
    for where, table in _tables(found, file, place, problems):
        when = _conditions(table, file, where, problems)
        slot = table.get("slot", "")
        if slot and slot not in SLOTS:
            problems.append(
                Problem(
                    file,
                    0,
                    f"{where}.slot",
                    str(slot),
                    "no such slot",
                    f"Expected one of: {', '.join(sorted(SLOTS))}.",
                )
            )
        text = "" if slot else _line(table.get("text"), file, f"{where}.text", problems)
        yield Passage(text, str(slot), when)


def _conditions(
    table: Mapping[str, object], file: str, place: str, problems: list[Problem]
) -> tuple[str, ...]:
    when = _strings(table.get("when", []), file, f"{place}.when", problems)
    for unknown in sorted(set(when) - CONDITIONS):
        problems.append(
            Problem(
                file,
                0,
                f"{place}.when",
                unknown,
                "no such condition",
                f"Expected some of: {', '.join(sorted(CONDITIONS))}.",
            )
        )
    return when


def _check_places(text: str, file: str, place: str, problems: list[Problem]) -> None:
    try:
        found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as broken:
        problems.append(
            Problem(file, 0, place, "", f"has a stray brace: {broken}", "Write {{ for a brace that is meant.")
        )
        return
    for unknown in sorted(found - PLACES):
        problems.append(
            Problem(
                file,
                0,
                place,
                f"{{{unknown}}}",
                "no such place",
                f"Expected one of: {', '.join(sorted(PLACES))}.",
            )
        )


def said(
    passages: Sequence[Passage], prose: Prose, places: Mapping[str, str | Run], holds: frozenset[str]
) -> tuple[Paragraph, ...]:
    """The paragraphs that are said, of which every condition holds, with the year's own in their slots."""
    paragraphs: list[Paragraph] = []
    for passage in passages:
        if set(passage.when) <= holds:
            texts = prose.slots.get(passage.slot, ()) if passage.slot else (passage.text,)
            paragraphs += [fill(text, places) for text in texts]
    return tuple(paragraphs)
