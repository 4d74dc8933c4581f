"""A line proposed from a bus's own recorded tracks: its path, its stops by dwell, its times. Pure.

Each day gives one passage: from the first to the last movement in the window asked for. The passage of median length is the path;
days that went another way are left out and told. A stop is where the bus stood on at least half of the days. That it stood is all
that a track knows: a red light looks the same, so every stop comes with on how many days and how long, and a person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil
from statistics import median, median_low

import numpy as np
import shapely

from fleet.fixes import Floats

MOVES_MPS = 1.5
STANDS_MPS = 1.0
DWELL_LEAST_S = 15.0
SAME_STOP_M = 60.0  # as R26: half a wide road, a lay-by and a receiver's error
BESIDE_MOST_M = 60.0
ALIKE_LEAST = 0.9
STEP_M = 8.0
SIMPLER_M = 5.0
SHORTEST_M = 500.0
SILENT_MOST_S = 120.0
MINUTE_S = 60


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """The fixes of one day in the window, in their order: (n,) seconds after local midnight, (n, 2) metres, (n,) m/s."""

    on: date
    at_s: Floats
    xy: Floats
    speed_mps: Floats


@dataclass(frozen=True, slots=True)
class Halt:
    """Where the bus stood: metres, seconds after departure on arrival, on how many days, how long as a median."""

    xy: tuple[float, float]
    offset_s: int
    days: int
    dwell_s: int


@dataclass(frozen=True, slots=True, eq=False)
class Proposed:
    """(n, 2) metres of the path; its halts in order, the first the start and the last the end; departure after midnight.

    `left_out`: (day, why), why one of `no_fixes`, `never_moved`, `too_short`, `silent`, `other_way`.
    """

    path: Floats
    halts: tuple[Halt, ...]
    departs_s: int
    used: tuple[date, ...]
    left_out: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Passage:
    day: Day
    way: shapely.LineString

    @property
    def departs_s(self) -> float:
        return float(self.day.at_s[0])


def propose(days: Sequence[Day]) -> Proposed | None:
    """What the days have in common; None when none of them holds a passage."""
    left_out: list[tuple[date, str]] = []
    passages: list[_Passage] = []
    for day in days:
        found = _passage(day)
        if isinstance(found, str):
            left_out.append((day.on, found))
        else:
            passages.append(found)
    if not passages:
        return None
    lengths = [passage.way.length for passage in passages]
    path = passages[lengths.index(median_low(lengths))].way
    alike = [passage for passage in passages if _is_alike(passage.way, path)]
    left_out += [(passage.day.on, "other_way") for passage in passages if passage not in alike]
    departs_s = int(median(passage.departs_s for passage in alike) // MINUTE_S * MINUTE_S)
    return Proposed(
        path=shapely.get_coordinates(path.simplify(SIMPLER_M)),
        halts=tuple(_halts(alike, path)),
        departs_s=departs_s,
        used=tuple(passage.day.on for passage in alike),
        left_out=tuple(sorted(left_out)),
    )


def _passage(day: Day) -> _Passage | str:
    if len(day.at_s) == 0:
        return "no_fixes"
    moving = np.flatnonzero(day.speed_mps >= MOVES_MPS)
    if len(moving) < 2:
        return "never_moved"
    part = slice(int(moving[0]), int(moving[-1]) + 1)
    cut = Day(day.on, day.at_s[part], day.xy[part], day.speed_mps[part])
    if float(np.diff(cut.at_s).max()) > SILENT_MOST_S:
        return "silent"
    corners = _spread(cut.xy)
    if len(corners) < 2:
        return "too_short"
    way = shapely.LineString(corners)
    return _Passage(cut, way) if way.length >= SHORTEST_M else "too_short"


def _spread(xy: Floats) -> Floats:
    """Points at least STEP_M apart: a bus that stands draws no knot."""
    kept = [0]
    for i in range(1, len(xy)):
        if np.hypot(*(xy[i] - xy[kept[-1]])) >= STEP_M:
            kept.append(i)
    return xy[kept]


def _is_alike(way: shapely.LineString, path: shapely.LineString) -> bool:
    """Both ways: nearly all of each lies beside the other."""
    return all(
        np.mean(shapely.distance(shapely.points(shapely.get_coordinates(one)), other) <= BESIDE_MOST_M) >= ALIKE_LEAST
        for one, other in ((way, path), (path, way))
    )


def _halts(passages: list[_Passage], path: shapely.LineString) -> list[Halt]:
    stood = sorted(
        (
            (path.project(shapely.Point(x, y)), x, y, at_s, long_s, number)
            for number, passage in enumerate(passages)
            for x, y, at_s, long_s in _dwells(passage)
        )
    )
    least = 1 if len(passages) == 1 else max(2, ceil(len(passages) / 2))
    groups = _grouped(stood)
    ends_s = round(median(float(passage.day.at_s[-1]) - passage.departs_s for passage in passages))
    start, end = path.coords[0], path.coords[-1]
    halts = [Halt((start[0], start[1]), 0, len(passages), 0)]
    for group in groups:
        days = len({one[5] for one in group})
        middle = (median(one[1] for one in group), median(one[2] for one in group))
        offset_s = round(median(one[3] for one in group))
        near_end = any(np.hypot(middle[0] - at[0], middle[1] - at[1]) <= SAME_STOP_M for at in (start, end))
        if days >= least and not near_end and halts[-1].offset_s < offset_s < ends_s:
            halts.append(Halt(middle, offset_s, days, round(median(one[4] for one in group))))
    return [*halts, Halt((end[0], end[1]), ends_s, len(passages), 0)]


_Stood = tuple[float, float, float, float, float, int]


def _grouped(stood: list[_Stood]) -> list[list[_Stood]]:
    """Cut where the way between two is longer than one stop is wide."""
    groups: list[list[_Stood]] = [[one] for one in stood[:1]]
    for before, one in pairwise(stood):
        if one[0] - before[0] > SAME_STOP_M:
            groups.append([])
        groups[-1].append(one)
    return groups


def _dwells(passage: _Passage) -> list[tuple[float, float, float, float]]:
    """(x, y, seconds after departure on arrival, how long in seconds) of each halt of the passage."""
    day = passage.day
    stands = np.r_[False, day.speed_mps < STANDS_MPS, False]
    begins, ends = np.flatnonzero(~stands[:-1] & stands[1:]), np.flatnonzero(stands[:-1] & ~stands[1:]) - 1
    found = []
    for begin, end in zip(begins, ends, strict=True):
        long_s = float(day.at_s[end] - day.at_s[begin])
        if long_s >= DWELL_LEAST_S:
            x, y = np.median(day.xy[begin : end + 1], axis=0).tolist()
            found.append((x, y, float(day.at_s[begin]) - passage.departs_s, long_s))
    return found
