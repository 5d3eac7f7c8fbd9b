"""The list of names by which a visitor finds a council."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from upheld.publication.finding import names_text
from upheld.register.areas import Areas, load_areas
from upheld.scheme import england, load_scheme


@lru_cache(maxsize=1)
def english() -> Areas:
    scheme = load_scheme(england())
    return load_areas(scheme.folder, scheme.register, scheme.types_with_area)


def names_on(day: date, *slugs: str) -> dict[str, dict[str, Any]]:
    areas = english()
    text = names_text(areas, slugs or areas.register.authorities, day, lambda slug: f"/authority/{slug}/")
    return {entry["slug"]: entry for entry in json.loads(text)["authorities"]}


NOW = date(2025, 3, 31)


def test_a_district_names_its_county_and_both_say_what_they_answer_for() -> None:
    names = names_on(NOW)
    assert names["bolsover"]["county"] == "derbyshire"
    assert "housing" in names["bolsover"]["does"]
    assert "social care" in names["derbyshire"]["does"]
    assert names["derbyshire"]["county"] is None


def test_where_there_is_one_council_it_does_everything() -> None:
    names = names_on(NOW)
    for slug in ("birmingham", "buckinghamshire", "camden", "city-of-london", "isles-of-scilly"):
        assert names[slug]["does"] == "all council services"
        assert names[slug]["county"] is None
    assert names["broads-authority"]["does"] == "", "it is no council"


def test_former_names_and_spellings_are_there() -> None:
    names = names_on(NOW)
    assert any("Shepway" in name for name in names["folkestone-and-hythe"]["also"])
    assert names["folkestone-and-hythe"]["name"] not in names["folkestone-and-hythe"]["also"]


def test_a_closed_council_says_when_and_what_followed() -> None:
    wycombe = names_on(NOW)["wycombe"]
    assert wycombe["closed"] == "31\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2020"
    assert wycombe["after"] == ["buckinghamshire"]
    assert wycombe["county"] is None, "its county closed with it"
    assert "wycombe" in names_on(NOW)["buckinghamshire"]["before"]
    assert names_on(date(2020, 3, 31))["wycombe"]["closed"] is None, "on its last day it is open"
    assert names_on(date(2020, 3, 31))["wycombe"]["county"] == "buckinghamshire-county"


def test_only_those_with_a_page_are_named() -> None:
    names = names_on(NOW, "wycombe", "bolsover")
    assert set(names) == {"bolsover", "wycombe"}
    assert names["wycombe"]["after"] == []
    assert names["bolsover"]["county"] is None
