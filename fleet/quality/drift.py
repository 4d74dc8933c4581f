"""Which fixes drift (卫星定位漂移): the lone one that would have to be flown to and from, never its neighbours.

Source of the figure: R42, assessment form ("implied speed > 160 km/h"); which point is the drift is ours to say.
"""

import numpy as np

from fleet.fixes import Bools, Fixes, Floats
from fleet.quality.distance import metres
from fleet.quality.limits import DRIFT_MPS, STEP_S


def drifting(fixes: Fixes) -> Bools:
    """A mask over fixes of any order. Each device's own way is looked at, by time; its first and last fix are not judged."""
    order = np.lexsort((fixes.time_s, fixes.device, fixes.vehicle))
    found = np.zeros(len(fixes), np.bool_)
    found[order] = _in_order(fixes.take(order))
    return found


def _in_order(fixes: Fixes) -> Bools:
    """The same of fixes by vehicle, device and time: too fast from the one before and to the one after."""
    drifts = np.zeros(len(fixes), np.bool_)
    if len(fixes) < 3:
        return drifts
    same = (fixes.device[1:] == fixes.device[:-1]) & (fixes.vehicle[1:] == fixes.vehicle[:-1])
    fast = same & (_implied_mps(fixes.take(slice(None, -1)), fixes.take(slice(1, None))) > DRIFT_MPS)
    between = np.flatnonzero(fast[:-1] & fast[1:]) + 1
    drifts[between] = True
    for run in np.split(between, np.flatnonzero(np.diff(between) > 1) + 1):
        if len(run) > 1:  # true and wild fixes in turn: the true ones too look too fast from both sides
            _walk(fixes, run, drifts)
    return drifts


def _walk(fixes: Fixes, run: np.ndarray[tuple[int], np.dtype[np.int64]], drifts: Bools) -> None:
    """Go through a run of suspects from the last fix that was none: who can be reached from there is none either."""
    last = run[0] - 1
    for row in run:
        one = slice(last, last + 1)
        if _implied_mps(fixes.take(one), fixes.take(slice(row, row + 1)))[0] > DRIFT_MPS:
            continue
        drifts[row] = False
        last = row


def _implied_mps(before: Fixes, after: Fixes) -> Floats:
    """The speed that it takes from each fix to the other."""
    took_s = np.maximum(after.time_s - before.time_s, STEP_S)
    speed: Floats = metres(before.lon, before.lat, after.lon, after.lat) / took_s
    return speed
