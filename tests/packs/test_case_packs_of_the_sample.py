"""Every case pack of a whole year of the sample: as many rows as the release counts, and nobody else's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from tests.packs.opened import everything_in, references_in, table_in
from tests.worlds import english
from upheld.packs.case_set import CasePacks, write_case_packs
from upheld.records.importing import import_opening, import_records
from upheld.records.sample import write_sample
from upheld.records.store import RecordStore
from upheld.release.freeze import freeze
from upheld.release.load import load_release
from upheld.release.model import Release
from upheld.release.sealed import read_sealed
from upheld.release.store import ReleaseStore

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def written(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Release, Mapping[str, pl.DataFrame], CasePacks]:
    folder, scheme = tmp_path_factory.mktemp("sample"), english()
    files, year = folder / "files", scheme.calendar.year(2020)
    sample = write_sample(files, scheme)
    records, releases = RecordStore(folder / "records"), ReleaseStore(folder / "releases")
    before = scheme.calendar.year(sample.first_year - 1).last_day
    import_opening(sorted((files / "opening").glob("*.csv")), before, records, scheme)
    import_records(sorted(files.glob("*.csv")), records, scheme)
    freeze(year, records, releases, scheme)
    stored = releases.find(year)
    release, sealed = load_release(stored.public), stored.sealed
    assert sealed is not None
    tables = read_sealed(sealed)
    return release, tables, write_case_packs(release, scheme, tables, folder / "cases")


def workbooks(packs: CasePacks) -> list[tuple[str, Path]]:
    return [(slug, packs.folder / name) for slug, name in packs.files.items()]


def test_the_rows_of_every_workbook_are_as_many_as_the_release_counts(
    written: tuple[Release, Mapping[str, pl.DataFrame], CasePacks],
) -> None:
    release, _, packs = written
    assert set(packs.files) == set(release.reviews)
    wrong = []
    for slug, path in workbooks(packs):
        counts = release.review(slug).counts
        decisions = table_in(path, "Decisions")
        outcomes = Counter(row["Outcome"] for row in decisions)
        results = Counter(row["Result"] for row in table_in(path, "Compliance"))
        agreed = Counter(row["For whom"] for row in table_in(path, "Recommendations"))
        overdue = {
            (row["Reference"], row["Decision"])
            for row in table_in(path, "Open promises")
            if row["Overdue at the year’s end"] == "yes"
        }
        found = {
            "received": len(table_in(path, "Cases received")),
            "decided": len(decisions),
            "upheld": outcomes["Upheld"],
            "investigated": outcomes["Upheld"] + outcomes["Not upheld"],
            "outcome.closed_initial": outcomes["Closed after initial enquiries"],
            "satisfactory_remedy": sum(row["Satisfactory remedy"] == "yes" for row in decisions),
            "compliance.satisfied_on_time": results["Satisfied on time"],
            "compliance.satisfied_late": results["Satisfied, late"],
            "compliance.not_satisfied": results["Not satisfied"],
            "personal_remedies": agreed["Remedy for a person"],
            "service_improvements": agreed["Service improvement"],
            "overdue": len(overdue),
        }
        wrong += [(slug, name, number) for name, number in found.items() if number != counts[name]]
    assert wrong == []


def test_no_workbook_holds_a_reference_that_is_another_s(
    written: tuple[Release, Mapping[str, pl.DataFrame], CasePacks],
) -> None:
    _, tables, packs = written
    owner = {
        reference.replace(" ", "").lower(): slug
        for reference, slug in tables["cases"].select("reference", "authority").iter_rows()
    }
    assert sum(reference[-1].isalpha() for reference in owner) > 100, "joint cases are among them"
    strangers = [
        (slug, reference)
        for slug, path in workbooks(packs)
        for reference in references_in(everything_in(path))
        if owner.get(reference, slug) != slug
    ]
    assert strangers == []
