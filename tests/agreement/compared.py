"""What is said of every figure, everywhere, beside what it must be: which are wrong, and which are said nowhere.

Belongs here: comparing, and what each kind of place must hold. Not here: reading a place (`places`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tests.agreement.due import Due, Key
from tests.agreement.places import LEADING, Said, said_in


def disagreements(
    due: Mapping[Key, Due], files: Iterable[tuple[str, bytes]], letters: Iterable[str] = ()
) -> tuple[list[str], Mapping[str, set[Key]]]:
    """Everything that is wrong, a line each, and the figures that were compared, by kind of place.

    `letters` are the years whose letters are among the files.
    """
    wrong: list[str] = []
    seen: defaultdict[str, set[Key]] = defaultdict(set)
    for path, content in files:
        for said in said_in(path, content):
            seen[said.place].add(said.key)
            if (right := due.get(said.key)) is None:
                wrong.append(f"{path}: {said.key} is in no release")
            elif not _is_right(said, right):
                wrong.append(f"{path}: {said} should be {right}")
    for place, keys in where_due(due, frozenset(letters)).items():
        wrong += [f"{place}: {key} is not said" for key in sorted(keys - seen[place])]
        wrong += [f"{place}: {key} is said and not due" for key in sorted(seen[place] - keys)]
    return wrong, seen


def _is_right(said: Said, right: Due) -> bool:
    counts = (right.numerator, right.base)
    if said.counts is None:
        return right.base == 0 and said.printed is None
    return said.counts == counts and said.printed == right.printed


def where_due(due: Mapping[Key, Due], letters: frozenset[str]) -> dict[str, set[Key]]:
    """Which figures each kind of place must say."""
    everything = set(due)
    shares = {key for key, figure in due.items() if figure.percent}
    grouped = {key for key in shares if due[key].grouped}
    written = {key for key in everything if key[0] in letters}
    leading = {key for key in written if key[2] in LEADING}
    return {
        "page": shares,
        "twin": everything,
        "own table": everything,
        "map": grouped,
        "map, twin": grouped,
        "panel": grouped,
        "group": grouped,
        "group, twin": grouped,
        "group by rate": {key for key in grouped if due[key].printed is not None},
        "data, CSV": everything,
        "data, JSON": everything,
        "data, Parquet": everything,
        "data, XLSX": everything,
        "data, ODS": everything,
        "data of all years": everything,
        "letter, attached": written,
        "letter, HTML": leading,
        "letter, printed": leading,
    }
