"""What a year's release is made from: the records that bear on it, and the register rows of everybody in it.

Belongs here: the choice of records for the sealed part. Not here: counting them (`measures.counting`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from upheld.records.as_at import known_on
from upheld.records.contract import CONTRACT
from upheld.register.years import ReportingYear

SEALED = ("cases", "decisions", "recommendations", "compliance", "reports", "events")
"""The tables of the sealed part. Published figures are of other years: a release reads them as it reads its forerunners. Contacts belong to a letter set: whoever is in post on the letter's date is written to."""


def records_of_year(
    tables: Mapping[str, pl.LazyFrame],
    year: ReportingYear,
    as_at: date,
    entered_by: date,
    published_since: date | None = None,
) -> dict[str, pl.DataFrame]:
    """Every record that bears on `year`, as it was on `as_at` by what was entered up to `entered_by`, in order of key.

    A case is in it when it was received or decided in the year or open at its end, had a compliance outcome or a report
    in it, had a recommendation unsettled when the year began, or a decision of an earlier year that was published after
    `published_since`; with it come all its decisions, recommendations and outcomes. All events up to the year's end are in it, for "more than ever" looks back.
    """
    known = known_on(tables, as_at, entered_by)
    within = {
        "cases": pl.col("received_on"),
        "decisions": pl.col("decided_on"),
        "compliance": pl.col("recorded_on"),
    }
    reference = {"cases": "reference", "decisions": "case", "compliance": "case"}
    chosen = [
        known[table].filter(day.is_between(year.first_day, year.last_day)).select(case=reference[table])
        for table, day in within.items()
    ]
    reports = known["reports"].filter(pl.col("issued_on").is_between(year.first_day, year.last_day))
    chosen.append(reports.select(case=pl.col("cases").str.split(";")).explode("case"))
    unsettled = pl.col("completed_on").is_null() | (pl.col("completed_on") >= year.first_day)
    agreed = pl.col("agreed_on").is_not_null() & (pl.col("agreed_on") <= year.last_day)
    chosen.append(known["recommendations"].filter(agreed & unsettled).select("case"))
    if published_since is not None:
        chosen.append(known["decisions"].filter(_published_late(year, published_since)).select("case"))
    decided = known["decisions"].filter(pl.col("decided_on") <= year.last_day).select("case")
    waiting = known["cases"].filter(pl.col("received_on") <= year.last_day).select(case="reference")
    chosen.append(waiting.join(decided, on="case", how="anti"))
    # Found once, not again for each table that follows it.
    cases = pl.concat(chosen).unique().collect().lazy()
    picked: dict[str, pl.LazyFrame] = {
        "cases": known["cases"].join(cases, left_on="reference", right_on="case", how="semi"),
        **{
            table: known[table].join(cases, on="case", how="semi")
            for table in ("decisions", "recommendations", "compliance")
        },
        "reports": reports,
        "events": known["events"].filter(pl.col("held_on") <= year.last_day),
    }
    keys = {kind.TABLE: kind.KEY for kind in CONTRACT}
    return {name: picked[name].sort(*keys[name]).collect() for name in SEALED}


def published_late(
    tables: Mapping[str, pl.DataFrame], year: ReportingYear, since: date | None
) -> pl.DataFrame:
    """The standing decisions of earlier years that were published after `since`, each with its authority and category:
    none where no earlier release says up to when it told what is published."""
    decisions, cases = tables["decisions"], tables["cases"]
    late = decisions.clear() if since is None else decisions.filter(_published_late(year, since))
    of_case = cases.select("authority", "category", case="reference")
    return late.filter(pl.col("standing") == "standing").join(of_case, on="case")


def _published_late(year: ReportingYear, since: date) -> pl.Expr:
    """Decided before the year began and published after a day; who asks has taken back what was published later still."""
    return (pl.col("decided_on") < year.first_day) & (pl.col("published_on") > since)


def made_up(tables: Mapping[str, pl.DataFrame]) -> bool:
    """Whether any of these records is illustrative: one is enough to make all that comes of them so."""
    return any(frame.get_column("illustrative").any() for frame in tables.values())
