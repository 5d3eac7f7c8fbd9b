"""Writing the sample: the files of the record contract, as an adopter would hand them over.

Belongs here: columns, cells, publication of what is old enough, and which file a row goes to. UTF-8, LF, an empty cell for
what is not given.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from upheld.records.contract import CONTRACT, Contact, Event, Record
from upheld.records.sample.cases import entered_after
from upheld.records.sample.chance import Chance
from upheld.records.sample.drafts import DraftCase, DraftDecision
from upheld.records.sample.making import Sample
from upheld.records.sample.remedies import DraftRecommendation
from upheld.records.sample.reports import DraftReport
from upheld.records.sample.texts import Texts

OPENING = ("cases", "decisions", "recommendations")
Cells = Sequence[str]


def columns(model: type[Record]) -> tuple[str, ...]:
    """The columns of a record's file: its key, its other fields, when it was entered, and that it is illustrative."""
    last = ("entered_on", "illustrative")
    rest = [field for field in model.model_fields if field not in model.KEY and field not in last]
    return (*model.KEY, *rest, *last)


@cache
def day(ordinal: int | None) -> str:
    """An ISO date, or an empty cell."""
    return "" if ordinal is None else date.fromordinal(ordinal).isoformat()


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


def write_records(folder: Path, sample: Sample, texts: Texts, seed: int) -> Mapping[str, int]:
    """Write cases to reports, and the opening position; how many rows each file has."""
    cases = sorted(sample.cases, key=lambda case: (case.year, case.reference))
    opening_cases = [case for case in cases if case.received < sample.start]
    decisions = [decision for case in cases for decision in case.decisions]
    published = _Publication(sample, texts, seed)
    recommendations = sorted(sample.recommendations, key=_place_of_recommendation)
    counts: dict[str, int] = {}

    def write(name: str, rows: Iterable[Cells]) -> None:
        counts[name] = write_table(folder, name, rows)

    write("opening/cases", map(_case, opening_cases))
    write("opening/decisions", (published.row(d) for d in decisions if d.decided < sample.start))
    write(
        "opening/recommendations",
        (_recommendation(r) for r in recommendations if r.decision.decided < sample.start),
    )
    write("cases", (_case(case) for case in cases if case.received >= sample.start))
    write("decisions", (published.row(d) for d in decisions if d.decided >= sample.start))
    write(
        "recommendations", (_recommendation(r) for r in recommendations if r.decision.decided >= sample.start)
    )
    write("compliance", _compliance(sample, seed))
    write("reports", map(_report, sample.reports))
    return counts


def write_table(folder: Path, name: str, rows: Iterable[Cells]) -> int:
    """Write one file, headed by the columns of its record; how many rows it has."""
    models = {model.TABLE: model for model in CONTRACT}
    path = folder / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(columns(models[name.rsplit("/", 1)[-1]]))
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def cells_of(record: Event | Contact) -> Cells:
    """A validated record as cells."""
    return [_cell(getattr(record, column)) for column in columns(type(record))]


def _cell(held: object) -> str:
    if held is None:
        return ""
    if isinstance(held, bool):
        return _yes(held)
    if isinstance(held, tuple):
        return ";".join(str(part) for part in held)
    return str(held)


def _case(case: DraftCase) -> Cells:
    return (
        case.reference,
        case.slug,
        day(case.received),
        case.category,
        "",
        case.acting_for_it,
        _yes(case.publishable),
        case.arises_from.reference if case.arises_from else "",
        day(case.entered),
        "yes",
    )


class _Publication:
    """Decides what of a decision may be read, and writes its row."""

    def __init__(self, sample: Sample, texts: Texts, seed: int) -> None:
        self._sample = sample
        self._texts = texts
        self._chances: dict[tuple[int, str], Chance] = {}
        self._seed = seed

    def row(self, decision: DraftDecision) -> Cells:
        """The cells of a decision."""
        key = (decision.year, decision.slug)
        chance = self._chances.get(key)
        if chance is None:
            chance = self._chances[key] = Chance(self._seed, "publication", *key)
        summary, publication, published, reason = self._publish(decision, chance)
        return (
            decision.case.reference,
            str(decision.sequence),
            day(decision.decided),
            decision.outcome,
            _yes(decision.remedied),
            summary,
            publication,
            day(published),
            reason,
            str(decision.replaces.sequence) if decision.replaces else "",
            decision.standing,
            day(decision.ended),
            day(decision.entered),
            "yes",
        )

    def _publish(self, decision: DraftDecision, chance: Chance) -> tuple[str, str, int | None, str]:
        investigated = decision.outcome in ("upheld", "not_upheld")
        if not investigated and (decision.outcome != "closed_initial" or chance.percent(45)):
            return "", "not_yet", None, ""
        summary = self._texts.summary(decision, chance)
        if chance.below(1000) < (30 if investigated else 8):
            return summary, "withheld", None, self._texts.withheld_reason(chance)
        published = decision.decided + chance.between(40, 56)
        if published > self._sample.end or (decision.ended is not None and published > decision.ended):
            return summary, "not_yet", None, ""
        return summary, "published", published, ""


def _place_of_recommendation(recommendation: DraftRecommendation) -> tuple[int, str, int, int]:
    decision = recommendation.decision
    return decision.case.year, decision.case.reference, decision.sequence, recommendation.number


def _recommendation(recommendation: DraftRecommendation) -> Cells:
    decision = recommendation.decision
    return (
        decision.case.reference,
        str(decision.sequence),
        str(recommendation.number),
        recommendation.kind,
        recommendation.remedy_type,
        recommendation.text,
        recommendation.public_summary or "",
        recommendation.status,
        day(recommendation.agreed),
        day(recommendation.due),
        ";".join(day(earlier) for earlier in recommendation.earlier),
        day(recommendation.completed),
        recommendation.evidence or "",
        recommendation.held_by or "",
        day(decision.entered),
        "yes",
    )


def _compliance(sample: Sample, seed: int) -> Iterator[Cells]:
    settled = [d for d in sample.promised if d.recorded is not None and d.recorded >= sample.start]
    settled.sort(key=lambda d: (d.recorded or 0, d.case.year, d.case.reference, d.sequence))
    chance = Chance(seed, "compliance")
    for decision in settled:
        recorded = decision.recorded or 0
        entered = entered_after(recorded, chance, sample.days.as_at(sample.days.year_of(recorded)))
        yield (
            decision.case.reference,
            str(decision.sequence),
            day(recorded),
            decision.result,
            "",
            day(entered),
            "yes",
        )


def _report(report: DraftReport) -> Cells:
    return (
        report.number,
        report.kind,
        ";".join(report.cases),
        report.title,
        day(report.issued),
        report.publication,
        day(report.published),
        report.withheld_reason or "",
        day(report.response_due),
        day(report.responded),
        report.response or "",
        day(report.entered),
        "yes",
    )
