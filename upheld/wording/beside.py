"""An authority beside its nearest neighbours by somebody's list, said as one would say it.

Belongs here: the option beside the comparison with the whole group: which neighbours, whose list, and the figures among
them. It is asked for by name and stands in no letter. Not here: the comparison (`measures.nearest`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from upheld.errors import Refused
from upheld.measures.nearest import compare_with_nearest, nearest_within
from upheld.release.model import Release
from upheld.scheme import Scheme
from upheld.wording import dates
from upheld.wording.figures import describe
from upheld.wording.names import GroupNames, Names, names_of
from upheld.wording.numbers import listed, words
from upheld.wording.sayings import PLAIN, load_sayings
from upheld.wording.show import figure_lines


def show_beside(release: Release, scheme: Scheme, slug: str, list_name: str) -> str:
    """An authority's figures beside its nearest neighbours of its own group in the list called `list_name`.

    Raises Missing for a list that was never imported, Refused where the list has no neighbour of the authority's group.
    """
    found = scheme.neighbours.named(list_name)
    review, year = release.review(slug), release.about.year
    groups = {each: other.authority.group for each, other in release.reviews.items()}
    closed = frozenset(each for each, other in release.reviews.items() if not other.authority.open_at_end)
    neighbours = nearest_within(slug, found.nearest, groups)
    if not neighbours:
        raise Refused(
            f"The list {list_name} has no neighbour of {review.authority.name} that is of its kind."
        )
    names = _names(names_of(scheme, review.authority, year), neighbours)
    lines = [f"{names.authority}, {names.period}, beside its nearest neighbours by the list {list_name}"]
    if release.about.illustrative:
        lines.append("Illustrative data: made from sample records.")
    called = listed([release.reviews[other].authority.short_name for other in neighbours])
    lines += [
        f"Release {release.about.name}. Neighbours: {called}.",
        f"Source of the list: {found.source}.",
        "",
    ]
    sayings = load_sayings(scheme.prose_folder)
    for measure, definition in release.definitions.items():
        if measure not in review.figures:
            continue
        counts = {
            each: (figure.numerator, figure.denominator)
            for each, other in release.reviews.items()
            if (figure := other.figures.get(measure))
        }
        figures = compare_with_nearest(
            definition, year.label, counts, groups, list_name, found.nearest, closed
        )
        said = describe(figures[slug], definition, names, sayings.get(measure, PLAIN))
        lines += figure_lines(said)
    return dates.plain("\n".join(lines).rstrip() + "\n")


def _names(names: Names, neighbours: Sequence[str]) -> Names:
    """The names, with the authority and its neighbours for its group."""
    group = names.group or GroupNames(names.authorities.one, names.authorities.many)
    count = len(neighbours)
    which = "its nearest neighbour" if count == 1 else f"its {words(count)} nearest neighbours"
    return replace(names, group=GroupNames(group.one, f"{names.short} and {which} among {group.many}"))
