"""The calendar of releases: when each year's figures were published, and nothing of what still waits for its hour."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from tests.publication.html_page import HtmlPage
from tests.publication.made_site import inputs, site_files
from tests.publication.published_world import marked, quiet, workspace_of
from tests.publication.small_site import read
from tests.release.taken_down import three
from upheld.publication.inputs import PublicFrom
from upheld.publishing import publisher_of

FIRST, HELD = "2018-19/r1", "2019-20/r1"
NOW, HOUR = datetime(2020, 7, 1, tzinfo=UTC), datetime(2020, 7, 29, tzinfo=UTC)


def calendar_of(given: dict[str, PublicFrom]) -> tuple[HtmlPage, dict[str, object]]:
    wanted = {"release/index.html": b"", "release/index.json": b""}
    for file in site_files(replace(inputs(), public_from=given)):
        if file.path in wanted:
            wanted[file.path] = file.content
    page, twin = wanted.values()
    return HtmlPage(page.decode()), json.loads(twin)


def test_each_year_stands_with_its_day_and_hour_on_page_and_twin() -> None:
    page, twin = calendar_of(
        {
            "2019-20": PublicFrom(date(2020, 7, 29), time(0, 1)),
            "2024-25": PublicFrom(date(2025, 7, 2)),
        }
    )
    assert page.of("td", data_label="First published") == ["2 Jul 2025", "29 Jul 2020, 00:01"]
    assert "published each July, on the day and at the hour that its letters name" in page.text
    newer, older = twin["releases"]  # type: ignore[misc]
    assert (older["published_on"], older["published_time"]) == ("2020-07-29", "00:01:00")
    assert (newer["published_on"], newer["published_time"]) == ("2025-07-02", None)
    assert str(twin["rule"]) in page.text


def test_a_year_whose_day_nobody_knows_says_so_and_no_month_is_made_a_rule_of_one() -> None:
    page, _ = calendar_of({"2019-20": PublicFrom(date(2020, 7, 29))})
    assert page.of("td", data_label="First published") == ["Not known", "29 Jul 2020"]
    assert "each July" not in page.text
    assert "time zone" not in page.text


@pytest.mark.slow
def test_the_site_in_force_says_nothing_of_a_release_that_waits(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    marked(folder)
    publisher = publisher_of(workspace_of(folder, three()), quiet, with_search=False)
    publisher.publish([FIRST])
    alone = read(folder / "site" / "current")
    publisher.prepare([FIRST, HELD], HOUR, NOW)
    publisher.publish([FIRST, HELD])
    shown = read(folder / "site" / "current")
    assert shown == alone
    assert not [path for path, content in shown.items() if b"29\xc2\xa0Jul\xc2\xa02020" in content]
    assert b"31\xc2\xa0Jul\xc2\xa02019" in shown["release/index.html"], "the past one has its day"
    publisher.publish_due(HOUR)
    assert b"29\xc2\xa0Jul\xc2\xa02020, 00:01" in read(folder / "site" / "current")["release/index.html"]
