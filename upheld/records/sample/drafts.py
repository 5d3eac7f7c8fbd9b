"""What a case and its decisions are while the sample is being made: days are ordinals, nothing is written yet.

Belongs here: the drafts that every step adds to. Does not belong here: how anything is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from upheld.records.sample.members import Member


@dataclass(slots=True)
class DraftCase:
    """A case. `year` is the reporting year of receipt; `number` its place in that year's receipts."""

    member: Member
    year: int
    received: int
    category: str = ""
    number: int = 0
    suffix: str = ""
    acting_for_it: str = ""
    publishable: bool = False
    arises_from: DraftCase | None = None
    entered: int = 0
    decisions: list[DraftDecision] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return self.member.slug

    @property
    def reference(self) -> str:
        digits = f"{self.number:06d}"
        return f"{(self.year - 1) % 100:02d} {digits[:3]} {digits[3:]}{self.suffix}"


@dataclass(slots=True)
class DraftDecision:
    """A decision of the year `year`. `recorded` is the day of its compliance outcome, `result` what it found.

    `counted` is False for one that no release counts: replaced or withdrawn before its year was frozen, or entered late.
    """

    case: DraftCase
    year: int
    decided: int
    outcome: str
    entered: int
    remedied: bool = False
    standing: str = "standing"
    ended: int | None = None
    replaces: DraftDecision | None = None
    counted: bool = True
    recorded: int | None = None
    slow: bool = False
    result: str = ""
    due: int = 0
    personal: int = 0
    improvements: int = 0

    @property
    def sequence(self) -> int:
        return self.case.decisions.index(self) + 1

    @property
    def slug(self) -> str:
        return self.case.member.slug

    @property
    def group(self) -> str:
        return self.case.member.group
