"""What the tests of measures share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engines import Engine, OnPolars, spark


@pytest.fixture(scope="session", params=["polars", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Each engine that the tally runs on, in turn."""
    if request.param == "polars":
        yield OnPolars()
    else:
        with spark(tmp_path_factory.mktemp("spark")) as engine:
            yield engine
