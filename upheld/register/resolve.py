"""Which authority a name or a code in outside data stands for.

Belongs here: folding of spellings, the index, and the rule by which one of several is chosen. The rule never guesses: a
text that could mean two bodies is ambiguous, with both named. Does not belong here: the spellings themselves, which are
rows of the scheme's tables, and any word of one country. The words that may be left off ("council", "borough") are
learned from the register: they are what its official names have that its short names have not.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from upheld.register.authority import Authority

SUGGESTIONS = 3
LIKENESS = 0.75
# A word may be left off for a whole type only where more than one name in twenty of that type has it. A rarer one ("county"
# in the name of a unitary council) distinguishes, and leaving it off could turn one body into another.
COMMON_WORD = 20
LONGEST_NAME = 200

Reason = Literal["unknown", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text stands for: either `slug`, or a `reason` with the `names` (and their `slugs`) it may have meant.

    `names` can be typed as they stand: each is the official name, or the slug where another body is written so too.
    """

    slug: str | None
    reason: Reason | None = None
    names: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()

    @property
    def way_out(self) -> str:
        """What a person can do about it, in a sentence; empty when the text was resolved."""
        if self.reason is None:
            return ""
        if self.reason == "ambiguous":
            return f"Write which is meant: {' or '.join(self.names)}."
        if self.names:
            return f"Perhaps {' or '.join(self.names)} is meant."
        return "Write its official name, its code or its slug as the register has it."


def fold(text: str) -> str:
    """`text` without case, accents, apostrophes and punctuation, with "&" as "and" and without a leading "the"."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and "))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    plain = re.sub(r"['’‘`´.]", "", plain)
    words = re.sub(r"[\W_]+", " ", plain).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _affixes(official: str, short: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The words before and after the folded short name inside the folded official name; None when it is not inside."""
    words, inner = official.split(), short.split()
    for start in range(len(words) - len(inner) + 1):
        if inner and words[start : start + len(inner)] == inner:
            return tuple(words[:start]), tuple(words[start + len(inner) :])
    return None


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words if word != "of")


class NameIndex:
    """Every way of writing every authority, folded once. `resolve` is then a look-up, cheap enough for each row of a file."""

    def __init__(self, authorities: Iterable[Authority]) -> None:
        self._authorities = {authority.slug: authority for authority in authorities}
        self._written: dict[str, set[str]] = {}
        self._leavable: dict[str, frozenset[str]] = {}
        by_type: dict[str, list[set[str]]] = {}
        own: dict[str, set[str]] = {}
        for authority in self._authorities.values():
            own[authority.slug] = set()
            for text in self._ways_of_writing(authority, own[authority.slug]):
                self._written.setdefault(text, set()).add(authority.slug)
            for kind in authority.types:
                by_type.setdefault(kind.value, []).append(own[authority.slug])
        common = {
            kind: {
                word
                for word, count in Counter(w for words in sets for w in words).items()
                if count * COMMON_WORD > len(sets)
            }
            for kind, sets in by_type.items()
        }
        for slug, authority in self._authorities.items():
            shared = set().union(*(common[kind.value] for kind in authority.types))
            self._leavable[slug] = frozenset(own[slug] | shared)
        self._any_leavable = frozenset().union(*self._leavable.values())
        self._keys = sorted(self._written)
        self._matches = lru_cache(maxsize=20_000)(self._find)
        self._near = lru_cache(maxsize=2_000)(self._suggest)

    @staticmethod
    def _ways_of_writing(authority: Authority, affix_words: set[str]) -> Iterator[str]:
        """All folded texts that mean this authority; the words its official names add to the short one go to `affix_words`."""
        short = fold(authority.short_name)
        yield short
        yield fold(authority.slug)
        for text in authority.spellings:
            yield fold(text)
        for code in authority.codes:
            yield fold(code.value)
        for name in authority.names:
            official = fold(name.value)
            yield official
            found = _affixes(official, short)
            if found is None:
                continue
            before, after = found
            affix_words.update(before, after)
            if len(_initials(before)) > 1 and not after:
                yield f"{_initials(before)} {short}"
            if len(_initials(after)) > 1 and not before:
                yield f"{short} {_initials(after)}"

    def resolve(self, text: str, on: date | None = None) -> Resolution:
        """The one authority that `text` stands for, or the reason why there is not one.

        A text that is exactly a slug is that slug, unless `on` is given and the body had not opened by then. Among several
        bodies written alike the one open on `on` is meant; failing that, the only one that had opened by then.
        """
        written = text.strip()
        known = self._authorities.get(written)
        if known is not None and (on is None or known.opened_by(on)):
            return Resolution(written)
        if len(written) > LONGEST_NAME:
            return Resolution(None, "unknown")
        slugs = self._matches(written)
        if len(slugs) > 1 and on is not None:
            slugs = self._by_date(slugs, on)
        if len(slugs) == 1:
            return Resolution(slugs[0])
        if slugs:
            return Resolution(None, "ambiguous", tuple(self._name(slug) for slug in slugs), slugs)
        near = self._near(written)
        return Resolution(None, "unknown", tuple(self._name(slug) for slug in near), near)

    def _by_date(self, slugs: tuple[str, ...], on: date) -> tuple[str, ...]:
        open_then = tuple(slug for slug in slugs if self._authorities[slug].open_on(on))
        opened = tuple(slug for slug in slugs if self._authorities[slug].opened_by(on))
        return open_then or opened or slugs

    def _find(self, text: str) -> tuple[str, ...]:
        """The slugs written so; failing that, written so but for words left off at either end, the fewest first."""
        folded = fold(text)
        exact = self._written.get(folded)
        if exact:
            return tuple(sorted(exact))
        words = folded.split()
        for length in range(len(words) - 1, 0, -1):
            found: set[str] = set()
            for start in range(len(words) - length + 1):
                left_off = {*words[:start], *words[start + length :]}
                if left_off <= self._any_leavable:
                    same = self._written.get(" ".join(words[start : start + length]), set())
                    found |= {slug for slug in same if left_off <= self._leavable[slug]}
            if found:
                return tuple(sorted(found))
        return ()

    def _suggest(self, text: str) -> tuple[str, ...]:
        """Up to three authorities: those written so but for any leavable words, then those written most alike."""
        folded = fold(text)
        core = " ".join(word for word in folded.split() if word not in self._any_leavable)
        near = dict.fromkeys(sorted(self._written.get(core, ())))
        for wanted in (folded, core) if core else (folded,):
            for key in difflib.get_close_matches(wanted, self._keys, n=SUGGESTIONS * 4, cutoff=LIKENESS):
                near.update(dict.fromkeys(sorted(self._written[key])))
        return tuple(near)[:SUGGESTIONS]

    def _name(self, slug: str) -> str:
        name = self._authorities[slug].last_name
        return name if self._written[fold(name)] == {slug} else slug
