"""Records as they were known on a day.

A year is frozen as at a day, and the store goes on changing after it. Belongs here: taking back what was entered, or
happened, after that day, so that freezing later gives the same year. Not here: which records a year needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from upheld.records.contract import Publication, RecommendationStatus, Standing

Tables = Mapping[str, pl.LazyFrame]


def known_on(tables: Tables, day: date, entered_by: date | None = None) -> dict[str, pl.LazyFrame]:
    """The tables (contract columns) without what was entered after `day`, and with what has changed since taken back.

    A correction takes in what was entered later about the same state of things: `entered_by` is then the last day of
    entries, and `day` still the day whose state is told.

    A decision that stopped standing later, or by a decision entered later, still stands; what was agreed, done, published
    or answered later is not yet. What was written to be published is left out until it was: no release needs it before,
    and when it was written is not recorded. Nor is when a due date was moved, a recommendation refused, ceased or passed
    to another holder: those changes alone are not taken back.
    """
    known = {
        name: frame.filter(pl.col("entered_on") <= (entered_by or day)) for name, frame in tables.items()
    }
    known["decisions"] = _not_yet_published(_still_standing(known["decisions"], day), day)
    known["decisions"] = _unless_published(known["decisions"], "summary")
    known["recommendations"] = _not_yet_agreed(_not_yet_done(known["recommendations"], day), day)
    known["reports"] = _not_yet_answered(_not_yet_published(known["reports"], day), day)
    known["reports"] = _unless_published(known["reports"], "title")
    return known


def _still_standing(decisions: pl.LazyFrame, day: date) -> pl.LazyFrame:
    replacing = decisions.filter(pl.col("replaces").is_not_null()).select(
        "case", sequence="replaces", _replaced=pl.lit(True)
    )
    ended = (pl.col("standing_ended_on") <= day) & (
        (pl.col("standing") != Standing.REPLACED.value) | pl.col("_replaced").is_not_null()
    )
    stands = ~ended.fill_null(False)
    return (
        decisions.join(replacing, on=["case", "sequence"], how="left", maintain_order="left")
        .with_columns(
            standing=pl.when(stands).then(pl.lit(Standing.STANDING.value)).otherwise(pl.col("standing")),
            standing_ended_on=pl.when(stands).then(None).otherwise(pl.col("standing_ended_on")),
        )
        .drop("_replaced")
    )


def _not_yet_published(frame: pl.LazyFrame, day: date) -> pl.LazyFrame:
    later = (pl.col("published_on") > day).fill_null(False)
    return frame.with_columns(
        publication=pl.when(later).then(pl.lit(Publication.NOT_YET.value)).otherwise(pl.col("publication")),
        published_on=pl.when(later).then(None).otherwise(pl.col("published_on")),
    )


def _unless_published(frame: pl.LazyFrame, text: str) -> pl.LazyFrame:
    published = pl.col("publication") == Publication.PUBLISHED.value
    return frame.with_columns(pl.when(published).then(pl.col(text)).otherwise(None).alias(text))


def _not_yet_agreed(recommendations: pl.LazyFrame, day: date) -> pl.LazyFrame:
    later = (pl.col("agreed_on") > day).fill_null(False)
    taken_back = [
        pl.when(later).then(None).otherwise(pl.col(name)).alias(name) for name in ("due_on", "earlier_due_on")
    ]
    return recommendations.with_columns(
        *taken_back,
        status=pl.when(later).then(pl.lit(RecommendationStatus.MADE.value)).otherwise(pl.col("status")),
        agreed_on=pl.when(later).then(None).otherwise(pl.col("agreed_on")),
    )


def _not_yet_done(recommendations: pl.LazyFrame, day: date) -> pl.LazyFrame:
    later = (pl.col("completed_on") > day).fill_null(False)
    return recommendations.with_columns(
        status=pl.when(later).then(pl.lit(RecommendationStatus.AGREED.value)).otherwise(pl.col("status")),
        completed_on=pl.when(later).then(None).otherwise(pl.col("completed_on")),
        evidence=pl.when(later).then(None).otherwise(pl.col("evidence")),
    )


def _not_yet_answered(reports: pl.LazyFrame, day: date) -> pl.LazyFrame:
    later = (pl.col("responded_on") > day).fill_null(False)
    return reports.with_columns(
        responded_on=pl.when(later).then(None).otherwise(pl.col("responded_on")),
        response=pl.when(later).then(None).otherwise(pl.col("response")),
    )
