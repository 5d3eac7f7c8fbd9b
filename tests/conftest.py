"""What holds for every test: the network is blocked (pyproject.toml), and in CI nothing is skipped unnoticed.

Belongs here: rules and fixtures that all rooms share. A fixture that one room needs stands in that room's folder.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

# The same examples on every run and no stop-watch: a test that fails, fails for everybody.
hypothesis.settings.register_profile("upheld", derandomize=True, deadline=None)
hypothesis.settings.load_profile("upheld")

ROOT = Path(__file__).resolve().parent.parent
ALLOWED_SKIPS = Path(__file__).with_name("allowed_skips.txt")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder the repository stands in."""
    return ROOT


def allowed_reasons(text: str) -> frozenset[str]:
    """The reasons for which a test may be skipped in CI; a line without its "why" is an error."""
    reasons = set()
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        reason, dashes, why = line.partition(" -- ")
        if not dashes or not why.strip():
            raise ValueError(f"{ALLOWED_SKIPS.name}: {line!r} does not say why; write 'reason -- why'")
        reasons.add(reason.strip())
    return frozenset(reasons)


def _fail_if_not_allowed(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure when running in CI and its reason is not listed."""
    if os.environ.get("CI") != "true" or not report.skipped or hasattr(report, "wasxfail"):
        return
    place = report.longrepr
    said = place[2] if isinstance(place, tuple) else str(place)
    reason = said.removeprefix("Skipped: ")
    if reason not in allowed_reasons(ALLOWED_SKIPS.read_text(encoding="utf-8")):
        report.outcome = "failed"
        report.longrepr = (
            f"Skipped in CI: {reason}\nLet it run, or list the reason and why in tests/{ALLOWED_SKIPS.name}."
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Look at every skipped test."""
    report = yield
    _fail_if_not_allowed(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Look at every module that is skipped whole."""
    report = yield
    _fail_if_not_allowed(report)
    return report
