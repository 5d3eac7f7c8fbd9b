"""The closed vocabulary of a review's prose: its places, each with the cell that fills it, its conditions and repetitions.

Belongs here: which names a text may hold, and where each one's number stands. Not here: the texts, and filling them
(`places`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from upheld.review.changes import COUNTS
from upheld.review.extremes import CATEGORY_EXTREMES

WHOLE, GROUPED, APART, YEAR = "whole", "grouped", "apart", "year"
"""The parts of a review by which a row is found: all bodies, those with a group, the others; or the year's own row."""

COUNT_PLACES: Mapping[str, tuple[str, str, str]] = {
    "bodies": ("bodies", WHOLE, "bodies"),
    "bodies_grouped": ("bodies", GROUPED, "bodies"),
    "bodies_open": ("bodies", GROUPED, "open"),
    "bodies_apart": ("bodies", APART, "bodies"),
    "bodies_closed": ("bodies", WHOLE, "closed"),
    "received": ("received-decided", WHOLE, "received"),
    "received_grouped": ("received-decided", GROUPED, "received"),
    "received_apart": ("received-decided", APART, "received"),
    "decided": ("received-decided", WHOLE, "decided"),
    "decided_grouped": ("received-decided", GROUPED, "decided"),
    "decided_apart": ("received-decided", APART, "decided"),
    "first_decided": ("received-decided", WHOLE, "first_decided"),
    "open_at_start": ("received-decided", WHOLE, "open_at_start"),
    "open_at_end": ("received-decided", WHOLE, "open_at_end"),
    "replacing": ("received-decided", WHOLE, "replacing_earlier"),
    "investigated": ("by-category", WHOLE, "investigated"),
    "upheld": ("by-category", WHOLE, "upheld"),
    "not_shown": ("by-category", "Not shown", "decided"),
    "recommendations": ("recommendations", WHOLE, "agreed"),
    "personal_remedies": ("recommendations", WHOLE, "personal_remedies"),
    "service_improvements": ("recommendations", WHOLE, "service_improvements"),
    "improvements_grouped": ("recommendations", GROUPED, "service_improvements"),
    "improvements_apart": ("recommendations", APART, "service_improvements"),
    "refused": ("recommendations", WHOLE, "refused"),
    "on_time": ("compliance", GROUPED, "satisfied_on_time"),
    "late": ("compliance", GROUPED, "satisfied_late"),
    "not_satisfied": ("compliance", GROUPED, "not_satisfied"),
    "counting": ("compliance", GROUPED, "counting"),
    "ceased": ("compliance", GROUPED, "ceased"),
    "overdue": ("compliance", GROUPED, "overdue"),
    "improvements_listed": ("improvements", "Of decisions of the year", "listed"),
    "improvements_not_listed": ("improvements", "Of decisions of the year", "not_listed"),
    "improvements_done": ("improvements", "Of decisions of the year", "done"),
    "improvements_done_late": ("improvements", "Of decisions of the year", "done_late"),
    "improvements_open": ("improvements", "Of decisions of the year", "not_yet_due"),
    "improvements_overdue": ("improvements", "Of decisions of the year", "overdue"),
    "public_reports": ("reports", WHOLE, "public"),
    "further_reports": ("reports", WHOLE, "further"),
    "courses": ("events", YEAR, "courses"),
    "trained": ("events", YEAR, "course_delegates"),
    "seminars": ("events", YEAR, "seminars"),
    "seminar_people": ("events", YEAR, "seminar_delegates"),
    "seminar_authorities": ("events", YEAR, "seminar_authorities"),
}
"""Counts: sheet, row and column. Each has a condition of its own name, which holds where it is not 0."""

ABOUT_PLACES: Mapping[str, str] = {
    "year": "Year",
    "period": "Period",
    "last_day": "Last day",
    "as_at": "As at",
    "release": "Release",
    "checksum": "Checksum",
    "legal_basis": "Legal basis",
}
"""Texts with numbers in them, from the table `about`."""

NAME_PLACES = frozenset({"ombudsman", "body", "jurisdiction", "noun", "nouns", "map", "website"})
"""Names of the scheme. They hold no number."""

CHANGE_COLUMNS = frozenset({"before", "before_year", "difference", "direction", "percent", "record", "since"})
RATE_COLUMNS = frozenset({"numerator", "base", "rate", "low", "high", "bases"})
RATE_CHANGE_COLUMNS = frozenset(
    {"before_year", "before_rate", "before_numerator", "before_base", "direction"}
)
VERDICT_COLUMNS = frozenset({"compared", "listed", "by_chance", "too_few_to_say", "cannot_be_told_apart"})
EXTREMES = frozenset({"name", "value"})

EACH: Mapping[str, tuple[str, frozenset[str]]] = {
    "stage": ("stages", frozenset({"stage", "grouped", "apart", "all", "share"})),
    "outcome": ("outcomes", frozenset({"outcome", "grouped", "apart", "all", "share"})),
}
"""What a list can go through, row by row: the sheet, and the columns that its text may hold as {row.column}."""

WITH_A_SUM = frozenset({"stage", "outcome"})
"""The lists whose sheet ends with a row that sums up the others, which is none of them."""

TABLES = frozenset(
    {
        *("bodies", "received-decided", "by-category", "by-region", "outcomes", "stages", "verdicts"),
        *("verdicts-by-group", "recommendations", "compliance", "improvements", "improvements-by-type"),
        *("reports", "events", "counts-by-year", "changes", "rate-changes", "breaks"),
    }
)
"""The tables a section can show, besides those named after a measure: its own, and `<measure>.years`."""

PICTURES = frozenset({"flow"})
"""The pictures a section can show, besides `<measure>.groups` and `<measure>.years`."""

CONDITIONS = frozenset({"past", "breaks", "illustrative"})


def places(measures: Iterable[str]) -> frozenset[str]:
    """Every place a text may leave to be filled in, in a scheme with these measures."""
    named = {*COUNT_PLACES, *ABOUT_PLACES, *NAME_PLACES}
    named |= {f"{count}.{form}" for count in COUNT_PLACES for form in ("noun", "was", "words")}
    named |= {f"{count}.{column}" for count in COUNTS for column in CHANGE_COLUMNS}
    named |= {f"{extreme}.{column}" for extreme in CATEGORY_EXTREMES for column in EXTREMES}
    for measure in measures:
        columns = RATE_COLUMNS | RATE_CHANGE_COLUMNS | VERDICT_COLUMNS
        named |= {f"{measure}.{column}" for column in columns}
        named |= {f"{measure}.{end}_{column}" for end in ("highest", "lowest") for column in EXTREMES}
    return frozenset(named)


def conditions(measures: Iterable[str]) -> frozenset[str]:
    """Everything that a text may be made to depend on; "not " before it asks for the opposite.

    `<count>` holds where it is not 0. `<count>.compared`, `.same`, `.broken`, `.record`: beside earlier years.
    `<measure>`: it is in the year's release, and has a base. `<measure>.known_before`, `.broken`, `.differs`, `.not_told_apart`:
    beside the year before. `<measure>.verdicts`, `<measure>.listed`: whether there are, and whether any is higher or lower.
    `<extreme>`: one alone stands there.
    """
    named = {*CONDITIONS, *COUNT_PLACES, *CATEGORY_EXTREMES}
    named |= {f"{count}.{state}" for count in COUNTS for state in ("compared", "same", "broken", "record")}
    for measure in measures:
        states = ("known_before", "broken", "differs", "not_told_apart", "verdicts", "listed", "extremes")
        named |= {measure, *(f"{measure}.{state}" for state in states)}
    return frozenset(named)
