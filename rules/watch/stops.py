"""Which stops of its run a bus has passed without standing there, and how far a stand is from where pupils may get on. Pure."""

from dataclasses import dataclass

import numpy as np

from fleet.fixes import Bools, Floats, Ints
from rules.elements import Elements
from rules.memory import Rows
from rules.world import World
from runs.progress import STANDING_MPS, Steps

THIS, NEXT = 1, 2  # bits of `stood`: at the stop reached last, at the one after it


@dataclass(frozen=True, slots=True)
class Missed:
    """For each row how many stops were passed by; the first of them (0 is the run's first) and the run's id, -1 for none."""

    count: Ints
    stop: Ints
    run: Ints


def missed(world: World, round_: Elements, before: Rows, after: Rows, steps: Steps, x: Floats, y: Floats) -> Missed:
    """One round of live fixes: what was left behind without a stand. `after` is moved on in place.

    Nothing is said of stops between which two fixes lie so far apart that a stand would have gone unseen.
    """
    size = len(round_)
    none = Missed(np.zeros(size, np.int64), np.full(size, -1), np.full(size, -1))
    row = np.flatnonzero((steps.run >= 0) & ~round_.tick & ~round_.delayed)
    if not row.size:
        return none
    runs, run, stop = world.runs, steps.run[row], steps.stop[row]
    begins, ends = (_among(which, size)[row] for which in (steps.began, steps.ended))
    time_s = round_.time_s[row]
    reach_m, gap_s = (world.parameters.at(name, time_s) for name in ("R28.reach_m", "R28.gap_s"))
    since_s = time_s - before["time"][row]
    standing = np.flatnonzero(round_.speed_mps[row] < STANDING_MPS)

    def stands_at(which: Ints) -> Bools:
        stands, some = np.zeros(len(row), np.bool_), standing
        some = some[(which[some] >= 0) & (which[some] < runs.stops[run[some]])]
        at = runs.first_stop[run[some]] + which[some]
        aside_m = np.hypot(x[row[some]] - runs.stop_x[at], y[row[some]] - runs.stop_y[at])
        stands[some[aside_m <= reach_m[some]]] = True
        return stands

    was = np.where(begins, stop, before["stop"][row].astype(np.int64))
    stood = np.where(begins, 0, before["stood"][row].astype(np.int64))
    gap = np.where(begins, since_s, np.maximum(before["gap"][row], since_s))
    stands = stands_at(was)
    gap = np.where(stands, 0.0, gap)  # it is served, whatever went unseen before
    stood |= np.where(stands, THIS, 0) | np.where(stands_at(was + 1), NEXT, 0)
    came = stop > was
    this, following = (stood & THIS) != 0, (stood & NEXT) != 0
    count = came * (
        np.where(this, 0, 1) + np.where(~following & (stop > was + 1), 1, 0) + np.maximum(stop - was - 2, 0)
    )
    left = np.where(~this, was, np.where(~following, was + 1, was + 2))

    next_stood = np.where(following & (stop == was + 1), THIS, 0)
    next_stood |= np.where(stands_at(stop), THIS, 0) | np.where(stands_at(stop + 1), NEXT, 0)
    stood, known = np.where(came, next_stood, stood), gap <= gap_s
    gap = np.where(came, since_s, gap)
    last = ends & (stop >= runs.stops[run] - 1) & ((stood & THIS) == 0)
    last &= gap <= gap_s
    count, left = np.where(known, count, 0) + last, np.where(known & (count > 0), left, stop)

    after["stood"][row], after["gap"][row] = np.where(ends, 0, stood), np.where(ends, 0.0, gap)
    found = row[count > 0]
    none.count[found], none.stop[found] = count[count > 0], left[count > 0]
    none.run[found] = runs.id[run[count > 0]]
    return none


def _among(rows: Ints, size: int) -> Bools:
    """Row numbers as a mask."""
    mask = np.zeros(size, np.bool_)
    mask[rows] = True
    return mask


def distance_m(
    world: World, line_version: Ints, section: Ints, x: Floats, y: Floats, time_s: Floats, asked: Bools
) -> Floats:
    """Metres from each row asked to the nearest stop of its line; NaN where it was not asked, or where no line is known.

    On a road section (index) without any school-bus stop a public-transport stop counts as well (REG 32): 0 there. Where no
    section is known nobody can say that it has one, so it counts too.
    """
    row = np.flatnonzero(asked)
    nearest = np.full(len(x), np.nan)
    if not row.size:
        return nearest
    nearest[row] = world.lines.stop_distance_m(line_version[row], x[row], y[row])
    public = world.public_stops.at(x, y, time_s, asked)[row] >= 0
    if public.any():
        on = section[row]
        without = (on < 0) | ~world.sections_with_stop[on] if len(world.sections_with_stop) else on < 0
        nearest[row[public & without & ~np.isnan(nearest[row])]] = 0.0
    return nearest
