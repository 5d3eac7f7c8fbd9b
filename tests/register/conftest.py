"""The register that is shipped, and a tiny one of another country whose types and dates are its own."""

from __future__ import annotations

from pathlib import Path

import pytest

import upheld
from upheld.register.model import Register
from upheld.register.population import Population, read_population
from upheld.register.read import read_register
from upheld.register.update import RegisterPlace

ENGLAND = Path(upheld.__file__).parent / "schemes" / "england"
COUNCILS = ("county", "district", "metropolitan", "unitary", "london_borough", "city_of_london")
TYPES = frozenset({*COUNCILS, "national_park", "combined_authority", "regional", "care_provider", "other"})

ISLAND_AUTHORITIES = """\
slug,short_name,region,opened_on,closed_on,successors
harbour,Harbour,,,2021-12-31,coast
lighthouses,Lighthouses,,,2021-12-31,coast
coast,Coast,,2022-01-01,,
schools,Schools,,,,
"""
ISLAND_FACTS = """\
slug,fact,value,since,until
harbour,name,Port Office of Harbour,,2019-06-30
harbour,name,Agency of Harbour,2019-07-01,
harbour,type,agency,,
harbour,code,P1,,
lighthouses,name,Agency of Lighthouses,,
lighthouses,type,agency,,
coast,name,Agency of Coast,,
coast,type,agency,,
coast,spelling,Côte,,
schools,name,Ministry of Schools,,
schools,type,office,,2020-12-31
schools,type,ministry,2021-01-01,
"""
ISLAND_TYPES = frozenset({"agency", "office", "ministry"})


@pytest.fixture(scope="session")
def england() -> Register:
    return read_register(ENGLAND, TYPES)


@pytest.fixture(scope="session")
def residents_of_england(england: Register) -> Population:
    return read_population(ENGLAND / "population.csv", england)


@pytest.fixture
def island_folder(tmp_path: Path) -> Path:
    (tmp_path / "authorities.csv").write_text(ISLAND_AUTHORITIES, encoding="utf-8")
    (tmp_path / "authority_facts.csv").write_text(ISLAND_FACTS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def island(island_folder: Path) -> Register:
    return read_register(island_folder, ISLAND_TYPES)


@pytest.fixture
def place(island_folder: Path, tmp_path: Path) -> RegisterPlace:
    """A scheme of the tiny country, with one estimate, and a workspace's empty register folder."""
    (island_folder / "population.csv").write_text("slug,mid_year,residents,source\ncoast,2023,900,Census\n")
    return RegisterPlace(
        island_folder, ("agency", "office", "ministry"), True, tmp_path / "workspace" / "register"
    )
