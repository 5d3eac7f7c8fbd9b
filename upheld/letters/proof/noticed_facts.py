"""What stands out in an authority's year, worked out a second time: the counts and conditions of paragraphs by rule.

Belongs here: those facts from the release alone, by the names that the prose gives them. Not here: the paragraphs.
"""

from __future__ import annotations

from collections.abc import Mapping

from upheld.letters.proof.rules import Rule
from upheld.letters.proof.values import Fact, Told
from upheld.measures.measure import CountRule
from upheld.measures.verdict import FEWEST_CASES
from upheld.register.years import YearCalendar
from upheld.release.model import AuthorityReview, Release

COUNTED: Mapping[str, tuple[str, str]] = {
    "investigated": ("complaint", "complaints"),
    "upheld": ("upheld decision", "upheld decisions"),
    **dict.fromkeys(
        ("compliance", "late", "not_satisfied", "overdue", "missed_before", "late_before"), ("case", "cases")
    ),
    "refused": ("recommendation", "recommendations"),
    "reports": ("public report", "public reports"),
    "further_reports": ("further report", "further reports"),
    "late_replies": ("report", "reports"),
    "no_reply": ("report", "reports"),
    "withheld": ("upheld decision", "upheld decisions"),
}
"""The counts that a reviewed paragraph may name, each with its noun."""


def noticed_form(text: str) -> str:
    """A reviewed text with the places of its counts written as forms have them: {late_counted} names number and noun."""
    for name, (one, many) in COUNTED.items():
        number = f"{{count of {name}:n}}"
        text = text.replace(f"{{{name}}}", number).replace(f"{{{name.capitalize()}}}", number)
        text = text.replace(f"{{{name}_counted}}", f"{number} {{{one}|{many}@count of {name}}}")
        text = text.replace(f"{{{name}_is}}", f"{{is|are@count of {name}}}")
        text = text.replace(f"{{{name}_was}}", f"{{was|were@count of {name}}}")
    late = "count of late_replies"
    answers = f"{{answer|answers@{late}}} to {{{late}:n}} {{report|reports@{late}}}"
    return text.replace("{late_answers}", answers)


def noticed_facts(
    release: Release, review: AuthorityReview, calendar: YearCalendar
) -> tuple[dict[str, Fact], frozenset[str]]:
    """The counts, by "count of ...", and the conditions that hold, by "noticed ..."."""
    counts = _counts(release, review, calendar)
    facts = {f"count of {name}": Fact(number, Rule.NUMBER) for name, number in counts.items()}
    facts["investigated_any"] = Fact(Told("any investigated"), Rule.NUMBER)
    stands = _stands(release, review, counts)
    return facts, frozenset(f"noticed {name}" for name, true in stands.items() if true)


def _counts(release: Release, review: AuthorityReview, calendar: YearCalendar) -> dict[str, int]:
    counts, as_at = review.counts, release.about.as_at
    late, on_time = counts.get("compliance.satisfied_late", 0), counts.get("compliance.satisfied_on_time", 0)
    missed = counts.get("compliance.not_satisfied", 0)
    due = [report for report in review.reports if report.response_due_on is not None]
    return {
        "investigated": counts.get("investigated", 0),
        "upheld": counts.get("upheld", 0),
        "compliance": on_time + late + missed,
        "late": late,
        "not_satisfied": missed,
        "overdue": counts.get("overdue", 0),
        "refused": counts.get("recommendations_refused", 0),
        "reports": counts.get("reports.public", 0),
        "further_reports": counts.get("reports.further", 0),
        "late_replies": sum(
            one.responded_on is not None and one.responded_on > (one.response_due_on or as_at) for one in due
        ),
        "no_reply": sum(one.responded_on is None and (one.response_due_on or as_at) < as_at for one in due),
        "withheld": counts.get("upheld_not_public", 0),
        "missed_before": _missed(release, review, calendar, "satisfied"),
        "late_before": _missed(release, review, calendar, "on_time"),
    }


def _stands(release: Release, review: AuthorityReview, counts: Mapping[str, int]) -> dict[str, bool]:
    year, given = release.about.year, review.counts
    dealt_with = given.get("received", 0) > 0 or given.get("decided", 0) > 0
    flawless = counts["not_satisfied"] == 0 and counts["compliance"] >= FEWEST_CASES
    opened, closed = review.authority.opened_on, review.authority.closed_on
    began = opened is not None and year.first_day <= opened <= year.last_day
    return {
        "nothing_at_all": not dealt_with,
        "nothing_investigated": dealt_with and counts["investigated"] == 0,
        "no_upheld": counts["investigated"] > 0 == counts["upheld"],
        "no_compliance": counts["compliance"] == 0 == counts["overdue"],
        "missed": counts["not_satisfied"] > 0,
        "late": counts["late"] > 0,
        "overdue": counts["overdue"] > 0,
        "refused": counts["refused"] > 0,
        "public_report": counts["reports"] > 0,
        "further_report": counts["further_reports"] > 0,
        "late_reply": counts["late_replies"] > 0,
        "no_reply": counts["no_reply"] > 0,
        "withheld": counts["withheld"] > 0,
        "missed_before_not_now": flawless and counts["missed_before"] > 0,
        "late_before_not_now": flawless
        and counts["late"] == 0
        and counts["late_before"] > 0
        and counts["missed_before"] == 0,
        "new": began and not review.lineage.predecessors,
        "new_in_place_of": began and bool(review.lineage.predecessors),
        "closed_before": closed is not None and closed < year.first_day,
        "closed_in_year": closed is not None and year.first_day <= closed < year.last_day,
        "closed_after": closed is not None and closed >= year.last_day,
    }


def _missed(release: Release, review: AuthorityReview, calendar: YearCalendar, predicate: str) -> int:
    """How many cases the year before missed, by the series; 0 where a break stands between, or nothing is known."""
    rule = CountRule("compliance", ("counting", predicate))
    for definition in release.definitions.values():
        if definition.numerator != rule:
            continue
        if any(one.year == release.about.year.ending for one in definition.breaks):
            return 0
        before = calendar.previous(release.about.year).label
        rows = [row for row in review.series if (row.measure, row.year) == (definition.measure, before)]
        return sum(row.denominator - row.numerator for row in rows)
    return 0
