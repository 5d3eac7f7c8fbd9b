"""Packing: the parts of a workbook as one file, the same bytes on every day and in every time zone.

Belongs here: the ZIP that XLSX and ODS are. Not here: the parts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest date of a ZIP; a real one would make the bytes differ from run to run."""

_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


def pack(parts: Iterable[tuple[str, bytes]], stored: str = "") -> bytes:
    """The parts, by name and in order; the one named `stored` is not compressed, as ODF demands of its media type."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            about = zipfile.ZipInfo(name, _FIRST_DAY)
            about.create_system, about.external_attr = _UNIX, _PLAIN_FILE
            about.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(about, content)
    return out.getvalue()


def unpack(content: bytes) -> list[tuple[str, bytes]]:
    """The parts of a packed file, in its order, without folders."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(part.filename, archive.read(part)) for part in archive.infolist() if not part.is_dir()]
