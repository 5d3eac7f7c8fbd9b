"""The reviewed texts of letters: what they consist of, what they may leave to be filled in, and which are said.

Belongs here: the closed list of places, conditions and slots, and the choice of paragraphs. Not here: reading them
(`prose_file`), what the places hold (`places`, `noticed`), and how a text becomes runs (`documents.runs`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from upheld.documents.runs import Paragraph, Run, fill
from upheld.letters.noticed import COUNT_PLACES, NOTICED_CONDITIONS, NOTICED_PLACES
from upheld.wording.names import GroupNames
from upheld.wording.sayings import Saying

PLACES = frozenset(
    {
        *("ending", "year_end", "period", "authority", "Authority", "short", "Short"),
        *("noun", "own_noun", "nouns", "addressee", "ombudsman", "body", "jurisdiction", "map", "website"),
        *("training", "published_on", "published_at", "closed_on", "successors", "copies"),
        *("groups", "groups_count", "group_one", "group_many", "members", "closed_too"),
        *("seminars", "courses", "breaks", "new_definitions"),
        *COUNT_PLACES,
        *NOTICED_PLACES,
    }
)
"""What a text may leave to be filled in."""

CONDITIONS = frozenset(
    {
        *("own", "annex", "group", "no_group", "seminars", "courses", "breaks", "definitions"),
        *NOTICED_CONDITIONS,
    }
)
"""What a paragraph may be made to depend on."""

SLOTS = frozenset({"this_year", "free", "attention", "changes", "map", "seminars"})
"""The places in a letter that a year's own paragraphs fill; `free` is filled by the authority's free paragraph."""

LINES = (
    *("title", "subtitle", "annex_title", "annex_subtitle", "sent", "salutation", "salutation_nobody"),
    *("salutation_several", "closing", "correction"),
)
"""The short texts that every letter has."""

OPTIONAL_LINES = ("embargo", "copied")
"""Short texts that a letter has where the prose gives them: until when it is not for publication, and who has a copy."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as it stands in the prose: its text or the slot it takes texts from, what must hold for it to be said,
    and the authorities it is for: all, where none is named."""

    text: str
    slot: str
    when: tuple[str, ...]
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageSection:
    """A heading with its passages, and what must hold for the section to be said."""

    heading: str
    when: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class FreeParagraph:
    """The one paragraph written for one authority, which a second person has read. Neither name is printed."""

    authority: str
    text: str
    prepared_by: str
    reviewed_by: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class Prose:
    """The texts for the letters of one year.

    `published_time` is the hour of publication where one is set, in the time zone of the scheme. `copies` are the roles
    that get a copy. `slots` are the year's own passages by the slot that they fill.
    """

    letter_date: date
    published_on: date
    published_time: time | None
    copies: tuple[str, ...]
    lines: Mapping[str, str]
    figures: tuple[str, ...]
    seminar: GroupNames
    opening: tuple[Passage, ...]
    sections: tuple[PassageSection, ...]
    slots: Mapping[str, tuple[Passage, ...]]
    sayings: Mapping[str, Saying]
    free: Mapping[str, FreeParagraph] = field(default_factory=dict)


def said(
    passages: Sequence[Passage],
    prose: Prose,
    places: Mapping[str, str | Run],
    holds: frozenset[str],
    slug: str,
) -> tuple[Paragraph, ...]:
    """The paragraphs that are said to `slug`: those of which every condition holds, with the year's own in their slots."""
    paragraphs: list[Paragraph] = []
    for passage in passages:
        if not (set(passage.when) <= holds and slug in (passage.only or (slug,))):
            continue
        if passage.slot == "free":
            texts = [prose.free[slug].text] if slug in prose.free else []
            paragraphs += [fill(text, places) for text in texts]
        elif passage.slot:
            paragraphs += said(prose.slots.get(passage.slot, ()), prose, places, holds, slug)
        else:
            paragraphs.append(fill(passage.text, places))
    return tuple(paragraphs)
