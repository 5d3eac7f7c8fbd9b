"""What a release says of one authority, as the prose of packs can ask for it: places to fill, conditions that hold.

Belongs here: the closed lists of places and conditions, and one answer to each. A question or a paragraph is chosen by
these and by nothing else, so a scheme's prose can be read without reading code. Not here: the texts (`prose`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from upheld.measures.figure import Figure, Verdict
from upheld.measures.measure import CountRule, MeasureVersion
from upheld.measures.rate import print_rate
from upheld.release.model import AuthorityReview, PromiseState, Release
from upheld.scheme import Scheme
from upheld.wording import dates
from upheld.wording.figures import interval_ends
from upheld.wording.flow import COMPLAINT
from upheld.wording.listings import IMPROVEMENT, REMEDY, category_title
from upheld.wording.names import GroupNames, Names, in_a_sentence
from upheld.wording.numbers import NounLike, capital, count, digits, listed
from upheld.wording.promises import is_late_answer

HIGHER = (Verdict.HIGHER, Verdict.CLEARLY_HIGHER)
LOWER = (Verdict.LOWER, Verdict.CLEARLY_LOWER)
_INVESTIGATED = CountRule("decisions", ("investigated",))

PLACES = frozenset(
    {
        *("authority", "Authority", "short", "Short", "noun", "nouns", "group_many", "ombudsman", "body"),
        *("jurisdiction", "map", "website", "year", "year_end", "period", "as_at", "closed_on", "successors"),
        *("received", "decided", "investigated", "upheld", "upheld_of", "upheld_rate", "upheld_others"),
        *("upheld_low", "upheld_high", "years", "observed_of", "expected", "remedies_of", "remedies_others"),
        *("not_satisfied_of", "late_of", "longest_late", "overdue_cases", "improvements", "personal"),
        *("overdue", "longest_overdue", "not_yet_due", "next_due", "refused", "done_late"),
        *("reports", "reports_late", "hidden_of", "category", "category_of"),
    }
)
"""What a text may leave to be filled in. A place whose fact does not hold is empty: the conditions see to it."""

CONDITIONS = frozenset(
    {
        *("group", "no_group", "open", "closed", "closed_after", "nothing", "nothing_investigated"),
        *("upheld", "none_upheld", "higher", "lower", "not_told_apart", "too_few"),
        *("years_higher", "years_lower", "remedies_none", "remedies_higher", "remedies_lower"),
        *("compliance", "no_compliance", "not_satisfied", "late", "all_satisfied", "overdue_cases"),
        *("improvements", "no_improvements", "personal", "overdue", "not_yet_due", "refused", "done_late"),
        *("reports", "reports_late", "hidden", "category", "last_year"),
    }
)
"""What a text may be made to depend on."""

ENOUGH = 5
"""Cases from which on a share is asked about: below, one case more or less would turn it round."""

_REPORT = GroupNames("public report", "public reports")
_CASE = GroupNames("case", "cases")
_OUTCOME = GroupNames("compliance outcome", "compliance outcomes")


@dataclass(frozen=True, slots=True)
class Facts:
    """What fills the places for one authority, and which conditions hold for it."""

    places: Mapping[str, str]
    holds: frozenset[str]


def facts_of(release: Release, scheme: Scheme, review: AuthorityReview, names: Names) -> Facts:
    """The facts of one authority's year. Every place has an answer, and every condition holds or does not."""
    counted = _counted(release, review)
    found = (
        _who(release, scheme, review, names),
        counted,
        _figures(release, review),
        _promises(review),
        _rest(release, scheme, review),
    )
    return Facts(
        {name: text for places, _ in found for name, text in places.items()},
        frozenset(name for _, conditions in found for name, true in conditions.items() if true),
    )


_Found = tuple[dict[str, str], dict[str, bool]]


def _who(release: Release, scheme: Scheme, review: AuthorityReview, names: Names) -> _Found:
    issuer, authority, about = scheme.issuer, review.authority, release.about
    successors = [scheme.register.authorities[slug].last_name for slug in review.lineage.successors]
    return {
        "authority": in_a_sentence(names.authority),
        "Authority": capital(in_a_sentence(names.authority)),
        "short": names.short,
        "Short": capital(names.short),
        "noun": issuer.authority_noun.one if names.group else "authority",
        "nouns": issuer.authority_noun.many,
        "group_many": names.group.many if names.group else "",
        "ombudsman": issuer.ombudsman,
        "body": issuer.body,
        "jurisdiction": issuer.jurisdiction,
        "map": issuer.map_title,
        "website": issuer.website,
        "year": about.year.label,
        "year_end": dates.day(about.year.last_day),
        "period": dates.period(about.year),
        "as_at": dates.day(about.as_at),
        "closed_on": dates.day(authority.closed_on) if authority.closed_on else "",
        "successors": listed(successors),
    }, {
        "group": names.group is not None,
        "no_group": names.group is None,
        "open": authority.open_at_end,
        "closed": not authority.open_at_end,
        "closed_after": authority.open_at_end and authority.closed_on is not None,
    }


def _counted(release: Release, review: AuthorityReview) -> _Found:
    counts = review.counts
    received, decided, upheld = (counts.get(name, 0) for name in ("received", "decided", "upheld"))
    personal, improvements = counts.get("personal_remedies", 0), counts.get("service_improvements", 0)
    overdue, hidden = counts.get("overdue", 0), counts.get("upheld_not_public", 0)
    return {
        "received": count(received, COMPLAINT),
        "decided": digits(decided),
        "personal": count(personal, REMEDY),
        "improvements": count(improvements, IMPROVEMENT),
        "overdue_cases": count(overdue, _CASE),
        "hidden_of": f"{digits(hidden)} of {digits(upheld)}",
    }, {
        "nothing": not received and not decided,
        "upheld": upheld > 0,
        "personal": personal > 0,
        "improvements": improvements > 0,
        "no_improvements": upheld > 0 and not improvements,
        "overdue_cases": overdue > 0,
        "hidden": hidden > 0,
        "last_year": any(row.year == _year_before(release) for row in review.series),
    }


def _year_before(release: Release) -> str:
    """The label of the year before the release's own, in the form of its own."""
    ending = release.about.year.ending - 1
    return f"{ending - 1}-{ending % 100:02d}"


def upheld_measure(definitions: Mapping[str, MeasureVersion]) -> str:
    """The slug of the measure that says how much of what was investigated was upheld; empty where there is none."""
    return next((slug for slug, each in definitions.items() if each.denominator == _INVESTIGATED), "")


def remedies_measure(definitions: Mapping[str, MeasureVersion]) -> str:
    """The slug of the measure that says how often it was put right before; empty where there is none."""
    return next(
        (slug for slug, each in definitions.items() if "satisfactory_remedy" in each.numerator.where), ""
    )


def _figures(release: Release, review: AuthorityReview) -> _Found:
    figures, definitions, counts = review.figures, release.definitions, review.counts
    of_upheld = upheld_measure(definitions)
    rate, remedies = figures.get(of_upheld), figures.get(remedies_measure(definitions))
    base = rate.denominator if rate else 0
    failed = counts.get("compliance.not_satisfied", 0)
    late = counts.get("compliance.satisfied_late", 0)
    settled = failed + late + counts.get("compliance.satisfied_on_time", 0)
    years = next((row for row in review.observed if row.measure == of_upheld and row.by == "year"), None)
    low, high = interval_ends(definitions[of_upheld], rate.interval) if rate else (None, None)
    longest = max((finding.days_late or 0 for finding in review.findings), default=0)
    verdict = rate.verdict if rate else None
    places = {
        "investigated": count(base, definitions[of_upheld].base_noun) if rate else "",
        "upheld": count(rate.numerator, definitions[of_upheld].numerator_noun) if rate else "",
        "upheld_of": _of(rate, definitions),
        "upheld_rate": _printed(rate, definitions),
        "upheld_others": _others(rate, definitions),
        "upheld_low": low or "",
        "upheld_high": high or "",
        "remedies_of": _of(remedies, definitions),
        "remedies_others": _others(remedies, definitions),
        "not_satisfied_of": f"{digits(failed)} of {count(settled, _outcome(definitions))}",
        "late_of": f"{digits(late)} of {count(settled, _outcome(definitions))}",
        "longest_late": dates.days_late(longest) if longest else "late",
        "years": f"{years.first_year} to {years.last_year}" if years else "",
        "expected": years.expected if years else "",
        "observed_of": f"{digits(years.observed)} of {count(years.base, definitions[of_upheld].base_noun)}"
        if years
        else "",
    }
    return places, {
        "nothing_investigated": not base,
        "none_upheld": base > 0 and rate is not None and rate.numerator == 0,
        "higher": verdict in HIGHER,
        "lower": verdict in LOWER,
        "not_told_apart": verdict is Verdict.NOT_TOLD_APART,
        "too_few": verdict is Verdict.TOO_FEW,
        "years_higher": years is not None and years.verdict in HIGHER,
        "years_lower": years is not None and years.verdict in LOWER,
        "remedies_none": remedies is not None and remedies.denominator >= ENOUGH and remedies.numerator == 0,
        "remedies_higher": remedies is not None and remedies.verdict in HIGHER,
        "remedies_lower": remedies is not None and remedies.verdict in LOWER,
        "compliance": settled > 0,
        "no_compliance": not settled,
        "not_satisfied": failed > 0,
        "late": late > 0,
        "all_satisfied": settled > 0 and not failed,
    }


def _outcome(definitions: Mapping[str, MeasureVersion]) -> NounLike:
    """What the definitions call a compliance outcome."""
    bases = (each.base_noun for each in definitions.values() if each.numerator.records == "compliance")
    return next(bases, _OUTCOME)


def _of(figure: Figure | None, definitions: Mapping[str, MeasureVersion]) -> str:
    if figure is None:
        return ""
    definition = definitions[figure.measure]
    return f"{count(figure.numerator, definition.numerator_noun)} of {count(figure.denominator, definition.base_noun)}"


def _printed(figure: Figure | None, definitions: Mapping[str, MeasureVersion]) -> str:
    if figure is None or figure.rate is None:
        return ""
    return print_rate(definitions[figure.measure], figure.rate)


def _others(figure: Figure | None, definitions: Mapping[str, MeasureVersion]) -> str:
    if figure is None or figure.others_rate is None:
        return ""
    return print_rate(definitions[figure.measure], figure.others_rate)


def _promises(review: AuthorityReview) -> _Found:
    by_state = Counter(promise.state for promise in review.promises)
    overdue = [promise for promise in review.promises if promise.state is PromiseState.OVERDUE]
    longest = max((promise.days_late for promise in overdue), default=0)
    next_due = min(
        (promise.due_on for promise in review.promises if promise.state is PromiseState.OPEN),
        default=date.max,
    )
    refused = max(review.counts.get("recommendations_refused", 0), by_state[PromiseState.REFUSED])
    return {
        "overdue": count(len(overdue), IMPROVEMENT),
        "longest_overdue": dates.days_late(longest) if longest else "",
        "not_yet_due": count(by_state[PromiseState.OPEN], IMPROVEMENT),
        "next_due": dates.day(next_due) if next_due != date.max else "",
        "refused": count(refused, GroupNames("recommendation", "recommendations")),
        "done_late": count(by_state[PromiseState.DONE_LATE], IMPROVEMENT),
    }, {
        "overdue": bool(overdue),
        "not_yet_due": by_state[PromiseState.OPEN] > 0,
        "refused": refused > 0,
        "done_late": by_state[PromiseState.DONE_LATE] > 0,
    }


def _rest(release: Release, scheme: Scheme, review: AuthorityReview) -> _Found:
    reports = review.counts.get("reports.public", 0) + review.counts.get("reports.further", 0)
    late = sum(is_late_answer(report, release.about.as_at) for report in review.reports)
    upheld = [row for row in review.categories if row.upheld and row.category is not None]
    whole = sum(row.upheld for row in review.categories)
    most = max(upheld, key=lambda row: row.upheld, default=None)
    # Of one category only where it is no tie, holds at least half, and there are enough to have a half.
    stands_out = (
        most is not None
        and whole >= ENOUGH
        and most.upheld * 2 >= whole
        and sum(row.upheld == most.upheld for row in upheld) == 1
    )
    return {
        "reports": count(reports, _REPORT),
        "reports_late": f"{digits(late)} of {digits(len(review.reports))}",
        "category": category_title(scheme, most.category or "") if most else "",
        "category_of": f"{digits(most.upheld)} of {digits(whole)}" if most else "",
    }, {"reports": reports > 0, "reports_late": late > 0, "category": stands_out}
