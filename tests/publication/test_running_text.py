"""A reporting year stays on one line, with its plain hyphen, and nothing else is touched."""

from __future__ import annotations

import pytest

from tests.publication.made_site import files, parsed
from upheld.publication.running_text import years_unbroken


def test_a_year_in_running_text_is_in_one_piece() -> None:
    said = years_unbroken("<p>From 2018-19 to 2019-20, see <a>2024-25</a>.</p>")
    assert said.count('<span class="year">') == 3
    assert '<a><span class="year">2024-25</span></a>' in said
    assert (
        years_unbroken("<h1><bdi>In 2019-20</bdi></h1>")
        == '<h1><bdi>In <span class="year">2019-20</span></bdi></h1>'
    )


@pytest.mark.parametrize(
    "untouched",
    [
        '<a href="/map/2019-20/" title="in 2019-20">x</a>',
        "<p>2020-03-31, 19-044 and /map/2019-20/</p>",
        "<svg><title>In 2019-20</title><text>2019-20 <tspan>2019-20</tspan></text></svg>",
        "<option>2019-20</option><code>2019-20</code>",
        "<bdi>Words of a record on 2019-20</bdi>",
    ],
)
def test_an_address_a_date_a_picture_and_the_words_of_a_record_stay_as_they_are(untouched: str) -> None:
    assert years_unbroken(untouched) == untouched


def test_pages_hold_years_in_one_piece_and_twins_plain() -> None:
    assert "2019-20" in parsed("review/2019-20/index.html").of("span", class_="year")
    assert b"span" not in files()["review/2019-20/index.json"]
