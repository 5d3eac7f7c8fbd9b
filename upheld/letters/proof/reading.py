"""Reading the texts of one letter, each by the forms and the facts of its part.

Belongs here: the table from part of the letter to how it is read, and the reading. Not here: what is looked at besides
texts (`whole`), and the page (`compared`).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from upheld.letters.proof.facts import AuthorityFacts
from upheld.letters.proof.figure_facts import FigureFacts
from upheld.letters.proof.grammar import REQUIRED
from upheld.letters.proof.language import faults_in
from upheld.letters.proof.left_out import left_out
from upheld.letters.proof.passages import Passage, plain
from upheld.letters.proof.privacy import Privacy, private_in, public_references
from upheld.letters.proof.reviewed import COLUMNS, LISTS, YEARS_TOGETHER, list_part_of, unmarked
from upheld.letters.proof.rules import Finding, Place, Rule
from upheld.letters.proof.sentences import Form, Wrong, read_sentence, sentences_of
from upheld.letters.proof.tracing import Traced, claims_in, traced_of, untraced_in
from upheld.letters.proof.values import Fact
from upheld.letters.prose import Prose
from upheld.release.model import Release, Texts
from upheld.scheme import Scheme

SPLIT = frozenset(
    {
        *("year at a glance", "reading with care", "from complaint to decision", "text", "notes"),
        *("list lead", "list after", "seminars", "courses"),
    }
)
"""The parts that are read sentence by sentence; of all others the whole text has one form."""

OF_FIGURE = frozenset(
    {"rate", "counted", "of base", "base", "text", "notes", "heading of figure", "name of figure", "no rate"}
)
"""The parts of a figure's block: in them only that figure's numbers are facts, beside the authority's counts for its notes."""

SAID_BY_OTHERS = frozenset({"address", "signatory", "office", "cell", "outcome", "checksum"})
"""Parts that are no sentences and are held against the release as a whole (`whole`)."""


@dataclass(frozen=True)
class Letter:
    """One letter under the eyes of the proof-reader: what it is read against."""

    release: Release
    scheme: Scheme
    prose: Prose
    texts: Texts
    forms: Mapping[str, tuple[Form, ...]]
    figure_forms: Mapping[str, Mapping[str, tuple[Form, ...]]]
    privacy: Privacy
    agreement: re.Pattern[str]
    of: AuthorityFacts
    figures: Mapping[str, FigureFacts]
    lists: tuple[str, ...]

    @cached_property
    def leading(self) -> tuple[str, ...]:
        """The measures whose figures lead the letter, in order."""
        return tuple(measure for measure in self.prose.figures if measure in self.figures)

    @cached_property
    def conditions(self) -> frozenset[str]:
        """What holds of the letter as a whole."""
        leading = [self.figures[measure] for measure in self.leading]
        found = {
            "three figures": len(leading) == 3,
            "any rate": any(one.figure.denominator for one in leading),
            "any hollow": any(one.hollow for one in leading),
        }
        return self.of.conditions | {name for name, true in found.items() if true}

    def finding(self, place: Place, wrong: Wrong) -> Finding:
        """What is wrong, as a finding about this authority."""
        return Finding(wrong[0], self.of.review.authority.name, place, *wrong[1:])

    def read(self, passages: Sequence[Passage]) -> Iterator[Finding]:
        """Everything wrong with the texts of a letter."""
        said: dict[tuple[str, str], set[str]] = {}
        for passage in passages:
            of_part = said.setdefault((passage.part, passage.key), set())
            for place, wrong, says in self.read_passage(passage, self.conditions):
                if wrong is not None:
                    yield self.finding(place, wrong)
                elif says:
                    of_part.add(says)
        for place, wrong in left_out(self, said):
            yield self.finding(place, wrong)

    def read_passage(
        self, passage: Passage, conditions: frozenset[str]
    ) -> Iterator[tuple[Place, Wrong | None, str]]:
        """What is wrong with one text, and what each of its sentences says."""
        text = plain(passage.text)
        quoted = passage.part == "cell" and self.list_part(passage.key) is not None
        if not quoted:
            allowed = (*self._named, *self._reviewed(passage.part))
            for wrong in faults_in(passage.text, self.agreement):
                yield passage.place, wrong, ""
            for wrong in private_in(text, self.privacy, self._references, allowed):
                yield passage.place, wrong, ""
        if passage.part in SAID_BY_OTHERS and not (passage.part == "cell" and not quoted):
            return
        facts: Mapping[str, Fact] = self.of.facts
        forms = self._forms(passage)
        if passage.part in OF_FIGURE:
            figure = self._figure(passage.key)
            if figure is None:
                yield passage.place, (Rule.UNREAD, text, "the letter has no figure in this place"), ""
                return
            facts, conditions = {**facts, **figure.facts}, conditions | figure.conditions
            forms = self._forms_of_figure(passage.part, figure)
        if forms is None:
            for number_or_word in self._unknown(text, conditions):
                yield passage.place, number_or_word, ""
            return
        sentences = sentences_of(text) if passage.part in SPLIT else [text]
        for number, sentence in enumerate(sentences, start=1):
            place = passage.place
            if len(sentences) > 1:
                place = Place(place.part, number, place.page)
            for found, says in self._read_one(sentence, forms, facts, conditions):
                yield place, found, says

    def _read_one(
        self, sentence: str, forms: Sequence[Form], facts: Mapping[str, Fact], conditions: frozenset[str]
    ) -> Iterator[tuple[Wrong | None, str]]:
        reading = read_sentence(sentence, forms, facts, conditions)
        if reading.form is None:
            yield from ((wrong, "") for wrong in self._unknown(sentence, conditions))
            yield (Rule.UNREAD, sentence[:90], "it has none of the forms of this part"), ""
            return
        yield from ((wrong, "") for wrong in reading.wrongs)
        yield None, reading.form.says
        if reading.form.traced:
            yield from ((wrong, "") for wrong in untraced_in(sentence, self._traced))
            # What was typed is looked at; what fills a place is made from the records, and may compare.
            typed = " ".join(literal for literal, *_ in string.Formatter().parse(reading.form.text))
            yield from ((wrong, "") for wrong in claims_in(typed, self._verdicts, conditions))
        for unknown in reading.unknown:
            yield from ((wrong, "") for wrong in untraced_in(unknown, self._traced))
        for part, told in reading.told:
            yield from ((wrong, "") for wrong in self._told(part, told, facts, conditions))

    def _unknown(self, text: str, conditions: frozenset[str]) -> Iterator[Wrong]:
        """What is wrong with a text whose form nobody knows."""
        yield from untraced_in(text, self._traced)
        yield from claims_in(text, self._verdicts, conditions)

    def _told(
        self, part: str, text: str, facts: Mapping[str, Fact], conditions: frozenset[str]
    ) -> Iterator[Wrong]:
        sentences = (sentences_of(text) if part in SPLIT else [text]) if text else []
        said: set[str] = set()
        for sentence in sentences:
            for wrong, says in self._read_one(sentence, self.forms[part], facts, conditions):
                said.add(says)
                if wrong is not None:
                    yield wrong
        for condition, says, rule in REQUIRED.get(part, ()):
            if condition in conditions and says not in said:
                yield rule, says, f"nothing says it where {condition!r} holds"

    def list_part(self, key: str) -> str | None:
        """What the list of that number is read as; None for one that is not known."""
        return list_part_of(self.lists[int(key)]) if int(key) < len(self.lists) else None

    def _forms(self, passage: Passage) -> tuple[Form, ...] | None:
        part = passage.part
        if part == "section":
            raw = {printed: raw for raw, printed in self.headings.items()}
            return self.forms.get(f"section: {raw.get(passage.key, passage.key)}", ())
        if part == "list heading":
            return tuple(_heading_forms())
        if part in ("list lead", "list after", "column"):
            kind = self.list_part(passage.key)
            if kind is None:
                return None
            return (
                tuple(Form(name) for name in COLUMNS[kind]) if part == "column" else self.forms.get(kind, ())
            )
        if part.startswith("made: "):
            return self.forms.get(part)
        return None if part in ("other", "cell") else self.forms.get(part, ())

    def _forms_of_figure(self, part: str, figure: FigureFacts) -> tuple[Form, ...]:
        if part == "rate":
            return (Form("{rate:rate}", ("rate",), Rule.NO_BASE),)
        if part == "no rate":
            return (Form("No rate", ("no base",), Rule.NO_BASE),)
        if part == "name of figure":
            return (Form("{public_label}"),)
        forms = self.figure_forms[figure.definition.measure]
        return forms["heading" if part == "heading of figure" else part]

    def _figure(self, key: str) -> FigureFacts | None:
        leading = self.leading
        return self.figures[leading[int(key)]] if int(key) < len(leading) else None

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """The headings of the prose's sections, as written and as they must be printed for this authority."""
        values = {
            name: fact.value for name, fact in self.of.facts.items() if isinstance(fact.value, str | int)
        }
        return {
            one.heading: string.Formatter().vformat(unmarked(one.heading), (), _Kept(values))
            for one in self.prose.sections
        }

    @cached_property
    def _references(self) -> frozenset[str]:
        return public_references(self.of.review)

    @cached_property
    def _named(self) -> tuple[str, ...]:
        """Who may be named in a letter: the addressee, and who signs where it is not illustrative."""
        signs = (
            None if self.release.about.illustrative else self.scheme.signatory_on(self.prose.letter_date).name
        )
        return (*self.of.addressed.lines, signs or "")

    def _reviewed(self, part: str) -> tuple[str, ...]:
        """Reviewed prose may name people: whoever wrote it was asked."""
        if part not in ("opening", "section"):
            return ()
        free = self.prose.free.get(self.of.review.authority.slug)
        texts = [passage.text for passages in self.prose.slots.values() for passage in passages]
        return (*texts, free.text if free else "")

    @cached_property
    def _traced(self) -> Traced:
        return traced_of(self.release, self.of, self.figures.values())

    @cached_property
    def _verdicts(self) -> frozenset[str]:
        found = {one.verdict.value for one in self.figures.values() if one.verdict}
        return frozenset(found | {row.verdict.value for row in self.of.review.observed if row.verdict})


class _Kept(dict[str, object]):
    """Values by name; a name that has none stays as it is written."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _heading_forms() -> Iterator[Form]:
    number = {
        "Upheld decision": ("one upheld",),
        "Upheld decisions": ("not one upheld",),
        "Public report": ("one report",),
        "Public reports": ("not one report",),
    }
    yield Form(f"{YEARS_TOGETHER}{{first_year:year}} to {{last_year:year}}", (), Rule.DATE)
    for heading in LISTS:
        yield Form(heading, number.get(heading, ()), Rule.PLURAL)
