"""A disk that refuses (full, read-only, not ours): whatever is done to a site, and whichever touch is refused, the error comes
out, the old site is whole or the new one, nothing half done stays, and the next run succeeds.
"""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.publication.small_site import SmallSite
from tests.publication.test_publish_killed import act, ready

TOUCHES = frozenset(
    ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "shutil.copyfile")
)


@dataclass
class Disk:
    """The disk below `folder`; its touch number `refused` is refused, counted from 1. Nothing is, where it is 0."""

    folder: str = ""
    refused: int = 0
    touches: int = 0

    def before(self, event: str, arguments: tuple[object, ...]) -> None:
        """Refuse, where it is time to."""
        if self.folder and event in TOUCHES and self.folder in f"{arguments[:2]}":
            self.touches += 1
            if self.touches == self.refused:
                raise OSError(errno.ENOSPC, "No space left on device", str(arguments[0]))


_DISK = Disk()
sys.addaudithook(_DISK.before)  # it stays until the process ends, and does nothing outside `refusing`


@contextmanager
def refusing(folder: Path, touch: int) -> Iterator[Disk]:
    _DISK.folder, _DISK.refused, _DISK.touches = str(folder), touch, 0
    try:
        yield _DISK
    finally:
        _DISK.folder = ""


def refused(what: str, folder: Path, touch: int) -> str | None:
    """What is said of an act whose touch is refused; nothing, where it went on without."""
    try:
        with refusing(folder, touch):
            act(what, folder)
    except OSError as error:
        return error.strerror or str(error)
    return None


@pytest.mark.parametrize("what", ["publish", "prepare", "due", "go back", "take out"])
def test_an_act_refused_at_any_touch_leaves_the_old_site_whole_or_the_new(what: str, tmp_path: Path) -> None:
    start = ready(what, tmp_path / "start")
    old = SmallSite(start).shown
    whole = Path(shutil.copytree(start, tmp_path / "whole", symlinks=True))
    with refusing(whole, 0) as disk:
        act(what, whole)
    touches, new = disk.touches, SmallSite(whole).shown
    assert touches > 10
    errors = 0
    for touch in range(1, touches + 1):
        folder = Path(shutil.copytree(start, tmp_path / f"refused-{touch}", symlinks=True))
        site = SmallSite(folder)
        told = refused(what, folder, touch)
        assert told in (None, "No space left on device"), touch
        errors += told is not None
        assert site.shown in (old, new), touch
        current = site.editions.current
        assert current is not None
        current.verify()
        if what == "go back" and site.shown == new:
            continue
        act(what, folder)
        assert site.shown == new, touch
        left = {path.name for path in (folder / "site").rglob(".*")}
        assert left == set(), touch
    assert errors > touches / 2
