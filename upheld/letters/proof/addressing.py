"""To whom a letter must go, from the contacts, worked out a second time.

Belongs here: who is in post on the letter's date, by the scheme's order of roles. Not here: what else of a contact must
not be in a letter (`privacy`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upheld.records.contract import Contact
from upheld.release.model import AuthorityReview
from upheld.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a letter goes to: a name where one is public, a post, and the bodies."""

    name: str | None
    post: str | None
    bodies: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the address."""
        return tuple(line for line in (self.name, self.post, *self.bodies) if line)


def addressed(
    scheme: Scheme,
    review: AuthorityReview,
    contacts: Mapping[str, Sequence[Contact]],
    day: date,
    annex: bool,
) -> Addressed:
    """Whom a letter dated `day` goes to. An annex goes to the successors; where there are several, to the bodies."""
    own = review.authority
    targets = review.lineage.successors if annex and review.lineage.successors else (own.slug,)
    if targets == (own.slug,):
        bodies: tuple[str, ...] = (own.name,)
    else:
        bodies = tuple(_name(scheme, slug, day) for slug in targets)
    if len(targets) > 1:
        return Addressed(None, None, bodies)
    ranks = {role.slug: role.addressee for role in scheme.roles.values() if role.addressee is not None}
    ranked = sorted(
        (ranks[one.role], one.held_from, one.title, one.name or "")
        for one in contacts.get(targets[0], ())
        if one.role in ranks and one.held_from <= day <= (one.held_to or day)
    )
    if not ranked:
        return Addressed(None, None, bodies)
    _, _, post, name = ranked[0]
    return Addressed(name or None, post, bodies)


def _name(scheme: Scheme, slug: str, day: date) -> str:
    known = scheme.register.authorities[slug]
    held = [name.value for name in known.names if (name.since or date.min) <= day <= (name.until or date.max)]
    return held[0] if held else known.last_name
