"""Every fix with all its reasons at once: R41 (ranges), R42 (drift), R43 (clock), and what the ingest marked. Pure NumPy."""

import numpy as np

from fleet.fixes import Bools, Fixes, Ints, Mark
from fleet.quality import limits
from fleet.quality.drift import drifting
from fleet.quality.reasons import Reason

# what is known at ingest is stored with the fix and only renamed here
MARKED = {
    Mark.DELAYED: Reason.DELAYED,
    Mark.ROLLOVER: Reason.ROLLOVER,
    Mark.ABROAD: Reason.ABROAD,
    Mark.UNPROVEN: Reason.UNPROVEN,
    Mark.ESTIMATED: Reason.ESTIMATED,
}


def classify(fixes: Fixes) -> Ints:
    """The reasons (of `Reason`) of each of N fixes of any vehicles, in any order; a column that is unknown (NaN) is no fault."""
    repeated = _repeated(fixes)
    wild = np.zeros(len(fixes), np.bool_)
    wild[~repeated] = drifting(fixes.take(~repeated))
    held: dict[Reason, Bools] = {
        Reason.FUTURE: fixes.time_s > fixes.received_s + limits.AHEAD_S,
        Reason.LONGITUDE: ~((fixes.lon >= limits.WEST_DEG) & (fixes.lon <= limits.EAST_DEG)),
        Reason.LATITUDE: ~((fixes.lat >= limits.SOUTH_DEG) & (fixes.lat <= limits.NORTH_DEG)),
        Reason.SPEED: ~((fixes.speed_mps >= 0) & (fixes.speed_mps <= limits.MAX_SPEED_MPS)),
        Reason.ALTITUDE: (fixes.altitude_m < limits.MIN_ALTITUDE_M) | (fixes.altitude_m > limits.MAX_ALTITUDE_M),
        Reason.DIRECTION: (fixes.course_deg < 0) | (fixes.course_deg > limits.MAX_DIRECTION_DEG),
        Reason.CLOCK: (np.abs(fixes.received_s - fixes.time_s) > limits.SKEW_S) & ~fixes.delayed,
        Reason.DRIFT: wild,
        Reason.REPEATED: repeated,
    }
    held |= {reason: (fixes.flags & int(mark)) != 0 for mark, reason in MARKED.items()}
    reasons = np.zeros(len(fixes), np.int64)
    for reason, holds in held.items():
        reasons |= np.where(holds, int(reason), 0)
    return reasons


def _repeated(fixes: Fixes) -> Bools:
    """Which were there before of the same device, on the same vehicle, for the same microsecond."""
    micros = np.round(fixes.time_s * 1e6).astype(np.int64)
    order = np.lexsort((micros, fixes.device, fixes.vehicle))  # stable: of two alike the first stays first
    repeated = np.zeros(len(fixes), np.bool_)
    alike = [column[order][1:] == column[order][:-1] for column in (micros, fixes.device, fixes.vehicle)]
    repeated[order[1:]] = np.logical_and.reduce(alike)
    return repeated
