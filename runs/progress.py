"""How far each run has come, told from positions alone: begun at its first stop, at which stop, ended at its last. Pure.

Whether pupils are aboard follows from it: from the first pick-up stop to the last set-down stop of a run that is under
way (REG 30). Nobody has counted yet, so it is presumed, and the evidence says so.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from fleet.fixes import Bools, Floats, Ints
from runs.columns import Runs

STOP_RADIUS_M = 60.0
STANDING_MPS = 2.0
BEGIN_EARLY_S = 900.0  # a bus that waits at the first stop this long before the planned start has begun its run
PASSING_EARLY_S = 120.0  # one that only passes by there is on its run no earlier than this
BEGIN_LATE_S = 2_700.0  # and this long after its planned end: the bus may be late, the run is still the same
OVERDUE_S = 7_200.0  # a run unheard of for this long after its planned end is ended by the clock
LOOK_AHEAD = 3  # stops that may be passed by without being missed from sight


@dataclass(frozen=True, slots=True)
class Progress:
    """What is remembered of each row's run: columns of equal length.

    run         int64    run id under way, -1 for none
    stop        int64    the last stop reached (0 is the first), -1 for none
    started_s   float64  when it began
    last_start  float64  planned start of the newest run that is over: no earlier one can begin any more
    late_s      float64  seconds behind the approved time (negative: early), NaN where no run tells
    """

    run: Ints
    stop: Ints
    started_s: Floats
    last_start: Floats
    late_s: Floats


@dataclass(frozen=True, slots=True)
class Here:
    """One round, a row each: which vehicle, when, where (metres of the plane), how fast; a tick has a time and no place.

    `astray`: no bus can have come here from where it was seen last, in that time.
    """

    vehicle: Ints
    time_s: Floats
    x: Floats
    y: Floats
    speed_mps: Floats
    tick: Bools
    astray: Bools


@dataclass(frozen=True, slots=True)
class Steps:
    """What a round did to the runs. `run` and `stop` are what each row was on (also one that just ended).

    began, moved, ended  index arrays into the round: whose run began, came to a stop, ended
    """

    run: Ints
    stop: Ints
    began: Ints
    moved: Ints
    ended: Ints


def follow(runs: Runs, before: Progress, here: Here) -> tuple[Progress, Ints, Steps]:
    """One round: the progress after it, the run index of each row (-1: none under way), and the steps taken.

    A tick can end a run that is overdue and make it later, never begin or move one.
    """
    index = runs.index_of(before.run)
    began_run, began_stop = _begun(runs, before, here, index)
    began = began_run >= 0
    index = np.where(began, began_run, index)
    stop = np.where(began, began_stop, np.where(index >= 0, before.stop, -1))
    started = np.where(began, here.time_s, before.started_s)

    reached = _stop_reached(runs, np.where(here.tick, -1, index), stop, here)
    moved = (reached > stop) | began
    stop = reached
    late = np.where(index >= 0, _lateness(runs, index, stop, here.time_s, moved, before.late_s), np.nan)

    last = _at(runs.stops, index) - 1
    there = (index >= 0) & (stop >= last) & ~here.tick
    ended = there & ~here.astray & ((here.speed_mps < STANDING_MPS) | ~_near(runs, index, last, here))
    ended |= (index >= 0) & (here.time_s > _at(runs.end_s, index) + OVERDUE_S)
    last_start = np.where(ended, np.maximum(before.last_start, _at(runs.start_s, index)), before.last_start)
    run = np.where(index >= 0, _at(runs.id, index), -1)
    steps = Steps(index, stop, np.flatnonzero(began), np.flatnonzero(moved), np.flatnonzero(ended))
    after = Progress(
        np.where(ended, -1, run), np.where(ended, -1, stop), started, last_start, np.where(ended, np.nan, late)
    )
    return after, np.where(ended, -1, index), steps


def waited_for(runs: Runs, progress: Progress, vehicle: Ints, time_s: Floats) -> tuple[Ints, Floats]:
    """For rows with no run under way: the run that should have begun (-1: none), and seconds since it should have."""
    candidate = runs.next_for(vehicle, progress.last_start, time_s)
    due = (progress.run < 0) & (candidate >= 0) & (time_s >= _at(runs.start_s, candidate))
    return np.where(due, candidate, -1), np.where(due, time_s - _at(runs.start_s, candidate), np.nan)


Column = TypeVar("Column", Ints, Floats)


def _at(column: Column, index: Ints) -> Column:
    """A column by an index that may be -1: those rows hold something that must be masked."""
    if not len(column):
        return np.zeros(len(index), column.dtype)
    return column[np.maximum(index, 0)]


def _near(runs: Runs, index: Ints, stop: Ints, here: Here) -> Bools:
    """Whether each row is within the radius of a stop of its run; false where the run has no such stop."""
    exists = (index >= 0) & (stop >= 0) & (stop < _at(runs.stops, index))
    place = np.where(exists, _at(runs.first_stop, index) + stop, -1)
    far = np.hypot(here.x - _at(runs.stop_x, place), here.y - _at(runs.stop_y, place))
    return exists & (far <= STOP_RADIUS_M)


def _begun(runs: Runs, before: Progress, here: Here, index: Ints) -> tuple[Ints, Ints]:
    """Which rows begin a run now, and at which stop; -1 where none. The run that is due, or the one after it."""
    began, at_stop = np.full(len(index), -1), np.full(len(index), -1)
    idle = (index < 0) & ~here.tick
    after = before.last_start
    for _ in range(2):
        if not idle.any():
            break
        due = runs.next_for(np.where(idle, here.vehicle, -1), after, here.time_s - BEGIN_LATE_S)
        due[here.time_s < _at(runs.start_s, due) - BEGIN_EARLY_S] = -1
        stop = _stop_begun_at(runs, due, here)
        begins = (due >= 0) & (stop >= 0)
        began, at_stop = np.where(begins, due, began), np.where(begins, stop, at_stop)
        after = np.where(due >= 0, _at(runs.start_s, due), np.inf)
        idle &= ~begins & (due >= 0)
    return began, at_stop


def _stop_begun_at(runs: Runs, due: Ints, here: Here) -> Ints:
    """At which stop a bus begins its due run: in reach of the first, or standing at a later one near its time; -1: not yet."""
    stands = here.speed_mps < STANDING_MPS
    in_time = here.time_s >= _at(runs.start_s, due) - PASSING_EARLY_S
    at = np.where(_near(runs, due, np.zeros(len(due), np.int64), here) & (stands | in_time), 0, -1)
    most = int(_at(runs.stops, due)[due >= 0].max(initial=0))
    for later in range(1, most - 1):
        stop = np.full(len(due), later)
        served = (due >= 0) & (later < _at(runs.stops, due) - 1)  # of the runs in a round some have fewer stops
        planned = _at(runs.stop_due_s, np.where(served, _at(runs.first_stop, due) + later, -1))
        near = _near(runs, due, stop, here) & stands & (np.abs(here.time_s - planned) < BEGIN_EARLY_S)
        at = np.where((at < 0) & near & served, later, at)
    return at


def _stop_reached(runs: Runs, index: Ints, stop: Ints, here: Here) -> Ints:
    """The furthest of the next few stops that each row is in reach of, else the one it was at.

    One wild fix beside a later stop skips none, and none is skipped from where the bus still is (a loop ends where it begins).
    Standing at the last stop when the one before it is overdue is being there, however many stops nobody saw it pass.
    """
    reached, away = stop, ~_near(runs, index, stop, here)
    for ahead in range(1, LOOK_AHEAD + 1):
        near = _near(runs, index, stop + ahead, here) & ((ahead == 1) | (~here.astray & away))
        reached = np.where(near, stop + ahead, reached)
    last = _at(runs.stops, index) - 1
    there = _near(runs, index, last, here) & (here.speed_mps < STANDING_MPS)
    before_last_s = _at(
        runs.stop_due_s, np.where(index >= 0, _at(runs.first_stop, index) + np.maximum(last - 1, 0), -1)
    )
    return np.where(there & away & (here.time_s >= before_last_s), last, reached)


def _lateness(runs: Runs, index: Ints, stop: Ints, time_s: Floats, at_stop: Bools, before: Floats) -> Floats:
    """Seconds behind the approved time: set at a stop, and growing once the next stop is overdue."""
    first = _at(runs.first_stop, index)
    due_here = _at(runs.stop_due_s, np.where(index >= 0, first + np.maximum(stop, 0), -1))
    has_next = (index >= 0) & (stop + 1 < _at(runs.stops, index))
    due_next = _at(runs.stop_due_s, np.where(has_next, first + stop + 1, -1))
    here = np.where(at_stop, time_s - due_here, np.where(np.isnan(before), 0.0, before))
    return np.where(has_next, np.maximum(here, time_s - due_next), here)
