"""What stands out in an authority's year, so that a paragraph can be said by rule: counts, and what holds.

Belongs here: one answer, from the release alone, for every condition by which the prose chooses paragraphs about one
authority, and the counts such paragraphs name. Not here: the paragraphs, and the places that are not about its cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from upheld.measures.counting import RESULTS
from upheld.measures.measure import CountRule, MeasureVersion
from upheld.measures.verdict import FEWEST_CASES
from upheld.register.years import ReportingYear, YearCalendar
from upheld.release.model import AuthorityReview, Release
from upheld.wording.names import GroupNames
from upheld.wording.numbers import NounLike, capital, count_in_words, is_or_are, was_or_were, words

_CASE = GroupNames("case", "cases")
COUNTED: Mapping[str, NounLike] = {
    "investigated": GroupNames("complaint", "complaints"),
    "upheld": GroupNames("upheld decision", "upheld decisions"),
    "compliance": _CASE,
    "late": _CASE,
    "not_satisfied": _CASE,
    "overdue": _CASE,
    "refused": GroupNames("recommendation", "recommendations"),
    "reports": GroupNames("public report", "public reports"),
    "further_reports": GroupNames("further report", "further reports"),
    "late_replies": GroupNames("report", "reports"),
    "no_reply": GroupNames("report", "reports"),
    "withheld": GroupNames("upheld decision", "upheld decisions"),
    "missed_before": _CASE,
    "late_before": _CASE,
}
"""The counts that a paragraph may name, each with its noun."""

COUNT_PLACES = frozenset(
    place
    for name in COUNTED
    for place in (name, name.capitalize(), f"{name}_is", f"{name}_was", f"{name}_counted")
)
"""For each count: {late} and {Late} in words, the verbs {late_is} and {late_was}, and {late_counted} with its noun."""

NOTICED_CONDITIONS: Mapping[str, str] = {
    "nothing_at_all": "nothing about it was received or decided in the year",
    "nothing_investigated": "something was, and nothing was investigated",
    "no_upheld": "something was investigated and nothing upheld",
    "no_compliance": "no compliance outcome was recorded, and none is overdue",
    "missed": "a compliance outcome was not satisfied",
    "late": "a compliance outcome was satisfied late",
    "overdue": "recommendations were overdue at the year’s end with no outcome yet",
    "refused": "a recommendation of the year’s decisions was refused",
    "public_report": "a public report was issued",
    "further_report": "a further report was issued",
    "late_reply": "a published report of the year was answered after the day set",
    "no_reply": "a published report of the year had no answer by the as-at day, although it was due",
    "withheld": "an upheld decision of the year is not published",
    "missed_before_not_now": "last year an outcome was not satisfied, this year none of five or more; no break between",
    "late_before_not_now": "last year one was late and none missed, this year neither among five or more; no break between",
    "new": "the authority began in the year, in place of nobody",
    "new_in_place_of": "the authority began in the year, in place of others",
    "closed_before": "it closed before the year began",
    "closed_in_year": "it closed in the year, before its last day",
    "closed_after": "it closed on the year’s last day or later",
}
"""What may stand out, and when it holds."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """Counts by name, and the conditions that hold."""

    counts: Mapping[str, int]
    holds: frozenset[str]

    @property
    def places(self) -> dict[str, str]:
        """What the counts put into the places of a text."""
        found: dict[str, str] = {}
        for name, pair in COUNTED.items():
            number = self.counts[name]
            found[name] = words(number)
            found[name.capitalize()] = capital(words(number))
            found[f"{name}_is"], found[f"{name}_was"] = is_or_are(number), was_or_were(number)
            found[f"{name}_counted"] = count_in_words(number, pair)
        any_of = {1: "the", 2: "either of the"}.get(self.counts["investigated"], "any of the")
        found["investigated_any"] = f"{any_of} {found['investigated_counted']}"
        answers = "answer" if self.counts["late_replies"] == 1 else "answers"
        found["late_answers"] = f"{answers} to {found['late_replies_counted']}"
        return found


def noticed(release: Release, review: AuthorityReview, calendar: YearCalendar) -> Noticed:
    """What stands out in the year of one authority."""
    year, as_at, given = release.about.year, release.about.as_at, review.counts
    results = {result: given.get(f"compliance.{result}", 0) for result in RESULTS}
    answered_late = [
        report
        for report in review.reports
        if report.responded_on and report.response_due_on and report.responded_on > report.response_due_on
    ]
    unanswered = [
        report
        for report in review.reports
        if report.responded_on is None and report.response_due_on and report.response_due_on < as_at
    ]
    counts = {
        "investigated": given.get("investigated", 0),
        "upheld": given.get("upheld", 0),
        "compliance": sum(number for result, number in results.items() if result != "ceased"),
        "late": results["satisfied_late"],
        "not_satisfied": results["not_satisfied"],
        "overdue": given.get("overdue", 0),
        "refused": given.get("recommendations_refused", 0),
        "reports": given.get("reports.public", 0),
        "further_reports": given.get("reports.further", 0),
        "late_replies": len(answered_late),
        "no_reply": len(unanswered),
        "withheld": given.get("upheld_not_public", 0),
        "missed_before": _missed_before(release, review, calendar, "satisfied"),
        "late_before": _missed_before(release, review, calendar, "on_time"),
    }
    dealt_with = given.get("received", 0) + given.get("decided", 0)
    enough = counts["compliance"] >= FEWEST_CASES
    missed_now = counts["not_satisfied"]
    conditions = {
        "nothing_at_all": not dealt_with,
        "nothing_investigated": dealt_with and not counts["investigated"],
        "no_upheld": counts["investigated"] and not counts["upheld"],
        "no_compliance": not counts["compliance"] and not counts["overdue"],
        "missed": missed_now,
        "late": counts["late"],
        "overdue": counts["overdue"],
        "refused": counts["refused"],
        "public_report": counts["reports"],
        "further_report": counts["further_reports"],
        "late_reply": answered_late,
        "no_reply": unanswered,
        "withheld": counts["withheld"],
        "missed_before_not_now": enough and counts["missed_before"] and not missed_now,
        # What failed is worse than late: the two are not welcomed together.
        "late_before_not_now": enough
        and counts["late_before"]
        and not counts["missed_before"]
        and not counts["late"]
        and not missed_now,
        **_opening_and_closing(review, year),
    }
    return Noticed(counts, frozenset(name for name, true in conditions.items() if true))


def _opening_and_closing(review: AuthorityReview, year: ReportingYear) -> dict[str, bool]:
    opened, closed = review.authority.opened_on, review.authority.closed_on
    new = opened is not None and opened in year
    return {
        "new": new and not review.lineage.predecessors,
        "new_in_place_of": new and bool(review.lineage.predecessors),
        "closed_before": closed is not None and closed < year.first_day,
        "closed_in_year": closed is not None and year.first_day <= closed < year.last_day,
        # It served to the end of the year, and was gone when the letter was written.
        "closed_after": closed is not None and closed >= year.last_day,
    }


def _missed_before(release: Release, review: AuthorityReview, calendar: YearCalendar, predicate: str) -> int:
    """How many cases the rate of compliance that asks for `predicate` missed in the year before; 0 where it is not known,
    or where the two years cannot be set side by side."""
    year = release.about.year
    before = calendar.previous(year).label
    measure = _rate_of_compliance(release.definitions, predicate)
    if measure is None or any(found.year == year.ending for found in measure.breaks):
        return 0
    return sum(
        row.denominator - row.numerator
        for row in review.series
        if row.measure == measure.measure and row.year == before
    )


def _rate_of_compliance(definitions: Mapping[str, MeasureVersion], predicate: str) -> MeasureVersion | None:
    """The measure whose numerator are the counting compliance outcomes for which `predicate` holds."""
    for definition in definitions.values():
        if definition.numerator == CountRule("compliance", ("counting", predicate)):
            return definition
    return None
