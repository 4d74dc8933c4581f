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
    at = np.array((fixes.time_s, fixes.lon, fixes.lat))
    same = (fixes.device[1:] == fixes.device[:-1]) & (fixes.vehicle[1:] == fixes.vehicle[:-1])
    fast = same & (_implied_mps(at[:, :-1], at[:, 1:]) > DRIFT_MPS)
    between = np.flatnonzero(fast[:-1] & fast[1:]) + 1
    drifts[between] = True
    for run in np.split(between, np.flatnonzero(np.diff(between) > 1) + 1):
        if len(run) > 1:  # true and wild fixes in turn: the true ones too look too fast from both sides
            drifts[run] = _wild(at[:, run[0] - 1 : run[-1] + 1])
    return drifts


def _wild(at: Floats) -> Bools:
    """Of a stretch of suspects behind a fix that is none, those that cannot be reached from the last fix that is none."""
    wild, last = np.ones(at.shape[1], np.bool_), 0
    for row in range(1, at.shape[1]):
        if _implied_mps(at[:, last], at[:, row]) <= DRIFT_MPS:
            wild[row], last = False, row
    return wild[1:]


def _implied_mps(before: Floats, after: Floats) -> Floats:
    """The speed that it takes from each place to the other; both are (time in s, longitude, latitude)."""
    took_s = np.maximum(after[0] - before[0], STEP_S)
    speed: Floats = metres(before[1], before[2], after[1], after[2]) / took_s
    return speed
