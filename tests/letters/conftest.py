"""What several tests of letters share."""

from __future__ import annotations

import pytest

from tests.letters.place import Place, make_place


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A small year and its letters; nothing may be changed in it."""
    return make_place(tmp_path_factory.mktemp("letters") / "place")
