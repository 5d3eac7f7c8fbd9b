"""Reading the prose: what stands in every year's letters, a year's own file, and the free paragraphs of a workspace.

Belongs here: which keys these files have, and every problem in them. Not here: what the texts are for (`prose`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from upheld.documents.places import check_places
from upheld.errors import Invalid, Missing, Problem
from upheld.letters.noticed import COUNT_PLACES
from upheld.letters.prose import (
    CONDITIONS,
    LINES,
    OPTIONAL_LINES,
    PLACES,
    SLOTS,
    FreeParagraph,
    Passage,
    PassageSection,
    Prose,
)
from upheld.measures.toml_table import TomlTable
from upheld.register.years import ReportingYear
from upheld.wording.names import GroupNames
from upheld.wording.sayings import Saying, read_sayings

STANDING = "standing.toml"


def load_prose(folder: Path, year: ReportingYear, own: Path | None = None) -> Prose:
    """The prose of a scheme for `year`; `own` is a workspace's folder of prose, whose file for the year stands in for the
    scheme's, and which may hold free paragraphs.

    Raises Missing where the year has none, saying which file to write, and Invalid with every problem found.
    """
    names = (f"{year.ending}.toml", f"{year.ending}-paragraphs.toml")
    in_place = own is not None and (own / names[0]).is_file()
    of_year_path = (own if own is not None and in_place else folder) / names[0]
    problems: list[Problem] = []
    standing = _load(folder / STANDING, "the texts that stand in every year's letters", problems)
    of_year = _load(
        of_year_path,
        f"the date of the letters for {year.label}, the day of publication, and the paragraphs about that year",
        problems,
    )
    free: Mapping[str, FreeParagraph] = {}
    if own is not None and (own / names[1]).is_file():
        dated = of_year.data.get("letter_date")
        table = _load(own / names[1], "the free paragraphs", problems)
        free = _free(table, year, dated if type(dated) is date else None)
    prose = _read(standing, of_year, free, year)
    if problems or prose is None:
        raise Invalid(problems)
    return prose


def _load(path: Path, holds: str, problems: list[Problem]) -> TomlTable:
    try:
        return TomlTable(tomllib.loads(path.read_text(encoding="utf-8")), path.name, "", problems)
    except FileNotFoundError as absent:
        raise Missing(
            f"There is no {path.name} in {path.parent}: it holds {holds}. Write it; another year's file shows how."
        ) from absent
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Invalid(
            [Problem(path.name, 0, "", "", f"cannot be read as TOML: {broken}", "Mend that line.")]
        ) from broken


def _read(
    standing: TomlTable, of_year: TomlTable, free: Mapping[str, FreeParagraph], year: ReportingYear
) -> Prose | None:
    letter = standing.table("letter")
    lines = {name: _text(letter, "text", name) for name in LINES}
    lines |= {name: _text(letter, "text", name) for name in OPTIONAL_LINES if letter.has(name)}
    figures = letter.texts("figures", required=True)
    pair = letter.table("seminar")
    seminar = GroupNames(pair.text("one"), pair.text("many"))
    pair.close()
    letter.close()
    opening = tuple(_passage(one) for one in standing.tables("opening", required=True))
    sections = tuple(_section(one) for one in standing.tables("section", required=True))
    sayings = _sayings(standing)
    standing.close()
    if of_year.has("letter"):
        # The year's own lines stand in for the standing ones; an empty embargo is none.
        changed = of_year.table("letter")
        for name in (*LINES, *OPTIONAL_LINES):
            if changed.has(name):
                empty = name in OPTIONAL_LINES and changed.data[name] == ""
                lines[name] = "" if empty else _text(changed, "text", name)
        changed.close()
    slots = _slots(of_year)
    copies, literals = of_year.texts("copies"), of_year.texts("literals")
    letter_date, published_on = of_year.day("letter_date"), of_year.day("published_on")
    published_time = of_year.clock("published_time")
    of_year.close()
    if letter_date is None or published_on is None:
        return None
    if letter_date <= year.last_day:
        of_year.refuse("letter_date", "is before the year has ended", "Date the letters after its last day.")
    if published_on < letter_date:
        of_year.refuse("published_on", "is before the letters' own date", "Mend one of the two.")
    return Prose(
        letter_date,
        published_on,
        published_time,
        copies,
        lines,
        figures,
        seminar,
        opening,
        sections,
        slots,
        sayings,
        free,
        literals,
    )


def _sayings(standing: TomlTable) -> Mapping[str, Saying]:
    raw = standing.data.get("saying", {})
    standing.has("saying")
    try:
        return read_sayings(raw if isinstance(raw, dict) else {}, standing.file)
    except Invalid as invalid:
        standing.problems.extend(invalid.problems)
        return {}


def _slots(of_year: TomlTable) -> dict[str, tuple[Passage, ...]]:
    """The year's own passages by slot: plain texts under [slots], and after them those by rule, [[paragraph]]."""
    slots: dict[str, tuple[Passage, ...]] = {}
    if of_year.has("slots"):
        table = of_year.table("slots")
        for name in table.data:
            _known_slot(table, name, name)
            for text in table.texts(name):
                _check_places(table, name, text)
            slots[name] = tuple(Passage(text, "", ()) for text in table.texts(name))
    for one in of_year.tables("paragraph"):
        slot = one.choice("slot", sorted(SLOTS - {"free"}))
        slots[slot] = (
            *slots.get(slot, ()),
            Passage(_text(one, "text"), "", _conditions(one), one.slugs("only")),
        )
        one.close()
    return slots


def _section(table: TomlTable) -> PassageSection:
    found = PassageSection(
        _text(table, "heading"),
        _conditions(table),
        tuple(_passage(one) for one in table.tables("paragraph", required=True)),
    )
    table.close()
    return found


def _passage(table: TomlTable) -> Passage:
    slot = table.text("slot", otherwise="")
    if slot:
        _known_slot(table, "slot", slot)
    found = Passage("" if slot else _text(table, "text"), slot, _conditions(table))
    table.close()
    return found


def _conditions(table: TomlTable) -> tuple[str, ...]:
    return table.texts("when", allowed=sorted(CONDITIONS))


def _known_slot(table: TomlTable, key: str, slot: str) -> None:
    if slot not in SLOTS:
        table.refuse(key, "no such slot", f"Expected one of: {', '.join(sorted(SLOTS))}.", value=slot)


def _text(table: TomlTable, key: str, name: str = "") -> str:
    text = table.text(name or key)
    _check_places(table, name or key, text)
    return text


def _check_places(table: TomlTable, key: str, text: str) -> None:
    check_places(table, key, text, PLACES.keys() | COUNT_PLACES)


def _free(table: TomlTable, year: ReportingYear, letter_date: date | None) -> dict[str, FreeParagraph]:
    """The free paragraphs by authority. Each is for one authority, and somebody else than its writer has reviewed it,
    by the letters' date."""
    free: dict[str, FreeParagraph] = {}
    for one in table.tables("paragraph", required=True):
        found = FreeParagraph(
            one.text("authority"),
            _text(one, "text"),
            one.text("prepared_by"),
            one.text("reviewed_by"),
            one.day("reviewed_on") or year.last_day,
        )
        if found.authority in free:
            one.refuse("authority", "has a free paragraph already", "Say it in one paragraph.")
        if found.reviewed_by.casefold() == found.prepared_by.casefold() != "":
            one.refuse("reviewed_by", "is who prepared it", "Have somebody else read it, and name them.")
        if letter_date is not None and found.reviewed_on > letter_date:
            one.refuse("reviewed_on", "is after the letters' date", "Give the day on which it was read.")
        one.close()
        free[found.authority] = found
    table.close()
    return free
