"""A release's map: one measure, one year, one tier, by shape or as hexagons, with all that stands around it.

Belongs here: which council is painted how, from a release and nothing else. Not here: the drawing (map.py) and its
surroundings (map_html.py). The year's own councils are shown: those open on its last day. A council that closed within the
year has figures, a page and its row in the table, and no place on the map of a day on which it was no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from upheld.errors import Refused
from upheld.pictures.map import MapPicture, Mark, draw_equal_areas, draw_geographic
from upheld.pictures.map_classes import key_of, paint_of
from upheld.pictures.map_html import MapHtml, map_html
from upheld.register.areas import Areas, AreasOfDay
from upheld.register.authority import value_on
from upheld.register.layouts import Tier
from upheld.release.model import Release
from upheld.wording.areas import area_label
from upheld.wording.figures import FigureWords


class Drawing(StrEnum):
    """How a map is drawn."""

    GEOGRAPHIC = "map"
    EQUAL_AREAS = "equal-areas"


def has_map(areas: Areas, measure: str) -> bool:
    """Whether a measure has a map: whether the scheme gives it classes."""
    return areas.settings.classes_of(measure) is not None


def map_of_release(
    areas: Areas,
    release: Release,
    measure: str,
    words: Mapping[str, FigureWords],
    href: Callable[[str], str],
    *,
    nothing: str,
    tier: Tier = Tier.DISTRICTS,
    drawing: Drawing = Drawing.GEOGRAPHIC,
    chosen: str | None = None,
    panels: str = "",
    key: str = "map",
) -> MapHtml:
    """The map of a measure. `words` says its figure for each authority of the release; `href` leads to an authority.

    `nothing` is the scheme's heading for no base ("Nothing investigated"), `chosen` the council marked at first, `panels` the
    address of the file from which the script fills the panel beside. Raises Refused for a measure without a map.
    """
    classes = areas.settings.classes_of(measure)
    if classes is None:
        raise Refused(f"{measure} has no map: give it classes in {areas.settings.title!r}, areas.toml.")
    year = release.about.year
    of_day = areas.of_day(year.last_day, tier)
    begin = tuple(classes.from_)
    marks: dict[str, Mark] = {}
    names: dict[str, str] = {}
    for slug in (*of_day.areas, *of_day.nowhere):
        review = release.reviews.get(slug)
        authority = areas.register.authority(slug)
        names[slug] = review.authority.short_name if review else authority.short_name
        official = review.authority.name if review else value_on(authority.names, year.last_day)
        figure = review.figures.get(measure) if review else None
        label = area_label(official or names[slug], figure, words.get(slug))
        marks[slug] = Mark(paint_of(figure, begin), label, href(slug))
    title = f"{release.definitions[measure].public_label}, {year.label}"
    picture = _drawn(areas, of_day, marks, title, drawing, chosen, key)
    return map_html(picture, areas, classes.title, key_of(begin), nothing, names, panels=panels, key=key)


def _drawn(
    areas: Areas,
    of_day: AreasOfDay,
    marks: Mapping[str, Mark],
    title: str,
    drawing: Drawing,
    chosen: str | None,
    key: str,
) -> MapPicture:
    if drawing is Drawing.EQUAL_AREAS:
        return draw_equal_areas(of_day, marks, title, chosen=chosen, key=key)
    return draw_geographic(of_day, marks, title, insets=areas.settings.inset, chosen=chosen, key=key)
