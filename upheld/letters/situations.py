"""The situations that a letter must be right in: one name, one sentence and one test for each.

Belongs here: what makes a letter differ from the common one. The gallery shows one of each before anything is signed, and
a test holds that the sample has them all. Not here: what is said in them, which is the prose's and the wording's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from upheld.letters.context import LetterContext
from upheld.letters.noticed import Noticed, noticed
from upheld.measures.figure import Verdict
from upheld.release.model import AuthorityReview, Release
from upheld.scheme import Scheme

HUNDREDS = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """A letter with what it was made from."""

    letter: LetterContext
    review: AuthorityReview
    stands_out: Noticed

    def holds(self, *conditions: str) -> bool:
        """Whether all of these conditions of the prose hold in a letter of the authority's own."""
        return not self.letter.annex and set(conditions) <= self.stands_out.holds

    def counts(self, **wanted: int) -> bool:
        """Whether the counts are these."""
        return all(self.stands_out.counts[name] == number for name, number in wanted.items())

    def verdict(self, verdict: Verdict) -> bool:
        """Whether a leading figure has this verdict."""
        return any(one.figure.verdict is verdict for one in self.letter.figures)


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation: `slug` for a file's name, `title` for people, and whether a letter is in it."""

    slug: str
    title: str
    holds: Callable[[Seen], bool]


def _verdict(verdict: Verdict) -> Situation:
    slug = verdict.value.replace(" ", "-")
    return Situation(f"verdict-{slug}", f"A verdict: {verdict.value}", lambda seen: seen.verdict(verdict))


SITUATIONS: tuple[Situation, ...] = (
    Situation(
        "nothing-at-all", "Nothing received and nothing decided", lambda seen: seen.holds("nothing_at_all")
    ),
    Situation(
        "nothing-investigated", "Nothing investigated", lambda seen: seen.holds("nothing_investigated")
    ),
    Situation("none-upheld", "No upheld decision", lambda seen: seen.holds("no_upheld")),
    Situation("no-compliance", "No compliance outcome", lambda seen: seen.holds("no_compliance")),
    Situation(
        "one-of-everything",
        "One of everything",
        lambda seen: seen.counts(investigated=1, upheld=1, compliance=1),
    ),
    Situation(
        "hundreds",
        "Hundreds of complaints",
        lambda seen: seen.review.counts.get("received", 0) >= HUNDREDS,
    ),
    Situation("no-group", "A body that is compared with nobody", lambda seen: not seen.letter.has_group),
    Situation(
        "annex", "A body that closed: an annex to its successor’s letter", lambda seen: _annex(seen, 1)
    ),
    Situation(
        "annex-to-several", "A body that closed, with several successors", lambda seen: _annex(seen, 2)
    ),
    Situation("new", "A new body in place of others", lambda seen: seen.holds("new_in_place_of")),
    Situation("missed", "Recommendations not carried out", lambda seen: seen.holds("missed")),
    Situation("late", "Late remedies", lambda seen: seen.holds("late")),
    Situation("overdue", "Recommendations overdue without an outcome", lambda seen: seen.holds("overdue")),
    Situation("refused", "Recommendations refused", lambda seen: seen.holds("refused")),
    Situation("public-report", "A public report", lambda seen: seen.holds("public_report")),
    Situation("further-report", "A further report", lambda seen: seen.holds("further_report")),
    Situation("late-reply", "A late answer to a report", lambda seen: seen.holds("late_reply")),
    Situation("no-reply", "No answer to a report", lambda seen: seen.holds("no_reply")),
    Situation(
        "welcome-carried-out",
        "A welcome: everything carried out, unlike last year",
        lambda seen: seen.holds("missed_before_not_now"),
    ),
    Situation(
        "welcome-on-time",
        "A welcome: nothing late, unlike last year",
        lambda seen: seen.holds("late_before_not_now"),
    ),
    Situation("withheld", "Decisions counted and not published", lambda seen: seen.holds("withheld")),
    Situation(
        "all-withheld",
        "Every upheld decision counted and not published",
        lambda seen: (
            seen.holds("withheld") and seen.stands_out.counts["withheld"] == seen.stands_out.counts["upheld"]
        ),
    ),
    *(_verdict(verdict) for verdict in Verdict),
    Situation("years-together", "Told apart over several years", lambda seen: _years_together(seen)),
    Situation(
        "other-addressee",
        "An addressee who is not the chief executive",
        lambda seen: (
            not seen.letter.annex
            and (seen.letter.addressee.post or "").lower() != "chief executive"
            and seen.letter.addressee.post is not None
        ),
    ),
    Situation(
        "no-addressee",
        "No addressee known",
        lambda seen: not seen.letter.annex and seen.letter.addressee.post is None,
    ),
)
"""In the order of the gallery."""


def seen(release: Release, scheme: Scheme, letter: LetterContext) -> Seen:
    """A letter, ready to be asked what situations it is in."""
    review = release.review(letter.slug)
    return Seen(letter, review, noticed(release, review, scheme.calendar))


def situations_of(one: Seen) -> Iterator[Situation]:
    """The situations that a letter is in."""
    return (situation for situation in SITUATIONS if situation.holds(one))


def _annex(one: Seen, successors: int) -> bool:
    known = len(one.review.lineage.successors)
    return one.letter.annex and (known == 1 if successors == 1 else known >= successors)


def _years_together(one: Seen) -> bool:
    apart = (Verdict.HIGHER, Verdict.CLEARLY_HIGHER, Verdict.LOWER, Verdict.CLEARLY_LOWER)
    return not one.letter.annex and any(row.verdict in apart for row in one.review.observed)
