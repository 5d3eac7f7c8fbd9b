"""The rule that nothing is skipped unnoticed in CI, tried on a suite of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ALLOWED_SKIPS, allowed_reasons

pytest_plugins = ["pytester"]

SUITE = """
import pytest

def test_runs():
    pass

def test_is_skipped():
    pytest.skip("no printer")

@pytest.mark.xfail(strict=True)
def test_known_to_fail():
    assert False
"""


def _run(pytester: pytest.Pytester, root: Path, allowed: str, suite: str = SUITE) -> pytest.RunResult:
    rule = (root / "tests" / "conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(rule)
    (pytester.path / ALLOWED_SKIPS.name).write_text(allowed, encoding="utf-8")
    pytester.makepyfile(suite)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider")


def test_a_skip_is_a_skip_at_home(
    pytester: pytest.Pytester, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    _run(pytester, root, "").assert_outcomes(passed=1, skipped=1, xfailed=1)


def test_a_skip_fails_in_ci(pytester: pytest.Pytester, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = _run(pytester, root, "")
    result.assert_outcomes(passed=1, failed=1, xfailed=1)
    result.stdout.fnmatch_lines(["*Skipped in CI: no printer*"])


def test_a_listed_skip_passes_in_ci(
    pytester: pytest.Pytester, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    _run(pytester, root, "no printer -- printers are rare\n").assert_outcomes(passed=1, skipped=1, xfailed=1)


def test_a_module_skipped_whole_fails_in_ci(
    pytester: pytest.Pytester, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    suite = 'import pytest\npytest.skip("not today", allow_module_level=True)\ndef test_runs(): pass\n'
    assert _run(pytester, root, "", suite).ret != 0


def test_the_list_in_use_is_sound() -> None:
    allowed_reasons(ALLOWED_SKIPS.read_text(encoding="utf-8"))


def test_a_reason_without_its_why_is_refused() -> None:
    with pytest.raises(ValueError, match="does not say why"):
        allowed_reasons("no printer\n")
