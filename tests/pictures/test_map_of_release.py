"""A release's map: every council of its year, painted and named by its figures, in one year and over several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.letters.hand_made import figure, release, scheme_of_england
from tests.pictures.test_map import english, links_in
from upheld.errors import Refused
from upheld.measures.figure import Verdict
from upheld.pictures.map_of_release import Drawing, MapView, has_map, map_of_release, map_over_years
from upheld.register.layouts import Tier
from upheld.release.series import ObservedRow
from upheld.wording.areas import area_label
from upheld.wording.figures import FigureWords, describe
from upheld.wording.names import names_of
from upheld.wording.sayings import load_sayings


def words_of(measure: str) -> dict[str, FigureWords]:
    made, _ = release()
    scheme = scheme_of_england()
    sayings = load_sayings(scheme.prose_folder)
    return {
        slug: describe(
            review.figures[measure],
            made.definitions[measure],
            names_of(scheme, review.authority, made.about.year),
            sayings[measure],
        )
        for slug, review in made.reviews.items()
        if measure in review.figures
    }


def test_a_release_is_drawn_with_every_council_of_its_year() -> None:
    made, _ = release()
    parts = map_of_release(
        english(), made, "upheld-rate", words_of("upheld-rate"), lambda slug: f"/a/{slug}/", "Nothing investigated",
        MapView(panels="/p.json", chosen="bolsover"),
    )  # fmt: skip
    svg = parts.whole[parts.whole.index("<svg") : parts.whole.index("</svg>") + 6]
    labels = {link.get("data-slug"): link.get("aria-label") for link in links_in(svg)}
    assert len(labels) == 317
    assert labels["bolsover"] == "Bolsover District Council: 25%, 1 of 4, too few to say"
    assert (labels["derby"] or "").endswith(": not in this edition")
    assert 'data-panels="/p.json"' in parts.whole
    assert (
        "Too few to say" in parts.key and "Not in this edition" in parts.key and "Share upheld" in parts.key
    )
    assert "London" in parts.insets
    discs, owed = parts.notes
    assert "Aylesbury Vale" in discs and "Wycombe" in discs
    assert owed.startswith("Areas are approximate") and "Royal Mail" in owed


def test_other_tiers_and_drawings_of_a_release() -> None:
    made, _ = release()
    parts = map_of_release(
        english(), made, "compliance-rate", words_of("compliance-rate"), str, "No outcome recorded",
        MapView(Tier.COUNTIES, Drawing.EQUAL_AREAS),
    )  # fmt: skip
    assert parts.insets == ""
    assert parts.whole.count("<a ") == 151
    assert "Share carried out" in parts.key and "100%" in parts.key
    assert len(parts.notes) == 1, "hexagons need no word on discs"


def test_several_years_are_painted_by_their_verdicts() -> None:
    made, _ = release()
    assert map_over_years(english(), made, "upheld-rate", str) is None, (
        "no years stand together in this release"
    )
    verdicts = {
        "bolsover": Verdict.NOT_TOLD_APART,
        "birmingham": Verdict.CLEARLY_HIGHER,
        "melton": Verdict.TOO_FEW,
    }
    reviews = dict(made.reviews)
    for slug, verdict in verdicts.items():
        row = ObservedRow(
            slug, "upheld-rate", "year", "2017-18", "2019-20", 11, 7, "5.1", "0.9", "0.2", verdict, "0.01", ()
        )
        reviews[slug] = replace(reviews[slug], observed=(row,))
    parts = map_over_years(english(), replace(made, reviews=reviews), "upheld-rate", str)
    assert parts is not None
    svg = parts.whole[parts.whole.index("<svg") : parts.whole.index("</svg>") + 6]
    links = {link.get("data-slug"): link for link in links_in(svg)}
    assert {slug: links[slug][0].get("class") for slug in verdicts} == {
        "bolsover": "m-3",
        "birmingham": "m-5",
        "melton": "m-few",
    }
    assert links["bolsover"].get("aria-label") == (
        "Bolsover District Council: 7 upheld decisions of 11 detailed investigations, 5.1 expected, cannot be told apart"
    )
    assert (links["adur"].get("aria-label") or "").endswith(": nothing to compare")
    assert (links["derby"].get("aria-label") or "").endswith(": not in this edition")
    assert "Beside what was expected, 2017-18 to 2019-20" in parts.key
    assert "Clearly lower" in parts.key and "Nothing to compare" in parts.key


def test_a_measure_without_classes_has_no_map() -> None:
    made, _ = release()
    assert has_map(english(), "upheld-rate")
    assert not has_map(english(), "upheld-per-100000")
    with pytest.raises(Refused, match="has no map"):
        map_of_release(english(), made, "upheld-per-100000", {}, str, "")


def test_what_an_area_is_called() -> None:
    assert area_label("Anywhere", None, None) == "Anywhere: not in this edition"
    made, _ = release()
    one = figure("bolsover", "upheld-rate", 0, 0, "district")
    scheme = scheme_of_england()
    words = describe(
        one,
        made.definitions["upheld-rate"],
        names_of(scheme, made.review("bolsover").authority, made.about.year),
        load_sayings(scheme.prose_folder)["upheld-rate"],
    )
    assert area_label("Anywhere", one, words) == "Anywhere: nothing investigated"


def test_the_key_says_of_what_it_is_a_share() -> None:
    settings = english().settings
    headings = [
        found.title
        for measure in ("upheld-rate", "satisfactory-remedy-rate", "compliance-rate")
        if (found := settings.classes_of(measure)) is not None
    ]
    assert headings == ["Share upheld", "Share put right before", "Share carried out"]
