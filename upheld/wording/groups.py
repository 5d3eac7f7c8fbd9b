"""How a comparison group is said to be made up.

Belongs here: who is in a group besides its members. Not here: its figures.
"""

from __future__ import annotations

from upheld.release.model import Release
from upheld.wording.numbers import words


def closed_too(release: Release, group: str | None) -> str:
    """Whose cases are in a group's average besides its members': ", with those of two that had closed", or nothing."""
    closed = sum(
        1
        for review in release.reviews.values()
        if group is not None and review.authority.group == group and not review.authority.open_at_end
    )
    return f", with those of {words(closed)} that had closed" if closed else ""
