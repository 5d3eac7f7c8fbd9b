"""The settings of a workspace: what stands in its upheld.toml.

Belongs here: reading them, and refusing what will not do with everything that is wrong. Not here: what they are used for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from upheld.errors import Invalid, Problem
from upheld.publication.directions import SecurityContact

SETTINGS = "upheld.toml"
LOCAL_ADDRESS = "http://127.0.0.1:8000"
"""Where the site stands until a setting says otherwise: where `upheld serve` shows it."""

_KEYS = ("scheme", "site")
_SITE_KEYS = ("address", "security_contact", "security_expires")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?")
_CONTACT = re.compile(r"(?:mailto:|https://|tel:)\S+")


@dataclass(frozen=True, slots=True)
class Settings:
    """What upheld.toml says: the scheme, by name or folder; where the site stands; whom to tell of a hole in it."""

    scheme: str
    address: str = LOCAL_ADDRESS
    security: SecurityContact | None = None


def read_settings(path: Path) -> Settings:
    """The settings in a file. Raises Invalid with every problem found."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Invalid(
            [Problem(str(path), 0, "", "", f"not valid TOML: {broken}", "Mend that line.")]
        ) from broken
    problems: list[Problem] = []

    def report(key: str, value: object, reason: str, way_out: str) -> None:
        problems.append(Problem(str(path), 0, key, str(value), reason, way_out))

    site = found.get("site", {})
    if not isinstance(site, Mapping):
        report("site", site, "is no table", 'Write [site] and below it address = "https://..."')
        site = {}
    for key in found.keys() - {*_KEYS}:
        report(key, found[key], "no such setting", f"Settings: {', '.join(_KEYS)}.")
    for key in site.keys() - {*_SITE_KEYS}:
        report(f"site.{key}", site[key], "no such setting", f"Settings of the site: {', '.join(_SITE_KEYS)}.")
    scheme = found.get("scheme")
    if not isinstance(scheme, str):
        report("scheme", "", "does not name a scheme", 'Write scheme = "england".')
    address = site.get("address", LOCAL_ADDRESS)
    if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
        way_out = "Write https:// and the name of the host, without a path and without a slash at the end."
        report("site.address", address, "is no address of a site", way_out)
    contact, expires = site.get("security_contact"), site.get("security_expires")
    if contact is not None and not (isinstance(contact, str) and _CONTACT.fullmatch(contact)):
        report("site.security_contact", contact, "is no address", "Write mailto:... or https://...")
    if (contact is None) != (expires is None):
        report("site", "", "has one of security_contact and security_expires", "Give both, or neither.")
    elif expires is not None and (not isinstance(expires, date) or isinstance(expires, datetime)):
        report(
            "site.security_expires", expires, "is no day", "Write it as 2027-03-31, without quotation marks."
        )
    if problems:
        raise Invalid(sorted(problems))
    security = SecurityContact(contact, expires) if contact is not None and expires is not None else None
    return Settings(str(scheme), str(address), security)
