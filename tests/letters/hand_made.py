"""Releases made by hand: small enough to check on paper, with every state a letter can be in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from upheld.letters.context import LetterContext, letter_context
from upheld.letters.prose import Prose
from upheld.letters.prose_file import load_prose
from upheld.measures.figure import Figure, GroupFigure
from upheld.measures.interval import interval_of
from upheld.measures.verdict import verdict_of
from upheld.records.contract import Contact
from upheld.register.years import ReportingYear
from upheld.release.model import (
    About,
    AuthorityReview,
    ComplianceFinding,
    DefinitionUsed,
    EventsOfYear,
    Lineage,
    Promise,
    PromiseState,
    PublicDecision,
    PublicReport,
    Release,
    Texts,
)
from upheld.scheme import Scheme, england, load_scheme

YEAR = ReportingYear(date(2019, 4, 1), date(2020, 3, 31))
AS_AT = date(2020, 4, 30)
LATER = ReportingYear(date(2024, 4, 1), date(2025, 3, 31))
HOSTILE = '=#let x = 1; *bold* _em_ @ref <b onclick="x">&amp; "quoted" \\ $x^2$ \u202eright to left\u202c #read("/etc/passwd") '

GROUPS: Mapping[str, tuple[int, dict[str, tuple[int, int]]]] = {
    "district": (
        192,
        {"upheld-rate": (405, 900), "compliance-rate": (396, 400), "satisfactory-remedy-rate": (81, 405)},
    ),
    "county": (
        26,
        {"upheld-rate": (660, 1000), "compliance-rate": (598, 600), "satisfactory-remedy-rate": (60, 660)},
    ),
    "metropolitan": (
        36,
        {"upheld-rate": (700, 1100), "compliance-rate": (690, 700), "satisfactory-remedy-rate": (70, 700)},
    ),
}
OUTCOMES = ("invalid", "advice", "referred_back", "closed_initial", "not_upheld", "upheld")


@lru_cache(maxsize=1)
def scheme_of_england() -> Scheme:
    return load_scheme(england())


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def figure(
    authority: str,
    measure: str,
    numerator: int,
    denominator: int,
    group: str | None,
    year: ReportingYear = YEAR,
) -> Figure:
    definition = scheme_of_england().measures.for_year(year.ending)[measure]
    pooled = None
    if group is not None:
        members, counts = GROUPS[group]
        pooled = GroupFigure(
            group,
            members,
            members - 10,
            *counts.get(
                measure, (405, 13_000_000) if measure == "upheld-per-100000" else counts["compliance-rate"]
            ),
        )
    verdict = None
    if definition.verdict and pooled is not None and denominator:
        others = (pooled.numerator - numerator, pooled.denominator - denominator)
        verdict = verdict_of(numerator, denominator, *others, others_with_base=pooled.members_with_base - 1)
    interval = interval_of(definition.interval, numerator, denominator) if denominator else None
    return Figure(
        authority, year.label, measure, definition.version, numerator, denominator, pooled, interval, verdict
    )


def review(
    slug: str,
    outcomes: tuple[int, ...],
    remedies: int,
    compliance: tuple[int, int, int, int] = (0, 0, 0, 0),
    *,
    received: int = 0,
    year: ReportingYear = YEAR,
    unpublished: int = 0,
    more: Mapping[str, int] | None = None,
    successors: tuple[str, ...] = (),
    summary: str = "Delay in answering reports that building work had gone ahead without permission, and no reply to the complaint about it.",
    improvement: str = "Set a time limit for first replies to reports, and tell staff of it.",
) -> tuple[AuthorityReview, dict[str, str]]:
    """One authority's review: decisions by outcome, satisfactory remedies, compliance (on time, late, not satisfied, ceased)."""
    scheme = scheme_of_england()
    authority = scheme.register.of_year(slug, year, scheme.group_of_type)
    residents = 80_000 * (1 + len(slug))
    upheld, investigated = outcomes[5], outcomes[4] + outcomes[5]
    on_time, late, failed, ceased = compliance
    group = authority.group
    figures = {
        "upheld-rate": figure(slug, "upheld-rate", upheld, investigated, group, year),
        "compliance-rate": figure(
            slug, "compliance-rate", on_time + late, on_time + late + failed, group, year
        ),
        "on-time-compliance": figure(
            slug, "on-time-compliance", on_time, on_time + late + failed, group, year
        ),
        "satisfactory-remedy-rate": figure(slug, "satisfactory-remedy-rate", remedies, upheld, group, year),
    }
    if "upheld-per-100000" in scheme.measures.for_year(year.ending) and group is not None:
        figures["upheld-per-100000"] = figure(slug, "upheld-per-100000", upheld, residents, group, year)
    categories = list(scheme.categories)
    texts: dict[str, str] = {}

    def kept(text: str) -> str:
        texts[sha256(text)] = text
        return sha256(text)

    decisions = tuple(
        PublicDecision(
            authority=slug,
            case=f"19 {index // 1000:03d} {index % 1000:03d}",
            sequence=1,
            decided_on=year.first_day + timedelta(days=3 * index % 360),
            category=categories[index % len(categories)],
            outcome="upheld",
            satisfactory_remedy=index < remedies,
            published_on=year.last_day,
            text=kept(summary if index % 3 else f"{summary} We recommended an apology and a payment."),
        )
        for index in range(upheld - unpublished)
    )
    states = (PromiseState.DONE, PromiseState.OVERDUE, PromiseState.DONE_LATE, PromiseState.OPEN)
    promises = tuple(
        Promise(
            authority=slug,
            case=decision.case,
            sequence=1,
            number=1,
            remedy_type="policy_change",
            decided_on=decision.decided_on,
            agreed_on=decision.decided_on,
            due_on=(
                decision.decided_on + timedelta(days=92),
                AS_AT - timedelta(days=43),
                decision.decided_on + timedelta(days=92),
                AS_AT + timedelta(days=30),
            )[index // 2 % 4],
            completed_on=(
                decision.decided_on + timedelta(days=90),
                None,
                decision.decided_on + timedelta(days=100),
                None,
            )[index // 2 % 4],
            state=states[index // 2 % 4],
            days_late=(0, 43, 8, 0)[index // 2 % 4],
            held_by=None,
            text=kept(improvement),
        )
        for index, decision in enumerate(decisions)
        if index % 2 == 0
    )
    findings = tuple(
        ComplianceFinding(
            slug,
            f"18 000 {index:03d}" if index else None,
            1,
            year.first_day + timedelta(days=40 * index),
            result,
            days,
        )
        for index, (result, days) in enumerate(
            [("satisfied_late", 14)] * late + [("not_satisfied", None)] * failed
        )
    )
    counts = {
        "received": received,
        "decided": sum(outcomes),
        **{f"outcome.{name}": number for name, number in zip(OUTCOMES, outcomes, strict=True)},
        "investigated": investigated,
        "upheld": upheld,
        "satisfactory_remedy": remedies,
        "compliance.satisfied_on_time": on_time,
        "compliance.satisfied_late": late,
        "compliance.not_satisfied": failed,
        "compliance.ceased": ceased,
        "personal_remedies": upheld,
        "service_improvements": len(promises),
        "reports.public": 1 if upheld > 20 else 0,
        "reports.further": 0,
        "overdue": 0,
        "upheld_not_public": unpublished,
        "replacing_earlier": 0,
        **(more or {}),
    }
    reports = ()
    if upheld > 20:
        reports = (
            PublicReport(
                slug,
                "R-2019-014",
                "public",
                date(2019, 9, 2),
                date(2019, 9, 26),
                ("19 000 001",),
                kept("Investigation into a council’s care of a child"),
            ),
        )
    lineage = Lineage((), successors)
    return AuthorityReview(
        authority, lineage, True, counts, figures, decisions, promises, findings, reports
    ), texts


EVENTS = (
    EventsOfYear(
        "2017-18",
        62,
        700,
        (("adult social care provider", 11), ("local authority", 51)),
        4,
        ("Leeds",),
        150,
        120,
    ),
    EventsOfYear(
        "2018-19",
        71,
        900,
        (("adult social care provider", 14), ("local authority", 57)),
        4,
        ("Leeds",),
        150,
        120,
    ),
    EventsOfYear(
        "2019-20",
        118,
        1437,
        (("adult social care provider", 40), ("local authority", 56)),
        4,
        ("London", "Bristol", "Leeds", "Birmingham"),
        178,
        143,
    ),
)


@lru_cache(maxsize=4)
def release(illustrative: bool = True, year: ReportingYear = YEAR) -> tuple[Release, Texts]:
    """Bolsover as it was; the rest made up."""
    made = [
        review("bolsover", (2, 0, 2, 8, 3, 1), 0, (1, 0, 0, 0), received=11, year=year),
        review(
            "birmingham",
            (40, 21, 190, 160, 47, 103),
            9,
            (60, 2, 1, 2),
            received=500,
            year=year,
            unpublished=4,
            more={"overdue": 3},
        ),
        review("kent", (12, 3, 60, 55, 21, 40), 12, (40, 0, 0, 0), received=190, year=year),
        review("melton", (1, 0, 1, 3, 0, 0), 0, received=5, year=year),
        review("adur", (0, 0, 0, 0, 0, 0), 0, year=year),
        review(
            "suffolk-coastal",
            (0, 0, 0, 1, 2, 1),
            0,
            (0, 1, 0, 0),
            received=0,
            year=year,
            successors=("east-suffolk",),
        ),
        review(
            "west-dorset",
            (0, 0, 0, 0, 1, 1),
            0,
            received=0,
            year=year,
            unpublished=1,
            successors=("dorset", "bournemouth-christchurch-and-poole"),
        ),
        review("dartmoor-national-park", (0, 0, 1, 1, 4, 3), 1, (2, 0, 0, 0), received=8, year=year),
        review(
            "craven",
            (0, 0, 1, 2, 1, 2),
            0,
            received=6,
            year=year,
            summary=HOSTILE + "x" * 300 + " word" * 1900,
            improvement=HOSTILE + "x" * 300 + " word" * 1900,
        ),
    ]
    texts = {key: text for _, of_one in made for key, text in of_one.items()}
    definitions = scheme_of_england().measures.for_year(year.ending)
    about = About(
        scheme="england",
        year=year,
        revision=1,
        as_at=AS_AT,
        entered_by=AS_AT,
        illustrative=illustrative,
        software="upheld 0.1",
        corrects=None,
        why=None,
        definitions=tuple(DefinitionUsed(d.measure, d.version, d.fingerprint) for d in definitions.values()),
    )
    reviews = {one.authority.slug: one for one, _ in sorted(made, key=lambda pair: pair[0].authority.slug)}
    return Release(about, definitions, reviews, EVENTS, "0" * 64), Texts(texts)


def contact(authority: str, role: str, title: str, held_from: date, **more: object) -> Contact:
    given = {
        "authority": authority,
        "role": role,
        "title": title,
        "held_from": held_from,
        "entered_on": held_from,
    }
    return Contact.model_validate(given | more)


CONTACTS = (
    contact(
        "bolsover", "link_officer", "Customer Standards Manager", date(2012, 1, 1), email="link@example.org"
    ),
    contact("bolsover", "chief_executive", "Director of Corporate Resources", date(2015, 1, 1)),
    contact("bolsover", "chief_executive", "Chief Executive", date(2020, 8, 1)),
    contact(
        "kent",
        "chief_executive",
        "Chief Executive",
        date(2016, 1, 1),
        name="Ms Okafor",
        email="head@example.org",
    ),
    contact("east-suffolk", "chief_executive", "Chief Executive", date(2019, 4, 1)),
)


def prose_of(year: ReportingYear) -> Prose:
    return load_prose(scheme_of_england().prose_folder, year)


def letter(slug: str, illustrative: bool = True, year: ReportingYear = YEAR) -> LetterContext:
    made, texts = release(illustrative, year)
    scheme = scheme_of_england()
    return letter_context(made, scheme, prose_of(year), texts, CONTACTS, slug)
