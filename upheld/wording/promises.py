"""How promises, compliance findings and publication are said.

Belongs here: states and lateness of what was agreed, and the line that says how many decisions are not published. Not
here: computing a state (`release.freeze`).
"""

from __future__ import annotations

from datetime import date

from upheld.release.model import ComplianceFinding, Promise, PromiseState, PublicReport, Texts
from upheld.wording import dates
from upheld.wording.dates import days_late, short_day
from upheld.wording.numbers import NBSP, digits, is_or_are

RESULTS = {
    "satisfied_on_time": "satisfied on time",
    "satisfied_late": "satisfied, late",
    "not_satisfied": "not satisfied",
    "ceased": "ceased to apply",
}
"""A compliance result as it is read; `records.contract` holds the four."""


def promise_state(promise: Promise) -> str:
    """How a promise stands: "Done 11 Feb 2020", "Done 3 Mar 2020, 18 days late", "Overdue, 43 days late", "Not yet due"."""
    done = f"Done {short_day(promise.completed_on)}" if promise.completed_on else "Done"
    match promise.state:
        case PromiseState.DONE:
            return f"{done}, on{NBSP}time"
        case PromiseState.DONE_LATE:
            return f"{done}, {days_late(promise.days_late)}"
        case PromiseState.OVERDUE:
            return f"Overdue, {days_late(promise.days_late)}"
        case PromiseState.OPEN:
            return "Not yet due"
        case PromiseState.REFUSED:
            return "Refused"
        case PromiseState.CEASED:
            return "No longer applies"


def is_notice(promise: Promise) -> bool:
    """Whether a promise's state is said in the colour for late, stopped or wrong."""
    return promise.state in (PromiseState.DONE_LATE, PromiseState.OVERDUE, PromiseState.REFUSED)


def finding_result(finding: ComplianceFinding) -> str:
    """What was found: "Not satisfied", "Satisfied, 14 days late"."""
    if finding.result == "satisfied_late":
        return f"Satisfied, {days_late(finding.days_late)}" if finding.days_late else "Satisfied, late"
    said = RESULTS.get(finding.result, finding.result.replace("_", " "))
    return said[:1].upper() + said[1:]


def report_answered(report: PublicReport, as_at: date) -> str:
    """How a public report was answered: "Answered 28 Nov 2019", "Not answered by 30 April 2020, 12 days late"."""
    due, answered = report.response_due_on, report.responded_on
    if answered is not None:
        late = f", {days_late((answered - due).days)}" if due is not None and answered > due else ""
        return f"Answered {short_day(answered)}{late}"
    if due is None:
        return "Not known"
    if due < as_at:
        return f"Not answered by {short_day(as_at)}, {days_late((as_at - due).days)}"
    return f"Answer due {short_day(due)}"


def is_late_answer(report: PublicReport, as_at: date) -> bool:
    """Whether a report was answered late, or was not answered although its day had passed."""
    due = report.response_due_on
    return due is not None and due < (report.responded_on or as_at)


def not_published(unpublished: int, whole: int, many: str) -> str:
    """How many are counted and not listed: "1 of the 3 upheld decisions is not published"; nothing where all are."""
    if not unpublished:
        return ""
    if unpublished == whole:
        return "It is not published." if whole == 1 else f"None of the {digits(whole)} {many} is published."
    return f"{digits(unpublished)} of the {digits(whole)} {many} {is_or_are(unpublished)} not published."


def instead_of_text(texts: Texts, name: str | None, what: str) -> str:
    """What stands where a published text would: that it was withdrawn, and when, or that there is none."""
    day = texts.withdrawn_on(name)
    if day is not None:
        return f"The {what} was withdrawn on {dates.day(day)}. The figures count it still."
    return f"The {what} is not available."
