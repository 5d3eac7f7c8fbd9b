"""Counting: what the tables of a year's records come to, authority by authority, in whole numbers.

Belongs here: which records count, the meaning of every predicate and flag, and the names of the counts. Not here: the
counting itself (`tally`) and anything divided. Tables are in contract form, as known on the release's as-at day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import narwhals as nw
import polars as pl

from upheld.measures.measure import CountRule
from upheld.measures.tally import tally
from upheld.register.years import ReportingYear, YearCalendar

Tables = Mapping[str, pl.DataFrame]

RESULTS = ("satisfied_on_time", "satisfied_late", "not_satisfied", "ceased")


@dataclass(frozen=True, slots=True)
class OutcomeMeaning:
    """Every outcome of the scheme in its order, and those that are, to the measures, investigated or upheld."""

    outcomes: tuple[str, ...]
    investigated: tuple[str, ...]
    upheld: tuple[str, ...]

    @property
    def predicates(self) -> dict[str, dict[str, nw.Expr]]:
        """What may be asked of a record in a definition, by kind of record (see `measure.PREDICATES`)."""
        result = nw.col("result")
        return {
            "decisions": {
                "investigated": nw.col("outcome").is_in(self.investigated),
                "upheld": nw.col("outcome").is_in(self.upheld),
                "satisfactory_remedy": nw.col("satisfactory_remedy"),
            },
            "compliance": {
                "counting": result != "ceased",
                "satisfied": result.is_in(("satisfied_on_time", "satisfied_late")),
                "on_time": result == "satisfied_on_time",
                "late": result == "satisfied_late",
                "not_satisfied": result == "not_satisfied",
            },
        }

    @property
    def flags(self) -> dict[str, dict[str, nw.Expr]]:
        """What `count_authorities` asks of a record, by table of `CountedRecords`; each is also the name of its count."""
        predicates = self.predicates["decisions"]
        upheld = predicates["upheld"]
        agreed = ~nw.col("agreed_on").is_null()
        kinds = {"personal_remedies": "personal_remedy", "service_improvements": "service_improvement"}
        return {
            "decisions": {
                **{f"outcome.{outcome}": nw.col("outcome") == outcome for outcome in self.outcomes},
                "investigated": predicates["investigated"],
                "upheld": upheld,
                "satisfactory_remedy": upheld & predicates["satisfactory_remedy"],
                "upheld_not_public": upheld & (nw.col("publication") != "published"),
            },
            "compliance": {f"compliance.{result}": nw.col("result") == result for result in RESULTS},
            "recommendations": {
                **{name: agreed & (nw.col("kind") == kind) for name, kind in kinds.items()},
                "recommendations_refused": nw.col("status") == "refused",
            },
            "reports": {f"reports.{kind}": nw.col("kind") == kind for kind in ("public", "further")},
        }

    def flag_of(self, rule: CountRule) -> nw.Expr:
        """Whether all predicates of a rule hold for a record; what is unknown does not."""
        predicates = self.predicates[rule.records]
        return nw.all_horizontal(*(predicates[each] for each in rule.where), ignore_nulls=False)


Counts = dict[str, dict[str, int]]
"""Whole numbers by authority and name. An authority with no record has no entry; a name not there is 0."""


@dataclass(frozen=True, slots=True)
class CountedRecords:
    """The records that count in a year, each with the authority it belongs to."""

    cases: pl.DataFrame
    decisions: pl.DataFrame
    compliance: pl.DataFrame
    recommendations: pl.DataFrame
    reports: pl.DataFrame
    overdue: pl.DataFrame
    open_at_start: pl.DataFrame
    first_decided: pl.DataFrame
    open_at_end: pl.DataFrame

    @property
    def by_kind(self) -> dict[str, pl.DataFrame]:
        """The frames that the rules of measures count in."""
        return {"decisions": self.decisions, "compliance": self.compliance}


def counted_records(tables: Tables, year: ReportingYear) -> CountedRecords:
    """Which records count in `year`, by the rules of the reporting year.

    Cases by the day of receipt. Decisions by the day decided, standing ones. Compliance by the day recorded: the first
    outcome of a decision that still stands. Recommendations of the decisions counted. Reports by the day issued, once
    for each authority they are about. Overdue: standing decisions with a recommendation due by the year's last day and
    not done by then, and no outcome by then. Open at a day: received by then, and not decided for the first time by then.
    """
    of_case = tables["cases"].select("authority", "category", case="reference")
    standing = tables["decisions"].filter(pl.col("standing") == "standing").join(of_case, on="case")
    key = ["case", "sequence"]
    first = tables["compliance"].sort(*key, "recorded_on").unique(key, keep="first", maintain_order=True)
    outcomes = first.join(standing.select(*key, "authority", "category"), on=key)
    decisions = standing.filter(_within("decided_on", year))
    settled = outcomes.filter(pl.col("recorded_on") <= year.last_day).select(key)
    undone = (
        tables["recommendations"]
        .filter(pl.col("due_on") <= year.last_day, pl.col("status").is_in(("agreed", "done")))
        .filter(pl.col("completed_on").is_null() | (pl.col("completed_on") > year.last_day))
        .select(key)
        .unique()
    )
    firsts = tables["decisions"].filter(pl.col("sequence") == 1).select("decided_on", reference="case")
    cases = tables["cases"].join(firsts, on="reference", how="left")
    undecided = pl.col("decided_on").is_null()
    reports = tables["reports"].filter(_within("issued_on", year))
    named = reports.with_columns(case=pl.col("cases").str.split(";")).explode("case").join(of_case, on="case")
    return CountedRecords(
        cases=tables["cases"].filter(_within("received_on", year)),
        decisions=decisions,
        compliance=outcomes.filter(_within("recorded_on", year)),
        recommendations=tables["recommendations"].join(decisions.select(*key, "authority"), on=key),
        reports=named.unique(["number", "kind", "authority"], maintain_order=True),
        overdue=standing.join(undone, on=key, how="semi").join(settled, on=key, how="anti"),
        open_at_start=cases.filter(
            pl.col("received_on") < year.first_day, undecided | (pl.col("decided_on") >= year.first_day)
        ),
        first_decided=cases.filter(_within("decided_on", year)),
        open_at_end=cases.filter(
            pl.col("received_on") <= year.last_day, undecided | (pl.col("decided_on") > year.last_day)
        ),
    )


def count_authorities(records: CountedRecords, meaning: OutcomeMeaning, replacing: pl.DataFrame) -> Counts:
    """The counts of each authority, by the names that `release.model.AuthorityReview` lists.

    `replacing` is the part of the decisions that `replacing_earlier` gives.
    """
    flags = meaning.flags
    by_authority: Counts = {}

    def add(frame: pl.DataFrame, flags: Mapping[str, nw.Expr], count: str | None = None) -> None:
        counted = tally(frame.lazy(), keys=["authority"], flags=flags).collect()
        for row in counted.iter_rows(named=True):
            counts = by_authority.setdefault(row["authority"], {})
            counts.update({name: row[name] for name in flags})
            if count is not None:
                counts[count] = row["count"]

    add(records.cases, {}, "received")
    add(records.decisions, flags["decisions"], "decided")
    add(records.compliance, flags["compliance"])
    add(records.recommendations, flags["recommendations"])
    add(records.reports, flags["reports"])
    add(records.overdue, {}, "overdue")
    add(replacing, {}, "replacing_earlier")
    add(records.open_at_start, {}, "open_at_start")
    add(records.first_decided, {}, "first_decided")
    add(records.open_at_end, {}, "open_at_end")
    return {slug: by_authority[slug] for slug in sorted(by_authority)}


def count_rules(
    records: Mapping[str, pl.DataFrame], rules: Sequence[CountRule], meaning: OutcomeMeaning
) -> dict[CountRule, dict[str, int]]:
    """For each rule, the number of records of each authority for which all its predicates hold. `records` are the frames
    to count in, by kind."""
    counted: dict[CountRule, dict[str, int]] = {}
    for kind, frame in records.items():
        of_kind = {f"rule.{number}": rule for number, rule in enumerate(rules) if rule.records == kind}
        flags = {name: meaning.flag_of(rule) for name, rule in of_kind.items()}
        rows = tally(frame.lazy(), keys=["authority"], flags=flags).collect().sort("authority")
        for name, rule in of_kind.items():
            counted[rule] = dict(rows.select("authority", name).iter_rows())
    return counted


def count_of_rule(rule: CountRule, counts: Mapping[str, int], meaning: OutcomeMeaning) -> int:
    """What `count_rules` gives for an authority, from its published counts alone (see `count_authorities`).

    It can be told because the counts say how often each outcome and each result came, and only an upheld decision has a
    satisfactory remedy.
    """
    if "satisfactory_remedy" in rule.where:
        return counts.get("satisfactory_remedy", 0)
    if rule.records == "decisions":
        named = {"investigated": meaning.investigated, "upheld": meaning.upheld}
        kept = [outcome for outcome in meaning.outcomes if all(outcome in named[each] for each in rule.where)]
        return sum(counts.get(f"outcome.{outcome}", 0) for outcome in kept)
    holds = {
        "counting": RESULTS[:3],
        "satisfied": RESULTS[:2],
        "on_time": RESULTS[:1],
        "late": RESULTS[1:2],
        "not_satisfied": RESULTS[2:3],
    }
    results = [result for result in RESULTS if all(result in holds[each] for each in rule.where)]
    return sum(counts.get(f"compliance.{result}", 0) for result in results)


def replacing_earlier(
    records: CountedRecords, all_decisions: pl.DataFrame, year: ReportingYear, freezing_waits_days: int
) -> pl.DataFrame:
    """The decisions of the year on a case of which an earlier year counted the decision before: the one replaced, or one
    that was quashed or withdrawn since. `replaces` is that decision's sequence in the result.

    An earlier year counted a decision when it still stood on the day that year was frozen, which is taken to be as many
    days after the year's end as freezing waits.
    """
    waits = timedelta(days=freezing_waits_days)
    calendar = YearCalendar(year.first_day.month)
    before = all_decisions.select(
        "case", replaces="sequence", decided_before="decided_on", ended_on="standing_ended_on"
    )
    again = records.decisions.with_columns(replaces=pl.col("sequence") - 1)
    pairs = again.join(before, on=["case", "replaces"])
    counted = [
        decided < year.first_day and (ended is None or ended > calendar.of(decided).last_day + waits)
        for decided, ended in pairs.select("decided_before", "ended_on").iter_rows()
    ]
    return pairs.filter(pl.Series(counted, dtype=pl.Boolean))


def _within(column: str, year: ReportingYear) -> pl.Expr:
    return pl.col(column).is_between(year.first_day, year.last_day)
