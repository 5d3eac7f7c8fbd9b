"""What a scheme has said of each measure: the clauses that differ from one measure to the next.

Belongs here: reading those clauses from `prose/standing.toml`, so that letter, page and command line say the same. Not
here: how a clause is filled (`figures`), and the paragraphs of a letter (`letters.prose`).

A clause may hold `{rate}`, `{numerator}`, `{base}` (the number in digits), `{missing}` (base less numerator), `{of_base}`
(the base in words with its noun), `{you}` (whom the words are said to, or the authority's name), `{we}`, `{us}`, `{it}` and `{were}`
(who decided: we, us, we; the Ombudsman, the Ombudsman, it; and the verb to it) and nothing else.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from upheld.errors import Invalid, Problem
from upheld.measures.measure import MeasureVersion, Noun
from upheld.measures.toml_table import nearest_word

PLACES = frozenset({"rate", "numerator", "base", "missing", "of_base", "you", "we", "us", "it", "were"})


@dataclass(frozen=True, slots=True)
class Saying:
    """The clauses of one measure.

    `nothing` is the heading where there is no base. `all`, `none` and `some` say the rate in a sentence, `one_all` and
    `one_none` where the base is one. `met` and
    `missed` are headings for a measure without verdict: all of the base, or not all of it. `advice` is said where the
    rate is below 1. `counted_one`, `counted_many`, `case_one` and `case_many` are what a page calls the numerator and the
    base, and `no_case` what it says where there is none, where the definition's own words are an office's; a letter keeps
    those.
    """

    nothing: str = "Nothing to count"
    some: str = ""
    all: str = ""
    none: str = ""
    one_all: str = ""
    one_none: str = ""
    met: str = ""
    missed: str = ""
    advice: str = ""
    counted_one: str = ""
    counted_many: str = ""
    case_one: str = ""
    case_many: str = ""
    no_case: str = ""

    def in_plain_words(self, definition: MeasureVersion) -> MeasureVersion:
        """The definition with the words of a page; the same where the scheme has none."""
        counted, case = definition.numerator_noun, definition.base_noun
        if self.counted_one and self.counted_many:
            counted = Noun(self.counted_one, self.counted_many)
        if self.case_one and self.case_many:
            case = Noun(self.case_one, self.case_many)
        no_base = self.no_case or definition.no_base
        return replace(definition, numerator_noun=counted, base_noun=case, no_base=no_base)


PLAIN = Saying()
"""For a measure of which the scheme says nothing in particular."""


def load_sayings(prose_folder: Path) -> Mapping[str, Saying]:
    """The sayings of a scheme, by measure; none where it has no prose, or no table of them in it. Raises Invalid."""
    path = prose_folder / "standing.toml"
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Invalid(
            [Problem(str(path), 0, "", "", f"cannot be read as TOML: {broken}", "Mend that line.")]
        ) from broken
    return read_sayings(found.get("saying", {}), path.name)


def read_sayings(table: object, file: str) -> Mapping[str, Saying]:
    """The sayings of a parsed table. Raises Invalid with every problem: what is no table or no text, an unknown key, an
    unknown place, a bracket too many."""
    known = {field.name for field in fields(Saying)}
    problems: list[Problem] = []
    sayings: dict[str, Saying] = {}
    for measure, clauses in _table(table, "saying", file, problems).items():
        texts: dict[str, str] = {}
        for key, clause in _table(clauses, f"saying.{measure}", file, problems).items():
            place = f"saying.{measure}.{key}"
            if key not in known:
                problems.append(
                    Problem(
                        file, 0, place, "", "no such clause", f"Expected one of: {', '.join(sorted(known))}."
                    )
                )
                continue
            if not isinstance(clause, str):
                problems.append(Problem(file, 0, place, str(clause), "is no text", "Write it in quotes."))
                continue
            texts[key] = clause
            try:
                names = {name for _, name, _, _ in string.Formatter().parse(clause) if name is not None}
            except ValueError:
                way_out = "Write a place like {rate}, and {{ for a bracket."
                problems.append(Problem(file, 0, place, clause, "has a bracket without its other", way_out))
                continue
            for found in sorted(names - PLACES):
                way_out = (
                    f"Expected one of: {', '.join(sorted(PLACES))}.{nearest_word(found, sorted(PLACES))}"
                )
                problems.append(Problem(file, 0, place, found, "no such place in a clause", way_out))
        sayings[measure] = Saying(**texts)
    if problems:
        raise Invalid(problems)
    return sayings


def _table(found: object, place: str, file: str, problems: list[Problem]) -> Mapping[str, object]:
    if isinstance(found, Mapping):
        return found
    problems.append(
        Problem(file, 0, place, str(found), "is no table", f"Write [{place}] and its clauses below it.")
    )
    return {}
