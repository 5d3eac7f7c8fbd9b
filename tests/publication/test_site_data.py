"""The page of downloads: newest first, folded by year, every link a name by itself; and lists lead to their table."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from tests.publication.html_page import HtmlPage
from tests.publication.made_site import inputs
from upheld.publication.inputs import Download
from upheld.publication.site import site_files

TABLES = [("decisions", "Published decisions", 3_120_000), ("figures", "Figures of every authority", 382_000)]


@lru_cache(maxsize=1)
def site() -> dict[str, HtmlPage]:
    downloads = [
        Download(f"/data/{folder}/{name}.{form}", f"{title}, {span}", form, size, "0" * 64)
        for folder, span in (("2019-20", "2019-20"), ("2024-25", "2024-25"), ("all", "2019-20 to 2024-25"))
        for name, title, size in TABLES
        for form in ("csv", "schema.json")
    ]
    downloads.append(Download("/data/2019-20/dictionary.csv", "Columns of the tables", "csv", 640, "0" * 64))
    wanted = {
        "data/index.html",
        "decision/year/2019-20/index.html",
        "group/district/2019-20/upheld-rate/index.html",
        "map/2019-20/upheld-rate/index.html",
        "report/2019-20/index.html",
    }
    made = site_files(replace(inputs(), downloads=tuple(downloads)))
    return {file.path: HtmlPage(file.content.decode()) for file in made if file.path in wanted}


def test_the_newest_year_comes_first_and_earlier_ones_are_folded() -> None:
    page = site()["data/index.html"]
    assert page.of("h3") == ["2024-25", "All years together", "2019-20"]
    assert ["open" in each for each in page.attributes("details")] == [True, True, False]


def test_every_link_says_by_itself_what_it_fetches_how_and_how_large() -> None:
    page = site()["data/index.html"]
    links = {
        attributes["href"]: text
        for attributes, text in zip(page.attributes("a"), page.of("a"), strict=True)
        if (attributes["href"] or "").endswith((".csv", ".schema.json"))
    }
    assert links["/data/2019-20/decisions.csv"] == "Published decisions, 2019-20, CSV, 3.1 MB"
    assert links["/data/2019-20/dictionary.csv"] == "Columns of the tables, 2019-20, CSV, 640 bytes"
    assert (
        links["/data/all/figures.schema.json"]
        == "Figures of every authority, 2019-20 to 2024-25, schema (JSON), 382 kB"
    )
    assert len(set(links.values())) == len(links)


def test_a_list_leads_to_the_table_that_holds_it_and_to_none_that_is_not_there() -> None:
    assert "Published decisions, 2019-20, CSV, 3.1 MB" in site()["decision/year/2019-20/index.html"].of("a")
    for path in ("group/district/2019-20/upheld-rate/index.html", "map/2019-20/upheld-rate/index.html"):
        assert "Figures of every authority, 2019-20, CSV, 382 kB" in site()[path].of("a")
    assert "To download" not in site()["report/2019-20/index.html"].text
