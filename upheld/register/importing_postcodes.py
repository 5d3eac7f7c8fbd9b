"""Importing postcodes: a newer or fuller directory in place of the scheme's index, in a workspace, all or nothing.

Belongs here: whose each postcode is, and writing the index. The same files again change nothing. Not here: what the files look
like (postcode_files.py), and the index (postcodes.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from upheld.errors import Invalid, Problem
from upheld.register.additions import Additions
from upheld.register.areas import POSTCODES, councils_of_the_lowest_tier
from upheld.register.files import LeftOut
from upheld.register.importing_areas import AreasPlace
from upheld.register.postcode_files import read_postcodes
from upheld.register.postcodes import Halves, index_of, postcodes_from, postcodes_text
from upheld.register.update import RegisterImported, RegisterTableImported


def import_postcodes(paths: Sequence[Path], place: AreasPlace, source: str) -> RegisterImported:
    """Put the postcodes of these files in place of those in force. `source` is the attribution shown with every answer.

    A postcode whose code is nobody's here lies elsewhere; each such code is in the result once. Raises Invalid with every
    problem and changes nothing then.
    """
    with Additions(place.additions).locked():
        problems: list[Problem] = []
        councils = councils_of_the_lowest_tier(place.register, place.on_map)
        slugs: dict[str, str] = {"": ""}
        left_out: list[LeftOut] = []
        placed: dict[Halves, str] = {}
        for path in paths:
            for each in read_postcodes(path, problems):
                if each.code not in slugs:
                    found = place.register.resolve(each.code).slug
                    slugs[each.code] = found if found in councils else ""
                    if not slugs[each.code]:
                        left_out.append(LeftOut(path.name, 0, each.code, "", ()))
                placed[each.halves] = slugs[each.code]
        ours = sum(bool(slug) for slug in placed.values())
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
        index = index_of(placed.items(), about)
        text = postcodes_text(index)
        before = Additions(place.additions).files().get(POSTCODES)
        if before is None:
            done = RegisterTableImported("postcodes", ours, 0, 0)
        elif before.path.read_text(encoding="utf-8") == text:
            return RegisterImported((RegisterTableImported("postcodes", 0, 0, ours),), tuple(left_out))
        else:
            known = postcodes_from(before.path.read_text(encoding="utf-8"), before.called)
            same = sum(known.find("".join(halves)) == slug for halves, slug in placed.items() if slug)
            # Another source, or a postcode that went abroad, is a change too.
            done = RegisterTableImported("postcodes", 0, ours - same or same, same if ours > same else 0)
        Additions(place.additions).replace(files={POSTCODES: text})
    return RegisterImported((done,), tuple(left_out))
