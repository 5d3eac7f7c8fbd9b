"""What stands around a drawn map on a page: its controls, its key, its insets, and the notes it owes its readers.

Belongs here: that HTML, as parts that a page puts where it likes. Not here: the drawing (map.py), the panel that tells of one
council, and the table that says the same as the map: both are the page's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from upheld.pictures.drawing import text
from upheld.pictures.map import MapPicture, patterns
from upheld.pictures.map_classes import KeyEntry, Paint
from upheld.register.areas import Areas
from upheld.wording.numbers import listed

KEYS = (
    "Arrow keys move from council to council, Enter opens one, plus and minus change the size, 0 shows all."
)
GROUND, SHARED = "undivided", "Shared by councils shown as discs"
"""What the ground under discs is painted with, and what it is."""


@dataclass(frozen=True, slots=True)
class MapHtml:
    """The parts: the map with its controls, the key, the insets (empty where there are none), and paragraphs of notes."""

    whole: str
    key: str
    insets: str
    notes: tuple[str, ...]


def map_html(
    picture: MapPicture,
    areas: Areas,
    heading: str,
    entries: Sequence[KeyEntry],
    nothing: str,
    names: Mapping[str, str],
    *,
    panels: str = "",
    key: str = "map",
) -> MapHtml:
    """The parts of a page with a map. `heading` stands over the key ("Share upheld"), `nothing` in it for no base.

    `names` are the short names of councils without borders, for the notes; `panels` is the address of the JSON file from
    which the script fills the panel. No part needs the script; without it, areas are links and the controls stay hidden.
    """
    source = f' data-panels="{text(panels)}"' if panels else ""
    whole = (
        f'<div class="map-whole" data-map{source}>{picture.svg}'
        f'<div class="map-zoom" role="group" aria-label="Size of the map" hidden>'
        f'<button type="button" data-zoom="in" aria-label="Larger">+</button>'
        f'<button type="button" data-zoom="out" aria-label="Smaller">−</button>'
        f'<button type="button" data-zoom="all" aria-label="Show all">All</button></div>'
        f'<p class="map-said" id="{key}-keys">{text(KEYS)}</p>'
        f'<p class="map-said" role="status" aria-live="polite" data-map-said></p></div>'
    )
    return MapHtml(
        whole.replace('role="group" aria-label', f'role="group" aria-describedby="{key}-keys" aria-label', 1),
        _key(picture, heading, entries, nothing, key),
        _insets(picture),
        _notes(picture, areas, names),
    )


def _key(picture: MapPicture, heading: str, entries: Sequence[KeyEntry], nothing: str, key: str) -> str:
    classes = "".join(f"<li>{_swatch(entry.paint, key)}{text(entry.label)}</li>" for entry in entries)
    labels = {Paint.FEW: "Too few to say", Paint.NOTHING: nothing, Paint.ABSENT: "Not in this edition"}
    others = "".join(
        f"<li>{_swatch(paint, key)}{text(label)}</li>"
        for paint, label in labels.items()
        if paint in picture.paints
    )
    if picture.discs:
        others += f"<li>{_swatch(GROUND, key)}{text(SHARED)}</li>"
    rest = f'<ul class="map-key map-others">{others}</ul>' if others else ""
    return f'<h3>{text(heading)}</h3><ul class="map-key map-classes">{classes}</ul>{rest}'


def _swatch(paint: Paint | str, key: str) -> str:
    """A little of the paint. Hatching and dots come with their own pattern, for those of the map grow with it."""
    own = patterns(f"{key}-{paint}-key", 6, 36) if paint in (Paint.FEW, Paint.NOTHING) else ""
    fill = f' fill="url(#{key}-{paint}-key-{paint})"' if own else ""
    return (
        f'<svg aria-hidden="true" focusable="false" height="16">{own}'
        f'<rect class="m-{paint}"{fill} x="0.5" y="0.5" width="99%" height="15"/></svg>'
    )


def _insets(picture: MapPicture) -> str:
    items = "".join(f"<li><h3>{text(inset.title)}</h3>{svg}</li>" for inset, svg in picture.insets)
    return f'<ul class="map-insets">{items}</ul>' if items else ""


def _notes(picture: MapPicture, areas: Areas, names: Mapping[str, str]) -> tuple[str, ...]:
    notes = []
    if picture.discs:
        who = listed(sorted(names[slug] for slug in picture.discs))
        notes.append(
            f"A disc is a council whose borders are not known here, because it was merged with others since. It stands at a "
            f"main town, in the area that it shared: {who}."
        )
    if picture.nowhere:
        who = listed(sorted(names[slug] for slug in picture.nowhere))
        notes.append(f"Not on this map, but in the table: {who}.")
    drawn = (
        "Areas are approximate and are no official boundaries."
        if areas.approximate
        else "Boundaries are simplified."
    )
    notes.append(" ".join((drawn, *areas.attribution)))
    return tuple(notes)


@lru_cache(maxsize=1)
def map_stylesheet() -> str:
    """The style of a map on a page; it needs the variables of `drawing.stylesheet`."""
    return resources.files("upheld.pictures").joinpath("map.css").read_text(encoding="utf-8")
