"""What a year's own records contribute to the years together: counts by category, and what is counted anew.

Belongs here: counting for the series, from the records of one year. Not here: the comparison over years (`series`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from upheld.measures.counting import CountedRecords, OutcomeMeaning, count_rules
from upheld.measures.measure import CountRule, MeasureVersion
from upheld.measures.tally import tally
from upheld.register.years import ReportingYear, YearCalendar
from upheld.release.series import SPAN, Adjustment, CategoryCount, CategoryRow


def span_of(year: ReportingYear) -> tuple[str, ...]:
    """The labels of the years taken together with `year`, itself last."""
    calendar = YearCalendar(year.first_day.month)
    return tuple(calendar.year(ending).label for ending in range(year.ending - SPAN + 1, year.ending + 1))


def _counted_before(
    replacing: pl.DataFrame, decisions: pl.DataFrame, year: ReportingYear
) -> Iterator[tuple[str, pl.DataFrame]]:
    """The decisions that earlier years counted and this year's replace, year by year, with authority and category."""
    calendar = YearCalendar(year.first_day.month)
    before = decisions.join(
        replacing.select("case", "authority", "category", sequence="replaces"), on=["case", "sequence"]
    )
    labels = [calendar.of(day).label for day in before.get_column("decided_on")]
    before = before.with_columns(pl.Series("_year", labels, dtype=pl.String))
    for label in sorted(set(labels)):
        yield label, before.filter(pl.col("_year") == label)


def adjustments(
    replacing: pl.DataFrame,
    decisions: pl.DataFrame,
    definitions: Mapping[str, MeasureVersion],
    meaning: OutcomeMeaning,
    year: ReportingYear,
) -> Iterator[Adjustment]:
    """What earlier years counted of the decisions that this year's replace, year by year."""
    for label, of_year in _counted_before(replacing, decisions, year):
        for measure, numerators, denominators in _counted(of_year, definitions, meaning):
            for slug in sorted(denominators):
                if denominators[slug]:
                    yield Adjustment(
                        slug, measure, label, year.label, numerators.get(slug, 0), denominators[slug]
                    )


def category_counts(
    decided: pl.DataFrame,
    replacing: pl.DataFrame,
    decisions: pl.DataFrame,
    definitions: Mapping[str, MeasureVersion],
    meaning: OutcomeMeaning,
    groups: Mapping[str, str],
    year: ReportingYear,
) -> Iterator[CategoryCount]:
    """The measures with verdicts by category, for every authority that has a group: of the decisions counted in the year
    (`decided`), and of what earlier years counted of those that they replace."""
    yield from _by_category(decided, definitions, meaning, groups, year.label, year.label)
    for label, of_year in _counted_before(replacing, decisions, year):
        yield from _by_category(of_year, definitions, meaning, groups, label, year.label)


def _by_category(
    decisions: pl.DataFrame,
    definitions: Mapping[str, MeasureVersion],
    meaning: OutcomeMeaning,
    groups: Mapping[str, str],
    year: str,
    made_in: str,
) -> Iterator[CategoryCount]:
    for category in sorted(decisions.get_column("category").unique().to_list()):
        of_category = decisions.filter(pl.col("category") == category)
        for measure, numerators, denominators in _counted(of_category, definitions, meaning):
            for slug in sorted(denominators):
                if slug in groups and denominators[slug]:
                    yield CategoryCount(
                        authority=slug,
                        group=groups[slug],
                        measure=measure,
                        year=year,
                        made_in=made_in,
                        category=category,
                        numerator=numerators.get(slug, 0),
                        denominator=denominators[slug],
                    )


def categories_shown(records: CountedRecords, meaning: OutcomeMeaning) -> Iterator[CategoryRow]:
    """Counts by authority and category. A case whose decision is withheld is counted under no category, for with few
    cases a category can tell what was withheld."""
    hidden = records.decisions.filter(pl.col("publication") == "withheld").select("case")
    withheld = pl.col("case").is_in(hidden.get_column("case").implode())
    shown = pl.when(withheld).then(None).otherwise(pl.col("category")).alias("category")
    predicates = meaning.predicates["decisions"]
    found: dict[tuple[str, str | None], dict[str, int]] = {}
    received = records.cases.select("authority", "category", case="reference").with_columns(shown)
    decided = records.decisions.with_columns(shown)
    for frame, flags, count in (
        (received, {}, "received"),
        (decided, {name: predicates[name] for name in ("investigated", "upheld")}, "decided"),
    ):
        counted = tally(frame.lazy(), keys=["authority", "category"], flags=flags).collect()
        for row in counted.iter_rows(named=True):
            cell = found.setdefault((row["authority"], row["category"]), {})
            cell[count] = row["count"]
            cell.update({name: row[name] for name in flags})
    for slug, category in sorted(found, key=lambda key: (key[0], key[1] is None, key[1] or "")):
        cell = found[slug, category]
        yield CategoryRow(
            authority=slug,
            category=category,
            received=cell.get("received", 0),
            decided=cell.get("decided", 0),
            investigated=cell.get("investigated", 0),
            upheld=cell.get("upheld", 0),
        )


def _counted(
    decisions: pl.DataFrame, definitions: Mapping[str, MeasureVersion], meaning: OutcomeMeaning
) -> Iterator[tuple[str, dict[str, int], dict[str, int]]]:
    """Numerators and bases by authority of the measures with verdicts that are about decisions."""
    rules: dict[str, tuple[CountRule, CountRule]] = {
        slug: (definition.numerator, definition.denominator)
        for slug, definition in definitions.items()
        if definition.verdict
        and isinstance(definition.denominator, CountRule)
        and definition.denominator.records == "decisions"
    }
    flat = list(dict.fromkeys(rule for pair in rules.values() for rule in pair))
    counted = count_rules({"decisions": decisions}, flat, meaning)
    for slug, (numerator, denominator) in rules.items():
        yield slug, counted[numerator], counted[denominator]
