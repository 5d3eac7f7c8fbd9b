"""The names in which one authority's figures are said.

Belongs here: who is spoken of, beside whom, and for which period. Not here: the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from re import search, sub

from upheld.register.model import AuthorityOfYear
from upheld.register.years import ReportingYear
from upheld.scheme import Scheme
from upheld.wording import dates
from upheld.wording.numbers import NounLike


@dataclass(frozen=True, slots=True)
class GroupNames:
    """A comparison group in one ("district council") and many ("district councils")."""

    one: str
    many: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What a text calls whoever decided: "we" and "us" in a letter, "the Ombudsman" on a page; with two verbs in the form that goes with it."""

    we: str
    us: str
    it: str
    were: str
    give: str

    def label(self, public_label: str) -> str:
        """A definition's public label, which is written as a letter says it, in this voice."""
        return sub(r"\bus\b", self.us, public_label)


OURS = Voice("we", "us", "we", "were", "give")
THEIRS = Voice("the Ombudsman", "the Ombudsman", "it", "was", "gives")


@dataclass(frozen=True, slots=True)
class Names:
    """An authority, its group (None where it is compared with nobody), the scheme's noun for authorities, the period.

    `you` is what a sentence calls the authority: "you" in a letter to it, and everywhere else its short name. `voice` is
    who speaks.
    """

    authority: str
    short: str
    group: GroupNames | None
    authorities: NounLike
    period: str
    you: str
    voice: Voice = OURS


def names_of(
    scheme: Scheme,
    authority: AuthorityOfYear,
    year: ReportingYear,
    spoken_to: bool = False,
    voice: Voice = OURS,
) -> Names:
    """The names of an authority in a release of `scheme`."""
    group = scheme.groups.get(authority.group) if authority.group else None
    return Names(
        authority=authority.name,
        short=authority.short_name,
        group=GroupNames(group.one, group.many) if group else None,
        authorities=scheme.issuer.authority_noun,
        period=dates.period(year),
        you="you" if spoken_to else authority.short_name,
        voice=voice,
    )


def in_a_sentence(name: str) -> str:
    """An official name as a sentence has it: English puts "the" before a Borough of, a Council of and an Authority."""
    needs = search(
        r"^([A-Z][a-z]+ )?(Borough|Council|Corporation) of |^Borough Council of |(Authority|Corporation)$",
        name,
    )
    return f"the {name}" if needs else name
