"""How a difference between two releases is said.

Belongs here: sentences about what changed. Not here: finding it (`release.difference`).
"""

from __future__ import annotations

from collections.abc import Iterator

from upheld.measures.rate import print_rate
from upheld.release.difference import Difference, FigureChanged
from upheld.release.model import Release


def describe_difference(found: Difference, before: Release, after: Release) -> Iterator[str]:
    """Lines that say everything that differs, authority by authority, and at the end how many letters it touches."""
    yield f"{before.about.name} beside {after.about.name}."
    if after.about.why:
        yield f"Why it was corrected: {after.about.why}"
    if found.is_empty:
        yield "They say the same of every authority."
        return
    for slug in found.joined:
        yield f"{_name(slug, before, after)}: only in {after.about.name}."
    for slug in found.left:
        yield f"{_name(slug, before, after)}: only in {before.about.name}."
    for count in found.counts:
        yield f"{_name(count.authority, before, after)}: {count.name} was {count.before:,}, is {count.after:,}."
    for change in found.figures:
        if change.own or change.verdict_changed:
            yield f"{_name(change.authority, before, after)}: {_figure(change, after)}"
    for each in found.lists:
        yield f"{_name(each.authority, before, after)}: {each.name}, {each.new} new, {each.gone} gone."
    for group, measure, sentence in _averages(before, after):
        yield f"{group}, {measure}: {sentence}"
    if found.over_years:
        names = _listed(found.over_years, before, after)
        yield f"Earlier years, or several years together, are told otherwise of {len(found.over_years):,}: {names}."
    yield _letters("written anew", found.reissued, before, after)
    yield _letters("that stand, with a notice that an average moved", found.standing, before, after)


def _averages(before: Release, after: Release) -> Iterator[tuple[str, str, str]]:
    """Each group's average that prints otherwise, with both prints."""
    for measure, definition in after.definitions.items():
        prints: dict[str, list[str]] = {}
        for release in (before, after):
            groups = {
                figure.group.group: figure.average
                for review in release.reviews.values()
                if (figure := review.figures.get(measure)) and figure.group
            }
            for group, average in groups.items():
                said = "none" if average is None else print_rate(definition, average)
                prints.setdefault(group, []).append(said)
        for group, said_both in sorted(prints.items()):
            if len(said_both) == 2 and said_both[0] != said_both[1]:
                yield group, definition.public_label, f"the average was {said_both[0]}, is {said_both[1]}."


def _letters(which: str, slugs: tuple[str, ...], before: Release, after: Release) -> str:
    return f"Letters {which}: {len(slugs):,}{': ' if slugs else ''}{_listed(slugs, before, after)}."


def _listed(slugs: tuple[str, ...], before: Release, after: Release) -> str:
    names = ", ".join(_name(slug, before, after) for slug in slugs[:10])
    return f"{names} and {len(slugs) - 10:,} more" if len(slugs) > 10 else names


def _name(slug: str, before: Release, after: Release) -> str:
    release = after if slug in after.reviews else before
    return release.reviews[slug].authority.name


def _figure(change: FigureChanged, after: Release) -> str:
    definition = after.definitions[change.measure]

    def said(which: str) -> str:
        figure = change.before if which == "was" else change.after
        if figure is None:
            return f"{which} not there"
        rate = "no rate" if figure.rate is None else print_rate(definition, figure.rate)
        verdict = f", {figure.verdict.value}" if figure.verdict else ""
        return f"{which} {rate} ({figure.numerator} of {figure.denominator}{verdict})"

    return f"{definition.public_label} {said('was')}, {said('is')}."
