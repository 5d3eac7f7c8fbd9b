"""Malformed cells and records: a file that is a table, and holds what cannot be.

Belongs here: what a malformed file is, and values, rules and keys. What is said of each must be a part of its problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.records.examples import as_csv, raw, rows, spoilt


@dataclass(frozen=True, slots=True)
class Malformed:
    """Files that must not be let in, and part of what is said of them."""

    name: str
    files: Mapping[str, bytes]
    says: str

    def __str__(self) -> str:
        return self.name


def one(name: str, table: str, content: bytes, says: str, ending: str = "csv") -> Malformed:
    return Malformed(name, {f"{table}.{ending}": content}, says)


def cells() -> Iterator[Malformed]:
    """A cell that cannot be what its column wants."""
    for name, table, row, column, value, says in (
        (
            "category unknown",
            "cases",
            2,
            "category",
            "Housing & homelessness",
            "not one of the scheme's categories",
        ),
        ("category of two", "cases", 2, "category", "housing; other", "not one of the scheme's categories"),
        ("category empty", "cases", 3, "category", "", "the cell is empty"),
        ("authority empty", "cases", 3, "authority", "  ", "the cell is empty"),
        ("authority unknown", "cases", 2, "authority", "Atlantis City Council", "no such authority"),
        ("authority misspelt", "cases", 2, "authority", "Watfrod Borough Council", "no such authority"),
        ("authority ambiguous", "cases", 2, "authority", "Council", "no such authority"),
        ("authority by a code of nobody", "cases", 2, "authority", "E99999999", "no such authority"),
        ("two authorities in one cell", "cases", 2, "authority", "watford; derby", "no such authority"),
        ("reference too short", "cases", 2, "reference", "19 000 10", "Write it like"),
        ("reference without spaces", "cases", 2, "reference", "19000101", "Write it like"),
        ("reference with letters", "cases", 2, "reference", "AB 000 101", "Write it like"),
        ("reference with hard spaces", "cases", 2, "reference", "19\u00a0000\u00a0101", "Write it like"),
        (
            "outcome unknown",
            "decisions",
            2,
            "outcome",
            "maladministration",
            "not one of the scheme's outcomes",
        ),
        (
            "outcome in other words",
            "decisions",
            2,
            "outcome",
            "Fault found",
            "not one of the scheme's outcomes",
        ),
        ("publication unknown", "decisions", 2, "publication", "secret", "Write one of: published"),
        ("standing unknown", "decisions", 2, "standing", "stands", "Write one of: standing"),
        ("remedy flag maybe", "decisions", 2, "satisfactory_remedy", "maybe", "neither yes nor no"),
        ("remedy flag as a cross", "decisions", 2, "satisfactory_remedy", "x", "neither yes nor no"),
        ("remedy flag as a number", "decisions", 2, "satisfactory_remedy", "1", "neither yes nor no"),
        (
            "remedy type unknown",
            "recommendations",
            2,
            "remedy_type",
            "flowers",
            "not one of the scheme's remedies",
        ),
        ("result unknown", "compliance", 2, "result", "satisfied", "Write one of: satisfied_on_time"),
        ("role unknown", "contacts", 2, "role", "mayor", "not one of the scheme's roles"),
        ("email without an at", "contacts", 2, "email", "watford.example", "not an address"),
        ("email with a space", "contacts", 2, "email", "chief @watford.example", "not an address"),
        ("report on no case", "reports", 2, "cases", " ; ", "names none"),
        ("measure unknown", "published_figures", 2, "measure", "happiness", "no such measure"),
        ("year unknown", "published_figures", 2, "year", "2015/2017", "not a reporting year"),
        ("average above all", "published_figures", 2, "average", "101", "more than 100"),
        ("numerator above its base", "published_figures", 2, "numerator", "7", "above its denominator"),
        ("error of a spreadsheet", "cases", 2, "subcategory", "#N/A", "could not be worked out"),
        ("reference lost", "cases", 2, "subcategory", "#REF!", "could not be worked out"),
        ("not a number", "cases", 2, "subcategory", "nan", "could not be worked out"),
        ("formula as text", "cases", 2, "subcategory", "=A1", "a formula, not a value"),
        (
            "formula that runs a program",
            "cases",
            2,
            "authority",
            "=cmd|' /C calc'!A0",
            "a formula, not a value",
        ),
        ("formula opener plus", "cases", 2, "authority", "+1+1", "no such authority"),
        ("formula opener at", "cases", 2, "category", "@SUM(A1)", "not one of the scheme's categories"),
    ):
        yield one(name, table, spoilt(table, row, **{column: value}), says)


def dates() -> Iterator[Malformed]:
    for name, value, says in (
        ("30 February", "2020-02-30", "no such day in the calendar"),
        ("29 February in a common year", "29/02/2019", "no such day in the calendar"),
        ("31 April", "31/04/2019", "no such day in the calendar"),
        ("month 13", "2019-13-01", "no such day in the calendar"),
        ("day 0", "2019-04-00", "no such day in the calendar"),
        ("all noughts", "0000-00-00", "no such day in the calendar"),
        ("American order", "12/31/2019", "Write 31/12/2019 if that is meant"),
        ("year 1", "0001-01-01", "not a year in which this can have been"),
        ("year 9999", "9999-12-31", "not a year in which this can have been"),
        ("year 2919", "2919-04-08", "not a year in which this can have been"),
        ("two-digit year", "08/04/19", "Write it as 2020-03-31"),
        ("one-digit day", "8/4/2019", "Write it as 2020-03-31"),
        ("dots", "08.04.2019", "Write it as 2020-03-31"),
        ("month in words", "8 April 2019", "Write it as 2020-03-31"),
        ("month in letters", "08-Apr-2019", "Write it as 2020-03-31"),
        ("no separators", "20190408", "Write it as 2020-03-31"),
        ("count of days", "43563", "a count of days, not a date"),
        ("count of days and hours", "43563.58", "a count of days, not a date"),
        ("time of day", "2019-04-08 14:05", "Leave the time out"),
        ("midnight with a zone", "2019-04-08T00:00:00Z", "Leave the time out"),
        ("negative year", "-2019-04-08", "Write it as 2020-03-31"),
        ("digits of another script", "٢٠١٩-٠٤-٠٨", "Write it as 2020-03-31"),
        ("unknown", "unknown", "Write it as 2020-03-31"),
        ("a quarter", "2019 Q1", "Write it as 2020-03-31"),
    ):
        yield one(f"date: {name}", "cases", spoilt("cases", 2, received_on=value), says)
    yield one(
        "date: in a list",
        "recommendations",
        spoilt("recommendations", 3, earlier_due_on="2019-11-12; 30/02/2019"),
        "no such day in the calendar",
    )


def numbers() -> Iterator[Malformed]:
    for name, value, says in (
        ("a fraction", "12.5", "not a whole number"),
        ("a point and a nought", "12.0", "not a whole number"),
        ("a comma for thousands", "1,200", "not a whole number"),
        ("negative", "-1", "less than 0"),
        ("huge", "12345678901234567890", "too large a number"),
        ("ten digits", "4294967296", "too large a number"),
        ("scientific", "1e3", "not a whole number"),
        ("in words", "twelve", "not a whole number"),
        ("nan", "nan", "could not be worked out"),
        ("inf", "inf", "not a whole number"),
        ("minus infinity", "-inf", "not a whole number"),
        ("hexadecimal", "0x10", "not a whole number"),
        ("digits of another script", "١٢", "not a whole number"),
        ("a superscript", "12²", "not a whole number"),
        ("with an underscore", "1_2", "not a whole number"),
        ("about", "c. 12", "not a whole number"),
    ):
        yield one(f"number: {name}", "events", spoilt("events", 2, delegates=value), says)
    yield one("sequence nought", "decisions", spoilt("decisions", 2, sequence="0"), "less than 1")


def characters() -> Iterator[Malformed]:
    """Characters that are no part of what a person wrote."""
    for name, character in (
        ("a bell", "\x07"),
        ("an escape", "\x1b[31m"),
        ("a C1 control, for a Windows quotation mark", "\x92"),
        ("a byte order mark", "\ufeff"),
        ("a lost letter", "\ufffd"),
        ("an override of direction", "\u202e"),
        ("an isolate of direction", "\u2066"),
        ("a deletion", "\x7f"),
    ):
        content = spoilt("decisions", 2, summary=f"The Council{character} took too long.")
        yield one(f"character: {name}", "decisions", content, "cannot be seen or was lost")
    for name, value in (
        ("a mark of direction", "housing\u200f"),
        ("a space of no width", "hous\u200bing"),
        ("an emoji", "🏠"),
        ("a Cyrillic letter that looks Latin", "hоusing"),
    ):
        yield one(
            f"character: {name}",
            "cases",
            spoilt("cases", 2, category=value),
            "not one of the scheme's categories",
        )


def rules() -> Iterator[Malformed]:
    """What contradicts itself, or what is recorded elsewhere."""
    for name, table, row, cells, says in (
        ("entered before received", "cases", 2, {"entered_on": "2019-04-07"}, "before received_on"),
        ("arises from itself", "cases", 6, {"arises_from": "19 000 105"}, "cannot arise from itself"),
        ("arises from an unknown case", "cases", 6, {"arises_from": "18 999 999"}, "no such case"),
        ("authority not yet there", "cases", 2, {"authority": "west-northamptonshire"}, "did not exist yet"),
        (
            "decided before received",
            "decisions",
            2,
            {"decided_on": "2019-04-01"},
            "decided before the case was",
        ),
        ("decision on an unknown case", "decisions", 2, {"case": "19 999 999"}, "no such case"),
        ("remedy flag, not upheld", "decisions", 6, {"satisfactory_remedy": "yes"}, "that is not upheld"),
        (
            "two standing decisions",
            "decisions",
            3,
            {"standing": "standing", "standing_ended_on": ""},
            "two decisions",
        ),
        (
            "replaced without a day",
            "decisions",
            3,
            {"standing_ended_on": ""},
            "must be given when it no longer",
        ),
        (
            "replaced on another day",
            "decisions",
            3,
            {"standing_ended_on": "2019-11-17"},
            "ended on another day",
        ),
        ("replaces what is not there", "decisions", 4, {"replaces": "3"}, "not an earlier decision"),
        ("replaces nothing", "decisions", 4, {"replaces": ""}, "replaced, but by no decision"),
        ("published without a day", "decisions", 2, {"published_on": ""}, "must be given when publication"),
        ("published before decided", "decisions", 2, {"published_on": "2019-08-01"}, "before decided_on"),
        (
            "withheld without a reason",
            "decisions",
            3,
            {"withheld_reason": ""},
            "must be given when publication",
        ),
        ("sequence with a gap", "decisions", 4, {"sequence": "4"}, "do not count 1, 2, 3"),
        (
            "done without a day",
            "recommendations",
            2,
            {"completed_on": ""},
            "must be given when status is done",
        ),
        ("agreed without a day", "recommendations", 4, {"agreed_on": ""}, "although it was agreed"),
        ("due before agreed", "recommendations", 4, {"due_on": "2019-11-01"}, "before agreed_on"),
        (
            "due days out of order",
            "recommendations",
            3,
            {"earlier_due_on": "2019-12-12;2019-11-12"},
            "not in order",
        ),
        ("a private remedy made public", "recommendations", 2, {"public_summary": "Sorry."}, "never public"),
        (
            "recommendation, no fault",
            "recommendations",
            2,
            {"case": "19 000 104", "number": "9"},
            "found no fault",
        ),
        ("recommendation on nothing", "recommendations", 2, {"case": "19 999 999"}, "has no such decision"),
        ("held by nobody known", "recommendations", 4, {"held_by": "Atlantis"}, "no such authority"),
        (
            "recorded before decided",
            "compliance",
            2,
            {"recorded_on": "2019-08-01"},
            "recorded before the decision",
        ),
        (
            "complies with nothing",
            "compliance",
            2,
            {"case": "19 000 104"},
            "no recommendation to comply with",
        ),
        (
            "report on an unknown case",
            "reports",
            2,
            {"cases": "19 999 999"},
            "names a case that is not there",
        ),
        ("report, one case twice", "reports", 2, {"cases": "19 000 101;19 000 101"}, "the same case twice"),
        (
            "further report alone",
            "reports",
            2,
            {"number": "2019/99", "kind": "further"},
            "without its public report",
        ),
        ("delegates of one twice", "events", 3, {"authorities": "derby;derby"}, "the same authority twice"),
        ("left before coming", "contacts", 2, {"held_to": "2016-04-30"}, "before held_from"),
        ("two in one post", "contacts", 3, {"held_to": "2019-08-31"}, "two people hold the role at once"),
        ("year not as its label", "published_figures", 2, {"year": "2015-2016"}, "Write 2015-16"),
        ("no definition then", "published_figures", 2, {"measure": "upheld-per-100000"}, "has no definition"),
    ):
        yield one(name, table, spoilt(table, row, **cells), says)


def keys() -> Iterator[Malformed]:
    found = rows("cases")
    twice = as_csv([*found, found[1]])
    yield one("one record twice in a file", "cases", twice, "the same record twice")
    other = [*found[1]]
    other[3] = "other"
    yield Malformed(
        "one record in two files",
        {"cases.csv": raw("cases"), "more-cases.csv": as_csv([found[0], other])},
        "the same record twice",
    )
    yield one(
        "one person twice in a post",
        "contacts",
        as_csv([*rows("contacts"), rows("contacts")[1]]),
        "the same record twice",
    )
    yield Malformed(
        "one good file, one bad",
        {"events.csv": raw("events"), "cases.csv": spoilt("cases", 2, received_on="soon")},
        "not a date",
    )
    swapped = spoilt("cases", 2, received_on="housing", category="2019-04-08")
    yield one("two cells swapped", "cases", swapped, "not a date")
