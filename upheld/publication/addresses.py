"""The permanent addresses of the site: the one place where they are decided.

An address that was once published is linked to, cited and printed. It is never changed and never given to another page;
a new kind of page gets a new first word. Every page is a folder with `index.html` and, as its twin for programs,
`index.json`. Addresses begin at the root of a host. `docs/reference/site.md` lists them for readers.

Belongs here: addresses, and which file of the site answers to one. Not here: what a page says.
"""

from __future__ import annotations

import re

HOME = "/"
AUTHORITIES = "/authority/"
MAPS = "/map/"
GROUPS = "/group/"
COMPARE = "/compare/"
DECISIONS = "/decision/"
REPORTS = "/report/"
IMPROVEMENTS = "/improvement/"
OVERDUE = "/improvement/overdue/"
REVIEWS = "/review/"
METHODS = "/methods/"
DATA = "/data/"
RELEASES = "/release/"
ACCESSIBILITY = "/accessibility/"
PRIVACY = "/privacy/"
NOT_FOUND = "/404.html"
FEED = "/feed.xml"
NAMES = "/find/names.json"
POSTCODES = "/find/postcodes.json"
STYLE = "/style/site.css"


def authority(slug: str) -> str:
    """An authority, as its newest release tells of it."""
    return f"/authority/{slug}/"


def authority_year(slug: str, year: str) -> str:
    """An authority in one year, by the newest revision of that year."""
    return f"/authority/{slug}/{year}/"


def authority_revision(slug: str, year: str, revision: int) -> str:
    """An authority in one year as a revision told it that has been replaced."""
    return f"/authority/{slug}/{year}/r{revision}/"


def authority_decisions(slug: str, year: str) -> str:
    """All published decisions of one year on complaints about an authority."""
    return f"/authority/{slug}/{year}/decisions/"


def figures_csv(slug: str, year: str) -> str:
    """The table of an authority's figures that its letter carries too."""
    return f"/authority/{slug}/{year}/figures.csv"


def authority_feed(slug: str) -> str:
    """News about one authority."""
    return f"/authority/{slug}/feed.xml"


def category_feed(slug: str) -> str:
    """News about one category of complaints."""
    return f"/decision/category/{slug.replace('_', '-')}/feed.xml"


def maps_of(year: str) -> str:
    """The maps of a year: which there are."""
    return f"/map/{year}/"


def map_of(year: str, measure: str, tier: str = "districts", drawing: str = "map") -> str:
    """One measure in one year, as a map and as a table of all authorities; `tier` and `drawing` where they are not these."""
    of_tier = "" if tier == "districts" else f"{tier}/"
    return f"/map/{year}/{measure}/{of_tier}{'' if drawing == 'map' else f'{drawing}/'}"


def map_over_years(year: str, measure: str, tier: str = "districts") -> str:
    """Several years together, up to this one, as a map of verdicts and as a table."""
    return f"/map/{year}/{measure}/{'' if tier == 'districts' else f'{tier}/'}together/"


def panels_of(year: str, measure: str) -> str:
    """What the panel beside a map tells of each authority."""
    return f"/map/{year}/{measure}/panels.json"


def group(slug: str) -> str:
    """A comparison group in its newest year."""
    return f"/group/{slug}/"


def group_of_year(slug: str, year: str) -> str:
    """A group in one year: which measures there are."""
    return f"/group/{slug}/{year}/"


def group_year(slug: str, year: str, measure: str) -> str:
    """A group's members in one year and one measure, by name."""
    return f"/group/{slug}/{year}/{measure}/"


def group_by_rate(slug: str, year: str, measure: str) -> str:
    """The same in order of rate, with the places that cannot be ruled out."""
    return f"/group/{slug}/{year}/{measure}/by-rate/"


def case(reference: str) -> str:
    """The published decisions on one case."""
    return f"/decision/{name_of(reference)}/"


def decisions_of(year: str, facet: str = "", value: str = "", page: int = 1) -> str:
    """The decisions of a year, all or those with one value of a facet ("category", "outcome"), by pages."""
    chosen = f"{facet}/{value.replace('_', '-')}/" if facet else ""
    return f"/decision/year/{year}/{chosen}{_page(page)}"


def reports_of(year: str) -> str:
    """The public reports of a year."""
    return f"/report/{year}/"


def report(number: str, year: str) -> str:
    """One report, in the list of its year."""
    return f"/report/{year}/#{name_of(number)}"


def improvements_of(year: str, page: int = 1) -> str:
    """The service improvements that the release of a year tells of, by pages."""
    return f"/improvement/{year}/{_page(page)}"


def letter(slug: str, year: str, revision: int, form: str) -> str:
    """A letter as it was written for one revision; `form` is "pdf" or "html"."""
    return f"/letter/{year}/r{revision}/{slug}.{form}"


def review(year: str) -> str:
    """The national review of a year."""
    return f"/review/{year}/"


def review_file(year: str, revision: int, name: str) -> str:
    """A file of the national review as it was written for one revision."""
    return f"/review/{year}/r{revision}/{name}"


def method(measure: str) -> str:
    """How one measure is counted, in every version."""
    return f"/methods/{measure}/"


def release(year: str) -> str:
    """A year's release: its revisions, what it stands on, what changed."""
    return f"/release/{year}/"


def table(name: str, year: str = "all") -> str:
    """A table of the open data as CSV, of one year or of all."""
    return f"/data/{year}/{name}.csv"


def style(name: str) -> str:
    """A further stylesheet, for the pages that need it."""
    return f"/style/{name}.css"


def script(name: str) -> str:
    """A script of the site."""
    return f"/script/{name}.js"


def name_of(reference: str) -> str:
    """A reference as part of an address: "19 012 345" is 19-012-345."""
    return re.sub(r"[^a-z0-9]+", "-", reference.lower()).strip("-")


def file_of(address: str) -> str:
    """The file that answers to an address: what the page's folder holds, or the file itself."""
    path = address.partition("#")[0].partition("?")[0].lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def twin_of(address: str) -> str:
    """The address of a page's twin for programs."""
    return f"{address}index.json" if address.endswith("/") else f"{address.removesuffix('.html')}.json"


def _page(page: int) -> str:
    return "" if page == 1 else f"{page}/"
