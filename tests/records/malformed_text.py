"""Malformed text: headers, rows, quotation marks and encodings that make a file no table, and files that never were one."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator

from tests.records.examples import as_csv, good_ods, good_parquet, good_xlsx, raw, rows, spoilt
from tests.records.malformed_cells import Malformed, one


def headers() -> Iterator[Malformed]:
    found = rows("cases")
    header, body = found[0], found[1:]

    def headed(*names: str) -> bytes:
        return as_csv([names, *body])

    yield one("no header", "cases", as_csv(body), "names no column of any record")
    yield one("header below a title", "cases", b"Cases of 2019-20\n\n" + raw("cases"), "must stand in row 1")
    yield one("header below a blank row", "cases", b"\n" + raw("cases"), "the first row is empty")
    yield one("header below commas", "cases", b",,,\n" + raw("cases"), "the first row is empty")
    for column in ("reference", "received_on", "category", "entered_on"):
        place = header.index(column)
        without = as_csv([row[:place] + row[place + 1 :] for row in found])
        yield one(f"header without {column}", "cases", without, "the column is missing")
    yield one("header misspelt", "cases", headed("refrence", *header[1:]), "Did you mean reference?")
    yield one("header in Welsh", "cases", headed("cyfeirnod", *header[1:]), "no such column")
    yield one(
        "header twice", "cases", headed(*header[:4], header[3], *header[5:]), "the column is there twice"
    )
    yield one(
        "header twice by another name",
        "cases",
        headed(*header[:4], "date received", *header[5:]),
        "there twice",
    )
    yield one("header with an empty name", "cases", headed(*header[:4], "", *header[5:]), "has no name")
    yield one("one column more", "cases", as_csv([row + [""] for row in found]), "column 11 has no name")
    strange = as_csv([[*row, "x" if place else "mood"] for place, row in enumerate(found)])
    yield one("a strange column", "cases", strange, "no such column")
    two = [row + other for row, other in zip(found, rows("decisions"), strict=True)]
    yield one("two tables side by side", "cases", as_csv(two), "no such column")
    wide = [[f"column {place}" for place in range(10_000)], ["1"] * 10_000]
    yield one("ten thousand columns", "cases", as_csv(wide), "there are 10,000 columns")
    longer = as_csv([[*row, *[""] * 5000] for row in found])
    yield one("five thousand empty columns", "cases", longer, "Delete the columns")
    yield one("columns on their side", "cases", as_csv([*zip(*found, strict=True)]), "no such column")
    screen = [*header, *(f"\x1b[{number}m" for number in range(40))]
    yield one("columns that write on the screen", "cases", as_csv([screen, *body]), "[U+001B]")
    yield one("header with half an entry", "cases", headed("reference", *["?"] * 9), "has no name")


def shapes() -> Iterator[Malformed]:
    """Rows that are not as wide as their header, and quotation marks astray."""
    text = raw("cases").decode()
    first, second, *rest = text.splitlines()
    yield one(
        "a row too short",
        "cases",
        f"{first}\n19 000 101,watford\n".encode(),
        "has 2 cells, the header has 10",
    )
    yield one(
        "a row too long", "cases", f"{first}\n{second},more\n".encode(), "has 11 cells, the header has 10"
    )
    comma = "\n".join([first, second.replace("homelessness", "homeless, ill"), *rest])
    yield one("a comma outside quotation marks", "cases", comma.encode(), "has 11 cells")
    unclosed = text.replace("homelessness", '"homelessness')
    yield one("a quotation mark not closed", "cases", unclosed.encode(), "cannot be told apart")
    yield one(
        "text after a quotation mark",
        "cases",
        text.replace("homelessness", '"home"less').encode(),
        "cannot be told",
    )
    yield one(
        "quotation marks of print",
        "cases",
        text.replace("homelessness", "“home, less”").encode(),
        "has 11 cells",
    )
    for name, mark in (("semicolons", ";"), ("tabs", "\t"), ("bars", "|")):
        other = text.replace(",", mark)
        yield one(f"{name} between cells", "cases", other.encode(), "not divided by commas")
    long = spoilt("decisions", 2, summary="x" * 10_000_000)
    yield one("a cell of 10 MB", "decisions", long, "more than 100,000 characters")
    yield one(
        "a header of 10 MB",
        "cases",
        b"x" * 10_000_000,
        "more than 100,000 characters",
    )
    open_mark = raw("decisions").replace(b"The Council took", b'"The Council' + b" took" * 100_000)
    yield one("a quotation mark that swallows the file", "decisions", open_mark, "quotation mark")
    yield one("two files in one", "cases", raw("cases") + raw("decisions"), "the header has 10")
    yield one("a file after itself", "cases", raw("cases") + raw("cases"), "not a date")


def encodings() -> Iterator[Malformed]:
    text = raw("decisions").decode().replace("too long", "too long at the Crèche – “sorry”")
    for encoding, says in (
        ("utf-16", "UTF-16 text"),
        ("utf-16-le", "zero byte"),
        ("utf-16-be", "zero byte"),
        ("utf-32", "UTF-16 text"),
        ("cp1252", "not UTF-8 text"),
        ("mac_roman", "not UTF-8 text"),
    ):
        yield one(f"encoding {encoding}", "decisions", text.encode(encoding), says)
    latin = raw("cases").replace(b"homelessness", "logement à Québec".encode("latin-1"))
    yield one("encoding latin-1", "cases", latin, "not UTF-8 text")
    yield one("a byte order mark of UTF-16 alone", "cases", b"\xff\xfe", "UTF-16 text")
    yield one("a zero byte", "cases", raw("cases").replace(b"homeless", b"home\0less"), "zero byte")
    yield one("a file of zero bytes", "cases", b"\0" * 4096, "zero byte")
    middle = raw("cases") + b"\xef\xbb\xbf" + raw("cases").split(b"\n", 1)[1]
    yield one("a byte order mark in the middle", "cases", middle, "cannot be seen")
    surrogate = raw("cases").replace(b"homelessness", b"home\xed\xa0\x80less")
    yield one("half a character", "cases", surrogate, "not UTF-8 text")
    overlong = raw("cases").replace(b"homelessness", b"home\xc0\xafless")
    yield one("a character too long", "cases", overlong, "not UTF-8 text")
    old_mac = raw("cases").replace(b"\n", b"\r").replace(b"2019-04-08", b"2019-04-31")
    yield one("line ends of an old Mac, and a bad date", "cases", old_mac, "no such day")


def truncated() -> Iterator[Malformed]:
    """Files cut short, at places chosen once and for all."""
    chance = random.Random(20200331)
    for ending, whole in (
        ("xlsx", good_xlsx("decisions")),
        ("ods", good_ods("decisions")),
        ("parquet", good_parquet("decisions")),
    ):
        for place in sorted(chance.sample(range(4, len(whole)), 6)):
            content = whole[:place]
            yield one(f"{ending} cut after {place} bytes", "decisions", content, "damaged", ending)
    whole = raw("decisions")
    for place in sorted(chance.sample(range(300, len(whole) - 40), 8)):
        # A cut exactly at the end of a row or of its last cell cannot be told.
        if whole[place - 1 : place + 1].strip(b"\nyes") and not whole[:place].endswith(b",ye"):
            yield one(f"csv cut after {place} bytes", "decisions", whole[:place], "")


def other_files() -> Iterator[Malformed]:
    yield one("an empty file", "cases", b"", "the file is empty")
    yield one("blanks", "cases", b"   \n\n  \n", "the first row is empty")
    yield one("a byte order mark alone", "cases", b"\xef\xbb\xbf", "the file is empty")
    pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
    yield one("a PDF by the name of a table", "cases", pdf, "a PDF, not a table")
    cfb = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2040
    yield one("an old Excel file", "cases", cfb, "without a password", "xls")
    yield one("a protected Excel file", "cases", cfb + b"EncryptedPackage", "without a password", "xlsx")
    image = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    yield one("a picture", "cases", image, "zero byte")
    page = b"<!DOCTYPE html><html><body><table><tr><td>19 000 101</td></tr></table></body></html>"
    yield one("a web page saved as a spreadsheet", "cases", page, "names no column of any record", "xls")
    yield one("JSON", "cases", b'{"reference": "19 000 101"}', "names no column of any record", "json")
    yield one(
        "prose", "cases", b"Dear colleague, please find the cases below.\n", "names no column of any record"
    )
    yield one(
        "a gzip file", "cases", b"\x1f\x8b\x08\0" + zlib.compress(raw("cases")), "Unpack it first", "csv.gz"
    )
    noise = random.Random(7).randbytes(5000)
    yield one("noise", "cases", noise, "")
