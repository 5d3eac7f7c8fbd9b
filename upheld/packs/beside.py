"""An authority beside a few like it, as a table: each with its count, its range and its own verdict.

Belongs here: the table, in order of name. Not here: which authorities they are (`alike`).
"""

from __future__ import annotations

from fractions import Fraction

from upheld.documents.blocks import PAGE_WIDTH, said, small_drawing
from upheld.documents.document import Drawing, Tabled, Text
from upheld.packs.alike import Alike
from upheld.release.model import Release
from upheld.scheme import Scheme
from upheld.tables.table import Column, Table
from upheld.wording.figures import describe
from upheld.wording.names import THEIRS, names_of
from upheld.wording.numbers import capital


def beside_blocks(
    release: Release, scheme: Scheme, slug: str, found: Alike, measure: str
) -> tuple[Text | Tabled, ...]:
    """Who they are and why, and the table with the authority itself among them."""
    definition = release.definitions[measure]
    rows: list[tuple[str, ...]] = []
    drawings: dict[tuple[int, int], Drawing] = {}
    widths = (30, 24, 26, 20)
    slugs = sorted({slug, *found.slugs}, key=lambda each: (release.reviews[each].authority.short_name, each))
    for row, each in enumerate(slugs):
        other = release.reviews[each]
        figure = other.figures[measure]
        words = describe(
            figure, definition, names_of(scheme, other.authority, release.about.year, voice=THEIRS)
        )
        name = f"{other.authority.short_name} (this pack)" if each == slug else other.authority.short_name
        counted = f"{words.counted} {words.of_base}" if words.rate else "Nothing investigated"
        spread = f"{words.rate}; {words.low} to {words.high}" if words.rate else "No rate"
        rows.append((name, counted, spread, capital(words.verdict or "none")))
        drawings[row, 2] = small_drawing(figure, words, PAGE_WIDTH * Fraction(widths[2], 100) - 8)
    columns = (
        Column("authority", "Name"),
        Column("counted", words.name),
        Column("rate", "Rate and 95% range, from 0 to 100%"),
        Column("verdict", "Verdict beside its group"),
    )
    which = (
        f"Those nearest to it of its kind by the list {found.by_list.name}. Source of the list: {found.by_list.source}."
        if found.by_list is not None
        else "Those of its kind about which most nearly as many complaints came in the year. They are alike in that and perhaps in nothing else."
    )
    table = Table("Complaints upheld, here and at a few others", columns, tuple(rows))
    return (Text(said(which)), Tabled(table, widths, drawings=drawings))
