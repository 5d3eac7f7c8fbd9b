"""Setting pages: a page and its template become HTML, a page and its twin become JSON.

Belongs here: the templates' environment and what every page has around it. Everything is escaped; pictures, which our own
code drew and escaped, are marked as drawn. Not here: what pages say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined

from upheld.pictures.drawing import Placement, stylesheet
from upheld.pictures.flow import draw_mark
from upheld.pictures.map_html import map_stylesheet
from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.downloads import titles
from upheld.publication.page import Choice, Page, SiteFile
from upheld.publication.pages import maps
from upheld.publication.rows_as_blocks import rows_as_blocks
from upheld.publication.running_text import years_unbroken
from upheld.publication.year import YearOfSite, drawn
from upheld.wording import dates
from upheld.wording.numbers import capital, digits

LANGUAGE = "en-GB"
_PLAIN = "'/:=.-"
"""What stands for itself in the address that carries the mark."""
_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


class Setter:
    """Sets the pages of one site."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        environment = Environment(
            loader=FunctionLoader(read_template),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters |= {
            "day": dates.day,
            "short_day": dates.short_day,
            "clock": dates.clock,
            "digits": digits,
        }
        environment.filters |= {"capital": capital, "drawn": drawn}
        self._titles = titles(contents.years)
        environment.globals |= {
            "to": addresses,
            "case_link": contents.case_link,
            "link": contents.link,
            "short_name": contents.short_name,
            "full_name": contents.name,
            "site_title": contents.title,
            "noun": contents.noun,
            "ombudsman": contents.scheme.issuer.ombudsman,
            "issuer": contents.scheme.issuer,
            "mark": drawn(draw_mark(Placement.WEB)),
            "language": LANGUAGE,
            "origin": contents.inputs.origin,
            "icon": drawn(icon()),
        }
        self._environment = environment

    def files(self, page: Page) -> Iterator[SiteFile]:
        """The two files of a page."""
        template = self._environment.get_template(page.template)
        html = template.render(
            page.content,
            page=page,
            nav=_navigation(self._contents, page.section),
            canonical=self._contents.inputs.origin + (page.canonical or page.address),
            twin=addresses.twin_of(page.address),
            table=self._titles.get(page.table),
        )
        yield SiteFile(addresses.file_of(page.address), rows_as_blocks(years_unbroken(html)).encode())
        yield SiteFile(addresses.file_of(addresses.twin_of(page.address)), self._twin(page))

    def panels(self, year: YearOfSite, measure: str) -> SiteFile:
        """What the panel beside a map tells of each authority, as HTML by slug."""
        template = self._environment.get_template("panel.html.j2")
        told = {slug: template.render(one).strip() for slug, one in maps.panels(year, measure).items()}
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return SiteFile(addresses.file_of(addresses.panels_of(year.label, measure)), f"{text}\n".encode())

    def _twin(self, page: Page) -> bytes:
        whole: dict[str, Any] = {
            "address": self._contents.inputs.origin + page.address,
            "title": page.heading,
            "illustrative": page.illustrative,
        }
        if page.release:
            whole["release"] = page.release
        text = json.dumps(whole | dict(page.twin), ensure_ascii=False, separators=(",", ":"))
        return f"{text}\n".encode()


def _navigation(contents: Contents, section: str) -> list[Choice]:
    newest = contents.newest.about.year.label
    entries = (
        ("Map", addresses.HOME),
        ("Compare", addresses.COMPARE),
        ("Decisions", addresses.DECISIONS),
        ("Reports", addresses.REPORTS),
        ("Improvements", addresses.IMPROVEMENTS),
        ("National review", addresses.review(newest)),
        ("Data", addresses.DATA),
    )
    return [Choice(label, address, label == section) for label, address in entries]


def read_template(name: str) -> str:
    """A template's source, by name."""
    return resources.files("upheld.publication").joinpath("templates", name).read_text(encoding="utf-8")


def style() -> bytes:
    """The one stylesheet: that of the pictures, and the site's. Every page loads it, so it goes without its comments."""
    own = resources.files("upheld.publication").joinpath("style", "site.css").read_text(encoding="utf-8")
    return _COMMENT.sub("", stylesheet() + own).encode()


def map_style() -> SiteFile:
    """The stylesheet of maps."""
    return SiteFile(addresses.file_of(addresses.style("map")), map_stylesheet().encode())


def icon() -> str:
    """The mark, for the tab of a browser, as an address that carries it: a first load is one request shorter by it."""
    mark = resources.files("upheld.publication").joinpath("style", "mark.svg").read_text(encoding="utf-8")
    return f"data:image/svg+xml,{quote(mark.strip().replace(chr(34), chr(39)), safe=_PLAIN)}"


def fonts() -> Iterator[SiteFile]:
    """The fonts of the site and their licence; `tools/site_fonts.py` makes them."""
    yield from _folder("fonts")


def scripts() -> Iterator[SiteFile]:
    """The scripts of the site, each a module by itself."""
    yield from _folder("script")


def _folder(name: str) -> Iterator[SiteFile]:
    folder = resources.files("upheld.publication").joinpath(name)
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        yield SiteFile(f"{name}/{path.name}", path.read_bytes())
