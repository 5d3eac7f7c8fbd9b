"""What a review says of other years: across no break, of no year that is not known, and more than the years bear never."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.release.years import freeze_one, published
from tests.review.worlds import reviewed, reviewed_years
from tests.worlds import World, tiny
from upheld.documents.document import Document, Pictured
from upheld.errors import Missing, Refused
from upheld.release.load import load_release
from upheld.release.past import read_past
from upheld.review.changes import FEWEST, MOST
from upheld.review.making import Review
from upheld.review.report import runs_of
from upheld.tables.table import Cell

Reviews = Callable[[str], Review]


def row(review: Review, sheet: str, first: str) -> dict[str, Cell]:
    table = review.sheets.table(sheet)
    found = next(each for each in table.rows if each[0] == first)
    return dict(zip((column.name for column in table.columns), found, strict=True))


def said(document: Document) -> str:
    return " ".join("".join(run.text for run in paragraph) for _, paragraph in runs_of(document))


def test_a_year_is_set_beside_the_one_before(review_of: Reviews) -> None:
    changed = row(review_of("2019-20"), "changes", "Received")
    assert (changed["before_year"], changed["before"], changed["now"]) == ("2018-19", 45, 57)
    assert (changed["difference"], changed["direction"], changed["percent"]) == (12, "more than", "27%")
    assert (
        "We received 57 complaints and enquiries, 56 about councils and 1 about other bodies. That is 12 more than in 2018-19, a change of 27%."
        in said(review_of("2019-20").report)
    )


def test_two_years_are_no_series(review_of: Reviews) -> None:
    assert row(review_of("2019-20"), "changes", "Upheld")["record"] is None


def test_three_years_bear_a_record(review_of: Reviews) -> None:
    changed = row(review_of("2020-21"), "changes", "Upheld")
    assert (changed["record"], changed["since"]) == (MOST, "2018-19")


def test_nothing_is_compared_across_a_break(review_of: Reviews) -> None:
    later = review_of("2020-21")
    changed = row(later, "changes", "Received")
    assert (changed["before"], changed["now"]) == (57, 69)
    assert [changed[name] for name in ("difference", "direction", "percent", "record", "since")] == [None] * 5
    text = said(later.report)
    assert "In 2019-20 it was 57. The two years cannot be compared" in text
    told = {each[0]: str(each[-1]) for each in later.sheets.table("breaks").rows}
    assert list(told) == ["Received, from 2020-21", "Decided, from 2020-21"]
    assert told["Received, from 2020-21"].startswith("From 18 March to 29 June 2020 no new complaints")
    assert row(later, "changes", "Upheld")["direction"] == "more than"


def test_a_first_year_says_nothing_of_others(review_of: Reviews) -> None:
    first = review_of("2018-19")
    assert row(first, "changes", "Received")["before"] is None
    assert [section.key for section in first.report.sections].count("years") == 0
    assert "2017" not in said(first.report)
    assert first.sheets.table("breaks").rows == ()


def test_a_rate_is_called_higher_where_chance_would_hardly_explain_it(tmp_path: Path) -> None:
    world = reviewed_years(tmp_path, ("2018-19", "2019-20"), number=9)
    changed = row(reviewed(world, "2019-20")[0], "rate-changes", "Complaints upheld")
    assert changed["direction"] == "higher"
    assert "and chance alone would hardly explain the difference" in said(
        reviewed(world, "2019-20")[0].report
    )


def test_a_rate_that_could_be_chance_is_called_so(review_of: Reviews) -> None:
    assert (
        row(review_of("2019-20"), "rate-changes", "Complaints upheld")["direction"] == "cannot be told apart"
    )
    assert "The two years cannot be told apart: a difference of this size may well be chance." in said(
        review_of("2019-20").report
    )


def test_compliance_has_no_verdict_beside_last_year_either(review_of: Reviews) -> None:
    assert row(review_of("2019-20"), "rate-changes", "Recommendations carried out")["direction"] is None


def test_the_break_of_a_measure_is_told_and_drawn(tmp_path: Path) -> None:
    review = reviewed(reviewed_years(tmp_path, ("2021-22", "2022-23")), "2022-23")[0]
    assert "The two are not compared, because from this year on the cases are chosen in another way." in said(
        review.report
    )
    changed = row(review, "rate-changes", "Complaints upheld")
    assert (changed["direction"], changed["break"]) == (None, "yes")
    drawn = [block for each in review.report.sections for block in each.blocks if isinstance(block, Pictured)]
    trend = next(block for block in drawn if block.alt.startswith("Complaints upheld, year by year"))
    assert "Not comparable with the years before: from 2022-23." in trend.alt
    assert trend.web.count('class="p-break"') == 1


def test_a_year_between_that_is_not_frozen_is_not_jumped(tmp_path: Path) -> None:
    world = reviewed_years(tmp_path, ("2017-18", "2018-19", "2019-20"))
    again = World(tmp_path / "again", world.scheme, rows=world.rows)
    again.folder.mkdir()
    again.imported()
    for label in ("2017-18", "2019-20"):
        freeze_one(again, label)
    review = reviewed(again, "2019-20")[0]
    assert row(review, "changes", "Received")["before"] is None
    assert [each[0] for each in review.sheets.table("counts-by-year").rows] == ["2017-18", "2019-20"]
    trend = [
        block
        for each in review.report.sections
        for block in each.blocks
        if isinstance(block, Pictured) and "year by year" in block.alt
    ]
    assert trend
    assert all('class="p-break"' in block.web for block in trend)


def test_a_year_known_as_published_is_no_year_of_the_country(tmp_path: Path) -> None:
    world = reviewed_years(tmp_path, ("2019-20",))
    again = World(tmp_path / "again", world.scheme, rows=world.rows)
    again.folder.mkdir()
    again.imported()
    published(again, {"authority": "bolsover", "year": "2018-19", "numerator": "5", "denominator": "8"})
    freeze_one(again, "2019-20")
    review = reviewed(again, "2019-20")[0]
    assert [each[0] for each in review.sheets.table("upheld-rate-years").rows] == ["2019-20"]


def test_an_earlier_release_that_is_not_the_one_stood_on_is_refused(tmp_path: Path) -> None:
    world = reviewed_years(tmp_path, ("2018-19", "2019-20"))
    release = load_release(world.stored("2019-20").public)
    counts = world.stored("2018-19").folder / "public" / "counts.csv"
    counts.write_bytes(counts.read_bytes() + b"zzz,received,1\n")
    with pytest.raises(Refused, match="stands on 2018-19/r1"):
        read_past(release, world.releases, world.scheme)
    (tmp_path / "releases" / "2018-19").rename(tmp_path / "elsewhere")
    with pytest.raises(Missing, match="2018-19"):
        read_past(release, world.releases, world.scheme)


def test_another_ombudsman_has_its_own_words_breaks_and_years(tmp_path: Path) -> None:
    world = World(tmp_path, tiny(), category="berths", remedy="new_rule")
    for year in ("2021", "2022"):
        for number, port in enumerate(("anse", "baye", "cove", "dune", "estuary", "fjord")):
            case = world.case(f"K{year}/{number:03d}", port, f"{year}-02-01")
            case.decision("fault_found" if number < 3 else "no_fault", f"{year}-05-01")
    world.imported()
    for year in ("2021", "2022"):
        freeze_one(world, year)
    review = reviewed(world, "2022")[0]
    text = said(review.report)
    assert text.startswith("In 2022 people brought 6 grievances. Fault was found in 3 of 6, 50%.")
    assert row(review, "changes", "Received")["direction"] == "as many as"
    assert row(review, "changes", "Upheld")["direction"] is None
    whole = text + review.report.title + " ".join(str(sheet.table) for sheet in review.sheets)
    assert not {word for word in ("council", "england") if word in whole.lower()}
    assert FEWEST not in whole
