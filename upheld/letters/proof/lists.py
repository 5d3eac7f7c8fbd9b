"""The rows of a letter's lists against the public records of the release: each row is one record, and none is left out.

Belongs here: which records a list must hold, and what each cell must say. Not here: the sentences before and after a list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upheld.letters.proof.facts import listed_names, long_day
from upheld.letters.proof.figure_facts import FigureFacts
from upheld.letters.proof.rules import Rule
from upheld.letters.proof.sentences import Form, Wrong, read_sentence
from upheld.letters.proof.values import read_day, read_number, wrong_rate
from upheld.release.model import AuthorityReview, Promise, PromiseState, Release, Texts
from upheld.scheme import Scheme

Cell = Callable[[str], Wrong | None]
"""Whether a printed cell is what it must be."""

_LATE = re.compile(r"([\d,]+) (days?) late")
IN_A_LINE = 160
"""So many signs of a summary stand in a list at most; more of them only where the whole is no longer."""

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Row:
    """What a row must be: the words by which it is known, and its cells."""

    known_by: str
    known_in: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """What the lists of one authority are read against."""

    release: Release
    scheme: Scheme
    texts: Texts
    review: AuthorityReview
    figures: Mapping[str, FigureFacts]
    leading: Sequence[str]


def rows_of(part: str, lists: Lists) -> tuple[Row, ...] | None:
    """The rows that the list `part` must have; None for a list the proof-reader does not know."""
    made = {
        "years together": _years_together,
        "upheld decisions": _decisions,
        "late or not carried out": _findings,
        "what was agreed": _promises,
        "public reports": _reports,
        "other figures": _figures,
    }.get(part)
    return None if made is None else tuple(made(lists))


def wrong_rows(printed: Sequence[Sequence[str]], rows: Sequence[Row]) -> Iterator[tuple[int, Wrong]]:
    """Everything wrong with the printed rows, each with its number; 0 for what is left out."""
    left = list(rows)
    for number, cells in enumerate(printed, start=1):
        known = [row for row in left if row.known_in < len(cells) and cells[row.known_in] == row.known_by]
        judged = [(_judge(cells, row), row) for row in known]
        if not judged:
            word = cells[rows[0].known_in] if rows and rows[0].known_in < len(cells) else " ".join(cells)[:60]
            yield number, (Rule.PRIVATE, word, "the release has no public record of that name to list here")
            continue
        wrongs, row = min(judged, key=lambda pair: len(pair[0]))
        left.remove(row)
        yield from ((number, one) for one in wrongs)
    for row in left:
        yield 0, (Rule.RECORD, row.known_by, "this public record is not in the list")


def _judge(cells: Sequence[str], row: Row) -> list[Wrong]:
    if len(cells) != len(row.cells):
        return [(Rule.RECORD, row.known_by, f"the row has {len(cells)} cells and not {len(row.cells)}")]
    return [wrong for cell, check in zip(cells, row.cells, strict=True) if (wrong := check(cell))]


def _is(text: str, rule: Rule, why: str = "") -> Cell:
    def check(printed: str) -> Wrong | None:
        return None if printed == text else (rule, printed[:80], why or f"the release has {text[:80]!r}")

    return check


def _on(day: date) -> Cell:
    def check(printed: str) -> Wrong | None:
        return None if read_day(printed) == day else (Rule.DATE, printed, f"the day is {day.isoformat()}")

    return check


def _decisions(of: Lists) -> Iterator[Row]:
    upheld = of.scheme.outcomes_counting_as("upheld")
    for one in of.review.decisions:
        if one.outcome in upheld:
            term = of.scheme.categories.get(one.category)
            text = _published(of.texts, one.text) or _instead(of.texts, one.text, "summary")
            about = _is(term.title if term else one.category, Rule.RECORD)
            yield Row(
                one.case, 0, (_is(one.case, Rule.PRIVATE), _on(one.decided_on), about, _beginning(text))
            )


def _beginning(text: str) -> Cell:
    """A published text or its beginning: whole sentences of it, or whole words and then three dots."""

    def check(printed: str) -> Wrong | None:
        cut = printed.removesuffix("\u2026")
        rest = text.removeprefix(cut)
        if printed == text or (cut and text.startswith(cut) and len(cut) <= IN_A_LINE < len(text)):
            sentences = cut == printed and printed.endswith((".", "!", "?")) and rest.startswith(" ")
            # A word longer than the line is the one thing that may be cut within.
            words = cut != printed and (rest[:1] in " ,;:" or len(cut) == IN_A_LINE)
            if printed == text or sentences or words:
                return None
        return (
            Rule.PRIVATE,
            printed[:80],
            "it is not the published text of that record, nor the beginning of it",
        )

    return check


def _years_together(of: Lists) -> Iterator[Row]:
    for measure, definition in of.release.definitions.items():
        by = {row.by: row for row in of.review.observed if row.measure == measure}
        year, subject = by.get("year"), by.get("year and category")
        if year is None:
            continue
        without = f" (nothing to compare in {listed_names(year.dropped)})" if year.dropped else ""
        label = f"{definition.public_label}{without}"
        cells: list[Cell] = [_is(label, Rule.NAME), _of(year.observed, year.base)]
        for row in (year, subject):
            verdict = row.verdict.value if row and row.verdict else "none"
            cells.append(_is(row.expected if row else "None", Rule.NUMBER))
            cells.append(_is(verdict[:1].upper() + verdict[1:], Rule.VERDICT))
        yield Row(label, 0, tuple(cells))


def _of(observed: int, base: int) -> Cell:
    """ "7 of 20": what was found, and its base."""

    def check(printed: str) -> Wrong | None:
        found, _, whole = printed.partition(" of ")
        if read_number(whole) != base:
            return Rule.BASE, whole or printed, f"the base over these years is {base:,}"
        return None if read_number(found) == observed else (Rule.NUMBER, found, f"it is {observed:,}")

    return check


def _text(text: str) -> Cell:
    return _is(text, Rule.PRIVATE, "it is not the published text of that record")


def _findings(of: Lists) -> Iterator[Row]:
    for one in of.review.findings:
        case = one.case or "Not published"
        result = {
            "not_satisfied": _is("Not satisfied", Rule.RECORD),
            "satisfied_late": _late("Satisfied, ", one.days_late)
            if one.days_late
            else _is("Satisfied, late", Rule.LATE),
        }.get(one.result) or _is(one.result.replace("_", " ").capitalize(), Rule.RECORD)
        yield Row(case, 0, (_is(case, Rule.PRIVATE), _on(one.recorded_on), result))


def _late(before: str, days: int) -> Cell:
    """`before`, then "1 day late" or "43 days late"."""

    def check(printed: str) -> Wrong | None:
        match = _LATE.fullmatch(printed.removeprefix(before))
        if not printed.startswith(before) or match is None:
            return Rule.LATE, printed, f"it should say “{before}”, and {days:,} late"
        if read_number(match[1]) != days:
            return Rule.LATE, match[1], f"by the dates it is {days:,} late"
        if (match[2] == "day") != (days == 1):
            return Rule.PLURAL, match[0], f"with {days:,} it is the other form"
        return None

    return check


def _promises(of: Lists) -> Iterator[Row]:
    for one in of.review.promises:
        remedy = of.scheme.remedies.get(one.remedy_type)
        text = _published(of.texts, one.text)
        if not text:
            text = f"{remedy.title if remedy else one.remedy_type}. {_instead(of.texts, one.text, 'text')}"
        text += _holder(of, one)
        state = _state(one, of.release.about.as_at)
        yield Row(one.case, 1, (_text(text), _is(one.case, Rule.PRIVATE), _on(one.due_on), state))


def _holder(of: Lists, one: Promise) -> str:
    def name(slug: str) -> str:
        known = of.scheme.register.authorities.get(slug)
        return known.last_name if known else slug

    own = of.review.authority.slug
    if one.authority != own:
        return f" Promised by {name(one.authority)}."
    return f" Now owed by {name(one.held_by)}." if one.held_by not in (None, own) else ""


def _state(one: Promise, as_at: date) -> Cell:
    """How a promise stands, its days late counted again to completion or to the as-at day."""
    done = f"Done {long_day(one.completed_on)}" if one.completed_on else "Done"
    late = ((one.completed_on or as_at) - one.due_on).days
    state = one.state
    if state in (PromiseState.DONE, PromiseState.DONE_LATE) and one.completed_on:
        state = PromiseState.DONE_LATE if late > 0 else PromiseState.DONE
    elif state in (PromiseState.OPEN, PromiseState.OVERDUE):
        state = PromiseState.OVERDUE if late > 0 else PromiseState.OPEN
    short = re.sub(r"([A-Z][a-z]{2})[a-z]* (\d{4})", r"\1 \2", done)
    plain = {
        PromiseState.DONE: f"{short}, on time",
        PromiseState.OPEN: "Not yet due",
        PromiseState.REFUSED: "Refused",
        PromiseState.CEASED: "No longer applies",
    }
    if state in plain:
        return _is(plain[state], Rule.LATE)
    return _late("Overdue, " if state is PromiseState.OVERDUE else f"{short}, ", late)


def _reports(of: Lists) -> Iterator[Row]:
    for one in of.review.reports:
        title = _published(of.texts, one.text) or _instead(of.texts, one.text, "title")
        further = " (further report)" if one.kind == "further" else ""
        cells = (_is(one.number, Rule.RECORD), _on(one.issued_on), _text(title + further))
        yield Row(one.number, 0, cells)


def _figures(of: Lists) -> Iterator[Row]:
    for measure, figure in of.figures.items():
        if measure in of.leading:
            continue
        label = figure.definition.public_label
        cells = (
            _is(label, Rule.NAME),
            _rate(figure, "rate", "No rate"),
            _made(figure),
            _rate(figure, "average", "No average"),
        )
        yield Row(label, 0, cells)


def _rate(figure: FigureFacts, name: str, instead: str) -> Cell:
    share = figure.shares.get(name)

    def check(printed: str) -> Wrong | None:
        if share is None:
            rule = Rule.NO_BASE if name == "rate" else Rule.COMPARISON
            return None if printed == instead else (rule, printed, f"it should say {instead!r}")
        broken = wrong_rate(printed, share)
        return (broken, printed, "its counts give another") if broken else None

    return check


def _made(figure: FigureFacts) -> Cell:
    nouns, base = figure.definition.numerator_noun, figure.definition.base_noun
    of = "among" if figure.definition.denominator == "residents" else "of"
    form = Form(
        f"{{numerator:n}} {{{nouns.one}|{nouns.many}@numerator}} {of} {{base:n}} {{{base.one}|{base.many}@base}}"
    )

    def check(printed: str) -> Wrong | None:
        if not figure.figure.denominator:
            return None if printed == "No cases" else (Rule.NO_BASE, printed, "there is no base")
        reading = read_sentence(printed, (form,), figure.facts, figure.conditions)
        if reading.form is None:
            return Rule.UNREAD, printed, "this does not say what the rate is made from"
        return reading.wrongs[0] if reading.wrongs else None

    return check


def _published(texts: Texts, name: str | None) -> str:
    """A published text as one line, without signs that steer or turn."""
    # Places where a word may break are left out of what is read back too.
    kept = _TURNING.sub("", texts.read(name) or "").replace("\u200b", "")
    return " ".join("".join(" " if unicodedata.category(one) == "Cc" else one for one in kept).split())


def _instead(texts: Texts, name: str | None, what: str) -> str:
    day = texts.withdrawn_on(name)
    if day is None:
        return f"The {what} is not available."
    return f"The {what} was withdrawn on {long_day(day)}. The figures count it still."
