"""From longitude and latitude to the British National Grid.

Belongs here: that one change of coordinates. It is good to some five metres, far finer than any map drawn here: the datum
is shifted by the seven parameters that the Ordnance Survey publishes for general use, and not by its grid of corrections.
Constants and formulas are those of its guide to coordinate systems in Great Britain.
"""

from __future__ import annotations

from math import atan2, cos, hypot, radians, sin, sqrt, tan

EAST_END, NORTH_END = 700_000, 1_300_000
"""Every place in Great Britain lies between 0 and these, in metres."""

WGS84 = (6378137.0, 6356752.314245)
AIRY = (6377563.396, 6356256.909)
SHIFT = (-446.448, 125.157, -542.060)
SCALE = 20.4894e-6
TURN = tuple(radians(-seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))

F0 = 0.9996012717
LATITUDE_0, LONGITUDE_0 = radians(49), radians(-2)
EAST_0, NORTH_0 = 400_000.0, -100_000.0


def to_national_grid(longitude: float, latitude: float) -> tuple[float, float]:
    """The easting and northing, in metres, of a place in degrees (WGS84). Far from Great Britain it means nothing."""
    return _projected(*_on_airy(radians(longitude), radians(latitude)))


def _on_airy(longitude: float, latitude: float) -> tuple[float, float]:
    """The same place on the ellipsoid of the national grid, in radians."""
    a, b = WGS84
    e2 = 1 - (b / a) ** 2
    across = a / sqrt(1 - e2 * sin(latitude) ** 2)
    x = across * cos(latitude) * cos(longitude)
    y = across * cos(latitude) * sin(longitude)
    z = across * (1 - e2) * sin(latitude)
    rx, ry, rz = TURN
    u = SHIFT[0] + (1 + SCALE) * x - rz * y + ry * z
    v = SHIFT[1] + rz * x + (1 + SCALE) * y - rx * z
    w = SHIFT[2] - ry * x + rx * y + (1 + SCALE) * z
    a, b = AIRY
    e2 = 1 - (b / a) ** 2
    flat = hypot(u, v)
    latitude = atan2(w, flat * (1 - e2))
    for _ in range(5):
        across = a / sqrt(1 - e2 * sin(latitude) ** 2)
        latitude = atan2(w + e2 * across * sin(latitude), flat)
    return atan2(v, u), latitude


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    a, b = AIRY
    e2 = 1 - (b / a) ** 2
    n = (a - b) / (a + b)
    s, c, t = sin(latitude), cos(latitude), tan(latitude)
    nu = a * F0 / sqrt(1 - e2 * s * s)
    rho = a * F0 * (1 - e2) / (1 - e2 * s * s) ** 1.5
    eta2 = nu / rho - 1
    d, m = latitude - LATITUDE_0, latitude + LATITUDE_0
    arc = (b * F0) * (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * d
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(d) * cos(m)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * d) * cos(2 * m)
        - 35 / 24 * n**3 * sin(3 * d) * cos(3 * m)
    )
    p = longitude - LONGITUDE_0
    north = (
        arc
        + NORTH_0
        + nu / 2 * s * c * p**2
        + nu / 24 * s * c**3 * (5 - t**2 + 9 * eta2) * p**4
        + nu / 720 * s * c**5 * (61 - 58 * t**2 + t**4) * p**6
    )
    east = (
        EAST_0
        + nu * c * p
        + nu / 6 * c**3 * (nu / rho - t**2) * p**3
        + nu / 120 * c**5 * (5 - 18 * t**2 + t**4 + 14 * eta2 - 58 * t**2 * eta2) * p**5
    )
    return east, north


def looks_like_degrees(longitude: float, latitude: float) -> bool:
    """Whether a pair can only be degrees: no place in Great Britain is within 180 m of the grid's origin."""
    return abs(longitude) <= 180 and abs(latitude) <= 90
