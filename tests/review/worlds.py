"""A world of three years for reviews: something of everything, in a few authorities.

Belongs here: the records. What is expected of them stands in the tests.
"""

from __future__ import annotations

from pathlib import Path

from tests.release.years import freeze_one
from tests.worlds import World, few
from upheld.release.load import load_release
from upheld.release.past import PastYear, read_past
from upheld.review.making import Review, make_review

LABELS = ("2018-19", "2019-20", "2020-21")
DISTRICTS = ("bolsover", "amber-valley", "ashfield", "gedling", "mansfield", "rushcliffe")


def reviewed_years(folder: Path, labels: tuple[str, ...] = LABELS, number: int = 2) -> World:
    """Years in which `number` more complaints are upheld each year in each district, and one of everything else happens."""
    world = World(folder, few())
    for later, label in enumerate(labels):
        first = label[:4]
        for slug in DISTRICTS:
            for one in range(6 + number * later):
                case = world.case(
                    None, slug, f"{first}-05-01", category=("housing", "benefits_tax", "other")[one % 3]
                )
                case.decision(
                    "upheld" if one < 3 + number * later else "not_upheld",
                    f"{first}-09-01",
                    published_on=f"{first}-10-01",
                    satisfactory_remedy="yes" if one == 0 else "no",
                )
        _one_of_everything(world, first, f"{int(first) + 1}")
    world.imported()
    for label in labels:
        freeze_one(world, label)
    return world


def _one_of_everything(world: World, first: str, second: str) -> None:
    decided = f"{first}-08-01"
    days = {"agreed_on": decided, "entered_on": decided}
    kept = world.case(f"{first[2:]} 700 001", "kent", f"{first}-04-02", category="adult_social_care")
    kept.decision("upheld", decided, published_on=f"{first}-10-01").recommendation(
        **days, due_on=f"{first}-10-01", completed_on=f"{first}-09-01", public_summary="A new procedure"
    ).recommendation(
        **days,
        due_on=f"{first}-10-01",
        completed_on=f"{first}-09-01",
        kind="personal_remedy",
        remedy_type="apology",
    ).compliance("satisfied_on_time", f"{first}-11-01")
    late = world.case(f"{first[2:]} 700 002", "derby", f"{first}-04-03", category="education_children")
    late.decision("upheld", decided, published_on=f"{first}-10-01").recommendation(
        **days, due_on=f"{first}-10-01", completed_on=f"{first}-12-01", public_summary="Training"
    ).compliance("satisfied_late", f"{first}-12-05")
    hidden = world.case(f"{first[2:]} 700 003", "derby", f"{first}-04-04", category="planning_development")
    hidden.decision(
        "upheld", decided, publication="withheld", withheld_reason="identifies a person"
    ).recommendation(**days, due_on=f"{first}-10-01", completed_on="")
    hidden.world.rows["recommendations"][-1]["status"] = "agreed"
    failed = world.case(f"{first[2:]} 700 004", "dartmoor-national-park", f"{first}-04-05", category="other")
    failed.decision("upheld", decided, published_on=f"{first}-10-01").recommendation(
        **days, due_on=f"{first}-10-01", completed_on="", status="agreed", public_summary="Answer letters"
    ).compliance("not_satisfied", f"{second}-01-05")
    for number, outcome in enumerate(("invalid", "advice", "referred_back", "closed_initial"), start=5):
        world.case(f"{first[2:]} 700 00{number}", "hertsmere", f"{first}-06-01").decision(
            outcome, f"{first}-06-20"
        )
    world.case(f"{first[2:]} 700 009", "watford", f"{first}-06-01")
    world.report(f"{first[2:]}-001", f"{first[2:]} 700 001", f"{first}-10-02", published_on=f"{first}-11-02")
    world.event(f"C{first}", f"{first}-10-03", delegates="12")


def reviewed(world: World, label: str) -> tuple[Review, tuple[PastYear, ...]]:
    """The review of a frozen year of a world, and the years it stands on."""
    release = load_release(world.stored(label).public)
    past = read_past(release, world.releases, world.scheme)
    return make_review(release, world.scheme, past), past
