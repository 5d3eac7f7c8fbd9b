"""The reviewed texts of letters: what they consist of, what they may leave to be filled in, and which are said.

Belongs here: the closed list of places, conditions and slots, and the choice of paragraphs. Not here: reading them
(`prose_file`), what the places hold (`places`, `noticed`), and how a text becomes runs (`documents.runs`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from upheld.documents.runs import Paragraph, Run, fill
from upheld.letters.noticed import NOTICED_CONDITIONS
from upheld.wording.names import GroupNames
from upheld.wording.sayings import Saying

PLACES: Mapping[str, str] = {
    "ending": "the calendar year in which the reporting year ends",
    "year_end": "the last day of the reporting year",
    "as_at": "the day of whose state of things the release tells",
    "period": "the reporting year by its first and last day",
    "authority": "the authority’s full name; {Authority} at the beginning of a sentence",
    "Authority": "the authority’s full name, with a capital",
    "short": "the authority’s short name; {Short} at the beginning of a sentence",
    "Short": "the authority’s short name, with a capital",
    "noun": "what the scheme calls an authority",
    "own_noun": "what this one is called: a body without a group is an authority",
    "nouns": "what the scheme calls authorities",
    "addressee": "name or post of the addressee",
    "ombudsman": "the office of the ombudsman",
    "body": "the body that issues the letters",
    "jurisdiction": "what the complaints are about",
    "map": "the title of the map",
    "website": "the address of the website, as a link",
    "training": "the address of the page about courses, as a link",
    "published_on": "the day of publication",
    "published_at": "the day of publication, with its hour where one is set",
    "closed_on": "the day on which the authority closed",
    "opened_on": "the day on which it began",
    "predecessors": "the bodies that it follows",
    "successors": "the bodies that follow it",
    "copies": "the roles that get a copy",
    "groups": "the groups, by name",
    "groups_count": "how many groups there are, in words",
    "group_one": "one of the authority’s group",
    "group_many": "its group, in the plural",
    "members": "how many are in its group",
    "closed_too": "whose cases are in the average besides, or nothing",
    "seminars": "the year’s seminars, in sentences made from the records",
    "courses": "the year’s courses, in sentences made from the records",
    "breaks": "the notes of the breaks that fall in the year",
    "new_definitions": "the measures of which the definition is new",
    "investigated_any": "“the one complaint”, “either of the two complaints”, “any of the five complaints” investigated",
    "late_answers": "“answer to one report”, “answers to two reports”: those that came late",
}
"""What a text may leave to be filled in, besides the counts of `COUNT_PLACES`."""

CONDITIONS: Mapping[str, str] = {
    "own": "the letter is the authority’s own",
    "annex": "the letter is an annex about a body that had closed by the letter’s date",
    "group": "the authority is compared with others of its kind",
    "no_group": "it is compared with nobody",
    "seminars": "the records hold seminars in the year",
    "courses": "the records hold courses in the year",
    "breaks": "a series is broken in this year",
    "definitions": "a definition is new in this year",
    **NOTICED_CONDITIONS,
}
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
    that get a copy. `literals` are pieces of the year's own texts with a number or a comparison in them that no record
    makes. `slots` are the year's own passages by the slot that they fill.
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
    literals: tuple[str, ...] = ()


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
