"""Every file of a site, as text: whatever is compressed or packed is decoded first.

Belongs here: reading any form that the site has. What is looked for stands in the tests.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from tests.release.test_private import everything_in

PACKED = (".xlsx", ".ods", ".odt")


def decoded(path: Path) -> str:
    """A file as text."""
    content = path.read_bytes()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    if path.suffix == ".pdf":
        return "\n".join(everything_in(path))
    if path.suffix in PACKED:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if path.suffix == ".parquet":
        frame = pl.read_parquet(io.BytesIO(content))
        return "\n".join(str(row) for row in frame.iter_rows())
    return content.decode("utf-8", "replace")


def everything_under(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file in a folder, with its text."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield str(path.relative_to(folder)), decoded(path)


def holding(folder: Path, mark: str) -> set[str]:
    """The files in which a mark stands, in capitals or not."""
    return {name for name, text in everything_under(folder) if mark.lower() in text.lower()}
