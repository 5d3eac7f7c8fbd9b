"""One year of the site: a release, and everything in it said once and drawn once.

A year's figures stand on many pages (the authority's, its group's, the map's table). Words and pictures are made the first
time a page asks for them, so that all pages say the same and none is made twice. Belongs here: those words and pictures.
Not here: which page shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from markupsafe import Markup

from upheld.measures.figure import Figure
from upheld.pictures.drawing import Placement
from upheld.pictures.interval import draw_interval
from upheld.pictures.squares import draw_squares
from upheld.publication.contents import Contents
from upheld.release.model import AuthorityReview, Release, Texts
from upheld.wording.caution import caution, caution_here, chance_among, chance_of
from upheld.wording.figures import FigureWords, describe
from upheld.wording.names import Names, names_of
from upheld.wording.sayings import PLAIN

NO_TEXTS = Texts({})


class YearOfSite:
    """A release as the site tells it."""

    def __init__(self, contents: Contents, release: Release) -> None:
        self.contents = contents
        self.release = release
        self.label = release.about.year.label
        self.texts = contents.inputs.texts.get(self.label, NO_TEXTS)
        self._names: dict[str, Names] = {}
        self._words: dict[str, Mapping[str, FigureWords]] = {}
        self._small: dict[tuple[str, str], Markup] = {}
        self._cautions: dict[tuple[str, tuple[str, ...]], str] = {}

    @property
    def is_newest_revision(self) -> bool:
        """Whether no later revision has replaced this one."""
        return self.contents.releases.get(self.label) is self.release

    @property
    def origin_line(self) -> str:
        """What a page's foot says of where its figures come from."""
        return f"Release {self.release.about.name}"

    @cached_property
    def caution(self) -> str:
        """What is said beside an authority's own verdicts: how many the whole release has."""
        return caution(chance_of(self.release))

    def caution_on(self, measure: str, slugs: Iterable[str]) -> str:
        """What is said where the verdicts of these authorities on one measure are listed: it counts what is listed there, and
        is nothing where the measure has no verdict."""
        key = (measure, tuple(slugs))
        if key not in self._cautions:
            reviews = self.release.reviews
            self._cautions[key] = caution_here(
                chance_among(reviews[slug].figures[measure] for slug in key[1])
            )
        return self._cautions[key]

    @cached_property
    def leading(self) -> tuple[str, ...]:
        """The measures that lead a page, as they lead a letter: those of the year among them."""
        wanted = [measure for measure in self.contents.inputs.leading if measure in self.release.definitions]
        return tuple(wanted) or tuple(self.release.definitions)[:3]

    @cached_property
    def first(self) -> str:
        """The measure shown where only one is: the first of the leading ones that is a share of cases."""
        return next((measure for measure in self.leading if measure in self.percent), self.leading[0])

    @cached_property
    def percent(self) -> tuple[str, ...]:
        """The measures that are shares of cases, which have the interval figure."""
        return tuple(m for m, definition in self.release.definitions.items() if definition.unit == "percent")

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The measures that can be chosen where authorities are compared: the leading ones, then the other shares of cases."""
        return (*self.leading, *(measure for measure in self.percent if measure not in self.leading))

    def label_of(self, measure: str) -> str:
        """A measure's public label, as a page says it."""
        return self.contents.voice.label(self.release.definitions[measure].public_label)

    def names(self, slug: str) -> Names:
        """The names in which an authority's figures are said."""
        if slug not in self._names:
            authority = self.release.reviews[slug].authority
            year = self.release.about.year
            self._names[slug] = names_of(self.contents.scheme, authority, year, voice=self.contents.voice)
        return self._names[slug]

    def words(self, slug: str) -> Mapping[str, FigureWords]:
        """An authority's figures, said, by measure in the order of the definitions."""
        if slug not in self._words:
            review, sayings = self.release.reviews[slug], self.contents.inputs.sayings
            self._words[slug] = {
                measure: describe(
                    review.figures[measure], definition, self.names(slug), sayings.get(measure, PLAIN)
                )
                for measure, definition in self.release.definitions.items()
                if measure in review.figures
            }
        return self._words[slug]

    def figure(self, slug: str, measure: str) -> Figure | None:
        """An authority's figure; None where the release has none."""
        return self.release.reviews[slug].figures.get(measure)

    def picture(self, slug: str, measure: str) -> Markup:
        """The interval figure; nothing for a rate that is no share of cases."""
        words, figure = self.words(slug)[measure], self.release.reviews[slug].figures[measure]
        if measure not in self.percent:
            return Markup("")
        nothing = self.contents.inputs.sayings.get(measure, PLAIN).nothing
        short = self.names(slug).short
        return drawn(draw_interval(figure, words, short, Placement.WEB, key=measure, nothing=nothing))

    def small_picture(self, slug: str, measure: str) -> Markup:
        """The bare interval figure for a row of a table, whose words stand beside it."""
        key = (slug, measure)
        if key not in self._small:
            words, figure = self.words(slug)[measure], self.release.reviews[slug].figures[measure]
            # Without a name it is decoration: to whoever cannot see it, the row has said all that it shows.
            svg = draw_interval(figure, replace(words, name=""), "", Placement.WEB, small=True)
            self._small[key] = drawn(svg)
        return self._small[key]

    def squares(self, slug: str, measure: str) -> Markup:
        """One square for each case."""
        figure = self.release.reviews[slug].figures[measure]
        if measure not in self.percent:
            return Markup("")
        return drawn(draw_squares(figure.numerator, figure.denominator, Placement.WEB))

    def reviews_of_group(self, group: str) -> tuple[AuthorityReview, ...]:
        """The authorities of a comparison group, by their short names."""
        members = [each for each in self.release.reviews.values() if each.authority.group == group]
        return tuple(sorted(members, key=lambda each: by_name(each.authority.short_name)))


def drawn(made_here: str) -> Markup:
    """What our own code drew, with every text in it escaped there: the one thing that is not escaped again."""
    return Markup(made_here)  # noqa: S704


def by_name(name: str) -> str:
    """The key by which names are put in order: without capitals, marks or a leading "the"."""
    plain = "".join(sign for sign in name.lower() if sign.isalnum() or sign == " ")
    return plain.removeprefix("the ")
