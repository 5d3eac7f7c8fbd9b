"""The record contract: what is recorded, field by field, as it stands in a file.

Belongs here: the shape of each record, and the rules one record can break by itself. Rules between records are in
`check`; lists that belong to an ombudsman (outcomes, categories, the pattern of a reference) are the scheme's, and are
checked there too. The reference page of the contract is generated from these docstrings and descriptions.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Publication(StrEnum):
    """Whether the public may read it."""

    PUBLISHED = "published"
    NOT_YET = "not_yet"
    WITHHELD = "withheld"


class Standing(StrEnum):
    """Whether a decision still holds."""

    STANDING = "standing"
    REPLACED = "replaced"
    QUASHED = "quashed"
    WITHDRAWN = "withdrawn"


class RecommendationKind(StrEnum):
    """Whom a recommendation is for: the person who complained, or everyone who uses the service."""

    PERSONAL_REMEDY = "personal_remedy"
    SERVICE_IMPROVEMENT = "service_improvement"


class RecommendationStatus(StrEnum):
    """How far a recommendation has come."""

    MADE = "made"
    AGREED = "agreed"
    REFUSED = "refused"
    DONE = "done"
    CEASED = "ceased"


class ComplianceResult(StrEnum):
    """What was found when a decision's last recommendation was settled."""

    SATISFIED_ON_TIME = "satisfied_on_time"
    SATISFIED_LATE = "satisfied_late"
    NOT_SATISFIED = "not_satisfied"
    CEASED = "ceased"


class ReportKind(StrEnum):
    """A public report, or the further report that follows an unsatisfactory response."""

    PUBLIC = "public"
    FURTHER = "further"


class EventKind(StrEnum):
    """A course is delivered to a client; a seminar gathers link officers of many authorities."""

    COURSE = "course"
    SEMINAR = "seminar"


class Record(BaseModel):
    """What every record has: a table it belongs to, the fields that name it, and the day it was entered."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]

    entered_on: date = Field(
        description="The day it was entered; a year frozen before that day does not hold it."
    )
    illustrative: bool = Field(
        default=False,
        description="Made up to show the software. One such record makes all that comes of it illustrative.",
    )

    @property
    def key(self) -> tuple[str | int | date, ...]:
        """What names this record among its kind."""
        return tuple(getattr(self, field) for field in self.KEY)


def _require(condition: object, field: str, sentence: str) -> None:
    """Refuse the record at `field`: pydantic carries the field's name at the head of the sentence."""
    if not condition:
        raise ValueError(f"{field}|{sentence}")


def _check_publication(
    publication: Publication, published_on: date | None, withheld_reason: str | None
) -> None:
    published = publication is Publication.PUBLISHED
    _require(
        published == (published_on is not None), "published_on", "given exactly when publication is published"
    )
    withheld = publication is Publication.WITHHELD
    _require(
        withheld == (withheld_reason is not None),
        "withheld_reason",
        "given exactly when publication is withheld",
    )


class Case(Record):
    """One complaint about one body: what is received, decided and counted."""

    TABLE: ClassVar[str] = "cases"
    KEY: ClassVar[tuple[str, ...]] = ("reference",)

    reference: str = Field(
        description="The case's reference; joint cases share its stem and differ in the suffix."
    )
    authority: str = Field(
        description="The body investigated, then and there: a name, a code or a slug of the register."
    )
    received_on: date = Field(description="The day it was received; puts it in a year as received.")
    category: str = Field(description="What it is about: one of the scheme's categories.")
    subcategory: str | None = Field(default=None, description="A finer heading, free text.")
    acting_for_it: str | None = Field(default=None, description="A provider that acted for the body.")
    acting_for_it_publishable: bool = Field(default=False, description="Whether that provider may be named.")
    arises_from: str | None = Field(
        default=None, description="The earlier case whose agreed remedy was not carried out."
    )

    @model_validator(mode="after")
    def _rules(self) -> Self:
        _require(self.entered_on >= self.received_on, "entered_on", "before received_on")
        _require(self.arises_from != self.reference, "arises_from", "a case cannot arise from itself")
        return self


class Decision(Record):
    """What the Ombudsman decided on a case. At most one decision of a case stands at a time."""

    TABLE: ClassVar[str] = "decisions"
    KEY: ClassVar[tuple[str, ...]] = ("case", "sequence")

    case: str = Field(description="The reference of the case decided.")
    sequence: int = Field(ge=1, description="1 for the first decision on a case, 2 for the next.")
    decided_on: date = Field(description="The day of the decision; puts it in a year as decided.")
    outcome: str = Field(description="One of the scheme's outcomes.")
    satisfactory_remedy: bool = Field(
        default=False, description="Upheld, and the body had already offered a remedy that was fair."
    )
    summary: str | None = Field(default=None, description="What was found, written to be published.")
    publication: Publication = Field(description="Whether the summary may be read by the public.")
    published_on: date | None = Field(default=None, description="The day it was published.")
    withheld_reason: str | None = Field(default=None, description="The class of reason it is withheld for.")
    replaces: int | None = Field(
        default=None, ge=1, description="The sequence of the decision this one replaces."
    )
    standing: Standing = Field(description="Whether it still holds.")
    standing_ended_on: date | None = Field(default=None, description="The day it stopped standing.")

    @model_validator(mode="after")
    def _rules(self) -> Self:
        _require(self.entered_on >= self.decided_on, "entered_on", "before decided_on")
        _check_publication(self.publication, self.published_on, self.withheld_reason)
        _require(
            self.published_on is None or self.published_on >= self.decided_on,
            "published_on",
            "before decided_on",
        )
        stands = self.standing is Standing.STANDING
        _require(
            stands == (self.standing_ended_on is None),
            "standing_ended_on",
            "given exactly when it no longer stands",
        )
        _require(
            self.standing_ended_on is None or self.standing_ended_on >= self.decided_on,
            "standing_ended_on",
            "before decided_on",
        )
        _require(
            self.replaces is None or self.replaces < self.sequence, "replaces", "not an earlier decision"
        )
        return self


class Recommendation(Record):
    """An action recommended after fault was found."""

    TABLE: ClassVar[str] = "recommendations"
    KEY: ClassVar[tuple[str, ...]] = ("case", "sequence", "number")

    case: str = Field(description="The reference of the case.")
    sequence: int = Field(ge=1, description="The decision it belongs to.")
    number: int = Field(ge=1, description="Its number within the decision.")
    kind: RecommendationKind = Field(description="For the person who complained, or for the service.")
    remedy_type: str = Field(description="One of the scheme's remedies.")
    text: str = Field(description="The full text; never public.")
    public_summary: str | None = Field(
        default=None, description="For a service improvement: what the public may read."
    )
    status: RecommendationStatus = Field(description="How far it has come.")
    agreed_on: date | None = Field(default=None, description="The day the body agreed to it.")
    due_on: date | None = Field(default=None, description="The last agreed day to be done by.")
    earlier_due_on: tuple[date, ...] = Field(
        default=(), description="Days agreed before that, earliest first."
    )
    completed_on: date | None = Field(default=None, description="The day it was done.")
    evidence: str | None = Field(default=None, description="What showed that it was done; never public.")
    held_by: str | None = Field(
        default=None, description="The body that owes it now, if not the one investigated."
    )

    @model_validator(mode="after")
    def _rules(self) -> Self:
        done = self.status is RecommendationStatus.DONE
        _require(done == (self.completed_on is not None), "completed_on", "given exactly when status is done")
        agreed = self.status in (RecommendationStatus.AGREED, RecommendationStatus.DONE)
        _require(not agreed or self.agreed_on is not None, "agreed_on", "missing, although it was agreed")
        _require(
            self.agreed_on is None or self.due_on is not None, "due_on", "missing, although it was agreed"
        )
        improvement = self.kind is RecommendationKind.SERVICE_IMPROVEMENT
        _require(
            improvement or self.public_summary is None, "public_summary", "a personal remedy is never public"
        )
        _require(
            list(self.earlier_due_on) == sorted(self.earlier_due_on)
            and (
                not self.earlier_due_on or (self.due_on is not None and self.earlier_due_on[-1] < self.due_on)
            ),
            "earlier_due_on",
            "not in order before due_on",
        )
        for field in ("due_on", "completed_on"):
            day: date | None = getattr(self, field)
            _require(
                day is None or self.agreed_on is None or day >= self.agreed_on, field, "before agreed_on"
            )
        return self


class ComplianceOutcome(Record):
    """The finding on whether a decision's recommendations were carried out; the first one of a decision counts."""

    TABLE: ClassVar[str] = "compliance"
    KEY: ClassVar[tuple[str, ...]] = ("case", "sequence", "recorded_on")

    case: str = Field(description="The reference of the case.")
    sequence: int = Field(ge=1, description="The decision it is about.")
    recorded_on: date = Field(description="The day it was recorded; puts it in a year.")
    result: ComplianceResult = Field(description="What was found.")
    note: str | None = Field(default=None, description="Why; never public.")

    @model_validator(mode="after")
    def _rules(self) -> Self:
        _require(self.entered_on >= self.recorded_on, "entered_on", "before recorded_on")
        return self


class Report(Record):
    """A public report on one or more cases, or the further report that may follow it."""

    TABLE: ClassVar[str] = "reports"
    KEY: ClassVar[tuple[str, ...]] = ("number", "kind")

    number: str = Field(description="The report's number.")
    kind: ReportKind = Field(description="Public, or further.")
    cases: tuple[str, ...] = Field(min_length=1, description="The references of its cases.")
    title: str | None = Field(default=None, description="Its title, written to be published.")
    issued_on: date = Field(description="The day it was issued; puts it in a year.")
    publication: Publication = Field(description="Whether the public may read it.")
    published_on: date | None = Field(default=None, description="The day it was published.")
    withheld_reason: str | None = Field(default=None, description="The class of reason it is withheld for.")
    response_due_on: date | None = Field(default=None, description="The day the body's response is due.")
    responded_on: date | None = Field(default=None, description="The day the body responded.")
    response: str | None = Field(default=None, description="What the body answered; never public.")

    @model_validator(mode="after")
    def _rules(self) -> Self:
        _require(self.entered_on >= self.issued_on, "entered_on", "before issued_on")
        _check_publication(self.publication, self.published_on, self.withheld_reason)
        _require(
            self.published_on is None or self.published_on >= self.issued_on,
            "published_on",
            "before issued_on",
        )
        _require(len(set(self.cases)) == len(self.cases), "cases", "the same case twice")
        return self


class Event(Record):
    """A course or a seminar. Delegates and distinct authorities are two counts."""

    TABLE: ClassVar[str] = "events"
    KEY: ClassVar[tuple[str, ...]] = ("number",)

    number: str = Field(description="The event's number.")
    held_on: date = Field(description="The day it was held; puts it in a year.")
    kind: EventKind = Field(description="Course, or seminar.")
    place: str = Field(description="Where it was held.")
    sector: str = Field(description="Whom it was for, such as local authority or adult social care provider.")
    client: str | None = Field(default=None, description="Who asked for it.")
    delegates: int = Field(ge=0, description="How many people came.")
    authorities: tuple[str, ...] = Field(default=(), description="The authorities they came from.")

    @model_validator(mode="after")
    def _rules(self) -> Self:
        _require(
            len(set(self.authorities)) == len(self.authorities), "authorities", "the same authority twice"
        )
        return self


class Contact(Record):
    """A person, or a post, in a role at an authority. Nothing of a contact is public but what a letter is addressed to."""

    TABLE: ClassVar[str] = "contacts"
    KEY: ClassVar[tuple[str, ...]] = ("authority", "role", "held_from")

    authority: str = Field(description="The authority: a name, a code or a slug of the register.")
    role: str = Field(description="One of the scheme's roles.")
    name: str | None = Field(default=None, description="How the person is addressed, as in: Ms Okafor.")
    title: str = Field(description="The post, as the authority calls it.")
    email: str | None = Field(default=None, description="Where letters go.")
    held_from: date = Field(description="The first day in post.")
    held_to: date | None = Field(default=None, description="The last day in post.")

    @model_validator(mode="after")
    def _rules(self) -> Self:
        _require(self.held_to is None or self.held_to >= self.held_from, "held_to", "before held_from")
        _require(
            self.email is None or ("@" in self.email and " " not in self.email), "email", "not an address"
        )
        return self


class PublishedFigure(Record):
    """A figure of a year known only as it was published: counts without the records behind them."""

    TABLE: ClassVar[str] = "published_figures"
    KEY: ClassVar[tuple[str, ...]] = ("authority", "year", "measure")

    authority: str = Field(description="The authority: a name, a code or a slug of the register.")
    year: str = Field(description="The reporting year, such as 2014-15.")
    measure: str = Field(description="One of the scheme's measures.")
    numerator: int = Field(ge=0, description="What was counted.")
    denominator: int = Field(ge=0, description="The base it was counted from; 0 where nothing was.")
    average: int | None = Field(
        default=None, ge=0, le=100, description="The group's average as printed, in percent."
    )
    source: str = Field(description="Where it was published.")

    @model_validator(mode="after")
    def _rules(self) -> Self:
        _require(self.numerator <= self.denominator, "numerator", "above its denominator")
        return self


CONTRACT: tuple[type[Record], ...] = (
    Case,
    Decision,
    Recommendation,
    ComplianceOutcome,
    Report,
    Event,
    Contact,
    PublishedFigure,
)
"""Every kind of record, in the order in which they refer to one another."""
