"""Draw the pictures of the documentation: pages of the demonstration's letter to Bolsover.

    python tools/make_pictures.py

Belongs here: which pages, and writing them. A slow test draws them again and compares (tests/test_demo.py).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from upheld.demo import run_demo
from upheld.documents.press import Press
from upheld.letters.context import letter_context
from upheld.letters.pdf import draw_letter
from upheld.letters.prose_file import load_prose
from upheld.release.model import Release
from upheld.workspace import Workspace

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PAGES = (1, 3)


def letter_pictures(workspace: Workspace, release: Release) -> dict[str, bytes]:
    """The pictures by file name, as PNG."""
    scheme, year = workspace.scheme, release.about.year
    letter = letter_context(
        release,
        scheme,
        load_prose(scheme.prose_folder, year),
        workspace.releases.texts(year),
        workspace.contacts(),
        "bolsover",
    )
    pages = draw_letter(Press(), letter, ppi=110)
    return {f"bolsover-{number}.png": pages[number - 1] for number in PAGES}


def main() -> int:
    """Make the demonstration in a temporary folder and draw from it; the exit code."""
    with tempfile.TemporaryDirectory() as place:
        demo = run_demo(Path(place) / "demo", print)
        for name, picture in letter_pictures(demo.workspace, demo.release).items():
            (PICTURES / name).write_bytes(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
