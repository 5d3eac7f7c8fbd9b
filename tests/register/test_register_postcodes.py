"""Postcodes: the index that comes with England, and importing a directory in its place."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.register.conftest import ENGLAND
from tests.register.imports import problems_of, state_of
from tests.register.shapes import areas_place
from upheld.errors import Invalid
from upheld.register.areas import load_postcodes
from upheld.register.importing_areas import AreasPlace
from upheld.register.importing_postcodes import import_postcodes
from upheld.register.model import Register
from upheld.register.postcodes import (
    PostcodeIndex,
    halves_of,
    index_of,
    places_of,
    postcodes_from,
    postcodes_text,
)
from upheld.register.update import RegisterPlace, RegisterTableImported

SOURCE = "Typed by hand."
SECOND_HALVES = [f"{digit}{one}{other}" for digit in "019" for one in "ABZ" for other in "AB"]


@pytest.fixture(scope="module")
def index() -> PostcodeIndex:
    return load_postcodes(ENGLAND)


@pytest.fixture
def there(place: RegisterPlace) -> AreasPlace:
    return areas_place(place)


# Town halls and other offices, whose postcodes their councils print on every page.
@pytest.mark.parametrize(
    ("postcode", "slug"),
    [
        ("S44 6NJ", "bolsover"),
        ("s446nj", "bolsover"),
        (" S44\t6nj ", "bolsover"),
        ("SW1E 6QP", "westminster"),
        ("B1 1BB", "birmingham"),
        ("LN1 1DD", "lincoln"),
        ("NE61 2EF", "northumberland"),
        ("CF10 4UW", None),
        ("EH1 1YJ", None),
        ("ZZ1 1ZZ", None),
        ("S44", None),
        ("", None),
        ("nonsense", None),
    ],
)
def test_a_postcode_tells_its_council(index: PostcodeIndex, postcode: str, slug: str | None) -> None:
    assert index.find(postcode) == slug


def test_every_council_with_a_shape_has_postcodes(index: PostcodeIndex, england: Register) -> None:
    slugs = {slug for runs in index.runs.values() for _, slug in runs if slug}
    assert len(slugs) == 296
    assert all(england.authority(slug).closed_on is None for slug in slugs)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["A1", "A11", "AB1"]), st.sampled_from(SECOND_HALVES)),
        st.sampled_from(["harbour", "coast", ""]),
        max_size=30,
    )
)
def test_every_postcode_that_went_in_comes_out(known: dict[tuple[str, str], str]) -> None:
    index = postcodes_from(postcodes_text(index_of(places_of(known.items()), {"title": "T"})), "f")
    assert index.about == {"title": "T"}
    for halves, slug in known.items():
        assert (index.find("".join(halves)) or "") == slug


def test_what_looks_like_a_postcode() -> None:
    assert halves_of("ec1a 1bb") == ("EC1A", "1BB")
    assert halves_of("M1 1AE") == ("M1", "1AE")
    assert halves_of("GIR 0AA") == ("GIR", "0AA")
    for text in ("S44", "6NJ", "S444 6NJ", "S44 66J", "Bolsover", "١4 6NJ"):
        assert halves_of(text) is None, text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"runs":{}}',
        '{"authorities":["a"],"runs":{"S1":"1AA5"}}',
        '{"authorities":["a"],"runs":{"S1":"1AA"}}',
        '{"authorities":["a"],"runs":{"S1":"1AB0 1AA-"}}',
        '{"authorities":["a"],"runs":{"S1":""}}',
    ],
)
def test_a_damaged_index_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        postcodes_from(text, "postcodes.json")
    assert caught.value.problems[0].file == "postcodes.json"


ONSPD = (
    "pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,osward\n"
    '"A1  1AA","A1   1AA","A1 1AA",198001,,,P1,\n'
    '"A1  1AB","A1   1AB","A1 1AB",198001,,,W06000015,\n'
    '"NPT 0AD","NPT  0AD","NPT 0AD",198001,198401,,W06000022,\n'
    '"A1  1AZ","A1   1AZ","A1 1AZ",198001,198401,,,\n'
)
NEWER_ONSPD = "pcd7,pcd8,pcds,lad25cd\nA1  1AA,A1   1AA,A1 1AA,P1\n"
CODE_POINT = '"A1 1AA",10,400123,300456,"E92000001","E19","E18","","P1","E05"\n"A2 1AA",10,400123,300456,"S92000003","","","","S12000033","S13"\n'


@pytest.mark.parametrize("text", [ONSPD, NEWER_ONSPD, CODE_POINT, "postcode,code\nA1 1AA,P1\n"])
def test_a_directory_takes_the_place_of_ours(there: AreasPlace, tmp_path: Path, text: str) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_text(text, encoding="utf-8-sig")
    done = import_postcodes([path], there, SOURCE)
    assert done.tables == (RegisterTableImported("postcodes", 1, 0, 0),)
    index = load_postcodes(there.scheme_folder, there.additions)
    assert index.find("A1 1AA") == "harbour"
    assert index.find("A2 1AA") is None
    assert index.about["attribution"] == [SOURCE]
    before = state_of(there.additions)
    assert not import_postcodes([path], there, SOURCE).changed_anything
    assert state_of(there.additions) == before
    assert import_postcodes([path], there, "Another source.").changed_anything


def test_a_folder_and_an_archive_are_read_past_what_is_no_table_of_postcodes(
    there: AreasPlace, tmp_path: Path
) -> None:
    folder = tmp_path / "Data"
    (folder / "CSV").mkdir(parents=True)
    (folder / "CSV" / "a.csv").write_text(CODE_POINT)
    (folder / "CSV" / "b.csv").write_text('"B1 1AA",10,1,1,"","","","","P1","E05"\n')
    (folder / "Code names.csv").write_text("code,meaning\nP1,Harbour\n")
    done = import_postcodes([folder], there, SOURCE)
    assert done.tables[0].new == 2
    assert [left.code for left in done.left_out] == ["S12000033"], "each code once"
    archive = tmp_path / "codepo.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(folder.rglob("*.csv")):
            file.write(path, path.relative_to(tmp_path))
    assert import_postcodes([archive], there, SOURCE).tables[0].unchanged in (0, 2)


@pytest.mark.parametrize(
    ("text", "reason", "row"),
    [
        ("", "no table of postcodes", 0),
        ("a,b\n1,2\n", "no table of postcodes", 0),
        ("postcode,code\nA1 1AA,R9\n", "no postcode lies in a council", 0),
        ("postcode,code\nA1 1AA,P1\nBolsover,P1\n", "not a postcode", 3),
        ("postcode,code\nA1 1AA\n", "has 1 cells", 2),
        (CODE_POINT + '"nonsense",10,1,1,"","","","","P1","E05"\n', "not a postcode", 3),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    there: AreasPlace, tmp_path: Path, text: str, reason: str, row: int
) -> None:
    path = tmp_path / "postcodes.csv"
    path.write_text(text)
    before = state_of(there.additions)
    with pytest.raises(Invalid) as caught:
        import_postcodes([path], there, SOURCE)
    (problem,) = problems_of(caught)
    assert reason in problem.reason
    assert problem.row == row
    assert state_of(there.additions) == before


def test_files_that_cannot_be_read_are_said(there: AreasPlace, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK but no archive")
    (tmp_path / "latin.csv").write_bytes("postcode,code\nA1 1AA,P1\né".encode("latin-1"))
    for name in ("no.zip", "latin.csv", "absent.csv"):
        with pytest.raises(Invalid) as caught:
            import_postcodes([tmp_path / name], there, SOURCE)
        assert "cannot be read" in problems_of(caught)[0].reason
