"""What a page says of chance counts the verdicts that the page lists, and nothing else."""

from __future__ import annotations

import json
import re

import pytest

from tests.publication.made_site import files, inputs, parsed
from upheld.measures.comparison import listed_by_chance_among
from upheld.measures.figure import Figure
from upheld.measures.rate import decimal_text
from upheld.measures.verdict import LISTED

SENTENCE = re.compile(
    r"Of the ([\d,]+) compared on this page, (none|[\d,]+) (?:is|are) called higher or lower"
)
RELEASE = inputs().releases[0]


def judged(measure: str, group: str | None = None) -> list[Figure]:
    return [
        review.figures[measure]
        for review in RELEASE.reviews.values()
        if measure in review.figures
        and review.figures[measure].verdict is not None
        and group in (None, review.authority.group)
    ]


def said(path: str) -> tuple[int, int]:
    found = SENTENCE.search(parsed(path).text)
    assert found is not None, path
    return int(found[1]), 0 if found[2] == "none" else int(found[2])


@pytest.mark.parametrize("tier", ["", "counties/"])
@pytest.mark.parametrize("measure", ["upheld-rate", "satisfactory-remedy-rate"])
def test_a_map_counts_the_verdicts_of_its_measure_in_its_table(measure: str, tier: str) -> None:
    folder = f"map/2019-20/{measure}/{tier}"
    shown = {row["slug"] for row in json.loads(files()[f"{folder}index.json"])["authorities"]}
    figures = [
        figure
        for slug, review in RELEASE.reviews.items()
        if slug in shown and (figure := review.figures[measure]).verdict is not None
    ]
    assert said(f"{folder}index.html") == (
        len(figures),
        sum(figure.verdict in LISTED for figure in figures),
    )
    assert len(figures) < len(judged(measure))


@pytest.mark.parametrize("order", ["", "by-rate/"])
def test_a_group_counts_its_own_and_what_chance_would_list_of_them(order: str) -> None:
    figures = judged("upheld-rate", "district")
    path = f"group/district/2019-20/upheld-rate/{order}index.html"
    assert said(path)[0] == len(figures) < len(judged("upheld-rate"))
    expected = decimal_text(listed_by_chance_among(figures), 1)
    assert expected == "0.0"
    assert "chance alone would list hardly any." in parsed(path).text


@pytest.mark.parametrize(
    "path",
    [
        "map/2019-20/compliance-rate/index.html",
        "group/district/2019-20/compliance-rate/index.html",
        "group/district/2019-20/compliance-rate/by-rate/index.html",
    ],
)
def test_where_there_is_no_verdict_nothing_is_said_of_chance_listing_any(path: str) -> None:
    text = parsed(path).text
    assert "chance alone would" not in text
    assert "compared" not in text.partition("A place is a range")[0]
