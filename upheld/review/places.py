"""What fills the places of a review's prose, and which of its conditions hold: every answer is read from a cell.

Belongs here: from a name of the vocabulary to a run that names its cell. Not here: the tables, and the texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from upheld.documents.runs import Run
from upheld.errors import Missing
from upheld.release.model import Release
from upheld.review import vocabulary
from upheld.review.changes import AS_MANY, COUNTS, HIGHER, LOWER
from upheld.review.extremes import CATEGORY_EXTREMES, HIGHEST, LOWEST
from upheld.review.prose import ReviewProse
from upheld.review.sheets import Found, Sheets, row_key
from upheld.scheme import Scheme
from upheld.tables.table import Cell
from upheld.wording.numbers import digits, noun, was_or_were, words

Places = Mapping[str, str | Run]


def prints(text: str, cell: Cell) -> bool:
    """Whether a text prints a cell: as `printed` has it, or a whole number in words."""
    return text == printed(cell) or (isinstance(cell, int) and text == words(cell))


def printed(cell: Cell) -> str:
    """How a cell stands in a text: whole numbers with thousands parted, everything else as it is."""
    return digits(cell) if isinstance(cell, int) else cell or ""


class Answers:
    """The places and conditions of one review."""

    def __init__(self, sheets: Sheets, prose: ReviewProse, scheme: Scheme, release: Release) -> None:
        self._sheets = sheets
        self._prose = prose
        self._labels = {slug: each.public_label for slug, each in release.definitions.items()}
        self._titles = {
            vocabulary.WHOLE: prose.bodies.whole,
            vocabulary.GROUPED: prose.bodies.grouped,
            vocabulary.APART: prose.bodies.apart,
            vocabulary.YEAR: release.about.year.label,
        }
        found = dict(self._found())
        self.places: Places = {
            **_names(scheme),
            **{name: _run(each) for name, each in found.items()},
            **dict(self._forms(found)),
        }
        self.holds = frozenset(self._holds(found))

    def cell(self, name: str) -> Cell:
        """The cell behind a place that has one."""
        place = self.places[name]
        assert isinstance(place, Run)
        return self._sheets.find(place.cell).cell

    def rows(self, each: str) -> Iterator[Places]:
        """The places of each row of a list, besides all others."""
        sheet, columns = vocabulary.EACH[each]
        rows = self._sheets.table(sheet).rows
        for row in rows[:-1] if each in vocabulary.WITH_A_SUM else rows:
            cells = {column: self._sheets.at(sheet, row[0], column) for column in columns}
            yield {**self.places, **{f"row.{column}": _run(found) for column, found in cells.items()}}

    def _found(self) -> Iterator[tuple[str, Found]]:
        """Every place that a cell fills. One whose cell is not there, or empty, cannot be said."""
        wanted: dict[str, str] = {}
        for name, (sheet, row, column) in vocabulary.COUNT_PLACES.items():
            wanted[name] = f"{sheet}/{row_key(self._titles.get(row, row))}/{column}"
        for name, item in vocabulary.ABOUT_PLACES.items():
            wanted[name] = f"about/{row_key(item)}/value"
        for count, label in COUNTS.items():
            for column in vocabulary.CHANGE_COLUMNS:
                wanted[f"{count}.{column}"] = f"changes/{row_key(label)}/{column}"
        for extreme, item in CATEGORY_EXTREMES.items():
            for column in vocabulary.EXTREMES:
                wanted[f"{extreme}.{column}"] = f"highest-lowest/{row_key(item)}/{column}"
        grouped = row_key(self._prose.bodies.grouped)
        for measure, label in self._labels.items():
            key = row_key(label)
            for column in vocabulary.RATE_COLUMNS:
                wanted[f"{measure}.{column}"] = f"{measure}/{grouped}/{column}"
            for column in vocabulary.RATE_CHANGE_COLUMNS:
                wanted[f"{measure}.{column}"] = f"rate-changes/{key}/{column}"
            for column in vocabulary.VERDICT_COLUMNS:
                wanted[f"{measure}.{column}"] = f"verdicts/{key}/{column}"
            for end in (HIGHEST, LOWEST):
                for column in vocabulary.EXTREMES:
                    wanted[f"{measure}.{end}_{column}"] = f"highest-lowest/{key}-{end}/{column}"
        for name, address in wanted.items():
            try:
                found = self._sheets.find(address)
            except Missing:
                continue
            if found.cell is not None:
                yield name, found

    def _forms(self, found: Mapping[str, Found]) -> Iterator[tuple[str, str | Run]]:
        """A count in words, and the noun and the verb that go with it."""
        for name in vocabulary.COUNT_PLACES:
            if name in found and isinstance(cell := found[name].cell, int):
                yield f"{name}.was", was_or_were(cell)
                yield f"{name}.words", Run(words(cell), cell=found[name].address)
                if name in self._prose.noun:
                    yield f"{name}.noun", noun(cell, self._prose.noun[name])

    def _holds(self, found: Mapping[str, Found]) -> Iterator[str]:
        yield from (name for name in vocabulary.COUNT_PLACES if name in found and found[name].cell != 0)
        yield from (extreme for extreme in CATEGORY_EXTREMES if f"{extreme}.name" in found)
        if len(self._sheets.table("counts-by-year").rows) > 1:
            yield "past"
        if self._sheets.table("breaks").rows:
            yield "breaks"
        if self._sheets.at("about", "Illustrative data", "value").cell == "yes":
            yield "illustrative"
        for count in COUNTS:
            direction = found.get(f"{count}.direction")
            if direction is not None:
                yield f"{count}.same" if direction.cell == AS_MANY else f"{count}.compared"
            elif f"{count}.before" in found:
                yield f"{count}.broken"
            if f"{count}.record" in found:
                yield f"{count}.record"
        for measure in self._labels:
            yield from self._holds_of(measure, found)

    def _holds_of(self, measure: str, found: Mapping[str, Found]) -> Iterator[str]:
        if any(row[2] for row in self._sheets.table(measure).rows):
            yield measure
        if f"{measure}.before_rate" in found:
            yield f"{measure}.known_before"
            if self._sheets.at("rate-changes", self._labels[measure], "break").cell:
                yield f"{measure}.broken"
        if (direction := found.get(f"{measure}.direction")) is not None:
            told_apart = direction.cell in (HIGHER, LOWER)
            yield f"{measure}.differs" if told_apart else f"{measure}.not_told_apart"
        if f"{measure}.compared" in found:
            yield f"{measure}.verdicts"
            if found[f"{measure}.listed"].cell:
                yield f"{measure}.listed"
        if f"{measure}.highest_name" in found and f"{measure}.lowest_name" in found:
            yield f"{measure}.extremes"


def _run(found: Found) -> Run:
    return Run(printed(found.cell), cell=found.address)


def _names(scheme: Scheme) -> dict[str, str | Run]:
    issuer = scheme.issuer
    return {
        "ombudsman": issuer.ombudsman,
        "body": issuer.body,
        "jurisdiction": issuer.jurisdiction,
        "noun": issuer.authority_noun.one,
        "nouns": issuer.authority_noun.many,
        "map": Run(issuer.map_title, "em"),
        "website": Run(issuer.website, "", f"https://{issuer.website}"),
    }
