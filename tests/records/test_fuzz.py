"""Fuzzed importers: whatever the bytes, they are let in or refused with at least one problem, and nothing else ever escapes."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.examples import EXAMPLES, as_csv, good_ods, good_parquet, good_xlsx, raw, rows
from tests.records.workbooks import packed
from tests.worlds import bytes_of, english
from upheld.errors import Invalid, Problem
from upheld.records.contract import CONTRACT
from upheld.records.importing import import_records
from upheld.records.read import SPELLINGS, read_record_files
from upheld.records.store import RecordStore
from upheld.register.importing import import_authorities, import_neighbours, import_population
from upheld.register.update import RegisterPlace

TABLES = tuple(kind.TABLE for kind in CONTRACT)
MADE: tuple[Callable[[str], bytes], ...] = (raw, good_xlsx, good_ods, good_parquet)

many = settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
few = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
some = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

beginnings = st.sampled_from(
    [
        b"",
        b"PAR1",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\xd0\xcf\x11\xe0",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"reference,",
    ]
)
noise = st.builds(
    lambda start, rest, end: start + rest + end, beginnings, st.binary(max_size=400), beginnings
)

good = st.builds(lambda make, table: make(table), st.sampled_from(MADE), st.sampled_from(TABLES))


@st.composite
def mutated(draw: st.DrawFn, whole: st.SearchStrategy[bytes] = good) -> bytes:
    """A good file with some bytes changed, taken out, doubled or put in."""
    content = bytearray(draw(whole))
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(content)))
        end = min(len(content), begin + draw(st.sampled_from([0, 1, 1, 2, 8, 60])))
        content[begin:end] = draw(
            st.one_of(
                st.binary(max_size=8),
                st.just(bytes(content[begin:end]) * 2),
                st.sampled_from(
                    [b"", b'"', b",", b"\n", b"\0", b"<", b"&", b"-1", b"99999999999", "é".encode()]
                ),
            )
        )
    return bytes(content)


@st.composite
def repacked(draw: st.DrawFn) -> bytes:
    """A good workbook with one of its parts spoilt, and packed again as if nothing were wrong."""
    whole = draw(st.sampled_from([good_xlsx, good_ods]))(draw(st.sampled_from(TABLES)))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    return packed(parts | {name: draw(mutated(st.just(parts[name])))})


words = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            "yes",
            "19 000 101",
            "2019-04-08",
            "31/12/2019",
            "1",
            "-1",
            "=A1",
            "housing",
            "derby",
            ";",
            "#N/A",
        ]
    ),
)
names = st.one_of(
    st.sampled_from(sorted({name for kind in CONTRACT for name in kind.model_fields} | set(SPELLINGS))), words
)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table of plausible columns, or of those of an example, with anything in their cells."""
    header = draw(
        st.one_of(st.lists(names, max_size=20), st.sampled_from([rows(table)[0] for table in TABLES]))
    )
    width = st.just(len(header)) if draw(st.booleans()) else st.integers(0, len(header) + 1)
    body = st.lists(width.flatmap(lambda cells: st.lists(words, min_size=cells, max_size=cells)), max_size=4)
    return as_csv([header, *draw(body)]).replace(b"\n", draw(st.sampled_from([b"\n", b"\r\n", b"\r"])))


def told(problems: tuple[Problem, ...]) -> None:
    """At least one problem, each with its file, its reason and its way out, in words that can be printed."""
    assert problems
    for problem in problems:
        assert problem.file
        assert problem.reason
        assert problem.way_out
        assert problem.row >= 0
        assert str(problem).isprintable(), str(problem)


def read_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a file"
        path.write_bytes(content)
        try:
            for file in read_record_files(path):
                assert file.kind in CONTRACT
        except Invalid as invalid:
            told(invalid.problems)


@many
@given(noise)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refused(content)


@many
@given(mutated())
def test_a_good_file_that_was_damaged_is_read_or_refused(content: bytes) -> None:
    read_or_refused(content)


@many
@given(repacked())
def test_a_workbook_with_a_part_spoilt_is_read_or_refused(content: bytes) -> None:
    read_or_refused(content)


@many
@given(tables())
def test_any_table_is_read_or_refused(content: bytes) -> None:
    read_or_refused(content)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> RecordStore:
    """A store that holds the examples; what a fuzzed file brings in besides stays in."""
    found = RecordStore(tmp_path_factory.mktemp("fuzz") / "records")
    import_records(sorted(EXAMPLES.glob("*.csv")), found, english())
    return found


@some
@given(
    st.lists(
        st.one_of(mutated(), mutated(st.sampled_from([raw(table) for table in TABLES])), tables()),
        min_size=1,
        max_size=2,
    )
)
def test_files_are_imported_or_refused_with_the_store_as_it_was(
    store: RecordStore, contents: list[bytes]
) -> None:
    before = bytes_of(store.folder)
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{place}.csv" for place, _ in enumerate(contents)]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        try:
            done = import_records(paths, store, english())
            assert done.changed_anything == (bytes_of(store.folder) != before)
        except Invalid as invalid:
            told(invalid.problems)
            assert bytes_of(store.folder) == before


REGISTER_FILES = (
    b"code,name,population\nE06000015,Derby,257000\nE07000103,Watford,96000\n",
    b"slug,name,type,opened_on\nnew-town,New Town Council,district,2023-04-01\n",
    b"authority,neighbour\nderby,watford\n",
)


@few
@given(st.one_of(noise, mutated(st.sampled_from(REGISTER_FILES)), tables(), repacked()))
def test_files_of_the_register_are_imported_or_refused(content: bytes) -> None:
    scheme = english()
    with TemporaryDirectory() as name:
        path, folder = Path(name) / "a file", Path(name) / "register"
        path.write_bytes(content)
        place = RegisterPlace(scheme.folder, tuple(scheme.types), scheme.rules.population, folder)
        for read in (
            lambda: import_authorities([path], place),
            lambda: import_population([path], place, 2018, "A list"),
            lambda: import_neighbours([path], place, "A list", "A publisher"),
        ):
            before = bytes_of(folder) if folder.exists() else {}
            try:
                read()
            except Invalid as invalid:
                told(invalid.problems)
                assert (bytes_of(folder) if folder.exists() else {}) == before


def test_a_reader_that_panics_leaves_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """Polars panics at some damaged pages, and would print where in its source it did."""
    chance = random.Random(1)
    whole = good_parquet("cases")
    for _ in range(200):
        content = bytearray(whole)
        content[chance.randrange(4, len(whole) - 8)] = chance.randrange(256)
        read_or_refused(bytes(content))
    assert capfd.readouterr() == ("", "")
