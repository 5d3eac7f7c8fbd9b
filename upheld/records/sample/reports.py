"""Public reports: as many a year as were issued, on upheld cases, with a further one now and then.

Belongs here: choosing the cases and days of reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upheld.records.sample.calendar_days import Days, working_day
from upheld.records.sample.cases import entered_after
from upheld.records.sample.chance import Chance
from upheld.records.sample.drafts import DraftDecision
from upheld.records.sample.texts import Texts


@dataclass(slots=True)
class DraftReport:
    """A report; days are ordinals."""

    number: str
    kind: str
    cases: tuple[str, ...]
    title: str
    issued: int
    publication: str
    published: int | None
    withheld_reason: str | None
    response_due: int
    responded: int | None
    response: str | None
    entered: int


def reports_of(
    year: int, count: int, decisions: Sequence[DraftDecision], days: Days, texts: Texts, seed: int, end: int
) -> list[DraftReport]:
    """The reports issued in `year` on its own upheld decisions; the sample knows nothing after `end`."""
    chance = Chance(seed, year, "reports")
    last = days.last(year)
    choices = [
        decision
        for decision in decisions
        if decision.outcome == "upheld"
        and decision.counted
        and not decision.remedied
        and decision.decided <= last - 15
    ]
    chosen = sorted(
        chance.shuffled(choices)[:count], key=lambda decision: (decision.decided, decision.case.reference)
    )
    taken = {decision.case.reference for decision in chosen}
    reports: list[DraftReport] = []
    for place, decision in enumerate(chosen):
        cases = [decision.case.reference]
        if place % 15 == 7:
            cases += [
                other.case.reference
                for other in choices
                if other.slug == decision.slug
                and other.decided <= decision.decided
                and other.case.reference not in taken
            ][:1]
        first, last_day = decision.decided, min(decision.decided + 14, last)
        issued = working_day(chance.between(first, last_day), first, last_day)
        report = _report(
            f"{(year - 1) % 100:02d}-{place + 1:03d}",
            "public",
            sorted(cases),
            decision,
            issued,
            texts,
            chance,
            end,
        )
        report.entered = entered_after(issued, chance, days.as_at(year))
        reports.append(report)
        further = issued + 200
        if place % 30 == 11 and further <= end:
            reports.append(
                _report(report.number, "further", sorted(cases), decision, further, texts, chance, end)
            )
    return reports


def _report(
    number: str,
    kind: str,
    cases: Sequence[str],
    decision: DraftDecision,
    issued: int,
    texts: Texts,
    chance: Chance,
    end: int,
) -> DraftReport:
    published: int | None = issued + chance.between(20, 50)
    responded: int | None = issued + chance.between(60, 96)
    withheld = chance.one_in(60)
    if chance.one_in(25):
        responded = None
    if withheld or (published or 0) > end:
        published = None
    if (responded or 0) > end:
        responded = None
    return DraftReport(
        number=number,
        kind=kind,
        cases=tuple(cases),
        title=texts.report_title(decision.case.category),
        issued=issued,
        publication="withheld" if withheld else "published" if published else "not_yet",
        published=published,
        withheld_reason=texts.withheld_reason(chance) if withheld else None,
        response_due=issued + 91,
        responded=responded,
        response=texts.response(chance) if responded else None,
        entered=issued,
    )
