"""The page beside the print: they are made from one letter, and must say the same.

Belongs here: texts, pictures and table of the page, against those of the print that was read. A text that the page has
otherwise is read as well, in the place of the one it stands for. Not here: how a page is taken apart (`passages`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from upheld.letters.proof.passages import Page, Passage, plain
from upheld.letters.proof.reading import Letter
from upheld.letters.proof.rules import Finding, Place, Rule
from upheld.letters.proof.whole import figure_pictures, flow_picture

_KEY = "The circle is the rate, hollow where there is too little to say."


def page_findings(
    letter: Letter, passages: Sequence[Passage], data: Mapping[str, Any], page: Page
) -> Iterator[Finding]:
    """Everything on the page that is not as in print."""
    expected = [passage for passage in passages if passage.on_page and plain(passage.text)]
    keys = [text for text in page.texts if text.startswith(_KEY)]
    texts = [text for text in page.texts if text not in keys]
    conditions = letter.conditions
    for text in keys or ([""] if data["figures"] else []):
        yield from _read(letter, Passage("page: key", "", Place("key"), text), conditions)
    ours = [plain(passage.text) for passage in expected]
    if ours != texts:
        yield from _otherwise(letter, expected, ours, texts, conditions)
    yield from _pictures(letter, data, page)
    if page.table.strip() != data["csv"].strip():
        place = Place("attachment", page=True)
        yield letter.finding(place, (Rule.ATTACHMENT, "table", "the page's table is not the attached one"))


def _otherwise(
    letter: Letter,
    expected: Sequence[Passage],
    ours: Sequence[str],
    texts: Sequence[str],
    conditions: frozenset[str],
) -> Iterator[Finding]:
    matcher = SequenceMatcher(None, ours, texts, autojunk=False)
    for tag, start, end, begun, ended in matcher.get_opcodes():
        if tag == "equal":
            continue
        for number in range(max(end - start, ended - begun)):
            print_has = expected[start + number] if start + number < end else None
            text = texts[begun + number] if begun + number < ended else ""
            near = print_has or expected[min(start, len(expected) - 1)]
            place = replace(near.place, page=True)
            word = text[:90] or (print_has.text[:90] if print_has else "")
            why = f"the print has “{print_has.text[:90]}”" if print_has else "the print does not have it"
            yield letter.finding(place, (Rule.PAGE, word, why if text else "the page does not have it"))
            if print_has is not None and text:
                yield from _read(letter, replace(print_has, text=text), conditions)
            if print_has is not None and print_has.part == "illustrative mark" and not text:
                yield letter.finding(
                    place, (Rule.ILLUSTRATIVE, "no mark", "the page is made from illustrative records")
                )


def _read(letter: Letter, passage: Passage, conditions: frozenset[str]) -> Iterator[Finding]:
    on_page = replace(passage, place=replace(passage.place, page=True))
    for place, wrong, _ in letter.read_passage(on_page, conditions):
        if wrong is not None:
            yield letter.finding(place, wrong)


def _pictures(letter: Letter, data: Mapping[str, Any], page: Page) -> Iterator[Finding]:
    """The page's drawings in their order: the mark, the small ones, squares and large ones by turns, the bar."""
    left = list(page.pictures)[1:]

    def take(named: bool) -> str:
        return left.pop(0) if left and ("<title" in left[0]) == named else ""

    leading = [letter.figures[measure] for measure in letter.leading[: len(data["figures"])]]
    percent = [of for of in leading if of.definition.unit == "percent"]
    small = {of.definition.measure: take(named=True) for of in percent}
    for of in leading:
        squares = take(named=False)
        large = take(named=True) if of in percent else ""
        place = Place(f"{of.definition.public_label}, picture", page=True)
        if of in percent:
            for wrong in figure_pictures(letter, of, [small[of.definition.measure], large], squares):
                yield letter.finding(place, wrong)
    flow = take(named=True)
    for wrong in flow_picture(letter, flow):
        yield letter.finding(Place("From complaint to decision, picture", page=True), wrong)
    for _ in left:
        yield letter.finding(
            Place("page", page=True), (Rule.PICTURE, "picture", "the print has no such picture")
        )
