"""Recommendations as recorded: what was to be done, by when, and whether it was.

Belongs here: turning a settled (or still open) decision into its recommendation and compliance rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from upheld.records.sample.chance import Chance
from upheld.records.sample.drafts import DraftDecision
from upheld.records.sample.promises import CEASED, FAILED, LATE
from upheld.records.sample.texts import Texts


@dataclass(slots=True)
class DraftRecommendation:
    """One recommendation; days are ordinals."""

    decision: DraftDecision
    number: int
    kind: str
    remedy_type: str
    text: str
    public_summary: str | None
    status: str
    agreed: int | None = None
    due: int | None = None
    earlier: tuple[int, ...] = ()
    completed: int | None = None
    evidence: str | None = None
    held_by: str | None = None


def recommendations_of(
    decision: DraftDecision, texts: Texts, seed: int, end: int
) -> Iterator[DraftRecommendation]:
    """The recommendations of one decision, consistent with what its compliance outcome found."""
    chance = Chance(seed, "remedy", decision.case.reference, decision.sequence)
    kinds = ["personal_remedy"] * decision.personal + ["service_improvement"] * decision.improvements
    # One of them decides a late or failed outcome; the others went well.
    culprit = chance.below(decision.personal if decision.result == FAILED else len(kinds))
    refused = decision.result == FAILED and chance.percent(40)
    used: list[str] = []
    for place, kind in enumerate(kinds):
        remedy = texts.remedy(kind, decision.case.category, place, used, chance)
        used.append(remedy.key)
        recommendation = DraftRecommendation(
            decision=decision,
            number=place + 1,
            kind=kind,
            remedy_type=remedy.remedy_type,
            text=remedy.text,
            public_summary=remedy.public_summary,
            status="agreed",
            agreed=decision.decided,
            due=_due(decision, place, culprit, chance),
        )
        if place == culprit and refused:
            recommendation.status, recommendation.agreed, recommendation.due = "refused", None, None
        else:
            _carry_out(
                recommendation, place == culprit, chance, end, texts.evidence(remedy.remedy_type, chance)
            )
        _hand_over(recommendation, seed)
        yield recommendation


def _due(decision: DraftDecision, place: int, culprit: int, chance: Chance) -> int:
    """The decision's last day to be done by for the deciding one; at most that for the others."""
    if place == culprit:
        return decision.due
    return max(decision.decided + 14, decision.due - chance.pick((0, 0, 14, 28)))


def _carry_out(
    recommendation: DraftRecommendation, culprit: bool, chance: Chance, end: int, evidence: str
) -> None:
    decision, due = recommendation.decision, recommendation.due or 0
    agreed = recommendation.agreed or 0
    in_time = chance.between(agreed + 5, due)
    if decision.recorded is None:
        # Not settled yet: some of it may be done.
        if in_time <= end and chance.percent(85):
            _done(recommendation, in_time, evidence)
        elif (
            culprit
            and decision.decided > end - 60
            and chance.percent(12)
            and recommendation.kind == "personal_remedy"
        ):
            recommendation.status, recommendation.agreed, recommendation.due = "made", None, None
        return
    if decision.result == CEASED:
        recommendation.status = "ceased"
        return
    if culprit and decision.result == FAILED:
        return
    if culprit and decision.result == LATE:
        completed = chance.between(due + 1, min(decision.recorded, due + 90))
    else:
        completed = in_time
        if chance.percent(7) and due - agreed > 30:
            recommendation.earlier = (due - chance.between(10, 25),)
    _done(recommendation, completed, evidence)


def _done(recommendation: DraftRecommendation, day: int, evidence: str) -> None:
    recommendation.status, recommendation.completed, recommendation.evidence = "done", day, evidence


def _hand_over(recommendation: DraftRecommendation, seed: int) -> None:
    """What a body still owed when it closed passes to one that took over from it."""
    decision = recommendation.decision
    member = decision.case.member
    if member.closed_on is None or not member.successors or recommendation.status not in ("agreed", "done"):
        return
    closed = member.closed_on.toordinal()
    owed = recommendation.completed is None or recommendation.completed > closed
    if owed and (decision.recorded is None or decision.recorded > closed):
        recommendation.held_by = Chance(seed, "holder", decision.case.reference).pick(member.successors)
