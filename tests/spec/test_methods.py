"""Every worked example is what it says, and the methods page is made of them and of nothing else."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest

from tests.spec.chapter import Example, chapters
from tests.spec.page import KINDS, constants, methods_page, work
from tests.spec.worked import scheme
from upheld.measures.measure import INTERVALS, PREDICATES, PRINTED_BASES, UNITS
from upheld.wording import definitions
from upheld.wording.caution import NOT_A_CAUSE

CHAPTERS = chapters()
EXAMPLES = [example for chapter in CHAPTERS for example in chapter.examples]


@pytest.fixture(scope="module")
def page() -> str:
    """The page as it would be written now."""
    return methods_page()


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_worked_example_comes_out_as_it_says(example: Example) -> None:
    found = work(example)
    assert example.expect, "an example that expects nothing shows nothing"
    for name, expected in example.expect.items():
        if name == "rows":
            assert [list(row) for row in found.rows] == expected
        else:
            assert found.values[name] == expected, name


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_no_number_in_an_example_is_typed(example: Example) -> None:
    typed = "".join(literal for literal, _, _, _ in string.Formatter().parse(example.says))
    assert not re.findall(r"\d", typed), "a number in a worked example is computed: put a {place} there"
    assert _places(example.says) <= set(work(example).values)
    assert example.origin == "made up" or "ublish" in example.origin


def test_every_kind_of_example_is_used_and_names_are_not() -> None:
    assert {example.kind for example in EXAMPLES} == set(KINDS)
    names = [example.name for example in EXAMPLES]
    assert len(names) == len(set(names))


def test_the_page_is_up_to_date(root: Path, page: str) -> None:
    written = (root / "docs" / "methods.md").read_text(encoding="utf-8")
    assert written == page, "run python tools/make_methods.py"


def test_prose_names_no_place_there_is_not_and_nothing_is_left_open(page: str) -> None:
    known = set(constants())
    for chapter in CHAPTERS:
        for text in (chapter.plain, chapter.symbols, *chapter.choices):
            assert _places(text) <= known, chapter.slug
    assert "{" not in page
    assert "}" not in page


def test_the_thresholds_in_prose_are_those_of_the_code() -> None:
    # Written out nowhere: a threshold that changes in the code changes on the page.
    for chapter in CHAPTERS:
        for text in (chapter.plain, chapter.symbols, *chapter.choices):
            assert not re.search(r"1/40|1/1,?000|one in forty|1 in 40", text), chapter.slug


def test_every_word_of_a_definition_can_be_said() -> None:
    assert {kind: set(words) for kind, words in definitions.PREDICATES.items()} == {
        kind: set(words) for kind, words in PREDICATES.items()
    }
    assert set(definitions.RECORDS) == set(PREDICATES)
    assert set(definitions.INTERVALS) == set(INTERVALS.values())
    assert set(definitions.UNITS) == set(UNITS)
    assert set(definitions.PRINTED_BASES) == set(PRINTED_BASES)


def test_every_definition_is_on_the_page_whole(page: str) -> None:
    for measure in scheme().measures.measures:
        for version in measure.versions:
            said = [version.label, version.public_label, version.explains, version.no_base, *version.notes]
            said += [each.note for each in version.breaks]
            said += [version.numerator_noun.one, version.base_noun.many, version.fingerprint[:16]]
            for text in said:
                assert text in page, f"{version.measure} {version.version}: {text}"


def test_the_page_says_what_must_not_be_left_out(page: str) -> None:
    assert NOT_A_CAUSE in page
    assert "the other members together" in page
    titles = [chapter.title for chapter in CHAPTERS]
    assert {"What not to conclude", "Choices", "Sources"} <= set(titles)


def test_every_choice_and_source_is_listed(page: str) -> None:
    sources = page.partition("## Sources")[2]
    choices = page.partition("## Choices")[2].partition("## Sources")[0]
    known = constants()
    for chapter in CHAPTERS:
        assert all(source in sources for source in chapter.sources)
        assert all(choice.format_map(known) in choices for choice in chapter.choices)


def test_links_within_the_page_lead_somewhere(page: str) -> None:
    anchors = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", page, re.M)
    }
    targets = set(re.findall(r"\]\(#([^)]+)\)", page))
    assert targets <= anchors


def test_a_chapter_with_a_strange_key_is_refused(tmp_path: Path) -> None:
    text = 'title = "A"\nplain = "B"\ncolour = "red"\n'
    assert tomllib.loads(text)
    (tmp_path / "01-a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="colour"):
        chapters(tmp_path)
