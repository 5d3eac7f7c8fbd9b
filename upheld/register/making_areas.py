"""The files of areas, made from shapes: the topology, and an equal-area layout for every set of councils there was.

Belongs here: what is written, as text. Not here: where shapes come from (from_postcodes.py, importing_areas.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from upheld.register.areas import AREAS, LAYOUTS, Areas
from upheld.register.layouts import Tier, layouts_text
from upheld.register.map_settings import MapSettings
from upheld.register.model import Register
from upheld.register.topology import Topology, topology_text

ONE_DAY = timedelta(days=1)


def files_of_areas(
    topology: Topology,
    about: Mapping[str, object],
    register: Register,
    on_map: Collection[str],
    settings: MapSettings,
) -> dict[str, str]:
    """The files by name. The layouts cover every period of the register between two changes of its councils."""
    areas = Areas(register, frozenset(on_map), settings, topology, about, {})
    layouts = [
        (tier, since, until, areas.of_day(since or until or date.max, tier).layout)
        for tier in Tier
        for since, until in _periods(areas)
    ]
    return {AREAS: topology_text(topology, about), LAYOUTS: layouts_text(layouts, about)}


def _periods(areas: Areas) -> Iterator[tuple[date | None, date | None]]:
    """The periods between days on which a council of the map opened or closed."""
    starts: set[date] = set()
    for authority in areas.register.authorities.values():
        if any(kind.value in areas.on_map for kind in authority.types):
            if authority.opened_on:
                starts.add(authority.opened_on)
            if authority.closed_on:
                starts.add(authority.closed_on + ONE_DAY)
    days = sorted(starts)
    if not days:
        yield None, None
        return
    # Before the first day the register knows of no change, and of few councils: the first period begins with it.
    yield from zip(days, (*(day - ONE_DAY for day in days[1:]), None), strict=True)
