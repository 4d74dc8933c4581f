"""How often buses passed a spot, the exposure: a bus that comes into its zone and leaves it has passed once. Pure.

The way between two fixes counts, not only the fixes, so that a fast bus and a sparse terminal pass too. A bus that only stands
there (parked, its receiver wandering) has not passed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from findings.danger.seen.events import Events
from findings.danger.seen.limits import HEARD_S, Limits
from findings.danger.seen.track import Steps, Track
from fleet.fixes import Bools, Floats, Ints

NEAR_S = 10.0  # an event so long before or after a passage belongs to it


@dataclass(frozen=True, slots=True)
class Passages:
    """N passages: which spot (index into the zones), whose, from when until when, and whether fixes were dense enough to show
    a braking all the way.
    """

    spot: Ints
    vehicle: Ints
    since_s: Floats
    until_s: Floats
    dense: Bools

    def __len__(self) -> int:
        return len(self.spot)


def passages(track: Track, steps: Steps, zones: Sequence[BaseGeometry], limits: Limits) -> Passages:
    """All passages of all vehicles through all zones (outlines in metres of the plane)."""
    step, spot = _inside(track, steps, zones)
    order = np.lexsort((step, spot))
    step, spot = step[order], spot[order]
    vehicle = track.vehicle[step]
    since_s, until_s = track.time_s[step], track.time_s[step + 1]
    if not len(step):
        return Passages(spot, vehicle, since_s, until_s, np.zeros(0, np.bool_))
    new = np.r_[True, (np.diff(spot) != 0) | (np.diff(vehicle) != 0) | (since_s[1:] - until_s[:-1] > HEARD_S)]
    first = np.flatnonzero(new)
    moved = np.logical_or.reduceat(steps.moving[step], first)
    dense = np.logical_and.reduceat(steps.took_s[step] <= limits.gap_s, first)
    last = np.r_[first[1:], len(step)] - 1
    first, last = first[moved], last[moved]
    return Passages(spot[first], vehicle[first], since_s[first], until_s[last], dense[moved])


def _inside(track: Track, steps: Steps, zones: Sequence[BaseGeometry]) -> tuple[Ints, Ints]:
    """The steps that touch a zone, and which."""
    nothing = np.zeros(0, np.int64)
    at = np.flatnonzero(steps.sound)
    if not len(at) or not zones:
        return nothing, nothing
    boxes = np.array([zone.bounds for zone in zones])
    (west, south), (east, north) = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
    x0, y0, x1, y1 = track.x[at], track.y[at], track.x[at + 1], track.y[at + 1]
    near = (np.maximum(x0, x1) >= west) & (np.minimum(x0, x1) <= east)
    near &= (np.maximum(y0, y1) >= south) & (np.minimum(y0, y1) <= north)
    at = at[near]
    ends = np.stack((np.column_stack((x0, y0))[near], np.column_stack((x1, y1))[near]), axis=1)
    ways = shapely.linestrings(ends)
    row, spot = shapely.STRtree(zones).query(ways, predicate="intersects")
    return at[row], spot.astype(np.int64)


def with_events(passed: Passages, spot: Ints, events: Events) -> tuple[Bools, Bools]:
    """Which passages had an event, and which events had a passage; `spot` is each event's own."""
    hit, held = np.zeros(len(passed), np.bool_), np.zeros(len(events), np.bool_)
    rows: dict[tuple[int, int], list[int]] = {}
    for row, key in enumerate(zip(passed.spot.tolist(), passed.vehicle.tolist(), strict=True)):
        rows.setdefault(key, []).append(row)
    for number, key in enumerate(zip(spot.tolist(), events.vehicle.tolist(), strict=True)):
        for row in rows.get(key, ()):
            if passed.since_s[row] - NEAR_S <= events.time_s[number] <= passed.until_s[row] + NEAR_S:
                hit[row] = held[number] = True
    return hit, held
