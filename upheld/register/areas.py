"""Areas: where on the map each council was in a year.

Belongs here: reading the shapes a scheme comes with or a workspace was given, and which of them are whose on a day. Not here:
making shapes (from_postcodes.py, importing_areas.py), drawing, and any figure.

Shapes are of one day and councils are of many. On any day, a council's area is

- its own shape, where there is one;
- the shapes of those that followed it, or that it followed, together, where no other council of that day has a part in them;
- otherwise not known: it is *placed*, by a point, inside an *undivided* area that it shares with others of that day.

A county's area is that of its districts. A council without shape and point is *nowhere*: a table has it, no map.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from upheld.errors import Invalid, Missing, Problem
from upheld.register.additions import Additions
from upheld.register.authority import value_on
from upheld.register.layout import EqualAreaLayout, lay_out
from upheld.register.layouts import Tier, layouts_from
from upheld.register.map_settings import FOLDER, MapSettings, load_map_settings
from upheld.register.model import Register
from upheld.register.postcodes import PostcodeIndex, postcodes_from
from upheld.register.topology import Point, Ring, Topology, centre_of, topology_from

AREAS = "areas.topo.json"
LAYOUTS = "equal-areas.json"
POSTCODES = "postcodes.json"


@dataclass(frozen=True, slots=True)
class Area:
    """A council's area on a day. `rings` are in steps of the grid and empty where only its centre is known, as is `pieces`,
    the slugs of the shapes it is made of. `county` is the slug of the county council above it."""

    slug: str
    centre: Point
    rings: tuple[Ring, ...]
    pieces: frozenset[str]
    county: str | None


@dataclass(frozen=True, slots=True)
class Undivided:
    """An area shared by councils whose borders are not known: those placed in it, and the rings around it."""

    slugs: tuple[str, ...]
    rings: tuple[Ring, ...]
    pieces: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class AreasOfDay:
    """Every council of a day and tier, as far as it is known where it was. In order of slug.

    It is equal to itself alone, so that what is drawn of it can be remembered with it.

    `county_borders` are lines along which a county meets another, or a council without a county. `land` are the rings
    around everything.
    """

    day: date
    tier: Tier
    step: int
    shaped: Mapping[str, Area]
    placed: Mapping[str, Area]
    undivided: tuple[Undivided, ...]
    nowhere: tuple[str, ...]
    county_borders: tuple[tuple[Point, ...], ...]
    land: tuple[Ring, ...]
    layout: EqualAreaLayout

    @property
    def areas(self) -> dict[str, Area]:
        """Those with a place, shaped or not."""
        return dict(sorted({**self.shaped, **self.placed}.items()))


def councils_of_the_lowest_tier(register: Register, on_map: Collection[str]) -> frozenset[str]:
    """Every authority of these types that never stood above a district."""
    above = {fact.value for known in register.authorities.values() for fact in known.counties}
    return frozenset(
        slug
        for slug, known in register.authorities.items()
        if slug not in above and any(kind.value in on_map for kind in known.types)
    )


@dataclass(frozen=True)
class Areas:
    """The shapes in force, with all that a map needs besides. `on_map` are the types of authority that have an area."""

    register: Register
    on_map: frozenset[str]
    settings: MapSettings
    topology: Topology
    about: Mapping[str, Any]
    layouts: Mapping[tuple[Tier, frozenset[str]], EqualAreaLayout]

    @property
    def attribution(self) -> tuple[str, ...]:
        """Whom the shapes are owed to; shown wherever they are."""
        return tuple(self.about.get("attribution", ()))

    @property
    def approximate(self) -> bool:
        """Whether the shapes are approximate, which everything drawn from them then says."""
        return bool(self.about.get("approximate"))

    @cached_property
    def _councils(self) -> frozenset[str]:
        return councils_of_the_lowest_tier(self.register, self.on_map)

    @cached_property
    def _related(self) -> Mapping[str, frozenset[str]]:
        """For every authority, the shapes of those it led to; failing that, of those that led to it."""
        onward = {slug: known.successors for slug, known in self.register.authorities.items()}
        back = {slug: self.register.predecessors(slug) for slug in self.register.authorities}
        return {slug: self._reached(slug, onward) or self._reached(slug, back) for slug in onward}

    def _reached(self, slug: str, steps: Mapping[str, Collection[str]]) -> frozenset[str]:
        if slug in self.topology.areas:
            return frozenset((slug,))
        return frozenset(piece for step in steps[slug] for piece in self._reached(step, steps))

    def lowest_tier(self, day: date) -> tuple[str, ...]:
        """The councils of the lowest tier on a day: districts, and councils with no other above or below."""
        return tuple(known.slug for known in self.register.open_on(day) if known.slug in self._councils)

    def tiers_of(self, slug: str, day: date) -> tuple[Tier, ...]:
        """On the maps of which tiers an authority belongs on `day`, or did on its last day: on those of both where no other
        stands above or below it. It may have no place on either."""
        known = self.register.authority(slug)
        last = min(day, known.closed_on or day)
        if slug not in self._councils and any(kind.value in self.on_map for kind in known.types):
            return (Tier.COUNTIES,)
        return (Tier.DISTRICTS,) if value_on(known.counties, last) else tuple(Tier)

    def has_place(self, slug: str) -> bool:
        """Whether it is known where a council of the lowest tier is, by shapes or by a point."""
        return bool(self._related[slug]) or slug in self._centres

    def of_day(self, day: date, tier: Tier) -> AreasOfDay:
        """Where every council of that tier was on `day`: for a reporting year, its last day."""
        return self._kept(day, tier)

    @cached_property
    def _kept(self) -> Callable[[date, Tier], AreasOfDay]:
        """A year has many maps, and both tiers of them take turns: those of one day are found once."""
        return lru_cache(maxsize=len(Tier))(self._found)

    def _found(self, day: date, tier: Tier) -> AreasOfDay:
        lowest = self.lowest_tier(day)
        sharing: dict[str, list[str]] = {}
        for slug in lowest:
            for piece in self._related[slug]:
                sharing.setdefault(piece, []).append(slug)
        county = {slug: value_on(self.register.authority(slug).counties, day) for slug in lowest}
        whole = {
            slug: self._related[slug]
            for slug in lowest
            if self._related[slug] and all(sharing[piece] == [slug] for piece in self._related[slug])
        }
        of_counties = {
            above: frozenset(
                piece for piece, slugs in sharing.items() if {county[each] for each in slugs} == {above}
            )
            for above in sorted({above for above in county.values() if above})
        }
        rest = [slug for slug in lowest if slug not in whole]
        if tier is Tier.COUNTIES:
            whole = {slug: pieces for slug, pieces in whole.items() if not county[slug]}
            whole |= {above: pieces for above, pieces in of_counties.items() if pieces}
            rest = [slug for slug in rest if not county[slug]]
            rest += [above for above, pieces in of_counties.items() if not pieces]
        shaped = {
            slug: self._shaped(slug, pieces, county.get(slug)) for slug, pieces in sorted(whole.items())
        }
        centres = self._centres
        placed = {
            slug: Area(slug, centres[slug], (), frozenset(), county.get(slug))
            for slug in sorted(rest)
            if slug in centres
        }
        areas = {**shaped, **placed}
        land = self.topology.outline(self.topology.areas)
        return AreasOfDay(
            day=day,
            tier=tier,
            step=self.topology.step,
            shaped=shaped,
            placed=placed,
            undivided=self._undivided(placed),
            nowhere=tuple(sorted(slug for slug in rest if slug not in centres)),
            county_borders=self.topology.borders(
                {piece: above for above, pieces in of_counties.items() for piece in pieces}
            ),
            land=land,
            layout=self._layout(tier, areas, land),
        )

    def _shaped(self, slug: str, pieces: frozenset[str], county: str | None) -> Area:
        polygons = [polygon for piece in sorted(pieces) for polygon in self.topology.polygons(piece)]
        return Area(slug, centre_of(polygons), self.topology.outline(pieces), pieces, county)

    @cached_property
    def _centres(self) -> Mapping[str, Point]:
        """Centres of authorities without a shape, in steps of the grid."""
        step = self.topology.step
        return {
            slug: (east * 1000 // step, north * 1000 // step)
            for slug, (east, north) in self.settings.centres.items()
        }

    def _undivided(self, placed: Mapping[str, Area]) -> tuple[Undivided, ...]:
        """Councils that share shapes, directly or through each other, with those shapes."""
        groups: list[tuple[set[str], set[str]]] = []
        for slug in placed:
            slugs, pieces = {slug}, set(self._related[slug])
            for group in [group for group in groups if group[1] & pieces]:
                groups.remove(group)
                slugs |= group[0]
                pieces |= group[1]
            if pieces:
                groups.append((slugs, pieces))
        return tuple(
            sorted(
                (
                    Undivided(tuple(sorted(slugs)), self.topology.outline(pieces), frozenset(pieces))
                    for slugs, pieces in groups
                ),
                key=lambda one: one.slugs,
            )
        )

    def _layout(self, tier: Tier, areas: Mapping[str, Area], land: tuple[Ring, ...]) -> EqualAreaLayout:
        """The layout as it was kept, so that a council keeps its place; laid out anew for councils nobody foresaw."""
        kept = self.layouts.get((tier, frozenset(areas)))
        return kept or lay_out({slug: area.centre for slug, area in areas.items()}, land)


def load_areas(
    scheme_folder: Path, register: Register, on_map: Collection[str], additions: Path | None = None
) -> Areas:
    """The areas of the scheme in `scheme_folder`, or those that a workspace was given in their place.

    Raises Missing where the scheme has no map, and Invalid for a file that is damaged or names nobody.
    """
    settings = load_map_settings(scheme_folder, register)
    topology_file, called = _file(scheme_folder, additions, AREAS)
    about, topology = topology_from(topology_file.read_text(encoding="utf-8"), called)
    layouts_file, layouts_called = _file(scheme_folder, additions, LAYOUTS)
    unknown = sorted(set(topology.areas) - set(register.authorities))
    if unknown:
        raise Invalid(
            [
                Problem(called, 0, "id", slug, "no such authority", "Make or import the areas anew.")
                for slug in unknown
            ]
        )
    layouts = layouts_from(layouts_file.read_text(encoding="utf-8"), layouts_called)
    return Areas(register, frozenset(on_map), settings, topology, about, layouts)


def load_postcodes(scheme_folder: Path, additions: Path | None = None) -> PostcodeIndex:
    """The index of postcodes of the scheme, or the one that a workspace was given in its place. Raises as `load_areas` does."""
    path, called = _file(scheme_folder, additions, POSTCODES)
    return postcodes_from(path.read_text(encoding="utf-8"), called)


def _file(scheme_folder: Path, additions: Path | None, name: str) -> tuple[Path, str]:
    """Where the file in force is, and what problems call it."""
    if additions is not None:
        added = Additions(additions).files().get(name)
        if added is not None:
            return added.path, added.called
    path = scheme_folder / FOLDER / name
    if not path.is_file():
        raise Missing(
            f"This scheme has no map: {path} is not there. Type `upheld register areas` to make it."
        )
    return path, name
