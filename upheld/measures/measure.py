"""What a measure is: its numerator, its base, how it is printed and compared, and for which years that holds.

Belongs here: the closed vocabulary of definitions, their shape, and their canonical text. Not here: reading them
(`definition`), counting (`tally`), formulas, and any measure by name: those are data of a scheme. A new predicate comes
with a worked example; there are no expressions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

PREDICATES: Mapping[str, tuple[str, ...]] = {
    "decisions": ("investigated", "upheld", "satisfactory_remedy"),
    "compliance": ("counting", "satisfied", "on_time", "late", "not_satisfied"),
}
"""What may be asked of a record, by kind. Decisions are the standing ones; compliance is the outcomes
recorded, of which those not ceased are counting. on_time and late are the two ways of being satisfied."""

NEVER_TOGETHER = (
    ("satisfied", "not_satisfied"),
    ("on_time", "late"),
    ("on_time", "not_satisfied"),
    ("late", "not_satisfied"),
)

UNITS = ("percent", "per_100000")
INTERVALS = {"percent": "clopper_pearson", "per_100000": "poisson"}
EXTREMES = ("guarded", "plain")
"""Whether 100% and 0% are kept for all and none, or may stand for a little less and a little more."""

PRINTED_BASES = ("denominator", "base_of_investigations", "label_of_investigations")
"""What a page prints as the base. Anything but "denominator" is a quirk of letters once sent: the number and
label of the investigations, or the right number under that label. A quirk is dated: its version holds for one
year."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, for one and for many: "upheld decision", "upheld decisions"."""

    one: str
    many: str


@dataclass(frozen=True, slots=True)
class CountRule:
    """Which records are counted: those of one kind for which every predicate of `where` holds."""

    records: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A year (by its ending calendar year) from which the series is not like the years before it, and why."""

    year: int
    note: str


@dataclass(frozen=True, slots=True)
class MeasureVersion:
    """One version of a measure's definition. Years are named by the calendar year in which they end; None is
    no bound.

    `decimals` are printed for an authority and a group, `national_decimals` for the whole. `residents_lag`
    (for a base of residents) is how many calendar years before the year's end the estimate must be. `no_base`
    is the clause said where the base is 0. `not_for` are the slugs of authorities to which the measure does
    not apply.
    """

    measure: str
    order: int
    version: int
    first_year: int | None
    last_year: int | None
    label: str
    public_label: str
    unit: str
    numerator: CountRule
    denominator: CountRule | Literal["residents"]
    residents_lag: int | None
    numerator_noun: Noun
    base_noun: Noun
    printed_base: str
    rounding: str
    extremes: str
    decimals: int
    national_decimals: int
    average: bool
    verdict: bool
    interval: str
    no_base: str
    not_for: tuple[str, ...]
    breaks: tuple[Break, ...]
    notes: tuple[str, ...]
    explains: str

    def holds_for(self, ending: int) -> bool:
        """Whether this version is the one for the year that ends in calendar year `ending`."""
        return (self.first_year or ending) <= ending <= (self.last_year or ending)

    @property
    def as_published(self) -> bool:
        """Whether it prints as letters once did: a base that is not the rate's own, or 100% for less than all."""
        return self.printed_base != "denominator" or self.extremes != "guarded"

    @property
    def canonical(self) -> str:
        """The definition as one line of JSON that depends on its content alone; `read_canonical` reads it
        back."""
        return json.dumps(_written(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the canonical text, by which a release names the definition it used."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Quirk:
    """How letters about the year ending in calendar year `year`, once sent, printed a measure otherwise.

    It is used on request alone: no release, page or ordinary letter has one. `printed_base` and `extremes` are as in a
    version; neither changes what is counted. `says` tells the reader, in a sentence, how the print differs.
    """

    name: str
    year: int
    printed_base: str
    extremes: str
    says: str

    def printing(self, definition: MeasureVersion) -> MeasureVersion:
        """The definition as those letters were printed by: for that year and no other."""
        return replace(
            definition,
            first_year=self.year,
            last_year=self.year,
            printed_base=self.printed_base,
            extremes=self.extremes,
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure and its versions, in the order of their numbers; `quirks` are how letters once sent printed it."""

    slug: str
    order: int
    versions: tuple[MeasureVersion, ...]
    quirks: tuple[Quirk, ...] = ()

    def for_year(self, ending: int) -> MeasureVersion | None:
        """The version for a year; None where the measure did not exist."""
        return next((version for version in self.versions if version.holds_for(ending)), None)


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a scheme, in the order in which they are shown."""

    measures: tuple[Measure, ...]

    def for_year(self, ending: int) -> dict[str, MeasureVersion]:
        """The definitions of the year that ends in calendar year `ending`, by measure, in the order shown."""
        found = ((measure.slug, measure.for_year(ending)) for measure in self.measures)
        return {slug: version for slug, version in found if version is not None}

    def quirks_of(self, ending: int) -> dict[str, Quirk]:
        """How letters about the year that ends in calendar year `ending` printed otherwise, by measure."""
        return {
            measure.slug: quirk
            for measure in self.measures
            for quirk in measure.quirks
            if quirk.year == ending
        }

    def __iter__(self) -> Iterator[Measure]:
        return iter(self.measures)

    def __len__(self) -> int:
        return len(self.measures)


def _written(version: MeasureVersion) -> dict[str, object]:
    """The version in the form of a file that holds it alone; what may be left out and is not set is left out."""

    def rule(of: CountRule | Literal["residents"]) -> object:
        return of if of == "residents" else {"records": of.records, "where": list(of.where)}

    def noun(of: Noun) -> dict[str, str]:
        return {"one": of.one, "many": of.many}

    whole: dict[str, object] = {
        name: getattr(version, name) for name in _PLAIN if getattr(version, name) is not None
    }
    whole["numerator"], whole["denominator"] = rule(version.numerator), rule(version.denominator)
    whole["numerator_noun"], whole["base_noun"] = noun(version.numerator_noun), noun(version.base_noun)
    whole["not_for"], whole["notes"] = list(version.not_for), list(version.notes)
    whole["breaks"] = [{"year": found.year, "note": found.note} for found in version.breaks]
    top: Sequence[str] = ("measure", "order", "label", "public_label")
    return {name: getattr(version, name) for name in top} | {"version": [whole]}


_PLAIN = (
    *(
        "version",
        "first_year",
        "last_year",
        "unit",
        "residents_lag",
        "printed_base",
        "rounding",
        "extremes",
        "decimals",
    ),
    *("national_decimals", "average", "verdict", "interval", "no_base", "explains"),
)
