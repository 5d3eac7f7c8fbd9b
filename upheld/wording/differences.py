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
    own = [change for change in found.figures if change.own or change.verdict_changed]
    for change in own:
        yield f"{_name(change.authority, before, after)}: {_figure(change, after)}"
    touched = {change.authority for change in own} | {count.authority for count in found.counts}
    averages = {change.authority for change in found.figures} - touched
    yield f"Authorities whose own figures or verdicts changed: {len(touched)}."
    yield f"Authorities for which only a group's average changed: {len(averages)}."


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
