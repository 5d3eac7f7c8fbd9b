"""The packs' prose is checked when it is read: everything wrong with it at once, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.letters.hand_made import scheme_of_england
from upheld.errors import Invalid, Missing
from upheld.packs import findings, scrutiny
from upheld.packs.facts import CONDITIONS, PLACES
from upheld.packs.prose import load_pack_prose

GOOD = """
[pack]
title = "{Authority}"
short_title = "Short"
subtitle = "For members"
description = "Figures"
correction = "Tell us."

[heading]
short = "In short"
made = "How"

[[passage]]
section = "short"
when = ["group"]
text = "Of {short}."

[[question]]
when = ["upheld"]
text = "Why?"
from = "{upheld_of}."
see = "made"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "pack.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_one_is_read(tmp_path: Path) -> None:
    prose = load_pack_prose(written(tmp_path, GOOD), ("short", "made"))
    assert prose.headings == {"short": "In short", "made": "How"}
    assert [question.see for question in prose.questions] == ["made"]


def test_england_s_own_use_the_closed_lists_and_no_condition_is_there_for_nothing() -> None:
    folder = scheme_of_england().prose_folder
    used_conditions: set[str] = set()
    used_places: set[str] = set()
    for module in (scrutiny, findings):
        text = (folder / module.FILE).read_text(encoding="utf-8")
        prose = load_pack_prose(folder / module.FILE, module.SECTIONS)
        for passages in prose.passages.values():
            used_conditions.update(name for passage in passages for name in passage.when)
        used_conditions.update(name for question in prose.questions for name in question.asks.when)
        used_places |= {place for place in PLACES if f"{{{place}}}" in text}
    assert used_conditions <= CONDITIONS
    assert used_places <= PLACES


@pytest.mark.parametrize(
    ("wrong", "place", "reason"),
    [
        (("{short}", "{shrot}"), "passage[1].text", "no such place"),
        (('["group"]', '["gruop"]'), "passage[1].when", "is not known here"),
        (('section = "short"', 'section = "sohrt"'), "passage[1].section", "is not known here"),
        (('see = "made"', 'see = "unmade"'), "question[1].see", "is not known here"),
        (('from = "{upheld_of}."\n', ""), "question[1].from", "is missing"),
        (('made = "How"\n', ""), "heading.made", "is missing"),
        (('title = "{Authority}"\n', ""), "pack.title", "is missing"),
        (("Of {short}.", "Of {short."), "passage[1].text", "stray brace"),
        (('text = "Why?"', 'text = "Why?"\nwhne = ["upheld"]'), "question[1].whne", "is not a key"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    tmp_path: Path, wrong: tuple[str, str], place: str, reason: str
) -> None:
    with pytest.raises(Invalid) as refused:
        load_pack_prose(written(tmp_path, GOOD.replace(*wrong)), ("short", "made"))
    assert [(problem.column, reason in problem.reason) for problem in refused.value.problems] == [
        (place, True)
    ]


def test_a_place_misspelt_is_shown_the_one_most_like_it(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("{short}", "{shrot}"))
    with pytest.raises(Invalid) as refused:
        load_pack_prose(path, ("short", "made"))
    (problem,) = refused.value.problems
    assert (problem.file, problem.column, problem.value) == (path.name, "passage[1].text", "{shrot}")
    assert problem.way_out.endswith(" Perhaps short was meant.")


def test_an_absent_or_broken_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(Missing, match=r"There is no none\.toml"):
        load_pack_prose(tmp_path / "none.toml", ("short",))
    with pytest.raises(Invalid):
        load_pack_prose(written(tmp_path, "= ="), ("short",))


def test_the_reference_names_every_condition_and_place() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "packs.md").read_text(encoding="utf-8")
    assert {name for name in CONDITIONS | PLACES if f"`{name}`" not in page} == set()
