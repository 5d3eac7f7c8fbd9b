"""The search index: what a reader's browser needs to search the decisions without asking anybody.

Pagefind makes it from the finished pages of decisions. It is not the same bytes each time, so it is outside the manifest of an
edition; where no decision's page has changed, that of the edition before is taken over. Belongs here: running Pagefind. Not
here: the page that searches.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys

from upheld.errors import Refused
from upheld.publication.edition import SEARCH, Edition, share_folder
from upheld.publication.manifest import Changes

PAGES = "decision/*/index.html"
"""The pages that can be found: one for each case."""


def is_there() -> bool:
    """Whether Pagefind is installed."""
    return importlib.util.find_spec("pagefind_bin") is not None


def index(edition: Edition, before: Edition | None) -> None:
    """Make the index within an edition. Raises Refused where Pagefind is not installed, or gives up."""
    known = before is not None and before.about.search and (before.public / SEARCH).is_dir()
    if before is not None and known and not _touches_decisions(before, edition):
        share_folder(before.public / SEARCH, edition.public / SEARCH)
        return
    if not any(_is_found(path) for path in edition.manifest):
        return
    if not is_there():
        raise Refused(
            "Pagefind, which makes the search, is not installed: install upheld[site], or add --without-search."
        )
    command = [sys.executable, "-m", "pagefind", "--site", str(edition.public), "--glob", PAGES]
    done = subprocess.run(  # noqa: S603  our own command, no text of records in it
        [*command, "--output-path", str(edition.public / SEARCH), "--silent"],
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode:
        raise Refused(f"Pagefind gave up: {(done.stderr or done.stdout).strip()[-300:]}")


def _touches_decisions(before: Edition, after: Edition) -> bool:
    changes = Changes.between(before.manifest, after.manifest)
    return any(_is_found(path) for path in (*changes.added, *changes.changed, *changes.removed))


def _is_found(path: str) -> bool:
    first, _, rest = path.partition("/")
    return first == "decision" and rest.count("/") == 1 and rest.endswith("/index.html")
