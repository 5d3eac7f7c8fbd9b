"""The plan: how many cases of each outcome each authority decides in each year, and how many it leaves open.

Belongs here: spreading every group's counts over its members in whole numbers, so that what is known comes out exactly.
Order of trust: what was published of an authority, then the averages of groups, then the national totals. Does not belong
here: dates and texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from upheld.records.sample.chance import Chance, Weighted
from upheld.records.sample.members import Member
from upheld.records.sample.targets import NO_GROUP, GroupPlan, Targets

EARLY = ("invalid", "advice", "referred_back", "closed_initial")
INVESTIGATED = ("not_upheld", "upheld")
OUTCOMES = EARLY + INVESTIGATED


@dataclass(slots=True)
class Quota:
    """What one authority decides in one year. `second` of its decisions replace one that an earlier year counted."""

    member: Member
    outcomes: Counter[str] = field(default_factory=Counter)
    remedied: int = 0
    second: int = 0
    open_at_end: int = 0

    @property
    def decided(self) -> int:
        return self.outcomes.total()

    @property
    def decided_first(self) -> int:
        """Decisions on cases not decided before."""
        return self.decided - self.second


Plan = Mapping[int, Mapping[str, Quota]]


def plan_counts(targets: Targets, members: Mapping[int, Sequence[Member]], seed: int) -> Plan:
    """Counts for every planned year and one before it, for which only what stays open matters."""
    first = targets.years[0]
    plan: dict[int, dict[str, Quota]] = {
        first - 1: {member.slug: Quota(member) for member in members[first - 1]},
    }
    for year in targets.years:
        quotas = {member.slug: Quota(member) for member in members[year]}
        for group in dict.fromkeys(member.group for member in members[year]):
            goal = targets.groups[year, group]
            some = [quota for quota in quotas.values() if quota.member.group == group]
            _spread_investigated(goal, some, targets, seed)
            _spread_early(goal, some, targets, seed)
        plan[year] = quotas
    _choose_seconds(plan, targets, seed)
    _leave_open(plan, targets, seed)
    return plan


def _spread_investigated(goal: GroupPlan, quotas: Sequence[Quota], targets: Targets, seed: int) -> None:
    chance = Chance(seed, goal.year, goal.group, "investigated")
    by_slug = {quota.member.slug: quota for quota in quotas}
    free: list[Quota] = []
    investigated, upheld, remedied = goal.investigated, goal.upheld, goal.remedied
    remedied_free: list[Quota] = []
    for quota in quotas:
        known = targets.known.get((quota.member.slug, goal.year))
        if known is None:
            free.append(quota)
            continue
        quota.outcomes.update({"not_upheld": known.not_upheld, "upheld": known.upheld})
        investigated -= known.not_upheld + known.upheld
        upheld -= known.upheld
        if known.remedied is None:
            remedied_free += [quota] * known.upheld
        else:
            quota.remedied = known.remedied
            remedied -= known.remedied
    share = targets.shape["authorities"]["after_closing"]["investigated"]
    weights = [quota.member.weight * (share if quota.member.tail else 100) for quota in free]
    bodies = Weighted([quota.member.slug for quota in free], weights)
    drawn = [by_slug[bodies.draw(chance)] for _ in range(investigated)]
    # The lower the score, the likelier to be upheld; a leaning of 200 halves it.
    scores = sorted(
        (chance.below(10**9) * 100 // quota.member.leaning, place) for place, quota in enumerate(drawn)
    )
    for rank, (_, place) in enumerate(scores):
        drawn[place].outcomes["upheld" if rank < upheld else "not_upheld"] += 1
    remedied_free += [drawn[place] for _, place in scores[:upheld]]
    for quota in chance.shuffled(remedied_free)[:remedied]:
        quota.remedied += 1


def _spread_early(goal: GroupPlan, quotas: Sequence[Quota], targets: Targets, seed: int) -> None:
    chance = Chance(seed, goal.year, goal.group, "early")
    shares = targets.shape["outcomes"][goal.group or "none"]
    outcomes = Weighted(EARLY, [shares[outcome] for outcome in EARLY])
    by_slug = {quota.member.slug: quota for quota in quotas}
    count = goal.dealt_with - goal.investigated
    free: list[Quota] = []
    for quota in quotas:
        known = targets.known.get((quota.member.slug, goal.year))
        early = known.not_investigated if known else None
        if early is None:
            free.append(quota)
            continue
        quota.outcomes.update(dict(zip(EARLY, early, strict=True)))
        count -= sum(early)
    share = targets.shape["authorities"]["after_closing"]["other"]
    weights = [quota.member.weight * (share if quota.member.tail else 100) for quota in free]
    bodies = Weighted([quota.member.slug for quota in free], weights)
    for _ in range(count):
        by_slug[bodies.draw(chance)].outcomes[outcomes.draw(chance)] += 1


def _choose_seconds(plan: Mapping[int, Mapping[str, Quota]], targets: Targets, seed: int) -> None:
    """Choose whose decision of a year replaces one that was counted, as not upheld, the year before."""
    for year in targets.years[1:]:
        choices = [
            slug
            for slug, quota in plan[year].items()
            if not quota.member.tail
            and (slug, year) not in targets.known
            and (slug, year - 1) not in targets.known
            and sum(quota.outcomes[outcome] for outcome in INVESTIGATED) >= 2
            and slug in plan[year - 1]
            and plan[year - 1][slug].outcomes["not_upheld"] >= 2
        ]
        for slug in Chance(seed, year, "second").shuffled(choices)[
            : targets.shape["changes"]["replaced_after_release"]
        ]:
            plan[year][slug].second = 1


def _leave_open(plan: Mapping[int, Mapping[str, Quota]], targets: Targets, seed: int) -> None:
    """Choose how many cases stay open at each year end, so that what is received comes to what it should."""
    last = targets.years[-1]
    tied = {slug for (slug, _), known in targets.known.items() if known.received is not None}
    for year, quotas in plan.items():
        chance = Chance(seed, year, "open")
        for slug, quota in quotas.items():
            after = plan[year + 1].get(slug) if year < last else quota
            if quota.member.tail or after is None:
                quota.open_at_end = 0
            elif year < last and after.member.tail:
                quota.open_at_end = after.decided_first
            else:
                early = sum(after.outcomes[outcome] for outcome in EARLY)
                quota.open_at_end = (
                    early * 8 + (after.decided_first - early) * 54 + chance.below(100)
                ) // 100
    for slug in sorted(tied):
        # Few, so that a year of few decisions can still be reached from both sides.
        for quotas in plan.values():
            quotas[slug].open_at_end = min(max(quotas[slug].open_at_end, 1), 2)
        _tie_open(slug, plan, targets)
    for year in targets.years:
        _balance(year, plan, targets, tied, seed)


def _tie_open(slug: str, plan: Mapping[int, Mapping[str, Quota]], targets: Targets) -> None:
    """Backwards from the last year, make what is open fit what is known to have been received."""
    for year in reversed(targets.years):
        known = targets.known.get((slug, year))
        if known is not None and known.received is not None and slug in plan[year] and slug in plan[year - 1]:
            quota, before = plan[year][slug], plan[year - 1][slug]
            before.open_at_end = max(0, quota.open_at_end + quota.decided_first - known.received)
            quota.open_at_end = before.open_at_end + known.received - quota.decided_first


def received(year: int, slug: str, plan: Plan) -> int:
    """How many cases the plan has an authority receive: what it decides first, and the change in what is open."""
    quota = plan[year][slug]
    before = plan[year - 1].get(slug)
    return quota.decided_first + quota.open_at_end - (before.open_at_end if before else 0)


def _balance(
    year: int, plan: Mapping[int, Mapping[str, Quota]], targets: Targets, tied: set[str], seed: int
) -> None:
    """Move what stays open by ones until the national number received is exact."""
    short = targets.national[year].received - sum(received(year, slug, plan) for slug in plan[year])
    step = 1 if short > 0 else -1
    movable = [
        slug
        for slug, quota in plan[year].items()
        if slug not in tied
        and quota.member.group != NO_GROUP
        and not quota.member.tail
        and not (slug in plan.get(year + 1, {}) and plan[year + 1][slug].member.tail)
    ]
    # Each place in the list stands for one decision, so that the large move more than the small.
    places = [slug for slug in movable for _ in range(1 + plan[year][slug].decided)]
    while short:
        moved = False
        for slug in Chance(seed, year, "balance", short).shuffled(places):
            quota = plan[year][slug]
            after = plan[year + 1].get(slug) if year + 1 in plan else None
            most = after.decided_first * 7 // 10 if after else quota.decided
            if short and 0 <= quota.open_at_end + step <= most and received(year, slug, plan) + step >= 0:
                quota.open_at_end += step
                short -= step
                moved = True
        if not moved:
            raise AssertionError(f"what was received in {year} cannot be fitted: {short} are left")
