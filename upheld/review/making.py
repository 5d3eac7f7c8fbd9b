"""Making a review: from a release and the years it stands on to tables, report and workbook, checked.

Belongs here: the order of the steps. Not here: files (`written`), and any of the steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from upheld.documents.document import Document
from upheld.release.model import Release
from upheld.release.past import PastYear
from upheld.review.changes import COUNTS, SeriesBreak
from upheld.review.pools import PartNames, pools_of
from upheld.review.prose import ReviewProse, load_review_prose
from upheld.review.report import review_report
from upheld.review.sheets import Sheets
from upheld.review.tables import review_sheets, review_workbook
from upheld.review.tracing import check_traced
from upheld.scheme import Scheme
from upheld.tables.workbook import Workbook


@dataclass(frozen=True)
class Review:
    """The national review of a year: every number of `report` stands in `sheets`."""

    sheets: Sheets
    report: Document
    workbook: Workbook


def make_review(release: Release, scheme: Scheme, past: Sequence[PastYear]) -> Review:
    """Make the review of a release.

    Raises Missing or Invalid for prose that is absent or broken, Refused for prose that needs what the year does not have,
    and Invalid for a number in the text that is traced to no cell, or a comparison that the years do not bear.
    """
    prose = load_review_prose(scheme)
    sheets = sheets_of(release, scheme, past, prose)
    report = review_report(release, scheme, sheets, prose)
    check_traced(report, sheets, prose.literals)
    return Review(sheets, report, review_workbook(release, scheme, report.title, sheets))


def sheets_of(release: Release, scheme: Scheme, past: Sequence[PastYear], prose: ReviewProse) -> Sheets:
    """The tables of a release, with the names and breaks that the prose gives them."""
    names = PartNames(prose.bodies.grouped, prose.bodies.apart, prose.bodies.whole)
    breaks = [SeriesBreak(of, COUNTS[of], each.year, each.note) for each in prose.breaks for of in each.of]
    return review_sheets(release, scheme, pools_of(release, scheme, names), past, names, breaks)
