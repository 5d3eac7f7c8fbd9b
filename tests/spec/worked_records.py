"""How the worked examples about records are computed: a few records, counted year by year by the package's own functions.

Belongs here: building records from what a chapter gives, and counting them as a release does. Not here: rates and
comparisons (`worked`), and prose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import polars as pl

from tests.spec.worked import Given, Row, Worked, scheme, share
from upheld.measures.counting import (
    OutcomeMeaning,
    count_authorities,
    count_rules,
    counted_records,
    replacing_earlier,
)
from upheld.measures.measure import CountRule
from upheld.records.as_at import known_on
from upheld.records.contract import CONTRACT, Case, ComplianceOutcome, Decision, Recommendation, Record
from upheld.records.tables import to_frame
from upheld.register.years import ReportingYear
from upheld.wording import dates

TITLES = {
    "received": "received",
    "decided": "decided",
    "investigated": "investigated in detail",
    "upheld": "upheld",
    "satisfactory_remedy": "with a satisfactory remedy",
    "replacing_earlier": "replacing one counted earlier",
    "compliance.satisfied_on_time": "satisfied on time",
    "compliance.satisfied_late": "satisfied late",
    "compliance.not_satisfied": "not satisfied",
    "compliance.ceased": "ceased",
    "overdue": "overdue at the year end",
    "open_at_start": "open at the start",
    "first_decided": "first decided",
    "open_at_end": "open at the end",
}


def year_of(given: Given) -> Worked:
    """The reporting years of some days."""
    calendar = scheme().calendar
    days = [date.fromisoformat(text) for text in given["days"]]
    rows = [(_day(day), calendar.of(day).label) for day in days]
    year = calendar.of(days[0])
    values = {"label": year.label, "first_day": _day(year.first_day), "last_day": _day(year.last_day)}
    return Worked(values, ("day", "reporting year"), tuple(rows))


def records(given: Given) -> Worked:
    """Cases counted year by year: a row for each year (and authority), a column for each count or measure asked for."""
    tables = _tables(given["case"])
    shown: Sequence[str] = given["show"]
    years = [scheme().calendar.parse(text) for text in given["years"]]
    slugs = sorted({case.get("authority", "a-town") for case in given["case"]})
    measures = scheme().measures
    rows = []
    for year in years:
        counts, by_rule = _count(tables, year)
        for slug in slugs:
            cells = []
            for name in shown:
                version = measures.for_year(year.ending).get(name)
                if version is None:
                    cells.append(str(counts.get(slug, {}).get(name, 0)))
                    continue
                assert not isinstance(version.denominator, str)
                x, n = (by_rule[rule].get(slug, 0) for rule in (version.numerator, version.denominator))
                cells.append(f"{x} of {n}, {share(Fraction(x, n))}" if n else version.no_base)
            rows.append((year.label, *([slug] if len(slugs) > 1 else []), *cells))
    titles = [TITLES.get(name) or f"rate: {measures.for_year(years[0].ending)[name].label}" for name in shown]
    header = ("year", *(["authority"] if len(slugs) > 1 else []), *titles)
    values = {
        f"sum_{name}": str(sum(int(row[k]) for row in rows)) for k, name in _plain(shown, len(slugs) > 1)
    }
    if "replacing_earlier" in shown:
        values["decided_once"] = str(int(values["sum_decided"]) - int(values["sum_replacing_earlier"]))
    columns = _filled_columns(given["case"])
    given_rows = tuple(row for case in given["case"] for row in _rows_of(case, columns))
    return Worked(values, header, tuple(rows), columns, given_rows)


def corrected(given: Given) -> Worked:
    """A year as first frozen, and corrected by what was entered since: a row each, and how many more are decided."""
    tables = _tables(given["case"])
    year = scheme().calendar.parse(given["year"])
    day = year.last_day + timedelta(days=scheme().rules.freezing_waits_days)
    shown: Sequence[str] = given["show"]
    rows = []
    for entered_by in (day, given["entered_by"]):
        counts = _count(tables, year, entered_by)[0]["a-town"]
        rows.append((_day(day), _day(entered_by), *(str(counts[name]) for name in shown)))
    place = 2 + shown.index("decided")
    columns = _filled_columns(given["case"])
    return Worked(
        {"late": str(int(rows[1][place]) - int(rows[0][place]))},
        ("as at", "entered by", *(TITLES[name] for name in shown)),
        tuple(rows),
        columns,
        tuple(row for case in given["case"] for row in _rows_of(case, columns)),
    )


def closed(given: Given) -> Worked:
    """An authority that closed, in a year after: its name, type and group, its successors and its rate."""
    england = scheme()
    year = england.calendar.parse(given["year"])
    of_year = england.register.of_year(given["authority"], year, england.group_of_type)
    assert of_year.closed_on is not None
    assert of_year.group is not None
    successors = england.register.authority(given["authority"]).successors
    x, n = given["upheld"], given["investigated"]
    values = {
        "name": of_year.name,
        "closed_on": _day(of_year.closed_on),
        "year": year.label,
        "group": england.groups[of_year.group].many,
        "successors": " and ".join(england.register.authority(slug).last_name for slug in successors),
        "counted": f"{x} of {n}",
        "rate": share(Fraction(x, n)),
    }
    return Worked(values)


def _plain(shown: Sequence[str], with_authority: bool) -> list[tuple[int, str]]:
    first = 2 if with_authority else 1
    return [(first + place, name) for place, name in enumerate(shown) if name in TITLES]


def _count(
    tables: Mapping[str, pl.DataFrame], year: ReportingYear, entered_by: date | None = None
) -> tuple[dict[str, dict[str, int]], dict[CountRule, dict[str, int]]]:
    """Counts and rules of a year, by what was known on the day it is frozen, and entered up to `entered_by`."""
    england = scheme()
    meaning = OutcomeMeaning(
        tuple(england.outcomes),
        england.outcomes_counting_as("investigated"),
        england.outcomes_counting_as("upheld"),
    )
    waits = england.rules.freezing_waits_days
    lazy = {name: frame.lazy() for name, frame in tables.items()}
    day = year.last_day + timedelta(days=waits)
    known = {name: frame.collect() for name, frame in known_on(lazy, day, entered_by).items()}
    found = counted_records(known, year)
    replacing = replacing_earlier(found, known["decisions"], year, waits)
    of_year = england.measures.for_year(year.ending).values()
    rules = {each.numerator for each in of_year} | {
        each.denominator for each in of_year if not isinstance(each.denominator, str)
    }
    ordered = sorted(rules, key=lambda rule: (rule.records, rule.where))
    return count_authorities(found, meaning, replacing), count_rules(found.by_kind, ordered, meaning)


def _tables(cases: Sequence[Mapping[str, Any]]) -> dict[str, pl.DataFrame]:
    found: dict[type[Record], list[Record]] = {
        Case: [],
        Decision: [],
        Recommendation: [],
        ComplianceOutcome: [],
    }
    for case in cases:
        reference, received = case["reference"], case["received"]
        authority = case.get("authority", "a-town")
        found[Case].append(
            Case(
                reference=reference,
                authority=authority,
                received_on=received,
                category="other",
                entered_on=received,
            )
        )
        for sequence, decided in enumerate(case.get("decision", []), 1):
            found[Decision].append(_decision(reference, sequence, decided))
            for kind, record in _after(reference, sequence, decided):
                found[kind].append(record)
    empty = {kind.TABLE: to_frame(kind, ()) for kind in CONTRACT}
    return empty | {kind.TABLE: to_frame(kind, of_kind) for kind, of_kind in found.items()}


def _decision(reference: str, sequence: int, decided: Mapping[str, Any]) -> Decision:
    fields = {
        "case": reference,
        "sequence": sequence,
        "decided_on": decided["on"],
        "outcome": decided["outcome"],
        "satisfactory_remedy": decided.get("remedy", False),
        "publication": "not_yet",
        "replaces": decided.get("replaces"),
        "standing": decided.get("standing", "standing"),
        "standing_ended_on": decided.get("ended"),
        "entered_on": decided.get("entered", decided["on"]),
    }
    return Decision.model_validate(fields, strict=False)


def _after(reference: str, sequence: int, decided: Mapping[str, Any]) -> list[tuple[type[Record], Record]]:
    found: list[tuple[type[Record], Record]] = []
    if "due" in decided:
        fields = {
            "case": reference,
            "sequence": sequence,
            "number": 1,
            "kind": "personal_remedy",
            "remedy_type": "apology",
            "text": "Apologise.",
            "status": "done" if "done" in decided else "agreed",
            "agreed_on": decided["on"],
            "due_on": decided["due"],
            "completed_on": decided.get("done"),
            "entered_on": decided["on"],
        }
        found.append((Recommendation, Recommendation.model_validate(fields, strict=False)))
    if "recorded" in decided:
        fields = {
            "case": reference,
            "sequence": sequence,
            "recorded_on": decided["recorded"],
            "result": decided["result"],
            "entered_on": decided["recorded"],
        }
        found.append((ComplianceOutcome, ComplianceOutcome.model_validate(fields, strict=False)))
    return found


_COLUMNS = (
    "case",
    "authority",
    "received",
    "decided",
    "outcome",
    "standing",
    "recommendation",
    "compliance",
    "entered",
)


def _filled_columns(cases: Sequence[Mapping[str, Any]]) -> Row:
    filled = [
        name
        for name in _COLUMNS
        if any(_cells(case, each)[name] for case in cases for each in _decisions(case))
    ]
    return tuple(filled)


def _rows_of(case: Mapping[str, Any], columns: Row) -> list[Row]:
    return [tuple(_cells(case, decided)[name] or "–" for name in columns) for decided in _decisions(case)]


def _decisions(case: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    decisions: Sequence[Mapping[str, Any]] = case.get("decision") or [{}]
    return decisions


def _cells(case: Mapping[str, Any], decided: Mapping[str, Any]) -> dict[str, str]:
    outcome = decided.get("outcome", "")
    title = scheme().outcomes[outcome].title if outcome else ""
    if decided.get("remedy"):
        title += ", satisfactory remedy"
    standing = ""
    if "ended" in decided:
        standing = f"{decided['standing']} on {_day(decided['ended'])}"
    elif "replaces" in decided:
        standing = "replaces the earlier one"
    due = f"due {_day(decided['due'])}" if "due" in decided else ""
    if "done" in decided:
        due += f", done {_day(decided['done'])}"
    compliance = (
        f"{decided['result'].replace('_', ' ')}, {_day(decided['recorded'])}" if "recorded" in decided else ""
    )
    return {
        "case": case["reference"],
        "authority": case.get("authority", ""),
        "received": _day(case["received"]),
        "decided": _day(decided["on"]) if decided else "",
        "outcome": title,
        "standing": standing,
        "recommendation": due,
        "compliance": compliance,
        "entered": _day(decided["entered"]) if "entered" in decided else "",
    }


def _day(day: date) -> str:
    return dates.plain(dates.day(day))


KINDS: Sequence[Callable[[Given], Worked]] = (year_of, records, corrected, closed)
