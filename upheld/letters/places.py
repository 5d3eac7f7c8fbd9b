"""What fills the places of the prose for one authority, and which conditions hold for it.

Belongs here: one answer for every place and condition of `prose`. Not here: the texts.
"""

from __future__ import annotations

from upheld.documents.runs import Run
from upheld.letters.addressee import Addressee
from upheld.letters.noticed import noticed
from upheld.letters.prose import Prose
from upheld.release.model import AuthorityReview, Release
from upheld.scheme import Scheme
from upheld.wording import dates
from upheld.wording.events import describe_events
from upheld.wording.groups import closed_too
from upheld.wording.names import Names, in_a_sentence
from upheld.wording.numbers import capital, digits, listed, words


def places_of(
    release: Release,
    scheme: Scheme,
    prose: Prose,
    review: AuthorityReview,
    names: Names,
    addressee: Addressee,
    annex: bool,
    copied: tuple[str, ...],
) -> tuple[dict[str, str | Run], frozenset[str]]:
    """What fills the places of the prose, and the conditions that hold."""
    issuer, authority, year = scheme.issuer, review.authority, release.about.year
    members = next((figure.group.members for figure in review.figures.values() if figure.group), 0)
    broken = [
        note
        for d in release.definitions.values()
        for note in (b.note for b in d.breaks if b.year == year.ending)
    ]
    new = [d.public_label for d in release.definitions.values() if d.first_year == year.ending]
    found = noticed(release, review, scheme.calendar)
    before = [scheme.register.authority(slug).last_name for slug in review.lineage.predecessors]
    time = f"{dates.clock(prose.published_time)} on " if prose.published_time else ""
    events = describe_events(release.events, year.label, prose.seminar)
    places: dict[str, str | Run] = {
        "ending": str(year.ending),
        "year_end": dates.day(year.last_day),
        "as_at": dates.day(release.about.as_at),
        "period": dates.period(year),
        "authority": in_a_sentence(names.authority),
        "Authority": capital(in_a_sentence(names.authority)),
        "short": names.short,
        "Short": capital(names.short),
        "noun": issuer.authority_noun.one,
        "own_noun": issuer.authority_noun.one if names.group else "authority",
        "nouns": issuer.authority_noun.many,
        "addressee": addressee.name or addressee.post or "",
        "ombudsman": issuer.ombudsman,
        "body": issuer.body,
        "jurisdiction": issuer.jurisdiction,
        "map": Run(issuer.map_title, "em"),
        "website": Run(issuer.website, "", f"https://{issuer.website}"),
        "training": Run(issuer.training_page, "", f"https://{issuer.training_page}"),
        "published_on": dates.day(prose.published_on),
        "published_at": time + dates.day(prose.published_on),
        "copies": listed(copied),
        "opened_on": dates.day(authority.opened_on) if authority.opened_on else "",
        "predecessors": listed([in_a_sentence(name) for name in before]),
        "closed_on": dates.day(authority.closed_on) if authority.closed_on else "",
        "successors": listed(addressee.bodies),
        "groups": listed([group.many for group in scheme.groups.values()]),
        "groups_count": words(len(scheme.groups)),
        "group_one": names.group.one if names.group else "",
        "group_many": names.group.many if names.group else "",
        "members": digits(members),
        "closed_too": closed_too(release, authority.group),
        "breaks": " ".join(dict.fromkeys(broken)),
        "seminars": events.seminars,
        "courses": events.courses,
        "new_definitions": Run(listed(new), "em"),
        **found.places,
    }
    facts = {
        "annex": annex,
        "own": not annex,
        "group": names.group is not None and members > 1,
        "no_group": names.group is None,
        "seminars": bool(events.seminars),
        "courses": bool(events.courses),
        "breaks": bool(broken),
        "definitions": bool(new),
    }
    return places, found.holds | {name for name, true in facts.items() if true}
