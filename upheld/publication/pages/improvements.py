"""Service improvements: what was promised, whether it was done, and how late.

Belongs here: the lists of all authorities together. Not here: how a promise is said (`wording.promises`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from upheld.publication import addresses
from upheld.publication.page import Choice, Crumb, Page
from upheld.publication.pages.decisions import PER_PAGE
from upheld.publication.year import YearOfSite
from upheld.release.model import Promise, PromiseState
from upheld.wording import dates
from upheld.wording.numbers import digits, is_or_are, listed
from upheld.wording.promises import instead_of_text, is_notice, promise_state
from upheld.wording.record_texts import fit, unbroken

_SAID = {
    PromiseState.DONE: "done on time",
    PromiseState.DONE_LATE: "done late",
    PromiseState.OPEN: "not yet due",
    PromiseState.OVERDUE: "overdue",
    PromiseState.REFUSED: "refused",
    PromiseState.CEASED: "no longer applicable",
}


def index(year: YearOfSite) -> Page:
    """All that is overdue by the newest release, and the way to every year's list."""
    contents = year.contents
    promises = _promises(year)
    overdue = sorted(
        (each for each in promises if each.state is PromiseState.OVERDUE),
        key=lambda each: (-each.days_late, each.case, each.number),
    )
    as_at = dates.day(year.release.about.as_at)
    many = f"{digits(len(overdue))} service improvement{'' if len(overdue) == 1 else 's'}"
    lead = f"{many} that were agreed {is_or_are(len(overdue))} overdue, as at {as_at}."
    if len(overdue) == 1:
        lead = f"1 service improvement that was agreed is overdue, as at {as_at}."
    rows = [_row(year, each) for each in overdue]
    return Page(
        address=addresses.IMPROVEMENTS,
        heading="Service improvements",
        description=f"What was promised to change after complaints, whether it was done, and what is overdue. {lead}",
        template="improvements.html.j2",
        content={
            "lead": lead,
            "states": _states(promises),
            "heading": "Overdue",
            "rows": rows,
            "years": [Choice(label, addresses.improvements_of(label)) for label in contents.years],
            "pages": [],
            "of_year": f"The list of {year.label} has {digits(len(promises))}.",
        },
        twin={"as_at": year.release.about.as_at.isoformat(), "overdue": [_plain(row) for row in rows]},
        illustrative=year.release.about.illustrative,
        section="Improvements",
        release=year.origin_line,
        table=addresses.table("improvements", year.label),
    )


def of_year(year: YearOfSite) -> Iterator[Page]:
    """Everything that a year's release tells of, by authority, on pages of a hundred."""
    promises = _promises(year)
    number = max(1, -(-len(promises) // PER_PAGE))
    as_at = dates.day(year.release.about.as_at)
    for page in range(1, number + 1):
        rows = [_row(year, each) for each in promises[(page - 1) * PER_PAGE : page * PER_PAGE]]
        title = f"Service improvements, {year.label}"
        yield Page(
            address=addresses.improvements_of(year.label, page),
            heading=title,
            title=f"{title}, page {page} of {number}" if number > 1 else title,
            description=f"Agreed in decisions of {year.label}, or still open when the year began, and how each stood on {as_at}.",
            template="improvements.html.j2",
            content={
                "lead": f"Agreed in decisions of {year.label}, or still open when the year began. How each stood on {as_at}.",
                "states": _states(promises),
                "heading": "By authority",
                "rows": rows,
                "years": [
                    Choice(label, addresses.improvements_of(label), label == year.label)
                    for label in year.contents.years
                ],
                "pages": [
                    Choice(str(each), addresses.improvements_of(year.label, each), each == page)
                    for each in range(1, number + 1)
                ],
                "of_year": agreed_and_listed(year),
            },
            twin={
                "as_at": year.release.about.as_at.isoformat(),
                "improvements": [_plain(row) for row in rows],
            },
            illustrative=year.release.about.illustrative,
            crumbs=(Crumb("Improvements", addresses.IMPROVEMENTS), Crumb(year.label, "")),
            section="Improvements",
            release=year.origin_line,
            table=addresses.table("improvements", year.label),
        )


def agreed_and_listed(year: YearOfSite) -> str:
    """How the number agreed in decisions of the year answers to the number that its release tells of."""
    agreed = sum(review.counts.get("service_improvements", 0) for review in year.release.reviews.values())
    promises = _promises(year)
    own = sum(promise.decided_on in year.release.about.year for promise in promises)
    earlier = len(promises) - own
    said = (
        f"In decisions of {year.label}, {digits(agreed)} service improvement{' was' if agreed == 1 else 's were'} agreed. "
        f"{digits(own)} of them {is_or_are(own)} listed"
    )
    if agreed > own:
        said += f"; the other {digits(agreed - own)} {is_or_are(agreed - own)} counted only, as the decision or the improvement is not published"
    if earlier:
        said += f". {digits(earlier)} agreed earlier, and still open when the year began, {is_or_are(earlier)} listed too"
    return f"{said}."


def _promises(year: YearOfSite) -> list[Promise]:
    return [promise for review in year.release.reviews.values() for promise in review.promises]


def _states(promises: Sequence[Promise]) -> str:
    found = Counter(each.state for each in promises)
    said = [f"{digits(found[state])} {_SAID[state]}" for state in PromiseState if found[state]]
    return f"Of the {digits(len(promises))} listed, {listed(said)}." if said else "None."


def _row(year: YearOfSite, promise: Promise) -> dict[str, Any]:
    remedy = year.contents.scheme.remedies.get(promise.remedy_type)
    text = fit(year.texts.read(promise.text)) or (
        f"{remedy.title if remedy else promise.remedy_type}. {instead_of_text(year.texts, promise.text, 'text')}"
    )
    return {
        "slug": promise.held_by or promise.authority,
        "promised_by": promise.authority,
        "case": unbroken(promise.case),
        "number": promise.number,
        "text": text,
        "due_on": promise.due_on,
        "state": promise_state(promise),
        "days_late": promise.days_late,
        "notice": is_notice(promise),
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return row | {
        "case": dates.plain(row["case"]),
        "due_on": row["due_on"].isoformat(),
        "state": dates.plain(row["state"]),
    }
