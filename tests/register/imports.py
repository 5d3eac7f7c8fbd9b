"""Files for imports into the register of the tiny country, and what is there after them."""

from __future__ import annotations

from pathlib import Path

import pytest

from upheld.errors import Invalid, Problem
from upheld.register.importing import import_authorities
from upheld.register.model import Register
from upheld.register.population import Residents
from upheld.register.update import RegisterPlace

AUTHORITY_HEADER = "slug,short_name,region,opened_on,closed_on,successors\n"
FACT_HEADER = "slug,fact,value,since,until\n"
# Coast is divided: Shore and Dunes follow it, and take over its lighthouses.
DIVISION = (
    AUTHORITY_HEADER
    + "Agency of Coast,Coast,,2022-01-01,31/12/2025,shore;dunes\n"
    + "shore,Shore,,2026-01-01,,\n"
    + "dunes,Dunes,,2026-01-01,,\n"
)
DIVISION_FACTS = (
    FACT_HEADER
    + "shore,name,Agency of Shore,,\nshore,type,agency,,\n"
    + "dunes,name,Agency of Dunes,,\ndunes,type,agency,,\ndunes,code,P7,,\n"
)


def file(place: RegisterPlace, name: str, text: str) -> Path:
    path = place.additions.parent.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def register_at(place: RegisterPlace) -> Register:
    return place.read().register()


def residents_of(place: RegisterPlace, slug: str) -> tuple[Residents, ...]:
    return place.read().population(register_at(place)).estimates(slug)


def nearest_at(place: RegisterPlace, name: str, slug: str) -> tuple[str, ...]:
    return place.read().neighbours(register_at(place)).named(name).nearest.get(slug, ())


def state_of(folder: Path) -> dict[str, bytes]:
    """What the folder holds, but for the file that is only ever locked."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def problems_of(caught: pytest.ExceptionInfo[Invalid]) -> list[Problem]:
    assert all(problem.reason and problem.way_out for problem in caught.value.problems)
    return list(caught.value.problems)


def import_division(place: RegisterPlace) -> None:
    import_authorities([file(place, "a.csv", DIVISION), file(place, "f.csv", DIVISION_FACTS)], place)
