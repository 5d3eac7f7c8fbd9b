"""Made-up texts: summaries, recommendations, titles, put together from the scheme's fragments.

Belongs here: choosing and joining fragments. Does not belong here: the fragments, or any fact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upheld.records.sample.chance import Chance
from upheld.records.sample.drafts import DraftDecision
from upheld.records.sample.targets import load_table


@dataclass(frozen=True, slots=True)
class Remedy:
    """What one recommendation says. `key` tells it from the others of its decision."""

    key: str
    remedy_type: str
    text: str
    public_summary: str | None


class Texts:
    """The fragments of a scheme."""

    def __init__(self, folder: Path) -> None:
        self._summaries: Mapping[str, Any] = load_table(folder / "summaries.toml")
        remedies = load_table(folder / "remedies.toml")
        self._personal: Sequence[Mapping[str, Any]] = remedies["personal"]
        self._evidence: Mapping[str, Sequence[str]] = remedies["evidence"]
        self._improvements: dict[str, list[tuple[str, str, str]]] = {}
        for part in remedies["improvement"]:
            pairs = self._improvements.setdefault(part["category"], [])
            pairs += [(part["remedy_type"], full, public) for full, public in part["pairs"]]

    def summary(self, decision: DraftDecision, chance: Chance) -> str:
        """Two or three sentences on what was complained of and what was found."""
        common, own = self._summaries["common"], self._summaries[decision.case.category]
        bodies = self._summaries["bodies"]
        body = bodies.get(decision.case.member.type, bodies["usual"])
        words = {"body": body, "Body": body[0].upper() + body[1:]}

        def said(choices: Sequence[str], **parts: str) -> str:
            return chance.pick(choices).format(**parts, **words)

        opening = said(common["openings"], subject=said(own["subjects"]))
        if decision.outcome == "upheld":
            found = said(common["upheld"], fault=said(own["faults"]))
            ending = said(common["remedied" if decision.remedied else "agreed"])
            return f"{opening} {found} {said(common['effects'])} {ending}"
        if decision.outcome == "not_upheld":
            return f"{opening} {said(common['not_upheld'], no_fault=said(own['no_faults']))}"
        return f"{opening} {said(common['closed'], reason=said(common['reasons']))}"

    def withheld_reason(self, chance: Chance) -> str:
        """A class of reason for which a text is withheld."""
        return str(chance.pick(self._summaries["withheld"]["reasons"]))

    def remedy(self, kind: str, category: str, place: int, used: Sequence[str], chance: Chance) -> Remedy:
        """A recommendation that the same decision does not have yet; the first is always an apology."""
        if kind == "personal_remedy":
            kinds = [part for part in self._personal if part["remedy_type"] not in used]
            part = kinds[0] if place == 0 else chance.pick(kinds)
            amount = chance.between(2, 12) * 50
            text = chance.pick(part["text"]).format(amount=amount)
            return Remedy(part["remedy_type"], part["remedy_type"], text, None)
        own = self._improvements.get(category, [])
        # A category's own improvements count double beside those that fit any.
        pairs = [pair for pair in (*own, *own, *self._improvements["any"]) if pair[2] not in used]
        remedy_type, full, public = chance.pick(pairs)
        return Remedy(public, remedy_type, full, public)

    def evidence(self, remedy_type: str, chance: Chance) -> str:
        """What showed that a remedy of this type was carried out."""
        return chance.pick(self._evidence[remedy_type])

    def report_title(self, category: str) -> str:
        """The title of a public report on a case of this category."""
        return str(self._summaries["report"]["titles"][category])

    def response(self, chance: Chance) -> str:
        """What a body answered to a public report."""
        return str(chance.pick(self._summaries["report"]["responses"]))
