"""Simplifying areas that fit together, so that they still do: each border once, for both its sides.

Belongs here: that one step, in whole numbers and without any geometry software, so that importing official boundaries needs
none. The method is that of Visvalingam and Whyatt (Line generalisation by repeated elimination of points, 1993): the point that
makes the smallest triangle with its neighbours goes first.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from upheld.register.topology import Point, Topology


def simplified(topology: Topology, tolerance: int) -> Topology:
    """The topology without points whose triangle is smaller than a square with sides of `tolerance` metres.

    Places where three areas meet, or two and the sea, stay. Lines that join the same two places keep a point between, and
    closed ones two, so that no area is lost.
    """
    ends = Counter(frozenset((arc[0], arc[-1])) for arc in topology.arcs)
    least = 2 * tolerance * tolerance // (topology.step * topology.step)
    arcs = []
    for arc in topology.arcs:
        keep = 2 if arc[0] == arc[-1] else int(ends[frozenset((arc[0], arc[-1]))] > 1)
        arcs.append(_thinned(arc, least, keep))
    return replace(topology, arcs=tuple(arcs))


def _thinned(points: Sequence[Point], least: int, keep: int) -> tuple[Point, ...]:
    """The line without points whose triangle has less than half of `least`, but with `keep` of those between its ends."""
    last = len(points) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    there = [True] * len(points)
    size = [0] * len(points)
    heap: list[tuple[int, int]] = []
    for place in range(1, last):
        size[place] = _twice_triangle(points[place - 1], points[place], points[place + 1])
        heapq.heappush(heap, (size[place], place))
    left = last - 1
    while heap and left > keep:
        known, place = heapq.heappop(heap)
        if not there[place] or known != size[place]:
            continue
        if known >= least:
            break
        there[place] = False
        left -= 1
        one, other = before[place], after[place]
        after[one], before[other] = other, one
        for each in (one, other):
            if 0 < each < last:
                # A neighbour never seems smaller than what went before it: a line is thinned evenly, not from one end.
                size[each] = max(
                    known, _twice_triangle(points[before[each]], points[each], points[after[each]])
                )
                heapq.heappush(heap, (size[each], each))
    return tuple(point for place, point in enumerate(points) if there[place])


def _twice_triangle(one: Point, middle: Point, other: Point) -> int:
    (x, y), (u, v), (p, q) = one, middle, other
    return abs((u - x) * (q - y) - (p - x) * (v - y))
