"""The prose of a review names nothing that is not in the vocabulary, and is refused with every problem at once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.test_tiny_scheme import year_of_the_archipelago
from tests.worlds import TINY, english, tiny
from upheld.errors import Invalid, Missing, Refused
from upheld.release.load import load_release
from upheld.review.making import make_review
from upheld.review.prose import load_review_prose
from upheld.scheme import Scheme


def spoiled(folder: Path, old: str, new: str) -> Scheme:
    """The tiny scheme with its review's prose changed."""
    shutil.copytree(TINY, folder / "scheme")
    path = folder / "scheme" / "prose" / "review.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return replace(tiny(), folder=folder / "scheme")


@pytest.mark.parametrize("scheme", [english(), tiny()], ids=lambda scheme: str(scheme.slug))
def test_the_prose_that_is_there_is_sound(scheme: Scheme) -> None:
    assert load_review_prose(scheme).section


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{received}", "{recieved}", "no such place"),
        ("{received}", "{upheld-rate.rate}", "no such place"),
        ("{received}", "{received", "stray brace"),
        ("{received.noun}", "{decided.noun}", "no such place"),
        ('when = ["past"]', 'when = ["pasta"]', "no such condition"),
        ('table = "stages"', 'table = "stage"', "no such table"),
        ('picture = "flow"', 'picture = "flood"', "no such picture"),
        ('picture = "flow"', 'picture = "flow"\ntext = "And more."', "is not one thing"),
        ('picture = "flow"', "small = true", "is not one thing"),
        ('picture = "flow"', 'each = "cow"\npoints = ["{row.stage}"]', "no such list"),
        ('picture = "flow"', 'each = "stage"\npoints = ["{row.cow}"]', "no such place"),
        ('of = ["upheld"]', 'of = ["uphold"]', "no such count"),
        ("[noun]", "[noun]\ncows = { one = 'cow', many = 'cows' }", "no such count"),
        ('title = "The year', 'titel = "The year', "Field required"),
        ('title = "The year', 'titel = "x"\ntitle = "The year', "Extra inputs"),
        ("literals = [", "literals = 3 #", "valid list"),
        ("[noun]", "[noun", "cannot be read as TOML"),
    ],
)
def test_what_is_not_in_the_vocabulary_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        load_review_prose(spoiled(tmp_path, old, new))
    assert any(reason in each.reason for each in refused.value.problems), refused.value.problems
    assert {each.file for each in refused.value.problems} == {"review.toml"}


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [("{received}", "{recieved}", "received"), ('when = ["past"]', 'when = ["pasta"]', "past")],
)
def test_a_name_misspelt_is_shown_the_one_most_like_it(
    tmp_path: Path, old: str, new: str, meant: str
) -> None:
    with pytest.raises(Invalid) as refused:
        load_review_prose(spoiled(tmp_path, old, new))
    assert any(each.way_out.endswith(f" Perhaps {meant} was meant.") for each in refused.value.problems)


def test_a_scheme_without_one_says_what_to_write(tmp_path: Path) -> None:
    scheme = spoiled(tmp_path, "[noun]", "[noun]")
    (tmp_path / "scheme" / "prose" / "review.toml").unlink()
    with pytest.raises(Missing, match=r"no review\.toml"):
        load_review_prose(scheme)


def test_a_text_that_needs_what_the_year_does_not_have_is_refused_by_name(tmp_path: Path) -> None:
    scheme = spoiled(tmp_path, "{received.noun}.", "{received.noun}, {received.difference} more.")
    world = year_of_the_archipelago(tmp_path / "world")
    world.frozen("2021")
    with pytest.raises(
        Refused, match=r"needs \{received\.difference\}, which 2021, revision 1 does not have"
    ):
        make_review(load_release(world.stored("2021").public), scheme, ())
