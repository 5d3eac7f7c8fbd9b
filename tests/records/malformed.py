"""Malformed files: the example files of the reference, each spoilt in one way, with what must be said of it.

Belongs here: making them, the same ones every time. A spoilt file goes by the name of what is wrong with it; `says` is a part
of the reason or the way out that a person is told. What is asserted of all of them stands in `test_malformed`.
"""

from __future__ import annotations

import csv
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import polars as pl

from tests.conftest import ROOT
from tests.records.workbooks import Cell, ErrorCell, Formula, Grid, ods, ods_parts, packed, xlsx, xlsx_parts

EXAMPLES = ROOT / "docs" / "reference" / "examples"

Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class Malformed:
    """Files that must not be let in, and part of what is said of them."""

    name: str
    files: Mapping[str, bytes]
    says: str

    def __str__(self) -> str:
        return self.name


@cache
def raw(table: str) -> bytes:
    """An example file."""
    return (EXAMPLES / f"{table}.csv").read_bytes()


def rows(table: str) -> Table:
    """The rows of an example file, the header first."""
    return [*csv.reader(io.StringIO(raw(table).decode("utf-8"), newline=""))]


def as_csv(table: Sequence[Sequence[str]]) -> bytes:
    """Rows as the bytes of a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue().encode("utf-8")


def spoilt(table: str, row: int, **cells: str) -> bytes:
    """An example file with other cells in one row; rows count as a spreadsheet counts them."""
    found = rows(table)
    for column, value in cells.items():
        found[row - 1][found[0].index(column)] = value
    return as_csv(found)


def malformed() -> list[Malformed]:
    """All of them."""
    found = [
        *_cells(),
        *_dates(),
        *_numbers(),
        *_characters(),
        *_rules(),
        *_keys(),
        *_headers(),
        *_shapes(),
        *_encodings(),
        *_truncated(),
        *_other_files(),
        *_workbooks(),
        *_traps(),
        *_parquet(),
    ]
    assert len({each.name for each in found}) == len(found)
    return found


def _one(name: str, table: str, content: bytes, says: str, ending: str = "csv") -> Malformed:
    return Malformed(name, {f"{table}.{ending}": content}, says)


def _cells() -> Iterator[Malformed]:
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
        ("category in capitals", "cases", 2, "category", "HOUSING", "not one of the scheme's categories"),
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
        ("outcome as printed", "decisions", 2, "outcome", "Not upheld", "not one of the scheme's outcomes"),
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
        yield _one(name, table, spoilt(table, row, **{column: value}), says)


def _dates() -> Iterator[Malformed]:
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
        yield _one(f"date: {name}", "cases", spoilt("cases", 2, received_on=value), says)
    yield _one(
        "date: in a list",
        "recommendations",
        spoilt("recommendations", 3, earlier_due_on="2019-11-12; 30/02/2019"),
        "no such day in the calendar",
    )


def _numbers() -> Iterator[Malformed]:
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
        yield _one(f"number: {name}", "events", spoilt("events", 2, delegates=value), says)
    yield _one("sequence nought", "decisions", spoilt("decisions", 2, sequence="0"), "less than 1")


def _characters() -> Iterator[Malformed]:
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
        yield _one(f"character: {name}", "decisions", content, "cannot be seen or was lost")
    for name, value in (
        ("a mark of direction", "housing\u200f"),
        ("a space of no width", "hous\u200bing"),
        ("an emoji", "🏠"),
        ("a Cyrillic letter that looks Latin", "hоusing"),
    ):
        yield _one(
            f"character: {name}",
            "cases",
            spoilt("cases", 2, category=value),
            "not one of the scheme's categories",
        )


def _rules() -> Iterator[Malformed]:
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
        yield _one(name, table, spoilt(table, row, **cells), says)


def _keys() -> Iterator[Malformed]:
    found = rows("cases")
    twice = as_csv([*found, found[1]])
    yield _one("one record twice in a file", "cases", twice, "the same record twice")
    other = [*found[1]]
    other[3] = "other"
    yield Malformed(
        "one record in two files",
        {"cases.csv": raw("cases"), "more-cases.csv": as_csv([found[0], other])},
        "the same record twice",
    )
    yield _one(
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
    yield _one("two cells swapped", "cases", swapped, "not a date")


def _headers() -> Iterator[Malformed]:
    found = rows("cases")
    header, body = found[0], found[1:]

    def headed(*names: str) -> bytes:
        return as_csv([names, *body])

    yield _one("no header", "cases", as_csv(body), "names no column of any record")
    yield _one("header below a title", "cases", b"Cases of 2019-20\n\n" + raw("cases"), "must stand in row 1")
    yield _one("header below a blank row", "cases", b"\n" + raw("cases"), "the first row is empty")
    yield _one("header below commas", "cases", b",,,\n" + raw("cases"), "the first row is empty")
    for column in ("reference", "received_on", "category", "entered_on"):
        place = header.index(column)
        without = as_csv([row[:place] + row[place + 1 :] for row in found])
        yield _one(f"header without {column}", "cases", without, "the column is missing")
    yield _one("header misspelt", "cases", headed("refrence", *header[1:]), "Did you mean reference?")
    yield _one("header in Welsh", "cases", headed("cyfeirnod", *header[1:]), "no such column")
    yield _one(
        "header twice", "cases", headed(*header[:4], header[3], *header[5:]), "the column is there twice"
    )
    yield _one(
        "header twice by another name",
        "cases",
        headed(*header[:4], "date received", *header[5:]),
        "there twice",
    )
    yield _one("header with an empty name", "cases", headed(*header[:4], "", *header[5:]), "has no name")
    yield _one("one column more", "cases", as_csv([row + [""] for row in found]), "column 11 has no name")
    strange = as_csv([[*row, "x" if place else "mood"] for place, row in enumerate(found)])
    yield _one("a strange column", "cases", strange, "no such column")
    two = [row + other for row, other in zip(found, rows("decisions"), strict=True)]
    yield _one("two tables side by side", "cases", as_csv(two), "no such column")
    wide = [[f"column {place}" for place in range(10_000)], ["1"] * 10_000]
    yield _one("ten thousand columns", "cases", as_csv(wide), "there are 10,000 columns")
    longer = as_csv([[*row, *[""] * 5000] for row in found])
    yield _one("five thousand empty columns", "cases", longer, "Delete the columns")
    yield _one("columns on their side", "cases", as_csv([*zip(*found, strict=True)]), "no such column")
    yield _one("header with half an entry", "cases", headed("reference", *["?"] * 9), "has no name")


def _shapes() -> Iterator[Malformed]:
    """Rows that are not as wide as their header, and quotation marks astray."""
    text = raw("cases").decode()
    first, second, *rest = text.splitlines()
    yield _one(
        "a row too short",
        "cases",
        f"{first}\n19 000 101,watford\n".encode(),
        "has 2 cells, the header has 10",
    )
    yield _one(
        "a row too long", "cases", f"{first}\n{second},more\n".encode(), "has 11 cells, the header has 10"
    )
    comma = "\n".join([first, second.replace("homelessness", "homeless, ill"), *rest])
    yield _one("a comma outside quotation marks", "cases", comma.encode(), "has 11 cells")
    unclosed = text.replace("homelessness", '"homelessness')
    yield _one("a quotation mark not closed", "cases", unclosed.encode(), "cannot be told apart")
    yield _one(
        "text after a quotation mark",
        "cases",
        text.replace("homelessness", '"home"less').encode(),
        "cannot be told",
    )
    yield _one(
        "quotation marks of print",
        "cases",
        text.replace("homelessness", "“home, less”").encode(),
        "has 11 cells",
    )
    for name, mark in (("semicolons", ";"), ("tabs", "\t"), ("bars", "|")):
        other = text.replace(",", mark)
        yield _one(f"{name} between cells", "cases", other.encode(), "not divided by commas")
    long = spoilt("decisions", 2, summary="x" * 10_000_000)
    yield _one("a cell of 10 MB", "decisions", long, "more than 100,000 characters")
    yield _one(
        "a header of 10 MB",
        "cases",
        b"x" * 10_000_000,
        "more than 100,000 characters",
    )
    open_mark = raw("decisions").replace(b"The Council took", b'"The Council' + b" took" * 100_000)
    yield _one("a quotation mark that swallows the file", "decisions", open_mark, "quotation mark")
    yield _one("two files in one", "cases", raw("cases") + raw("decisions"), "the header has 10")
    yield _one("a file after itself", "cases", raw("cases") + raw("cases"), "not a date")


def _encodings() -> Iterator[Malformed]:
    text = raw("decisions").decode().replace("too long", "too long at the Crèche – “sorry”")
    for encoding, says in (
        ("utf-16", "UTF-16 text"),
        ("utf-16-le", "zero byte"),
        ("utf-16-be", "zero byte"),
        ("utf-32", "UTF-16 text"),
        ("cp1252", "not UTF-8 text"),
        ("mac_roman", "not UTF-8 text"),
    ):
        yield _one(f"encoding {encoding}", "decisions", text.encode(encoding), says)
    latin = raw("cases").replace(b"homelessness", "logement à Québec".encode("latin-1"))
    yield _one("encoding latin-1", "cases", latin, "not UTF-8 text")
    yield _one("a byte order mark of UTF-16 alone", "cases", b"\xff\xfe", "UTF-16 text")
    yield _one("a zero byte", "cases", raw("cases").replace(b"homeless", b"home\0less"), "zero byte")
    yield _one("a file of zero bytes", "cases", b"\0" * 4096, "zero byte")
    middle = raw("cases") + b"\xef\xbb\xbf" + raw("cases").split(b"\n", 1)[1]
    yield _one("a byte order mark in the middle", "cases", middle, "cannot be seen")
    surrogate = raw("cases").replace(b"homelessness", b"home\xed\xa0\x80less")
    yield _one("half a character", "cases", surrogate, "not UTF-8 text")
    overlong = raw("cases").replace(b"homelessness", b"home\xc0\xafless")
    yield _one("a character too long", "cases", overlong, "not UTF-8 text")
    old_mac = raw("cases").replace(b"\n", b"\r").replace(b"2019-04-08", b"2019-04-31")
    yield _one("line ends of an old Mac, and a bad date", "cases", old_mac, "no such day")


def _truncated() -> Iterator[Malformed]:
    """Files cut short, at places chosen once and for all."""
    chance = random.Random(20200331)
    for ending, whole in (
        ("xlsx", good_xlsx("decisions")),
        ("ods", good_ods("decisions")),
        ("parquet", good_parquet("decisions")),
    ):
        for place in sorted(chance.sample(range(4, len(whole)), 6)):
            content = whole[:place]
            yield _one(f"{ending} cut after {place} bytes", "decisions", content, "damaged", ending)
    whole = raw("decisions")
    for place in sorted(chance.sample(range(300, len(whole) - 40), 8)):
        # A cut exactly at the end of a row or of its last cell cannot be told.
        if whole[place - 1 : place + 1].strip(b"\nyes") and not whole[:place].endswith(b",ye"):
            yield _one(f"csv cut after {place} bytes", "decisions", whole[:place], "")


def _other_files() -> Iterator[Malformed]:
    yield _one("an empty file", "cases", b"", "the file is empty")
    yield _one("blanks", "cases", b"   \n\n  \n", "the first row is empty")
    yield _one("a byte order mark alone", "cases", b"\xef\xbb\xbf", "the file is empty")
    pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
    yield _one("a PDF by the name of a table", "cases", pdf, "a PDF, not a table")
    cfb = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2040
    yield _one("an old Excel file", "cases", cfb, "without a password", "xls")
    yield _one("a protected Excel file", "cases", cfb + b"EncryptedPackage", "without a password", "xlsx")
    image = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    yield _one("a picture", "cases", image, "zero byte")
    page = b"<!DOCTYPE html><html><body><table><tr><td>19 000 101</td></tr></table></body></html>"
    yield _one("a web page saved as a spreadsheet", "cases", page, "names no column of any record", "xls")
    yield _one("JSON", "cases", b'{"reference": "19 000 101"}', "names no column of any record", "json")
    yield _one(
        "prose", "cases", b"Dear colleague, please find the cases below.\n", "names no column of any record"
    )
    yield _one(
        "a gzip file", "cases", b"\x1f\x8b\x08\0" + zlib.compress(raw("cases")), "Unpack it first", "csv.gz"
    )
    noise = random.Random(7).randbytes(5000)
    yield _one("noise", "cases", noise, "")


def good_cells(table: str) -> list[list[Cell]]:
    """An example file's cells with their types, as a spreadsheet would hold them."""
    found: list[list[Cell]] = []
    for place, row in enumerate(rows(table)):
        found.append([*row] if place == 0 else [_typed(cell) for cell in row])
    return found


def _typed(cell: str) -> Cell:
    if cell in ("yes", "no"):
        return cell == "yes"
    if len(cell) == 10 and cell[4] == cell[7] == "-":
        return date.fromisoformat(cell)
    if len(cell) == 10 and cell[2] == cell[5] == "/":
        day, month, year = map(int, cell.split("/"))
        return date(year, month, day)
    return int(cell) if cell.isdecimal() else cell or None


@cache
def good_xlsx(table: str) -> bytes:
    """An example file as an Excel workbook."""
    return xlsx({table: good_cells(table)})


@cache
def good_ods(table: str) -> bytes:
    """An example file as a LibreOffice workbook."""
    return ods({table: good_cells(table)})


@cache
def good_parquet(table: str) -> bytes:
    """An example file as Parquet, with the types that its columns have."""
    return as_parquet(good_cells(table))


def as_parquet(grid: Sequence[Sequence[object]]) -> bytes:
    """Cells below their header as Parquet."""
    out = io.BytesIO()
    columns = {str(name): pl.Series([row[place] for row in grid[1:]]) for place, name in enumerate(grid[0])}
    pl.DataFrame(
        {
            name: column.cast(pl.String) if column.dtype == pl.Null else column
            for name, column in columns.items()
        }
    ).write_parquet(out)
    return out.getvalue()


def with_cell(table: str, row: int, column: str, cell: Cell) -> Grid:
    """An example file's cells with another cell in one place."""
    grid = good_cells(table)
    grid[row - 1][grid[0].index(column)] = cell
    return grid


def _workbooks() -> Iterator[Malformed]:
    """What only a spreadsheet can do."""
    moment = datetime(2019, 4, 8, 14, 5)  # noqa: DTZ001  a cell of a spreadsheet has no zone
    for name, column, cell, says in (
        ("an error", "subcategory", ErrorCell("#N/A"), "could not be worked out"),
        ("a lost reference", "authority", ErrorCell("#REF!"), "could not be worked out"),
        ("a formula never worked out", "category", Formula("VLOOKUP(A2,Z1:Z9,1)"), "a formula, not a value"),
        ("a formula with a bad result", "category", Formula('"hous"&"es"', "houses"), "scheme's categories"),
        ("a date with a time", "received_on", moment, "Leave the time out"),
        ("a date as a number", "received_on", 43563, "a count of days, not a date"),
        ("a reference as a number", "reference", 19000101, "Write it like"),
        ("a yes or no in place of a category", "category", True, "not one of the scheme's categories"),
        (
            "a cell of 10 MB",
            "subcategory",
            random.Random(3).randbytes(5_000_000).hex(),
            "more than 100,000 characters",
        ),
        ("a date too early for Excel", "received_on", "30/12/1066", "not a year in which this can have been"),
    ):
        grid = with_cell("cases", 2, column, cell)
        for ending, content in (("xlsx", xlsx({"cases": grid})), ("ods", ods({"cases": grid}))):
            yield _one(f"{ending}: {name}", "cases", content, says, ending)
    half = with_cell("events", 2, "delegates", 12.5)
    yield _one("xlsx: half a delegate", "events", xlsx({"events": half}), "not a whole number", "xlsx")
    huge = with_cell("events", 2, "delegates", 1e300)
    yield _one("xlsx: a huge number", "events", xlsx({"events": huge}), "too large a number", "xlsx")
    grid = good_cells("cases")
    yield _one("xlsx: merged cells", "cases", xlsx({"cases": grid}, merged=["A2:B3"]), "Unmerge them", "xlsx")
    yield _one("ods: merged cells", "cases", ods({"cases": grid}, merged=True), "Unmerge them", "ods")
    cover: Grid = [["Cases of 2019-20"], [None], ["Made by the statistics team."]]
    for ending, make in (("xlsx", xlsx), ("ods", ods)):
        content = make({"Cover": cover, "cases": grid})
        yield _one(f"{ending}: a cover sheet", "cases", content, "a sheet that holds no records", ending)
    yield _one(
        "xlsx: a title above", "cases", xlsx({"cases": [*cover, *grid]}), "must stand in row 1", "xlsx"
    )
    hidden = xlsx({"cases": grid, "Lists": good_cells("events")}, hidden=["Lists"])
    yield _one("xlsx: a hidden sheet", "cases", hidden, "the sheet is hidden", "xlsx")
    note = [*grid[:3], [*grid[3], "Check this one!"], *grid[4:]]
    yield _one(
        "xlsx: a note beside the table", "cases", xlsx({"cases": note}), "column 11 has no name", "xlsx"
    )
    yield _one("xlsx: nothing in it", "cases", xlsx({"Sheet1": []}), "the file is empty", "xlsx")
    yield _one("ods: nothing in it", "cases", ods({"Sheet1": []}), "the file is empty", "ods")
    twice = {"cases": grid, "again": grid}
    yield _one("xlsx: one record on two sheets", "cases", xlsx(twice), "the same record twice", "xlsx")


def _traps() -> Iterator[Malformed]:
    """Files that pretend to be what they are not, or small files that would grow."""
    yield _one("zip: nothing in it", "cases", packed({}), "", "xlsx")
    yield _one("zip: a CSV file", "cases", packed({"cases.csv": raw("cases")}), "Unpack it", "zip")
    yield _one(
        "zip: a workbook in it", "cases", packed({"cases.xlsx": good_xlsx("cases")}), "Unpack it", "xlsx"
    )
    yield _one(
        "zip: a zip in a zip", "cases", packed({"a.zip": packed({"b.zip": b"PK"})}), "Unpack it", "zip"
    )
    yield _one("zip: a Word file", "cases", packed({"word/document.xml": "<w/>"}), "Unpack it", "docx")
    yield _one(
        "zip: a binary workbook", "cases", packed({"xl/workbook.bin": b"\0"}), "Save it as .xlsx", "xlsb"
    )
    parts = xlsx_parts({"cases": good_cells("cases")})
    sheet = "xl/worksheets/sheet1.xml"
    text = str(parts[sheet])
    bomb = packed(parts | {sheet: text.replace("<sheetData>", "<sheetData>" + " " * 20_000_000)})
    yield _one("zip: a bomb", "cases", bomb, "would unpack to 20,0", "xlsx")
    yield _one(
        "zip: a bomb beside the sheets",
        "cases",
        packed(parts | {"x": b"\0" * 9_000_000}),
        "would unpack",
        "xlsx",
    )
    yield _one("zip: a bomb that lies", "cases", lying(bomb, sheet, 5000), "damaged", "xlsx")
    whole = good_xlsx("cases")
    yield _one("zip: a part that says it is shorter", "cases", lying(whole, sheet, 100), "damaged", "xlsx")
    yield _one("zip: a part that says it is longer", "cases", lying(whole, sheet, 999_999), "damaged", "xlsx")
    far = text.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    yield _one(
        "xlsx: a cell far away", "cases", packed(parts | {sheet: far}), "far outside the table", "xlsx"
    )
    deep = text.replace(
        "</sheetData>", '<row r="4000000000"><c r="A4000000000"><v>1</v></c></row></sheetData>'
    )
    yield _one(
        "xlsx: a row beyond the last", "cases", packed(parts | {sheet: deep}), "far outside the table", "xlsx"
    )
    inside = ods_parts({"cases": good_cells("cases")})
    grown = str(inside["content.xml"])
    for tag, said in (("row", "number-rows-repeated"), ("cell", "number-columns-repeated")):
        grown = grown.replace(f"<table:table-{tag}", f'<table:table-{tag} table:{said}="9999"', 1)
    yield _one(
        "ods: cells that repeat", "cases", packed(inside | {"content.xml": grown}), "far outside", "ods"
    )
    grown = grown.replace('"9999"', '"999999"')
    yield _one(
        "ods: cells that repeat for ever", "cases", packed(inside | {"content.xml": grown}), "far", "ods"
    )
    yield _one(
        "xlsx: no sheet list",
        "cases",
        packed({k: v for k, v in parts.items() if "workbook.xml" not in k or "rels" in k}),
        "Unpack it",
        "xlsx",
    )
    yield _one(
        "xlsx: no relations",
        "cases",
        packed({k: v for k, v in parts.items() if "workbook.xml.rels" not in k}),
        "damaged",
        "xlsx",
    )
    yield _one("xlsx: no sheet", "cases", packed({k: v for k, v in parts.items() if k != sheet}), "", "xlsx")
    yield _one("xlsx: XML broken off", "cases", packed(parts | {sheet: text[:700]}), "damaged", "xlsx")
    yield _one("xlsx: XML that is none", "cases", packed(parts | {sheet: "reference,authority"}), "", "xlsx")
    locked = bytearray(whole)
    directory = whole.index(b"PK\x01\x02")
    struct.pack_into("<H", locked, directory + 8, 1)
    yield _one("zip: locked with a password", "cases", bytes(locked), "a password", "xlsx")
    other = bytearray(whole)
    struct.pack_into("<H", other, directory + 10, 93)
    yield _one("zip: packed in a new way", "cases", bytes(other), "damaged", "xlsx")


def lying(whole: bytes, part: str, size: int) -> bytes:
    """A ZIP file whose table of contents says that a part unpacks to `size` bytes, and gives the checksum of so many."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        content = archive.read(part)
    changed = bytearray(whole)
    place = -1
    while (place := whole.find(b"PK\x01\x02", place + 1)) >= 0:
        length = struct.unpack_from("<H", whole, place + 28)[0]
        if whole[place + 46 : place + 46 + length] == part.encode():
            struct.pack_into("<I", changed, place + 16, zlib.crc32(content[:size]))
            struct.pack_into("<I", changed, place + 24, size)
    return bytes(changed)


def _parquet() -> Iterator[Malformed]:
    """What only Parquet can do."""
    moment = datetime(2019, 4, 8, 14, 5)  # noqa: DTZ001  a column without a zone
    for name, column, value, says in (
        ("a date with a time", "received_on", moment, "Leave the time out"),
        ("a number in place of a date", "received_on", 43563, "a count of days"),
        ("a list in a cell", "category", ["housing"], "no plain values"),
        ("bytes in a cell", "category", b"housing", "no plain values"),
        ("a record in a cell", "category", {"is": "housing"}, "no plain values"),
        ("no number", "subcategory", float("nan"), "could not be worked out"),
        ("a number without end", "category", float("inf"), "scheme's categories"),
        ("nothing at all", "category", None, "the cell is empty"),
        ("a time in place of a date", "received_on", moment.time(), "not a date"),
        ("a control character", "subcategory", "home\0less", "cannot be seen"),
    ):
        grid: list[list[object]] = [[*row] for row in good_cells("cases")]
        place = grid[0].index(column)
        for row in grid[1:]:
            row[place] = value
        yield _one(f"parquet: {name}", "cases", as_parquet(grid), says, "parquet")
    yield _one("parquet: its four letters alone", "cases", b"PAR1", "damaged", "parquet")
    yield _one("parquet: letters at both ends", "cases", b"PAR1" + b"\0" * 50 + b"PAR1", "damaged", "parquet")
    whole = good_parquet("cases")
    long = whole[:-8] + struct.pack("<I", 0x7FFFFFFF) + b"PAR1"
    yield _one("parquet: a foot longer than the file", "cases", long, "damaged", "parquet")
    crossed = bytearray(whole)
    crossed[len(whole) // 2 : len(whole) // 2 + 200] = b"\xff" * 200
    yield _one("parquet: overwritten in the middle", "cases", bytes(crossed), "", "parquet")
    tall = io.BytesIO()
    pl.DataFrame({"reference": pl.repeat("19 000 101", 31_000_000, eager=True)}).write_parquet(tall)
    yield _one(
        "parquet: thirty million equal rows", "cases", tall.getvalue(), "has 31,000,000 rows", "parquet"
    )
