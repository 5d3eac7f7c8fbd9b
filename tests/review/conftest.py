"""What tests of reviews share: a world of three years, made once, and the reviews of its years.

Belongs here: fixtures. What they are made of stands in `worlds`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.review.worlds import reviewed, reviewed_years
from tests.worlds import World
from upheld.review.making import Review


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Three years frozen, in order. Nobody changes this world."""
    return reviewed_years(tmp_path_factory.mktemp("reviewed"))


@pytest.fixture(scope="session")
def review_of(world: World) -> Callable[[str], Review]:
    """The review of one of the world's years."""
    return cache(lambda label: reviewed(world, label)[0])
