"""What tests of releases share: a world of three years, made once, and a world of one's own.

Belongs here: fixtures. What they are made of stands in `years` and in `tests.worlds`.
"""

from __future__ import annotations

import pytest

from tests.release.years import YEARS, freeze_all, three_years
from tests.worlds import World


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Three years frozen, in order. Nobody changes this world."""
    world = three_years(tmp_path_factory.mktemp("three"))
    freeze_all(world, *YEARS)
    return world
