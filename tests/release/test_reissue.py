"""Whose letter is written anew when a year is corrected, whose stands, and how every change is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.release.years import OTHERS, YEARS, decided_in
from tests.worlds import World
from upheld.measures.figure import Verdict
from upheld.release.difference import Difference, difference
from upheld.release.freeze import correct, freeze
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.wording.differences import describe_difference


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Bolsover and five others, 5 of 10 each; Derby, in another group, 1 of 2."""
    world = World(tmp_path)
    for slug in ("bolsover", *OTHERS):
        world.decided(slug, 5, 5)
    world.decided("derby", 1, 1)
    return world


def corrected(world: World, label: str = "2019-20") -> tuple[Difference, list[str], Release]:
    """What revision 2 says otherwise than revision 1, and how it is said."""
    year = world.year(label)
    world.imported()
    correct(year, world.store, world.releases, world.scheme, corrects=1, why="Mended.")
    before, after = (load_release(world.releases.find(year, revision).public) for revision in (1, 2))
    found = difference(before, after)
    return found, list(describe_difference(found, before, after)), after


def test_a_figure_of_its_own_is_a_letter_written_anew_and_an_average_alone_is_not(world: World) -> None:
    world.frozen()
    world.rows["decisions"][0]["outcome"] = "not_upheld"
    found, said, _ = corrected(world)
    assert found.reissued == ("bolsover",)
    # Every other district, those without a case too: the average is printed in their letters.
    assert found.standing == (*sorted((*OTHERS, "hertsmere", "northampton", "watford")),)
    assert "Bolsover District Council: upheld was 5, is 4." in said
    assert (
        "Bolsover District Council: Complaints upheld was 50% (5 of 10, cannot be told apart), "
        "is 40% (4 of 10, cannot be told apart)." in said
    )
    # 30 of 60, and 29 of 60: 48.3%.
    assert "district, Complaints upheld: the average was 50%, is 48%." in said
    assert said[-2] == "Letters written anew: 1: Bolsover District Council."
    assert said[-1].startswith(
        "Letters that stand, with a notice that an average moved: 8: Amber Valley Borough Council,"
    )
    assert not any(line.startswith("Derby") for line in said)


def test_a_verdict_that_changed_is_a_letter_written_anew_although_no_figure_of_its_own_did(
    world: World,
) -> None:
    """Watford has 6 of 6 beside 30 of 60 (higher, for 1/2 to the sixth is less than 1/40, and so is the tail); when the
    others have 35 of 60, (35/60) to the sixth is 0.039: too few to say."""
    world.decided("watford", 6)
    world.frozen()
    before = load_release(world.stored().public).review("watford").figures["upheld-rate"]
    assert before.verdict is Verdict.HIGHER
    for row in [row for row in world.rows["decisions"] if row["outcome"] == "not_upheld"][:5]:
        row["outcome"] = "upheld"
    found, said, after = corrected(world)
    assert after.review("watford").figures["upheld-rate"].verdict is Verdict.TOO_FEW
    assert "watford" not in {each.authority for each in found.counts}
    assert found.reissued == ("bolsover", "watford")
    assert "watford" not in found.standing
    assert (
        "Watford Borough Council: Complaints upheld was 100% (6 of 6, higher), is 100% (6 of 6, too few to say)."
        in said
    )


def test_a_case_moved_between_two_bodies_is_two_letters(world: World) -> None:
    world.frozen()
    world.rows["cases"][0]["authority"] = "derby"
    found, said, _ = corrected(world)
    assert found.reissued == ("bolsover", "derby")
    assert "Bolsover District Council: upheld was 5, is 4." in said
    assert "Derby City Council: upheld was 1, is 2." in said
    assert "Derby City Council: received was 2, is 3." in said
    assert said[-2] == "Letters written anew: 2: Bolsover District Council, Derby City Council."


def test_a_list_that_changed_is_a_letter_written_anew_and_its_group_s_letters_stand_as_they_are(
    world: World,
) -> None:
    """A summary published in time and entered wrongly: no figure moves, and no average."""
    world.frozen()
    world.rows["decisions"][0] |= {
        "publication": "published",
        "published_on": "2019-10-01",
        "summary": "Delay.",
    }
    found, said, _ = corrected(world)
    assert (found.reissued, found.standing) == (("bolsover",), ())
    assert "Bolsover District Council: decisions, 1 new, 0 gone." in said
    assert "Bolsover District Council: upheld_not_public was 5, is 4." in said
    assert not any("average" in line for line in said[:-1])
    assert said[-1] == "Letters that stand, with a notice that an average moved: 0."


def test_a_text_written_anew_is_a_letter_written_anew(world: World) -> None:
    world.rows["decisions"][0] |= {
        "publication": "published",
        "published_on": "2019-10-01",
        "summary": "Delay.",
    }
    world.frozen()
    world.rows["decisions"][0]["summary"] = "Long delay."
    found, said, _ = corrected(world)
    assert (found.reissued, found.counts) == (("bolsover",), ())
    assert "Bolsover District Council: decisions, 1 new, 1 gone." in said


def test_what_has_happened_since_is_no_correction(world: World) -> None:
    """A decision replaced, a promise kept, a summary published after the day: the year said rightly what was so."""
    case = (
        world.case("19 000 001", "watford")
        .decision("upheld")
        .recommendation(public_summary="Set a limit", completed_on="", status="agreed")
    )
    world.frozen()
    world.rows["recommendations"][0] |= {"completed_on": "2020-07-01", "status": "done"}
    case.replaced_on("2020-08-01", "not_upheld", published_on="2020-09-01", summary="Nothing was wrong.")
    world.case("19 000 002", "derby", entered_on="2020-06-01")
    found, said, after = corrected(world)
    assert found.reissued == ("derby",)
    assert (found.standing, found.over_years) == ((), ())
    assert {line.split(":")[0] for line in said if line.startswith(("Watford", "Derby"))} == {
        "Derby City Council"
    }
    assert after.review("watford").counts["upheld"] == 1


def test_a_rate_that_comes_to_be_is_said_in_words(world: World) -> None:
    world.case("19 000 001", "hertsmere").decision("closed_initial")
    world.frozen()
    world.rows["decisions"][-1]["outcome"] = "upheld"
    _, said, _ = corrected(world)
    assert (
        "Hertsmere Borough Council: Complaints upheld was no rate (0 of 0), is 100% (1 of 1, too few to say)."
        in said
    )


def test_an_earlier_year_that_was_corrected_is_told_in_the_next_and_changes_no_letter(tmp_path: Path) -> None:
    world = World(tmp_path)
    for label in YEARS[1:]:
        for slug in ("bolsover", *OTHERS):
            decided_in(world, label, slug, 2, 2)
    world.imported()
    for label in YEARS[1:]:
        freeze(world.year(label), world.store, world.releases, world.scheme)
    wrong = next(row for row in world.rows["decisions"] if row["decided_on"] == "2018-09-01")
    wrong["outcome"] = "not_upheld"
    corrected(world, "2018-19")
    found, said, after = corrected(world, "2019-20")
    assert (found.counts, found.figures, found.lists) == ((), (), ())
    assert (found.reissued, found.standing, found.is_empty) == ((), (), False)
    assert set(found.over_years) >= {"bolsover", *OTHERS}
    assert any(
        line.startswith("Earlier years, or several years together, are told otherwise of ") for line in said
    )
    assert said[-2:] == [
        "Letters written anew: 0.",
        "Letters that stand, with a notice that an average moved: 0.",
    ]
    assert after.review("bolsover").series[0].origin == "2018-19/r2"


def test_a_long_list_of_letters_names_ten(world: World) -> None:
    for row in world.rows["decisions"]:
        row["outcome"] = "not_upheld"
    for slug in ("watford", "hertsmere", "northampton", "kent", "dartmoor-national-park"):
        world.decided(slug, 1, 1)
    world.frozen()
    for row in world.rows["decisions"]:
        row["outcome"] = "closed_initial"
    _, said, _ = corrected(world)
    assert said[-2].startswith("Letters written anew: 12: Amber Valley Borough Council, ")
    assert said[-2].endswith(" and 2 more.")
