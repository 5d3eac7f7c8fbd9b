"""How definitions are read from TOML: strictly, with every problem of every file collected, or not at all.

Belongs here: which keys a measure's file has, and what they must be to each other. Not here: what the read definition is
(`measure`, whose names can be had from here too). Whether an authority named in `not_for` exists is for the scheme to say.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from upheld.errors import Invalid, Missing, Problem
from upheld.measures.measure import (
    EXTREMES,
    INTERVALS,
    NEVER_TOGETHER,
    PREDICATES,
    PRINTED_BASES,
    UNITS,
    Break,
    CountRule,
    Measure,
    Measures,
    MeasureVersion,
    Noun,
    Quirk,
)
from upheld.measures.toml_table import TomlTable, is_slug

__all__ = [
    "PREDICATES",
    "Break",
    "CountRule",
    "Measure",
    "MeasureVersion",
    "Measures",
    "Noun",
    "Quirk",
    "load_measure",
    "load_measures",
    "read_canonical",
    "read_measure",
]


def load_measures(folder: Path) -> Measures:
    """Every measure of a folder (one TOML file each), by their `order`.

    Raises Missing where the folder holds none, and Invalid with every problem of every file.
    """
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise Missing(f"There are no measures in {folder.name}: expected one TOML file for each measure.")
    problems: list[Problem] = []
    measures: list[Measure] = []
    for path in paths:
        try:
            measures.append(load_measure(path))
        except Invalid as invalid:
            problems.extend(invalid.problems)
    orders: dict[int, str] = {}
    for measure in measures:
        taken = orders.setdefault(measure.order, measure.slug)
        if taken != measure.slug:
            way_out = "Give each measure a place of its own."
            file = f"{measure.slug}.toml"
            problems.append(
                Problem(file, 0, "order", str(measure.order), f"is the place of {taken} already", way_out)
            )
    if problems:
        raise Invalid(problems)
    return Measures(tuple(sorted(measures, key=lambda measure: measure.order)))


def load_measure(path: Path) -> Measure:
    """The measure of one file, whose name is the measure's slug. Raises Invalid with every problem found."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = Problem(
            path.name, 0, "", "", f"cannot be read as TOML: {error}", "Expected a TOML file in UTF-8."
        )
        raise Invalid([problem]) from error
    measure = read_measure(data, path.name)
    if measure.slug != path.stem:
        way_out = f"Name the file {measure.slug}.toml, or set measure to {path.stem}."
        raise Invalid(
            [Problem(path.name, 0, "measure", measure.slug, "is not the name of its file", way_out)]
        )
    return measure


def read_canonical(text: str, file: str) -> MeasureVersion:
    """The version whose canonical text this is; `file` names its place in a problem. Raises Invalid."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise Invalid(
            [Problem(file, 0, "", "", f"cannot be read as JSON: {error}", "Expected a definition.")]
        ) from error
    if not isinstance(data, dict):
        raise Invalid([Problem(file, 0, "", "", "is not a table", "Expected a definition.")])
    return read_measure(data, file).versions[0]


def read_measure(data: Mapping[str, object], file: str) -> Measure:
    """The measure that a table of settings describes. Raises Invalid with every problem, by dotted key."""
    problems: list[Problem] = []
    top = TomlTable(data, file, "", problems)
    slug = top.text("measure")
    if slug and not is_slug(slug):
        top.refuse(
            "measure", "is not a slug", "Expected small letters, digits and hyphens, such as some-rate."
        )
    order = top.whole("order", 1, 999, required=True) or 0
    label, public_label = top.text("label"), top.text("public_label")
    tables = top.tables("version", required=True)
    versions = [_read_version(table, slug, order, label, public_label) for table in tables]
    quirks = [_read_quirk(table) for table in top.tables("as_published")]
    top.close()
    for (_, before), (table, version) in pairwise(zip(tables, versions, strict=True)):
        _follows(table, version, before)
    for number, quirk in enumerate(quirks):
        _suits(top, quirk, versions, quirks[:number])
    if problems:
        raise Invalid(problems)
    return Measure(slug, order, tuple(versions), tuple(quirks))


def _follows(table: TomlTable, version: MeasureVersion, before: MeasureVersion) -> None:
    if version.version <= before.version:
        table.refuse(
            "version", f"does not follow version {before.version}", "Number versions upwards in the file."
        )
    if before.last_year is None:
        reason = f"would hold beside version {before.version}, which has no last year"
        table.refuse("first_year", reason, f"Give version {before.version} a last_year.")
    elif version.first_year is None or version.first_year <= before.last_year:
        reason = f"overlaps version {before.version}, which holds to {before.last_year}"
        table.refuse("first_year", reason, f"Expected a first_year after {before.last_year}.")


def _read_version(table: TomlTable, slug: str, order: int, label: str, public_label: str) -> MeasureVersion:
    unit = table.choice("unit", UNITS)
    by_residents = table.has("denominator") and table.data["denominator"] == "residents"
    digits = table.whole("decimals", 0, 3, otherwise=0 if unit == "percent" else 1) or 0
    version = MeasureVersion(
        measure=slug,
        order=order,
        version=table.whole("version", 1, 999, required=True) or 0,
        first_year=table.whole("first_year", 1900, 2999),
        last_year=table.whole("last_year", 1900, 2999),
        label=table.text("label", otherwise=label),
        public_label=table.text("public_label", otherwise=public_label),
        unit=unit,
        numerator=_read_rule(table.table("numerator")),
        denominator="residents" if by_residents else _read_rule(table.table("denominator")),
        residents_lag=table.whole("residents_lag", 0, 10, required=by_residents),
        numerator_noun=_read_noun(table.table("numerator_noun")),
        base_noun=_read_noun(table.table("base_noun")),
        printed_base=table.choice("printed_base", PRINTED_BASES, otherwise="denominator"),
        rounding=table.choice("rounding", ("half_up",), otherwise="half_up"),
        extremes=table.choice("extremes", EXTREMES, otherwise="guarded"),
        decimals=digits,
        national_decimals=table.whole("national_decimals", 0, 3, otherwise=digits) or 0,
        average=table.flag("average"),
        verdict=table.flag("verdict"),
        interval=table.choice("interval", tuple(INTERVALS.values())),
        no_base=table.text("no_base"),
        not_for=table.slugs("not_for"),
        breaks=_read_breaks(table),
        notes=table.texts("notes"),
        explains=table.text("explains"),
    )
    table.close()
    _agree(table, version)
    return version


def _agree(table: TomlTable, version: MeasureVersion) -> None:
    """What the keys of a version must be to each other."""
    first, last, base = version.first_year, version.last_year, version.denominator
    if first is not None and last is not None and last < first:
        table.refuse(
            "last_year", f"is before the first year, {first}", "Expected the same year or a later one."
        )
    if version.verdict and not version.average:
        table.refuse(
            "verdict",
            "is asked for without an average",
            "A verdict compares with a group: set average to true.",
        )
    if version.verdict and version.unit != "percent":
        table.refuse(
            "verdict",
            "is asked for on a rate by population",
            "Its base is no count of cases: set verdict to false.",
        )
    if version.interval != INTERVALS[version.unit]:
        table.refuse(
            "interval", f"does not suit the unit {version.unit}", f"Expected {INTERVALS[version.unit]}."
        )
    if (base == "residents") != (version.unit == "per_100000"):
        way_out = "A rate per_100000 has residents as its denominator, and no other rate has."
        table.refuse("denominator", f"does not suit the unit {version.unit}", way_out)
    if base != "residents":
        if version.residents_lag is not None:
            table.refuse("residents_lag", "is set, but the base is not residents", "Leave it out.")
        if base.records != version.numerator.records or not set(base.where) <= set(version.numerator.where):
            way_out = "Repeat the records and every predicate of the denominator in the numerator."
            table.refuse("numerator", "need not be part of its base", way_out)
    if version.printed_base != "denominator" and (first is None or first != last):
        way_out = (
            "A quirk belongs to letters once sent: give its version one year as first_year and last_year."
        )
        table.refuse("printed_base", "is a quirk without a date", way_out)


def _read_quirk(table: TomlTable) -> Quirk:
    quirk = Quirk(
        name=table.text("name"),
        year=table.whole("year", 1900, 2999, required=True) or 0,
        printed_base=table.choice("printed_base", PRINTED_BASES, otherwise="denominator"),
        extremes=table.choice("extremes", EXTREMES, otherwise="guarded"),
        says=table.text("says"),
    )
    if quirk.name and not is_slug(quirk.name):
        table.refuse("name", "is not a slug", "Expected small letters, digits and hyphens.")
    table.close()
    return quirk


def _suits(top: TomlTable, quirk: Quirk, versions: list[MeasureVersion], before: list[Quirk]) -> None:
    """What a quirk must be to the versions of its measure and to the quirks before it."""
    held = next((version for version in versions if version.holds_for(quirk.year)), None)
    name = quirk.name
    if held is None:
        way_out = "Give it a year for which a version holds."
        top.refuse("as_published", f"is about {quirk.year}, for which no version holds", way_out, value=name)
    elif (held.printed_base, held.extremes) == (quirk.printed_base, quirk.extremes):
        way_out = "Set printed_base or extremes to what the letters had, or leave it out."
        top.refuse("as_published", "prints as the definition does anyway", way_out, value=name)
    if any(quirk.year == other.year or name == other.name for other in before):
        way_out = "Keep one for each year, with a name of its own."
        top.refuse("as_published", "is there twice for its name or year", way_out, value=name)


def _read_rule(table: TomlTable) -> CountRule:
    records = table.choice("records", tuple(PREDICATES))
    where = table.texts("where", required=True, allowed=PREDICATES[records])
    for one, other in NEVER_TOGETHER:
        if one in where and other in where:
            table.refuse("where", f"can hold for no record: {one} and {other}", "Leave one of them out.")
    table.close()
    return CountRule(records, where)


def _read_noun(table: TomlTable) -> Noun:
    noun = Noun(table.text("one"), table.text("many"))
    table.close()
    return noun


def _read_breaks(table: TomlTable) -> tuple[Break, ...]:
    breaks: list[Break] = []
    for inner in table.tables("breaks"):
        found = Break(inner.whole("year", 1900, 2999, required=True) or 0, inner.text("note"))
        if any(found.year == other.year for other in breaks):
            inner.refuse("year", "has a break already", "Say both in one note.")
        breaks.append(found)
        inner.close()
    return tuple(sorted(breaks, key=lambda found: found.year))
