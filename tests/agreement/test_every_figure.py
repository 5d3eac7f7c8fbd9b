"""One number, everywhere: records, pages, twins, maps, groups, every form of the open data, and letters say the same.

What is due is worked out by the tests: counted from the files of records, rounded by the decimal arithmetic of the standard
library. What is said is read by plain means from the files of the published site. Nothing of either is the product's.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.site_runs.make_workspace import make
from tests.agreement.compared import disagreements, where_due
from tests.agreement.due import Due, Key, figures_due
from tests.agreement.recounted import recounted
from tests.letters.place import make_place
from tests.publication.made_site import english_areas, site_files
from tests.publication.made_site import inputs as made_inputs
from tests.publication.published_world import publish, quiet
from upheld.products import make_letters
from upheld.publication.edition import Edition
from upheld.publication.inputs import read_letters
from upheld.release.verify import open_release
from upheld.workspace import Workspace

WRITTEN = ("2019-20", "2024-25")


# -- the whole sample ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_figure_of_every_authority_year_and_measure_is_the_same_everywhere(tmp_path: Path) -> None:
    folder = tmp_path / "country"
    make(folder, decisions=2_000, years=10)
    place = Workspace(folder)
    years = {year.label: place.releases.find(year) for year in place.releases.years(place.scheme.calendar)}
    make_letters(place, open_release(years[WRITTEN[0]]), quiet)
    publish(place)

    due = {key: figure for stored in years.values() for key, figure in figures_due(stored.public)}
    days = {label: json.loads(stored.public["about.json"])["as_at"] for label, stored in years.items()}
    counted = recounted(folder / "sample", days)
    shares = {key: (figure.numerator, figure.base) for key, figure in due.items() if figure.percent}
    assert {key: counted[key] for key in shares} == shares

    edition = Edition((place.site / "current").resolve().parent)
    files = ((path, (edition.public / path).read_bytes()) for path in edition.manifest)
    wrong, compared = disagreements(due, files, WRITTEN)
    assert wrong == []

    assert {year for year, _, _ in due} == set(years)
    assert len(years) == 10
    assert len({slug for _, slug, _ in due}) > 370
    assert len({measure for _, _, measure in due}) == 5
    assert len(shares) > 14_000
    assert len(compared) == len(where_due(due, frozenset()))
    assert sum(map(len, compared.values())) > 200_000


# -- a small world, in which every place is seen to be read ----------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[Key, Due], list[tuple[str, bytes]]]:
    """What is due in a year of nine councils, and every file of its site, letters among them."""
    place = make_place(tmp_path_factory.mktemp("agreement") / "place")
    site = replace(
        made_inputs(),
        scheme=place.world.scheme,
        releases=(place.release,),
        replaced=(),
        texts={"2019-20": place.world.releases.texts(place.world.year("2019-20"))},
        letters=(read_letters(place.letters, "2019-20", 1),),
        areas=english_areas(),
    )
    due = dict(figures_due(place.world.stored().public))
    return due, [(file.path, file.content) for file in site_files(site)]


def test_a_small_site_says_what_is_due(small: tuple[dict[Key, Due], list[tuple[str, bytes]]]) -> None:
    due, files = small
    wrong, compared = disagreements(due, files, ["2019-20"])
    assert wrong == []
    assert all(compared[place] for place in where_due(due, frozenset(["2019-20"])))


BOLSOVER: Key = ("2019-20", "bolsover", "upheld-rate")


@pytest.mark.parametrize("fault", [{"numerator": 2}, {"base": 5}, {"printed": "26%"}])
def test_a_figure_that_is_one_off_is_found_in_every_place_that_says_it(
    small: tuple[dict[Key, Due], list[tuple[str, bytes]]], fault: dict[str, int | str]
) -> None:
    due, files = small
    wrong, _ = disagreements({**due, BOLSOVER: replace(due[BOLSOVER], **fault)}, files, ["2019-20"])  # type: ignore[arg-type]
    found = {line.partition("Said(place='")[2].partition("'")[0] for line in wrong}
    assert found == set(where_due(due, frozenset(["2019-20"])))


@pytest.mark.parametrize(
    ("path", "was", "becomes", "place"),
    [
        ("authority/bolsover/2019-20/index.html", b'<p class="big">25%<', b'<p class="big">26%<', "page"),
        ("authority/bolsover/2019-20/index.json", b'"numerator":1,', b'"numerator":2,', "twin"),
        ("map/2019-20/upheld-rate/index.html", b">1 of 4<", b">1 of 5<", "map"),
        ("letter/2019-20/r1/bolsover.html", b"<br>of 4 ", b"<br>of 3 ", "letter, HTML"),
        ("data/2019-20/figures.csv", b",1,4,25%,", b",1,4,24%,", "data, CSV"),
    ],
)
def test_a_number_changed_in_a_file_is_found_there(
    small: tuple[dict[Key, Due], list[tuple[str, bytes]]], path: str, was: bytes, becomes: bytes, place: str
) -> None:
    due, files = small
    assert was in dict(files)[path]
    changed = [(name, content.replace(was, becomes) if name == path else content) for name, content in files]
    wrong, _ = disagreements(due, changed, ["2019-20"])
    assert wrong
    assert all(line.startswith(f"{path}: Said(place={place!r}") for line in wrong)


def test_a_figure_left_out_is_missed_and_one_of_no_release_is_named(
    small: tuple[dict[Key, Due], list[tuple[str, bytes]]],
) -> None:
    due, files = small
    without = [(path, content) for path, content in files if path != "authority/bolsover/2019-20/index.json"]
    assert f"twin: {BOLSOVER} is not said" in disagreements(due, without, ["2019-20"])[0]
    fewer = {key: figure for key, figure in due.items() if key != BOLSOVER}
    assert any("is in no release" in line for line in disagreements(fewer, files, ["2019-20"])[0])
