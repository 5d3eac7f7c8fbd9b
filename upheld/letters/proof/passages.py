"""A letter as it is printed: every text of it with its place, in the order of the page.

Belongs here: taking the print's data and the page apart into texts and pictures. Not here: what is right.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from upheld.letters.proof.rules import Place


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a letter. `part` says which forms and facts it is read by, `key` whose it is: the number of a figure or
    a list, the heading of a section. `on_page`: the page has it too, in this place of its order."""

    part: str
    key: str
    place: Place
    text: str
    on_page: bool = True


NOT_READ = frozenset(
    {
        *("date", "lang", "mark", "csv", "csv_name", "illustrative_word", "author", "flow", "flow_alt"),
        *("definitions", "definitions_name", "definitions_description"),
        *("rate_size", "squares", "small", "large", "alt", "widths", "shade", "notice", "style", "href"),
    }
)
"""What in the print's data is no text: sizes, pictures, the attachment. They are looked at elsewhere."""

_READ = frozenset(
    {
        *(
            "document_title",
            "embargo",
            "copied",
            "keywords",
            "description",
            "illustrative",
            "running",
            "footer",
            "issuer",
            "day",
            "sent",
        ),
        *(
            "address",
            "title",
            "subtitle",
            "salutation",
            "opening",
            "glance_lead",
            "figures",
            "sections",
            "closing",
        ),
        *("offices", "signatory", "figures_heading", "period", "key", "caution_heading", "caution"),
        *("behind_heading", "flow_heading", "flow_lead", "flow_key", "listings", "made_heading", "made"),
        "csv_description",
    }
)

_BLOCKS = re.compile(
    r"</?(?:p|div|section|header|footer|main|h[1-6]|li|ul|dl|dt|dd|table|thead|tbody|tr|th|td|address|body|br|details|summary|pre|a class)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_PAGE_ONLY = ("Go to the letter", "The figures as a table (figures.csv)")


def plain(text: str) -> str:
    """A text as a reader sees it: one space for any white space, and nothing that has no width."""
    return " ".join(text.replace("\u200b", "").split())


def read_print(data: Mapping[str, Any]) -> tuple[Passage, ...]:
    """Every text of a print. What stands under a name that is not known is read as well, as part "other"."""
    return tuple(
        Passage(
            one.part, one.key, one.place, one.text.replace("\u200b", "").replace("\u00a0", " "), one.on_page
        )
        for one in _passages(data)
    )


def _passages(data: Mapping[str, Any]) -> Iterator[Passage]:
    def whole(part: str, text: str, on_page: bool = True) -> Passage:
        return Passage(part, "", Place(part), text, on_page)

    yield whole("document title", data["document_title"])
    yield whole("keywords", ", ".join(data["keywords"]))
    if data["illustrative"]:
        yield whole("illustrative mark", f"{data['illustrative_word']} {data['illustrative']}")
    yield whole("masthead", " ".join(data["issuer"]))
    yield whole("day", data["day"])
    yield whole("sent", data["sent"])
    if data["embargo"]:
        yield whole("embargo", data["embargo"])
    for line in data["address"]:
        yield whole("address", line)
    yield whole("title", data["title"])
    yield whole("subtitle", data["subtitle"])
    yield whole("greeting", data["salutation"])
    for number, runs in enumerate(data["opening"], start=1):
        yield Passage("opening", "", Place("opening", number), _runs(runs))
    if data["figures"]:
        yield whole("year at a glance", data["glance_lead"])
        for index, figure in enumerate(data["figures"]):
            yield from _panel(figure, index)
    for section in data["sections"]:
        yield Passage("section heading", "", Place(section["heading"]), section["heading"])
        for number, runs in enumerate(section["paragraphs"], start=1):
            yield Passage("section", section["heading"], Place(section["heading"], number), _runs(runs))
    yield whole("closing", data["closing"])
    yield from (whole("signatory", line) for line in ([data["signatory"]] if data["signatory"] else []))
    yield from (whole("office", line) for line in data["offices"])
    if data["copied"]:
        yield whole("copied", data["copied"])
    if data["figures"]:
        yield whole("figures heading", data["figures_heading"])
        yield whole("period", data["period"])
        yield from (whole("key", mark, on_page=False) for mark in data["key"])
        for index, figure in enumerate(data["figures"]):
            yield from _block(figure, index)
        yield whole("heading", data["caution_heading"])
        yield from (whole("reading with care", text) for text in data["caution"])
    yield whole("heading", data["behind_heading"])
    yield whole("heading", data["flow_heading"])
    yield whole("from complaint to decision", data["flow_lead"])
    if data["flow"]:
        for outcome in data["flow_key"]:
            yield whole("outcome", f"{outcome['count']} {outcome['title']}")
    for index, listing in enumerate(data["listings"]):
        yield from _listing(listing, index)
    yield whole("heading", data["made_heading"])
    for name, text, checksum in data["made"]:
        yield Passage("made heading", name, Place(name), name)
        yield Passage(f"made: {name}", "", Place(name), text)
        if checksum:
            yield whole("checksum", checksum)
    yield whole("footer", " | ".join(data["footer"]))
    yield whole("running head", " | ".join(data["running"]), on_page=False)
    yield whole("description", data["description"], on_page=False)
    yield whole("description of the attachment", data["csv_description"], on_page=False)
    for name in sorted(set(data) - _READ - NOT_READ):
        yield from (whole_text for whole_text in _others(name, data[name]))


def _runs(runs: Sequence[Mapping[str, str]]) -> str:
    return "".join(run["text"] for run in runs)


def _panel(figure: Mapping[str, Any], index: int) -> Iterator[Passage]:
    name, key = figure["name"], str(index)
    place = Place(f"{name}, at a glance")
    yield Passage("name of figure", key, place, name)
    if figure["rate"]:
        yield Passage("rate", key, place, figure["rate"])
        yield Passage("counted", key, place, figure["counted"])
        yield Passage("of base", key, place, figure["of_base"])
    else:
        yield Passage("no rate", key, place, "No rate")
    yield Passage("heading of figure", key, place, figure["heading"])


def _block(figure: Mapping[str, Any], index: int) -> Iterator[Passage]:
    name, key = figure["name"], str(index)
    place = Place(name)
    yield Passage("name of figure", key, place, name)
    if figure["rate"]:
        yield Passage("rate", key, place, figure["rate"])
        yield Passage("counted", key, place, figure["counted"])
        yield Passage("of base", key, place, figure["of_base"])
    else:
        yield Passage("no rate", key, place, "No rate")
    yield Passage("heading of figure", key, place, figure["heading"])
    yield Passage("text", key, place, figure["text"])
    if figure["notes"]:
        yield Passage("notes", key, place, " ".join(figure["notes"]))
    yield Passage("base", key, place, figure["base"])


def _listing(listing: Mapping[str, Any], index: int) -> Iterator[Passage]:
    key, place = str(index), Place(listing["heading"])
    yield Passage("list heading", key, place, listing["heading"])
    if listing["lead"]:
        yield Passage("list lead", key, place, listing["lead"])
    if listing["rows"]:
        yield from (Passage("column", key, place, column) for column in listing["columns"])
        for number, row in enumerate(listing["rows"], start=1):
            of_row = Place(f"{listing['heading']}, row {number}")
            yield from (Passage("cell", key, of_row, cell["text"]) for cell in row)
    if listing["after"]:
        yield Passage("list after", key, place, listing["after"])


def _others(name: str, found: Any) -> Iterator[Passage]:
    """Every text below a name the proof-reader does not know."""
    if isinstance(found, str):
        yield Passage("other", name, Place(name.replace("_", " ")), found)
    elif isinstance(found, Mapping):
        for key, value in found.items():
            if key not in NOT_READ:
                yield from _others(name, value)
    elif isinstance(found, Sequence):
        if found and all(isinstance(one, Mapping) and "text" in one and "href" in one for one in found):
            yield Passage("other", name, Place(name.replace("_", " ")), _runs(found))
        else:
            for one in found:
                yield from _others(name, one)


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart: its texts in order, its pictures in order, and the table it holds."""

    texts: tuple[str, ...]
    pictures: tuple[str, ...]
    table: str


def read_page(page: str) -> Page:
    """Take a page apart. It is made by our own template, so that every bracket belongs to a mark of the page."""
    head, _, body = page.partition("<body>")
    title = re.search(r"<title>(.*?)</title>", head, re.DOTALL)
    keywords = re.search(r'<meta name="keywords" content="([^"]*)">', head)
    pictures = tuple(_SVG.findall(body))
    table = re.search(r"<pre[^>]*>(.*?)</pre>", body, re.DOTALL)
    body = re.sub(r"<pre[^>]*>.*?</pre>", "", _SVG.sub("", body), flags=re.DOTALL)
    texts = [html.unescape(one[1]) if one else "" for one in (title, keywords)]
    texts += [html.unescape(_TAG.sub("", piece)) for piece in _BLOCKS.split(body)]
    shown = (plain(text) for text in texts)
    return Page(
        tuple(text for text in shown if text and text not in _PAGE_ONLY),
        pictures,
        html.unescape(table[1]) if table else "",
    )
