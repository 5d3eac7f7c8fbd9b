"""Definitions made up for tests: a measure of no ombudsman in particular."""

from __future__ import annotations

from typing import Any

from upheld.measures.definition import MeasureVersion, read_measure


def as_settings() -> dict[str, Any]:
    """A complete file with one version, as TOML would give it."""
    return {
        "measure": "some-rate",
        "order": 1,
        "label": "Some rate",
        "public_label": "How often some",
        "version": [as_version()],
    }


def as_version() -> dict[str, Any]:
    """One complete version."""
    return {
        "version": 1,
        "unit": "percent",
        "numerator": {"records": "decisions", "where": ["investigated", "upheld"]},
        "denominator": {"records": "decisions", "where": ["investigated"]},
        "numerator_noun": {"one": "upheld decision", "many": "upheld decisions"},
        "base_noun": {"one": "investigation", "many": "investigations"},
        "average": True,
        "verdict": True,
        "interval": "clopper_pearson",
        "no_base": "nothing was investigated",
        "explains": "A share of something.",
    }


def by_population() -> dict[str, Any]:
    """A complete file whose base is residents."""
    settings = as_settings()
    settings["version"][0] |= {
        "unit": "per_100000",
        "numerator": {"records": "decisions", "where": ["upheld"]},
        "denominator": "residents",
        "residents_lag": 2,
        "verdict": False,
        "interval": "poisson",
    }
    return settings


def of_nothing_in_particular() -> MeasureVersion:
    """The version of `as_settings`: percent, with average, interval and verdict."""
    return read_measure(as_settings(), "some-rate.toml").versions[0]


def of_residents(**changed: object) -> MeasureVersion:
    """The version of `by_population`, with keys changed."""
    settings = by_population()
    settings["version"][0] |= changed
    return read_measure(settings, "some-rate.toml").versions[0]
