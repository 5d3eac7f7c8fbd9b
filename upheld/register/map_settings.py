"""What a scheme says about its map: areas.toml in its folder `areas`.

Belongs here: the shape of that file, and refusing a bad one with file, key and what was expected. Not here: shapes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from upheld.errors import Invalid, Missing, Problem, misfits
from upheld.register.model import Register

FOLDER = "areas"
SETTINGS = "areas.toml"


def _rises(start: list[int]) -> list[int]:
    if start != sorted(set(start)) or not start or start[0] != 0 or start[-1] > 100 or len(start) > 5:
        raise ValueError("expected up to five rising whole numbers, from 0 to at most 100")
    return start


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Inset(_Part):
    """A part of the country that is drawn again, larger, beside the map."""

    slug: str
    title: str
    areas: list[str]


class Classes(_Part):
    """The classes of some measures' maps: where each begins, in whole percent as printed."""

    measures: list[str]
    title: str
    from_: Annotated[list[int], AfterValidator(_rises)] = Field(alias="from")


class MapSettings(_Part):
    """The whole file. `centres` are places in kilometres on the national grid, of authorities that have no shape.

    `responsible_for` says by type of authority what it answers for, and under `single` what one does that has no other
    above or below it.
    """

    title: str
    attribution: list[str]
    inset: list[Inset] = []
    classes: list[Classes] = []
    responsible_for: Mapping[str, str] = {}
    centres: Mapping[str, Annotated[list[int], Field(min_length=2, max_length=2)]] = {}

    def classes_of(self, measure: str) -> Classes | None:
        """The classes of a measure's map; None where it has none, and so no map."""
        return next((each for each in self.classes if measure in each.measures), None)


def load_map_settings(folder: Path, register: Register) -> MapSettings:
    """The settings in a scheme's folder. Raises Missing where there are none, Invalid with every problem in them."""
    path = folder / FOLDER / SETTINGS
    try:
        settings = MapSettings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as absent:
        raise Missing(f"This scheme has no map: {path} is not there.") from absent
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise Invalid(
            [Problem(str(path), 0, "", "", f"not valid TOML: {broken}", "Mend that line.")]
        ) from broken
    except ValidationError as wrong:
        raise Invalid(misfits(path, wrong.errors())) from wrong
    named = [("centres", slug) for slug in settings.centres]
    named += [(f"inset.{inset.slug}", slug) for inset in settings.inset for slug in inset.areas]
    problems = [
        Problem(str(path), 0, key, slug, "no such authority", "Give slugs of the register.")
        for key, slug in named
        if slug not in register.authorities
    ]
    if problems:
        raise Invalid(problems)
    return settings
