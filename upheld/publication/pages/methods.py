"""How the figures are made, from the definitions that the releases were made with.

Belongs here: every measure, every version, the years it was used for and the breaks. Not here: any formula; what is said of
interval, average and verdict is what the glossary says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from upheld.measures.measure import MeasureVersion
from upheld.publication import addresses
from upheld.publication.contents import Contents
from upheld.publication.page import Crumb, Page
from upheld.wording.numbers import listed


def pages(contents: Contents) -> Iterator[Page]:
    """The page about all measures, and one for each."""
    used = _used(contents)
    yield Page(
        address=addresses.METHODS,
        heading="How the figures are made",
        description="What each figure counts, what the average, the range and the verdict are, and when the practice changed.",
        template="methods.html.j2",
        content={
            "never": listed(
                [each.title.lower() for each in contents.scheme.outcomes.values() if each.never_published]
            ),
            "measures": [
                (
                    contents.voice.label(versions[-1][0].public_label),
                    versions[-1][0],
                    addresses.method(measure),
                )
                for measure, versions in used.items()
            ],
        },
        twin={
            "measures": [
                {"measure": measure, "address": contents.inputs.origin + addresses.method(measure)}
                for measure in used
            ]
        },
        illustrative=contents.illustrative,
        section="Data",
    )
    for measure, versions in used.items():
        newest = versions[-1][0]
        label = contents.voice.label(newest.public_label)
        yield Page(
            address=addresses.method(measure),
            heading=label,
            title=f"{label}: how it is counted",
            description=newest.explains,
            template="method.html.j2",
            content={
                "newest": newest,
                "versions": [
                    _version(contents, definition, years) for definition, years in reversed(versions)
                ],
                "breaks": _breaks(contents, newest),
            },
            twin={
                "measure": measure,
                "versions": [_plain(definition, years) for definition, years in versions],
                "breaks": [
                    {"year": contents.scheme.calendar.year(each.year).label, "note": each.note}
                    for each in newest.breaks
                ],
            },
            illustrative=contents.illustrative,
            crumbs=(Crumb("How the figures are made", addresses.METHODS), Crumb(label, "")),
            section="Data",
        )


def _used(contents: Contents) -> dict[str, list[tuple[MeasureVersion, list[str]]]]:
    """The versions of each measure with the years whose releases used them, in order."""
    found: dict[str, list[tuple[MeasureVersion, list[str]]]] = {}
    for label, release in contents.releases.items():
        for measure, definition in release.definitions.items():
            versions = found.setdefault(measure, [])
            if versions and versions[-1][0] == definition:
                versions[-1][1].append(label)
            else:
                versions.append((definition, [label]))
    newest = contents.newest.definitions
    order = {measure: place for place, measure in enumerate(newest)}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))


def _version(contents: Contents, definition: MeasureVersion, years: list[str]) -> dict[str, Any]:
    residents = definition.denominator == "residents"
    rows = [
        ("Used for", _span(years)),
        ("Official name", definition.label),
        ("Counts", definition.numerator_noun.many),
        ("Of (its base)", definition.base_noun.many),
        ("Shown", "for every 100,000 residents" if residents else "in percent, rounded half up"),
        (
            "Average of the group",
            "all members’ cases together, the authority included" if definition.average else "none",
        ),
        (
            "Verdict",
            "Fisher’s exact test against the other members together" if definition.verdict else "none",
        ),
        ("Range", "exact Poisson interval, 95%" if residents else "Clopper-Pearson interval, 95%"),
        ("Without a base", f"{definition.no_base[:1].upper()}{definition.no_base[1:]}: no rate is given"),
        ("SHA-256 of the definition", definition.fingerprint),
    ]
    if definition.not_for:
        rows.insert(4, ("Not for", ", ".join(contents.name(slug) for slug in definition.not_for)))
    return {"number": definition.version, "rows": rows, "notes": definition.notes}


def _span(years: list[str]) -> str:
    return years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _breaks(contents: Contents, definition: MeasureVersion) -> list[tuple[str, str]]:
    return [(contents.scheme.calendar.year(each.year).label, each.note) for each in definition.breaks]


def _plain(definition: MeasureVersion, years: list[str]) -> dict[str, Any]:
    return {
        "version": definition.version,
        "years": years,
        "label": definition.label,
        "public_label": definition.public_label,
        "numerator": definition.numerator_noun.many,
        "base": definition.base_noun.many,
        "unit": definition.unit,
        "verdict": definition.verdict,
        "interval": definition.interval,
        "explains": definition.explains,
        "notes": list(definition.notes),
        "sha256": definition.fingerprint,
    }
