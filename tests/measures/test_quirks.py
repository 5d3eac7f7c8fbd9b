"""How letters once sent printed a measure: named, dated data, and no part of the definition."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.measures.definitions import as_settings
from upheld.errors import Invalid, Problem
from upheld.measures.definition import Measures, read_canonical, read_measure


def problems_in(settings: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(Invalid) as caught:
        read_measure(settings, "some-rate.toml")
    return caught.value.problems


QUIRK = {"name": "old-base", "year": 2020, "printed_base": "base_of_investigations", "says": "Another base."}


def test_how_letters_once_printed_a_measure_changes_its_print_in_that_year_alone() -> None:
    measure = read_measure(as_settings() | {"as_published": [QUIRK]}, "some-rate.toml")
    assert [(quirk.name, quirk.year, quirk.extremes) for quirk in measure.quirks] == [
        ("old-base", 2020, "guarded")
    ]
    (plain,) = measure.versions
    printing = measure.quirks[0].printing(plain)
    assert (
        replace(printing, printed_base="denominator", first_year=plain.first_year, last_year=plain.last_year)
        == plain
    )
    assert printing.as_published and not plain.as_published
    assert [printing.holds_for(year) for year in (2019, 2020, 2021)] == [False, True, False]
    # A release names the definition without its quirks: they are no part of it.
    assert read_measure(as_settings(), "some-rate.toml").versions[0].fingerprint == plain.fingerprint
    assert read_canonical(printing.canonical, "x") == printing
    assert Measures((measure,)).quirks_of(2020) == {measure.slug: measure.quirks[0]}
    assert Measures((measure,)).quirks_of(2021) == {}


@pytest.mark.parametrize(
    ("quirks", "key", "words"),
    [
        ([QUIRK | {"name": "Old Base"}], "as_published[1].name", "is not a slug"),
        ([QUIRK | {"printed_base": "guess"}], "as_published[1].printed_base", "Expected denominator"),
        ([QUIRK | {"printed_base": "denominator"}], "as_published", "prints as the definition does anyway"),
        ([QUIRK | {"colour": "red"}], "as_published[1].colour", "is not a key"),
        ([{key: QUIRK[key] for key in QUIRK if key != "says"}], "as_published[1].says", "is missing"),
        ([QUIRK, QUIRK | {"name": "other"}], "as_published", "is there twice"),
        ([QUIRK, QUIRK | {"year": 2021}], "as_published", "is there twice"),
    ],
)
def test_a_bad_quirk_is_refused_with_its_place(quirks: list[dict[str, Any]], key: str, words: str) -> None:
    problems = problems_in(as_settings() | {"as_published": quirks})
    assert any(one.column == key and words in f"{one.reason}. {one.way_out}" for one in problems), problems


def test_a_quirk_of_a_year_that_no_version_holds_for_is_refused() -> None:
    settings = as_settings() | {"as_published": [QUIRK]}
    settings["version"][0] |= {"last_year": 2019}
    (problem,) = problems_in(settings)
    assert (problem.column, problem.value) == ("as_published", "old-base")
    assert "no version holds" in problem.reason
