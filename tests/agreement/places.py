"""Where a figure is said: every kind of file of a site that has figures of authorities, taken apart by plain means.

Belongs here: what each place says, as it stands there. Not here: what it should say (`due`), and comparing (`compared`).
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pikepdf
import polars as pl
from python_calamine import CalamineWorkbook

from tests.agreement.due import Key

LEADING = ("upheld-rate", "compliance-rate", "satisfactory-remedy-rate")
"""The three figures of a letter, in their order."""
NO_RATE = "No rate"


@dataclass(frozen=True, slots=True)
class Said:
    """A figure where it is said. `counts` is None where a place without a base names none; `printed` None for no rate."""

    place: str
    key: Key
    counts: tuple[int, int] | None
    printed: str | None


def said_in(path: str, content: bytes) -> Iterator[Said]:
    """Every figure of an authority that a file of the site says; nothing for a file of another kind."""
    for pattern, read in _READERS:
        if found := pattern.fullmatch(path):
            yield from read(found, content)
            return


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\u00a0", " ").strip()


# -- pages of authorities ------------------------------------------------------------------------------------------------

_FIGURE = re.compile(
    r'data-measure="([^"]+)"[^>]*>.*?<p class="big[^"]*">(.*?)</p>\s*<p class="counted">(.*?)</p>', re.DOTALL
)
_COUNTED = re.compile(r"<strong>([\d,]+) [^<]*</strong><br>of ([\d,]+) ")


def _page(found: re.Match[str], content: bytes) -> Iterator[Said]:
    slug, year = found.groups()
    for measure, rate, counted in _FIGURE.findall(content.decode()):
        yield _with_words("page", (year, slug, measure), _plain(rate), _COUNTED.match(counted))


def _with_words(place: str, key: Key, rate: str, counts: re.Match[str] | None) -> Said:
    """What is said with a rate in large figures: without a base there is no rate, and no count."""
    numbers = (_whole(counts[1]), _whole(counts[2])) if counts else None
    return Said(place, key, numbers, None if rate == NO_RATE else rate)


def _twin(found: re.Match[str], content: bytes) -> Iterator[Said]:
    slug, year = found.groups()
    for measure, figure in json.loads(content)["figures"].items():
        counts = (figure["numerator"], figure["denominator"])
        yield Said("twin", (year, slug, measure), counts, figure["rate"])


# -- maps and groups -----------------------------------------------------------------------------------------------------

_ROW = re.compile(r'<tr><th scope="row"><a href="/authority/([a-z0-9-]+)/(?:[^/"]+/)?">.*?</tr>', re.DOTALL)
_NUMBERS = re.compile(r'<td class="number">(.*?)</td>', re.DOTALL)
_OF = re.compile(r"([\d,]+) of ([\d,]+)")


def _rows(place: str, found: re.Match[str], content: bytes) -> Iterator[Said]:
    year, measure = found.groups()
    for row in _ROW.finditer(content.decode()):
        rate, counted = [
            shown for shown in map(_plain, _NUMBERS.findall(row[0])) if shown != "" and not _is_place(shown)
        ][:2]
        yield _with_words(place, (year, row[1], measure), rate, _OF.fullmatch(counted))


def _is_place(shown: str) -> bool:
    """Whether it is a place in the order of rates, which stands before the rate: "3", or "1 to 12"."""
    return re.fullmatch(r"\d+(?: to \d+)?", shown) is not None


def _twin_of_many(place: str, found: re.Match[str], content: bytes) -> Iterator[Said]:
    year, measure = found.groups()
    twin = json.loads(content)
    for row in twin.get("authorities") or twin["members"]:
        yield Said(place, (year, row["slug"], measure), (row["numerator"], row["denominator"]), row["rate"])


_PANEL = re.compile(r'<p class="small">([\d,]+) [^<]*? of ([\d,]+) ')
_ALT = re.compile(r"<desc[^>]*>[^<]*?: (?:(?!average)[^<:;])*? ((?:over |under )?[\d.]+%)(?:[;.]| and )")


def _panels(found: re.Match[str], content: bytes) -> Iterator[Said]:
    year, measure = found.groups()
    for slug, panel in json.loads(content).items():
        counts, rate = _PANEL.search(panel), _ALT.search(panel)
        yield _with_words("panel", (year, slug, measure), rate[1] if rate else NO_RATE, counts)


# -- tables --------------------------------------------------------------------------------------------------------------


def _of_table(place: str, rows: Iterator[Mapping[str, Any]]) -> Iterator[Said]:
    for row in rows:
        if row.get("kind", "figure") == "figure":
            key = (str(row["year"]), str(row["authority"]), str(row["measure"]))
            counts = (int(row["numerator"]), int(row["denominator"]))
            yield Said(place, key, counts, str(row["rate"]) if row["rate"] else None)


def _csv(place: str, found: re.Match[str], content: bytes) -> Iterator[Said]:
    yield from _of_table(place, csv.DictReader(io.StringIO(content.decode())))


def _json(found: re.Match[str], content: bytes) -> Iterator[Said]:
    yield from _of_table("data, JSON", iter(json.loads(content)["rows"]))


def _parquet(found: re.Match[str], content: bytes) -> Iterator[Said]:
    yield from _of_table("data, Parquet", pl.read_parquet(io.BytesIO(content)).iter_rows(named=True))


_HEADINGS = {
    "authority": "Authority",
    "year": "Reporting year",
    "measure": "Measure or count",
    "numerator": "Numerator",
    "denominator": "Denominator (base)",
    "rate": "Rate as printed",
}


def _workbook(found: re.Match[str], content: bytes) -> Iterator[Said]:
    """The sheet of figures; its table begins where its headings stand, under sentences."""
    lines = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("figures").to_python()
    top = next(number for number, line in enumerate(lines) if "Numerator" in line)
    places = {name: lines[top].index(heading) for name, heading in _HEADINGS.items()}
    rows = ({name: line[at] for name, at in places.items()} for line in lines[top + 1 :] if line[0] != "")
    yield from _of_table(f"data, {found[2].upper()}", rows)


# -- letters -------------------------------------------------------------------------------------------------------------

_LETTER_FIGURE = re.compile(
    r'<p class="name">[^<]*</p>\s*(?:<p class="rate">(.*?)</p>\s*)?<p class="small">(.*?)</p>'
)
_LETTER_COUNTED = re.compile(r"([\d,]+) [^<]*<br>of ([\d,]+) ")
_PRINTED = re.compile(r"((?:over |under )?[\d.]+%)\n([\d,]+) [^%]*?\nof ([\d,]+) |(No rate)")


def _letter_page(found: re.Match[str], content: bytes) -> Iterator[Said]:
    year, slug = found.groups()
    three = _LETTER_FIGURE.findall(content.decode())
    for measure, (rate, counted) in zip(LEADING, three, strict=bool(three)):
        key = (year, slug, measure)
        yield _with_words("letter, HTML", key, _plain(rate) or NO_RATE, _LETTER_COUNTED.match(counted))


def _letter(found: re.Match[str], content: bytes) -> Iterator[Said]:
    year, slug = found.groups()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        attached = pdf.attachments["figures.csv"].get_file().read_bytes()
    yield from _of_table("letter, attached", csv.DictReader(io.StringIO(attached.decode())))
    read = ["pdftotext", "-raw", "-l", "1", "-", "-"]
    text = subprocess.run(read, input=content, stdout=subprocess.PIPE, check=True).stdout.decode()
    three = list(_PRINTED.finditer(text.replace("\u00a0", " ").partition("The year in three figures")[2]))
    for measure, one in zip(LEADING, three, strict=bool(three)):
        counts = (_whole(one[2]), _whole(one[3])) if one[1] else None
        yield Said("letter, printed", (year, slug, measure), counts, one[1])


_YEAR = r"(\d{4}(?:-\d\d)?)"
_SLUG = r"([a-z0-9-]+)"
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], bytes], Iterator[Said]]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"authority/{_SLUG}/{_YEAR}/index\.html", _page),
        (rf"authority/{_SLUG}/{_YEAR}/index\.json", _twin),
        (rf"authority/{_SLUG}/{_YEAR}/figures\.csv", partial(_csv, "own table")),
        (rf"map/{_YEAR}/{_SLUG}/(?:counties/)?(?:equal-areas/)?index\.html", partial(_rows, "map")),
        (
            rf"map/{_YEAR}/{_SLUG}/(?:counties/)?(?:equal-areas/)?index\.json",
            partial(_twin_of_many, "map, twin"),
        ),
        (rf"map/{_YEAR}/{_SLUG}/panels\.json", _panels),
        (rf"group/[a-z0-9_-]+/{_YEAR}/{_SLUG}/index\.html", partial(_rows, "group")),
        (rf"group/[a-z0-9_-]+/{_YEAR}/{_SLUG}/index\.json", partial(_twin_of_many, "group, twin")),
        (rf"group/[a-z0-9_-]+/{_YEAR}/{_SLUG}/by-rate/index\.html", partial(_rows, "group by rate")),
        (rf"data/{_YEAR}/figures\.csv", partial(_csv, "data, CSV")),
        (rf"data/{_YEAR}/figures\.json", _json),
        (rf"data/{_YEAR}/figures\.parquet", _parquet),
        (rf"data/{_YEAR}/tables\.(xlsx|ods)", _workbook),
        (r"data/all/figures\.csv", partial(_csv, "data of all years")),
        (rf"letter/{_YEAR}/r\d+/{_SLUG}\.html", _letter_page),
        (rf"letter/{_YEAR}/r\d+/{_SLUG}\.pdf", _letter),
    )
)
