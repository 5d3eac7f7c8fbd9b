"""Definitions: every shipped one loads and is complete; every bad one is refused with place, value and way out."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.measures.definitions import as_settings, as_version, by_population
from upheld.errors import Invalid, Missing, Problem
from upheld.measures.definition import (
    CountRule,
    load_measure,
    load_measures,
    read_canonical,
    read_measure,
)

SCHEMES = Path(__file__).parents[2] / "upheld" / "schemes"
SHIPPED = sorted(SCHEMES.glob("*/measures/*.toml"))
ENGLAND = SCHEMES / "england" / "measures"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_every_shipped_definition_loads_and_is_complete(path: Path) -> None:
    for version in load_measure(path).versions:
        assert version.label[0].isupper()
        assert version.public_label[0].isupper()
        assert version.explains.endswith(".")
        assert not version.no_base.endswith("."), "a clause, to stand in a sentence"
        assert version.no_base[0].islower()
        assert all(note.endswith(".") for note in version.notes)
        assert all(found.note.endswith(".") for found in version.breaks)
        assert version.numerator_noun.one != version.numerator_noun.many
        assert version.base_noun.one != version.base_noun.many


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in SHIPPED}), ids=lambda folder: folder.parent.name
)
def test_the_shipped_measures_load_together(folder: Path) -> None:
    assert len(load_measures(folder)) == len(list(folder.glob("*.toml")))


def test_the_measures_of_2019_20_in_their_order() -> None:
    found = load_measures(ENGLAND).for_year(2020)
    assert list(found) == ["upheld-rate", "compliance-rate", "on-time-compliance", "satisfactory-remedy-rate"]
    assert [version.public_label for version in found.values()] == [
        "Complaints upheld",
        "Recommendations carried out",
        "Recommendations carried out on time",
        "Put right before it reached us",
    ]
    assert [slug for slug, version in found.items() if version.verdict] == [
        "upheld-rate",
        "satisfactory-remedy-rate",
    ]
    assert all(version.average and version.interval == "clopper_pearson" for version in found.values())


def test_the_base_of_satisfactory_remedies_is_upheld_decisions_and_not_investigations() -> None:
    found = load_measures(ENGLAND).for_year(2020)["satisfactory-remedy-rate"]
    assert found.denominator == CountRule("decisions", ("upheld",))
    assert found.base_noun.many == "upheld decisions"
    assert found.printed_base == "denominator"


def test_the_base_of_compliance_leaves_out_what_ceased() -> None:
    found = load_measures(ENGLAND).for_year(2020)
    for slug in ("compliance-rate", "on-time-compliance"):
        assert found[slug].denominator == CountRule("compliance", ("counting",))
        assert found[slug].national_decimals == 1


def test_detailed_investigations_are_investigations_from_2023_24_and_the_count_is_the_same() -> None:
    measures = load_measures(ENGLAND)
    before, after = (measures.for_year(ending)["upheld-rate"] for ending in (2023, 2024))
    assert (before.version, before.base_noun.many) == (1, "detailed investigations")
    assert (after.version, after.base_noun.many) == (2, "investigations")
    assert (before.numerator, before.denominator) == (after.numerator, after.denominator)
    assert [found.year for found in before.breaks] == [found.year for found in after.breaks] == [2023]


def test_upheld_by_population_begins_with_2022_23_and_leaves_two_out() -> None:
    measures = load_measures(ENGLAND)
    assert "upheld-per-100000" not in measures.for_year(2022)
    found = measures.for_year(2023)["upheld-per-100000"]
    assert found.not_for == ("city-of-london", "isles-of-scilly")
    assert (found.unit, found.interval, found.verdict, found.residents_lag) == (
        "per_100000",
        "poisson",
        False,
        2,
    )


def test_nothing_of_a_scheme_stands_in_the_code() -> None:
    words = ("england", "district", "borough", "county", "london", "scilly", "2020", "2023")
    for path in sorted((SCHEMES.parent / "measures").glob("*.py")):
        text = path.read_text("utf-8").lower()
        assert [word for word in words if word in text] == [], path.name


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_a_canonical_text_reads_back_as_the_same_definition(path: Path) -> None:
    for version in load_measure(path).versions:
        again = read_canonical(version.canonical, path.name)
        assert again == version
        assert again.fingerprint == version.fingerprint


def test_a_fingerprint_depends_on_what_is_said_and_not_on_how_the_file_is_written() -> None:
    settings = as_settings()
    fingerprint = read_measure(settings, "some-rate.toml").versions[0].fingerprint
    shuffled = dict(reversed(settings.items()))
    shuffled["version"] = [dict(reversed(as_version().items())) | {"decimals": 0, "rounding": "half_up"}]
    assert read_measure(shuffled, "some-rate.toml").versions[0].fingerprint == fingerprint
    settings["version"][0]["no_base"] = "there was nothing"
    assert read_measure(settings, "some-rate.toml").versions[0].fingerprint != fingerprint


def test_the_fingerprint_of_a_given_text_is_the_same_everywhere() -> None:
    version = read_measure(as_settings(), "some-rate.toml").versions[0]
    assert version.canonical.startswith(
        '{"label":"Some rate","measure":"some-rate","order":1,"public_label":"How often'
    )
    assert version.fingerprint == "04d2815da58f899ecd25757abc0a3995098fd27ddae77c9651a8ee24d050feec"


def test_a_version_may_have_labels_of_its_own() -> None:
    settings = as_settings()
    settings["version"][0]["public_label"] = "How often any"
    version = read_measure(settings, "some-rate.toml").versions[0]
    assert (version.label, version.public_label) == ("Some rate", "How often any")


def test_years_between_versions_have_no_measure() -> None:
    settings = as_settings()
    settings["version"] = [
        as_version() | {"last_year": 2010},
        as_version() | {"version": 2, "first_year": 2012},
    ]
    measure = read_measure(settings, "some-rate.toml")
    found = [measure.for_year(ending) for ending in (1990, 2010, 2011, 2012, 2100)]
    assert [version.version if version else None for version in found] == [1, 1, None, 2, 2]


# One change to a good file each, and the problem it must give: key, value shown, and words of reason or way out.
Change = Callable[[dict[str, Any]], object]


def setting(key: str, value: object) -> Change:
    return lambda settings: settings["version"][0].__setitem__(key, value)


def without(key: str) -> Change:
    return lambda settings: settings["version"][0].pop(key)


def top(key: str, value: object) -> Change:
    return lambda settings: settings.__setitem__(key, value)


def second(**changed: object) -> Change:
    return lambda settings: settings["version"].append(as_version() | {"version": 2} | changed)


DECISIONS = ["investigated", "upheld"]
BAD: list[tuple[str, Change, str, str, str]] = [
    ("unknown key", setting("colour", "red"), "version[1].colour", "red", "is not a key of this table"),
    ("near key", setting("no_bass", "x"), "version[1].no_bass", "x", "Perhaps no_base was meant"),
    ("unknown top key", top("colour", "red"), "colour", "red", "is not a key of this table"),
    ("missing key", without("no_base"), "version[1].no_base", "", "is missing"),
    ("missing table", without("base_noun"), "version[1].base_noun", "", "Add it: expected a table"),
    ("no versions", top("version", []), "version", "[]", "Expected at least one entry"),
    ("version no table", top("version", [7]), "version[1]", "7", "is not a table"),
    ("versions no list", top("version", "one"), "version", "one", "Expected a list"),
    ("blank text", setting("explains", " "), "version[1].explains", " ", "is blank"),
    ("text a number", setting("explains", 5), "version[1].explains", "5", "Expected text"),
    ("number a flag", setting("version", True), "version[1].version", "true", "Expected a whole number"),
    ("flag a number", setting("average", 1), "version[1].average", "1", "Expected yes or no (true or false)"),
    ("year out of range", setting("first_year", 20), "version[1].first_year", "20", "from 1900 to 2999"),
    ("slug", top("measure", "Some Rate"), "measure", "Some Rate", "is not a slug"),
    ("unknown unit", setting("unit", "per_mille"), "version[1].unit", "per_mille", "Expected percent or per_100000"),
    ("unknown rounding", setting("rounding", "half_even"), "version[1].rounding", "half_even", "Expected half_up"),
    ("unknown records", setting("numerator", {"records": "letters", "where": ["upheld"]}),
     "version[1].numerator.records", "letters", "Expected decisions or compliance"),
    ("unknown predicate", setting("numerator", {"records": "decisions", "where": [*DECISIONS, "uphold"]}),
     "version[1].numerator.where", "uphold", "Perhaps upheld was meant"),
    ("predicate of other records", setting("denominator", {"records": "decisions", "where": ["counting"]}),
     "version[1].denominator.where", "counting", "Expected investigated, upheld or satisfactory_remedy"),
    ("predicate twice", setting("numerator", {"records": "decisions", "where": [*DECISIONS, "upheld"]}),
     "version[1].numerator.where", "upheld", "is listed twice"),
    ("predicate no text", setting("numerator", {"records": "decisions", "where": [*DECISIONS, 3]}),
     "version[1].numerator.where", "3", "holds something that is not text"),
    ("everything counted", setting("denominator", {"records": "decisions", "where": []}),
     "version[1].denominator.where", "[]", "is an empty list"),
    ("key in a rule", setting("denominator", {"records": "decisions", "where": ["investigated"], "sql": "1=1"}),
     "version[1].denominator.sql", "1=1", "Leave it out, or use records or where"),
    ("numerator outside base", setting("numerator", {"records": "decisions", "where": ["upheld"]}),
     "version[1].numerator", "{'records': 'decisions', 'where': ['upheld']}", "need not be part of its base"),
    ("residents of percent", setting("denominator", "residents"),
     "version[1].denominator", "residents", "does not suit the unit percent"),
    ("lag without residents", setting("residents_lag", 2), "version[1].residents_lag", "2", "Leave it out"),
    ("verdict alone", setting("average", False), "version[1].verdict", "true", "without an average"),
    ("interval of another unit", setting("interval", "poisson"), "version[1].interval", "poisson", "clopper_pearson"),
    ("quirk without date", setting("printed_base", "base_of_investigations"),
     "version[1].printed_base", "base_of_investigations", "a quirk without a date"),
    ("break twice", setting("breaks", [{"year": 2020, "note": "A."}, {"year": 2020, "note": "B."}]),
     "version[1].breaks[2].year", "2020", "has a break already"),
    ("break without note", setting("breaks", [{"year": 2020}]), "version[1].breaks[1].note", "", "is missing"),
    ("not a slug", setting("not_for", ["Some Town"]), "version[1].not_for", "Some Town", "is not a slug"),
    ("note twice", setting("notes", ["A.", "A."]), "version[1].notes", "A.", "is listed twice"),
    ("open end before another", second(first_year=2020), "version[2].first_year", "2020", "which has no last year"),
    ("version number again", second(version=1, first_year=2020), "version[2].version", "1", "does not follow version 1"),
]  # fmt: skip


def problems_of(settings: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(Invalid) as caught:
        read_measure(settings, "some-rate.toml")
    return caught.value.problems


@pytest.mark.parametrize(
    ("change", "key", "value", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_a_bad_definition_is_refused_with_its_place(change: Change, key: str, value: str, words: str) -> None:
    settings = copy.deepcopy(as_settings())
    change(settings)
    found = [problem for problem in problems_of(settings) if problem.column == key]
    assert any(
        problem.value == value and words in f"{problem.reason}. {problem.way_out}" for problem in found
    ), found
    assert {(problem.file, problem.row) for problem in found} == {("some-rate.toml", 0)}


def test_a_version_ends_no_earlier_than_it_begins() -> None:
    settings = as_settings()
    settings["version"][0] |= {"first_year": 2020, "last_year": 2019}
    (problem,) = problems_of(settings)
    assert problem.column == "version[1].last_year"
    assert "before the first year, 2020" in problem.reason


def test_versions_that_overlap_are_refused() -> None:
    settings = as_settings()
    settings["version"] = [
        as_version() | {"last_year": 2020},
        as_version() | {"version": 2, "first_year": 2020},
    ]
    (problem,) = problems_of(settings)
    assert (problem.column, problem.value) == ("version[2].first_year", "2020")
    assert problem.way_out == "Expected a first_year after 2020."


def test_predicates_that_can_hold_for_no_record_are_refused() -> None:
    settings = as_settings()
    settings["version"][0] |= {
        "numerator": {"records": "compliance", "where": ["counting", "on_time", "not_satisfied"]},
        "denominator": {"records": "compliance", "where": ["counting"]},
    }
    (problem,) = problems_of(settings)
    assert problem.column == "version[1].numerator.where"
    assert "can hold for no record" in problem.reason


def test_a_rate_by_population_has_no_verdict_and_says_which_estimate() -> None:
    settings = by_population()
    settings["version"][0]["verdict"] = True
    assert [problem.column for problem in problems_of(settings)] == ["version[1].verdict"]
    settings = by_population()
    del settings["version"][0]["residents_lag"]
    assert [problem.column for problem in problems_of(settings)] == ["version[1].residents_lag"]


def test_a_quirk_of_a_letter_once_sent_is_dated() -> None:
    settings = as_settings()
    settings["version"][0] |= {
        "printed_base": "base_of_investigations",
        "first_year": 2020,
        "last_year": 2020,
    }
    assert read_measure(settings, "some-rate.toml").versions[0].printed_base == "base_of_investigations"


def test_every_problem_is_told_and_not_the_first_only() -> None:
    settings = as_settings()
    settings["order"] = "first"
    settings["version"][0] |= {"average": "yes", "colour": "red"}
    del settings["version"][0]["no_base"]
    columns = {problem.column for problem in problems_of(settings)}
    assert {"order", "version[1].average", "version[1].colour", "version[1].no_base"} <= columns


GOOD = """
measure = "{slug}"
order = {order}
label = "Some rate"
public_label = "How often some"
[[version]]
version = 1
unit = "percent"
numerator = {{ records = "decisions", where = ["investigated", "upheld"] }}
denominator = {{ records = "decisions", where = ["investigated"] }}
numerator_noun = {{ one = "upheld decision", many = "upheld decisions" }}
base_noun = {{ one = "investigation", many = "investigations" }}
average = true
verdict = true
interval = "clopper_pearson"
no_base = "nothing was investigated"
explains = "A share of something."
"""


def write(folder: Path, name: str, slug: str, order: int) -> None:
    (folder / name).write_text(GOOD.format(slug=slug, order=order), encoding="utf-8")


def test_measures_come_in_the_order_they_ask_for(tmp_path: Path) -> None:
    write(tmp_path, "a-rate.toml", "a-rate", 2)
    write(tmp_path, "b-rate.toml", "b-rate", 1)
    assert [measure.slug for measure in load_measures(tmp_path)] == ["b-rate", "a-rate"]


def test_two_measures_cannot_have_one_place(tmp_path: Path) -> None:
    write(tmp_path, "a-rate.toml", "a-rate", 1)
    write(tmp_path, "b-rate.toml", "b-rate", 1)
    with pytest.raises(Invalid) as caught:
        load_measures(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.column, problem.reason) == (
        "b-rate.toml",
        "order",
        "is the place of a-rate already",
    )


def test_a_file_is_named_after_its_measure(tmp_path: Path) -> None:
    write(tmp_path, "a-rate.toml", "b-rate", 1)
    with pytest.raises(Invalid) as caught:
        load_measures(tmp_path)
    assert [problem.column for problem in caught.value.problems] == ["measure"]


def test_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "a-rate.toml").write_text("measure = ", encoding="utf-8")
    (tmp_path / "b-rate.toml").write_bytes(b'measure = "\xff"')
    write(tmp_path, "c-rate.toml", "d-rate", 1)
    with pytest.raises(Invalid) as caught:
        load_measures(tmp_path)
    assert [problem.file for problem in caught.value.problems] == [
        "a-rate.toml",
        "b-rate.toml",
        "c-rate.toml",
    ]
    assert caught.value.problems[0].reason.startswith("cannot be read as TOML")


def test_a_folder_without_measures_is_told(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="no measures"):
        load_measures(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", '{"measure":"x"}'])
def test_a_canonical_text_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_canonical(text, "definitions.json")
