"""A scheme: everything that differs between ombudsmen and between years, as data.

A scheme is a folder: `scheme.toml`, the register's tables, `measures/*.toml` and `prose/*.toml`. Belongs here: its shape,
and loading it whole or refusing it with file, key, and what was expected. Not here: what any of it is used for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from upheld.errors import Invalid, Missing, Problem, misfits
from upheld.measures.definition import Measures, load_measures
from upheld.register.model import Register
from upheld.register.neighbours import Neighbours
from upheld.register.population import Population
from upheld.register.tables import read_tables
from upheld.register.years import YearCalendar


def _is_slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:[_-][a-z0-9]+)*", text):
        raise ValueError("expected small letters, digits, - and _")
    return text


def _is_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError) as unknown:
        raise ValueError("expected a time zone such as Europe/London") from unknown
    return text


def _is_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as broken:
        raise ValueError(f"expected a regular expression: {broken}") from broken
    return text


Slug = Annotated[str, AfterValidator(_is_slug)]
Pattern = Annotated[str, AfterValidator(_is_pattern)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class NounPair(_Part):
    """A noun in one and many, so that no sentence says "1 decisions"."""

    one: str
    many: str


class DataLicence(_Part):
    """Under which licence the public data may be used, and how its source is then named."""

    title: str
    address: str
    attribution: str


class Issuer(_Part):
    """Who issues the letters, on what legal basis, what its readers are called, and how people complain to it."""

    ombudsman: str
    body: str
    legal_basis: str
    jurisdiction: str
    authority_noun: NounPair
    map_title: str
    website: str
    training_page: str
    complaint_page: str
    how_to_complain: str
    time_zone: Annotated[str, AfterValidator(_is_zone)]
    data_licence: DataLicence


class Signatory(_Part):
    """Who signs, with the offices held while in post; both dates inclusive."""

    offices: list[str]
    name: str | None = None
    held_from: date | None = None
    held_to: date | None = None


class YearRules(_Part):
    """When reporting years begin, how long freezing waits for late records, and whether residents are known."""

    start_month: int
    freezing_waits_days: int
    population: bool


class ReferenceRules(_Part):
    """What a case reference looks like, and the stem that joint cases share."""

    pattern: Pattern
    stem: Pattern
    example: str


class TypeOfAuthority(_Part):
    """A type of authority, the group it is compared in (or none), and when it is written to."""

    slug: Slug
    title: str
    group: Slug | None = None
    letter: Literal["always", "with records", "never"]


class Group(_Part):
    """Authorities compared with one another."""

    slug: Slug
    title: str
    one: str
    many: str


class Outcome(_Part):
    """How a decision came out, what it counts as, and whether decisions of this kind are ever published."""

    slug: Slug
    title: str
    stage: Slug
    counts_as: list[Literal["investigated", "upheld"]] = []
    never_published: bool = False


class Term(_Part):
    """A code and what people read for it."""

    slug: Slug
    title: str


class Role(Term):
    """A role that a contact holds; `addressee` orders those a letter may be addressed to."""

    addressee: int | None = None


class _SchemeFile(_Part):
    slug: Slug
    title: str
    issuer: Issuer
    signatory: list[Signatory]
    year: YearRules
    reference: ReferenceRules
    type: list[TypeOfAuthority]
    group: list[Group]
    outcome: list[Outcome]
    stage: list[Term]
    category: list[Term]
    remedy: list[Term]
    role: list[Role]


@dataclass(frozen=True)
class Scheme:
    """A loaded scheme. Every list keeps the file's order, which is the order of print."""

    folder: Path
    slug: str
    title: str
    issuer: Issuer
    signatories: tuple[Signatory, ...]
    rules: YearRules
    reference: ReferenceRules
    types: Mapping[str, TypeOfAuthority]
    groups: Mapping[str, Group]
    outcomes: Mapping[str, Outcome]
    stages: Mapping[str, Term]
    categories: Mapping[str, Term]
    remedies: Mapping[str, Term]
    roles: Mapping[str, Role]
    register: Register
    population: Population
    neighbours: Neighbours
    measures: Measures

    @cached_property
    def calendar(self) -> YearCalendar:
        """How this ombudsman divides time into reporting years."""
        return YearCalendar(self.rules.start_month)

    @cached_property
    def group_of_type(self) -> Mapping[str, str | None]:
        """The comparison group of each type of authority."""
        return {slug: kind.group for slug, kind in self.types.items()}

    @property
    def types_with_area(self) -> tuple[str, ...]:
        """The types of authority that are on the map: those that are written to every year."""
        return tuple(slug for slug, kind in self.types.items() if kind.letter == "always")

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone in which publication times are meant."""
        return ZoneInfo(self.issuer.time_zone)

    @property
    def prose_folder(self) -> Path:
        """Where the reviewed texts of each year stand."""
        return self.folder / "prose"

    def outcomes_counting_as(self, flag: Literal["investigated", "upheld"]) -> tuple[str, ...]:
        """The outcomes that are, to the measures, investigated or upheld."""
        return tuple(slug for slug, outcome in self.outcomes.items() if flag in outcome.counts_as)

    def signatory_on(self, day: date) -> Signatory:
        """Who signs a letter dated `day`; Missing where the scheme names nobody for that day."""
        for signatory in self.signatories:
            begun = signatory.held_from is None or signatory.held_from <= day
            if begun and (signatory.held_to is None or day <= signatory.held_to):
                return signatory
        raise Missing(
            f"Nobody signs letters dated {day:%d %B %Y}: add a [[signatory]] for that day to {self.folder / 'scheme.toml'}."
        )


def england() -> Path:
    """The folder of the scheme that comes with Upheld."""
    return Path(str(resources.files("upheld"))) / "schemes" / "england"


def load_scheme(folder: Path, additions: Path | None = None) -> Scheme:
    """Load the scheme in `folder`, with what a workspace's register folder `additions` adds to the scheme's register.

    Raises Missing for an absent file, Invalid with every problem found in one.
    """
    path = folder / "scheme.toml"
    file = _load_scheme_file(path)
    _check_references(file, path)
    tables = read_tables(folder, [kind.slug for kind in file.type], file.year.population, additions)
    register = tables.register()
    measures = load_measures(folder / "measures")
    _check_measures(measures, file, register, folder)
    return Scheme(
        folder=folder,
        slug=file.slug,
        title=file.title,
        issuer=file.issuer,
        signatories=tuple(file.signatory),
        rules=file.year,
        reference=file.reference,
        types={kind.slug: kind for kind in file.type},
        groups={group.slug: group for group in file.group},
        outcomes={outcome.slug: outcome for outcome in file.outcome},
        stages={stage.slug: stage for stage in file.stage},
        categories={term.slug: term for term in file.category},
        remedies={term.slug: term for term in file.remedy},
        roles={role.slug: role for role in file.role},
        register=register,
        population=tables.population(register),
        neighbours=tables.neighbours(register),
        measures=measures,
    )


def _load_scheme_file(path: Path) -> _SchemeFile:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as absent:
        raise Missing(f"{path} is not there: a scheme is a folder with a scheme.toml in it.") from absent
    except UnicodeDecodeError as wrong:
        raise Invalid([Problem(str(path), 0, "", "", "not UTF-8 text", "Save it as UTF-8.")]) from wrong
    try:
        return _SchemeFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as broken:
        problem = Problem(str(path), 0, "", "", f"not valid TOML: {broken}", "Mend that line.")
        raise Invalid([problem]) from broken
    except ValidationError as wrong:
        raise Invalid(misfits(path, wrong.errors())) from wrong


def _check_measures(measures: Measures, file: _SchemeFile, register: Register, folder: Path) -> None:
    """Refuse measures that name an authority which is not there, or ask for residents where none are known."""
    problems: list[Problem] = []
    for measure in measures:
        path = str(folder / "measures" / f"{measure.slug}.toml")
        for version in measure.versions:
            for slug in version.not_for:
                if slug not in register.authorities:
                    problems.append(
                        Problem(
                            path,
                            0,
                            "version.not_for",
                            slug,
                            "no such authority",
                            "Give slugs of the register.",
                        )
                    )
            if version.denominator == "residents" and not file.year.population:
                problems.append(
                    Problem(
                        path,
                        0,
                        "version.denominator",
                        "residents",
                        "the scheme has no population",
                        "Set year.population in scheme.toml, or take the measure away.",
                    )
                )
    if problems:
        raise Invalid(problems)


def _check_references(file: _SchemeFile, path: Path) -> None:
    """Refuse what each key alone cannot show: doubles, names that nothing has, a year that cannot start."""
    problems: list[Problem] = []

    def report(key: str, found: str, reason: str, way_out: str) -> None:
        problems.append(Problem(str(path), 0, key, found, reason, way_out))

    if not 1 <= file.year.start_month <= 12:
        report("year.start_month", str(file.year.start_month), "not a month", "Give a number from 1 to 12.")
    if not 0 <= file.year.freezing_waits_days <= 366:
        report(
            "year.freezing_waits_days",
            str(file.year.freezing_waits_days),
            "not a number of days",
            "Give 0 to 366.",
        )
    if not re.fullmatch(file.reference.pattern, file.reference.example):
        report(
            "reference.example",
            file.reference.example,
            "does not fit reference.pattern",
            "Mend one of the two.",
        )
    lists: Mapping[str, list[str]] = {
        "type": [part.slug for part in file.type],
        "group": [part.slug for part in file.group],
        "outcome": [part.slug for part in file.outcome],
        "stage": [part.slug for part in file.stage],
        "category": [part.slug for part in file.category],
        "remedy": [part.slug for part in file.remedy],
        "role": [part.slug for part in file.role],
    }
    for key, slugs in lists.items():
        for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
            report(key, slug, "is there twice", "Keep one.")
    for kind in file.type:
        if kind.group is not None and kind.group not in lists["group"]:
            report(
                f"type.{kind.slug}.group",
                kind.group,
                "no such group",
                f"Use one of: {', '.join(lists['group'])}.",
            )
    for outcome in file.outcome:
        if outcome.stage not in lists["stage"]:
            report(
                f"outcome.{outcome.slug}.stage",
                outcome.stage,
                "no such stage",
                f"Use one of: {', '.join(lists['stage'])}.",
            )
        if "upheld" in outcome.counts_as and "investigated" not in outcome.counts_as:
            report(
                f"outcome.{outcome.slug}.counts_as",
                "upheld",
                "upheld without investigated",
                "Add investigated: it is the base.",
            )
    if not any("upheld" in outcome.counts_as for outcome in file.outcome):
        report(
            "outcome", "", "no outcome counts as upheld", 'Give one counts_as = ["investigated", "upheld"].'
        )
    if not file.signatory:
        report("signatory", "", "nobody signs", "Add a [[signatory]] with its offices.")
    if problems:
        raise Invalid(problems)
