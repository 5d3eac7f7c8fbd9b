"""Letters as published: how letters once sent printed some of their bases, reproduced on request and said so on every page.

Belongs here: which quirks a year has, a release with them in the place of its definitions, and the base that is printed.
Not here: the quirks, which are data of a scheme's measures. No release, page or ordinary letter has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from upheld.errors import Refused
from upheld.measures.figure import Figure
from upheld.measures.measure import MeasureVersion, Quirk
from upheld.register.years import ReportingYear
from upheld.release.model import Release
from upheld.scheme import Scheme
from upheld.wording.figures import PrintedBase
from upheld.wording.flow import noun_of_investigations
from upheld.wording.numbers import listed

Quirks = Mapping[str, Quirk]
"""How the letters of one year printed otherwise, by measure."""

Definitions = Mapping[str, MeasureVersion]

NO_QUIRKS: Quirks = {}


def quirks_of(scheme: Scheme, year: ReportingYear) -> Quirks:
    """How letters of a year were printed once. Raises Refused, naming the years that have quirks, for one that has none."""
    found = scheme.measures.quirks_of(year.ending)
    if found:
        return found
    endings = sorted({quirk.year for measure in scheme.measures for quirk in measure.quirks})
    known = listed([scheme.calendar.year(ending).label for ending in endings])
    raise Refused(
        f"Letters of {year.label} have no quirks of print that are known: leave --as-published out. "
        + (f"Years that have them: {known}." if known else "The scheme knows of none in any year.")
    )


def as_published(release: Release, quirks: Quirks) -> Release:
    """The release with its definitions printing as the letters of its year did. No count, base or verdict changes."""
    return replace(
        release,
        definitions={
            slug: quirks[slug].printing(definition) if slug in quirks else definition
            for slug, definition in release.definitions.items()
        },
    )


def printed_base(
    definitions: Definitions, counts: Mapping[str, int], figure: Figure, quirk: str
) -> PrintedBase:
    """The base that a letter with this quirk prints of a figure, by the definition as it prints: a number and its name."""
    definition = definitions[figure.measure]
    of_investigations = definition.printed_base == "base_of_investigations"
    number = counts.get("investigated", 0) if of_investigations else figure.denominator
    own = definition.printed_base == "denominator"
    return PrintedBase(quirk, number, definition.base_noun if own else noun_of_investigations(definitions))


def reproduces(year: ReportingYear) -> str:
    """What such a letter says of itself."""
    return f"This letter reproduces how letters of {year.label} printed their bases."
