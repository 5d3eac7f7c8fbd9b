"""What is looked at besides single sentences: address, signature, mark, pictures, lists, sums and the attachment.

Belongs here: holding parts of a letter as wholes against the release. Not here: reading sentences (`reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from upheld.letters.proof.attachment import wrong_checksum, wrong_definitions, wrong_table
from upheld.letters.proof.drawings import (
    labels_of,
    read_drawing,
    wrong_flow,
    wrong_flow_words,
    wrong_interval,
    wrong_squares,
)
from upheld.letters.proof.figure_facts import FigureFacts
from upheld.letters.proof.lists import Lists, rows_of, wrong_rows
from upheld.letters.proof.passages import Passage, plain
from upheld.letters.proof.reading import Letter
from upheld.letters.proof.reviewed import list_part_of
from upheld.letters.proof.rules import Finding, Place, Rule
from upheld.letters.proof.sentences import Form, Wrong, read_sentence
from upheld.letters.proof.values import read_number


def whole_findings(letter: Letter, data: Mapping[str, Any], passages: Sequence[Passage]) -> Iterator[Finding]:
    """Everything wrong with the parts of a letter as wholes."""
    yield from (letter.finding(Place("address"), one) for one in _address(letter, data["address"]))
    yield from (letter.finding(Place("signature"), one) for one in _signature(letter, data))
    yield from (letter.finding(Place("first page"), one) for one in _frame(letter, data))
    yield from _pictures(letter, data)
    yield from (letter.finding(Place("outcomes"), one) for one in _outcomes(letter, data))
    for index, listing in enumerate(data["listings"]):
        yield from _list(letter, listing, index)
    for part in _lists_left_out(letter):
        yield letter.finding(
            Place("lists"), (Rule.RECORD, part, "this list is left out, and there is something for it")
        )
    yield from (letter.finding(Place("attachment"), one) for one in _attachment(letter, data, passages))


def _address(letter: Letter, lines: Sequence[str]) -> Iterator[Wrong]:
    right = letter.of.addressed.lines
    if tuple(plain(line) for line in lines) == tuple(plain(line) for line in right):
        return
    for line in lines:
        if line not in right:
            yield Rule.ADDRESS, line, f"the letter goes to {'; '.join(right)}"
    for line in right:
        if line not in lines:
            yield Rule.ADDRESS, line, "it is not in the address"
    if sorted(lines) == sorted(right):
        yield Rule.ADDRESS, lines[0], "the lines of the address are in another order"


def _signature(letter: Letter, data: Mapping[str, Any]) -> Iterator[Wrong]:
    signs = letter.scheme.signatory_on(letter.prose.letter_date)
    illustrative = letter.release.about.illustrative
    name = data["signatory"]
    if illustrative and name:
        yield Rule.SIGNATORY, name, "nobody signs an illustrative letter"
    elif not illustrative and name != signs.name:
        yield Rule.SIGNATORY, name or "no name", f"{signs.name or 'nobody'} signs on the letter's date"
    if tuple(data["offices"]) != tuple(signs.offices):
        wrong = [one for one in data["offices"] if one not in signs.offices] or [" / ".join(data["offices"])]
        yield from ((Rule.SIGNATORY, one, "this is no office in force on the letter's date") for one in wrong)


def _frame(letter: Letter, data: Mapping[str, Any]) -> Iterator[Wrong]:
    if letter.release.about.illustrative and not data["illustrative"]:
        yield Rule.ILLUSTRATIVE, "no mark", "the release is made from illustrative records"
    for name, needed in (("embargo", {"embargo"}), ("copied", {"copied", "copies named"})):
        if needed <= letter.conditions and not data[name]:
            yield Rule.MISSING, name, "the letter has no such line, and the prose gives one"
        elif data[name] and not needed <= letter.conditions:
            yield Rule.ADDRESS, data[name], "nobody gets a copy, or the prose gives no such line"
    day = letter.prose.letter_date
    if tuple(data["date"]) != (day.year, day.month, day.day):
        yield (
            Rule.DATE,
            "-".join(str(part) for part in data["date"]),
            f"the letter is dated {day.isoformat()}",
        )
    if data["author"] != letter.scheme.issuer.ombudsman:
        yield Rule.NAME, data["author"], "the author of the file is the ombudsman"
    paragraphs = [*data["opening"], *(runs for section in data["sections"] for runs in section["paragraphs"])]
    for run in (run for runs in paragraphs for run in runs):
        if (
            run["href"]
            and re.match(r"(https?://|www\.)", run["text"])
            and run["href"].split("://")[-1] != run["text"].split("://")[-1]
        ):
            yield Rule.NAME, run["href"], f"the link says {run['text']}"
    leading = letter.leading
    if len(data["figures"]) < len(leading):
        yield Rule.MISSING, leading[len(data["figures"])], "this figure leads the letter and is not in it"


def _pictures(letter: Letter, data: Mapping[str, Any]) -> Iterator[Finding]:
    for measure, figure in zip(letter.leading, data["figures"], strict=False):
        place = Place(f"{figure['name']}, picture")
        of = letter.figures[measure]
        drawings = [figure["small"], figure["large"]]
        for wrong in figure_pictures(letter, of, drawings, figure["squares"]):
            yield letter.finding(place, wrong)
        yield from (letter.finding(place, one) for one in described(letter, of, figure["alt"]))
    place = Place("From complaint to decision, picture")
    for wrong in flow_picture(letter, data["flow"]):
        yield letter.finding(place, wrong)
    if data["flow"]:
        yield from (
            letter.finding(place, one) for one in wrong_flow_words(data["flow_alt"], outcomes_of(letter))
        )


def figure_pictures(
    letter: Letter, of: FigureFacts, drawings: Sequence[str], squares: str
) -> Iterator[Wrong]:
    """What is wrong with the drawings of a figure, the small and the large one, and its squares."""
    if of.definition.unit != "percent":
        return
    for svg, small in zip(drawings, (True, False), strict=True):
        drawing = read_drawing(svg)
        if not drawing.marks:
            yield Rule.PICTURE, of.definition.public_label, "it is not drawn"
            continue
        yield from wrong_interval(drawing, of, not small)
        yield from _wrong_labels(letter, of, labels_of(drawing)) if not small or labels_of(drawing) else ()
        if drawing.title != of.definition.public_label:
            yield Rule.NAME, drawing.title, f"the picture is of {of.definition.public_label}"
        yield from described(letter, of, drawing.description)
    if of.figure.denominator:
        yield from wrong_squares(squares, of)


def _wrong_labels(letter: Letter, of: FigureFacts, labels: Sequence[str]) -> Iterator[Wrong]:
    """What is wrong with the labels of a drawing: the rate at its circle, the average at its line."""
    saying = letter.prose.sayings.get(of.definition.measure)
    forms = (
        Form("{Group_many}, average {average}", ("group", "average"), Rule.COMPARISON, says="average"),
        Form("{short} {rate}", ("rate",), Rule.NO_BASE, says="rate"),
        Form(saying.nothing if saying else "", ("no base",), Rule.NO_BASE, says="no base"),
    )
    facts, conditions = {**letter.of.facts, **of.facts}, letter.of.conditions | of.conditions
    said: set[str] = set()
    for label in labels:
        reading = read_sentence(plain(label), forms, facts, conditions)
        if reading.form is None:
            yield Rule.PICTURE, label, "this is no label of the figure"
            continue
        said.add(reading.form.says)
        yield from reading.wrongs
    for form in forms:
        if form.text and form.says in conditions and form.says not in said:
            yield Rule.PICTURE, form.says, "the picture has no label that says it"


def described(letter: Letter, of: FigureFacts, words: str) -> Iterator[Wrong]:
    """What is wrong with the description of a figure's picture."""
    forms = letter.figure_forms[of.definition.measure]["picture"]
    reading = read_sentence(
        plain(words), forms, {**letter.of.facts, **of.facts}, letter.of.conditions | of.conditions
    )
    if reading.form is None:
        yield Rule.UNREAD, words[:90], "this is no description of a figure's picture"
    yield from reading.wrongs


def outcomes_of(letter: Letter) -> list[tuple[str, int]]:
    """Every outcome of the scheme with its count, in order."""
    counts = letter.of.review.counts
    return [(one.title, counts.get(f"outcome.{one.slug}", 0)) for one in letter.scheme.outcomes.values()]


def flow_picture(letter: Letter, svg: str) -> Iterator[Wrong]:
    """What is wrong with the bar from complaint to decision."""
    outcomes = outcomes_of(letter)
    yield from wrong_flow(svg, outcomes)
    if svg:
        yield from wrong_flow_words(read_drawing(svg).description, outcomes)


def _outcomes(letter: Letter, data: Mapping[str, Any]) -> Iterator[Wrong]:
    counts = letter.of.review.counts
    right = dict(outcomes_of(letter))
    printed = {one["title"]: read_number(one["count"]) for one in data["flow_key"]}
    for one in data["flow_key"]:
        if right.get(one["title"]) != printed[one["title"]]:
            yield Rule.NUMBER, one["count"], f"{one['title']}: it is {right.get(one['title'], 'no outcome')}"
    decided = counts.get("decided", 0)
    if sum(number or 0 for number in printed.values()) != decided:
        yield Rule.SUM, "outcomes", f"they do not come to the {decided:,} decided"
    upheld, investigated = (
        sum(counts.get(f"outcome.{slug}", 0) for slug in letter.scheme.outcomes_counting_as(flag))
        for flag in ("upheld", "investigated")
    )
    for name, number in (("upheld", upheld), ("investigated", investigated)):
        if counts.get(name, 0) != number:
            yield Rule.SUM, str(counts.get(name, 0)), f"the outcomes that count as {name} come to {number:,}"


def _list(letter: Letter, listing: Mapping[str, Any], index: int) -> Iterator[Finding]:
    part = list_part_of(listing["heading"])
    if part is None:
        return
    lists = Lists(
        letter.release, letter.scheme, letter.texts, letter.of.review, letter.figures, letter.leading
    )
    rows = rows_of(part, lists) or ()
    printed = [[plain(cell["text"]) for cell in row] for row in listing["rows"]]
    for number, wrong in wrong_rows(printed, rows):
        place = Place(f"{listing['heading']}, row {number}" if number else listing["heading"])
        yield letter.finding(place, wrong)


def _lists_left_out(letter: Letter) -> Iterator[str]:
    """The lists that must be in a letter and are not."""
    facts, review = letter.of.facts, letter.of.review
    have = {list_part_of(heading) for heading in letter.lists}
    needed = {
        "upheld decisions": bool(facts["upheld"].value),
        "late or not carried out": bool(review.findings),
        "what was agreed": bool(review.promises or facts["improvements"].value or facts["remedies"].value),
        "years together": any(row.by == "year" for row in review.observed),
        "public reports": bool(review.reports or facts["reports"].value),
    }
    yield from (part for part, true in needed.items() if true and part not in have)


def _attachment(letter: Letter, data: Mapping[str, Any], passages: Sequence[Passage]) -> Iterator[Wrong]:
    printed = [passage.text for passage in passages if passage.part == "checksum"]
    if not printed:
        yield Rule.ATTACHMENT, "no checksum", "the checksum of the attached table is not printed"
    for checksum in printed:
        wrong = wrong_checksum(checksum, data["csv"])
        if wrong:
            yield wrong
    yield from wrong_table(data["csv"], letter.release, letter.of.review, letter.figures)
    yield from wrong_definitions(data["definitions"], letter.figures)
