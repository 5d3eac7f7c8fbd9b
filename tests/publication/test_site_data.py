"""The page of downloads: newest first, folded by year, every link a name by itself; and lists lead to their table."""

from __future__ import annotations

from functools import lru_cache

from tests.publication.html_page import HtmlPage
from tests.publication.made_site import files, inputs, parsed
from upheld.publication import addresses
from upheld.publication.page import Download
from upheld.publication.site import about_data

TABLES = [("decisions", "Published decisions", 3_120_000), ("figures", "Figures of every authority", 382_000)]


@lru_cache(maxsize=1)
def data() -> HtmlPage:
    """The page of data, where tables are as large as they are with a whole country in them."""
    downloads = [
        Download(f"/data/{folder}/{name}.{form}", f"{title}, {span}", form, size, "0" * 64)
        for folder, span in (("2019-20", "2019-20"), ("2024-25", "2024-25"), ("all", "2019-20 to 2024-25"))
        for name, title, size in TABLES
        for form in ("csv", "schema.json")
    ]
    downloads.append(Download("/data/2019-20/dictionary.csv", "Columns of the tables", "csv", 640, "0" * 64))
    page, _ = about_data(inputs(), downloads)
    return HtmlPage(page.content.decode())


def test_the_newest_year_comes_first_and_earlier_ones_are_folded() -> None:
    page = data()
    assert page.of("h3") == ["2024-25", "All years together", "2019-20"]
    assert ["open" in each for each in page.attributes("details")] == [True, True, False]


def test_every_link_says_by_itself_what_it_fetches_how_and_how_large() -> None:
    page = data()
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


def test_a_list_leads_to_the_table_that_holds_it() -> None:
    listed = {
        "decision/year/2019-20/index.html": "Published decisions, 2019-20, CSV",
        "group/district/2019-20/upheld-rate/index.html": "Figures of every authority, 2019-20, CSV",
        "map/2019-20/upheld-rate/index.html": "Figures of every authority, 2019-20, CSV",
        "authority/index.html": "Register of the authorities, 2019-20 to 2024-25, CSV",
    }
    for path, said in listed.items():
        links = dict(zip(parsed(path).of("a"), parsed(path).attributes("a"), strict=True))
        assert addresses.file_of(str(links[said]["href"])) in files()
    assert "To download" not in parsed("authority/bolsover/index.html").text
