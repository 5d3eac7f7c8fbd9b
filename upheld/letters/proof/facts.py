"""What is true of one authority and year: names, counts, dates, events, and the conditions that hold.

Belongs here: the facts by which a letter is read, from release, scheme, prose and contacts alone. Not here: figures
(`figure_facts`), and how a text is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from upheld.letters.proof.addressing import Addressed, addressed
from upheld.letters.proof.event_facts import event_facts
from upheld.letters.proof.noticed_facts import noticed_facts
from upheld.letters.proof.rules import Rule
from upheld.letters.proof.values import Fact, Told
from upheld.letters.prose import Prose
from upheld.measures.counting import RESULTS
from upheld.measures.measure import CountRule
from upheld.measures.verdict import LISTED, listed_by_chance
from upheld.records.contract import Contact
from upheld.release.model import AuthorityReview, Release
from upheld.scheme import Scheme
from upheld.wording.dates import MONTHS

INVESTIGATED = CountRule("decisions", ("investigated",))
_TAKES_ARTICLE = re.compile(r"([A-Z][a-z]+ )?(Borough|Council|Corporation) of |.*(Authority|Corporation)$")


def long_day(day: date) -> str:
    """A day in full, with ordinary spaces."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """An authority's review with what is true of it."""

    review: AuthorityReview
    annex: bool
    addressed: Addressed
    facts: Mapping[str, Fact]
    conditions: frozenset[str]


@dataclass(frozen=True, slots=True)
class SetFacts:
    """What is the same in every letter of a set."""

    facts: Mapping[str, Fact]
    conditions: frozenset[str]
    closed_by_group: Mapping[str, int]


def listed_names(names: Sequence[str]) -> str:
    """Names as a sentence lists them."""
    return names[0] if len(names) == 1 else " and ".join((", ".join(names[:-1]), names[-1])) if names else ""


def set_facts(release: Release, scheme: Scheme, prose: Prose) -> SetFacts:
    """The facts of a release, its year and its prose. Counts the chance of every verdict: do it once for a set."""
    about, year, issuer = release.about, release.about.year, scheme.issuer
    groups = [group.many for group in scheme.groups.values()]
    name, number, day, said = Rule.NAME, Rule.NUMBER, Rule.DATE, Rule.RELEASE
    compared, listed, chance = _chance(release)
    investigation = next(
        (d.base_noun.one for d in release.definitions.values() if d.denominator == INVESTIGATED),
        "investigation",
    )
    new = [d.public_label for d in release.definitions.values() if d.first_year == year.ending]
    broken = dict.fromkeys(
        one.note for d in release.definitions.values() for one in d.breaks if one.year == year.ending
    )
    time = prose.published_time
    clock = "" if time is None else f"{time.hour or '00'}:{time.minute:02d} on "
    facts = {
        "ending": Fact(str(year.ending), Rule.DATE),
        "year_label": Fact(year.label, Rule.DATE),
        "year_end": Fact(year.last_day, day),
        "first_day": Fact(year.first_day, day),
        "last_day": Fact(year.last_day, day),
        "letter_date": Fact(prose.letter_date, day),
        "published_on": Fact(prose.published_on, day),
        "as_at": Fact(about.as_at, day),
        "entered_by": Fact(about.entered_by, day),
        "period": Fact(f"{long_day(year.first_day)} to {long_day(year.last_day)}", day),
        "release_name": Fact(f"{year.label}, revision {about.revision}", said),
        "release_checksum": Fact(release.checksum, said),
        "release_address": Fact(f"{year.label}/r{about.revision}", said),
        "published_at": Fact(f"{clock}{long_day(prose.published_on)}", day),
        "why": Fact(about.why or "", said),
        "corrects": Fact(about.corrects or 0, said),
        "noun": Fact(issuer.authority_noun.one, name),
        "nouns": Fact(issuer.authority_noun.many, name),
        "ombudsman": Fact(issuer.ombudsman, name),
        "body": Fact(issuer.body, name),
        "jurisdiction": Fact(issuer.jurisdiction, name),
        "map": Fact(issuer.map_title, name),
        "website": Fact(issuer.website, name),
        "training": Fact(issuer.training_page, name),
        "groups": Fact(listed_names(groups), name),
        "groups_count": Fact(len(groups), number),
        "new_definitions": Fact(listed_names(new), Rule.CLAIM),
        "breaks": Fact(" ".join(broken), Rule.CLAIM),
        "correction": Fact(prose.lines["correction"], Rule.UNREAD),
        "compared": Fact(compared, number),
        "listed": Fact(listed, number),
        "by_chance": Fact(chance, number),
        "investigation_one": Fact(investigation, name),
        "article of investigation": Fact(2 if investigation[:1] in "aeio" else 1, Rule.PLURAL),
        "closed_too": Fact(Told("closed too"), number),
        "seminars": Fact(Told("seminars"), number),
        "courses": Fact(Told("courses"), number),
    }
    events, of_events = event_facts(release.events, year.label)
    stands = {
        "always": True,
        "illustrative": about.illustrative,
        "not illustrative": not about.illustrative,
        "entered later": about.entered_by != about.as_at,
        "corrects": about.corrects is not None,
        "breaks": bool(broken),
        "definitions": bool(new),
        "embargo": bool(prose.lines.get("embargo")),
        "copies named": bool(prose.lines.get("copied")),
        "some by chance": chance > 0,
    }
    closed: dict[str, int] = {}
    for review in release.reviews.values():
        if review.authority.group is not None and not review.authority.open_at_end:
            closed[review.authority.group] = closed.get(review.authority.group, 0) + 1
    conditions = frozenset(one for one, true in stands.items() if true) | of_events
    return SetFacts(facts | events, conditions, closed)


def authority_facts(
    of_set: SetFacts,
    release: Release,
    scheme: Scheme,
    prose: Prose,
    contacts: Mapping[str, Sequence[Contact]],
    review: AuthorityReview,
) -> AuthorityFacts:
    """The facts of one authority, with those of the set. `contacts` are by authority."""
    authority = review.authority
    annex = authority.closed_on is not None and authority.closed_on < prose.letter_date
    to = addressed(scheme, review, contacts, prose.letter_date, annex)
    group = scheme.groups.get(authority.group or "")
    members = next((f.group.members for f in review.figures.values() if f.group), 0)
    closed = of_set.closed_by_group.get(authority.group or "", 0)
    in_text = _in_text(authority.name)
    name = Rule.NAME
    noticed, of_noticed = noticed_facts(release, review, scheme.calendar)
    before = [_in_text(scheme.register.authorities[slug].last_name) for slug in review.lineage.predecessors]
    copied = () if annex else _copied(scheme, prose, contacts.get(authority.slug, ()))
    spans = [(row.first_year, row.last_year) for row in review.observed]
    used = [
        f"{d.public_label}, version {d.version}"
        for d in release.definitions.values()
        if d.measure in review.figures
    ]
    facts = {
        "authority": Fact(in_text, name),
        "Authority": Fact(in_text[:1].upper() + in_text[1:], name),
        "official_name": Fact(authority.name, name),
        "short": Fact(authority.short_name, name),
        "Short": Fact(authority.short_name[:1].upper() + authority.short_name[1:], name),
        "you": Fact(authority.short_name if annex else "you", name),
        "own_noun": Fact(scheme.issuer.authority_noun.one if group else "authority", name),
        "group_one": Fact(group.one if group else "", Rule.COMPARISON),
        "group_many": Fact(group.many if group else "", Rule.COMPARISON),
        "Group_many": Fact(group.many[:1].upper() + group.many[1:] if group else "", Rule.COMPARISON),
        "group_noun": Fact((group.one if members == 1 else group.many) if group else "", Rule.PLURAL),
        "members": Fact(members, Rule.NUMBER),
        "closed": Fact(closed, Rule.NUMBER),
        "opened_on": Fact(authority.opened_on or "", Rule.DATE),
        "predecessors": Fact(listed_names(before), name),
        "copies": Fact(listed_names(copied), Rule.ADDRESS),
        "first_year": Fact(spans[0][0] if spans else "", Rule.DATE),
        "last_year": Fact(spans[0][1] if spans else "", Rule.DATE),
        **noticed,
        "closed_on": Fact(authority.closed_on or "", Rule.DATE),
        "addressee": Fact(to.name or to.post or "", Rule.ADDRESS),
        "successors": Fact(listed_names(to.bodies), Rule.ADDRESS),
        "definitions_used": Fact(
            "; ".join(one if not i else one[:1].lower() + one[1:] for i, one in enumerate(used)), Rule.RELEASE
        ),
        **_counted(review, release, scheme.outcomes_counting_as("upheld")),
    }
    stands = {
        "annex": annex,
        "own": not annex,
        "group": group is not None,
        "no_group": group is None,
        "group of its own": authority.group is not None,
        "several members": members > 1,
        "closed members": closed > 0,
        "addressee": bool(to.name or to.post),
        "copied": bool(copied),
        f"about {authority.slug}": True,
        "several bodies": len(to.bodies) > 1,
    }
    conditions = (
        frozenset(one for one, true in stands.items() if true) | of_noticed | _of_counts(facts, review)
    )
    return AuthorityFacts(review, annex, to, {**of_set.facts, **facts}, of_set.conditions | conditions)


def _in_text(name: str) -> str:
    return f"the {name}" if _TAKES_ARTICLE.match(name) else name


def _copied(scheme: Scheme, prose: Prose, contacts: Sequence[Contact]) -> tuple[str, ...]:
    """The titles of the roles that get a copy: those in which somebody is in post on the letter's date."""
    day = prose.letter_date
    held = {one.role for one in contacts if one.held_from <= day <= (one.held_to or day)}
    return tuple(scheme.roles[role].title for role in prose.copies if role in held)


def _counted(review: AuthorityReview, release: Release, upheld_as: Sequence[str]) -> dict[str, Fact]:
    counts, year = review.counts, release.about.year
    upheld, improvements = counts.get("upheld", 0), counts.get("service_improvements", 0)
    reports = counts.get("reports.public", 0) + counts.get("reports.further", 0)
    listed = sum(decision.outcome in upheld_as for decision in review.decisions)
    of_year = sum(promise.decided_on in year for promise in review.promises)
    on_time, late = counts.get("compliance.satisfied_on_time", 0), counts.get("compliance.satisfied_late", 0)
    found = {
        "received": counts.get("received", 0),
        "decided": counts.get("decided", 0),
        "investigated": counts.get("investigated", 0),
        "replacing": counts.get("replacing_earlier", 0),
        "upheld": upheld,
        "hidden": upheld - listed,
        "improvements": improvements,
        "remedies": counts.get("personal_remedies", 0),
        "improvements_hidden": improvements - of_year,
        "earlier": len(review.promises) - of_year,
        "of_year_listed": of_year,
        "reports": reports,
        "reports_hidden": reports - len(review.reports),
        "on_time": on_time,
        "late": late,
        "carried_out": on_time + late,
        "ceased": counts.get("compliance.ceased", 0),
        "overdue": counts.get("overdue", 0),
    }
    return {name: Fact(number, Rule.NUMBER) for name, number in found.items()}


def _of_counts(facts: Mapping[str, Fact], review: AuthorityReview) -> frozenset[str]:
    """Conditions of the counts: "received" where there are any, "one late" where it is one, and so on."""
    number = {name: fact.value for name, fact in facts.items() if isinstance(fact.value, int)}
    stands = {name: count > 0 for name, count in number.items()}
    stands |= {
        "decided one": number["decided"] == 1,
        "several decided": number["decided"] > 1,
        "decided above received": number["decided"] > number["received"],
        "one investigated": number["investigated"] == 1,
        "two investigated": number["investigated"] == 2,
        "one upheld": number["upheld"] == 1,
        "none listed": number["hidden"] == number["upheld"],
        "several hidden": number["hidden"] > 0 and number["upheld"] > 1,
        "one earlier": number["earlier"] == 1,
        "none of the year listed": number["of_year_listed"] == 0,
        "one report": number["reports"] == 1,
        "no report listed": number["reports_hidden"] == number["reports"],
        "several reports hidden": number["reports_hidden"] > 0 and number["reports"] > 1,
        "on time": number["on_time"] > 0,
        "one on time": number["on_time"] == 1,
        "two on time": number["on_time"] == 2,
        "one late": number["late"] == 1,
        "two late": number["late"] == 2,
        "late and on time": number["late"] > 0 and number["on_time"] > 0,
        "settled": any(review.counts.get(f"compliance.{result}") for result in RESULTS),
    }
    return frozenset(name for name, true in stands.items() if true)


def _chance(release: Release) -> tuple[int, int, int]:
    """How many figures have a verdict, how many are listed, and how many chance would list, as printed."""
    figures = [f for r in release.reviews.values() for f in r.figures.values() if f.verdict is not None]
    expected = listed_by_chance(
        (f.numerator, f.denominator, f.others_numerator, f.others_denominator) for f in figures
    )
    return len(figures), sum(f.verdict in LISTED for f in figures), int(expected + Fraction(1, 2))
