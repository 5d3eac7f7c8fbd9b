"""The country in a year: sums of what a release counted, and rates of all who are compared put together.

Belongs here: those sums, beside the year before. Each comes from the counts and figures of authorities in the release, and
`agreement` makes it again from the release's files. Not here: the page (`reviews`), and the review itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from upheld.measures.rate import decimal_text, print_percent, print_rate
from upheld.publication.contents import Contents
from upheld.publication.year import YearOfSite
from upheld.release.model import Release
from upheld.wording.numbers import capital

COUNTS = {
    "received": "Complaints and enquiries received",
    "decided": "Decided",
    "investigated": "Investigated in detail",
    "upheld": "Upheld",
    "service_improvements": "Service improvements agreed",
    "personal_remedies": "Remedies for people agreed",
    "reports.public": "Public reports",
}
CARRIED_OUT = {
    "compliance.satisfied_on_time": "Carried out on time",
    "compliance.satisfied_late": "Carried out late",
    "compliance.not_satisfied": "Not carried out",
    "compliance.ceased": "Ceased to apply, and left out of the rate",
    "overdue": "Overdue at the end of the year, with no outcome yet",
}


@dataclass(frozen=True, slots=True)
class NationalRate:
    """A measure of all who are compared, put together: counts, and the rate as printed; None of nothing."""

    numerator: int
    denominator: int
    rate: str | None

    @property
    def exact(self) -> Fraction | None:
        """The rate itself."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


def counted(release: Release) -> dict[str, int]:
    """Every count that the page of the country shows, of all bodies together."""
    names = (*COUNTS, *CARRIED_OUT)
    return {name: sum(review.counts.get(name, 0) for review in release.reviews.values()) for name in names}


def rate_of(release: Release, measure: str) -> NationalRate:
    """The authorities that have a group, together."""
    numerator, denominator = _summed(release, measure, compared=True)
    definition = release.definitions[measure]
    exact = Fraction(numerator, denominator) if denominator else None
    return NationalRate(
        numerator, denominator, None if exact is None else print_rate(definition, exact, national=True)
    )


def rates(year: YearOfSite) -> Iterator[dict[str, Any]]:
    """Each measure that is a share of cases, with the year before and the change, where the two may be set side by side."""
    contents, release = year.contents, year.release
    before = _year_before(contents, year)
    for measure in year.percent:
        now, definition = rate_of(release, measure), release.definitions[measure]
        then = rate_of(before, measure) if before is not None and measure in before.definitions else None
        broken = next((each.note for each in definition.breaks if each.year == release.about.year.ending), "")
        change = None
        if then is not None and not broken and now.exact is not None and then.exact is not None:
            change = _points(now.exact - then.exact)
        yield {
            "measure": measure,
            "title": year.label_of(measure),
            "numerator": now.numerator,
            "denominator": now.denominator,
            "rate": now.rate,
            "before": None
            if then is None
            else {"numerator": then.numerator, "denominator": then.denominator, "rate": then.rate},
            "change": change,
            "break": broken,
        }


def year_before(year: YearOfSite) -> str:
    """The label of the year before, where the site has it."""
    release = _year_before(year.contents, year)
    return "" if release is None else release.about.year.label


def subjects(year: YearOfSite) -> Iterator[dict[str, Any]]:
    """What complaints were about: counts of all bodies by category, and last those under none."""
    found: dict[str | None, Counter[str]] = {}
    for review in year.release.reviews.values():
        for row in review.categories:
            cells = {name: getattr(row, name) for name in ("received", "decided", "investigated", "upheld")}
            found.setdefault(row.category, Counter()).update(cells)
    titles = {slug: term.title for slug, term in year.contents.scheme.categories.items()}
    others = sorted(slug for slug in found if slug is not None and slug not in titles)
    for slug in (*titles, *others, None):
        if slug not in found:
            continue
        cells, investigated = found[slug], found[slug]["investigated"]
        yield {
            "category": slug,
            "title": "Not shown, as the decision is withheld" if slug is None else titles.get(slug, slug),
            "received": cells["received"],
            "decided": cells["decided"],
            "investigated": investigated,
            "upheld": cells["upheld"],
            "rate": print_percent(Fraction(cells["upheld"], investigated)) if investigated else None,
        }


def kinds(year: YearOfSite) -> Iterator[dict[str, Any]]:
    """Each group with its averages, as its members' pages print them; then all other bodies, so that the counts add up."""
    release, contents = year.release, year.contents
    for group in contents.scheme.groups.values():
        averages: dict[str, dict[str, Any] | None] = {}
        for measure in year.leading:
            figures = (each.figures.get(measure) for each in year.reviews_of_group(group.slug))
            pooled = next((figure.group for figure in figures if figure and figure.group), None)
            averages[measure] = None
            if pooled is not None and pooled.average is not None:
                averages[measure] = {
                    "rate": print_rate(release.definitions[measure], pooled.average),
                    "numerator": pooled.numerator,
                    "denominator": pooled.denominator,
                }
        members = year.reviews_of_group(group.slug)
        if members:
            yield {
                "group": group.slug,
                "title": capital(group.many),
                "members": sum(each.authority.open_at_end for each in members),
                "averages": averages,
            }
    others = [each for each in release.reviews.values() if each.authority.group is None]
    if others:
        yield {
            "group": None,
            "title": "Other bodies",
            "members": sum(each.authority.open_at_end for each in others),
            "averages": {
                measure: {"rate": None, "numerator": numerator, "denominator": denominator}
                for measure in year.leading
                for numerator, denominator in (_summed(release, measure, compared=False),)
            },
        }


def _summed(release: Release, measure: str, compared: bool) -> tuple[int, int]:
    figures = [
        review.figures[measure]
        for review in release.reviews.values()
        if measure in review.figures and (review.authority.group is not None) is compared
    ]
    return sum(each.numerator for each in figures), sum(each.denominator for each in figures)


def _year_before(contents: Contents, year: YearOfSite) -> Release | None:
    ending = year.release.about.year.ending
    return next((each for each in contents.inputs.releases if each.about.year.ending == ending - 1), None)


def _points(change: Fraction) -> str:
    """A change in percentage points, to one decimal: "2.3 points more"."""
    tenths = decimal_text(abs(change) * 100, 1)
    if not Fraction(tenths):
        return "No change" if change == 0 else "Less than 0.1 points"
    points = "point" if tenths == "1.0" else "points"
    return f"{tenths} {points} {'more' if change > 0 else 'less'}"
