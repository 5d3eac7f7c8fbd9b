"""The lists of a letter's last pages: upheld decisions, compliance that failed or was late, promises, reports, other figures.

Belongs here: which public records are listed, and in what words. A decision that is not public is counted and never
listed. Not here: how a list is set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from upheld.register.years import ReportingYear
from upheld.release.model import AuthorityReview, Promise, Release, Texts
from upheld.scheme import Scheme
from upheld.wording import dates
from upheld.wording.figures import FigureWords, describe
from upheld.wording.names import GroupNames, Names
from upheld.wording.numbers import capital, count, digits, is_or_are, listed, words
from upheld.wording.over_years import BY_CATEGORY, expected_and_verdict
from upheld.wording.promises import finding_result, instead_of_text, is_notice, not_published, promise_state
from upheld.wording.record_texts import fit, unbroken
from upheld.wording.sayings import PLAIN, Saying

NO_SAYINGS: Mapping[str, Saying] = {}
IMPROVEMENT = GroupNames("service improvement", "service improvements")
PROMISE_COLUMNS = ("Service improvement", "Reference", "Due", "How it stands")
PROMISE_WIDTHS = (43, 15, 15, 27)
LINE = 160
"""How many signs of a summary stand in a line of a letter, which lists many; the whole stands on the decision's page."""
REMEDY = GroupNames("remedy for a person", "remedies for people")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a list; `notice` where it says that something is late, stopped or wrong."""

    text: str
    notice: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list under a heading: a sentence before it, columns with their share of the width, rows, a sentence after it."""

    heading: str
    lead: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    after: str


def listings_of(
    release: Release,
    scheme: Scheme,
    texts: Texts,
    review: AuthorityReview,
    names: Names,
    leading: Sequence[str],
    unlisted: str | None = None,
    sayings: Mapping[str, Saying] = NO_SAYINGS,
) -> tuple[Listing, ...]:
    """Every list that has something in it. `leading` are the measures said elsewhere; `unlisted` says of upheld decisions
    which are not listed and why, where that is said by reason; `sayings` are what a page says of its measures."""
    found = (
        _over_years(release, review, names),
        upheld_decisions(scheme, texts, review, names, unlisted=unlisted),
        compliance_found(review, names),
        promises_made(release, scheme, texts, review, names),
        reports_issued(texts, review),
        _others(release, review, names, leading, sayings),
    )
    return tuple(listing for listing in found if listing is not None)


def _over_years(release: Release, review: AuthorityReview, names: Names) -> Listing | None:
    """What several years together say, beside what the others' years would have led to expect; one row for a measure."""
    rows: list[tuple[Cell, ...]] = []
    for measure, definition in release.definitions.items():
        by = {row.by: row for row in review.observed if row.measure == measure}
        year, subject = by.get("year"), by.get(BY_CATEGORY)
        if year is None:
            continue
        without = f" (nothing to compare in {listed(year.dropped)})" if year.dropped else ""
        rows.append(
            (
                Cell(f"{names.voice.label(definition.public_label)}{without}"),
                Cell(f"{digits(year.observed)} of {digits(year.base)}"),
                *(Cell(text) for row in (year, subject) for text in expected_and_verdict(row)),
            )
        )
    if not rows:
        return None
    span = next((row.first_year, row.last_year) for row in review.observed)
    lead = (
        f"What {names.voice.we} found, beside what would be expected had each year gone as it did at the other members together. By "
        "subject: as it went for complaints about the same subject. Changes that touch everyone cancel."
    )
    columns = ("Figure", "Found", "Expected", "Verdict", "By subject", "Verdict")
    return Listing(
        f"Years together: {span[0]} to {span[1]}", lead, columns, (27, 11, 10, 21, 10, 21), tuple(rows), ""
    )


def upheld_decisions(
    scheme: Scheme,
    texts: Texts,
    review: AuthorityReview,
    names: Names,
    longest: int = LINE,
    unlisted: str | None = None,
) -> Listing | None:
    """Each finding of fault that is published, by so much of its summary as `longest` allows, and how many are not; None
    where nothing was upheld."""
    upheld_slugs = scheme.outcomes_counting_as("upheld")
    upheld = review.counts.get("upheld", 0)
    if not upheld:
        return None
    shown = [decision for decision in review.decisions if decision.outcome in upheld_slugs]
    rows = tuple(
        (
            Cell(unbroken(decision.case)),
            Cell(dates.short_day(decision.decided_on)),
            Cell(category_title(scheme, decision.category)),
            Cell(
                in_a_line(fit(texts.read(decision.text)), longest)
                or instead_of_text(texts, decision.text, "summary")
            ),
        )
        for decision in shown
    )
    heading = "Upheld decision" if upheld == 1 else "Upheld decisions"
    after = unlisted
    if after is None:
        after = not_published(upheld - len(shown), upheld, "upheld decisions")
    return Listing(
        heading,
        "",
        ("Reference", "Decided", "About", f"What {names.voice.we} found"),
        (12, 12, 24, 52),
        rows,
        after,
    )


def compliance_found(review: AuthorityReview, names: Names) -> Listing | None:
    """Compliance that was late or failed, said plainly: the cases, where their decisions are public."""
    if not review.findings:
        return None
    rows = tuple(
        (
            Cell(unbroken(finding.case) if finding.case else "Not published"),
            Cell(dates.short_day(finding.recorded_on)),
            Cell(finding_result(finding), notice=True),
        )
        for finding in review.findings
    )
    heading = "Recommendations carried out late, or not carried out"
    return Listing(
        heading, "", ("Reference", "Recorded", f"What {names.voice.we} found"), (17, 16, 67), rows, ""
    )


def promises_made(
    release: Release, scheme: Scheme, texts: Texts, review: AuthorityReview, names: Names
) -> Listing | None:
    """What was agreed, with its state; None where nothing was."""
    improvements = review.counts.get("service_improvements", 0)
    remedies = review.counts.get("personal_remedies", 0)
    if not (review.promises or improvements or remedies):
        return None
    agreed = []
    if improvements:
        agreed.append(count(improvements, IMPROVEMENT))
    if remedies:
        agreed.append(count(remedies, REMEDY))
    whole = improvements + remedies
    lead = f"In decisions of the year {names.voice.we} recommended {listed(agreed)}." if whole else ""
    if remedies:
        lead += " Remedies for people are private: they are counted and not listed."
    lead = f"{lead} {_improvements_listed(review, release.about.year, improvements)}".strip()
    rows = tuple(promise_cells(scheme, texts, review, promise) for promise in review.promises)
    return Listing(
        "What was agreed, and whether it was done",
        lead,
        PROMISE_COLUMNS,
        PROMISE_WIDTHS,
        rows,
        "",
    )


def promise_cells(
    scheme: Scheme, texts: Texts, review: AuthorityReview, promise: Promise
) -> tuple[Cell, ...]:
    """A promise as a row: what was promised, its reference, when it is due, how it stands."""
    said = fit(texts.read(promise.text))
    if not said:
        said = f"{_remedy(scheme, promise.remedy_type)}. {instead_of_text(texts, promise.text, 'text')}"
    return (
        Cell(said + _holder(scheme, promise, review)),
        Cell(unbroken(promise.case)),
        Cell(dates.short_day(promise.due_on)),
        Cell(promise_state(promise), is_notice(promise)),
    )


def _improvements_listed(review: AuthorityReview, year: ReportingYear, improvements: int) -> str:
    """How the table of improvements answers to their number: which are not in it, and which are in it besides."""
    of_year = sum(promise.decided_on in year for promise in review.promises)
    hidden, earlier = improvements - of_year, len(review.promises) - of_year
    said = []
    if hidden:
        whole = "improvement is" if hidden == 1 else "improvements are"
        said.append(f"{capital(words(hidden))} {whole} counted and not listed.")
    if earlier:
        which = (
            "One agreed earlier, and still open"
            if earlier == 1
            else f"{capital(words(earlier))} agreed earlier, and still open"
        )
        said.append(f"{which} when the year began, {is_or_are(earlier)} listed{' too' if of_year else ''}.")
    return " ".join(said)


def _holder(scheme: Scheme, promise: Promise, review: AuthorityReview) -> str:
    """Who promised it, or who owes it now, where that is another body than the letter is about."""

    def name(slug: str) -> str:
        known = scheme.register.authorities.get(slug)
        return known.last_name if known else slug

    if promise.authority != review.authority.slug:
        return f" Promised by {name(promise.authority)}."
    if promise.held_by is not None and promise.held_by != review.authority.slug:
        return f" Now owed by {name(promise.held_by)}."
    return ""


def reports_issued(texts: Texts, review: AuthorityReview) -> Listing | None:
    """The public reports of the year; None where there was none."""
    public = review.counts.get("reports.public", 0) + review.counts.get("reports.further", 0)
    if not public and not review.reports:
        return None
    rows = tuple(
        (
            Cell(report.number),
            Cell(dates.short_day(report.issued_on)),
            Cell(
                (fit(texts.read(report.text)) or instead_of_text(texts, report.text, "title"))
                + (" (further report)" if report.kind == "further" else "")
            ),
        )
        for report in review.reports
    )
    heading = "Public report" if public == 1 else "Public reports"
    after = not_published(public - len(rows), public, "reports")
    return Listing(heading, "", ("Number", "Issued", "Title"), (17, 16, 67), rows, after)


def _others(
    release: Release,
    review: AuthorityReview,
    names: Names,
    leading: Sequence[str],
    sayings: Mapping[str, Saying],
) -> Listing | None:
    """The figures of the release that do not lead the letter."""
    said = [
        describe(review.figures[measure], definition, names, sayings.get(measure, PLAIN))
        for measure, definition in release.definitions.items()
        if measure in review.figures and measure not in leading
    ]
    if not said or not any(one.rate for one in said):
        return None
    rows = tuple(
        (Cell(one.name), Cell(one.rate or "No rate"), Cell(_counted(one)), Cell(one.average or "No average"))
        for one in said
    )
    return Listing(
        "Other figures", "", ("Figure", "Rate", "Made from", "Average"), (39, 13, 35, 13), rows, ""
    )


def _counted(said: FigureWords) -> str:
    return f"{said.counted} {said.of_base}" if said.rate else "No cases"


def category_title(scheme: Scheme, category: str) -> str:
    """The title of a category; its slug where the scheme no longer has it."""
    term = scheme.categories.get(category)
    return term.title if term else category


def _remedy(scheme: Scheme, remedy: str) -> str:
    term = scheme.remedies.get(remedy)
    return term.title if term else remedy


def first_sentence(summary: str) -> str:
    """The first sentence of a summary; as many words of it as fit a line where it is longer."""
    ends = [place for stop in ".!?" if (place := summary.find(f"{stop} ")) > 0]
    return in_a_line(summary[: min(ends) + 1] if ends else summary)


def in_a_line(summary: str, longest: int = LINE) -> str:
    """The beginning of a summary that fits a line or two: whole sentences of it, or as many words of a long one as fit.

    Every word is the summary's own, in its order; what was left out of a sentence is marked by three dots.
    """
    if len(summary) <= longest:
        return summary
    cut = max(summary.rfind(f"{stop} ", 0, longest) for stop in ".!?")
    if cut > 0:
        return summary[: cut + 1]
    return summary[: max(summary.rfind(" ", 0, longest), 0) or longest].rstrip(" ,;:") + "\u2026"
