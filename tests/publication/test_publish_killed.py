"""Killed: whatever is done to a site, and whenever it dies, the old site is whole or the new one; and the next run succeeds.

Each act is killed before every single touch of the file system that it makes.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.publication.small_site import FIRST, NOON, SECOND, SmallSite, read

AT = NOON + timedelta(hours=1)
NURSERY = """
# One process that has loaded everything; each run is a child of it, in a copy of the workspace of its own.
import json, os, signal, sys
from pathlib import Path
from tests.publication.test_publish_killed import act

TOUCHES = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "shutil.rmtree")
what, runs = sys.argv[1], json.loads(sys.argv[2])
said = []
for folder, touch in runs:
    child = os.fork()
    if child == 0:
        touches = 0

        def before(event, arguments):
            global touches
            if event in TOUCHES and folder in f"{arguments[0]} {arguments[-1]} {arguments[1:2]}":
                touches += 1
                if touches == touch:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(before)
        act(what, Path(folder))
        (Path(folder) / "touches").write_text(str(touches))
        os._exit(0)
    said.append(os.waitpid(child, 0)[1])
print(json.dumps(said))
"""


def act(what: str, folder: Path) -> None:
    """Do one thing to the site of a workspace."""
    site = SmallSite(folder)
    if what == "publish":
        site.publisher.publish([FIRST, SECOND])
    elif what == "due":
        site.publisher.publish_due(AT)
    elif what == "prepare":
        site.publisher.prepare([FIRST, SECOND], AT, NOON)
    elif what == "go back":
        site.publisher.roll_back()
    else:
        site.said, site.withdrawn = {FIRST: "Withdrawn.", SECOND: "Withdrawn."}, ("0" * 64,)
        site.publisher.take_out()


def run(what: str, plan: list[tuple[Path, int]]) -> list[int]:
    listed = json.dumps([(str(folder), touch) for folder, touch in plan])
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", NURSERY, what, listed],
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [int(ended) for ended in json.loads(done.stdout)]


def ready(what: str, folder: Path) -> Path:
    """A workspace in which the act can be done: a site of the first release, and what else the act needs."""
    site = SmallSite(folder)
    site.publisher.publish([FIRST])
    if what == "go back":
        site.publisher.publish([FIRST, SECOND])
    if what in ("due", "take out"):
        site.publisher.prepare([FIRST, SECOND], AT, NOON)
    return folder


@pytest.mark.parametrize("what", ["publish", "prepare", "due", "go back", "take out"])
def test_an_act_killed_at_any_touch_leaves_the_old_site_whole_or_the_new(what: str, tmp_path: Path) -> None:
    start = ready(what, tmp_path / "start")
    old = SmallSite(start).shown
    whole = Path(shutil.copytree(start, tmp_path / "whole", symlinks=True))
    assert run(what, [(whole, 0)]) == [0]
    touches = int((whole / "touches").read_text())
    new = SmallSite(whole).shown
    copies = [
        Path(shutil.copytree(start, tmp_path / f"killed-{touch}", symlinks=True))
        for touch in range(1, touches + 1)
    ]
    ends = run(what, list(zip(copies, range(1, touches + 1), strict=True)))
    assert set(ends) == {signal.SIGKILL}
    for folder in copies:
        site = SmallSite(folder)
        assert site.shown in (old, new), folder.name
        current = site.editions.current
        assert current is not None
        current.verify()
        # The same again: it succeeds, or finds that it was done.
        if what == "go back" and site.shown == new:
            continue
        act(what, folder)
        assert site.shown == new, folder.name
        if what == "prepare":
            assert site.editions.prepared is not None
            site.editions.prepared.verify()
        else:
            assert site.editions.prepared is None or what == "take out"
        if what == "take out":
            assert all(b"figures." not in content for content in read(folder / "site").values())
