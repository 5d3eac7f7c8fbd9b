"""From counts to cases: when each was received and decided, and what it is about.

Belongs here: dates and categories of the planned decisions, and the cases still open. Replaced, joint and late ones are
`changes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upheld.records.sample.calendar_days import Days, working_day
from upheld.records.sample.chance import Chance, Weighted
from upheld.records.sample.drafts import DraftCase, DraftDecision
from upheld.records.sample.members import Member
from upheld.records.sample.plan import INVESTIGATED, Quota
from upheld.records.sample.targets import Targets

UPHELD = "upheld"


class Categories:
    """What complaints are about, by type of authority; for upheld decisions with another mix."""

    def __init__(self, shape: Mapping[str, Any]) -> None:
        leaning = shape["categories_upheld"]
        self._usual: dict[str, Weighted] = {}
        self._upheld: dict[str, Weighted] = {}
        for kind, weights in shape["categories"].items():
            self._usual[kind] = Weighted(list(weights), list(weights.values()))
            self._upheld[kind] = Weighted(
                list(weights), [weight * leaning.get(category, 100) for category, weight in weights.items()]
            )

    def draw(self, kind: str, outcome: str, chance: Chance) -> str:
        """A category for a decision with this outcome about a body of this type."""
        return (self._upheld if outcome == UPHELD else self._usual)[kind].draw(chance)


def entered_after(day: int, chance: Chance, latest: int) -> int:
    """The day of entry: mostly the same, else within a week, never after `latest`."""
    return min(day if chance.percent(62) else day + chance.between(1, 7), latest)


class CaseMaker:
    """Makes the cases and decisions of one authority's year."""

    def __init__(self, days: Days, targets: Targets, seed: int) -> None:
        self._days = days
        self._lags: Mapping[str, tuple[int, int]] = targets.shape["days"]
        self._known = targets.known
        self._categories = Categories(targets.shape)
        self._acting: Mapping[str, Any] = targets.shape["acting_for_it"]
        self._seed = seed

    def decided(
        self, year: int, quota: Quota, carried: int
    ) -> tuple[list[DraftDecision], list[DraftDecision]]:
        """The decisions on `carried` cases of the year before and on this year's own; and those yet to find their case."""
        member = quota.member
        chance = Chance(self._seed, member.slug, year)
        days, first, last = self._days, self._days.first(year), self._days.last(year)
        planned: list[tuple[int, int, str]] = []
        seconds: list[DraftDecision] = []
        wanted = quota.second
        for outcome, count in quota.outcomes.items():
            low, high = self._lags[outcome]
            for _ in range(count):
                if wanted and outcome in INVESTIGATED:
                    wanted -= 1
                    decided = working_day(chance.between(days.as_at(year - 1) + 30, last), first, last)
                    seconds.append(self._decision(None, member, year, decided, outcome, chance))
                    continue
                # What a closed body leaves is wound up early, so that its promises are settled within the year, too.
                latest = first + 200 if member.tail else last
                decided = working_day(chance.between(first, latest), first, latest)
                planned.append((decided - chance.between(low, high), decided, outcome))
        planned.sort()
        decisions = [
            self._of_case(year, member, chance, place < carried, *plan) for place, plan in enumerate(planned)
        ]
        self._mark_remedied(quota, [*decisions, *seconds], chance)
        self._fix_categories(year, decisions)
        return decisions, seconds

    def housed(self, second: DraftDecision) -> DraftDecision:
        """A decision without a case, given one received late in the year before."""
        chance = Chance(self._seed, second.slug, second.year, "housed")
        first = self._days.first(second.year)
        member = second.case.member
        day = self._days.intake(working_day(first - 1 - chance.below(40), 0, first), 0, first - 1)
        second.case = self._case(
            second.year - 1, member, day, self._categories.draw(member.type, second.outcome, chance), chance
        )
        second.case.decisions.append(second)
        return second

    def open(self, year: int, quota: Quota) -> list[DraftCase]:
        """The cases still open when the last year of the sample ends."""
        chance = Chance(self._seed, quota.member.slug, year, "open")
        last = self._days.last(year)
        cases = []
        for _ in range(quota.open_at_end):
            day = self._days.intake(
                working_day(last - chance.below(150), 0, last), self._days.first(year), last
            )
            category = self._categories.draw(quota.member.type, "closed_initial", chance)
            cases.append(self._case(year, quota.member, day, category, chance))
        return cases

    def beyond_plan(self, year: int, member: Member, outcome: str, chance: Chance) -> DraftDecision:
        """One more case, received and decided in `year`, beyond the plan."""
        first, last = self._days.first(year), self._days.last(year)
        decided = working_day(last - chance.below(20), first, last)
        received = self._days.intake(decided - chance.between(*self._lags[outcome]), first, decided)
        return self._of_day(year, member, received, decided, outcome, chance)

    def _of_case(
        self,
        year: int,
        member: Member,
        chance: Chance,
        carried: bool,
        received: int,
        decided: int,
        outcome: str,
    ) -> DraftDecision:
        days, first = self._days, self._days.first(year)
        low, high = self._lags[outcome]
        if carried:
            if decided - first >= high:
                # It was open at the year's start, so it cannot have been decided so late.
                decided = working_day(first + chance.below(high - 1), first, first + high)
                received = decided - high
            latest = min(first - 1, decided, self._closed(member))
            received = min(received, latest - chance.below(40))
            received = days.intake(received, days.first(year - 1), latest)
            return self._of_day(year, member, received, decided, outcome, chance)
        last, earliest = days.last(year), days.intake(first, first, days.last(year))
        if decided - earliest < low:
            decided = working_day(chance.between(min(earliest + low, last), last), earliest, last)
            received = decided - chance.between(low, high)
        if received < earliest:
            received = earliest + chance.below(min(decided - low - earliest, 75) + 1)
        received = days.intake(min(received, self._closed(member)), earliest, decided)
        return self._of_day(year, member, received, decided, outcome, chance)

    def _of_day(
        self, year: int, member: Member, received: int, decided: int, outcome: str, chance: Chance
    ) -> DraftDecision:
        category = self._categories.draw(member.type, outcome, chance)
        received_in = year if received >= self._days.first(year) else year - 1
        case = self._case(received_in, member, received, category, chance)
        decision = self._decision(case, member, year, decided, outcome, chance)
        case.decisions.append(decision)
        return decision

    def _case(self, year: int, member: Member, received: int, category: str, chance: Chance) -> DraftCase:
        entered = entered_after(received, chance, self._days.as_at(year))
        case = DraftCase(member=member, year=year, received=received, category=category, entered=entered)
        acting = self._acting
        if category == acting["category"] and chance.percent(acting["percent"]):
            case.acting_for_it = acting["name"].format(number=chance.between(1, 240))
            case.publishable = chance.percent(acting["publishable"])
        return case

    def _decision(
        self, case: DraftCase | None, member: Member, year: int, decided: int, outcome: str, chance: Chance
    ) -> DraftDecision:
        holder = case or DraftCase(member=member, year=year, received=decided)
        entered = entered_after(decided, chance, self._days.as_at(year))
        return DraftDecision(case=holder, year=year, decided=decided, outcome=outcome, entered=entered)

    def _closed(self, member: Member) -> int:
        return member.closed_on.toordinal() if member.closed_on else 10**7

    def _mark_remedied(self, quota: Quota, decisions: list[DraftDecision], chance: Chance) -> None:
        upheld = [decision for decision in decisions if decision.outcome == UPHELD]
        for decision in chance.shuffled(upheld)[: quota.remedied]:
            decision.remedied = True

    def _fix_categories(self, year: int, decisions: list[DraftDecision]) -> None:
        """Where it is known what the upheld ones were about, let them be about that."""
        upheld = [decision for decision in decisions if decision.outcome == UPHELD]
        known = self._known.get((upheld[0].slug, year)) if upheld else None
        if known is not None:
            categories = [category for category, count in known.upheld_by_category for _ in range(count)]
            for decision, category in zip(upheld, categories, strict=False):
                decision.case.category = category
