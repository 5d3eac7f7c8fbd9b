"""A release's map: one measure, one tier, of its year or over several years, with all that stands around it.

Belongs here: which council is painted how, from a release and nothing else. Not here: the drawing (map.py) and its
surroundings (map_html.py). The year's own councils are shown: those open on its last day. A council that closed within the
year has figures, a page and its row in the table, and no place on the map of a day on which it was no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from upheld.errors import Refused
from upheld.pictures.map import Mark, draw_equal_areas, draw_geographic
from upheld.pictures.map_classes import VERDICTS, KeyEntry, Paint, key_of, paint_of, paint_of_verdict
from upheld.pictures.map_html import MapHtml, map_html
from upheld.register.areas import Areas
from upheld.register.authority import value_on
from upheld.register.layouts import Tier
from upheld.release.model import AuthorityReview, Release
from upheld.release.series import ObservedRow
from upheld.wording.areas import area_label, area_label_over_years
from upheld.wording.figures import FigureWords
from upheld.wording.names import THEIRS
from upheld.wording.numbers import capital


class Drawing(StrEnum):
    """How a map is drawn."""

    GEOGRAPHIC = "map"
    EQUAL_AREAS = "equal-areas"


@dataclass(frozen=True, slots=True)
class MapView:
    """How a map is to be shown: its tier and drawing, the council marked at first, the address of the file from which the
    script fills the panel beside it, and what its ids begin with."""

    tier: Tier = Tier.DISTRICTS
    drawing: Drawing = Drawing.GEOGRAPHIC
    chosen: str | None = None
    panels: str = ""
    key: str = "map"


YEAR_MAP = MapView()


def has_map(areas: Areas, measure: str) -> bool:
    """Whether a measure has a map: whether the scheme gives it classes."""
    return areas.settings.classes_of(measure) is not None


def map_of_release(
    areas: Areas,
    release: Release,
    measure: str,
    words: Mapping[str, FigureWords],
    href: Callable[[str], str],
    nothing: str,
    view: MapView = YEAR_MAP,
) -> MapHtml:
    """The map of a measure in the release's year. `words` says its figure for each authority; `href` leads to an authority.

    `nothing` is the scheme's heading for no base ("Nothing investigated"). Raises Refused for a measure without a map.
    """
    classes = areas.settings.classes_of(measure)
    if classes is None:
        raise Refused(f"{measure} has no map: give it classes in {areas.settings.title!r}, areas.toml.")
    begin = tuple(classes.from_)

    def tell(name: str, review: AuthorityReview | None, slug: str) -> tuple[Paint, str]:
        figure = review.figures.get(measure) if review else None
        return paint_of(figure, begin), area_label(name, figure, words.get(slug))

    title = f"{THEIRS.label(release.definitions[measure].public_label)}, {release.about.year.label}"
    return _map(areas, release, title, tell, href, classes.title, key_of(begin), nothing, view)


def map_over_years(
    areas: Areas, release: Release, measure: str, href: Callable[[str], str], view: MapView = YEAR_MAP
) -> MapHtml | None:
    """The map of a measure over the years up to the release's: verdicts on what was observed beside what was expected.

    With more cases fewer are too few to say. None where the release compares no years together.
    """
    rows: dict[str, ObservedRow] = {
        slug: row
        for slug, review in release.reviews.items()
        for row in review.observed
        if row.measure == measure and row.by == "year"
    }
    if not rows:
        return None
    definition = release.definitions[measure]

    def tell(name: str, review: AuthorityReview | None, slug: str) -> tuple[Paint, str]:
        row = rows.get(slug) if review else None
        paint = Paint.ABSENT if review is None else paint_of_verdict(row.verdict if row else None)
        return paint, area_label_over_years(name, row, definition) if review else area_label(name, None, None)

    first = next(iter(rows.values()))
    span = f"{first.first_year} to {first.last_year}"
    title = f"{THEIRS.label(definition.public_label)}, {span}, beside what was expected"
    entries = tuple(KeyEntry(paint, capital(verdict.value)) for verdict, paint in VERDICTS.items())
    heading = f"Beside what was expected, {span}"
    return _map(areas, release, title, tell, href, heading, entries, "Nothing to compare", view)


def _map(
    areas: Areas,
    release: Release,
    title: str,
    tell: Callable[[str, AuthorityReview | None, str], tuple[Paint, str]],
    href: Callable[[str], str],
    heading: str,
    entries: Sequence[KeyEntry],
    nothing: str,
    view: MapView,
) -> MapHtml:
    day = release.about.year.last_day
    of_day = areas.of_day(day, view.tier)
    marks: dict[str, Mark] = {}
    names: dict[str, str] = {}
    for slug in (*of_day.areas, *of_day.nowhere):
        review = release.reviews.get(slug)
        authority = areas.register.authority(slug)
        names[slug] = review.authority.short_name if review else authority.short_name
        official = review.authority.name if review else value_on(authority.names, day) or authority.last_name
        paint, label = tell(official, review, slug)
        marks[slug] = Mark(paint, label, href(slug))
    if view.drawing is Drawing.EQUAL_AREAS:
        picture = draw_equal_areas(of_day, marks, title, chosen=view.chosen, key=view.key)
    else:
        insets = areas.settings.inset
        picture = draw_geographic(of_day, marks, title, insets=insets, chosen=view.chosen, key=view.key)
    return map_html(picture, areas, heading, entries, nothing, names, panels=view.panels, key=view.key)
