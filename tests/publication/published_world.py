"""Workspaces that can be published: small, with every text a mark, and nothing more than a site needs.

Belongs here: the way from records to a workspace with releases and letters. What a test expects stands there.
"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from tests.release.taken_down import (
    DECISION,
    IMPROVEMENT,
    MARKS,
    OTHER,
    REPORT,
    corrected,
    letters,
    three,
)
from tests.worlds import World
from upheld.errors import Missing
from upheld.publication.publish import Published
from upheld.publishing import frozen_releases, publisher_of
from upheld.release.freeze import freeze
from upheld.scheme import Scheme
from upheld.workspace import Workspace, make_workspace


def quiet(_line: str) -> None:
    """Nobody is told what is under way."""


def marked(folder: Path) -> World:
    """2018-19 frozen, 2019-20 frozen and corrected with the letters of both its revisions; every text is a mark."""
    world = World(make_workspace(folder).folder, three())
    world.case("19 000 001").decision(published_on="2019-10-01", summary=MARKS[DECISION]).recommendation(
        public_summary=MARKS[IMPROVEMENT], completed_on="", status="agreed"
    ).recommendation(public_summary=OTHER)
    world.case("19 000 004", "derby").decision(published_on="2019-10-01", summary=OTHER)
    world.case("18 000 001", received_on="2018-05-01").decision(
        decided_on="2018-09-01", published_on="2018-10-01", summary=OTHER
    )
    world.report("R1", "19 000 001;19 000 004", published_on="2019-11-01", title=MARKS[REPORT])
    world.imported()
    for label in ("2018-19", "2019-20"):
        freeze(world.year(label), world.store, world.releases, world.scheme)
    letters(world, 1)
    world.case("19 000 005", "kent", entered_on="2020-06-01")
    corrected(world, 1)
    letters(world, 2)
    return world


def no_map(*_: object) -> NoReturn:
    """The map knows all the authorities of England, and these worlds have a few."""
    raise Missing("There is no map here.")


def command_line(monkeypatch: pytest.MonkeyPatch, scheme: Scheme) -> None:
    """Let commands find a scheme of fewer authorities than the one that settings name."""
    monkeypatch.setattr("upheld.workspace.load_scheme", lambda *_args, **_kinds: scheme)
    for name in ("load_areas", "load_postcodes"):
        monkeypatch.setattr(f"upheld.workspace.{name}", no_map)


def workspace_of(folder: Path, scheme: Scheme) -> Workspace:
    """The workspace in a folder, with a scheme of fewer authorities than the one that its settings name."""
    workspace = Workspace(folder)
    workspace.__dict__.update(scheme=scheme, areas=no_map, postcodes=no_map)
    return workspace


def publish(workspace: Workspace, *, with_search: bool = False) -> Published:
    """Publish all that is frozen."""
    publisher = publisher_of(workspace, quiet, with_search=with_search)
    return publisher.publish(frozen_releases(workspace))
