"""Texts of the records, fit to be shown.

Belongs here: what is taken out of a text that others wrote before it stands on a page or in a letter. Not here: escaping,
which is the business of whatever sets it.
"""

from __future__ import annotations

import unicodedata

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of writing: with them a text can be made to read as another."""


def fit(text: str | None) -> str:
    """A text of the records, fit to be shown: white space is one space, and signs that steer terminals or turn the
    direction of writing are gone. An empty or absent text is empty."""
    if text is not None and text.isprintable():  # nearly all are, and there are tens of thousands
        return " ".join(text.split())
    kept = (" " if unicodedata.category(sign) == "Cc" else sign for sign in text or "" if sign not in TURNING)
    return " ".join("".join(kept).split())


def unbroken(reference: str) -> str:
    """A reference that does not part at the end of a line."""
    return reference.replace(" ", "\u00a0")
