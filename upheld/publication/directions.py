"""What programs look for at the root of a site: sitemap.xml, robots.txt, and .well-known/security.txt.

Belongs here: these files. Not here: which pages there are (`site`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from upheld.publication.page import SiteFile

SITEMAP = "sitemap.xml"
MOST_IN_A_SITEMAP = 50_000
"""As many addresses as one file may hold; with more, the sitemap is a list of sitemaps."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True)
class SecurityContact:
    """Who is told of a hole in the site: an address (mailto: or https:), and the day until which it is good."""

    contact: str
    expires: date


def is_listed(file: SiteFile) -> bool:
    """Whether a file is a page that a search engine should find: one that does not say otherwise of itself."""
    return file.path.endswith("index.html") and b'<meta name="robots" content="noindex">' not in file.content


def sitemap(origin: str, pages: Iterable[str]) -> Iterator[SiteFile]:
    """The sitemap of these pages, by the paths of their files."""
    addresses = sorted(f"{origin}/{path.removesuffix('index.html')}" for path in pages)
    parts = [
        addresses[start : start + MOST_IN_A_SITEMAP] for start in range(0, len(addresses), MOST_IN_A_SITEMAP)
    ]
    if len(parts) == 1:
        yield SiteFile(SITEMAP, _listed("urlset", "url", parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield SiteFile(SITEMAP, _listed("sitemapindex", "sitemap", [f"{origin}/{name}" for name in names]))
    for name, part in zip(names, parts, strict=True):
        yield SiteFile(name, _listed("urlset", "url", part))


def _listed(whole: str, each: str, addresses: Iterable[str]) -> bytes:
    lines = [f"<{each}><loc>{escape(address)}</loc></{each}>" for address in addresses]
    start = f'<?xml version="1.0" encoding="utf-8"?>\n<{whole} xmlns="{_NAMESPACE}">\n'
    return f"{start}{chr(10).join(lines)}\n</{whole}>\n".encode()


def robots(origin: str) -> SiteFile:
    """Everybody may read everything."""
    return SiteFile("robots.txt", f"User-agent: *\nDisallow:\n\nSitemap: {origin}/{SITEMAP}\n".encode())


def security(origin: str, contact: SecurityContact) -> SiteFile:
    """Whom to tell of a hole (RFC 9116)."""
    address = f"{origin}/.well-known/security.txt"
    lines = [
        f"Contact: {contact.contact}",
        f"Expires: {contact.expires.isoformat()}T00:00:00Z",
        f"Canonical: {address}",
    ]
    return SiteFile(".well-known/security.txt", "\n".join([*lines, ""]).encode())
