"""To whom a letter goes, and how it greets them.

Belongs here: choosing among the contacts, by the scheme's order of roles, who is in post on the letter's date. Of a contact
it takes name and post and nothing else, for a letter is public. Not here: sending it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upheld.documents.runs import Run, fill_line
from upheld.letters.prose import Prose
from upheld.records.contract import Contact
from upheld.release.model import AuthorityReview
from upheld.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes: a name where one is public, the post, and the body or bodies."""

    name: str | None
    post: str | None
    bodies: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the address."""
        return tuple(line for line in (self.name, self.post) if line) + self.bodies


def addressee_of(
    scheme: Scheme, review: AuthorityReview, contacts: Sequence[Contact], day: date, annex: bool
) -> Addressee:
    """Who is written to: the first role of the scheme's order with somebody in post; nobody is made up.

    An annex goes to the successors: to the addressee of the one, or to the bodies where there are several.
    """
    targets = (review.lineage.successors or (review.authority.slug,)) if annex else (review.authority.slug,)
    bodies = (
        tuple(_name_on(scheme, slug, day) for slug in targets)
        if targets != (review.authority.slug,)
        else (review.authority.name,)
    )
    if len(targets) > 1:
        return Addressee(None, None, bodies)
    order = {role.slug: role.addressee for role in scheme.roles.values() if role.addressee is not None}
    in_post = [contact for contact in _in_post(contacts, targets[0], day) if contact.role in order]
    if not in_post:
        return Addressee(None, None, bodies)
    chosen = min(
        in_post,
        key=lambda contact: (order[contact.role] or 0, contact.held_from, contact.title, contact.name or ""),
    )
    return Addressee(chosen.name, chosen.title, bodies)


def copied_to(
    scheme: Scheme, roles: Sequence[str], contacts: Sequence[Contact], slug: str, day: date
) -> tuple[str, ...]:
    """The roles, by the scheme's titles, of those who get a copy: the ones in which somebody at the authority is in post."""
    held = {contact.role for contact in _in_post(contacts, slug, day)}
    return tuple(scheme.roles[role].title for role in roles if role in held)


def _in_post(contacts: Sequence[Contact], slug: str, day: date) -> list[Contact]:
    return [
        contact
        for contact in contacts
        if contact.authority == slug
        and contact.held_from <= day
        and (contact.held_to is None or day <= contact.held_to)
    ]


def _name_on(scheme: Scheme, slug: str, day: date) -> str:
    """A body's name on a day; its last name where it had none then."""
    known = scheme.register.authority(slug)
    return next((name.value for name in known.names if name.holds_on(day)), known.last_name)


def salutation(prose: Prose, places: Mapping[str, str | Run], addressee: Addressee) -> str:
    name = addressee.name or addressee.post
    if name:
        return fill_line(prose.lines["salutation"], {**places, "addressee": name})
    return prose.lines["salutation_several" if len(addressee.bodies) > 1 else "salutation_nobody"]
