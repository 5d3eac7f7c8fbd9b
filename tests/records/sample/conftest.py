"""One whole decade and one small span of the sample, each written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.records.sample.counted import Counted
from upheld.records.sample import SampleSummary, write_sample
from upheld.scheme import Scheme, england, load_scheme

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    """The scheme that comes with Upheld: the one that has a sample."""
    return load_scheme(england())


@pytest.fixture(scope="session")
def decade(scheme: Scheme, tmp_path_factory: pytest.TempPathFactory) -> SampleSummary:
    """All ten years, written as `upheld sample` writes them."""
    return write_sample(tmp_path_factory.mktemp("decade"), scheme)


@pytest.fixture(scope="session")
def counted(decade: SampleSummary, scheme: Scheme) -> Counted:
    """The decade, counted by a reading that shares nothing with the generator."""
    return Counted(decade.folder, scheme)


@pytest.fixture(scope="session")
def two_years(scheme: Scheme, tmp_path_factory: pytest.TempPathFactory) -> SampleSummary:
    """The two years around the 2019-20 review."""
    return write_sample(tmp_path_factory.mktemp("two"), scheme, first_year=2019, last_year=2020)
