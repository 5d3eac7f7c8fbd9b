"""Whom and what a year's prose names: held against the release and the scheme before any letter is read or written.

Belongs here: names of authorities and roles that would be passed over in silence, for nobody reads what is in no letter.
Not here: whether the file is well written (`prose_file`), and what the letters say (`proof`).
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.errors import Refused
from upheld.letters.prose import Prose
from upheld.release.model import Release
from upheld.scheme import Scheme


def know_named(prose: Prose, release: Release, scheme: Scheme) -> None:
    """Raise Refused for every text that would be in no letter, and every copy that would go to nobody."""
    lost = tuple(_lost(prose, release, scheme))
    if lost:
        raise Refused(" ".join(lost))


def _lost(prose: Prose, release: Release, scheme: Scheme) -> Iterator[str]:
    written = {slug: review.authority for slug, review in release.reviews.items() if review.letter}
    way_out = "Write the authority's slug as `upheld show` has it, or take the paragraph out."
    unwritten = sorted(prose.free.keys() - written.keys())
    if unwritten:
        yield (
            f"There is a free paragraph for {', '.join(unwritten)}, about whom no letter is written from the release "
            f"{release.about.name}. {way_out}"
        )
    annexes = sorted(
        slug
        for slug in prose.free.keys() & written.keys()
        if (closed := written[slug].closed_on) is not None and closed < prose.letter_date
    )
    if annexes:
        yield (
            f"There is a free paragraph for {', '.join(annexes)}, closed by the letters' date. An annex has no such "
            f"paragraph: write it to whoever gets the annex, or take it out."
        )
    only = {slug for passages in prose.slots.values() for passage in passages for slug in passage.only}
    unknown = sorted(only - written.keys())
    if unknown:
        yield (
            f"A paragraph of the year is only for {', '.join(unknown)}, about whom no letter is written from the "
            f"release {release.about.name}. {way_out}"
        )
    roles = sorted(set(prose.copies) - scheme.roles.keys())
    if roles:
        yield f"Copies go to {', '.join(roles)}, which is no role here. Use {', '.join(sorted(scheme.roles))}."
