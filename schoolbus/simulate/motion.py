"""How a bus moves along a path: a speed for each metre that brakes and pulls away as a bus can, and the time it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from schoolbus.simulate.ground import Floats, Path

STEP_M = 1.0
ONE_STOP_M = 4.0
PULL_AWAY_MPS2 = 0.9
BRAKE_MPS2 = 1.1
SIDEWAYS_MPS2 = 1.5
SLOWEST_BEND_MPS = 2.5


@dataclass(frozen=True)
class Stop:
    """A halt of the script: how far along the path, and for how long."""

    along_m: float
    dwell_s: float


@dataclass(frozen=True)
class Stretch:
    """From `start_m` to `end_m` along the path no faster than `speed_mps`."""

    start_m: float
    end_m: float
    speed_mps: float


@dataclass(frozen=True)
class Hurry:
    """On this stretch the driver goes `factor` times as fast as the script and the bends would have him."""

    start_m: float
    end_m: float
    factor: float


@dataclass(frozen=True, eq=False)
class Timeline:
    """Where the bus is at each moment after its start: knots between which the acceleration is constant."""

    elapsed_s: Floats
    along_m: Floats
    speed_mps: Floats

    @property
    def duration_s(self) -> float:
        return float(self.elapsed_s[-1])

    def at(self, elapsed_s: ArrayLike) -> tuple[Floats, Floats]:
        """Distance along the path and speed at moments; before the start and after the end the bus stands."""
        moment = np.clip(np.asarray(elapsed_s, dtype=np.float64), 0.0, self.duration_s)
        left = np.clip(np.searchsorted(self.elapsed_s, moment, side="right") - 1, 0, len(self.elapsed_s) - 2)
        span = np.maximum(self.elapsed_s[left + 1] - self.elapsed_s[left], 1e-9)
        share = np.clip((moment - self.elapsed_s[left]) / span, 0.0, 1.0)
        gain = self.speed_mps[left + 1] - self.speed_mps[left]
        speed = self.speed_mps[left] + gain * share
        along = self.along_m[left] + (self.speed_mps[left] + gain * share / 2) * share * span
        return along, speed

    def reached_s(self, along_m: float) -> float:
        """The moment the bus first comes to a distance along the path."""
        return float(self.elapsed_s[int(np.searchsorted(self.along_m, along_m - STEP_M / 2, side="left"))])


def plan(path: Path, stops: Sequence[Stop], speeds: Sequence[Stretch], hurries: Sequence[Hurry] = ()) -> Timeline:
    """The timeline of one passage from standstill at the start of the path to standstill at its end.

    Where several stretches overlap the slowest holds; where none lies the bus goes at most 12 m/s.
    """
    cells = max(round(path.length_m / STEP_M), 2)
    along = np.linspace(0.0, path.length_m, cells + 1)
    speed = _allowed(path, along, speeds, hurries)
    dwell = _dwell(along, stops)
    speed[dwell > 0] = speed[0] = speed[-1] = 0.0
    return _timed(along, _within_reach(speed, path.length_m / cells), dwell)


def allowed_mps(path: Path, along_m: ArrayLike, speeds: Sequence[Stretch], hurries: Sequence[Hurry] = ()) -> Floats:
    """What the script and the bends allow at distances along the path."""
    return _allowed(path, np.asarray(along_m, dtype=np.float64), speeds, hurries)


def _allowed(path: Path, along: Floats, speeds: Sequence[Stretch], hurries: Sequence[Hurry]) -> Floats:
    limit: Floats = np.full(len(along), np.inf)
    for stretch in speeds:
        here = (along >= stretch.start_m) & (along <= stretch.end_m)
        limit[here] = np.minimum(limit[here], stretch.speed_mps)
    limit[np.isinf(limit)] = 12.0
    bend = np.maximum(path.bend_per_m(along), 1e-6)
    limit = np.minimum(limit, np.maximum(np.sqrt(SIDEWAYS_MPS2 / bend), SLOWEST_BEND_MPS), dtype=np.float64)
    for hurry in hurries:
        here = (along >= hurry.start_m) & (along <= hurry.end_m)
        limit[here] *= hurry.factor
    return limit


def _dwell(along: Floats, stops: Sequence[Stop]) -> Floats:
    """How long the bus stands at each metre; stops nearer than `ONE_STOP_M` to another or to an end are one with it."""
    dwell = np.zeros(len(along))
    used = [0, len(along) - 1]
    for stop in sorted(stops, key=lambda s: s.along_m):
        at = int(np.argmin(np.abs(along - stop.along_m)))
        at = next((other for other in used if abs(along[other] - along[at]) < ONE_STOP_M), at)
        used.append(at)
        dwell[at] += stop.dwell_s
    return dwell


def _within_reach(speed: Floats, step_m: float) -> Floats:
    """The speeds lowered so that no cell needs more than the bus can brake or pull away.

    v² grows by at most 2·a·s from cell to cell: without that slope it is a running minimum.
    """
    cell = np.arange(len(speed), dtype=np.float64)
    pulled = np.minimum.accumulate(speed**2 - (rise := 2 * PULL_AWAY_MPS2 * step_m * cell)) + rise
    braked = np.minimum.accumulate(pulled[::-1] - (rise := 2 * BRAKE_MPS2 * step_m * cell)) + rise
    return np.minimum(np.sqrt(np.maximum(braked[::-1], 0.0)), speed)


def _timed(along: Floats, speed: Floats, dwell: Floats) -> Timeline:
    took = 2 * np.diff(along) / (speed[1:] + speed[:-1])
    arrive = np.concatenate(([0.0], np.cumsum(took))) + np.concatenate(([0.0], np.cumsum(dwell)[:-1]))
    halts = np.flatnonzero(dwell > 0)
    order = np.argsort(np.concatenate((np.arange(len(along)), halts + 0.5)), kind="stable")
    return Timeline(
        np.concatenate((arrive, arrive[halts] + dwell[halts]))[order],
        np.concatenate((along, along[halts]))[order],
        np.concatenate((speed, speed[halts]))[order],
    )
