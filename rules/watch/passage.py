"""How fast a bus passed a risk segment, where fixes are too sparse to see it inside: what two fixes around it prove. Pure.

Between two fixes a bus drives along its approved line. What it drove outside the segment it drove at most at the road's
general limit, or as fast as it told itself; the rest of the time it had for the segment. The length of the segment along
the line divided by that time is the least mean speed that it can have had inside: a bus that comes and goes at 60 and slows
to 20 inside is never above it. One wild fix proves nothing: the passage counts once a second fix behind the segment agrees,
and not from a fix that was jumped back to.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import shapely

from fleet.fixes import Bools, Floats, Ints
from geofences.index import GENERAL_KMH, RECEIVER_ERROR_M
from rules.elements import Elements
from rules.memory import Rows
from rules.watch.crossings import Crossings
from rules.world import World

BACK_M = 30.0  # along the line, a receiver's error: no turning back
ON_LINE_M = 60.0  # further aside its place along the line says nothing
MOST_S = 120.0  # between two fixes: longer proves nothing of a segment
WHOLE = 0.95  # of the segment must lie between the fixes
DRIFT_KMH = 160.0  # 考核管理办法, note under the form: faster is the receiver's error
FIXES_INSIDE = 2  # as many tell by themselves


@dataclass(frozen=True, slots=True)
class Passed:
    """For each row the proven mean speed in the segment passed before it (NaN: none), the place's id, the last fix before it."""

    kmh: Floats
    place: Ints
    since_s: Floats

    @classmethod
    def nothing(cls, size: int) -> Self:
        return cls(np.full(size, np.nan), np.full(size, -1), np.full(size, np.nan))


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of each row before: its line version, metres aside of it (NaN without pupils aboard), where it is, the road."""

    line_version: Ints
    aside_m: Floats
    x: Floats
    y: Floats
    risk: Ints
    motorway: Bools


def pass_by(world: World, round_: Elements, before: Rows, after: Rows, way: Way) -> Passed:
    """One round: the passages that became certain in it; `after` is moved on in place."""
    passed, crossings = Passed.nothing(len(round_)), world.crossings
    if not len(crossings.segment):
        return passed
    line = world.lines.index_of(way.line_version)
    on = ~round_.tick & (way.aside_m <= ON_LINE_M) & crossings.near(line, way.x, way.y)
    _forget(after, ~round_.tick & ~on & ~np.isnan(before["along"]))
    row = np.flatnonzero(on)
    if not row.size:
        return passed
    here = shapely.line_locate_point(world.lines.path[line[row]], shapely.points(way.x[row], way.y[row]))
    old, dt_s = before[row], round_.time_s[row] - before["time"][row]
    same = (old["along_line"] == way.line_version[row]) & ~np.isnan(old["along"])
    back = same & (here < old["along"] - BACK_M)
    follows = same & ~back & (dt_s > 0) & (dt_s <= MOST_S)
    certain = follows & ~np.isnan(old["pass_kmh"])
    for column, name in ((passed.kmh, "pass_kmh"), (passed.place, "pass_place"), (passed.since_s, "pass_since")):
        column[row[certain]] = old[name][certain]

    now = old.copy()
    _forget(now, np.ones(len(row), np.bool_))
    now["along"], now["along_line"] = np.where(back, np.nan, here), way.line_version[row]
    general_mps = np.where(way.motorway[row], GENERAL_KMH["motorway"], GENERAL_KMH["other"]) / 3.6
    outside_mps = np.fmax(general_mps, np.fmax(round_.speed_mps[row], old["speed"]))
    which = _crossing(world, crossings, line[row], np.where(follows, old["along"], np.nan), here, round_.time_s[row])
    _go_on(now, world, crossings, which, Step(old, here, dt_s, outside_mps, way.risk[row]))
    for name in ("along", "along_line", "pass_place", "pass_m", "pass_s", "pass_since", "pass_fixes", "pass_kmh"):
        after[name][row] = now[name]
    return passed


@dataclass(frozen=True, slots=True)
class Step:
    """From the fix before (`old`, a base record) to one `here` metres along, `dt_s` later; `risk` is the segment it lies in."""

    old: Rows
    here: Floats
    dt_s: Floats
    outside_mps: Floats
    risk: Ints


def _crossing(world: World, crossings: Crossings, line: Ints, since_m: Floats, until_m: Floats, time_s: Floats) -> Ints:
    """The first stretch of its line that each row drives on between two places along it, -1 where it drives on none."""
    found = np.full(len(line), -1, np.int64)
    for nth in range(int(crossings.count[line].max(initial=0))):
        one = np.where(nth < crossings.count[line], crossings.first[line] + nth, -1)
        fits = (found < 0) & (one >= 0) & (crossings.end_m[one] > since_m) & (crossings.start_m[one] < until_m)
        found = np.where(fits & world.risks.hold(crossings.segment[one], time_s), one, found)
    return found


def _go_on(now: Rows, world: World, crossings: Crossings, which: Ints, step: Step) -> None:
    """Write down what was driven of the segment and how long it can have taken; whether it is behind, and what that proves."""
    row = np.flatnonzero(which >= 0)
    if not row.size:
        return
    one, old, here, dt_s = which[row], step.old[row], step.here[row], step.dt_s[row]
    start, end, place = crossings.start_m[one], crossings.end_m[one], world.risks.id[crossings.segment[one]]
    driven = np.maximum(here - old["along"], 0.0)
    inside = np.clip(np.minimum(here, end) - np.maximum(old["along"], start), 0.0, driven)
    evenly = np.divide(dt_s * inside, driven, out=dt_s.copy(), where=driven > 0)
    outside_m = np.maximum(driven - inside - RECEIVER_ERROR_M, 0.0)
    inside_s = np.maximum(dt_s - outside_m / step.outside_mps[row], evenly)

    goes_on = (old["pass_place"] == place) & np.isnan(old["pass_kmh"])
    metres = np.where(goes_on, old["pass_m"], 0.0) + inside
    seconds = np.where(goes_on, old["pass_s"], 0.0) + inside_s
    fixes = np.where(goes_on, old["pass_fixes"], 0) + (step.risk[row] == crossings.segment[one])
    behind = here >= end
    kmh = metres / seconds * 3.6
    proven = behind & (fixes < FIXES_INSIDE) & (metres >= WHOLE * (end - start)) & (kmh <= DRIFT_KMH)
    kept = ~behind | proven
    values = {
        "pass_place": np.where(kept, place, -1), "pass_m": np.where(kept, metres, 0.0),
        "pass_s": np.where(kept, seconds, 0.0), "pass_fixes": np.where(kept, np.minimum(fixes, 250), 0),
        "pass_since": np.where(kept, np.where(goes_on, old["pass_since"], old["time"]), np.nan),
        "pass_kmh": np.where(proven, kmh, np.nan),
    }  # fmt: skip
    for name, value in values.items():
        now[name][row] = value


def _forget(rows: Rows, which: Bools) -> None:
    """Rows that are nowhere along a line and pass nothing."""
    if which.any():
        for name, value in NOWHERE.items():
            rows[name][which] = value


NOWHERE = {
    "along": np.nan, "along_line": -1, "pass_place": -1, "pass_m": 0.0, "pass_s": 0.0, "pass_since": np.nan,
    "pass_fixes": 0, "pass_kmh": np.nan,
}  # fmt: skip
