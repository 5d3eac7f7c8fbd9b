"""Letters as published: which bases a letter prints as letters of its year did, remarked upon, and that it differs in nothing
else from the letter that would be sent.

Belongs here: holding such a letter against its ordinary twin, which is read like any other. Not here: the quirks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from upheld.letters.as_published import Quirks
from upheld.letters.context import LetterContext
from upheld.letters.proof.rules import Finding, Place, Rule

_SAYS_SO = frozenset({"document_title", "footer", "glance_lead", "keywords", "made", "csv", "definitions"})
"""Where such a letter says what it is, and its attachments, which print as it does."""


def remarks_of(letter: LetterContext, quirks: Quirks) -> tuple[str, ...]:
    """What is to be known of a letter as published: for each figure that it prints otherwise, how, by the quirk's name."""
    return tuple(
        f"{letter.names.authority}: {one.words.name} prints “{one.words.base}” by {quirks[measure].name}"
        for one in letter.figures
        if (measure := one.figure.measure) in quirks and one.figure.denominator
    )


def wrong_differences(
    letter: LetterContext, ordinary: Mapping[str, Any], printed: Mapping[str, Any], quirks: Quirks
) -> tuple[Finding, ...]:
    """Everything in which a letter as published differs from its ordinary twin, but for what its quirks change.

    Both are what is handed to the template of the PDF.
    """
    quirky = {("figures", index) for index, one in enumerate(letter.figures) if one.figure.measure in quirks}
    before, after = dict(_leaves(ordinary)), dict(_leaves(printed))
    return tuple(
        Finding(
            Rule.BASE,
            letter.names.authority,
            Place(" ".join(str(step) for step in path)),
            str(after.get(path, "nothing"))[:60],
            f"the letter that would be sent has {str(before.get(path, 'nothing'))[:60]}, and no quirk changes it",
        )
        for path in sorted(before.keys() | after.keys(), key=str)
        if before.get(path) != after.get(path) and path[0] not in _SAYS_SO and path[:2] not in quirky
    )


def _leaves(
    found: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], object]]:
    if isinstance(found, Mapping):
        for key, value in found.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(found, list | tuple):
        for index, value in enumerate(found):
            yield from _leaves(value, (*path, index))
    else:
        yield path, found
