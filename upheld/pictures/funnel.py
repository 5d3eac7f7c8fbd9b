"""The funnel: every member of a group by base and rate, with how far chance alone would spread them.

Small bases spread widely, large ones little, so the limits about the average have the shape of a funnel. The limits are
those of the binomial distribution about the group's rate, drawn between whole cases so that they run smoothly; dark are
those whose own verdict, which is Fisher's exact test against the others, is higher or lower.

Source: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005),
1185-1202, with its interpolation of the limits.

Belongs here: the drawing. Its numbers stand in the table beside it. Not here: the verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, sqrt

from upheld.measures.figure import Figure
from upheld.measures.verdict import LISTED
from upheld.pictures.drawing import number, text

HEIGHT, TOP, BOTTOM = 380, 40, 50
"""Room above for the name of the upright axis, below for the numbers and the name of the other."""
_LEFT, _RIGHT = 7, 98
"""Percent of the width: room on the left for the numbers of the scale."""
_NEAR = (1 / 40, 1 / 1000)
_STEPS = 70


@dataclass(frozen=True, slots=True)
class _Spot:
    """Members with the same base and count."""

    numerator: int
    denominator: int
    names: tuple[str, ...]
    stands_out: bool


def draw_funnel(
    figures: Mapping[str, Figure],
    average: Fraction,
    average_printed: str,
    title: str,
    description: str,
    key: str,
    axes: tuple[str, str],
) -> str:
    """The funnel of the figures that have a base, by name; nothing where fewer than two have one.

    `axes` are the names of what goes up and of what goes across.
    """
    spots = _spots(figures)
    if len(spots) < 2:
        return ""
    widest = max(spot.denominator for spot in spots)
    parts = [_curves(average, widest), *_scale(widest), *_axes(axes)]
    at = number(_y(average))
    parts.append(f'<line x1="{_LEFT}%" x2="{_RIGHT}%" y1="{at}" y2="{at}" class="p-average"/>')
    # The dark ones come last, so that nothing lies over them.
    for spot in sorted(spots, key=lambda each: each.stands_out):
        parts += _circle(spot, widest)
    parts += _names(spots, widest)
    # What the line is must be read, so it stands over whatever circle lies there.
    place = f'x="{_RIGHT}%" y="{number(_y(average) - 6)}" text-anchor="end"'
    parts.append(
        f'<text {place} class="p-label p-halo">Average <tspan font-weight="600">{text(average_printed)}</tspan></text>'
    )
    named = f'<title id="{key}-t">{text(title)}</title><desc id="{key}-d">{text(description)}</desc>'
    size = f'width="100%" height="{HEIGHT + TOP + BOTTOM}"'
    return f'<svg class="picture" role="img" aria-labelledby="{key}-t {key}-d" {size}>{named}{"".join(parts)}</svg>'


def _spots(figures: Mapping[str, Figure]) -> list[_Spot]:
    found: dict[tuple[int, int], list[tuple[str, bool]]] = {}
    for name, figure in figures.items():
        if figure.denominator:
            found.setdefault((figure.denominator, figure.numerator), []).append(
                (name, figure.verdict in LISTED)
            )
    return [
        _Spot(numerator, denominator, tuple(name for name, _ in members), any(out for _, out in members))
        for (denominator, numerator), members in sorted(found.items())
    ]


def _x(base: float, widest: int) -> float:
    """A base's place, in percent of the width: by its root, so that small ones have room."""
    return _LEFT + (_RIGHT - _LEFT) * sqrt(base / widest) * 0.985


def _y(rate: Fraction | float) -> float:
    return TOP + HEIGHT * (1 - float(rate))


def _scale(widest: int) -> Iterator[str]:
    for step in range(5):
        at, label = _y(Fraction(step, 4)), ("0%", "25", "50", "75", "100%")[step]
        kind = "axis" if step == 0 else "grid"
        yield f'<line x1="{_LEFT}%" x2="{_RIGHT}%" y1="{number(at)}" y2="{number(at)}" class="p-{kind}"/>'
        yield f'<text x="0" y="{number(at + 4)}" class="p-number">{label}</text>'
    for base in _ticks(widest):
        place = f'x="{number(_x(base, widest))}%" y="{HEIGHT + TOP + 18}" text-anchor="middle"'
        yield f'<text {place} class="p-number">{base:,}</text>'


def _axes(axes: tuple[str, str]) -> Iterator[str]:
    up, across = axes
    yield f'<text x="0" y="14" class="p-label">{text(up)}</text>'
    place = f'x="{_RIGHT}%" y="{HEIGHT + TOP + BOTTOM - 8}" text-anchor="end"'
    yield f'<text {place} class="p-label">{text(across)}</text>'


def _ticks(widest: int) -> tuple[int, ...]:
    """Squares, which stand evenly on this scale, rounded where they are large."""
    root = isqrt(widest)
    steps = range(1, root + 1, max(1, -(-root // 6)))
    return tuple(dict.fromkeys(_round(step * step) for step in steps))


def _round(base: int) -> int:
    return base if base < 100 else base // 10 * 10


def _curves(average: Fraction, widest: int) -> str:
    """The tinted funnel and the dashed limits, on a surface of its own that stretches with the page."""
    bases = sorted({max(1, round(widest * (step / _STEPS) ** 2)) for step in range(1, _STEPS + 1)})
    chances = [(base, _binomial(base, average)) for base in bases]
    parts = []
    for tail, kind in zip(_NEAR, ("near", "far"), strict=True):
        upper = [(_x(base, widest), _y(_limit(chance, tail))) for base, chance in chances]
        lower = [(_x(base, widest), _y(1 - _limit(chance[::-1], tail))) for base, chance in chances]
        if kind == "near":
            around = " ".join(f"{number(x)},{number(y)}" for x, y in [*upper, *reversed(lower)])
            parts.append(f'<polygon points="{around}" class="p-funnel"/>')
        for curve in (upper, lower):
            line = " ".join(f"{number(x)},{number(y)}" for x, y in curve)
            parts.append(f'<polyline points="{line}" vector-effect="non-scaling-stroke" class="p-{kind}"/>')
    height = HEIGHT + TOP + BOTTOM
    box = f'viewBox="0 0 100 {height}" preserveAspectRatio="none" width="100%" height="{height}"'
    return f"<svg {box}>{''.join(parts)}</svg>"


def _binomial(base: int, average: Fraction) -> list[float]:
    """The chance of each number of cases. From the likeliest outwards and by plain products alone, so that nothing
    vanishes for a large base and the drawing is the same on every machine."""
    odds = float(average / (1 - average)) if 0 < average < 1 else 0.0
    if not odds:
        return [float(cases == average * base) for cases in range(base + 1)]
    mode = min(base, int((base + 1) * average))
    chance = [1.0] * (base + 1)
    for cases in range(mode, base):
        chance[cases + 1] = chance[cases] * odds * (base - cases) / (cases + 1)
    for cases in range(mode, 0, -1):
        chance[cases - 1] = chance[cases] * cases / (odds * (base - cases + 1))
    whole = sum(chance)
    return [each / whole for each in chance]


def _limit(chance: Sequence[float], tail: float) -> float:
    """The rate that chance alone would pass in `tail` of cases at most, drawn between whole cases; 1 where none is."""
    base, above = len(chance) - 1, 0.0
    for cases in range(base, -1, -1):
        if above + chance[cases] > tail:
            return min(1.0, (cases + 1 - (tail - above) / chance[cases]) / base)
        above += chance[cases]
    return 0.0


def _circle(spot: _Spot, widest: int) -> Iterator[str]:
    several = len(spot.names)
    radius = 4.5 if several == 1 else 7 if several < 4 else 9
    kind = "p-spot-out" if spot.stands_out else "p-spot"
    x, y = number(_x(spot.denominator, widest)), _y(Fraction(spot.numerator, spot.denominator))
    yield f'<circle cx="{x}%" cy="{number(y)}" r="{number(radius)}" class="{kind}"/>'
    if several > 1:
        place = f'x="{x}%" y="{number(y + 4)}" text-anchor="middle"'
        yield f'<text {place} class="p-spot-number{"-out" if spot.stands_out else ""}">{several}</text>'


def _names(spots: Sequence[_Spot], widest: int) -> Iterator[str]:
    """The names of those that stand out, where there is room; all of them are in the table."""
    taken: list[tuple[float, float]] = []
    for spot in reversed(spots):
        if not spot.stands_out or len(spot.names) > 1:
            continue
        x, y = _x(spot.denominator, widest), _y(Fraction(spot.numerator, spot.denominator))
        if any(abs(x - other_x) < 14 and abs(y - other_y) < 15 for other_x, other_y in taken):
            continue
        taken.append((x, y))
        inward = x > 80
        dx = "-9" if inward else "9"
        anchor = "end" if inward else "start"
        place = f'x="{number(x)}%" y="{number(y + 5)}" dx="{dx}" text-anchor="{anchor}"'
        yield f'<text {place} class="p-label p-halo p-name">{text(spot.names[0])}</text>'
