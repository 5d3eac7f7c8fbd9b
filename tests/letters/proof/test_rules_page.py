"""The reference page lists every rule, in the words of the code."""

from __future__ import annotations

from pathlib import Path

from upheld.letters.proof.rules import Rule


def test_the_page_lists_every_rule_in_its_words(root: Path) -> None:
    page = (root / "docs" / "reference" / "proof-reading.md").read_text(encoding="utf-8")
    listed = [line for line in page.splitlines() if line.startswith("- **")]
    assert listed == [f"- **{rule.title}**: {rule.refuses}" for rule in Rule]
