"""What an area of a map is called to somebody who does not see it: name, figure, verdict.

Belongs here: that one line, for every state a figure can be in. Not here: drawing, and what a page says beside the map.
"""

from __future__ import annotations

from upheld.measures.figure import Figure
from upheld.measures.measure import MeasureVersion
from upheld.release.series import ObservedRow
from upheld.wording.figures import FigureWords
from upheld.wording.numbers import count, digits

ABSENT = "not in this edition"


def area_label(name: str, figure: Figure | None, words: FigureWords | None) -> str:
    """An area in a line: "Bolsover District Council: 25%, 1 of 4, too few to say".

    Without a base what stands in its place: "nothing investigated". Without a figure: "not in this edition".
    """
    if figure is None or words is None:
        return f"{name}: {ABSENT}"
    if words.rate is None:
        return f"{name}: {words.heading[:1].lower()}{words.heading[1:]}"
    said = [words.rate, f"{digits(figure.numerator)} of {digits(figure.denominator)}"]
    if words.verdict:
        said.append(words.verdict)
    return f"{name}: {', '.join(said)}"


def area_label_over_years(name: str, row: ObservedRow | None, definition: MeasureVersion) -> str:
    """An area over several years: "Bolsover District Council: 9 upheld decisions of 21 detailed investigations, 9.6 expected,
    cannot be told apart". Without a row: "nothing to compare"."""
    if row is None:
        return f"{name}: nothing to compare"
    seen = f"{count(row.observed, definition.numerator_noun)} of {count(row.base, definition.base_noun)}"
    said = [seen, f"{row.expected} expected", *([row.verdict.value] if row.verdict else [])]
    return f"{name}: {', '.join(said)}"
