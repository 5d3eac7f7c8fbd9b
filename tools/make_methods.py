"""Write the methods page from the worked examples and the scheme's definitions, or say whether it is up to date.

    python tools/make_methods.py            write docs/methods.md
    python tools/make_methods.py --check    change nothing; exit 1 if the page is out of date

Belongs here: writing the file. Not here: what is on the page (tests/spec), which is tested sentence by sentence.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "methods.md"

# The worked examples are tests, and tests are no part of what is installed.
sys.path.insert(0, str(ROOT))

from tests.spec.page import methods_page  # noqa: E402


def main(arguments: Sequence[str]) -> int:
    """Write or check the page; the exit code."""
    made = methods_page()
    if "--check" in arguments:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == made:
            return 0
        print("docs/methods.md is out of date: run python tools/make_methods.py")
        return 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
