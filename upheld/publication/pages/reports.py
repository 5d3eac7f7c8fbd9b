"""Public reports: a list of all years, and one of each.

Belongs here: what the public may read of a report. Not here: the report itself, which the Ombudsman publishes.
"""

from __future__ import annotations

from typing import Any

from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Choice, Crumb, Page
from upheld.publication.year import YearOfSite
from upheld.release.model import Release
from upheld.wording import dates
from upheld.wording.numbers import digits
from upheld.wording.promises import instead_of_text, is_late_answer, not_published, report_answered
from upheld.wording.record_texts import fit, unbroken

_FURTHER = "reports.further"
"""Counts what follows a report that was not answered as it should be; the national review counts these by themselves."""


def index(contents: Contents) -> Page:
    """The years with their numbers of reports."""
    years = [
        (
            label,
            addresses.reports_of(label),
            _issued(release),
            _counted(release, _FURTHER),
            sum(len(review.reports) for review in release.reviews.values()),
        )
        for label, release in reversed(list(contents.releases.items()))
    ]
    return Page(
        address=addresses.REPORTS,
        heading="Public reports",
        description="When a decision is not enough, the Ombudsman issues a public report. Those that were published when their year’s figures were frozen, year by year.",
        template="reports_index.html.j2",
        content={"years": years},
        twin={
            "years": [
                {
                    "year": label,
                    "address": contents.inputs.origin + address,
                    "issued": issued,
                    "of_these_further_reports": further,
                    "published": published,
                }
                for label, address, issued, further, published in years
            ]
        },
        illustrative=contents.illustrative,
        section="Reports",
    )


def of_year(year: YearOfSite) -> Page:
    """The reports of one year, by number."""
    reviews, as_at = year.release.reviews.values(), year.release.about.as_at
    rows = sorted(
        (
            {
                "number": report.number,
                "anchor": addresses.name_of(report.number),
                "title": fit(year.texts.read(report.text))
                or instead_of_text(year.texts, report.text, "title"),
                "kind": report.kind,
                "slug": review.authority.slug,
                "issued_on": report.issued_on,
                "published_on": report.published_on,
                "cases": [unbroken(case) for case in report.cases],
                "answer": report_answered(report, as_at),
                "late": is_late_answer(report, as_at),
            }
            for review in reviews
            for report in review.reports
        ),
        key=lambda row: (str(row["number"]), str(row["slug"])),
    )
    seen: set[str] = set()
    for row in rows:  # a report on two bodies is listed with both, and has one place
        row["anchor"] = "" if row["anchor"] in seen else row["anchor"]
        seen.add(str(row["anchor"]))
    issued = _issued(year.release)
    several = ""
    if len(rows) > len({(row["number"], row["kind"]) for row in rows}):
        several = f"A report about several {year.contents.noun.many} is counted and listed with each."
    return Page(
        address=addresses.reports_of(year.label),
        heading=f"Public reports, {year.label}",
        description=f"Public reports that the Ombudsman issued in {year.label}: {digits(len(rows))} published by {dates.day(as_at)}.",
        template="reports.html.j2",
        content={
            "rows": rows,
            "several": several,
            "hidden": not_published(max(0, issued - len(rows)), issued, "reports"),
            "years": [
                Choice(label, addresses.reports_of(label), label == year.label)
                for label in year.contents.years
            ],
        },
        twin={"reports": [_plain(row) for row in rows]},
        illustrative=year.release.about.illustrative,
        crumbs=(Crumb("Public reports", addresses.REPORTS), Crumb(year.label, "")),
        section="Reports",
        release=year.origin_line,
        table=addresses.table("reports", year.label),
    )


def _issued(release: Release) -> int:
    """The reports of a year, further ones too; one about several bodies counts with each, as it is listed."""
    return _counted(release, "reports.public") + _counted(release, _FURTHER)


def _counted(release: Release, kind: str) -> int:
    return sum(review.counts.get(kind, 0) for review in release.reviews.values())


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": row["number"],
        "title": row["title"],
        "kind": row["kind"],
        "authority": row["slug"],
        "issued_on": row["issued_on"].isoformat(),
        "published_on": row["published_on"].isoformat(),
        "answer": dates.plain(row["answer"]),
        "cases": [case.replace("\u00a0", " ") for case in row["cases"]],
    }
