"""One authority's year in plain text, and the same for programs: what `upheld show` prints.

Belongs here: the order in which a review is told on a terminal. Not here: how each part is said, which is the same
everywhere, and colours.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from upheld.release.model import AuthorityReview, Release, Texts
from upheld.scheme import Scheme
from upheld.wording import dates
from upheld.wording.figures import FigureWords, describe
from upheld.wording.flow import COMPLAINT
from upheld.wording.names import Names, names_of
from upheld.wording.numbers import count, digits, words
from upheld.wording.over_years import over_years
from upheld.wording.promises import finding_result, instead_of_text, not_published, promise_state
from upheld.wording.sayings import PLAIN, Saying, load_sayings

_WIDTH = 96


def show_review(release: Release, scheme: Scheme, slug: str, texts: Texts) -> str:
    """An authority's figures as one would say them. Raises Missing where the release has nothing about it."""
    review = release.review(slug)
    names = names_of(scheme, review.authority, release.about.year)
    lines = [f"{names.authority}, {names.period}"]
    if release.about.illustrative:
        lines.append("Illustrative data: made from sample records.")
    lines += [f"Release {release.about.name}, as at {dates.day(release.about.as_at)}.", ""]
    for said in _figures(release, scheme, review, names).values():
        lines += figure_lines(said)
    lines += _observed_lines(release, review)
    lines += _counts_lines(scheme, review)
    lines += _decision_lines(scheme, review)
    lines += _promise_lines(review, texts)
    return dates.plain("\n".join(lines).rstrip() + "\n")


def review_as_json(release: Release, scheme: Scheme, slug: str, texts: Texts) -> dict[str, object]:
    """The same for programs: exact counts, printed rates, verdicts, sentences; and the lists that are public."""
    review = release.review(slug)
    names = names_of(scheme, review.authority, release.about.year)
    return review_said(release, review, _figures(release, scheme, review, names), texts)


def review_said(
    release: Release, review: AuthorityReview, figures: Mapping[str, FigureWords], texts: Texts
) -> dict[str, object]:
    """As `review_as_json`, with the figures already said, in whatever voice."""
    about = release.about
    return {
        "authority": {
            "slug": review.authority.slug,
            "name": review.authority.name,
            "type": review.authority.type,
            "group": review.authority.group,
            "code": review.authority.code,
        },
        "release": {
            "name": about.name,
            "year": about.year.label,
            "revision": about.revision,
            "as_at": about.as_at.isoformat(),
            "checksum": release.checksum,
            "illustrative": about.illustrative,
        },
        "figures": {measure: _figure_json(review, measure, said) for measure, said in figures.items()},
        "counts": dict(sorted(review.counts.items())),
        "decisions": [
            {
                "case": decision.case,
                "decided_on": decision.decided_on.isoformat(),
                "category": decision.category,
                "outcome": decision.outcome,
                "satisfactory_remedy": decision.satisfactory_remedy,
                "summary": texts.read(decision.text),
            }
            for decision in review.decisions
        ],
        "promises": [
            {
                "case": promise.case,
                "number": promise.number,
                "due_on": promise.due_on.isoformat(),
                "completed_on": promise.completed_on.isoformat() if promise.completed_on else None,
                "state": promise.state.value,
                "days_late": promise.days_late,
                "text": texts.read(promise.text),
            }
            for promise in review.promises
        ],
        "findings": [
            {
                "case": finding.case,
                "recorded_on": finding.recorded_on.isoformat(),
                "result": finding.result,
                "days_late": finding.days_late,
            }
            for finding in review.findings
        ],
        "reports": [
            {
                "number": report.number,
                "kind": report.kind,
                "title": texts.read(report.text),
                "issued_on": report.issued_on.isoformat(),
            }
            for report in review.reports
        ],
    }


def _figures(
    release: Release, scheme: Scheme, review: AuthorityReview, names: Names
) -> Mapping[str, FigureWords]:
    sayings: Mapping[str, Saying] = load_sayings(scheme.prose_folder)
    return {
        measure: describe(review.figures[measure], definition, names, sayings.get(measure, PLAIN))
        for measure, definition in release.definitions.items()
        if measure in review.figures
    }


def _figure_json(review: AuthorityReview, measure: str, said: FigureWords) -> dict[str, object]:
    figure = review.figures[measure]
    group = figure.group
    return {
        "name": said.name,
        "official": said.official,
        "version": figure.version,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "rate": said.rate,
        "interval": [said.low, said.high] if said.low is not None else None,
        "average": said.average,
        "group": {"members": group.members, "numerator": group.numerator, "denominator": group.denominator}
        if group
        else None,
        "others": {
            "numerator": figure.others_numerator,
            "denominator": figure.others_denominator,
            "rate": said.others,
        }
        if group
        else None,
        "verdict": said.verdict,
        "heading": said.heading,
        "sentence": dates.plain(said.text),
    }


def figure_lines(said: FigureWords) -> list[str]:
    """A figure in lines: name and rate, count, heading, and its sentences."""
    start = f"{said.name}: {said.rate}" if said.rate else said.name
    lines = [start, f"  {said.counted} {said.of_base}" if said.rate else "  No rate"]
    lines.append(f"  {said.heading}")
    return [
        *lines,
        *textwrap.wrap(dates.plain(said.text), _WIDTH, initial_indent="  ", subsequent_indent="  "),
        "",
    ]


def _observed_lines(release: Release, review: AuthorityReview) -> list[str]:
    """Observed against expected over several years, by year and by category, each so labelled."""
    lines: list[str] = []
    for measure, definition in release.definitions.items():
        said = over_years(release, review.observed, measure)
        if said:
            whole = f"{definition.public_label}. {' '.join(said)}"
            lines += textwrap.wrap(whole, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    return ["Several years together", *lines, ""] if lines else []


def _counts_lines(scheme: Scheme, review: AuthorityReview) -> list[str]:
    counts = review.counts
    lines = [
        "From complaint to decision",
        f"  {count(counts.get('received', 0), COMPLAINT)} received, {digits(counts.get('decided', 0))} decided",
    ]
    lines += [
        f"  {digits(number):>7}  {outcome.title}"
        for outcome in scheme.outcomes.values()
        if (number := counts.get(f"outcome.{outcome.slug}", 0))
    ]
    if overdue := counts.get("overdue", 0):
        lines.append(f"  Overdue at the year’s end with no outcome yet: {words(overdue)}")
    return [*lines, ""]


def _decision_lines(scheme: Scheme, review: AuthorityReview) -> list[str]:
    upheld = review.counts.get("upheld", 0)
    if not upheld and not review.findings:
        return []
    lines = ["Upheld decisions"] if upheld else []
    public = [
        decision for decision in review.decisions if decision.outcome in scheme.outcomes_counting_as("upheld")
    ]
    for decision in public:
        category = scheme.categories.get(decision.category)
        about = category.title if category else decision.category
        lines.append(f"  {decision.case}  {dates.short_day(decision.decided_on)}  {about}")
    if hidden := not_published(upheld - len(public), upheld, "upheld decisions"):
        lines.append(f"  {hidden}")
    for finding in review.findings:
        lines.append(f"  Compliance, {finding.case or 'not published'}: {finding_result(finding)}")
    return [*lines, ""]


def _promise_lines(review: AuthorityReview, texts: Texts) -> list[str]:
    if not review.promises:
        return []
    lines = ["Service improvements agreed"]
    for promise in review.promises:
        text = " ".join((texts.read(promise.text) or instead_of_text(texts, promise.text, "text")).split())
        lines += textwrap.wrap(
            f"{promise.case}: {text}", _WIDTH, initial_indent="  ", subsequent_indent="    "
        )
        lines.append(f"    Due {dates.short_day(promise.due_on)}. {promise_state(promise)}.")
    return [*lines, ""]
