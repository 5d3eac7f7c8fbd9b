"""How a reader finds an authority: map and table of a tier, the list by place, and what is said where no script runs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.publication.made_site import files, inputs, pages, parsed
from upheld.publication.contents import Contents
from upheld.publication.pages import about
from upheld.publication.setting import Setter


@pytest.mark.parametrize(
    "path",
    [
        "",
        "map/2019-20/upheld-rate/counties/",
        "map/2024-25/upheld-rate/",
        "map/2019-20/upheld-rate/together/",
    ],
)
def test_neither_map_nor_table_holds_what_the_other_lacks(path: str) -> None:
    page = parsed(f"{path}index.html")
    twin = json.loads(files()[f"{path}index.json"])
    reviews = {each.about.year.label: each for each in inputs().releases}[twin["year"]].reviews
    on_map = {each["data-slug"] for each in page.attributes("a") if each.get("data-slug")} & reviews.keys()
    in_table = {row["slug"] for row in twin["authorities"]}
    assert on_map <= in_table
    missing = in_table - on_map
    assert not [slug for slug in missing if reviews[slug].authority.open_at_end and slug != "craven"]
    assert len(page.of("tr")) == len(in_table) + 1


def test_a_table_is_of_the_tier_that_its_map_shows_and_says_so() -> None:
    found = {}
    for tier, path in (("districts", ""), ("counties", "counties/")):
        page = parsed(f"map/2019-20/upheld-rate/{path}index.html")
        twin = json.loads(files()[f"map/2019-20/upheld-rate/{path}index.json"])
        assert twin["tier"] == tier
        found[tier] = {row["slug"] for row in twin["authorities"]}
        assert f"Complaints upheld, 2019-20: {tier} and single-tier" in page.of("title")[0]
        assert page.of("h1") == [f"Complaints upheld, 2019-20: {tier} and single-tier"]
    assert "kent" in found["counties"] - found["districts"]
    assert "bolsover" in found["districts"] - found["counties"]
    assert "birmingham" in found["districts"] & found["counties"]
    titles = [page.of("title")[0] for page in map(parsed, pages()) if page.of("title")]
    maps = [title for title in titles if "single-tier" in title and "together" not in title]
    assert len(maps) == len(set(maps))


def test_on_the_home_page_the_table_is_folded_and_the_map_leads_into_it() -> None:
    page = parsed("index.html")
    tags = [tag for tag, _ in page.tags]
    assert page.of("details", class_="folded")[0].startswith("The table of")
    assert tags.index("table") > [place for place, tag in enumerate(tags) if tag == "details"][-1]
    assert {"href": "#rows"} in page.attributes("a")
    assert page.attributes("table")[0]["id"] == "rows"


def test_the_list_is_by_place_and_says_the_whole_name() -> None:
    page = parsed("authority/index.html")
    (bolsover,) = [each for each in page.of("li") if each.startswith("Bolsover")]
    assert bolsover == "Bolsover Bolsover District Council"
    (kent,) = [each for each in page.of("li") if each.startswith("Kent")]
    assert kent == "Kent Kent County Council"
    by_letter = dict(zip(page.of("h2"), page.of("section"), strict=True))
    assert "Dartmoor" in by_letter["D"]


def test_without_script_the_postcode_box_and_the_list_say_what_needs_it() -> None:
    home = parsed("index.html").of("noscript")
    assert home == ["The postcode search needs JavaScript. The list of all councils by place does without."]
    (listed,) = parsed("authority/index.html").of("noscript")
    assert "needs JavaScript" in listed
    said = parsed("accessibility/index.html").text
    assert "without JavaScript; what needs it is named below" in said
    assert "Every page works by keyboard alone, without JavaScript" not in said


def test_whoever_shortens_an_address_finds_what_was_below_it() -> None:
    for path in ("map", "map/2019-20", "group", "group/district", "group/district/2019-20"):
        page = parsed(f"{path}/index.html")
        below = [
            each["href"] or ""
            for each in page.attributes("a")
            if (each["href"] or "").startswith(f"/{path}/")
        ]
        assert below, path
    twin = json.loads(files()["group/district/2019-20/index.json"])
    assert "https://upheld.example/group/district/2019-20/upheld-rate/" in {
        each["address"] for each in twin["pages"]
    }


def test_crumbs_of_maps_and_groups_lead_up_step_by_step() -> None:
    for path, steps in {
        "group/district/2019-20/upheld-rate/by-rate": [
            "/group/",
            "/group/district/",
            "/group/district/2019-20/",
            "/group/district/2019-20/upheld-rate/",
        ],
        "map/2019-20/upheld-rate/counties": ["/", "/map/2019-20/"],
    }.items():
        links = [each["href"] for each in parsed(f"{path}/index.html").attributes("a")]
        assert set(steps) <= set(links)


@pytest.mark.parametrize(("searchable", "things"), [(True, "Three things need"), (False, "Two things need")])
def test_a_site_promises_the_search_of_words_only_where_it_has_one(searchable: bool, things: str) -> None:
    contents = Contents(replace(inputs(), searchable=searchable))
    accessible, private, _ = (
        next(Setter(contents).files(each)).content.decode() for each in about.pages(contents)
    )
    assert things in accessible
    assert ("To search words in decisions" in accessible) == searchable
    assert ("The search for decisions reads" in private) == searchable
