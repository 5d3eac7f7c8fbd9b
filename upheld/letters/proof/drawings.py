"""The pictures of a letter: whether circle, bar and line, squares and segments are at the printed figures.

A drawing is read by its marks, on a page by their classes and in print by their paint; its own scale, the first and the
last upright of the grid, says where 0 and 1 are.

Belongs here: reading a drawing's marks and holding them against a figure. Not here: its description, which is a text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from upheld.letters.proof.figure_facts import FigureFacts
from upheld.letters.proof.rules import Rule
from upheld.letters.proof.sentences import Wrong
from upheld.pictures.drawing import INK, LINE, PAPER, PETROL

NEAR = 1500
"""A mark may be this part of the scale from its place, one in 1,500: coordinates have three decimals."""

MOST_SQUARES = 200

_MARK = re.compile(r"<(rect|line|circle)\b([^>]*?)/?>")
_TEXT = re.compile(r"<text\b([^>]*)>(.*?)</text>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_COORDINATE = re.compile(r"(\d+)(?:\.(\d{1,3}))?%?")
_NAMED = re.compile(r"<title[^>]*>(.*?)</title>.*?<desc[^>]*>(.*?)</desc>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a drawing, with its attributes."""

    tag: str
    attributes: Mapping[str, str]

    def at(self, name: str) -> int:
        """A coordinate in thousandths, of which a percent sign is dropped; far out where it is no number."""
        match = _COORDINATE.fullmatch(self.attributes.get(name, "0"))
        return int(match[1]) * 1000 + int((match[2] or "").ljust(3, "0")) if match else -(10**9)

    def looks(self, kind: str, **paint: str) -> bool:
        """Whether the mark is of a kind: by its class on a page, by its paint in print."""
        told = self.attributes.get("class")
        if told is not None:
            return told == f"p-{kind}"
        return all(self.attributes.get(name.replace("_", "-")) == value for name, value in paint.items())


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing taken apart: its title and description, marks, and texts with their attributes."""

    title: str
    description: str
    marks: tuple[Mark, ...]
    texts: tuple[tuple[Mapping[str, str], str], ...]


def read_drawing(svg: str) -> Drawing:
    """Take an SVG of ours apart."""
    named = _NAMED.search(svg)
    return Drawing(
        title=html.unescape(named[1]) if named else "",
        description=html.unescape(named[2]) if named else "",
        marks=tuple(Mark(tag, dict(_ATTRIBUTE.findall(rest))) for tag, rest in _MARK.findall(svg)),
        texts=tuple(
            (dict(_ATTRIBUTE.findall(rest)), html.unescape(_TAG.sub("", inside)))
            for rest, inside in _TEXT.findall(svg)
        ),
    )


def wrong_interval(drawing: Drawing, figure: FigureFacts, large: bool) -> Iterator[Wrong]:
    """What is wrong with the marks of an interval figure; the large form has numbers under its scale."""
    grid = [m for m in drawing.marks if m.looks("grid", stroke=LINE) and m.tag == "line"]
    if len(grid) != 5:
        yield Rule.PICTURE, drawing.title, "the scale has not five uprights"
        return
    start, end = grid[0].at("x1"), grid[-1].at("x1")
    if end <= start:
        yield Rule.PICTURE, drawing.title, "the scale has no length"
        return

    length = end - start

    def share(place: int) -> Fraction:
        return Fraction(place - start, length)

    def off(place: int, right: Fraction) -> bool:
        # |place / length - right| > 1 / NEAR, in whole numbers: there are some fifty marks in a letter.
        return (
            abs((place - start) * right.denominator - right.numerator * length) * NEAR
            > length * right.denominator
        )

    shares = figure.shares
    circles = [m for m in drawing.marks if m.tag == "circle"]
    bars = [m for m in drawing.marks if m.tag == "rect"]
    uprights = [m for m in drawing.marks if m.tag == "line" and m.looks("average", stroke=INK)]
    yield from _scale(drawing, grid, off, large)
    for name, found, needed in (
        ("circle", circles, "rate"),
        ("bar", bars, "low"),
        ("upright line", uprights, "average"),
    ):
        if len(found) != (needed in shares):
            rule = Rule.COMPARISON if needed == "average" and needed not in shares else Rule.PICTURE
            yield (
                rule,
                name,
                f"it is drawn {len(found)} times, and should be {'once' if needed in shares else 'left out'}",
            )
            return
    if circles:
        if off(circles[0].at("cx"), shares["rate"].rate):
            yield (
                Rule.PICTURE,
                "circle",
                f"it stands at {_percent(share(circles[0].at('cx')))} and the rate does not",
            )
        hollow = circles[0].looks("rate-few", fill=PAPER, stroke=PETROL)
        if hollow != figure.hollow:
            few = "the base is below five or too few to say" if figure.hollow else "there are cases enough"
            yield Rule.VERDICT, "hollow circle" if hollow else "full circle", few
    if bars:
        left = bars[0].at("x")
        for place, name in ((left, "low"), (left + bars[0].at("width"), "high")):
            if off(place, shares[name].rate):
                yield (
                    Rule.PICTURE,
                    "bar",
                    f"its {name} end stands at {_percent(share(place))} and the range does not",
                )
    if uprights and off(uprights[0].at("x1"), shares["average"].rate):
        yield (
            Rule.PICTURE,
            "upright line",
            f"it stands at {_percent(share(uprights[0].at('x1')))} and the average does not",
        )


def labels_of(drawing: Drawing) -> list[str]:
    """The texts of an interval figure but for those of its scale."""
    return [text for rest, text in drawing.texts if not _of_scale(rest)]


def _of_scale(rest: Mapping[str, str]) -> bool:
    return rest.get("class") == "p-number" or rest.get("font-size") == "7.5"


def _scale(
    drawing: Drawing, grid: Sequence[Mark], off: Callable[[int, Fraction], bool], large: bool
) -> Iterator[Wrong]:
    for step, upright in enumerate(grid):
        if off(upright.at("x1"), Fraction(step, 4)):
            yield Rule.PICTURE, "scale", "its uprights are not at the quarters"
    texts = [(Mark("text", rest), text) for rest, text in drawing.texts if _of_scale(rest)]
    if not large and not texts:
        return
    if [text for _, text in texts] != ["0%", "25", "50", "75", "100%"]:
        yield Rule.PICTURE, " ".join(text for _, text in texts), "the scale runs from 0% to 100% by quarters"
    elif any(off(mark.at("x"), Fraction(step, 4)) for step, (mark, _) in enumerate(texts)):
        yield Rule.PICTURE, "scale", "its numbers are not at their places"


def wrong_squares(svg: str, figure: FigureFacts) -> Iterator[Wrong]:
    """What is wrong with the squares: as many as the base, of which the numerator is filled."""
    base = figure.figure.denominator
    shown = base if 0 < base <= MOST_SQUARES else 0
    marks = [m for m in read_drawing(svg).marks if m.tag == "rect"]
    filled = sum(mark.looks("case", fill=PETROL) for mark in marks)
    if len(marks) != shown:
        yield Rule.BASE, f"{len(marks)} squares", f"the base is {base:,}"
    elif shown and filled != figure.figure.numerator:
        yield Rule.PICTURE, f"{filled} filled squares", f"the numerator is {figure.figure.numerator:,}"


def wrong_flow(svg: str, outcomes: Sequence[tuple[str, int]]) -> Iterator[Wrong]:
    """What is wrong with the bar from complaint to decision. `outcomes` are titles and counts in the scheme's order."""
    drawing = read_drawing(svg)
    counts = [count for _, count in outcomes if count]
    whole = sum(counts)
    bars = [mark for mark in drawing.marks if mark.tag == "rect"]
    if len(bars) != len(counts):
        yield Rule.PICTURE, f"{len(bars)} segments", f"{len(counts)} outcomes have cases"
        return
    if not bars:
        return
    end = bars[-1].at("x") + bars[-1].at("width")
    begun = 0
    for mark, count in zip(bars, counts, strict=True):
        if abs(Fraction(mark.at("x"), end) - Fraction(begun, whole)) > Fraction(1, NEAR):
            yield Rule.PICTURE, "segment", f"the one of {count:,} does not begin where it should"
        begun += count
        room = Fraction(count, whole) - Fraction(mark.at("width"), end)
        if not -Fraction(1, 500) <= room <= Fraction(1, 200):
            yield Rule.PICTURE, "segment", f"the one of {count:,} is not as long as its share"
    shown = [text for _, text in drawing.texts]
    rest = iter(f"{count:,}" for count in counts)
    if not all(text in rest for text in shown):
        yield Rule.PICTURE, " ".join(shown), "the numbers in the bar are not the outcomes' counts in order"


def wrong_flow_words(words: str, outcomes: Sequence[tuple[str, int]]) -> Iterator[Wrong]:
    """What is wrong with the bar in words: "16 decided: 2 invalid or incomplete, ... and 1 upheld."."""
    match = re.fullmatch(r"([\d,]+) decided: (.*)\.", words)
    if match is None:
        yield Rule.UNREAD, words[:60], "the bar in words begins with the number decided"
        return
    whole = f"{sum(count for _, count in outcomes):,}"
    if match[1] != whole:
        yield Rule.SUM, match[1], f"the outcomes come to {whole}"
    expected = [(f"{count:,}", title.lower()) for title, count in outcomes if count]
    said = [tuple(item.split(" ", 1)) for item in re.split(r", (?=\d)| and (?=\d)", match[2])]
    for found in said:
        if found not in expected:
            yield Rule.NUMBER, found[0], f"no outcome has so many: {' '.join(found)}"
    for count, title in expected:
        if (count, title) not in said:
            yield Rule.SUM, title, f"its {count} are left out"


def _percent(share: Fraction) -> str:
    tenths = int(share * 1000 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}%"
