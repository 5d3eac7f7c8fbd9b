"""Rules between records: what no row can break by itself.

Belongs here: one function a rule, each from tables to the rows that break it. Tables are in contract form with two
columns more, `_file` and `_row`, which say where a row was read (the store, for rows imported earlier). The rules are
domain rules; what an outcome or a category is called comes from the scheme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from upheld.errors import Problem, Refused
from upheld.records.cells import write_cell
from upheld.scheme import Scheme

Tables = Mapping[str, pl.DataFrame]

PLACE = ("_file", "_row")
IMPORTED_EARLIER = "(imported earlier)"

STILL_FIGURES_DAYS = 3 * 366
"""How long after its last day a closed body may still receive a case: its successor's work arrives under the old name
for a while; beyond three years it is a slip of the pen."""


def check_records(tables: Tables, scheme: Scheme) -> list[Problem]:
    """Every breach of a rule between records, in order of file and row."""
    found: list[Problem] = []
    for rule in (
        _scheme_lists,
        _cases,
        _decisions,
        _standing,
        _recommendations,
        _compliance,
        _reports,
        _contacts,
        _published,
    ):
        found.extend(rule(tables, scheme))
    return sorted(found)


def check_rows(tables: Tables, scheme: Scheme, today: date | None) -> list[Problem]:
    """What each incoming row can break by itself against the scheme and the day it is, in order of file and row."""
    found = list(_scheme_lists(tables, scheme))
    for frame in tables.values():
        if today is not None:
            found.extend(
                _report(
                    frame.filter(pl.col("entered_on") > today), "entered_on", "after today", "Check the year."
                )
            )
    return sorted(found)


def _report(breaches: pl.DataFrame, column: str, reason: str, way_out: str) -> Iterator[Problem]:
    for row in breaches.select(*PLACE, column).iter_rows():
        yield Problem(row[0], row[1] or 0, column, write_cell(row[2]), reason, way_out)


def _without(rows: pl.DataFrame, others: pl.DataFrame, on: list[str], others_on: list[str]) -> pl.DataFrame:
    """The rows that have no match among the others."""
    return rows.join(others.select(others_on), left_on=on, right_on=others_on, how="anti")


def _scheme_lists(tables: Tables, scheme: Scheme) -> Iterator[Problem]:
    """Codes that the scheme does not list, and references of another shape."""
    lists = (
        ("cases", "category", "categories", tuple(scheme.categories)),
        ("decisions", "outcome", "outcomes", tuple(scheme.outcomes)),
        ("recommendations", "remedy_type", "remedies", tuple(scheme.remedies)),
        ("contacts", "role", "roles", tuple(scheme.roles)),
    )
    for table, column, called, known in lists:
        strange = tables[table].filter(~pl.col(column).is_in(known))
        yield from _report(
            strange, column, f"not one of the scheme's {called}", f"Use one of: {', '.join(known)}."
        )
    # Python's own expressions, in which the scheme was checked: the frame's know fewer.
    fits = re.compile(scheme.reference.pattern).fullmatch
    references = tables["cases"].get_column("reference")
    odd = tables["cases"].filter(pl.Series([fits(each) is None for each in references], dtype=pl.Boolean))
    yield from _report(odd, "reference", "not a case reference", f"Write it like {scheme.reference.example}.")


def _cases(tables: Tables, scheme: Scheme) -> Iterator[Problem]:
    cases = tables["cases"]
    later = cases.filter(pl.col("arises_from").is_not_null())
    orphan = _without(later, cases, ["arises_from"], ["reference"])
    yield from _report(orphan, "arises_from", "no such case", "Import that case, or leave the cell empty.")
    authorities = scheme.register.authorities
    days = pl.DataFrame(
        {
            "authority": list(authorities),
            "opened_on": [each.opened_on for each in authorities.values()],
            "closed_on": [each.closed_on for each in authorities.values()],
        },
        schema={"authority": pl.String, "opened_on": pl.Date, "closed_on": pl.Date},
    )
    dated = cases.join(days, on="authority", how="left")
    early = dated.filter(pl.col("received_on") < pl.col("opened_on"))
    yield from _report(
        early, "authority", "did not exist yet on the day of receipt", "Name the body it was about then."
    )
    late = dated.filter((pl.col("received_on") - pl.col("closed_on")).dt.total_days() > STILL_FIGURES_DAYS)
    yield from _report(
        late, "authority", "had closed more than three years before", "Name the body that follows it."
    )


def _decisions(tables: Tables, scheme: Scheme) -> Iterator[Problem]:
    decisions, cases = tables["decisions"], tables["cases"]
    orphan = _without(decisions, cases, ["case"], ["reference"])
    yield from _report(orphan, "case", "no such case", "Import the case with it, or mend the reference.")
    early = decisions.join(
        cases.select("reference", "received_on"), left_on="case", right_on="reference"
    ).filter(pl.col("decided_on") < pl.col("received_on"))
    yield from _report(early, "decided_on", "decided before the case was received", "Check both dates.")
    upheld = scheme.outcomes_counting_as("upheld")
    remedied = decisions.filter(pl.col("satisfactory_remedy") & ~pl.col("outcome").is_in(upheld))
    yield from _report(
        remedied,
        "satisfactory_remedy",
        "a satisfactory remedy on a decision that is not upheld",
        "Mend one of the two.",
    )
    gaps = decisions.with_columns(
        rank=pl.col("sequence").rank("ordinal").over("case"), last=pl.col("sequence").max().over("case")
    ).filter(pl.col("rank") != pl.col("sequence"))
    yield from _report(
        gaps, "sequence", "the decisions of a case do not count 1, 2, 3", "Import the ones before it too."
    )


def _standing(tables: Tables, scheme: Scheme) -> Iterator[Problem]:
    """At most one decision of a case stands, and `replaced` and `replaces` say the same thing."""
    decisions = tables["decisions"]
    doubles = decisions.filter(pl.col("standing") == "standing").filter(pl.len().over("case") > 1)
    yield from _report(
        doubles,
        "standing",
        "two decisions of one case stand",
        "Say which replaces which, and end the earlier one.",
    )
    replacing = decisions.filter(pl.col("replaces").is_not_null())
    ended = decisions.select("case", "sequence", "standing", "standing_ended_on")
    twice = replacing.filter(pl.len().over("case", "replaces") > 1)
    yield from _report(
        twice, "replaces", "two decisions replace the same one", "Say which of them replaces the other."
    )
    pairs = replacing.join(
        ended, left_on=["case", "replaces"], right_on=["case", "sequence"], how="left", suffix="_before"
    )
    lost = pairs.filter(pl.col("standing_before").is_null())
    yield from _report(
        lost, "replaces", "the case has no decision of that sequence", "Import it, or mend the number."
    )
    standing = pairs.filter(pl.col("standing_before") != "replaced")
    yield from _report(
        standing, "replaces", "the decision it replaces is not marked replaced", "Set its standing."
    )
    undated = pairs.filter(
        (pl.col("standing_before") == "replaced")
        & (pl.col("standing_ended_on_before") != pl.col("decided_on"))
    )
    yield from _report(
        undated, "decided_on", "the decision it replaces ended on another day", "Both days must be the same."
    )
    replaced = decisions.filter(pl.col("standing") == "replaced")
    alone = _without(replaced, replacing, ["case", "sequence"], ["case", "replaces"])
    yield from _report(
        alone, "standing", "replaced, but by no decision", "Import the decision that replaces it."
    )


def _recommendations(tables: Tables, scheme: Scheme) -> Iterator[Problem]:
    recommendations = tables["recommendations"]
    orphan = _without(recommendations, tables["decisions"], ["case", "sequence"], ["case", "sequence"])
    yield from _report(orphan, "case", "the case has no such decision", "Import the decision with it.")
    upheld = tables["decisions"].filter(pl.col("outcome").is_in(scheme.outcomes_counting_as("upheld")))
    faultless = _without(recommendations, upheld, ["case", "sequence"], ["case", "sequence"]).join(
        orphan.select("case", "sequence", "number"), on=["case", "sequence", "number"], how="anti"
    )
    yield from _report(
        faultless, "case", "its decision found no fault", "Only an upheld decision has recommendations."
    )


def _compliance(tables: Tables, scheme: Scheme) -> Iterator[Problem]:
    compliance = tables["compliance"]
    orphan = _without(compliance, tables["recommendations"], ["case", "sequence"], ["case", "sequence"])
    yield from _report(
        orphan, "case", "the decision has no recommendation to comply with", "Import those first."
    )
    early = compliance.join(
        tables["decisions"].select("case", "sequence", "decided_on"), on=["case", "sequence"]
    ).filter(pl.col("recorded_on") < pl.col("decided_on"))
    yield from _report(early, "recorded_on", "recorded before the decision", "Check both dates.")


def _reports(tables: Tables, scheme: Scheme) -> Iterator[Problem]:
    reports = tables["reports"]
    named = reports.with_columns(case=pl.col("cases").str.split(";")).explode("case")
    orphan = _without(named, tables["cases"], ["case"], ["reference"])
    yield from _report(
        orphan, "cases", "names a case that is not there", "Import that case, or mend the reference."
    )
    further = reports.filter(pl.col("kind") == "further")
    alone = _without(further, reports.filter(pl.col("kind") == "public"), ["number"], ["number"])
    yield from _report(
        alone, "number", "a further report without its public report", "Import the public report too."
    )


def _contacts(tables: Tables, scheme: Scheme) -> Iterator[Problem]:
    contacts = tables["contacts"].sort("authority", "role", "held_from")
    next_from = pl.col("held_from").shift(-1).over("authority", "role")
    overlapping = contacts.filter(
        (pl.col("held_to").is_null() & next_from.is_not_null()) | (pl.col("held_to") >= next_from)
    )
    yield from _report(
        overlapping, "held_to", "two people hold the role at once", "End the earlier one's time in post."
    )


def _published(tables: Tables, scheme: Scheme) -> Iterator[Problem]:
    published = tables["published_figures"]
    measures = [measure.slug for measure in scheme.measures]
    strange = published.filter(~pl.col("measure").is_in(measures))
    yield from _report(strange, "measure", "no such measure", f"Use one of: {', '.join(measures)}.")
    for file, row, label, measure in published.select(*PLACE, "year", "measure").iter_rows():
        try:
            year = scheme.calendar.parse(label)
        except Refused as refused:
            yield Problem(file, row or 0, "year", label, "not a reporting year", str(refused))
            continue
        if year.label != label:
            yield Problem(file, row or 0, "year", label, "not written as its label", f"Write {year.label}.")
        elif measure in measures and measure not in scheme.measures.for_year(year.ending):
            yield Problem(
                file, row or 0, "measure", measure, f"has no definition for {label}", "Leave the row out."
            )
