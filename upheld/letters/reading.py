"""What the pages of a letter print, held against the figures it carries.

Belongs here: finding the figures that lead a letter in its text, and whether checksum, title, date, release and the mark of
illustrative data are said the same everywhere. Not here: how text is got from a page (`printed`). Pictures are not looked
at: what is read is the text that they and the page are set from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from upheld.errors import Problem
from upheld.letters import pdf
from upheld.letters.as_published import printed_base
from upheld.letters.carried import CarriedLetter
from upheld.letters.context import ILLUSTRATIVE
from upheld.letters.printed import UNREADABLE
from upheld.letters.recomputed import GET_AGAIN, Recomputed
from upheld.measures.figure import Figure, Verdict
from upheld.register.years import ReportingYear
from upheld.release.canonical import sha256
from upheld.wording import dates
from upheld.wording.figures import FigureWords, describe
from upheld.wording.names import GroupNames, Names
from upheld.wording.verdicts import verdict_opening

_AXIS = frozenset({"0%", "255075100%"})
_MEMBERS = GroupNames("member", "members")
_DAY = rf"(\d{{1,2}}) ({'|'.join(dates.MONTHS)}) (\d{{4}})"


def check_marks(letter: CarriedLetter, carried: Recomputed) -> Iterator[Problem]:
    """Title, date, release, checksum and the mark of illustrative data, in metadata, on the pages and in the files."""
    pages = [_plain(page) for page in letter.pages]
    if any(UNREADABLE in page for page in letter.pages):
        yield _wrong(letter, "pages", "", "hold signs of which the typeface does not say what they are")
    if not letter.archivable:
        yield _wrong(
            letter, "metadata", "", "does not say that it is PDF/A-3u and PDF/UA-1, as every letter does"
        )
    about = f": {carried.name}{' (bases as published)' if _as_published(carried) else ''}"
    about += " (illustrative data)" if carried.illustrative else ""
    title = letter.title[0]
    if len(set(letter.title)) != 1 or not title.endswith(about):
        found = " / ".join(dict.fromkeys(letter.title))
        yield _wrong(letter, "title", found, f"should end in {about[2:]!r}, in all metadata")
    elif not pages or _tight(title.removesuffix(about)) not in _tight(pages[0]):
        yield _wrong(letter, "title", title, "does not stand on the first page")
    if (
        len(set(letter.written)) != 1
        or not pages
        or dates.plain(dates.day(letter.written[0])) not in pages[0]
    ):
        yield _wrong(
            letter, "date", str(letter.written[0]), "is not the date on the first page and in all metadata"
        )
    release = (f"release {carried.year}/r{carried.revision}", f"sha256 {carried.checksum}")
    if any(not set(release) <= set(found) for found in letter.keywords):
        yield _wrong(letter, "keywords", "", f"do not name {' '.join(release)}, as figures.csv does")
    for number, page in enumerate(pages, start=1):
        if f"Release {carried.release}" not in page:
            yield _wrong(
                letter,
                f"page {number}",
                carried.release,
                "is the release of figures.csv, and not named at its foot",
            )
        if carried.illustrative is not (ILLUSTRATIVE in page):
            said = (
                "and this page does not say so"
                if carried.illustrative
                else "and this page says that they are illustrative"
            )
            yield _wrong(
                letter,
                f"page {number}",
                "",
                f"figures are {'' if carried.illustrative else 'not '}illustrative by figures.csv, {said}",
            )
        if _as_published(carried) is not ("As published" in page.rpartition("Release ")[2]):
            yield _wrong(
                letter, f"page {number}", "", "does not say the same of bases as published as its definitions"
            )
    printed = re.findall(r"SHA-256 ((?:[0-9a-f]{8} ?){8})", " ".join(pages))
    if [_tight(each) for each in printed] != [sha256(letter.figures)]:
        found = ", ".join(_tight(each) for each in printed)
        yield _wrong(
            letter,
            "pages",
            found,
            "is printed as the checksum of figures.csv, and is not that of the attached file",
        )


def check_figures(letter: CarriedLetter, carried: Recomputed) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The measures found to lead the letter, and everything that is printed of them otherwise than figures.csv has it."""
    text = _plain(" ".join(letter.pages))
    begin = re.search(rf"(?:{pdf.FIGURES_HEADING}|{pdf.ANNEX_FIGURES_HEADING}) ({_DAY} to {_DAY})", text)
    end = text.find(pdf.CAUTION_HEADING)
    if begin is None or end < begin.end():
        return (), (_wrong(letter, "pages", "", "have no page of figures with a period"),)
    first, last = (
        date(int(year), dates.MONTHS.index(month) + 1, int(day))
        for day, month, year in re.findall(_DAY, begin[1])
    )
    if ReportingYear(first, last).label != carried.year:
        return (), (_wrong(letter, "pages", begin[1], f"is not the year of figures.csv, {carried.year}"),)
    panel, shown = text[: begin.start()], text[begin.end() : end]
    labels = {definition.public_label: measure for measure, definition in carried.definitions.items()}
    # The longest first: one label may begin another.
    either = "|".join(_spaced(label) for label in sorted(labels, key=len, reverse=True))
    heads = list(re.finditer(rf"({either}) (?=No rate|(?:over |under )?\d)", shown))
    found: list[str] = []
    problems: list[Problem] = []
    for number, head in enumerate(heads):
        measure = next(labels[label] for label in labels if _tight(label) == _tight(head[1]))
        until = heads[number + 1].start() if number + 1 < len(heads) else len(shown)
        words = _words(carried, carried.figures[measure], begin[1])
        found.append(measure)
        if re.search(_spaced(words.name), panel) is None:
            problems.append(_wrong(letter, "page 1", words.name, "is not named among the figures there"))
        for reason in _read(
            shown[head.end() : until],
            panel,
            words,
            carried.figures[measure].verdict,
            carried.definitions[measure].verdict,
        ):
            problems.append(_wrong(letter, "pages", words.name, reason))
    if heads and re.search(r"\d", shown[: heads[0].start()].replace("95%", "")):
        problems.append(_wrong(letter, "pages", "", "has numbers before the first figure that can be read"))
    # A heading whose figure could not be read is no head; what is left of it here says so.
    rest = "".join(
        shown[one.end() if one else 0 : other.start() if other else len(shown)]
        for one, other in zip([None, *heads], [*heads, None], strict=True)
    )
    named = [label for label in labels if re.search(_spaced(label), rest)]
    if not found or len(set(found)) != len(found) or named:
        value = ", ".join(named) or ", ".join(found)
        problems.append(
            _wrong(letter, "pages", value, "no rate and count can be read below this heading, or twice")
        )
    return tuple(found), tuple(problems)


def _read(
    shown: str, panel: str, words: FigureWords, verdict: Verdict | None, compares: bool
) -> Iterator[str]:
    """What the part of the page about one figure prints otherwise."""
    beginning = (words.rate, words.counted, words.of_base) if words.rate is not None else ("No rate",)
    rate = " ".join(_spaced(part) for part in beginning)
    start = re.match(rf"{rate} ", shown)
    if start is None:
        yield f"should read {' '.join(beginning)}, and the page reads {shown[:60]!r}"
        return
    if words.rate is not None and re.search(rf"{rate} ", panel) is None:
        yield f"should read {' '.join(beginning)} on the first page too"
    said = [one for one in Verdict if shown.startswith(f"{verdict_opening(one)} ", start.end())]
    if said != ([verdict] if verdict else []):
        yield f"has the verdict {words.verdict or 'none'}, and the page says {said[0] if said else 'none'}"
    if len(re.findall("Base: |No cases, ", shown)) != 1:
        yield "should have one base, and then the next figure"
    if re.search(_spaced(words.base), shown) is None:
        yield f"should have the line {dates.plain(words.base)}"
    if words.low is not None and re.search(_spaced(f"from {words.low} to {words.high}"), shown) is None:
        yield f"should give the range from {words.low} to {words.high}"
    # The others' rate is said where a verdict compares with it.
    for part in (words.average, words.others if compares else None):
        if part is not None and re.search(rf"(?<![\d.]){_spaced(part)}(?![\d%])", shown) is None:
            yield f"should print {part} beside it"
    if words.low is None or words.low.endswith("%"):
        allowed = {part for part in (words.rate, words.low, words.high, words.average, words.others) if part}
        # In a picture every sign is set by itself, and "over" is parted from its number.
        drawn = {_tight(each) for each in re.findall(r"(?:\d )+%", shown)} - _AXIS
        strange = set(re.findall(r"(?:over |under )?\d[\d.]*%", shown)) - allowed
        strange |= drawn - {part.split()[-1] for part in allowed}
        if strange:
            yield f"is {words.rate or 'no rate'}, and the page has {', '.join(sorted(strange))}, which figures.csv has not"


def _words(carried: Recomputed, figure: Figure, period: str) -> FigureWords:
    """How the letter must say a figure, as far as that does not hang on names and on what a scheme says of a measure."""
    group = _MEMBERS if figure.group else None
    names = Names(carried.name, carried.name, group, _MEMBERS, period, carried.name)
    definition = carried.definitions[figure.measure]
    quirk = printed_base(carried.definitions, carried.counts, figure, "") if definition.as_published else None
    return describe(figure, definition, names, as_published=quirk)


def _as_published(carried: Recomputed) -> bool:
    return any(definition.as_published for definition in carried.definitions.values())


def _wrong(letter: CarriedLetter, place: str, found: str, reason: str) -> Problem:
    return Problem(letter.name, 0, place, found, reason, GET_AGAIN)


def _plain(text: str) -> str:
    """Text with single, ordinary spaces, and without the places where a long word may break."""
    return " ".join(text.replace("\u200b", "").split())


def _tight(text: str) -> str:
    return "".join(text.split())


def _spaced(text: str) -> str:
    """A pattern for a text that may have been parted anywhere."""
    return " ?".join(re.escape(sign) for sign in _tight(text))
