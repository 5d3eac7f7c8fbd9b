"""The places of a text of the prose: what it leaves to be filled in, checked when it is read.

Belongs here: that a text leaves open only what can be filled. Not here: filling (`runs`), and which places there are.
"""

from __future__ import annotations

import string
from collections.abc import Collection

from upheld.measures.toml_table import TomlTable, nearest_word


def check_places(table: TomlTable, key: str, text: str, known: Collection[str]) -> None:
    """Note every place of `text` that is not one of `known`, and a stray brace."""
    try:
        found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError as broken:
        table.refuse(key, f"has a stray brace: {broken}", "Write {{ for a brace that is meant.")
        return
    for unknown in sorted(found - set(known)):
        table.refuse(
            key,
            "no such place",
            f"Expected one of: {', '.join(sorted(known))}.{nearest_word(unknown, sorted(known))}",
            value=f"{{{unknown}}}",
        )
