"""Stands in odd places: a bus that drove up, stood where nothing is to stand for, and drove on. Pure NumPy and Shapely.

A stand shorter than `stop_after_s` is a red light or a queue, one longer than `stop_most_s` is parking. Who did not come from
at least `CAME_M` away within `CAME_S`, and leave as far, was in a jam or never drove: a parked receiver that wanders goes nowhere.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from findings.danger.seen.events import Events
from findings.danger.seen.limits import HEARD_S, Limits
from findings.danger.seen.track import Steps, Track
from fleet.fixes import Bools, Ints
from fleet.quality.limits import MOVING_MPS

CAME_S, CAME_M = 120.0, 100.0
WIDE_M = 50.0  # a stand whose fixes lie further apart is none


def stands(track: Track, steps: Steps, limits: Limits, known: Sequence[BaseGeometry]) -> Events:
    """Each with its seconds; `known` are the places to stand at, in metres of the plane."""
    first, last = _still(track, steps)
    lasted_s = track.time_s[last] - track.time_s[first]
    held = (lasted_s >= limits.stop_after_s) & (lasted_s <= limits.stop_most_s)
    first, last, lasted_s = first[held], last[held], lasted_s[held]
    held = _came(track, steps, first, last) & _in_one_place(track, first, last)
    first, lasted_s = first[held], lasted_s[held]
    found = Events("stop", track.vehicle[first], track.time_s[first], track.x[first], track.y[first], lasted_s)
    return found.only(_odd(found, limits, known))


def _still(track: Track, steps: Steps) -> tuple[Ints, Ints]:
    """First and last fix of each stretch in which a vehicle stood and was heard all the while."""
    still = track.speed_mps < MOVING_MPS
    joined = still[1:] & still[:-1] & steps.same & (steps.took_s <= HEARD_S)
    starts = np.flatnonzero(joined & ~np.r_[False, joined[:-1]]) if len(joined) else np.zeros(0, np.int64)
    ends = np.flatnonzero(joined & ~np.r_[joined[1:], False]) + 1 if len(joined) else np.zeros(0, np.int64)
    return starts, ends


def _came(track: Track, steps: Steps, first: Ints, last: Ints) -> Bools:
    """Whether it drove up before and away afterwards, heard without a break."""
    heard = np.r_[0, np.cumsum(~(steps.same & (steps.took_s <= HEARD_S)))]  # rises where a vehicle's way is broken
    before = _reached(track, heard, first, -1)
    after = _reached(track, heard, last, +1)
    far = [
        np.hypot(track.x[a] - track.x[b], track.y[a] - track.y[b]) >= CAME_M
        for a, b in ((before, first), (after, last))
    ]
    came: Bools = far[0] & far[1]
    return came


def _reached(track: Track, heard: Ints, at: Ints, way: int) -> Ints:
    """The farthest fix back (-1) or on (+1) that lies within CAME_S and belongs to the same unbroken way."""
    found = at.copy()
    for place, index in enumerate(at.tolist()):
        there = index
        while (
            0 <= there + way < len(track)
            and heard[there + way] == heard[index]
            and abs(track.time_s[there + way] - track.time_s[index]) <= CAME_S
        ):
            there += way
        found[place] = there
    return found


def _in_one_place(track: Track, first: Ints, last: Ints) -> Bools:
    return np.array(
        [
            bool((np.hypot(track.x[a : b + 1] - track.x[a], track.y[a : b + 1] - track.y[a]) <= WIDE_M).all())
            for a, b in zip(first.tolist(), last.tolist(), strict=True)
        ],
        np.bool_,
    )


def _odd(found: Events, limits: Limits, known: Sequence[BaseGeometry]) -> Bools:
    """Farther than `clear_m` from every known place."""
    odd = np.ones(len(found), np.bool_)
    if len(found) and known:
        points: Any = shapely.points(found.x, found.y)
        near, _ = shapely.STRtree(known).query(points, predicate="dwithin", distance=limits.clear_m)
        odd[near] = False
    return odd
