"""What makes records harder than counts: replaced, quashed, withdrawn, late and joint ones.

Belongs here: changes that leave every planned count of a release as it was. Does not belong here: compliance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from upheld.records.sample.calendar_days import Days, working_day
from upheld.records.sample.cases import CaseMaker, entered_after
from upheld.records.sample.chance import Chance, Weighted
from upheld.records.sample.drafts import DraftCase, DraftDecision
from upheld.records.sample.members import Member
from upheld.records.sample.plan import INVESTIGATED
from upheld.records.sample.targets import Targets


class Changes:
    """Applies the changes of each year; every choice is drawn in an order that does not depend on anything else."""

    def __init__(self, days: Days, targets: Targets, seed: int, end: int) -> None:
        self._days = days
        self._counts: Mapping[str, int] = targets.shape["changes"]
        self._targets = targets
        self._seed = seed
        self._end = end

    def attach_seconds(
        self, seconds: Iterable[DraftDecision], earlier: Sequence[DraftDecision]
    ) -> list[DraftDecision]:
        """Let each second decision replace one that its authority was counted with, as not upheld, the year before."""
        attached: list[DraftDecision] = []
        by_slug: dict[str, list[DraftDecision]] = {}
        for decision in earlier:
            if decision.outcome == "not_upheld" and self._untouched(decision):
                by_slug.setdefault(decision.slug, []).append(decision)
        for second in seconds:
            first = by_slug[second.slug].pop()
            second.case = first.case
            self._replace(first, second)
            attached.append(second)
        return attached

    def within_year(self, year: int, decisions: Sequence[DraftDecision]) -> None:
        """Give some decisions an earlier one that they replaced, and some one that was withdrawn, in the same year."""
        chance = Chance(self._seed, year, "replaced")
        choices = [
            decision
            for decision in decisions
            if decision.outcome in INVESTIGATED
            and self._untouched(decision)
            and self._room(decision, year) > 40
        ]
        replaced = self._counts["replaced_within_year"]
        for place, decision in enumerate(chance.shuffled(choices)[: replaced + self._counts["withdrawn"]]):
            latest = decision.decided - 12
            earliest = decision.decided - min(self._room(decision, year), 150)
            day = working_day(chance.between(earliest, latest), earliest, latest)
            withdrawn = place >= replaced
            outcome = "closed_initial" if withdrawn else chance.pick(INVESTIGATED)
            before = DraftDecision(
                case=decision.case,
                year=year,
                decided=day,
                outcome=outcome,
                entered=entered_after(day, chance, self._days.as_at(year)),
                counted=False,
            )
            decision.case.decisions.insert(0, before)
            if withdrawn:
                before.standing, before.ended = "withdrawn", chance.between(day + 2, decision.decided)
            else:
                before.standing, before.ended = "replaced", decision.decided
                decision.replaces = before

    def quash(self, year: int, decisions: Sequence[DraftDecision]) -> None:
        """Let a few decisions be quashed after the release that counted them."""
        chance = Chance(self._seed, year, "quashed")
        choices = [
            decision
            for decision in decisions
            if decision.outcome == "not_upheld" and self._untouched(decision)
        ]
        for decision in chance.shuffled(choices)[: self._counts["quashed"]]:
            day = chance.between(self._days.as_at(year) + 20, self._days.as_at(year) + 240)
            if day <= self._end:
                decision.standing, decision.ended = "quashed", day

    def late(self, year: int, members: Sequence[Member], maker: CaseMaker) -> list[DraftDecision]:
        """Cases with their decisions that were entered only after the release of their year was frozen."""
        chance = Chance(self._seed, year, "late")
        choices = [
            member
            for member in members
            if not member.tail
            and not any((member.slug, near) in self._targets.known for near in (year, year + 1))
        ]
        late: list[DraftDecision] = []
        fixed = {group for fixed_year, group in self._targets.compliance_averages if fixed_year == year}
        for member in chance.shuffled(choices)[: self._counts["late_records"]]:
            outcome = chance.pick(("invalid", "referred_back", "closed_initial", "not_upheld"))
            if member.group in fixed:
                outcome = "closed_initial"
            decision = maker.beyond_plan(year, member, outcome, chance)
            entered = chance.between(self._days.as_at(year) + 3, self._days.as_at(year) + 70)
            if entered <= self._end:
                decision.entered, decision.counted = entered, False
                decision.case.entered = entered
                late.append(decision)
        return late

    def join(self, year: int, cases: Sequence[DraftCase]) -> None:
        """Make pairs of cases about a district and its county one complaint, received on one day."""
        chance = Chance(self._seed, year, "joint")
        by_county: dict[str, list[DraftCase]] = {}
        for case in cases:
            by_county.setdefault(case.slug, []).append(case)
        weights = self._targets.shape["categories"]["joint"]
        categories = Weighted(list(weights), list(weights.values()))
        known = {slug for slug, _ in self._targets.known}
        choices = [case for case in cases if case.member.county in by_county and case.slug not in known]
        pairs = 0
        for case in chance.shuffled(choices):
            if pairs == self._counts["joint_pairs"]:
                break
            others = by_county[case.member.county or ""]
            place = bisect_left([other.received for other in others], case.received)
            if place == len(others) or others[place].suffix or others[place].slug in known:
                continue
            other = others[place]
            if other.received - case.received > 21:
                continue
            # The later of the two was in truth received with the earlier.
            other.received = case.received
            other.suffix, case.suffix = "a", "b"
            other.category = case.category = categories.draw(chance)
            other.acting_for_it = case.acting_for_it = ""
            other.publishable = case.publishable = False
            case.number = -id_of(pairs)
            other.number = case.number
            pairs += 1
            others.sort(key=lambda known_case: known_case.received)

    def fit_categories(self, year: int, decisions: Sequence[DraftDecision]) -> None:
        """Swap what pairs of decisions are about until a category's upheld rate prints as it was published."""
        chance = Chance(self._seed, year, "categories")
        fitted = [category for rate_year, category in self._targets.category_rates if rate_year == year]
        known = {slug for slug, known_year in self._targets.known if known_year == year}
        for category in fitted:
            rate = self._targets.category_rates[year, category]
            own = [
                d
                for d in decisions
                if d.outcome in INVESTIGATED and d.counted and d.case.category == category
            ]
            wanted = (2 * rate * len(own) + 100) // 200
            short = wanted - sum(decision.outcome == "upheld" for decision in own)
            given, taken = ("not_upheld", "upheld") if short > 0 else ("upheld", "not_upheld")
            others: dict[str, list[DraftDecision]] = {}
            free = [
                d for d in decisions if d.slug not in known and not d.case.suffix and not d.case.acting_for_it
            ]
            for other in chance.shuffled(free):
                if other.outcome == taken and other.case.category not in fitted:
                    others.setdefault(other.case.member.type, []).append(other)
            for decision in free:
                partners = others.get(decision.case.member.type)
                if short and partners and decision.outcome == given and decision.case.category == category:
                    swap = partners.pop()
                    decision.case.category, swap.case.category = swap.case.category, category
                    short += 1 if short < 0 else -1

    def _replace(self, first: DraftDecision, second: DraftDecision) -> None:
        first.standing, first.ended = "replaced", second.decided
        second.replaces = first
        second.case.decisions.append(second)

    def _untouched(self, decision: DraftDecision) -> bool:
        return decision.standing == "standing" and len(decision.case.decisions) == 1 and decision.counted

    def _room(self, decision: DraftDecision, year: int) -> int:
        """How many days before a decision an earlier one of the same year could lie."""
        return decision.decided - max(decision.case.received + 30, self._days.first(year))


def id_of(pair: int) -> int:
    """The provisional number of a pair, until references are given."""
    return pair + 1


def number(cases: Sequence[DraftCase]) -> None:
    """Give the cases of one year of receipt their numbers, in order of receipt; a pair shares one."""
    shared: dict[int, int] = {}
    following = 0
    for case in sorted(
        cases, key=lambda known_case: (known_case.received, known_case.slug, known_case.category)
    ):
        pair = case.number
        if pair in shared:
            case.number = shared[pair]
            continue
        following += 1
        if pair < 0:
            shared[pair] = following
        case.number = following
