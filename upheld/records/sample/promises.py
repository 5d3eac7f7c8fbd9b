"""Promises and whether they were kept: when each upheld decision's compliance outcome is recorded, and what it finds.

Belongs here: fitting outcomes to what was published of authorities, groups and the nation. The recommendations themselves
are `remedies`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upheld.records.sample.calendar_days import Days
from upheld.records.sample.chance import Chance
from upheld.records.sample.drafts import DraftDecision
from upheld.records.sample.targets import Targets

ON_TIME = "satisfied_on_time"
LATE = "satisfied_late"
FAILED = "not_satisfied"
CEASED = "ceased"


class Promises:
    """Settles the decisions that carry recommendations."""

    def __init__(self, days: Days, targets: Targets, seed: int, end: int) -> None:
        self._days = days
        self._targets = targets
        self._seed = seed
        self._end = end

    def plan(self, decisions: Sequence[DraftDecision]) -> list[DraftDecision]:
        """Choose which decisions carry recommendations, when they are due, and when their outcome is recorded."""
        carrying: list[DraftDecision] = []
        given: dict[tuple[str, int], int] = {}
        for decision in decisions:
            if decision.outcome != "upheld" or decision.remedied or not decision.counted:
                continue
            if decision.standing != "standing":
                continue
            chance = Chance(self._seed, "promise", decision.slug, decision.decided)
            known = self._targets.known.get((decision.slug, decision.year))
            if known is None:
                if chance.percent(3):
                    continue
            elif known.recommendations is not None:
                key = (decision.slug, decision.year)
                if given.get(key, 0) >= known.recommendations:
                    continue
                given[key] = given.get(key, 0) + 1
            decision.due = decision.decided + chance.between(28, 92)
            decision.slow = chance.percent(13) and not decision.case.member.tail
            decision.recorded = decision.due + (
                chance.between(75, 190) if decision.slow else chance.between(6, 55)
            )
            carrying.append(decision)
        self._fit_known(carrying)
        for decision in carrying:
            if decision.recorded is not None and decision.recorded > self._end:
                decision.recorded = None
        return carrying

    def settle(self, carrying: Sequence[DraftDecision]) -> None:
        """Choose what each recorded outcome found, so that every published rate comes out."""
        by_year: dict[int, list[DraftDecision]] = {}
        for decision in carrying:
            if decision.recorded is not None:
                by_year.setdefault(self._days.year_of(decision.recorded), []).append(decision)
        for year in sorted(by_year):
            if year in self._targets.national:
                self._settle_year(year, by_year[year])

    def _fit_known(self, carrying: Sequence[DraftDecision]) -> None:
        """Where the number of outcomes of a year is known, move the nearest ones over the year's ends."""
        for (slug, year), known in sorted(self._targets.known.items()):
            if known.settled is None:
                continue
            own = sorted(
                (
                    decision
                    for decision in carrying
                    if decision.slug == slug and decision.recorded is not None
                ),
                key=lambda decision: (decision.recorded or 0, decision.decided),
            )
            first, last = self._days.first(year), self._days.last(year)
            inside = [decision for decision in own if first <= (decision.recorded or 0) <= last]
            for place, decision in enumerate(inside[known.settled :]):
                decision.recorded = max(last + 7 + place, decision.due + 5)
                decision.due = min(decision.due, decision.recorded - 5)
            short = known.settled - len(inside)
            later = [d for d in own if (d.recorded or 0) > last and d.decided < last - 45]
            before = [d for d in own if first - 360 < (d.recorded or 0) < first]
            for place, decision in enumerate(later[: max(0, short)]):
                decision.recorded = last - 3 - place % 20
                decision.due = min(decision.due, decision.recorded - 6)
            for place, decision in enumerate(reversed(before[len(before) - max(0, short - len(later)) :])):
                decision.recorded = first + 5 + place % 20

    def _settle_year(self, year: int, outcomes: Sequence[DraftDecision]) -> None:
        chance = Chance(self._seed, year, "settle")
        known_slugs = {slug for slug, known_year in self._targets.known if known_year == year}
        order = chance.shuffled(outcomes)
        # The slow ones are the likeliest to have failed or to be late.
        order.sort(key=lambda decision: not decision.slow)
        free = [decision for decision in order if decision.slug not in known_slugs]
        ceased = [d for d in free if (year, d.group) not in self._targets.compliance_averages]
        for decision in ceased[: self._targets.shape["changes"]["ceased"]]:
            decision.result = CEASED
        free = [decision for decision in free if not decision.result]
        counting = [decision for decision in outcomes if not decision.result]
        national = self._targets.national[year]
        failures = _rounded(len(counting) * (1000 - national.compliance_permille), 1000)
        late = _rounded(len(counting) * national.late_permille, 1000)
        failures -= self._settle_known(year, outcomes)
        late -= sum(decision.result == LATE for decision in counting)
        failures -= self._fail_groups(year, counting, free)
        elsewhere = [
            d for d in free if not d.result and (year, d.group) not in self._targets.compliance_averages
        ]
        for decision in elsewhere[: max(0, failures)]:
            decision.result = FAILED
        # Mixed again, so that not only the slow are late.
        rest = [decision for decision in free if not decision.result]
        tardy = rest[: late * 2 // 5]
        tardy += chance.shuffled(rest[late * 2 // 5 :])[: late - len(tardy)]
        for decision in tardy:
            decision.result = LATE
        for decision in counting:
            decision.result = decision.result or ON_TIME

    def _settle_known(self, year: int, outcomes: Sequence[DraftDecision]) -> int:
        """Fail and delay as many as are known to have been; how many failed."""
        failures = 0
        for (slug, known_year), known in self._targets.known.items():
            if known_year != year:
                continue
            own = [decision for decision in outcomes if decision.slug == slug]
            failed, late = known.failed or 0, known.late or 0
            if known.late is None:
                late = len(own) // 9 if len(own) > 8 else 0
            for place, decision in enumerate(sorted(own, key=lambda d: (not d.slow, d.decided))):
                decision.result = FAILED if place < failed else LATE if place < failed + late else ON_TIME
            failures += min(failed, len(own))
        return failures

    def _fail_groups(
        self, year: int, counting: Sequence[DraftDecision], free: Sequence[DraftDecision]
    ) -> int:
        """Fail as many as a group's printed average needs, and no more; how many were added."""
        added = 0
        for (average_year, group), average in sorted(self._targets.compliance_averages.items()):
            if average_year != year:
                continue
            own = [decision for decision in counting if decision.group == group]
            failed = sum(decision.result == FAILED for decision in own)
            needed = failures_for(average, len(own)) - failed
            for decision in [d for d in free if d.group == group and not d.result][: max(0, needed)]:
                decision.result = FAILED
                added += 1
        return added


def failures_for(average: int, count: int) -> int:
    """The fewest failures of `count` with which the satisfied share prints as `average`, rounded half up."""
    return (
        next(failed for failed in range(count + 1) if _rounded(100 * (count - failed), count) == average)
        if count
        else 0
    )


def _rounded(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def spread(promised: Sequence[DraftDecision], targets: Targets, year: int, seed: int) -> None:
    """Give the decisions of one year as many recommendations of each kind as the nation had, one to three each."""
    national = targets.national[year]
    chance = Chance(seed, year, "recommendations")
    known: Mapping[str, int | None] = {
        slug: row.recommendations for (slug, known_year), row in targets.known.items() if known_year == year
    }
    free = [decision for decision in promised if known.get(decision.slug) is None]
    for decision in promised:
        decision.personal = 1
    kept = [decision for decision in free if decision.result != CEASED]
    for places, count, kind in (
        (free, national.personal - len(promised), "personal"),
        (kept, national.improvements, "improvements"),
    ):
        # Each decision stands here twice for a personal remedy (it has one) and three times for an improvement.
        chances = chance.shuffled(places * (2 if kind == "personal" else 3))
        for decision in chances[: max(0, count)]:
            setattr(decision, kind, getattr(decision, kind) + 1)
