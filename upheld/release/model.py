"""What a release says: the figures of one year, and what may be read beside them.

Belongs here: the shape of a release's public part, in memory. Letters and pages are made from these objects and from
nothing else. Not here: how it is written and checked (`canonical`, `store`, `verify`), or made from records (`freeze`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from upheld.errors import Missing
from upheld.measures.definition import MeasureVersion
from upheld.measures.figure import Figure
from upheld.register.model import AuthorityOfYear
from upheld.register.years import ReportingYear
from upheld.release.series import CategoryRow, ObservedRow, SeriesRow

PUBLISHED_SINCE = "published_since.csv"
"""The file of decisions of earlier years that were published since the release before: in every release that has one."""


class PromiseState(StrEnum):
    """How an agreed service improvement stands on the release's as-at day."""

    DONE = "done"
    DONE_LATE = "done late"
    OPEN = "not yet due"
    OVERDUE = "overdue"
    REFUSED = "refused"
    CEASED = "ceased"


@dataclass(frozen=True, slots=True)
class About:
    """Which release this is, and what it was made with.

    `as_at` is the day whose state of things it tells. `entered_by` is the last day whose entries it holds: the same day,
    but for a correction, which takes in what was entered later and still tells the state of that day.
    `freezing_waits_days` is how long the scheme waits after a year's end, and so what an earlier year's release can be
    taken to have known. `stands_on` names the earlier releases, with their checksums, and the published years from which
    it has its series. `published_since` is the day whose state the release of the year before tells: what was
    published after it of earlier years, this release tells; None where there is no such release. `accepted` are the
    warnings accepted at freezing, by name, each with the reason. `illustrative` says that made-up records went into it;
    whatever is made of the release must say so too.
    """

    scheme: str
    year: ReportingYear
    revision: int
    as_at: date
    entered_by: date
    illustrative: bool
    software: str
    corrects: int | None
    why: str | None
    definitions: tuple[DefinitionUsed, ...]
    freezing_waits_days: int = 0
    stands_on: tuple[str, ...] = ()
    accepted: tuple[tuple[str, str], ...] = ()
    published_since: date | None = None

    @property
    def name(self) -> str:
        """What people call it: 2019-20, revision 1."""
        return f"{self.year.label}, revision {self.revision}"


@dataclass(frozen=True, slots=True)
class DefinitionUsed:
    """A measure's version and the SHA-256 of its definition."""

    measure: str
    version: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """A decision of the year that the public may read. `text` names its summary by SHA-256; None where there is none."""

    authority: str
    case: str
    sequence: int
    decided_on: date
    category: str
    outcome: str
    satisfactory_remedy: bool
    published_on: date
    text: str | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A service improvement that the authority agreed to, with its state on the as-at day.

    It is in the year's release when its decision was made in the year, or when it was still open as the year began.
    `days_late` counts from the last agreed due date to completion, or to the as-at day; 0 when in time.
    """

    authority: str
    case: str
    sequence: int
    number: int
    remedy_type: str
    decided_on: date
    agreed_on: date
    due_on: date
    completed_on: date | None
    state: PromiseState
    days_late: int
    held_by: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class ComplianceFinding:
    """A compliance outcome of the year that was late or not satisfied. `case` is None while its decision is not public."""

    authority: str
    case: str | None
    sequence: int | None
    recorded_on: date
    result: str
    days_late: int | None


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A report issued in the year that the public may read. `text` names its title.

    `response_due_on` is the day by which the authority was to answer it; `responded_on` the day it did, None where it had
    not by the as-at day.
    """

    authority: str
    number: str
    kind: str
    issued_on: date
    published_on: date
    cases: tuple[str, ...]
    text: str | None
    response_due_on: date | None = None
    responded_on: date | None = None


@dataclass(frozen=True, slots=True)
class EventsOfYear:
    """Courses and seminars held in one reporting year. Delegates and distinct authorities are two counts."""

    year: str
    courses: int
    course_delegates: int
    courses_by_sector: tuple[tuple[str, int], ...]
    seminars: int
    seminar_places: tuple[str, ...]
    seminar_delegates: int
    seminar_authorities: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where an authority came from and what followed it: slugs of the register."""

    predecessors: tuple[str, ...]
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthorityReview:
    """Everything a release says about one authority.

    `counts` holds whole numbers by name: received, decided, `outcome.<slug>` for every outcome of the scheme,
    investigated, upheld, satisfactory_remedy, `compliance.<result>` for the four results, personal_remedies,
    service_improvements (both agreed, of decisions made in the year), recommendations_refused (of decisions made in the
    year), reports.public, reports.further, overdue (decisions with a
    recommendation past its due date on the year's last day, and no outcome by then), upheld_not_public,
    replacing_earlier (decisions that replace one counted in an earlier year), open_at_start, first_decided and
    open_at_end (cases; the first and received, less the second, make the third).
    """

    authority: AuthorityOfYear
    lineage: Lineage
    letter: bool
    counts: Mapping[str, int]
    figures: Mapping[str, Figure]
    decisions: tuple[PublicDecision, ...]
    promises: tuple[Promise, ...]
    findings: tuple[ComplianceFinding, ...]
    reports: tuple[PublicReport, ...]
    series: tuple[SeriesRow, ...] = ()
    observed: tuple[ObservedRow, ...] = ()
    categories: tuple[CategoryRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """How many authorities a measure's verdicts list as higher or lower, and how many chance alone would list.

    `compared` is the number that have a verdict. `by_chance` is a decimal text: the number expected if every authority
    matched its group.
    """

    measure: str
    compared: int
    listed: int
    by_chance: str


@dataclass(frozen=True, slots=True)
class Release:
    """The public part of a release. Reviews are in order of slug, events in order of year up to the release's own.

    `series` is every figure of earlier years, also of authorities that are gone and have no review here.
    `published_since` are decisions of earlier years that were published since the release before: counted in their own
    years, which had closed, and in no figure here.
    `checksum` is the SHA-256 of the public part's list of checksums: one number for all its bytes.
    """

    about: About
    definitions: Mapping[str, MeasureVersion]
    reviews: Mapping[str, AuthorityReview]
    events: tuple[EventsOfYear, ...]
    checksum: str
    listings: tuple[Listing, ...] = ()
    series: tuple[SeriesRow, ...] = ()
    published_since: tuple[PublicDecision, ...] = ()

    def review(self, slug: str) -> AuthorityReview:
        """One authority's part. Raises Missing where the release has nothing about it."""
        if slug not in self.reviews:
            raise Missing(f"The release {self.about.name} has nothing about {slug}.")
        return self.reviews[slug]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of a text that was withdrawn: what it was of, when, and the class of reason. Counts do not change."""

    sha256: str
    kind: str
    record: str
    withdrawn_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Published texts by name. They stand outside the frozen set, so that one can be withdrawn at once.

    A text's name is the SHA-256 of what it is of, a line feed, and the text (`build.name_of_text`): the frozen set holds
    the name, and two records with the same words have two names.
    """

    by_sha256: Mapping[str, str]
    withdrawn: Mapping[str, Tombstone] = field(default_factory=dict)

    def read(self, sha256: str | None) -> str | None:
        """The text, or None where there is none, or where it was withdrawn."""
        return None if sha256 is None else self.by_sha256.get(sha256)

    def withdrawn_on(self, sha256: str | None) -> date | None:
        """The day the text was withdrawn; None where it was not."""
        tombstone = self.withdrawn.get(sha256 or "")
        return tombstone.withdrawn_on if tombstone else None
