"""A site of one page with the map of England, made up for the browser: invented paints, real shapes and postcodes.

Belongs here: building that page from the product's own parts. Not here: what is tried on it.
"""

from __future__ import annotations

import json
import zlib
from datetime import date
from importlib import resources
from pathlib import Path

from upheld.pictures.drawing import stylesheet
from upheld.pictures.map import Mark, draw_equal_areas, draw_geographic
from upheld.pictures.map_classes import CLASSES, Paint, key_of
from upheld.pictures.map_html import map_html, map_stylesheet
from upheld.publication.finding import names_text
from upheld.register.areas import Areas, load_areas
from upheld.register.layouts import Tier
from upheld.scheme import england, load_scheme

DAY = date(2020, 3, 31)
BOLSOVER = "Bolsover District Council: 25%, 1 of 4, too few to say"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
}
PAGE_STYLE = """
body { margin: 0; padding: 16px; font: 18px/27px sans-serif; background: var(--paper); color: var(--ink); }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 356px; gap: 44px; max-width: 1088px; margin: auto; }
@media (max-width: 800px) { .columns { display: block; } }
.panel { background: var(--wash); padding: 16px; }
.note { font-size: 15px; line-height: 21px; }
"""


def english_areas() -> Areas:
    scheme = load_scheme(england())
    return load_areas(scheme.folder, scheme.register, scheme.types_with_area)


def mark_of(areas: Areas, slug: str) -> Mark:
    """An invented mark, the same on every machine; Bolsover's is the one that is known."""
    name = areas.register.authority(slug).last_name
    href = f"/authority/{slug}/"
    if slug == "bolsover":
        return Mark(Paint.FEW, BOLSOVER, href)
    paint = [*CLASSES, Paint.FEW, Paint.NOTHING][zlib.crc32(slug.encode()) % 7]
    return Mark(paint, f"{name}: invented", href)


def write_site(folder: Path, tier: Tier = Tier.DISTRICTS, hexagons: bool = False) -> None:
    """Write the page and all it loads into `folder`."""
    areas = english_areas()
    day = areas.of_day(DAY, tier)
    marks = {slug: mark_of(areas, slug) for slug in day.areas}
    title = "Complaints upheld, 2019-20, invented"
    picture = (
        draw_equal_areas(day, marks, title, chosen="bolsover")
        if hexagons
        else draw_geographic(day, marks, title, insets=areas.settings.inset, chosen="bolsover")
    )
    names = {slug: known.short_name for slug, known in areas.register.authorities.items()}
    classes = areas.settings.classes_of("upheld-rate")
    assert classes is not None
    parts = map_html(
        picture,
        areas,
        classes.title,
        key_of(tuple(classes.from_)),
        "Nothing investigated",
        names,
        panels="/panels.json",
    )
    notes = "".join(f'<p class="note">{note}</p>' for note in parts.notes)
    files = {
        "index.html": f"""<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="stylesheet" href="/site.css">
<script type="module" src="/map.js"></script><script type="module" src="/find.js"></script>
<main><h1>{title}</h1><form class="find" role="search" action="/authority/" data-names="/names.json" data-postcodes="/postcodes.json">
<label for="q">Name or postcode</label> <input id="q" name="q"> <button>Find</button></form><div id="found" role="status"></div>
<div class="columns"><div>{parts.whole}</div><div class="map-side"><div class="panel" data-map-panel><h2>Bolsover</h2></div>
{parts.key}{parts.insets}{notes}</div></div></main></html>""",
        "site.css": stylesheet() + map_stylesheet() + PAGE_STYLE,
        "panels.json": json.dumps({slug: f"<h2>{names[slug]}</h2>" for slug in marks}),
        "names.json": names_text(
            areas, areas.register.authorities, date(2025, 3, 31), lambda slug: f"/authority/{slug}/"
        ),
        "postcodes.json": (areas_folder() / "postcodes.json").read_text(encoding="utf-8"),
    }
    for name in ("map.js", "find.js"):
        files[name] = (
            resources.files("upheld.publication").joinpath("script", name).read_text(encoding="utf-8")
        )
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def areas_folder() -> Path:
    return england() / "areas"
