"""Write the files of an edition once more, and compress them, and nothing else: what any maker of this site has to do.

    python write_again.py PUBLIC FOLDER

Two threads share the files, for compressing needs no interpreter; the compressed forms are made where the edition has them.
"""

from __future__ import annotations

import gzip
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from upheld.publication.edition import LEVEL


def write(public: str, folder: str, number: int) -> None:
    """Write every second file."""
    for place, _, names in os.walk(public):
        target = os.path.join(folder, os.path.relpath(place, public))  # noqa: PTH118
        os.makedirs(target, exist_ok=True)  # noqa: PTH103
        there = set(names)
        for name in sorted(names)[number::2]:
            if name.endswith(".gz"):
                continue
            content = Path(place, name).read_bytes()
            Path(target, name).write_bytes(content)
            if f"{name}.gz" in there:
                Path(target, f"{name}.gz").write_bytes(gzip.compress(content, LEVEL, mtime=0))


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, [sys.argv[1]] * 2, [sys.argv[2]] * 2, range(2)))
