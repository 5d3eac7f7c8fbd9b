"""How a measure's definition is said: numerator, base, print, interval, breaks and notes, in words.

The methods page and the data dictionary are made from the same words. Belongs here: saying a definition. Not here: the
definition, which is the scheme's.
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.measures.measure import CountRule, MeasureVersion
from upheld.scheme import Scheme
from upheld.wording.numbers import listed

RECORDS = {
    "decisions": "standing decisions of the year",
    "compliance": "compliance outcomes recorded in the year",
}
PREDICATES = {
    "decisions": {
        "investigated": "after a detailed investigation",
        "upheld": "upheld",
        "satisfactory_remedy": "with a satisfactory remedy offered before the complaint was made",
    },
    "compliance": {
        "counting": "not ceased",
        "satisfied": "satisfied (on time or late)",
        "on_time": "satisfied on time",
        "late": "satisfied late",
        "not_satisfied": "not satisfied",
    },
}
INTERVALS = {
    "clopper_pearson": "exact 95%, Clopper and Pearson",
    "poisson": "exact 95%, Poisson",
}
UNITS = {"percent": "percent", "per_100000": "for every 100,000 residents"}
EXTREMES = {
    ("guarded", "percent"): "100% only where it is all, 0% only where it is none",
    ("guarded", "per_100000"): "0 only where it is none",
    ("plain", "percent"): "100% and 0% as they round, to reproduce letters once sent",
    ("plain", "per_100000"): "0 as it rounds, to reproduce letters once sent",
}
PRINTED_BASES = {
    "denominator": "the base itself",
    "base_of_investigations": "the number of investigations, to reproduce letters once sent",
    "label_of_investigations": "the base itself under the label of investigations, to reproduce letters once sent",
}


def definition_words(scheme: Scheme, version: MeasureVersion) -> Iterator[tuple[str, str]]:
    """Everything a version of a definition says, part by part: the part's name, and the words."""
    yield "in words", version.explains
    yield "shown to the public as", f'"{version.public_label}"'
    yield "numerator", _rule(version.numerator)
    if isinstance(version.denominator, CountRule):
        yield "base (denominator)", _rule(version.denominator)
    else:
        lag = version.residents_lag
        yield (
            "base (denominator)",
            f"residents, by the newest mid-year estimate at least {lag} calendar years before the year’s end",
        )
    yield (
        "called",
        f'"1 {version.numerator_noun.one}", "2 {version.numerator_noun.many}", of "2 {version.base_noun.many}"',
    )
    yield "printed base", PRINTED_BASES[version.printed_base]
    yield (
        "printed",
        f"{UNITS[version.unit]}; halves rounded up; {_decimals(version)}; {EXTREMES[version.extremes, version.unit]}",
    )
    yield "interval", INTERVALS[version.interval]
    yield "average of the group", "yes, pooled" if version.average else "none"
    yield "verdict", "yes" if version.verdict else "none"
    yield "where there is no base", f'"{version.no_base}"'
    if version.not_for:
        names = [scheme.register.authority(slug).last_name for slug in version.not_for]
        yield "not given for", listed(names)
    for each in version.breaks:
        yield f"break from {year_label(scheme, each.year)}", each.note
    for number, note in enumerate(version.notes, 1):
        yield f"note {number}", note
    yield "fingerprint", version.fingerprint[:16]


def _rule(rule: CountRule) -> str:
    words = [PREDICATES[rule.records][each] for each in rule.where]
    return f"{RECORDS[rule.records]}, {listed(words)}"


def _decimals(version: MeasureVersion) -> str:
    places = {0: "whole numbers", 1: "one decimal", 2: "two decimals", 3: "three decimals"}
    text = places[version.decimals]
    if version.unit == "per_100000" and version.decimals:
        text += ", left out where it is 0"
    if version.national_decimals != version.decimals:
        text += f" ({places[version.national_decimals]} for the whole country)"
    return text


def definition_years(scheme: Scheme, version: MeasureVersion) -> str:
    """The years for which a version holds."""
    first, last = version.first_year, version.last_year
    if first is None and last is None:
        return "all years"
    if last is None:
        assert first is not None
        return f"{year_label(scheme, first)} and later"
    if first is None:
        return f"all years up to {year_label(scheme, last)}"
    return f"{year_label(scheme, first)} to {year_label(scheme, last)}"


def year_label(scheme: Scheme, ending: int) -> str:
    """What a reporting year is called, by the calendar year in which it ends."""
    return scheme.calendar.year(ending).label
