"""The making of the sample: every step in its order, from the plan to drafts that only need writing.

Belongs here: the order of steps, and what belongs to the opening position. Does not belong here: any step's own rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from upheld.records.sample.calendar_days import Days, days_of
from upheld.records.sample.cases import CaseMaker
from upheld.records.sample.chance import Chance
from upheld.records.sample.changes import Changes, number
from upheld.records.sample.drafts import DraftCase, DraftDecision
from upheld.records.sample.members import members_of
from upheld.records.sample.plan import plan_counts
from upheld.records.sample.promises import FAILED, Promises, spread
from upheld.records.sample.remedies import DraftRecommendation, recommendations_of
from upheld.records.sample.reports import DraftReport, reports_of
from upheld.records.sample.targets import Targets
from upheld.records.sample.texts import Texts
from upheld.scheme import Scheme


@dataclass(slots=True)
class Sample:
    """Everything made, unsorted by file: the cases with their decisions, and what hangs on decisions."""

    days: Days
    start: int
    end: int
    cases: list[DraftCase] = field(default_factory=list)
    promised: list[DraftDecision] = field(default_factory=list)
    recommendations: list[DraftRecommendation] = field(default_factory=list)
    reports: list[DraftReport] = field(default_factory=list)


def make_sample(
    scheme: Scheme,
    targets: Targets,
    texts: Texts,
    seed: int,
    first_year: int,
    last_year: int,
    progress: Callable[[str], None],
) -> Sample:
    """Make the years from `first_year` to `last_year`, and the year before for what it leaves open."""
    days = days_of(scheme.calendar, scheme.rules.freezing_waits_days, targets.shape)
    members = members_of(scheme, targets, seed)
    plan = plan_counts(targets, members, seed)
    sample = Sample(days=days, start=days.first(first_year), end=days.as_at(last_year))
    maker = CaseMaker(days, targets, seed)
    changes = Changes(days, targets, seed, sample.end)

    decisions: dict[int, list[DraftDecision]] = {}
    for year in range(first_year - 1, last_year + 1):
        progress(f"Cases decided in {scheme.calendar.year(year).label}")
        own: list[DraftDecision] = []
        replacing: list[DraftDecision] = []
        for slug, quota in plan[year].items():
            before = plan[year - 1].get(slug)
            made, seconds = maker.decided(year, quota, before.open_at_end if before else 0)
            own += made
            replacing += seconds
        if year > first_year:
            own += changes.attach_seconds(replacing, decisions[year - 1])
        else:
            # What they would replace lies before the opening position, so they become first decisions on cases open then.
            own += [maker.housed(second) for second in replacing]
        decisions[year] = own
    open_cases = [case for quota in plan[last_year].values() for case in maker.open(last_year, quota)]
    for year in range(first_year, last_year + 1):
        changes.within_year(year, decisions[year])
        changes.quash(year, decisions[year])
        decisions[year] += changes.late(year, members[year], maker)

    progress("References and joint complaints")
    everything = [decision for year in sorted(decisions) for decision in decisions[year]]
    received = _by_year_received([*(decision.case for decision in everything), *open_cases])
    for year, cases in received.items():
        if year >= first_year:
            changes.join(year, cases)
        number(cases)

    for year in range(first_year, last_year + 1):
        changes.fit_categories(year, decisions[year])

    progress("Recommendations and whether they were carried out")
    promises = Promises(days, targets, seed, days.last(last_year))
    carrying = promises.plan(everything)
    promises.settle(carrying)
    for year in sorted(decisions):
        spread([decision for decision in carrying if decision.year == year], targets, year, seed)
    _arise(received, carrying, sample, targets, seed)
    sample.promised = [d for d in carrying if d.decided >= sample.start or _owed_at(d, sample.start)]
    for decision in sample.promised:
        sample.recommendations += recommendations_of(decision, texts, seed, sample.end)
    for year in range(first_year, last_year + 1):
        sample.reports += reports_of(
            year, targets.national[year].reports, decisions[year], days, texts, seed, sample.end
        )
    owed = {id(decision.case) for decision in sample.promised}
    sample.cases = [
        case for year in received for case in received[year] if _kept(case, sample.start) or id(case) in owed
    ]
    _enter_opening(sample)
    return sample


def _enter_opening(sample: Sample) -> None:
    """What was there before the start was entered before it, too."""
    for case in sample.cases:
        if case.received < sample.start:
            case.entered = min(case.entered, sample.start - 1)
            for decision in case.decisions:
                if decision.decided < sample.start:
                    decision.entered = min(decision.entered, sample.start - 1)


def _by_year_received(cases: Iterable[DraftCase]) -> dict[int, list[DraftCase]]:
    """Each case once, by year of receipt, in order of receipt."""
    seen: set[int] = set()
    by_year: dict[int, list[DraftCase]] = {}
    for case in cases:
        if id(case) not in seen:
            seen.add(id(case))
            by_year.setdefault(case.year, []).append(case)
    return {
        year: sorted(by_year[year], key=lambda case: (case.received, case.slug)) for year in sorted(by_year)
    }


def _kept(case: DraftCase, start: int) -> bool:
    """Whether a case is in the files: received since the start, or not finally decided before it."""
    if case.received >= start or not case.decisions:
        return True
    return case.decisions[-1].decided >= start


def _owed_at(decision: DraftDecision, start: int) -> bool:
    return decision.recorded is None or decision.recorded >= start


def _arise(
    received: dict[int, list[DraftCase]],
    carrying: Sequence[DraftDecision],
    sample: Sample,
    targets: Targets,
    seed: int,
) -> None:
    """Let a few cases arise from an earlier one of the same authority whose remedy was not carried out."""
    failed: dict[str, list[DraftDecision]] = {}
    for decision in carrying:
        if decision.result == FAILED and (decision.recorded or 0) >= sample.start:
            failed.setdefault(decision.slug, []).append(decision)
    for year, cases in received.items():
        choices = [
            (case, decision)
            for case in cases
            for decision in failed.get(case.slug, ())
            if not case.suffix
            and (decision.recorded or 0) + 14 <= case.received <= (decision.recorded or 0) + 250
        ]
        taken: set[int] = set()
        for case, decision in Chance(seed, year, "arising").shuffled(choices):
            if len(taken) == 2 * targets.shape["changes"]["arising"]:
                break
            if id(case) not in taken and id(decision) not in taken:
                taken |= {id(case), id(decision)}
                case.arises_from, case.category = decision.case, decision.case.category
