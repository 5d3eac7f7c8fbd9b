"""Open data case by case: published decisions, service improvements, reports, and compliance that was late or failed.

Belongs here: which facts of a release go into these tables; a release's public part holds nothing else about single cases.
Not here: tables of numbers (`open_figures`).
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.publication import addresses
from upheld.publication.open_data import WHO, OpenTable, Row, YearData, category, day, reviews, withdrawn, yes
from upheld.release.model import PublicDecision
from upheld.tables.table import Column


def _remedy(data: YearData, slug: str) -> str:
    term = data.scheme.remedies.get(slug)
    return term.title if term else slug


def _outcome(data: YearData, slug: str) -> str:
    outcome = data.scheme.outcomes.get(slug)
    return outcome.title if outcome else slug


def _decisions(data: YearData) -> Iterator[Row]:
    for review, start in reviews(data):
        for each in review.decisions:
            yield (*start, *_decision(data, each))
    for each in data.release.published_since:
        known = data.scheme.register.authorities.get(each.authority)
        year = data.scheme.calendar.of(each.decided_on).label
        yield (each.authority, known.last_name if known else None, year, *_decision(data, each))


def _decision(data: YearData, each: PublicDecision) -> Row:
    return (
        *(each.case, each.sequence, day(each.decided_on)),
        *(each.category, category(data, each.category), each.outcome, _outcome(data, each.outcome)),
        *(yes(each.satisfactory_remedy), day(each.published_on)),
        *(withdrawn(data, each.text), data.texts.read(each.text)),
        data.origin + addresses.case(each.case),
    )


def _improvements(data: YearData) -> Iterator[Row]:
    for review, _ in reviews(data):
        for each in review.promises:
            known = data.release.reviews.get(each.authority)
            yield (
                *(each.authority, known.authority.name if known else None, data.year),
                *(each.case, each.sequence, each.number, each.remedy_type, _remedy(data, each.remedy_type)),
                *(day(each.decided_on), day(each.agreed_on), day(each.due_on), day(each.completed_on)),
                *(each.state.value, each.days_late, each.held_by, day(data.release.about.as_at)),
                *(withdrawn(data, each.text), data.texts.read(each.text)),
            )


def _compliance(data: YearData) -> Iterator[Row]:
    for review, start in reviews(data):
        for each in review.findings:
            yield (*start, each.case, each.sequence, day(each.recorded_on), each.result, each.days_late)


def _reports(data: YearData) -> Iterator[Row]:
    for review, start in reviews(data):
        for each in review.reports:
            yield (
                *(*start, each.number, each.kind, day(each.issued_on), day(each.published_on)),
                *("; ".join(each.cases), day(each.response_due_on), day(each.responded_on)),
                *(withdrawn(data, each.text), data.texts.read(each.text)),
            )


_CASE = (
    Column("case", "Case", explains="The reference of the complaint: one complaint about one body."),
    Column("sequence", "Decision on the case", "whole"),
)
_WITHDRAWN = Column(
    "withdrawn_on", "Text withdrawn on", "date", explains="The text is gone since; the counts stand."
)

DECISIONS = OpenTable(
    "decisions",
    "Published decisions",
    (
        *WHO,
        *_CASE,
        Column("decided_on", "Decided on", "date"),
        Column("category", "Category, code"),
        Column("category_title", "Category"),
        Column("outcome", "Outcome, code"),
        Column("outcome_title", "Outcome"),
        Column("satisfactory_remedy", "Put right before it reached the Ombudsman"),
        Column("published_on", "Published on", "date"),
        _WITHDRAWN,
        Column("summary", "Summary"),
        Column("page", "Page"),
    ),
    _decisions,
    (
        "A decision that is withheld or not yet published is counted in the figures and not listed here.",
        "A decision published after its year was frozen is in the table of the year after, under the year that counts it.",
    ),
)
IMPROVEMENTS = OpenTable(
    "improvements",
    "Service improvements",
    (
        *WHO,
        *_CASE,
        Column("number", "Improvement", "whole"),
        Column("remedy_type", "Kind, code"),
        Column("remedy_title", "Kind"),
        Column("decided_on", "Decided on", "date"),
        Column("agreed_on", "Agreed on", "date"),
        Column("due_on", "Due on", "date", explains="By the last date agreed."),
        Column("completed_on", "Completed on", "date"),
        Column("state", "State", explains="As at the day given."),
        Column("days_late", "Days late", "whole"),
        Column("held_by", "Owed now by"),
        Column("as_at", "As at", "date"),
        _WITHDRAWN,
        Column("summary", "What was agreed"),
    ),
    _improvements,
    ("An improvement stands in every year in which it was open.",),
)
COMPLIANCE = OpenTable(
    "compliance",
    "Compliance that was late or failed",
    (
        *WHO,
        Column("case", "Case", explains="Empty where its decision is not published."),
        Column("sequence", "Decision on the case", "whole"),
        Column("recorded_on", "Recorded on", "date"),
        Column("result", "Result"),
        Column("days_late", "Days late", "whole"),
    ),
    _compliance,
)
REPORTS = OpenTable(
    "reports",
    "Public reports",
    (
        *WHO,
        Column("number", "Report"),
        Column("kind", "Kind"),
        Column("issued_on", "Issued on", "date"),
        Column("published_on", "Published on", "date"),
        Column("cases", "Cases"),
        Column("response_due_on", "Response due on", "date"),
        Column("responded_on", "Responded on", "date"),
        _WITHDRAWN,
        Column("title", "Title"),
    ),
    _reports,
)

TABLES = (DECISIONS, IMPROVEMENTS, COMPLIANCE, REPORTS)
"""The tables of cases, in the order in which they are listed."""
