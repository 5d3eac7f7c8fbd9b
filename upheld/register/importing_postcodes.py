"""Importing postcodes: a newer or fuller directory in place of the scheme's index, in a workspace, all or nothing.

Belongs here: whose each postcode is, and writing the index. The same files again change nothing. Not here: what the files look
like (postcode_files.py), and the index (postcodes.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from upheld.errors import Invalid, Problem
from upheld.register.additions import Additions
from upheld.register.areas import POSTCODES, councils_of_the_lowest_tier
from upheld.register.files import LeftOut
from upheld.register.importing_areas import AreasPlace
from upheld.register.postcode_files import read_postcodes
from upheld.register.postcodes import Halves, index_of, places_of, postcodes_from, postcodes_text
from upheld.register.update import RegisterImported, RegisterTableImported


def import_postcodes(paths: Sequence[Path], place: AreasPlace, source: str) -> RegisterImported:
    """Put the postcodes of these files in place of those in force. `source` is the attribution shown with every answer.

    A postcode whose code is nobody's here lies elsewhere; each such code is in the result once. Raises Invalid with every
    problem and changes nothing then.
    """
    with Additions(place.additions).locked():
        problems: list[Problem] = []
        left_out: list[LeftOut] = []
        places = places_of(_placed(paths, place, problems, left_out))
        ours = sum(bool(slug) for of_first in places.values() for slug in of_first.values())
        if not ours and not problems:
            reason = "no postcode lies in a council of the register"
            problems.append(Problem(paths[0].name, 0, "code", "", reason, "Check that it is the right file."))
        if problems:
            raise Invalid(sorted(problems))
        about = {
            "title": "Which council a postcode lies in",
            "made_from": ", ".join(path.name for path in paths),
            "approximate": False,
            "attribution": [source],
        }
        text = postcodes_text(index_of(places, about))
        before = Additions(place.additions).files().get(POSTCODES)
        if before is None:
            done = RegisterTableImported("postcodes", ours, 0, 0)
        elif before.path.read_text(encoding="utf-8") == text:
            return RegisterImported((RegisterTableImported("postcodes", 0, 0, ours),), tuple(left_out))
        else:
            known = postcodes_from(before.path.read_text(encoding="utf-8"), before.called)
            same = sum(
                bool(slug) and known.find(first + second) == slug
                for first, of_first in places.items()
                for second, slug in of_first.items()
            )
            # Another source, or a postcode that went abroad, is a change too.
            done = RegisterTableImported("postcodes", 0, ours - same or same, same if ours > same else 0)
        Additions(place.additions).replace(files={POSTCODES: text})
    return RegisterImported((done,), tuple(left_out))


def _placed(
    paths: Sequence[Path], place: AreasPlace, problems: list[Problem], left_out: list[LeftOut]
) -> Iterator[tuple[Halves, str]]:
    """Each postcode with the slug of its council, or an empty text; codes that are nobody's go to `left_out` once."""
    councils = councils_of_the_lowest_tier(place.register, place.on_map)
    slugs: dict[str, str] = {}
    for path in paths:
        for each in read_postcodes(path, problems):
            if not each.code:
                continue  # An old one that was never placed: what lies around it tells more than nothing would.
            if each.code not in slugs:
                found = place.register.resolve(each.code).slug
                slugs[each.code] = found if found in councils else ""
                if not slugs[each.code]:
                    left_out.append(LeftOut(path.name, 0, each.code, "", ()))
            yield each.halves, slugs[each.code]
