"""A site whose pages say other figures than the releases is not published: each number is compared, and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.publication.published_world import publish, workspace_of
from tests.release.years import YEARS, freeze_all, three_years
from tests.worlds import few
from upheld.errors import Problem
from upheld.publication.agreement import FiguresAgree, FrozenFigures
from upheld.publication.edition import Edition
from upheld.workspace import SETTINGS, Workspace

TWIN = "authority/bolsover/2019-20/index.json"
TABLE = "authority/bolsover/2019-20/figures.csv"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    world = three_years(tmp_path_factory.mktemp("agreement"))
    (world.folder / SETTINGS).write_text('scheme = "england"\n')
    freeze_all(world, *YEARS)
    made = workspace_of(world.folder, few())
    publish(made)
    return made


def found(workspace: Workspace, changed: dict[str, bytes], leave_out: str = "") -> list[Problem]:
    """What is wrong with the published site, some of its files changed or left out."""
    edition = Edition((workspace.site / "current").resolve().parent)
    releases = []
    for year in workspace.releases.years(workspace.scheme.calendar):
        releases.append(FrozenFigures.read(year.label, 1, True, workspace.releases.find(year).public))
    check = FiguresAgree(tuple(releases))
    for path in edition.manifest:
        if path != leave_out:
            check.gather(path, changed.get(path) or (edition.public / path).read_bytes())
    return list(check.problems(edition))


def content(workspace: Workspace, path: str) -> bytes:
    return (workspace.site / "current" / path).read_bytes()


def test_a_site_as_it_was_built_agrees(workspace: Workspace) -> None:
    assert found(workspace, {}) == []


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [("numerator", 6, "7"), ("denominator", 9, "8"), ("rate", "87%", "88%"), ("verdict", "lower", "")],
)
def test_a_wrong_number_on_a_page_is_named_with_the_right_one(
    workspace: Workspace, name: str, wrong: object, right: str
) -> None:
    twin = json.loads(content(workspace, TWIN))
    twin["figures"]["upheld-rate"][name] = wrong
    (problem,) = found(workspace, {TWIN: json.dumps(twin).encode()})
    assert (problem.file, problem.column, problem.value) == (TWIN, f"upheld-rate.{name}", str(wrong))
    if right:
        assert problem.reason == f"is {right!r} in the release"


def test_a_wrong_count_is_named(workspace: Workspace) -> None:
    twin = json.loads(content(workspace, TWIN))
    twin["counts"]["decided"] += 1
    (problem,) = found(workspace, {TWIN: json.dumps(twin).encode()})
    assert (problem.column, problem.value, problem.reason) == ("decided", "9", "is 8 in the release")


def test_a_wrong_number_in_a_table_is_named(workspace: Workspace) -> None:
    table = content(workspace, TABLE).replace(b",88%,", b",78%,")
    assert {problem.file for problem in found(workspace, {TABLE: table})} == {TABLE}


def test_a_figure_that_is_missing_and_an_authority_without_a_page_are_named(workspace: Workspace) -> None:
    twin = json.loads(content(workspace, TWIN))
    del twin["figures"]["upheld-rate"]
    (problem,) = found(workspace, {TWIN: json.dumps(twin).encode()})
    assert (problem.column, problem.reason) == ("upheld-rate", "is not on the page")
    (problem,) = found(workspace, {}, leave_out=TWIN)
    assert problem == replace(problem, file="authority/bolsover/2019-20/", reason="has no page")


def test_a_page_of_a_release_that_is_not_published_is_named(workspace: Workspace) -> None:
    twin = json.loads(content(workspace, TWIN))
    twin["release"]["revision"] = 2
    reasons = {problem.reason for problem in found(workspace, {TWIN: json.dumps(twin).encode()})}
    assert "is of a release that is not published" in reasons


def test_a_map_says_the_figures_of_the_release(workspace: Workspace, tmp_path: Path) -> None:
    path = "map/2019-20/upheld-rate/index.json"
    twin = json.loads(content(workspace, path))
    row = next(each for each in twin["authorities"] if each["slug"] == "bolsover")
    row["numerator"] = 1
    (problem,) = found(workspace, {path: json.dumps(twin).encode()})
    assert (problem.file, problem.column) == (path, "upheld-rate.numerator")


def first_average(twin: dict[str, Any]) -> dict[str, Any]:
    """The first average of a group that the page shows."""
    found = (group["averages"]["upheld-rate"] for group in twin["groups"] if group["group"])
    return next(average for average in found if average)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("counts", lambda twin: twin["counts"].update(decided=1)),
        ("rates", lambda twin: twin["rates"][0].update(numerator=1)),
        ("groups", lambda twin: first_average(twin).update(denominator=1)),
        ("groups", lambda twin: first_average(twin).update(rate="1%")),
        ("subjects", lambda twin: twin["subjects"][0].update(received=99)),
    ],
)
def test_a_wrong_sum_of_the_country_is_named(
    workspace: Workspace, part: str, change: Callable[[dict[str, Any]], None]
) -> None:
    path = "review/2019-20/index.json"
    twin = json.loads(content(workspace, path))
    change(twin)
    (problem,) = found(workspace, {path: json.dumps(twin).encode()})
    assert problem.file == path, part
    assert problem.reason.endswith(" in the release")
