"""How much of a vehicle's way its fixes show (轨迹完整): metres of whole segments, and of all. Pure NumPy."""

from dataclasses import dataclass

import numpy as np

from fleet.fixes import Bools, Fixes, Floats, Ints
from fleet.quality.distance import metres
from fleet.quality.limits import DRIFT_MPS, GAP_M, GAP_S, MOVING_MPS, STANDING_M, STEP_S
from fleet.quality.reasons import Reason

NO_PLACE = Reason.DRIFT | Reason.LONGITUDE | Reason.LATITUDE | Reason.FUTURE | Reason.REPEATED


@dataclass(frozen=True, slots=True)
class Segments:
    """The ways between successive fixes: when each ends (seconds since 1970), how long it is, and whether it is whole.

    Where the bus stands there is no way: a receiver that wanders drives no kilometres. Nor where it would have to fly.
    """

    end_s: Floats
    metres: Floats
    whole: Bools


def segments(fixes: Fixes, reasons: Ints) -> Segments:
    """The segments of one vehicle's track, without the fixes that are at no true place."""
    track = vehicle_track(fixes.take((reasons & int(NO_PLACE)) == 0))
    before, after = track.take(slice(None, -1)), track.take(slice(1, None))
    far = metres(before.lon, before.lat, after.lon, after.lat)
    took_s = after.time_s - before.time_s
    moves = (np.maximum(before.speed_mps, after.speed_mps) >= MOVING_MPS) | (far > STANDING_M)
    flies = far > DRIFT_MPS * np.maximum(took_s, STEP_S)
    return Segments(after.time_s, np.where(moves & ~flies, far, 0.0), (far <= GAP_M) & (took_s <= GAP_S))


def vehicle_track(fixes: Fixes) -> Fixes:
    """By time: the fixes of the device that has the most, and of the others those where that one is silent over GAP_S."""
    fixes = fixes.take(np.argsort(fixes.time_s, kind="stable"))
    devices, counts = np.unique(fixes.device, return_counts=True)
    if len(devices) < 2:
        return fixes
    main = fixes.device == devices[np.argmax(counts)]
    bounds = np.r_[-np.inf, fixes.time_s[main], np.inf]
    after = np.searchsorted(bounds, fixes.time_s, side="right").clip(1, len(bounds) - 1)
    silent = bounds[after] - bounds[after - 1] > GAP_S
    return fixes.take(main | silent)
