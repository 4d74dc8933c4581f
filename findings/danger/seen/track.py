"""The ways of all vehicles of a stretch of time as columns in metres, without what is at no true place. Pure NumPy."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from findings.danger.seen.limits import HEARD_S
from fleet.fixes import Bools, Fixes, Floats, Ints, Mark
from fleet.quality.classify import classify
from fleet.quality.limits import DRIFT_MPS, MOVING_MPS, STANDING_M, STEP_S
from fleet.quality.reasons import Reason
from fleet.quality.track import NO_PLACE
from geofences.plane import Plane

USELESS = NO_PLACE | Reason.SPEED


@dataclass(frozen=True, slots=True)
class Track:
    """N fixes by vehicle and time, of each vehicle those of the one device that has the most.

    vehicle int64; time_s seconds since 1970; x, y metres of the plane; speed_mps; course_deg NaN where there is none.
    """

    vehicle: Ints
    time_s: Floats
    x: Floats
    y: Floats
    speed_mps: Floats
    course_deg: Floats

    def __len__(self) -> int:
        return len(self.time_s)

    @classmethod
    def of(cls, fixes: Fixes, plane: Plane) -> Self:
        """Wild fixes (R42), those out of range (R41), sent twice, or reckoned by the receiver are left out."""
        good = (classify(fixes) & int(USELESS)) == 0
        fixes = fixes.take(good & ((fixes.flags & int(Mark.ESTIMATED)) == 0) & (fixes.vehicle >= 0))
        fixes = fixes.take(_main(fixes))
        order = np.lexsort((fixes.time_s, fixes.vehicle))
        fixes = fixes.take(order)
        x, y = plane.xy(fixes.lon, fixes.lat)
        return cls(fixes.vehicle, fixes.time_s, x, y, fixes.speed_mps, fixes.course_deg)


@dataclass(frozen=True, slots=True)
class Steps:
    """The N - 1 ways from each fix to the next: whether they are one vehicle's, how long they took, how far they led.

    `sound`: of one vehicle, heard without a break, and no flight; the others are no way at all. `moving`: the bus drove.
    """

    same: Bools
    took_s: Floats
    far_m: Floats
    sound: Bools
    moving: Bools

    @classmethod
    def of(cls, track: Track) -> Self:
        """Of successive fixes."""
        same = track.vehicle[1:] == track.vehicle[:-1]
        took_s, far_m = np.diff(track.time_s), np.hypot(np.diff(track.x), np.diff(track.y))
        flies = far_m > DRIFT_MPS * np.maximum(took_s, STEP_S)
        fastest = np.maximum(track.speed_mps[1:], track.speed_mps[:-1])
        moving = (fastest >= MOVING_MPS) | (far_m > STANDING_M)
        return cls(same, took_s, far_m, same & (took_s <= 2 * HEARD_S) & ~flies, moving)


def _main(fixes: Fixes) -> Bools:
    """Those of the device that a vehicle has the most fixes of."""
    if not len(fixes):
        return np.zeros(0, np.bool_)
    pairs, row, counts = np.unique(
        np.column_stack((fixes.vehicle, fixes.device)), axis=0, return_inverse=True, return_counts=True
    )
    order = np.lexsort((counts, pairs[:, 0]))
    last = np.r_[pairs[order, 0][1:] != pairs[order, 0][:-1], True]
    chosen = np.zeros(len(pairs), np.bool_)
    chosen[order[last]] = True
    kept: Bools = chosen[row.reshape(-1)]
    return kept
