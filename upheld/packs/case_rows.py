"""The rows of case lists: from the sealed records of a release, each authority's own and nobody else's.

Belongs here: which records stand in which list, by the rules that counted them, and that no text in them names another
body's case. Not here: columns and sheets (`cases`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from upheld.measures.counting import counted_records
from upheld.release.build import lateness
from upheld.release.model import About
from upheld.scheme import ReferenceRules

Row = Mapping[str, Any]

NOT_ITS_OWN = "[another reference]"
"""What stands in a text where somebody wrote the reference of a case that is not this authority's."""

_KEY = ["case", "sequence"]
_TEXTS = ("subcategory", "acting_for_it", "text")


@dataclass
class CaseRows:
    """One authority's rows: cases received, decisions and compliance outcomes counted in the year, the recommendations it
    agreed to in those decisions, and its promises open at the year's end. `owed_to_others` counts, by the body that made
    them, open promises that are recorded as this authority's now: their rows are that body's."""

    cases: list[Row] = field(default_factory=list)
    decisions: list[Row] = field(default_factory=list)
    compliance: list[Row] = field(default_factory=list)
    recommendations: list[Row] = field(default_factory=list)
    promises: list[Row] = field(default_factory=list)
    owed_to_others: dict[str, int] = field(default_factory=dict)


def rows_by_authority(
    about: About, tables: Mapping[str, pl.DataFrame], reference: ReferenceRules
) -> dict[str, CaseRows]:
    """The rows of every authority that has any, by slug. `tables` are those of the sealed part."""
    own = _references(tables["cases"])
    pattern = _loose(reference)
    found: dict[str, CaseRows] = {}
    for name, frame in _lists(about, tables).items():
        for row in frame.iter_rows(named=True):
            slug = row["authority"]
            rows = found.setdefault(slug, CaseRows())
            getattr(rows, name).append(_fit(row, pattern, own[slug]))
            holder = row.get("held_by")
            if name == "promises" and holder and holder != slug:
                owed = found.setdefault(holder, CaseRows()).owed_to_others
                owed[slug] = owed.get(slug, 0) + 1
    return found


def _lists(about: About, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Each list as one frame over all authorities, in order of reference."""
    year = about.year
    records = counted_records(tables, year)
    standing = tables["decisions"].filter(pl.col("standing") == "standing")
    decided = standing.select("decided_on", "outcome", reference="case")
    agreed = records.recommendations.filter(pl.col("agreed_on").is_not_null())
    of_case = tables["cases"].select("authority", case="reference")
    until_the_end = standing.filter(pl.col("decided_on") <= year.last_day).join(of_case, on="case")
    not_done = pl.col("completed_on").is_null() | (pl.col("completed_on") > year.last_day)
    overdue = records.overdue.select(*_KEY, _overdue=pl.lit(True))
    promises = (
        tables["recommendations"]
        .filter(pl.col("agreed_on").is_not_null(), pl.col("status").is_in(("agreed", "done")), not_done)
        .join(until_the_end.select(*_KEY, "authority"), on=_KEY)
        .join(overdue, on=_KEY, how="left")
        .with_columns(overdue=(pl.col("_overdue") & (pl.col("due_on") <= year.last_day)).fill_null(False))
    )
    return {
        "cases": records.cases.join(decided, on="reference", how="left").sort("reference"),
        "decisions": records.decisions.sort(*_KEY),
        "compliance": records.compliance.join(lateness(tables["recommendations"]), on=_KEY, how="left").sort(
            *_KEY, "recorded_on"
        ),
        "recommendations": agreed.sort(*_KEY, "number"),
        "promises": promises.sort(*_KEY, "number"),
    }


def _references(cases: pl.DataFrame) -> dict[str, frozenset[str]]:
    """The references of each authority's cases, without their spaces."""
    grouped = cases.group_by("authority").agg("reference")
    return {slug: frozenset(map(_without_spaces, references)) for slug, references in grouped.iter_rows()}


def _loose(reference: ReferenceRules) -> re.Pattern[str]:
    """A reference as people write it: with other signs than spaces between its parts, or none, in capitals or small letters."""
    spaced = reference.pattern.replace(" ", r"[\s\u200b\u2060./_\u2010-\u2015-]*")
    return re.compile(rf"(?<!\d)(?:{spaced})(?!\d)", re.IGNORECASE)


def _without_spaces(reference: str) -> str:
    return re.sub(r"[^0-9a-z]", "", reference.lower())


def _fit(row: dict[str, Any], pattern: re.Pattern[str], own: frozenset[str]) -> Row:
    """The row without any reference that is not the authority's own."""
    if row.get("arises_from") and _without_spaces(row["arises_from"]) not in own:
        row["arises_from"] = None
    for name in _TEXTS:
        if text := row.get(name):
            row[name] = pattern.sub(
                lambda found: found[0] if _without_spaces(found[0]) in own else NOT_ITS_OWN, text
            )
    return row
